"""The Rete evaluator: durable-rules, used in the one way that was shown safe.

Facts are flat, typed, all attributes present, small whole numbers; the session id is fixed and fact ids come
from a counter; every condition is a conjunction of comparisons with constants behind a typed guard, with a
unique priority; alternatives are separate rules. One thread at a time holds a handle from assert to
retract. The dispatching host, `delete_state` in mid-life, arithmetic, negation and joins are never used.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, product
from typing import Final, TypeAlias

import durable_rules_engine
import orjson

from propengine.core.profiles import UNKNOWN, Domain
from propengine.engine.bounded import Bounded

_SESSION: Final = "w"
_CANARY: Final = 1
_CASE: Final = 2
_GUARD: Final = {"t": _CASE}
_MOST_RULES: Final = 60
"""Below the 64 nodes that one fact may match at once in the engine."""
_MATCHED, _NOTHING = 0, 1
_MOST_SAID: Final = 250
"""Of so many combinations of classes a law remembers what its engines said."""
_ids = count(1)


class ReteError(RuntimeError):
    """The Rete engine answered with a code that the safe use never produces.

    Attributes:
        code: the code.
    """

    def __init__(self, code: int) -> None:
        """Keep the code."""
        self.code = code
        super().__init__(f"the Rete engine answered with the unexpected code {code}")


class CanaryError(RuntimeError):
    """A new engine did not fire its canary."""


@dataclass(frozen=True, slots=True)
class ReteLaw:
    """The conditions of a law as the Rete engine needs them.

    Attributes:
        domains: of each slot, in the order in which `Rete.match` takes the classes.
        ways: for each condition, the ways to satisfy it, as class masks by the place of the slot.
    """

    domains: Sequence[Domain]
    ways: Sequence[Sequence[Mapping[int, int]]]


class Engines:
    """Rete engines that the laws of a legal order share, for one thread at a time.

    Its revisions differ in few conditions: what asks for the same classes of the same slots is one rule for
    all of them. The rules are spread over several engines, because one fact may match only so many; each
    engine is told only the classes that its rules read.

    Attributes:
        rules: how many rules they have.
    """

    def __init__(self) -> None:
        """Start with none."""
        self._engines: list[_Engine] = []
        self._known: dict[_Rule, tuple[_Engine, str]] = {}
        self._attributes: dict[Domain, str] = {}

    @property
    def rules(self) -> int:
        """Return how many rules they have."""
        return len(self._known)

    def attribute(self, domain: Domain) -> str:
        """Return the attribute that holds the class of a slot."""
        return self._attributes.setdefault(domain, f"a{len(self._attributes)}")

    def with_rules(self, rules: Iterable["_Rule"]) -> Mapping["_Rule", tuple["_Engine", str]]:
        """Return, for each rule, the engine that has it and its name there; those that none has are made.

        Raises:
            CanaryError: a new engine does not work.
        """
        new = [rule for rule in dict.fromkeys(rules) if rule not in self._known]
        for start in range(0, len(new), _MOST_RULES):
            engine = _engine(new[start : start + _MOST_RULES])
            self._engines.append(engine)
            self._known |= {rule: (engine, name) for name, rule in engine.rules.items()}
        return self._known

    def close(self) -> None:
        """Free the engines. Safe because the canary has fired in the only session of each."""
        for engine in self._engines:
            durable_rules_engine.delete_state(engine.handle, _SESSION)
            durable_rules_engine.delete_ruleset(engine.handle)
        self._engines, self._known = [], {}


class Rete:
    """The conditions of a law in the Rete engines, all matched against one fact."""

    def __init__(self, law: ReteLaw, engines: Engines) -> None:
        """Make the rules that the engines lack.

        Raises:
            CanaryError: a new engine does not work.
        """
        attributes = [engines.attribute(domain) for domain in law.domains]
        places = {attribute: place for place, attribute in enumerate(attributes)}
        rules = list(rules_of(law, attributes))
        known = engines.with_rules(rule for _, rule in rules)
        asked: dict[_Engine, dict[str, int]] = {}
        for bit, rule in rules:
            engine, name = known[rule]
            of_engine = asked.setdefault(engine, {})
            of_engine[name] = of_engine.get(name, 0) | 1 << bit
        self._asked = [
            (engine, [places.get(attribute, _NOT_OF_LAW) for attribute in engine.attributes], held_by)
            for engine, held_by in asked.items()
        ]
        self._beside = [
            (frozenset(of_engine), _held(engine.when_nothing_is_known, held_by))
            for engine, of_engine, held_by in self._asked
        ]
        self._said: Bounded[tuple[int, ...], int] = Bounded(_MOST_SAID)

    def match(self, classes: Sequence[int]) -> int:
        """Return which conditions hold for the classes of all slots, as a bit mask.

        What the engines said of the same classes is remembered: they read nothing else.

        Raises:
            ReteError: the engine answered with an unexpected code.
        """
        of_all = tuple(classes)
        held = self._said.get(of_all)
        if held is None:
            held = self._said[of_all] = self._asked_anew(of_all)
        return held

    def match_few(self, classes: Mapping[int, int]) -> int:
        """Return which conditions hold where few slots are known, by their places; see `match`.

        An engine that reads none of them says what it says when nothing is known. Nothing is remembered.
        """
        held = 0
        for (engine, places, held_by), (read, of_nothing) in zip(self._asked, self._beside, strict=True):
            if read.isdisjoint(classes):
                held |= of_nothing
            else:
                held |= _held(engine.match([classes.get(place, UNKNOWN) for place in places]), held_by)
        return held

    def _asked_anew(self, classes: tuple[int, ...]) -> int:
        held, known = 0, (*classes, UNKNOWN)
        for engine, places, held_by in self._asked:
            held |= _held(engine.match([known[place] for place in places]), held_by)
        return held


_NOT_OF_LAW: Final = -1
"""The place of what only other laws read: nothing is known of it."""


def _held(fired: Iterable[str], held_by: Mapping[str, int]) -> int:
    """Return which conditions of a law hold when some rules of an engine fire."""
    held = 0
    for name in fired:
        held |= held_by.get(name, 0)
    return held


@dataclass(slots=True, eq=False)
class _Engine:
    """One engine.

    Attributes:
        handle: what the extension knows it by.
        rules: by name.
        attributes: of its facts.
        when_nothing_is_known: what fires with nothing known of any of them.
    """

    handle: int
    rules: Mapping[str, "_Rule"]
    attributes: tuple[str, ...]
    when_nothing_is_known: Sequence[str]

    def match(self, classes: Sequence[int]) -> Sequence[str]:
        """Return the names of the rules that fire for the classes of its attributes."""
        if not any(classes):
            return self.when_nothing_is_known
        return _fired_by(self.handle, self.attributes, classes)


def _engine(rules: Iterable["_Rule"]) -> _Engine:
    """Return a new engine with some rules, after it fired its canary."""
    named = {f"r{number}": rule for number, rule in enumerate(rules)}
    definition: dict[str, object] = {}
    for priority, (name, rule) in enumerate(named.items(), start=1):
        terms = [term for stretch in sorted(rule) for term in _terms(*stretch)]
        definition[name] = {"all": [{"m": {"$and": [_GUARD, *terms]} if terms else _GUARD}], "pri": priority}
    definition["canary"] = {"all": [{"m": {"t": _CANARY}}], "pri": len(named) + 1}
    handle = durable_rules_engine.create_ruleset(f"law{next(_ids)}", json.dumps(definition))
    attributes = tuple(sorted({attribute for rule in named.values() for attribute, *_ in rule}))
    if _fired(handle, {"t": _CANARY}) != ["canary"]:
        message = "a new Rete engine did not fire its canary"
        raise CanaryError(message)
    nothing = _fired_by(handle, attributes, [UNKNOWN] * len(attributes))
    return _Engine(handle, named, attributes, nothing)


_Rule: TypeAlias = frozenset[tuple[str, int, int, int]]
"""A conjunction: for each attribute, the first and the last class that it may be of, and its size."""


def rules_of(law: ReteLaw, attributes: Sequence[str]) -> Iterator[tuple[int, _Rule]]:
    """Yield a rule for each way to satisfy each condition, with the place of the condition."""
    sizes = [domain.size for domain in law.domains]
    for bit, branches in enumerate(law.ways):
        for branch in branches:
            options = [
                [(attributes[place], low, high, sizes[place]) for low, high in _stretches(mask, sizes[place])]
                for place, mask in branch.items()
            ]
            yield from ((bit, frozenset(stretches)) for stretches in product(*options))


def _terms(attribute: str, low: int, high: int, size: int) -> Iterator[dict[str, object]]:
    if low == high:
        yield {attribute: low}
        return
    if low > 0:
        yield {"$gte": {attribute: low}}
    if high < size - 1:
        yield {"$lte": {attribute: high}}


def _stretches(mask: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of consecutive classes in a mask."""
    start: int | None = None
    for class_ in range(size + 1):
        inside = class_ < size and mask >> class_ & 1
        if inside and start is None:
            start = class_
        elif not inside and start is not None:
            yield start, class_ - 1
            start = None


def _fired_by(engine: int, attributes: Sequence[str], classes: Sequence[int]) -> list[str]:
    """Return the rules of an engine that fire for the classes of its attributes."""
    fact: dict[str, int | str] = dict(zip(attributes, classes, strict=True))
    fact["t"] = _CASE
    return _fired(engine, fact)


def _fired(engine: int, fact: dict[str, int | str]) -> list[str]:
    """Assert a fact, return the rules that fire, and retract it; the drain always runs to its end."""
    fact["sid"] = _SESSION
    fact["id"] = f"m{next(_ids)}"
    code, state = durable_rules_engine.assert_fact(engine, orjson.dumps(fact).decode())
    names: list[str] = []
    try:
        if code == _MATCHED:
            started = durable_rules_engine.start_action_for_state(engine, state)
            message = started[1] if started else None
            while message is not None:
                names.append(message[2 : message.index('"', 2)])
                message = durable_rules_engine.complete_and_start_action(engine, state)
    finally:
        durable_rules_engine.retract_fact(engine, f'{{"sid":"{_SESSION}","id":"{fact["id"]}"}}')
    if code not in {_MATCHED, _NOTHING}:
        raise ReteError(code)
    return list(dict.fromkeys(names))

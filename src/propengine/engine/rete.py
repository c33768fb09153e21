"""The Rete evaluator: durable-rules, used in the one way that was shown safe.

Facts are flat, typed, all attributes present, small whole numbers; the session id is fixed and fact ids come
from a counter; every condition is a conjunction of comparisons with constants behind a typed guard, with a
unique priority; alternatives are separate rules. One thread at a time holds a handle from assert to
retract. The dispatching host, `delete_state` in mid-life, arithmetic, negation and joins are never used.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, product
from typing import Final

import durable_rules_engine
import orjson

from propengine.core.profiles import UNKNOWN

_SESSION: Final = "w"
_CANARY: Final = 1
_CASE: Final = 2
_GUARD: Final = {"t": _CASE}
_MOST_RULES: Final = 60
"""Below the 64 nodes that one fact may match at once in the engine."""
_MATCHED, _NOTHING = 0, 1
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
        sizes: the number of classes of each slot, in the order in which `Rete.match` takes the classes.
        ways: for each condition, the ways to satisfy it, as class masks by the place of the slot.
    """

    sizes: Sequence[int]
    ways: Sequence[Sequence[Mapping[int, int]]]


class Rete:
    """The conditions of a law in the Rete engine, all matched against one fact.

    A law with many rules is spread over several engines, because one fact may match only so many rules;
    each engine is told only the classes that its rules read.

    Attributes:
        engines: how many there are.
    """

    def __init__(self, law: ReteLaw) -> None:
        """Make the engines and fire their canaries.

        Raises:
            CanaryError: an engine does not work.
        """
        self._engines: list[_Engine] = []
        rules = list(rules_of(law))
        for start in range(0, len(rules), _MOST_RULES):
            self._create(rules[start : start + _MOST_RULES])
        self.engines = len(self._engines)

    def _create(self, rules: Sequence["ReteRule"]) -> None:
        definition: dict[str, object] = {
            rule.name: {
                "all": [{"m": {"$and": [_GUARD, *rule.terms]} if rule.terms else _GUARD}],
                "pri": priority,
            }
            for priority, rule in enumerate(rules, start=1)
        }
        definition["canary"] = {"all": [{"m": {"t": _CANARY}}], "pri": len(rules) + 1}
        engine = durable_rules_engine.create_ruleset(f"law{next(_ids)}", json.dumps(definition))
        read = sorted({place for rule in rules for place in rule.places})
        known = _Engine(engine, tuple(f"a{place}" for place in read), tuple(read))
        self._engines.append(known)
        if _fired(engine, {"t": _CANARY}) != ["canary"]:
            message = "a new Rete engine did not fire its canary"
            raise CanaryError(message)
        known.when_nothing_is_known = known.match(dict.fromkeys(read, UNKNOWN))

    def match(self, classes: Sequence[int]) -> int:
        """Return which conditions hold for the classes of the slots, as a bit mask.

        Raises:
            ReteError: the engine answered with an unexpected code.
        """
        held = 0
        for engine in self._engines:
            held |= engine.match(classes)
        return held

    def close(self) -> None:
        """Free the engines. Safe because the canary has fired in the only session of each."""
        for engine in self._engines:
            durable_rules_engine.delete_state(engine.handle, _SESSION)
            durable_rules_engine.delete_ruleset(engine.handle)
        self._engines = []


@dataclass(slots=True)
class _Engine:
    """One engine.

    Attributes:
        handle: what the extension knows it by.
        names: the attributes of its facts.
        places: of the slot of each.
        when_nothing_is_known: what it matched with nothing known in any of its slots; None until asked.
    """

    handle: int
    names: tuple[str, ...]
    places: tuple[int, ...]
    when_nothing_is_known: int | None = None

    def match(self, classes: Sequence[int] | Mapping[int, int]) -> int:
        """Return which conditions hold by this engine's rules."""
        read = [classes[place] for place in self.places]
        if self.when_nothing_is_known is not None and not any(read):
            return self.when_nothing_is_known
        fact: dict[str, int | str] = dict(zip(self.names, read, strict=True))
        fact["t"] = _CASE
        held = 0
        for name in _fired(self.handle, fact):
            held |= 1 << int(name[1 : name.index("_")])
        return held


@dataclass(frozen=True, slots=True)
class ReteRule:
    """One way to satisfy one condition: a conjunction of comparisons, over the slots at some places.

    Attributes:
        name: by which the engine tells that it fired.
        terms: the comparisons.
        places: of the slots that they read.
    """

    name: str
    terms: Sequence[Mapping[str, object]]
    places: Sequence[int]


def rules_of(law: ReteLaw) -> Iterator[ReteRule]:
    """Yield a rule for each way to satisfy each condition."""
    number = count()
    for bit, branches in enumerate(law.ways):
        for branch in branches:
            options = [list(_stretches(mask, law.sizes[place])) for place, mask in branch.items()]
            for stretches in product(*options):
                terms = [
                    term
                    for place, (low, high) in zip(branch, stretches, strict=True)
                    for term in _terms(f"a{place}", low, high, law.sizes[place])
                ]
                yield ReteRule(f"c{bit}_{next(number)}", terms, tuple(branch))


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

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

_SESSION: Final = "w"
_CANARY: Final = 1
_FIRST_GUARD: Final = 2
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
class ReteLevel:
    """One level of a law as the Rete engine needs it.

    Attributes:
        slots: the slots that its conditions read, in the order of the classes.
        sizes: the number of classes of each slot.
        ways: for each condition, the ways to satisfy it, as class masks by slot.
    """

    slots: Sequence[str]
    sizes: Sequence[int]
    ways: Sequence[Sequence[Mapping[str, int]]]


class Rete:
    """The conditions of a law in the Rete engine, level by level.

    Each level has its own guard, so one engine serves all levels; a level with many rules is spread over
    several engines, because one fact may match only so many rules at once.
    """

    def __init__(self, levels: Sequence[ReteLevel]) -> None:
        """Make the engines and fire their canaries.

        Raises:
            CanaryError: an engine does not work.
        """
        self._attributes = [[f"a{i}" for i in range(len(level.slots))] for level in levels]
        rules = [list(_rules(guard, level)) for guard, level in enumerate(levels, start=_FIRST_GUARD)]
        self._engines_of = [-(-len(of_level) // _MOST_RULES) for of_level in rules]
        self.engines: list[int] = []
        for start in range(0, max(map(len, rules), default=0), _MOST_RULES):
            self._create([rule for of_level in rules for rule in of_level[start : start + _MOST_RULES]])

    def _create(self, rules: Sequence[tuple[str, list[dict[str, object]]]]) -> None:
        definition: dict[str, object] = {
            name: {"all": [{"m": {"$and": terms} if len(terms) > 1 else terms[0]}], "pri": priority}
            for priority, (name, terms) in enumerate(rules, start=1)
        }
        definition["canary"] = {"all": [{"m": {"t": _CANARY}}], "pri": len(rules) + 1}
        engine = durable_rules_engine.create_ruleset(f"law{next(_ids)}", json.dumps(definition))
        self.engines.append(engine)
        if _fired(engine, {"t": _CANARY}) != ["canary"]:
            message = "a new Rete engine did not fire its canary"
            raise CanaryError(message)

    def match(self, level: int, classes: Sequence[int]) -> int:
        """Return which conditions of a level hold for the classes of its slots, as a bit mask.

        Raises:
            ReteError: the engine answered with an unexpected code.
        """
        fact: dict[str, int | str] = dict(zip(self._attributes[level], classes, strict=True))
        fact["t"] = level + _FIRST_GUARD
        held = 0
        for engine in self.engines[: self._engines_of[level]]:
            for name in _fired(engine, fact):
                held |= 1 << int(name[1 : name.index("_")])
        return held

    def close(self) -> None:
        """Free the engines. Safe because the canary has fired in the only session of each."""
        for engine in self.engines:
            durable_rules_engine.delete_state(engine, _SESSION)
            durable_rules_engine.delete_ruleset(engine)
        self.engines = []


def _rules(guard: int, level: ReteLevel) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Yield a rule for each way to satisfy each condition, as a name and a conjunction."""
    number = count()
    for bit, branches in enumerate(level.ways):
        for branch in branches:
            places = [level.slots.index(slot) for slot in branch]
            options = [
                list(_stretches(mask, level.sizes[i]))
                for i, mask in zip(places, branch.values(), strict=True)
            ]
            for stretches in product(*options):
                terms: list[dict[str, object]] = [{"t": guard}]
                for i, (low, high) in zip(places, stretches, strict=True):
                    terms += _terms(f"a{i}", low, high, level.sizes[i])
                yield f"c{bit}_{guard}_{next(number)}", terms


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

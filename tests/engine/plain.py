"""A second, plain calculation of a case, straight from the words of the ruleset's files.

It shares nothing with the engine: it reads the plain data, counts in rationals over grams and months, and
walks the conditions as three-valued logic. It knows only what `tests.strategies` generates.
"""

import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.plain_ranges import AwaitedError, Data, PlainEnd, PlainRange, PlainRanges, months

Truth = bool | None
ORDER = {"at_least": operator.ge, "more_than": operator.gt, "at_most": operator.le, "less_than": operator.lt}
GRAMS = {"g": Fraction(1), "mg": Fraction(1, 1000)}


@dataclass(frozen=True)
class PlainAnswer:
    """What the plain calculation makes of a case."""

    purpose: str | None
    offence: str | None
    checkpoints: dict[str, PlainRange]
    gates: dict[str, str]
    told: bool


def grams(text: str) -> Fraction:
    """Return an amount in grams."""
    number, unit = text.split()
    return Fraction(number) * GRAMS[unit]


class Plain:
    """The plain calculation of one case under the texts of one day."""

    def __init__(
        self, jurisdiction: Data, law: Data, programmes: Data, facts: Data, items: Sequence[tuple[str, str]]
    ) -> None:
        self.jurisdiction = jurisdiction
        self.calendar = jurisdiction["calendar"]
        self.custody: PlainRange | None = None
        self.law = law
        self.programmes = programmes
        self.values: dict[str, Any] = {**facts, "substance": {substance for substance, _ in items}}
        for name, fact in law["facts"].items():
            if fact["type"] == "duration" and name in facts:
                self.values[name] = months(facts[name], self.calendar)
            if fact["type"] == "number" and name in facts:
                self.values[name] = Fraction(facts[name])
        if items:
            self._measure(items)
        self._derive()

    def _derive(self) -> None:
        """Write what follows from other facts: the size of a set, a share, and a count of conditions."""
        if "number_of_roles" in self.law["facts"] and "roles" in self.values:
            self.values["number_of_roles"] = Fraction(len(self.values["roles"]))
        if "share_served" in self.law["facts"] and self.values.get("fixed") and "time_served" in self.values:
            self.values["share_served"] = self.values["time_served"] / self.values["fixed"]
        truths = [self.holds(part) for part in self.law["facts"]["score"]["derive"]["count"]]
        shown, most = truths.count(True), len(truths) - truths.count(False)
        self.points = Fraction(shown) if shown == most else None
        if self.points is not None or not self._told_apart(range(shown, most + 1)):
            self.values["score"] = Fraction(shown)

    def _told_apart(self, counts: Iterable[int]) -> bool:
        """Say whether some test of the law on the count says different things of what it may be."""
        tests = [*_tests_of(self.law, "score"), *_tests_of(self.programmes, "score")]
        said = set()
        for count in counts:
            self.values["score"] = Fraction(count)
            said.add(tuple(self._test("score", word, constant) for word, constant in tests))
        del self.values["score"]
        return not tests or len(said) > 1

    def _measure(self, items: Iterable[tuple[str, str]]) -> None:
        totals: dict[str, Fraction] = {}
        for substance, text in items:
            totals[substance] = totals.get(substance, Fraction(0)) + grams(text)
        groups = self.law["groupings"]["schedule"]["groups"]
        self.values["schedule"] = "high" if any(s in groups["high"] for s in totals) else "low"
        self.values["kinds_of_drug"] = Fraction(len(totals))
        table = self.law["tables"]["amounts"]
        if "bands" in table:
            bands = table["bands"]
            places = [self._band(amount, table["rows"][s]["cuts"], bands) for s, amount in totals.items()]
            self.values["amounts"] = bands[max(places)]["band"]
        else:
            self.values["shares"] = sum(
                (amount / grams(table["rows"][s]["amounts"][0]) for s, amount in totals.items()), Fraction(0)
            )

    @staticmethod
    def _band(amount: Fraction, cuts: Sequence[str], bands: Sequence[Data]) -> int:
        passed = 0
        for cut, band in zip(cuts, bands, strict=False):
            inside = amount <= grams(cut) if band["to"] == "included" else amount < grams(cut)
            if inside:
                break
            passed += 1
        return passed

    def holds(self, condition: Data) -> Truth:
        """Return the truth of a condition; None where what is stated does not settle it."""
        return _all([self._entry(name, required) for name, required in condition.items()])

    def _entry(self, name: str, required: Any) -> Truth:
        if name == "all_of":
            return _all([self.holds(part) for part in required])
        if name == "any_of":
            return _any([self.holds(part) for part in required])
        if name == "none_of":
            return _not(_any([self.holds(part) for part in required]))
        if isinstance(required, dict):
            return _all([self._test(name, word, constant) for word, constant in required.items()])
        return self._test(name, "one_of" if isinstance(required, list) else "equals", required)

    def _test(self, name: str, word: str, constant: Any) -> Truth:
        if name == "imposed":
            return self._imposed(word, months(constant, self.calendar))
        if name.startswith("before."):
            return self._of_range(name.removeprefix("before."), word, months(constant, self.calendar))
        value = self.values.get(name)
        if value is None:
            return None
        if word == "stated":
            return True
        if word == "includes":
            return any(member in value for member in constant)
        if word in {"one_of", "not_one_of"}:
            return (value in constant) == (word == "one_of")
        if word == "equals":
            return constant in value if isinstance(value, set) else bool(value == constant)
        return bool(ORDER[word](*self._comparable(name, value, constant)))

    def _comparable(self, name: str, value: Any, constant: Any) -> tuple[Any, Any]:
        if isinstance(value, str):
            words = self._words(name)
            return words.index(value), words.index(constant)
        return value, months(constant, self.calendar) if self._type(name) == "duration" else Fraction(
            constant
        )

    def _type(self, name: str) -> str | None:
        kind: str | None = self.law["facts"].get(name, {}).get("type")
        return kind

    def _words(self, name: str) -> list[str]:
        if name in self.law["facts"]:
            return list(self.law["facts"][name]["members"])
        if name == "schedule":
            return ["low", "high"]
        if name == "amounts":
            return [band["band"] for band in self.law["tables"]["amounts"]["bands"]]
        conducts = (
            "consumption",
            "acquisition",
            "possession",
            "possession_with_intent",
            "supply",
            "social_supply",
        )
        return [*conducts, "transport"]

    def _imposed(self, word: str, limit: Fraction) -> Truth:
        if self.custody is None:
            return None
        low, high = (_as_number(self.custody[side], side) for side in ("min", "max"))
        if low is None or high is None:
            return None
        found = {ORDER[word](end, limit) for end in (low, high)}
        return found.pop() if len(found) == 1 else None

    def _last_standing(self, elements: Data, prefix: str) -> str | None:
        """Return the last element of a chain of exceptions that holds."""
        standing = None
        for name, element in elements.items():
            defeated = "unless" in element and self.holds(element["unless"]) is True
            if name.startswith(prefix) and self.holds(element["when"]) is True and not defeated:
                standing = name
        return standing

    def answer(self) -> PlainAnswer:
        """Return what follows."""
        rule = self._last_standing(self.law["rules"], "rule-")
        if rule is not None:
            self.values["purpose"] = self.law["rules"][rule]["concludes"]["purpose"]
        offence = self._last_standing(self.law["offences"], f"{self.values.get('kind')}-")
        if offence is not None:
            self.values["liability"] = self.law["offences"][offence]["liability"]
        checkpoints = self._checkpoints(offence) if offence is not None else {}
        self.custody = checkpoints.get("final")
        notice = self.law["notices"].get("told")
        return PlainAnswer(
            self.values.get("purpose"),
            offence,
            checkpoints,
            {
                kind: self._gate(gate)
                for kind, gate in self.programmes["programmes"]["suspension"]["gates"].items()
            },
            notice is not None and self.holds(notice["when"]) is True,
        )

    def _checkpoints(self, offence: str) -> dict[str, PlainRange]:
        """Return the range at every checkpoint; none where a table awaits what nobody stated."""
        values = {**self.values, "score": self.points}
        ranges = PlainRanges(self.jurisdiction, self.law, offence, values)
        standing: list[str] = []
        try:
            for phase in self.jurisdiction["phases"]:
                before = self._before(ranges, standing, phase["phase"])
                # A step about another offence neither moves the range nor sets anything aside.
                held = [
                    name
                    for name, step in self.law["steps"].items()
                    if step["phase"] == phase["phase"]
                    and offence in step["offences"]
                    and self._step_holds(step, before)
                ]
                aside = {of for name in held for of in self.law["steps"][name].get("exception_to", ())}
                standing += [name for name in held if name not in aside]
            return ranges.checkpoints(standing)
        except AwaitedError:
            return {}

    def _before(self, ranges: PlainRanges, standing: Sequence[str], phase: str) -> PlainRange:
        """Return the range as the phases before one left it."""
        assert ranges.custody is not None
        earlier = ranges.checkpoints(standing)
        del phase
        return earlier["final"] if standing else ranges.shown(ranges.first(ranges.custody))

    def _step_holds(self, step: Data, before: PlainRange) -> bool:
        self.before = before
        return self.holds(step["when"]) is True and not (
            "unless" in step and self.holds(step["unless"]) is True
        )

    def _of_range(self, of: str, word: str, limit: Fraction) -> Truth:
        """Compare an end of the range as the phases before left it, or its mean."""
        low, high = self.before["min"], self.before["max"]
        if of == "mean":
            if not (isinstance(low, Fraction) and isinstance(high, Fraction)):
                return None
            return bool(ORDER[word]((low + high) / 2, limit))
        number = _as_number(self.before[of], of)
        return None if number is None else bool(ORDER[word](number, limit))

    def _gate(self, gate: Data) -> str:
        asked = self.holds(gate["when"])
        barred = self.holds(gate["unless"]) if "unless" in gate else False
        if barred is True or asked is False:
            return "closed"
        if asked is None:
            others = {name: required for name, required in gate["when"].items() if name != "imposed"}
            waits = "imposed" in gate["when"] and self._is_imposable() and self.holds(others) is True
            return "conditional" if waits else "undetermined"
        return "eligible" if barred is False else "open_unless"

    def _is_imposable(self) -> bool:
        """Say whether a sentence may still be imposed between two known ends."""
        return self.custody is not None and "not_recorded" not in self.custody.values()


def _as_number(end: PlainEnd, side: str) -> Fraction | float | None:
    """Return an end as a condition compares it with a length: a word has its place beside the numbers."""
    if end == "not_recorded":
        return None
    if isinstance(end, Fraction):
        return end
    return float("inf") if end == "life" or (end == "none_stated" and side == "max") else Fraction(0)


def _tests_of(data: Any, subject: str) -> Iterable[tuple[str, Any]]:
    """Yield every comparison and constant that some condition has for a subject."""
    if isinstance(data, list):
        for part in data:
            yield from _tests_of(part, subject)
    elif isinstance(data, Mapping):
        for name, part in data.items():
            if name == subject and isinstance(part, Mapping) and "derive" not in part:
                yield from part.items()
            else:
                yield from _tests_of(part, subject)


def _all(truths: Sequence[Truth]) -> Truth:
    return False if any(t is False for t in truths) else None if any(t is None for t in truths) else True


def _any(truths: Sequence[Truth]) -> Truth:
    return True if any(t is True for t in truths) else None if any(t is None for t in truths) else False


def _not(truth: Truth) -> Truth:
    return None if truth is None else not truth

"""A second, plain calculation of a case, straight from the words of the ruleset's files.

It shares nothing with the engine: it reads the plain data, counts in rationals over grams and months, and
walks the conditions as three-valued logic. It knows only what `tests.strategies` generates.
"""

import math
import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Data = Mapping[str, Any]
Truth = bool | None
INFINITE = math.inf
ORDER = {"at_least": operator.ge, "more_than": operator.gt, "at_most": operator.le, "less_than": operator.lt}
GRAMS = {"g": Fraction(1), "mg": Fraction(1, 1000)}


class LifeMultipliedError(Exception):
    """A step multiplies life, which has no meaning."""


@dataclass(frozen=True)
class PlainAnswer:
    """What the plain calculation makes of a case."""

    purpose: str | None
    offence: str | None
    custody: tuple[Fraction, Fraction | float] | None
    gates: dict[str, str]
    told: bool


def months(text: str | int, calendar: Data) -> Fraction:
    """Return a duration in months."""
    words = str(text).removesuffix(" less a day").split()
    size = {
        "y": Fraction(12),
        "m": Fraction(1),
        "d": Fraction(calendar["day"]),
        "w": Fraction(calendar["week"]),
    }
    total = sum((Fraction(n) * size[u] for n, u in zip(words[::2], words[1::2], strict=False)), Fraction(0))
    return total - size["d"] if str(text).endswith("less a day") else total


def grams(text: str) -> Fraction:
    """Return an amount in grams."""
    number, unit = text.split()
    return Fraction(number) * GRAMS[unit]


class Plain:
    """The plain calculation of one case under the texts of one day."""

    def __init__(
        self, jurisdiction: Data, law: Data, programmes: Data, facts: Data, items: Sequence[tuple[str, str]]
    ) -> None:
        self.calendar = jurisdiction["calendar"]
        self.law = law
        self.programmes = programmes
        self.values: dict[str, Any] = {**facts, "substance": {substance for substance, _ in items}}
        for name, fact in law["facts"].items():
            if fact["type"] == "duration" and name in facts:
                self.values[name] = months(facts[name], self.calendar)
        if items:
            self._measure(items)

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
        custody = self.values.get("custody")
        if custody is None:
            return None
        compare, (low, high) = ORDER[word], custody
        return True if compare(high, limit) else None if compare(low, limit) else False

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
            self.values["custody"] = self._custody(self.law["offences"][offence])
        notice = self.law["notices"].get("told")
        return PlainAnswer(
            self.values.get("purpose"),
            offence,
            self.values.get("custody"),
            {
                kind: self._gate(gate)
                for kind, gate in self.programmes["programmes"]["suspension"]["gates"].items()
            },
            notice is not None and self.holds(notice["when"]) is True,
        )

    def _custody(self, offence: Data) -> tuple[Fraction, Fraction | float]:
        sanction = offence["sanction"]
        parts = sanction.get("any_of") or sanction.get("all_of") or [sanction]
        low, high = self._ends(next(part["custody"]["ends"] for part in parts if "custody" in part))
        for step in self.law["steps"].values():
            if self.holds(step["when"]) is True:
                low, high = self._moved(step["move"], low, high)
        return low, high

    def _moved(self, move: Data, low: Fraction, high: Fraction | float) -> tuple[Fraction, Fraction | float]:
        if "times" in move:
            if high == INFINITE:
                raise LifeMultipliedError
            return low * Fraction(move["times"]), high * Fraction(move["times"])
        if "replace" in move:
            return self._ends(move["replace"])
        if "add" in move:
            return low, high + months(move["add"]["max"], self.calendar)
        limit = months(move["not_below"]["duration"], self.calendar)
        return max(low, limit), max(high, limit)

    def _ends(self, ends: Data) -> tuple[Fraction, Fraction | float]:
        high = INFINITE if ends["max"] == "life" else months(ends["max"], self.calendar)
        return months(ends.get("min", 0), self.calendar), high

    def _gate(self, gate: Data) -> str:
        asked = self.holds(gate["when"])
        barred = self.holds(gate["unless"]) if "unless" in gate else False
        if barred is True or asked is False:
            return "closed"
        if asked is None:
            others = {name: required for name, required in gate["when"].items() if name != "imposed"}
            waits = "imposed" in gate["when"] and "custody" in self.values and self.holds(others) is True
            return "conditional" if waits else "undetermined"
        return "eligible" if barred is False else "open_unless"


def _all(truths: Sequence[Truth]) -> Truth:
    return False if any(t is False for t in truths) else None if any(t is None for t in truths) else True


def _any(truths: Sequence[Truth]) -> Truth:
    return True if any(t is True for t in truths) else None if any(t is None for t in truths) else False


def _not(truth: Truth) -> Truth:
    return None if truth is None else not truth

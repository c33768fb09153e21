"""A second, plain calculation of ranges, straight from the words of a ruleset's files.

It shares nothing with the engine: an end is a number of months or the word that the file has, a range is a
mapping, and every move is worked out from the field that the step writes.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, TypeAlias

Data: TypeAlias = Mapping[str, Any]
PlainEnd: TypeAlias = Fraction | str
"""A number of months, or life, none_stated, not_recorded or a rung."""
PlainRange: TypeAlias = dict[str, Any]
"""`min` and `max`, and perhaps `point`; or `level`; or `grades`, as the places of both ends."""

SIDES: Final = ("min", "max", "point")
UNKNOWN: Final[PlainRange] = {"min": "not_recorded", "max": "not_recorded"}


class MeaninglessError(Exception):
    """A step asks for something without a meaning, such as half of life."""


class OutsideError(Exception):
    """What the court chose lies outside what the law lets it choose."""


class AwaitedError(Exception):
    """A table is looked up by something that nobody stated."""


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


def is_above(a: PlainEnd, b: PlainEnd, side: str, rungs: Sequence[str] = ()) -> bool:
    """Say whether an end is above another: rungs, months, none stated as a most, life."""
    if "not_recorded" in {a, b} or (side != "min" and {a, b} == {"life", "none_stated"}):
        return False
    return _rank(a, side, rungs) > _rank(b, side, rungs)


def _rank(end: PlainEnd, side: str, rungs: Sequence[str]) -> tuple[int, Fraction]:
    if isinstance(end, Fraction):
        return 1, end
    if end == "life":
        return 3, Fraction(0)
    if end == "none_stated":
        return (1, Fraction(0)) if side == "min" else (2, Fraction(0))
    return 0, Fraction(list(rungs).index(end))


class PlainRanges:
    """The ranges of one offence of a case, step by step."""

    def __init__(self, jurisdiction: Data, law: Data, offence: str, values: Data) -> None:
        """Take the files, the offence that stands, and what is known of the case, in months and numbers."""
        self.calendar = jurisdiction["calendar"]
        self.phases = jurisdiction["phases"]
        self.law = law
        self.values = values
        self.rungs = [rung for rungs in law.get("rungs", {}).values() for rung in rungs["rungs"]]
        self.custody = self._custody_of(law["offences"][offence])

    def _custody_of(self, offence: Data) -> Data | None:
        sanction = offence.get("sanction", {})
        parts = sanction.get("any_of") or sanction.get("all_of") or [sanction]
        found: Data | None = next((part["custody"] for part in parts if "custody" in part), None)
        if found is not None and "range_of" in found:
            return self._custody_of(self.law["offences"][found["range_of"]])
        return found

    def checkpoints(self, standing: Iterable[str]) -> dict[str, PlainRange]:
        """Return the ranges at each checkpoint after some steps; within a phase they come in this order."""
        if self.custody is None:
            return {}
        steps = list(standing)
        here = self.first(self.custody)
        statutory = self.custody.get("statutory")
        found = {"statutory": self.ends(statutory) if statutory else self.shown(here)}
        for phase in self.phases:
            for step in (self.law["steps"][name] for name in steps):
                if step["phase"] == phase["phase"] and "custody" in step.get("acts_on", ["custody"]):
                    here = self.moved(step["move"], here, found)
            found[phase["checkpoint"]] = self.shown(here)
        last = found["statutory"]
        for checkpoint in ("aggravated", "individualised", "final"):
            last = found.setdefault(checkpoint, last)
        found["final"] = self.shown(here)
        return found

    def first(self, custody: Data) -> PlainRange:
        """Return the range before any step."""
        if "ends" in custody:
            return self.ends(custody["ends"])
        if "grades" in custody:
            ladder, low, high = custody["grades"]
            names = [grade["grade"] for grade in self.law["ladders"][ladder]["grades"]]
            return {"grades": (names.index(low), names.index(high))}
        if "levels" in custody:
            return {"level": int(self._known(custody["levels"]["base"]))}
        return self.cell(custody["table"])

    def _known(self, name: str) -> Any:
        if self.values.get(name) is None:
            raise AwaitedError(name)
        return self.values[name]

    def end(self, text: Any) -> PlainEnd:
        """Return an end as a file writes it."""
        if isinstance(text, str) and text.replace("_", "").isalpha():
            return text
        return months(text, self.calendar)

    def ends(self, ends: Data) -> PlainRange:
        """Return a range as a file writes it."""
        return {side: self.end(ends.get(side, 0)) for side in SIDES if side in ends or side == "min"}

    def cell(self, name: str, more: Data | None = None) -> PlainRange:
        """Return what a table of ranges has for the case."""
        table = self.law["ranges"][name]
        given = more or {}
        key = "/".join(str(given[by] if by in given else self._known(by)) for by in table["by"])
        if key in table["cells"]:
            return self.ends(table["cells"][key])
        return self.cell(table["otherwise"], more) if "otherwise" in table else dict(UNKNOWN)

    def shown(self, here: PlainRange) -> PlainRange:
        """Return a range in months, where it is still a level or grades."""
        assert self.custody is not None
        if "level" in here:
            levels = self.custody["levels"]
            level = max(levels["least"], min(levels["most"], here["level"]))
            return self.cell(levels["table"], {"level": level})
        if "grades" in here:
            grades = self._grades()
            low, high = here["grades"]
            return {
                "min": months(grades[low]["min"], self.calendar),
                "max": months(grades[high]["max"], self.calendar),
            }
        return here

    def _grades(self) -> Sequence[Data]:
        assert self.custody is not None
        grades: Sequence[Data] = self.law["ladders"][self.custody["grades"][0]]["grades"]
        return grades

    def moved(  # noqa: PLR0911 - one case a move
        self, move: Data, here: PlainRange, checkpoints: Mapping[str, PlainRange]
    ) -> PlainRange:
        """Return a range after a move."""
        (kind,) = set(move) - {"capped", "keeps_life"}
        of = move[kind]
        if kind in {"shift", "shift_by", "drop", "level_at_most", "level_at_least"}:
            return self._level_moved(kind, of, here)
        shown = self.shown(here)
        match kind:
            case "times":
                factors = of if isinstance(of, Mapping) else dict.fromkeys(SIDES, of)
                found = self._times(shown, factors, keeps_life=bool(move.get("keeps_life")))
                return self._capped(found, move.get("capped"))
            case "reduce_by" | "increase_by":
                return self._by_choice(shown, of, -1 if kind == "reduce_by" else 1, move)
            case "add":
                return {
                    side: end + months(of[side], self.calendar)
                    if side in of and isinstance(end, Fraction)
                    else end
                    for side, end in shown.items()
                }
            case "not_below" | "not_above":
                return self._limited(shown, of, checkpoints, floor=kind == "not_below")
            case "no_least":
                return {**shown, "min": "none_stated"}
            case "replace":
                return self.ends(of)
            case "look_up":
                return self.cell(of)
            case "to_point":
                point = self._product(shown[of["end"]], Fraction(of.get("times", 1)))
                return {"min": point, "max": point}
            case "to_stated":
                return self._to_stated(shown, of)
            case "divide":
                return self._part(shown, of)
        raise AssertionError(kind)

    @staticmethod
    def _product(end: PlainEnd, factor: Fraction, *, keeps_life: bool = False) -> PlainEnd:
        if end == "life" and factor != 1 and not keeps_life:
            raise MeaninglessError
        return end * factor if isinstance(end, Fraction) else end

    def _times(self, here: PlainRange, factors: Data, *, keeps_life: bool = False) -> PlainRange:
        return {
            side: self._product(end, Fraction(factors[side]), keeps_life=keeps_life)
            if factors.get(side) is not None
            else end
            for side, end in here.items()
        }

    @staticmethod
    def _capped(here: PlainRange, capped: str | None) -> PlainRange:
        low, high = here["min"], here["max"]
        if not (isinstance(low, Fraction) and isinstance(high, Fraction)) or low <= high:
            return here
        if capped is None:
            raise MeaninglessError
        return {**here, "min": here[capped], "max": here[capped]}

    def _choice(self, of: Data) -> tuple[Fraction, Fraction]:
        """Return between which bounds the court still chooses."""
        least, most = Fraction(of["least"]), Fraction(of["most"])
        chosen = self.values.get(of.get("chosen", ""))
        if chosen is None:
            return least, most
        if not least <= Fraction(chosen) <= most:
            raise OutsideError
        return Fraction(chosen), Fraction(chosen)

    def _by_choice(self, here: PlainRange, of: Data, sign: int, move: Data) -> PlainRange:
        a, b = self._choice(of)
        low, high = sorted((1 + sign * a, 1 + sign * b))
        if low != high:
            here = {side: end for side, end in here.items() if side != "point"}
        return self._times(
            here, {"min": low, "max": high, "point": low}, keeps_life=bool(move.get("keeps_life"))
        )

    def _limited(
        self, here: PlainRange, of: Data, checkpoints: Mapping[str, PlainRange], *, floor: bool
    ) -> PlainRange:
        if "duration" in of:
            limit = self.end(of["duration"])
        else:
            limit = checkpoints[of["checkpoint"]][of.get("end", "min")]
        limit = self._product(limit, Fraction(of.get("times", 1)))
        found = {}
        for side, end in here.items():
            above, below = (limit, end) if floor else (end, limit)
            beyond = side in of.get("ends", SIDES) and is_above(above, below, side, self.rungs)
            found[side] = limit if beyond else end
        low, high = found["min"], found["max"]
        crossed = isinstance(low, Fraction) and isinstance(high, Fraction) and low > high
        if crossed or (low == "life" and isinstance(high, Fraction)):
            return {**found, "min": limit, "max": limit}
        return found

    def _to_stated(self, here: PlainRange, of: Data) -> PlainRange:
        chosen = self.values.get(of.get("custody", ""))
        if chosen is None:
            return here
        if is_above(chosen, here["max"], "max", self.rungs) or is_above(
            here["min"], chosen, "min", self.rungs
        ):
            raise OutsideError
        return {"min": chosen, "max": chosen}

    @staticmethod
    def _part(here: PlainRange, of: Data) -> PlainRange:
        low, high = here["min"], here["max"]
        if not (isinstance(low, Fraction) and isinstance(high, Fraction)):
            raise MeaninglessError
        first, last = of["pick"]
        return {
            **here,
            "min": low + (high - low) * Fraction(first - 1, of["parts"]),
            "max": low + (high - low) * Fraction(last, of["parts"]),
        }

    def _level_moved(self, kind: str, of: Any, here: PlainRange) -> PlainRange:
        if "level" in here and kind in {"shift", "level_at_most", "level_at_least"}:
            level = here["level"]
            found = {"shift": level + of, "level_at_most": min(level, of), "level_at_least": max(level, of)}
            return {"level": found[kind]}
        if "grades" not in here or kind.startswith("level"):
            raise MeaninglessError
        low, high = here["grades"]
        if kind == "shift":
            low, high = low + of, high + of
        elif kind == "drop":
            low, high = (
                (low, high) if low == high else (low, high - 1) if of == "highest" else (low + 1, high)
            )
        else:
            least, most = self._choice(of)
            low = high if of.get("count_from") == "highest" else low
            high = low if of.get("count_from") == "lowest" else high
            low, high = (
                (low - int(most), high - int(least)) if of["down"] else (low + int(least), high + int(most))
            )
        last = len(self._grades()) - 1
        return {"grades": (min(max(low, 0), last), min(max(high, 0), last))}

"""A second, plain calculation of ranges, straight from the words of a ruleset's files.

It shares nothing with the engine: an end is a number of months or the word that the file has, a range is a
mapping, and every move is worked out from the words that the step writes.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, TypeAlias

Data: TypeAlias = Mapping[str, Any]
PlainEnd: TypeAlias = Fraction | str
"""A number of months, or life, none_stated, not_recorded or a rung."""
PlainRange: TypeAlias = dict[str, Any]
"""`min` and `max`, and perhaps `point`; or `level` or `grades`, as the places of both ends."""

SIDES: Final = ("min", "max", "point")
VERBS: Final = ("scale", "increase", "reduce", "floor", "ceiling", "put", "part")
SILENT: Final = "silent"
"""What nobody states, and would be put."""
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
                if step["phase"] == phase["phase"] and step["move"].get("target") != "fine":
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
            return {"level": (int(self._known(custody["levels"]["base"])),) * 2}
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
            low, high = (max(levels["least"], min(levels["most"], level)) for level in here["level"])
            cells = [self.cell(levels["table"], {"level": level}) for level in (low, high)]
            return cells[0] if low == high else {"min": cells[0]["min"], "max": cells[1]["max"]}
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

    def moved(self, move: Data, here: PlainRange, checkpoints: Mapping[str, PlainRange]) -> PlainRange:
        """Return a range after a move."""
        (verb,) = set(move) & set(VERBS)
        target = move.get("target", "custody")
        if target in {"level", "grade"}:
            return self._placed(verb, move, here, "level" if target == "level" else "grades")
        shown = self.shown(here)
        if verb == "part":
            return self._part(shown, move["part"])
        size = move[verb]
        by_end = isinstance(size, Mapping) and not set(size).isdisjoint(SIDES)
        written = size if by_end else dict.fromkeys(SIDES, size)
        sizes = {}
        for side in written:
            found = self._size(verb, written[side], side, shown, checkpoints)
            if found == SILENT:
                return shown
            sizes[side] = found
        if sizes.get("point", "") is None:
            shown = {side: end for side, end in shown.items() if side != "point"}
        sizes = {side: found for side, found in sizes.items() if found is not None}
        if verb in {"floor", "ceiling"}:
            return self._limited(shown, sizes, floor=verb == "floor")
        if verb == "put":
            return self._capped(self._put(shown, sizes, size), move.get("capped"))
        changed = {
            side: self._changed(verb, end, sizes[side], keeps_life=bool(move.get("keeps_life")))
            if side in sizes
            else end
            for side, end in shown.items()
        }
        return self._capped(changed, move.get("capped"))

    def _size(
        self, verb: str, size: Any, side: str, here: PlainRange, checkpoints: Mapping[str, PlainRange]
    ) -> Any:
        """Return a size for an end; None where it has none, `SILENT` where nobody states what is put."""
        if not isinstance(size, Mapping):
            return self._constant(verb, size)
        if "between" in size:
            low, high = self._choice(verb, size)
            if verb == "reduce":
                low, high = high, low
            if side == "point" and low != high:
                return None
            return high if side == "max" else low
        if "stated" in size:
            return self._to_state(verb, size["stated"], here)
        if "look_up" in size:
            return self.cell(size["look_up"]).get(side)
        of = str(size["of"])
        if of in SIDES:
            whole = here.get(of)
        elif of.startswith("range."):
            _, checkpoint, end = of.split(".")
            whole = checkpoints[checkpoint].get(end)
        else:
            whole = self.end(of)
        if whole is None:
            raise MeaninglessError
        return ("end", self._product(whole, Fraction(size.get("share", 1))))

    def _constant(self, verb: str, text: Any) -> tuple[str, Any]:
        """Return a number or an end: a bare number is nothing else where ends are raised or multiplied."""
        try:
            number = Fraction(text)
        except ValueError:
            return "end", self.end(text)
        return ("number" if verb in {"scale", "increase", "reduce"} else "end"), number

    def _choice(self, verb: str, size: Data) -> tuple[Any, Any]:
        """Return between which bounds the court still chooses."""
        (sort, least), (_, most) = (self._constant(verb, bound) for bound in size["between"])
        chosen = self.values.get(size.get("chosen", ""))
        if chosen is None:
            return (sort, least), (sort, most)
        if not least <= Fraction(chosen) <= most:
            raise OutsideError
        return (sort, Fraction(chosen)), (sort, Fraction(chosen))

    def _to_state(self, verb: str, fact: str, here: PlainRange) -> Any:
        stated = self.values.get(fact)
        if stated is None:
            if verb == "put":
                return SILENT
            raise AwaitedError(fact)
        outside = is_above(stated, here["max"], "max", self.rungs) or is_above(
            here["min"], stated, "min", self.rungs
        )
        if verb == "put" and outside:
            raise OutsideError
        return ("number" if verb == "scale" else "end"), Fraction(stated)

    @staticmethod
    def _product(end: PlainEnd, factor: Fraction, *, keeps_life: bool = False) -> PlainEnd:
        if end == "life" and factor != 1 and not keeps_life:
            raise MeaninglessError
        return end * factor if isinstance(end, Fraction) else end

    def _changed(self, verb: str, end: PlainEnd, size: Any, *, keeps_life: bool) -> PlainEnd:
        """Return an end multiplied by a number, or with a length more or less."""
        sort, by = size
        if sort == "number":
            factor = {"scale": by, "increase": 1 + by, "reduce": 1 - by}[verb]
            return self._product(end, factor, keeps_life=keeps_life)
        if not isinstance(end, Fraction) or by == "not_recorded":
            return by if isinstance(end, Fraction) else end
        if not isinstance(by, Fraction):
            raise MeaninglessError
        return end + by if verb == "increase" else max(end - by, Fraction(0))

    @staticmethod
    def _capped(here: PlainRange, capped: str | None) -> PlainRange:
        low, high = here["min"], here["max"]
        if not (isinstance(low, Fraction) and isinstance(high, Fraction)) or low <= high:
            return here
        if capped is None:
            raise MeaninglessError
        return {**here, "min": here[capped], "max": here[capped]}

    @staticmethod
    def _put(here: PlainRange, sizes: Data, written: Any) -> PlainRange:
        """Return a range with ends put; a point that is put alone has no starting point beside it."""
        ends = {side: size[1] if isinstance(size, tuple) else size for side, size in sizes.items()}
        is_table = isinstance(written, Mapping) and "look_up" in written
        by_end = isinstance(written, Mapping) and not set(written).isdisjoint(SIDES)
        if not by_end and not is_table:
            ends.pop("point", None)
        if {"min", "max"} <= set(ends):
            here = {}
        return {**here, **ends}

    def _limited(self, here: PlainRange, sizes: Data, *, floor: bool) -> PlainRange:
        """Return a range within limits, one after the other; ends with the same limit go together."""
        limits = {side: size[1] if isinstance(size, tuple) else size for side, size in sizes.items()}
        for limit in dict.fromkeys(limits[side] for side in SIDES if side in limits):
            found = {}
            for side, end in here.items():
                above, below = (limit, end) if floor else (end, limit)
                beyond = limits.get(side) == limit and (
                    limit == "not_recorded" or is_above(above, below, side, self.rungs)
                )
                found[side] = limit if beyond else end
            low, high = found["min"], found["max"]
            crossed = isinstance(low, Fraction) and isinstance(high, Fraction) and low > high
            if crossed or (low == "life" and isinstance(high, Fraction)):
                found = {**found, "min": limit, "max": limit}
            here = found
        return here

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

    def _placed(self, verb: str, move: Data, here: PlainRange, kind: str) -> PlainRange:
        """Return a range whose level or grades are moved."""
        if kind not in here:
            raise MeaninglessError
        low, high = here[kind]
        if verb == "part":
            if low != high:
                low, high = (low, high - 1) if move["part"]["without"] == "highest" else (low + 1, high)
        else:
            low = high if move.get("count_from") == "highest" else low
            high = low if move.get("count_from") == "lowest" else high
            least, most = self._places(verb, move[verb], kind)
            low, high = _place(verb, low, least), _place(verb, high, most)
        if kind == "level":
            return {"level": (low, high)}
        last = len(self._grades()) - 1
        return {"grades": (min(max(low, 0), last), min(max(high, 0), last))}

    def _places(self, verb: str, size: Any, kind: str) -> tuple[int, int]:
        if isinstance(size, Mapping) and "between" in size:
            (_, least), (_, most) = self._choice("increase", size)
            return (int(most), int(least)) if verb == "reduce" else (int(least), int(most))
        if isinstance(size, Mapping):
            stated = self.values.get(size["stated"])
            if stated is None:
                raise AwaitedError(size["stated"])
            return int(stated), int(stated)
        if kind == "grades" and verb in {"floor", "ceiling", "put"}:
            place = [grade["grade"] for grade in self._grades()].index(size)
            return place, place
        return int(size), int(size)


def _place(verb: str, place: int, by: int) -> int:
    return {
        "increase": place + by,
        "reduce": place - by,
        "floor": max(place, by),
        "ceiling": min(place, by),
        "put": by,
    }[verb]

"""Writes the lengths of worked cases as law writes them, where they stand as bare numbers of months.

    python scripts/migrate_cases.py RULESETS [RULESETS...]

Each argument is a folder of rulesets. Everything else of a `cases.yaml` stays as it is, letter for letter.
When it has run everywhere, it goes, and with it `_of_months` in `propengine.verify.worked_cases`.
"""

import re
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from propengine.law.durations import Calendar
from propengine.notation.sources import Document, Path_, read_document

_BARE: Final = re.compile(r"[0-9]+(/[0-9]+)?", re.ASCII)
_TOKEN: Final = re.compile(r"""(['"]?)([0-9]+(?:/[0-9]+)?)\1""", re.ASCII)


def migrated(document: Document, text: str, calendar: Calendar) -> str:
    """Return the text of a `cases.yaml` with its bare months as lengths."""
    lines = text.split("\n")
    places = sorted(
        ((document.place(path), value) for path, value in _lengths(document)),
        key=lambda found: (found[0].line, found[0].column),
        reverse=True,  # from the end, so that no place moves
    )
    for place, months in places:
        line, at = lines[place.line - 1], place.column - 1
        token = _TOKEN.match(line, at)
        if token is None or token[2] != months:
            message = f"{place.file}:{place.line}:{place.column}: expected {months}, found {line[at:]!r}"
            raise ValueError(message)
        lines[place.line - 1] = f"{line[:at]}{length_of(Fraction(months), calendar)}{line[token.end() :]}"
    return "\n".join(lines)


def _lengths(document: Document) -> Iterator[tuple[Path_, str]]:
    """Yield the path of each bare number of months, and the number as written."""
    for path, value in _leaves(document.value, ()):
        if _is_length(path) and _BARE.fullmatch(str(value)) and value not in {0, "0"}:
            yield path, str(value)


def _leaves(value: Any, path: Path_) -> Iterator[tuple[Path_, Any]]:
    if not isinstance(value, dict | list):
        yield path, value
        return
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _leaves(inner, (*path, key))


def _is_length(path: Path_) -> bool:
    """Say whether a path is that of a length of an expectation: cases, position, expect, and so on."""
    match path[2:]:
        case ("expect", "outcomes" | "compared", _, *field):
            pass
        case ("expect", *field):
            pass
        case _:
            return False
    match field:
        case ["custody", int()] | ["point"] | ["points_at", _] | ["at_checkpoints", _, int()]:
            return True
        case _:
            return False


def length_of(months: Fraction, calendar: Calendar) -> str:
    """Return so many months as law writes them: in years, months and days, or in weeks, if they are whole."""
    whole, rest = divmod(months, 1)
    weeks = months / calendar.week
    days = rest / calendar.day
    if not rest:
        parts = [(whole // 12, "y"), (whole % 12, "m")]
    elif days.denominator == 1:
        parts = [(whole // 12, "y"), (whole % 12, "m"), (int(days), "d")]
    elif weeks.denominator == 1:
        parts = [(int(weeks), "w")]
    else:
        return f"{months} m"
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


def main(arguments: list[str]) -> int:
    """Rewrite the worked cases of every ruleset of the folders; say how, when there is none."""
    if not arguments or arguments[0].startswith("-"):
        print(__doc__)
        return 0
    for folder in sorted(child for root in arguments for child in Path(root).iterdir() if child.is_dir()):
        file = folder / "cases.yaml"
        if not file.is_file():
            continue
        jurisdiction = read_document(folder / "jurisdiction.yaml", "jurisdiction.yaml").value
        calendar = Calendar.model_validate(jurisdiction["calendar"])  # type: ignore[index,call-overload]  # read before
        text = file.read_text(encoding="utf-8")
        changed = migrated(read_document(file, str(file)), text, calendar)
        file.write_text(changed, encoding="utf-8")
        print(f"{file}: {'rewritten' if changed != text else 'as it was'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

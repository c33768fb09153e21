"""What worked cases exercise, as a person or a program reads it."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from propengine.explain.page import Line, head, line
from propengine.verify.coverage import Coverage, Kind, Part


def told_coverage(code: str, coverage: Coverage) -> Iterator[Line]:
    """Yield how much of each kind is exercised, and each part that is not."""
    yield head(f"{code}: {coverage.cases} cases, {coverage.refused} refused, {coverage.profiles} profiles")
    for kind in Kind:
        parts = coverage.of(kind)
        yield line(f"{kind}: {sum(part.is_exercised for part in parts)} of {len(parts)} exercised")
        yield from _not_exercised([part for part in parts if not part.is_exercised])


def _not_exercised(parts: Sequence[Part]) -> Iterator[Line]:
    """Yield the parts by their id, each once, with where it is written."""
    for (id_, file, number), of_id in groupby(parts, lambda part: (part.id, part.file, part.line)):
        which = "; ".join(part.which for part in of_id if part.which)
        place = f" ({file}:{number})" if file else ""
        yield line(f"{id_}: {which}{place}" if which else f"{id_}{place}", indent=2)


def coverage_as_json(code: str, coverage: Coverage) -> str:
    """Return the same as JSON."""
    told = {
        "jurisdiction": code,
        "cases": coverage.cases,
        "refused": coverage.refused,
        "profiles": coverage.profiles,
        "kinds": {
            kind.value: {
                "exercised": sum(part.is_exercised for part in coverage.of(kind)),
                "all": len(coverage.of(kind)),
                "not_exercised": [_part(part) for part in coverage.of(kind) if not part.is_exercised],
            }
            for kind in Kind
        },
    }
    return json.dumps(told, indent=2)


def _part(part: Part) -> dict[str, str | int]:
    named: dict[str, str | int] = {"id": part.id, "which": part.which, "file": part.file, "line": part.line}
    return {name: value for name, value in named.items() if value}

"""The cases that are measured, as plain data: the same for every build of the engine."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from propengine.engine.case import Case, Item, StatedFact

OWN_USE: Final[Mapping[str, Any]] = {
    "dates": ["pt", "2012-06-01", "2012-09-01"],
    "stage": "sentencing",
    "conduct": "possession",
    "items": [["cannabis_herbal", "20", "g"]],
    "facts": {"own_use_proven": True, "drug_dependent": False},
}
"""One law, one reading: nothing is open on these facts."""

TRAFFICKING: Final[Mapping[str, Any]] = {
    "dates": ["pt", "2019-03-15", "2019-11-15"],
    "stage": "sentencing",
    "conduct": "transport",
    "items": [["cocaine", "2", "kg"]],
    "facts": {},
}
"""A finding is open, and many facts would change the answer."""

IMPORT: Final[Mapping[str, Any]] = {
    "dates": ["gb-eaw", "2022-09-01", "2023-03-01"],
    "stage": "sentencing",
    "conduct": "import",
    "items": [["cocaine", "400", "g"]],
    "facts": {"uk_role": "lesser"},
}
"""The largest ruleset; the amount lies between two categories, so that both are shown."""

CASES: Final = {
    "possession for own use (pt, simple)": OWN_USE,
    "transport of two kilograms (pt)": TRAFFICKING,
    "import of 400 g (gb-eaw, the largest ruleset)": IMPORT,
}


def case_of(data: Mapping[str, Any]) -> Case:
    """Return a case as the engine takes it."""
    jurisdiction, offence, decided = data["dates"]
    return Case(
        jurisdiction,
        date.fromisoformat(offence),
        date.fromisoformat(decided),
        data["stage"],
        data["conduct"],
        items=tuple(Item(*item) for item in data["items"]),
        facts={name: StatedFact(value=value) for name, value in data["facts"].items()},
    )

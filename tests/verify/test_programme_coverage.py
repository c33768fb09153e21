"""What is recorded of programmes is counted by mark, and what is not is counted too."""

from pathlib import Path

from propengine.law.catalogue import FIELDS, entries
from propengine.law.elements import Mark
from propengine.notation.catalogue import load_catalogue
from propengine.notation.loading import load_rulesets
from propengine.verify.programme_coverage import Coverage, coverage

RULESETS = Path(__file__).parents[1] / "service" / "rulesets"


def counted() -> dict[tuple[str, str], Coverage]:
    rulesets = load_rulesets(RULESETS)
    found = coverage(entries(load_catalogue(RULESETS, rulesets), rulesets))
    return {(one.jurisdiction, one.field): one for one in found}


def test_what_is_said_is_counted_by_its_mark() -> None:
    """The mark is that of who says it: the law, the description, the weakest record of evidence."""
    found = counted()

    assert ({Mark.V: 3, Mark.P: 0, Mark.M: 0}, 0) == of(found["xx", "eligible"])
    assert ({Mark.V: 1, Mark.P: 0, Mark.M: 0}, 2) == of(found["xx", "excluded"])
    assert ({Mark.V: 0, Mark.P: 1, Mark.M: 0}, 2) == of(found["xx", "kinds"])
    assert ({Mark.V: 0, Mark.P: 0, Mark.M: 1}, 2) == of(found["xx", "evidence"])
    assert ({Mark.V: 0, Mark.P: 0, Mark.M: 1}, 0) == of(found["zz", "eligible"])
    assert ({Mark.V: 0, Mark.P: 0, Mark.M: 0}, 1) == of(found["zz", "effect_modes"])


def test_every_programme_is_counted_in_every_field() -> None:
    """Nothing is left out, so that what is not recorded cannot hide."""
    found = counted()

    assert {(code, field) for code in ("xx", "yy", "zz") for field in FIELDS} == found.keys()
    for (code, _), one in found.items():
        assert {"xx": 3, "yy": 1, "zz": 1}[code] == sum(one.marked.values()) + one.not_recorded


def of(one: Coverage) -> tuple[dict[Mark, int], int]:
    return one.marked, one.not_recorded

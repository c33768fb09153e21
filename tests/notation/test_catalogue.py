"""The catalogue of programmes is read with every mistake told where it is mended."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from propengine.law.catalogue import Catalogue
from propengine.law.programmes import TargetGroup
from propengine.law.ruleset import Ruleset
from propengine.notation.catalogue import load_catalogue
from propengine.notation.faults import RulesetFaults
from propengine.notation.loading import load_rulesets

RULESETS = Path(__file__).parents[1] / "service" / "rulesets"
WRITTEN = (RULESETS / "programmes.yaml").read_text(encoding="utf-8")

Faults = Callable[..., list[tuple[str, str]]]


@pytest.fixture(scope="module")
def rulesets() -> Mapping[str, Ruleset]:
    return load_rulesets(RULESETS)


@pytest.fixture
def faults(rulesets: Mapping[str, Ruleset], tmp_path: Path) -> Faults:
    """Changes the example catalogue and returns the field and message of each fault."""

    def found(*changes: tuple[str, str]) -> list[tuple[str, str]]:
        text = WRITTEN
        for before, after in changes:
            assert before in text
            text = text.replace(before, after, 1)
        (tmp_path / "programmes.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(RulesetFaults) as caught:
            load_catalogue(tmp_path, rulesets)
        assert {"programmes.yaml"} == {fault.file for fault in caught.value.faults}
        return [(fault.path, fault.message) for fault in caught.value.faults]

    return found


def test_it_is_read(rulesets: Mapping[str, Ruleset]) -> None:
    """By id; what the sources do not say is a word and no absence."""
    treatment = load_catalogue(RULESETS, rulesets).programmes["treatment"]

    assert [TargetGroup.DEPENDENCE, TargetGroup.OWN_USE] == treatment.target_groups
    assert "not_recorded" == treatment.record


def test_a_folder_need_have_none(rulesets: Mapping[str, Ruleset], tmp_path: Path) -> None:
    assert Catalogue() == load_catalogue(tmp_path, rulesets)


@pytest.mark.parametrize(
    ("before", "after", "path", "told"),
    [
        (
            "  treatment:\n",
            "  treatmant:\n",
            "programmes.treatmant",
            "or all that is known of it under listed; did you mean 'treatment'?",
        ),
        (
            "    record: not_recorded\n",
            "",
            "programmes.treatment.record",
            "expected this field, which is required",
        ),
        (
            "[dependence, own_use]",
            "[dependance]",
            "programmes.treatment.target_groups[0]",
            "did you mean 'dependence'?",
        ),
        (
            ", says: {en: no difference}, conflicting: true}",
            ", says: {en: no difference}}",
            "programmes.treatment.evidence[0]",
            "expected another conflicting record, which it contradicts, found 'none'",
        ),
        (
            "excluded: not_recorded",
            "excluded:",
            "programmes.away.listed.excluded",
            "expected",
        ),
    ],
)
def test_mistakes(faults: Faults, before: str, after: str, path: str, told: str) -> None:
    """A stranger, a field left out, a word that is none, one conflicting record alone, a field left empty."""
    found = faults((before, after))

    assert [path] == [where for where, _ in found]
    assert told in found[0][1]


def test_a_programme_of_a_ruleset_is_not_listed(faults: Faults) -> None:
    """What a ruleset decides is said there alone."""
    found = faults(("  away:", "  caution:"), ("zz: {en: Third State}", "xx: {en: Example State}"))

    message = "expected nothing listed: the ruleset xx decides the gates of this programme"
    assert [("programmes.caution.listed", message)] == found

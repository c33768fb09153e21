"""Each line of the source documents has one answer, and the pages say what the tests and the data say."""

from collections import Counter
from pathlib import Path

import pytest

from scripts.generate_requirements import (
    ROOT,
    answers,
    capabilities,
    conflicts,
    disabled,
    marked,
    page_of_conflicts,
    page_of_requirements,
    requirements,
    shown_by,
)

LINES = (*requirements(), *conflicts())
MET = shown_by(marked())


def test_every_line_is_there() -> None:
    """268 requirements and 22 conflicts, each id once."""
    assert (268, 22) == (len(requirements()), len(conflicts()))
    assert [] == [id_ for id_, times in Counter(line.id for line in LINES).items() if times > 1]


def test_every_line_has_one_answer() -> None:
    """Tests, or words; not both, and not neither."""
    assert [] == [line.id for line in LINES if (line.id in MET) == (line.id in answers())]


def test_nothing_else_is_answered() -> None:
    """An id that is none, on a test or in the data, answers nothing."""
    known = {line.id for line in LINES}

    assert set() == {*MET, *answers(), *(id_ for each in disabled() for id_ in each.requirements)} - known


def test_what_no_test_shows_says_why() -> None:
    """Out of scope where it is context or a conflict; else what is to come, and what of it is missing."""
    areas = {line.id: line.area for line in LINES}
    for id_, said in answers().items():
        if "out_of_scope" in said:
            assert {"out_of_scope"} == said.keys(), id_
            assert areas[id_] in {"context", "conflict"}, id_
        else:
            assert {"to_come", "remains"} == said.keys(), id_
            assert said["to_come"] in capabilities(), id_
            assert said["remains"], id_


@pytest.mark.parametrize(
    ("page", "written"),
    [("requirements.md", page_of_requirements), ("source-conflicts.md", page_of_conflicts)],
)
def test_a_page_is_what_its_script_writes(page: str, written: object) -> None:
    """`scripts/generate_requirements.py` writes it anew."""
    assert callable(written)
    assert written().splitlines() == (ROOT / "docs" / page).read_text(encoding="utf-8").splitlines()


def test_a_mark_that_would_be_missed_is_told(tmp_path: Path) -> None:
    """On a test and on its class it counts; on a module it does not, and is refused."""
    folder = tmp_path / "tests"
    folder.mkdir()
    file = folder / "test_x.py"
    on_both = (
        "@pytest.mark.requirement('S-001')\nclass TestX:\n    @pytest.mark.requirement('S-002')\n"
        "    def test_y(self): ...\n"
    )
    file.write_text(on_both, encoding="utf-8")

    assert [("tests/test_x.py::TestX::test_y", ("S-001", "S-002"))] == [
        (each.node, each.ids) for each in marked(folder)
    ]
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "test_x.py").write_text(
        "pytestmark = pytest.mark.requirement('S-001')\n", encoding="utf-8"
    )
    with pytest.raises(ValueError, match="expected marks of requirements on tests"):
        marked(tmp_path / "other")


def test_each_change_that_takes_a_behaviour_away_can_be_made() -> None:
    """Its file is there and says what is changed, once; its lines are met by tests."""
    for each in disabled():
        text = (ROOT / each.file).read_text(encoding="utf-8")
        assert 1 == text.count(each.says), each.behaviour
        assert each.says != each.instead, each.behaviour
        assert set() == set(each.requirements) - MET.keys(), each.behaviour

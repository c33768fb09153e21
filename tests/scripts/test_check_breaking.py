import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def checker(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("check_breaking")


@pytest.fixture
def tree(checker: ModuleType, tmp_path: Path) -> Path:
    """A copy of what the check reads."""
    shutil.copytree(checker.ROOT / "protos", tmp_path / "protos")
    shutil.copytree(checker.ROOT / "third_party", tmp_path / "third_party")
    shutil.copy(checker.ROOT / "buf.yaml", tmp_path)
    return tmp_path


def change(tree: Path, file: str, old: str, new: str) -> None:
    path = tree / "protos" / file
    text = path.read_text(encoding="utf-8")
    assert 1 == text.count(old)
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_tree_s_breaks_are_those_listed(checker: ModuleType, tree: Path) -> None:
    assert 0 == checker.main(tree)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  Mark lowest_mark = 9;", "  int32 lowest_mark = 9;", '"lowest_mark"'),
        ("  string engine_version = 13;", "  string engine_version = 30;", '"engine_version"'),
        ("  repeated string acted_steps = 17;", "  string acted_steps = 17;", '"acted_steps"'),
    ],
)
def test_a_further_break_is_caught(
    checker: ModuleType, tree: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    """Even one of a kind, a file and a message in which others are listed."""
    change(tree, "propengine/v1/decision.proto", old, new)

    assert 1 == checker.main(tree)
    assert told in capsys.readouterr().err


def test_a_list_that_is_too_long_is_caught(
    checker: ModuleType, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (tree / checker.LISTED).open("a", encoding="utf-8") as file:
        file.write("protos/propengine/v1/case.proto: nothing that is so\n")

    assert 1 == checker.main(tree)
    assert "no break any more: protos/propengine/v1/case.proto" in capsys.readouterr().err


def test_a_failure_of_buf_is_no_sound_contract(checker: ModuleType, tree: Path) -> None:
    (tree / checker.BASELINE).write_bytes(b"none")

    with pytest.raises(RuntimeError):
        checker.main(tree)

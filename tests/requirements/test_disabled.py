"""A behaviour that is taken away is missed: a test of each line that it answers fails.

Each change is made in a copy of the tree, where rulesets are read without the checks that would refuse it.
The marked tests of its lines run there.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import pytest

from scripts.generate_requirements import PROOF, ROOT, Disabled, disabled, marked, shown_by

EVERY: Final = disabled()
_LEFT_OUT: Final = shutil.ignore_patterns(".*", "__pycache__", "node_modules", "bench", "docs", "third_party")
_FAILED: Final = re.compile(r"^FAILED (\S+?)(?:\[.*)?(?: - .*)?$", re.MULTILINE)
_UNREADABLE: Final = ("RulesetFaults", "SyntaxError", "IndentationError", "ImportError", "collection")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree, in which what is disabled is not refused by the checks of a ruleset."""
    tree = tmp_path_factory.mktemp("disabled") / "tree"
    shutil.copytree(ROOT, tree, ignore=_LEFT_OUT)
    (tree / "docs").mkdir()
    shipped = tree / "tests" / "shipped.py"
    text = shipped.read_text(encoding="utf-8")
    assert 1 == text.count("CheckRecords.of_user(_ignore)")
    shipped.write_text(text.replace("CheckRecords.of_user(_ignore)", "AllChecked()"), encoding="utf-8")
    return tree


@pytest.fixture(scope="module")
def told() -> Iterator[list[str]]:
    """What was seen, a line for each change; written when all were made."""
    seen: list[str] = []
    yield seen
    if len(seen) == len(EVERY):
        text = "\n".join([*_HEAD, *sorted(seen)]) + "\n"
        (ROOT / "docs" / PROOF).write_text(text, encoding="utf-8")


_HEAD: Final = (
    "# Requirements, disabled",
    "",
    (
        "Written by `make proof`: each behaviour is taken away by one change of one file, "
        "in a copy of the tree, and the tests that then fail are named "
        "([how](../../tests/requirements/disabled.yaml))."
    ),
    "",
    "| behaviour | changed | lines | tests that fail |",
    "|---|---|---|---|",
)


def failing(tree: Path, nodes: Sequence[str]) -> tuple[frozenset[str], str]:
    """Run tests in a copy of the tree; return those that fail, and what was printed."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rf", "-p", "no:cacheprovider", "-p", "no:randomly", *nodes],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "300"},
        capture_output=True,
        text=True,
        check=False,
    )
    return frozenset(_FAILED.findall(done.stdout)), done.stdout + done.stderr


@pytest.mark.proof
@pytest.mark.xdist_group("disabled")
@pytest.mark.parametrize("each", EVERY, ids=[each.behaviour for each in EVERY])
def test_what_is_taken_away_is_missed(
    each: Disabled, copy: Path, told: list[str], record_property: Callable[[str, object], None]
) -> None:
    """For each line, one of its tests fails: because of what is asserted, not because nothing loads."""
    file = copy / each.file
    before = file.read_text(encoding="utf-8")
    here = [test for test in marked() if test.file.startswith("tests/requirements/") or "engine" in test.file]
    shown = shown_by([*here, *(test for test in marked() if "test_catalogues" in test.file)])
    nodes = dict.fromkeys(test.node for id_ in each.requirements for test in shown[id_])
    file.write_text(before.replace(each.says, each.instead), encoding="utf-8")
    try:
        failed, printed = failing(copy, list(nodes))
    finally:
        file.write_text(before, encoding="utf-8")

    assert not any(word in printed for word in _UNREADABLE), printed
    assert set() == {i for i in each.requirements if not failed & {test.node for test in shown[i]}}, printed
    record_property("failed", len(failed))
    names = ", ".join(sorted(f"`{node.rpartition('::')[2]}`" for node in failed))
    told.append(f"| {each.behaviour} | {each.file} | {', '.join(each.requirements)} | {names} |")


@pytest.mark.proof
def test_in_the_copy_nothing_fails_before_anything_is_taken_away(copy: Path) -> None:
    """Else a failure would show nothing."""
    failed, printed = failing(
        copy, ["tests/requirements/test_costa_rica.py", "tests/requirements/test_product.py"]
    )

    assert frozenset() == failed
    assert "passed" in printed

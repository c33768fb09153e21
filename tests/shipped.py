"""The shipped rulesets: each is read once in a process, and its laws are made ready once for all tests there.

What a law has worked out for one case helps with the next, so all tests of one ruleset run in one process
(`tests/conftest.py`). A test that must meet a law anew takes handles of its own.
"""

import gc
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from propengine.engine.evaluators import Handles
from propengine.law.ruleset import Ruleset
from propengine.notation.check_records import CheckRecords
from propengine.notation.loading import load_ruleset
from propengine.notation.places import Texts
from tests.support import RULESETS

CODES: Final = tuple(sorted(folder.name for folder in RULESETS.iterdir() if folder.is_dir()))
HANDLES: Final = Handles()


class _Shipped(Mapping[str, Ruleset]):
    """The shipped rulesets by code, each loaded when it is first asked for."""

    def __getitem__(self, code: str) -> Ruleset:
        if code not in CODES:
            raise KeyError(code)
        return _loaded(code)

    def __iter__(self) -> Iterator[str]:
        return iter(CODES)

    def __len__(self) -> int:
        return len(CODES)


@cache
def _loaded(code: str) -> Ruleset:
    ruleset = load_ruleset(RULESETS / code, CheckRecords.of_user(_ignore))
    gc.freeze()  # it stays until the end: nobody need look through it again
    return ruleset


class AllChecked(CheckRecords):
    """Records by which every ruleset was checked: only its files are read."""

    def __init__(self) -> None:
        """Keep them nowhere."""
        super().__init__(Path(), _ignore)

    def has(self, texts: Texts) -> bool:  # noqa: ARG002 - the same for all
        """Say that it was."""
        return True


def _ignore(*_: object, **__: object) -> None:
    """Check what no record says was checked."""


SHIPPED: Final[Mapping[str, Ruleset]] = _Shipped()

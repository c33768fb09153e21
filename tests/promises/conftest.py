"""The shipped rulesets and how many generated cases each promise is looked for in."""

from collections.abc import Mapping
from typing import Final

import pytest

from propengine.engine.evaluators import Handles
from propengine.law.ruleset import Ruleset
from tests.shipped import CODES, HANDLES, SHIPPED


@pytest.fixture(scope="session")
def rulesets() -> Mapping[str, Ruleset]:
    """Return the shipped rulesets, each loaded once."""
    return SHIPPED


@pytest.fixture(scope="session")
def handles() -> Handles:
    """Return handles shared by all tests of a process."""
    return HANDLES


FEW: Final = (4, 6, 8, 9)
"""Seeds of which no case takes seconds: together they meet every status but one."""
MANY: Final = (0, 1, *range(1000, 1050))
"""Any seeds: some make a case with forty outcomes."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each promise its seeds: few in every run, many in the proof."""
    if "seeds" in metafunc.fixturenames:
        proof = pytest.param(MANY, marks=pytest.mark.proof, id="many")
        metafunc.parametrize("seeds", [pytest.param(FEW, id="few"), proof])
    if "code" in metafunc.fixturenames:
        metafunc.parametrize("code", CODES)

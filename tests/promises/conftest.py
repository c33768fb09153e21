"""The shipped rulesets and how many generated cases each promise is looked for in."""

from collections.abc import Mapping

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


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each promise its seeds: few in every run, many in the proof."""
    if "seeds" in metafunc.fixturenames:
        few, many = range(2), range(1000, 1050)
        proof = pytest.param(many, marks=pytest.mark.proof, id="many")
        metafunc.parametrize("seeds", [pytest.param(few, id="few"), proof])
    if "code" in metafunc.fixturenames:
        metafunc.parametrize("code", CODES)

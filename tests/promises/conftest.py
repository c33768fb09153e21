"""The shipped rulesets and how many generated cases each promise is looked for in."""

from collections.abc import Mapping
from functools import cache

import pytest

from propengine.engine.evaluators import Handles
from propengine.law.ruleset import Ruleset
from propengine.notation.loading import load_rulesets
from tests.support import RULESETS


@cache
def shipped() -> Mapping[str, Ruleset]:
    """Return the shipped rulesets."""
    return load_rulesets(RULESETS)


@pytest.fixture(scope="session")
def rulesets() -> Mapping[str, Ruleset]:
    """Return the shipped rulesets, loaded once."""
    return shipped()


@pytest.fixture(scope="session")
def handles() -> Handles:
    """Return handles shared by all tests of a process."""
    return Handles()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each promise its seeds: few in every run, many in the proof."""
    if "seeds" in metafunc.fixturenames:
        few, many = range(8), range(1000, 1050)
        proof = pytest.param(many, marks=pytest.mark.proof, id="many")
        metafunc.parametrize("seeds", [pytest.param(few, id="few"), proof])
    if "code" in metafunc.fixturenames:
        metafunc.parametrize("code", ["cr", "ec", "gb-eaw", "pt"])

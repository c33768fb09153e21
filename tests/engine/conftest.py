"""The Portuguese ruleset and handles, loaded once."""

import pytest

from propengine.engine.evaluators import Handles
from propengine.law.ruleset import Ruleset
from propengine.notation.loading import load_ruleset
from tests.support import RULESETS


@pytest.fixture(scope="session")
def pt() -> Ruleset:
    """Return the shipped ruleset of Portugal."""
    return load_ruleset(RULESETS / "pt")


@pytest.fixture(scope="session")
def handles() -> Handles:
    """Return handles shared by all tests of a process."""
    return Handles()

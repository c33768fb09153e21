"""The Portuguese ruleset and handles, loaded once."""

import pytest

from propengine.engine.evaluators import Handles
from propengine.law.ruleset import Ruleset
from tests.engine.small import GAPS, LAW
from tests.shipped import SHIPPED
from tests.support import JURISDICTION, ruleset_of


@pytest.fixture(scope="session")
def pt() -> Ruleset:
    """Return the shipped ruleset of Portugal."""
    return SHIPPED["pt"]


@pytest.fixture(scope="session")
def handles() -> Handles:
    """Return handles shared by all tests of a process."""
    return Handles()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    """Return the small law of `tests.engine.small`."""
    return ruleset_of(tmp_path_factory.mktemp("small"), LAW, JURISDICTION + GAPS)

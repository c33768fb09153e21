"""What the second transcriptions are compared with."""

import pytest

from propengine.engine.evaluators import Handles
from tests.shipped import HANDLES


@pytest.fixture(scope="module")
def handles() -> Handles:
    """Return handles shared by all tests of a process."""
    return HANDLES

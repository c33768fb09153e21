from pathlib import Path

import pytest

from propengine.contract.application import Application
from propengine.server.loading import load_application

RULESETS = Path(__file__).parents[1] / "service" / "rulesets"


@pytest.fixture(scope="session")
def application() -> Application:
    """The rulesets of the service's tests, loaded."""
    return load_application(RULESETS)

"""The fixtures of the service's tests, for those of another language."""

from tests.service.conftest import start as start  # noqa: PLC0414 - a fixture

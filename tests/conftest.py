"""How all tests run: nothing is timed or kept outside them; what a jurisdiction is asked runs together."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from propengine.engine.case import Case
from tests.shipped import CODES

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """Make each shipped jurisdiction a mark: `-m pt` picks what is asked of its ruleset."""
    for code in CODES:
        config.addinivalue_line("markers", f"{code}: what is asked of the ruleset of {code}, and of no other")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark a test of one ruleset, and keep those of a ruleset on one worker: they share what is ready."""
    callspec = getattr(item, "callspec", None)
    parameters = callspec.params if callspec is not None else {}
    asked: set[object] = {mark.name for mark in item.iter_markers()}
    asked |= {parameters.get(name) for name in ("code", "jurisdiction")}
    asked |= {value.jurisdiction for value in parameters.values() if isinstance(value, Case)}
    for code in (code for code in CODES if code in asked):
        item.add_marker(code)
        item.add_marker(pytest.mark.xdist_group(code))


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the programs that tests start a cache folder of their own: what was checked before is nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield

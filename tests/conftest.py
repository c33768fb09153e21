"""How all tests run: nothing is timed or kept outside them; what a jurisdiction is asked runs together."""

import gc
import os
import shutil
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, settings

from propengine.engine.case import Case
from tests.shipped import CODES

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


gc.set_threshold(50_000)  # nearly all that rulesets are made of stays until the end
_CACHE = "XDG_CACHE_HOME"


def pytest_configure(config: pytest.Config) -> None:
    """Make each shipped jurisdiction a mark, and give the run a cache folder of its own.

    `-m pt` picks what is asked of the ruleset of Portugal. In the folder, every process of the run finds what
    another of them checked; what was checked before the run is nothing.
    """
    if _is_whole(config):
        os.environ[_CACHE] = mkdtemp(prefix="propengine-tests-")
    for code in CODES:
        config.addinivalue_line("markers", f"{code}: what is asked of the ruleset of {code}, and of no other")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    if _is_whole(config):
        shutil.rmtree(os.environ.pop(_CACHE), ignore_errors=True)


def _is_whole(config: pytest.Config) -> bool:
    """Say whether this process is that of the whole run, which starts the others."""
    return not hasattr(config, "workerinput")


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

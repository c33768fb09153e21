"""The unit for systemd fits the program that it starts."""

import shutil
import signal
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from propengine.server.settings import Settings
from propengine.server.signals import READING, STOPPING
from propengine.server.supervision import OVER_GRACE_SECONDS
from tests.docs.conftest import ROOT

UNIT = ROOT / "deploy" / "propengine.service"
INSTALLED = "/opt/propengine/bin/propengine"


@pytest.fixture
def service() -> dict[str, str]:
    """What the unit says of the service."""
    unit = ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # systemd tells capitals apart
    unit.read(UNIT, encoding="utf-8")
    return dict(unit["Service"])


def test_a_stop_has_its_time(service: dict[str, str]) -> None:
    """Systemd tells the parent alone, and kills nobody before the server does itself."""
    assert "mixed" == service["KillMode"]
    assert signal.SIGTERM in STOPPING  # what systemd sends unless told otherwise
    assert int(service["TimeoutStopSec"]) > Settings().grace + OVER_GRACE_SECONDS


def test_a_reload_reads_the_rulesets(service: dict[str, str]) -> None:
    """`systemctl reload` sends what the server reads the rulesets at."""
    assert "/bin/kill -HUP $MAINPID" == service["ExecReload"]
    assert signal.SIGHUP == READING


def test_records_of_checks_have_a_place(service: dict[str, str]) -> None:
    """The cache folder that the server looks in is one that systemd makes."""
    assert ("propengine", "XDG_CACHE_HOME=/var/cache") == (service["CacheDirectory"], service["Environment"])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_takes_it(tmp_path: Path) -> None:
    """It has no key that systemd does not know, and no value that it cannot read."""
    unit = tmp_path / UNIT.name
    program = Path(sys.executable).with_name("propengine")
    unit.write_text(UNIT.read_text(encoding="utf-8").replace(INSTALLED, str(program)), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False, timeout=300
    )

    assert (0, "") == (done.returncode, done.stderr)

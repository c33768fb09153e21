import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("propengine")
RULESETS = Path(__file__).parents[1] / "service" / "rulesets"


def grace_of(log: Path, *flags: str, **variables: str) -> float:
    """Start a server, stop it, and return the grace that it was given."""
    command: list[str | Path] = [PROGRAM, "serve", "--port", "0", "--workers", "1", "--rulesets", RULESETS]
    with log.open("wb") as file:
        process = subprocess.Popen([*command, *flags], stderr=file, env={**os.environ, **variables})
    while b'"serving"' not in log.read_bytes() and process.poll() is None:
        time.sleep(0.05)
    process.terminate()
    assert 0 == process.wait(20), log.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return next(float(line["grace_s"]) for line in lines if line["event"] == "stopping")


def test_precedence(tmp_path: Path) -> None:
    """A flag comes before a variable, that before the file, and that before the default."""
    file = tmp_path / "server.yaml"
    file.write_text("grace: 1\n", encoding="utf-8")
    config = {"PROPENGINE_CONFIG": str(file)}

    assert 10.0 == grace_of(tmp_path / "log")
    assert 1.0 == grace_of(tmp_path / "log", **config)
    assert 2.0 == grace_of(tmp_path / "log", **config, PROPENGINE_GRACE="2")
    assert 3.0 == grace_of(tmp_path / "log", "--grace", "3", **config, PROPENGINE_GRACE="2")


@pytest.mark.parametrize(
    ("flags", "variables", "said"),
    [
        (("--workers", "-1"), {}, "--workers"),
        ((), {"PROPENGINE_WORKERS": "many"}, "PROPENGINE_WORKERS"),
        ((), {"PROPENGINE_WROKERS": "2"}, "did you mean PROPENGINE_WORKERS?"),
        (("--config", "nowhere.yaml"), {}, "cannot read nowhere.yaml"),
        (("--log-level", "loud"), {}, "--log-level"),
    ],
)
def test_wrong_usage(flags: tuple[str, ...], variables: dict[str, str], said: str) -> None:
    """A setting that cannot be is wrong usage, and the message names where it comes from."""
    done = subprocess.run(
        [PROGRAM, "serve", *flags],
        env={**os.environ, **variables, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert 2 == done.returncode
    assert said in done.stderr

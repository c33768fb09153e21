import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.support import RULESETS

HERE = Path(__file__).parent


@pytest.fixture
def rulesets(tmp_path: Path) -> Path:
    """The law of Portugal, and an example law."""
    shutil.copytree(RULESETS / "pt", tmp_path / "pt")
    shutil.copytree(HERE.parent / "service" / "rulesets" / "xx", tmp_path / "xx")
    return tmp_path


def test_the_contract_from_node(start: Callable[..., Any], rulesets: Path, tmp_path: Path) -> None:
    """A client in another language, made from the proto files alone, gets what the contract says."""
    assert (HERE / "node_modules").is_dir(), "not installed: make test does it"
    server = start("--rulesets", str(rulesets))
    report = tmp_path / "report.xml"
    reporters = ["--test-reporter=spec", "--test-reporter-destination=stdout"]
    reporters += ["--test-reporter=junit", f"--test-reporter-destination={report}"]
    done = subprocess.run(
        ["node", "--test", *reporters, "contract.test.mjs"],
        cwd=HERE,
        env={
            **os.environ,
            "PROPENGINE_ADDRESS": server.address,
            "PROPENGINE_PROCESS": str(server.process.pid),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    tests = ET.parse(report).getroot().findall("testcase")  # noqa: S314 - written by the run above

    assert 0 == done.returncode, done.stdout
    assert 9 == len(tests)
    assert [] == [test.get("name") for test in tests if len(test)]

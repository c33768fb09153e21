import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.deploy.conftest import ROOT, fronted
from tests.support import RULESETS

HERE = Path(__file__).parent
BUF = Path(sys.executable).with_name("buf")


@pytest.fixture
def rulesets(tmp_path: Path) -> Path:
    """The law of Portugal, and an example law."""
    shutil.copytree(RULESETS / "pt", tmp_path / "pt")
    shutil.copytree(HERE.parent / "service" / "rulesets" / "xx", tmp_path / "xx")
    return tmp_path


@pytest.fixture(scope="session")
def contract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contract as a client in Node reads it."""
    file = tmp_path_factory.mktemp("contract") / "contract.binpb"
    subprocess.run([BUF, "build", "--as-file-descriptor-set", "--output", file], cwd=ROOT, check=True)
    return file


def run(name: str, folder: Path, **variables: str) -> list[ET.Element]:
    """Run the tests of a file in Node, and return their reports, all of them passed."""
    assert (HERE / "node_modules").is_dir(), "not installed: make test does it"
    report = folder / "report.xml"
    reporters = ["--test-reporter=spec", "--test-reporter-destination=stdout"]
    reporters += ["--test-reporter=junit", f"--test-reporter-destination={report}"]
    done = subprocess.run(
        ["node", "--test", *reporters, name],
        cwd=HERE,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    tests = ET.parse(report).getroot().findall("testcase")  # noqa: S314 - written by the run above

    assert 0 == done.returncode, done.stdout
    assert [] == [test.get("name") for test in tests if len(test)]
    return tests


def test_the_contract_from_node(
    start: Callable[..., Any], rulesets: Path, contract: Path, tmp_path: Path
) -> None:
    """A client in another language, made from the proto files alone, gets what the contract says."""
    server = start("--rulesets", str(rulesets))
    variables = {
        "PROPENGINE_ADDRESS": server.address,
        "PROPENGINE_CONTRACT": str(contract),
        "PROPENGINE_PROCESS": str(server.process.pid),
    }

    assert 10 == len(run("contract.test.mjs", tmp_path, **variables))


def test_cases_are_read_strictly(contract: Path, tmp_path: Path) -> None:
    """What the service would refuse as JSON never leaves a client that reads as the page says."""
    assert 12 == len(run("cases.test.mjs", tmp_path, PROPENGINE_CONTRACT=str(contract)))


def test_grpc_web(start: Callable[..., Any], rulesets: Path, contract: Path, tmp_path: Path) -> None:
    """Through the proxy, as a page in a browser asks."""
    server = start("--rulesets", str(rulesets))
    (tmp_path / "front").mkdir()
    with fronted(tmp_path / "front", server.port) as front:
        variables = {
            "PROPENGINE_FRONT": f"https://localhost:{front.port}",
            "PROPENGINE_CONTRACT": str(contract),
            "PROPENGINE_TLS": str(front.tls),
        }

        assert 3 == len(run("web.test.mjs", tmp_path, **variables))

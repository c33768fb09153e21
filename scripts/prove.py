"""Runs the tests marked `proof` and writes what they showed.

    python scripts/prove.py REPORT

A proof reports a figure through pytest's `record_property`; the figures stand in the report beside its name.
"""

import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree as ET

FAULTS = ("failure", "error", "skipped")


def row(case: ET.Element) -> str:
    """One line of the table."""
    result = next((fault for fault in FAULTS if case.find(fault) is not None), "passed")
    figures = "; ".join(f"{each.get('name')} {each.get('value')}" for each in case.iter("property"))
    name = f"{case.get('classname')}.{case.get('name')}".replace("|", "\\|")
    return f"| `{name}` | {result} | {float(case.get('time', 0)):.1f} | {figures or '–'} |"


def report(cases: list[ET.Element], commit: str) -> Iterator[str]:
    """The lines of the report."""
    yield "# Proof"
    yield ""
    yield f"Written by `make proof` on {datetime.now(UTC):%Y-%m-%d}, at {commit}."
    yield (
        f"propengine {version('propengine')}, Python {platform.python_version()}, {platform.machine()}, "
        f"{os.cpu_count()} cores."
    )
    yield ""
    yield "| proof | result | seconds | figures |"
    yield "|---|---|---|---|"
    yield from sorted(row(case) for case in cases)


def main(target: Path) -> int:
    """Run, write, and return pytest's exit code, which is not 0 when there is no proof at all."""
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "proof.xml"
        code = subprocess.run(
            [sys.executable, "-m", "pytest", "-m", "proof", f"--junitxml={results}"], check=False
        ).returncode
        cases = list(ET.parse(results).iter("testcase")) if results.exists() else []  # noqa: S314 - our own file
    if not cases:
        print("No test marked `proof` ran: no report written.", file=sys.stderr)
        return code or 1
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], check=False, capture_output=True, text=True
    ).stdout.strip()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(report(cases, commit or "no commit")) + "\n", encoding="utf-8")
    print(f"wrote {target}")
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

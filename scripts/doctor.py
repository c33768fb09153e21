"""Says what this machine lacks, before pip or npm fails at length. For any Python from 3.7.

    python scripts/doctor.py [node]

With `node`, what the test in Node needs; else what propengine needs.
"""

from __future__ import annotations

import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


NODE = "18.19"


def complaints() -> Iterator[str]:
    """Each thing that is missing, as a sentence that says what to do."""
    if not (3, 11) <= sys.version_info[:2] < (3, 14):
        yield (
            "This is Python {}.{}; propengine needs 3.11, 3.12 or 3.13. "
            "Name one: make PYTHON=python3.12".format(*sys.version_info[:2])
        )
        return
    if importlib.util.find_spec("ensurepip") is None:
        yield "This Python cannot make virtual environments. Install its venv package (Debian: python3-venv)."
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")[0]
    if shutil.which(compiler) is None:
        yield (
            f"No C compiler ({compiler}) here; durable_rules is built from source. Install one "
            "(Debian: apt-get install gcc libc6-dev) or name it: make CC=clang"
        )
    if not (Path(sysconfig.get_path("include")) / "Python.h").exists():
        yield "No Python.h here; durable_rules is built from source. Install it (Debian: python3-dev)."


def complaints_of_node() -> Iterator[str]:
    """Each thing that the test in Node lacks."""
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    if missing:
        yield (
            "No {} here; a test asks the service from Node. Install Node.js {} or later, with npm.".format(
                " and no ".join(missing), NODE
            )
        )
        return
    said = subprocess.run(["node", "--version"], check=False, capture_output=True, text=True).stdout.strip()
    found = tuple(int(part) if part.isdigit() else 0 for part in said.lstrip("v").split(".")[:2])
    if found < tuple(map(int, NODE.split("."))):
        yield f"This is Node.js {said}; a test that asks the service from Node needs {NODE} or later."


if __name__ == "__main__":
    found = list(complaints_of_node() if sys.argv[1:] == ["node"] else complaints())
    for sentence in found:
        print(sentence, file=sys.stderr)
    sys.exit(1 if found else 0)

"""Says what this machine lacks to build propengine, before pip fails at length. For any Python from 3.7."""

from __future__ import annotations

import importlib.util
import os
import shlex
import shutil
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def complaints() -> Iterator[str]:
    """Each thing that is missing, as a sentence that says what to do."""
    if not (3, 11) <= sys.version_info[:2] < (3, 13):
        yield (
            "This is Python {}.{}; propengine needs 3.11 or 3.12 (durable_rules does not import on 3.13). "
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


if __name__ == "__main__":
    found = list(complaints())
    for sentence in found:
        print(sentence, file=sys.stderr)
    sys.exit(1 if found else 0)

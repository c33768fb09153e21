"""Builds the container image with whichever of docker, podman and buildah works here.

    python -m scripts.build_image [FLAG ...]

The flags go to the tool's own build, such as a volume with the certificate of a proxy.
The image is named propengine; its label says of which commit it is.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from scripts.containers import NoToolError, first_that_works

ROOT: Final = Path(__file__).resolve().parent.parent
NAME: Final = "propengine"
UNKNOWN: Final = "unknown"
# The OCI format, the default of the last two, has no health check.
FORMAT: Final = {"docker": [], "podman": ["--format=docker"], "buildah": ["--format=docker"]}


def command(tool: str, revision: str, flags: list[str]) -> list[str]:
    """Return what builds the image of a revision."""
    return [tool, "build", *FORMAT[tool], f"--build-arg=REVISION={revision}", f"--tag={NAME}", *flags, "."]


def revision() -> str:
    """Return what git calls this commit; `unknown`, and a sentence, where it cannot say."""
    described = ""
    if shutil.which("git") is None:
        why = "git is not installed"
    else:
        done = subprocess.run(
            ["git", "describe", "--always", "--dirty"], cwd=ROOT, check=False, capture_output=True, text=True
        )
        described, why = done.stdout.strip(), "this is no clone"
    if not described:
        print(f"The image's label will not say of which commit it is: {why}.", file=sys.stderr)
    return described or UNKNOWN


def main(flags: list[str]) -> int:
    """Build; 1 and a sentence when no tool works."""
    try:
        tool = first_that_works(FORMAT)
    except NoToolError as error:
        print(error, file=sys.stderr)
        return 1
    building = command(tool, revision(), flags)
    print(*building, flush=True)
    return subprocess.run(building, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

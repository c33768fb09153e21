"""Refuses a change of the contract that breaks its clients, unless it is listed.

    python scripts/check_breaking.py

`protos/baseline.binpb` is the image of the contract that clients were built from. Until a release a break may
be right: it stands in `protos/breaks.txt`, as buf tells it, and a line there that is no break any more is
refused, too. With a release both begin anew:

    buf build protos --exclude-source-info -o protos/baseline.binpb
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BASELINE = "protos/baseline.binpb"
LISTED = "protos/breaks.txt"
BUF = Path(sys.executable).with_name("buf")
# With this code buf ends when it has found breaks, and with others when it has failed.
FOUND = 100


def breaks(root: Path) -> list[str]:
    """Return what breaks clients of the contract in a tree, a line each.

    Raises:
        RuntimeError: buf failed; the message says why.
    """
    found = subprocess.run(
        [BUF, "breaking", "protos", "--against", BASELINE, "--error-format", "json"],
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
    )
    if found.returncode not in {0, FOUND}:
        raise RuntimeError(found.stderr.strip())
    told = map(json.loads, found.stdout.splitlines())
    return [f"{one['path']}: {one['message']}" for one in told]


def complaints(found: list[str], listed: list[str]) -> Iterator[str]:
    """Yield a line for each break that is not listed, and for each that is listed and none."""
    yield from (f"{one} (not listed in {LISTED})" for one in found if one not in listed)
    yield from (f"{LISTED}: no break any more: {one}" for one in listed if one not in found)


def main(root: Path = ROOT) -> int:
    """Print the complaints; 1 if there are any."""
    lines = (root / LISTED).read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if line and not line.startswith("#")]
    found = list(complaints(breaks(root), listed))
    print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

"""Refuses files that name a package registry's host or a path of somebody's machine.

Reads every file that git tracks or would track. A lock holds hashes without addresses, and a document holds
paths relative to the tree, so that a clone anywhere means the same.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HOSTS = (
    r"(?:pypi|pythonhosted|npmjs|yarnpkg|crates|rubygems|ghcr|quay)[.](?:org|com|io)\b"
    r"|\b(?:deb|security)[.]debian[.]org|\barchive[.]ubuntu[.]com|\bproxy[.]golang[.]org|\bbuf[.]build\b"
)
# Only where a path begins: not inside a URL or a longer path.
BEGINNING = r"(?<![\w.:/*-])"
HOMES = BEGINNING + r"(?:/(?:home|Users|root|mnt|work)/\w|[A-Za-z]:\\Users\\)"


def complaints(root: Path, files: list[str]) -> Iterator[str]:
    """One line for each place that names a host or a machine's path."""
    here = BEGINNING + re.escape(str(root)) + r"\b"
    patterns = {
        "names a registry host": re.compile(HOSTS),
        "names a path of a machine": re.compile(f"{HOMES}|{here}"),
    }
    for file in files:
        path = root / file
        if path.is_symlink() or not path.is_file():
            continue
        content = path.read_bytes()
        if b"\0" in content:
            continue
        for number, line in enumerate(content.decode(errors="replace").splitlines(), start=1):
            for fault, pattern in patterns.items():
                if found := pattern.search(line):
                    yield f"{file}:{number}:{found.start() + 1}: {fault}: {found.group()}"


def main() -> int:
    """Print the complaints; 1 if there are any."""
    root = Path(__file__).resolve().parent.parent
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found = list(complaints(root, [name for name in listing.split("\0") if name]))
    print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

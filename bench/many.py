"""Twenty-five jurisdictions, simulated by copies of the shipped ones under other codes."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.peers import RULESETS

JURISDICTIONS: Final = 25


@contextmanager
def many() -> Iterator[tuple[Path, Mapping[str, Path]]]:
    """Yield a folder of rulesets, and the shipped ruleset that each is a copy of, by its code."""
    shipped = cycle(sorted(folder for folder in RULESETS.iterdir() if folder.is_dir()))
    with TemporaryDirectory() as folder:
        copies = {
            f"{own.name}-{number}": own for number, own in zip(range(JURISDICTIONS), shipped, strict=False)
        }
        for code, own in copies.items():
            shutil.copytree(own, Path(folder) / code)
        yield Path(folder), copies

"""From nothing to a server that answers: with hardly any law, and with twenty-five jurisdictions."""

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.many import JURISDICTIONS, many
from bench.peers import SMALLEST, service

_WORKERS = 2
_TARGET = 3


def run(times: int = 5) -> None:
    """Print how long a server takes until it is ready, in turns, beside the floor: hardly any law."""
    floor, first, again = (
        "the floor: a jurisdiction of a few lines",
        f"{JURISDICTIONS} jurisdictions, none of them checked before",
        f"{JURISDICTIONS} jurisdictions, all of them checked before",
    )
    found: dict[str, list[tuple[float, float]]] = {floor: [], first: [], again: []}
    with many() as (folder, _), TemporaryDirectory() as records:
        _started(folder, Path(records))
        for _ in range(times):
            found[floor].append(_started(SMALLEST, Path(records)))
            found[first].append(_started(folder, None))
            found[again].append(_started(folder, Path(records)))
    print(f"\nServer ready, {_WORKERS} workers ({times} runs in turns; target: at most {_TARGET} s)")
    for title, runs in found.items():
        clock, cpu = zip(*runs, strict=True)
        told = f"best {min(clock):6.2f} s   median {median(clock):6.2f} s"
        print(f"  {title:<58} {told}   processor {median(cpu):6.2f} s")


def _started(folder: Path, records: Path | None) -> tuple[float, float]:
    """Return the seconds until a server is ready, and the processor time that it has used by then."""
    with service(_WORKERS, folder, records) as peer:
        return peer.ready_after, peer.all_cpu_seconds()

import fcntl
import json
import os
import socket
from pathlib import Path

import pytest

from propengine.server.logs import Lines


def line(number: int, size: int = 100) -> bytes:
    return json.dumps({"number": number, "filling": "x" * size}).encode() + b"\n"


def numbers(text: bytes) -> list[int]:
    return [json.loads(one).get("number", -json.loads(one).get("lost", 0)) for one in text.splitlines()]


@pytest.fixture(params=["pipe", "socket"])
def ends(request: pytest.FixtureRequest) -> tuple[int, int]:
    """Two ends of something that takes little, to read from and to write into."""
    if request.param == "pipe":
        read, written = os.pipe()
        fcntl.fcntl(written, fcntl.F_SETPIPE_SZ, 4096)
        return read, written
    ours, theirs = socket.socketpair()
    theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    return ours.detach(), theirs.detach()


def drained(descriptor: int) -> bytes:
    """Return all that waits to be read."""
    os.set_blocking(descriptor, False)
    found = b""
    while True:
        try:
            found += os.read(descriptor, 65536)
        except BlockingIOError:
            return found


def test_what_nobody_reads_is_counted(ends: tuple[int, int]) -> None:
    """Lines that find no room are lost; the first that finds some says how many there were."""
    read, written = ends
    lines = Lines(written)
    for number in range(1000):
        lines.write(line(number))
    kept = drained(read)
    lines.write(line(1000))
    kept += drained(read)

    *before, lost, last = numbers(kept)
    assert list(range(len(before))) == before
    assert (1000, 1000) == (len(before) - lost, last)
    told = json.loads(kept.splitlines()[-2])
    assert {"event": "log_lines_lost", "level": "warning", "lost": -lost} == {
        name: told[name] for name in ("event", "level", "lost")
    }
    assert os.get_blocking(written)  # whoever else has it finds it as it was


def test_a_line_that_is_begun_is_ended(ends: tuple[int, int]) -> None:
    """A long line goes in pieces, and the next does not come between them."""
    read, written = ends
    lines = Lines(written)
    lines.write(line(0, 100_000))
    found = b""
    while not found.endswith(b"\n"):
        found += drained(read)
        lines.write(line(1))

    assert 0 == numbers(found)[0]


def test_a_pipe_that_is_closed(ends: tuple[int, int]) -> None:
    """A reader that has gone is no failure."""
    read, written = ends
    lines = Lines(written)
    os.close(read)
    lines.write(line(0))


def test_a_full_disk() -> None:
    """Nor is a disk without room."""
    with Path("/dev/full").open("wb") as full:
        Lines(full.fileno()).write(line(0))


def test_a_file_is_appended_to(tmp_path: Path) -> None:
    """Several who write into one file that was opened once do not write over each other."""
    with (tmp_path / "log").open("wb") as file:
        Lines(file.fileno()).write(line(0))
        Lines(file.fileno()).write(line(1))

    assert [0, 1] == numbers((tmp_path / "log").read_bytes())

"""Reading a file: one bound on how much is read, and one word for what is no file.

Everything that somebody may name (a ruleset, a configuration, codes, a case) is read here. A pipe that nobody
writes to, or a device that never ends, is refused before anything waits for it.
"""

import errno
import os
import stat
from pathlib import Path
from typing import Final, Protocol

MOST_BYTES: Final = 4 * 1024 * 1024
"""So much is read of one file, and of standard input."""
_SORTS: Final = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class Stream(Protocol):
    """What bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """Return up to so many bytes; none at the end."""


def read_bytes(file: Path) -> bytes:
    """Return what a file holds.

    Raises:
        OSError: it is no regular file, holds more than `MOST_BYTES`, or cannot be read.
    """
    handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        mode = os.fstat(handle).st_mode
        sort = next((name for is_one, name in _SORTS if is_one(mode)), None)
        if sort is not None:
            raise OSError(errno.EINVAL, f"{sort}, where a file was expected", str(file))
        with open(handle, "rb", closefd=False) as stream:
            return read_stream(stream, str(file))
    finally:
        os.close(handle)


def read_stream(stream: Stream, name: str) -> bytes:
    """Return what a stream holds, to its end.

    Raises:
        OSError: that is more than `MOST_BYTES`, or it cannot be read.
    """
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise OSError(errno.EFBIG, f"more than {MOST_BYTES // 1024**2} MiB", name)
    return data


def is_there(file: Path) -> bool:
    """Say whether a folder has an entry of this name, were it a link to nothing."""
    return os.path.lexists(file)


def shown(folder: Path) -> list[Path]:
    """Return what a folder holds, by name, but for what is hidden: a name that begins with a full stop.

    Raises:
        OSError: the folder cannot be read.
    """
    return sorted(child for child in folder.iterdir() if not child.name.startswith("."))

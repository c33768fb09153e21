"""Records of checks, so that what was checked once need not be checked at every start.

Of most checks it is recorded that they found nothing; of observations, which are no faults, what they said.
A record is a small file named by the SHA-256 of what was checked, every byte that was read for a ruleset or
all that a search of a law depends on, and of all that checks it. It says nothing else: whatever differs, in a
file or in a program, has another name and no record.
"""

import errno
import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

import pydantic
import pydantic_core
import yaml

from propengine import __version__
from propengine.law.instruments import canonical
from propengine.notation.places import Texts

MOST_RECORDS: Final = 1024
"""So many are kept; the oldest go."""
_ROOT: Final = Path(__file__).parents[1]
_CHECKING: Final = ("law", "core", "notation")
"""The packages that read and check; they import none of the others."""
_SEARCHING: Final = (*_CHECKING, "engine", "verify")
"""The packages that search a law for holes."""
_MODE: Final = 0o644

Tell = Callable[..., object]
"""What is told of a record that does not serve: an event, and its details by name."""


class CheckRecords:
    """The records in one folder."""

    def __init__(self, folder: Path, tell: Tell) -> None:
        """Keep records in a folder, which need not exist yet.

        Args:
            folder: where.
            tell: called when a record cannot be read or written; the rulesets are checked then.
        """
        self._folder = folder
        self._tell = tell

    @classmethod
    def of_user(cls, tell: Tell) -> "CheckRecords | None":
        """Return those of whoever runs this, in the cache folder of the XDG base directories.

        None, after telling, where there is no such folder.
        """
        told = Path(os.environ.get("XDG_CACHE_HOME", ""))
        try:
            cache_folder = told if told.is_absolute() else Path.home() / ".cache"
        except RuntimeError as error:
            tell("check_record_unwritten", folder="~", cause=str(error))
            return None
        return cls(cache_folder / "propengine" / "checks", tell)

    def has(self, texts: Texts) -> bool:
        """Say whether the ruleset that was read from these files was checked and found sound."""
        return self._is_there(partial(_digest, texts))

    def add(self, texts: Texts) -> None:
        """Record that the ruleset that was read from these files was checked and found sound."""
        self._add(partial(_digest, texts))

    def has_searched(self, law: str) -> bool:
        """Say whether the law, or all laws, of which this is the digest, were searched and no hole found."""
        return self._is_there(partial(_digest_of_search, law))

    def add_searched(self, law: str) -> None:
        """Record that the law, or all laws, of which this is the digest, were searched and no hole found."""
        self._add(partial(_digest_of_search, law))

    def observed(self, what: str) -> str | None:
        """Return what was observed of something with this digest; None where nobody looked yet."""
        read = self._read(partial(_digest_of_observed, what))
        if read is None:
            return None
        name, found = read
        text = found[len(_content(name)) :]
        if found[: len(_content(name))] == _content(name) and text[:_HEX] == _sha256(text[_HEX:]):
            return text[_HEX:].decode()
        self._tell("check_record_damaged", folder=str(self._folder), record=name)
        return None

    def add_observed(self, what: str, text: str) -> None:
        """Record what was observed of something with this digest."""
        self._add(partial(_digest_of_observed, what), text.encode())

    def _is_there(self, name_of: Callable[[], str]) -> bool:
        read = self._read(name_of)
        if read is None:
            return False
        name, found = read
        if found != _content(name):
            self._tell("check_record_damaged", folder=str(self._folder), record=name)
            return False
        return True

    def _read(self, name_of: Callable[[], str]) -> tuple[str, bytes] | None:
        """Return the name of a record and what stands in it; None where there is none."""
        try:
            name = name_of()
            return name, (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            self._tell("check_record_unread", folder=str(self._folder), cause=str(error.strerror))
            return None

    def _add(self, name_of: Callable[[], str], text: bytes | None = None) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            name = name_of()
            self._write(name, _content(name) if text is None else _content(name) + _sha256(text) + text)
            self._forget_oldest()
        except OSError as error:
            self._tell("check_record_unwritten", folder=str(self._folder), cause=str(error.strerror))

    def _write(self, name: str, content: bytes) -> None:
        """Write a record so that nobody ever reads half of one."""
        with NamedTemporaryFile(dir=self._folder, prefix=".", delete=False) as file:
            try:
                file.write(content)
                file.flush()
                os.fchmod(file.fileno(), _MODE)  # a server under another user may read it
                Path(file.name).replace(self._folder / name)
            except OSError:
                Path(file.name).unlink(missing_ok=True)
                raise

    def _forget_oldest(self) -> None:
        """Remove the oldest beyond `MOST_RECORDS`: what a process that was killed left half written, too."""
        ages = sorted(_ages(self._folder), reverse=True)
        for _, file in ages[MOST_RECORDS:]:
            file.unlink(missing_ok=True)


def _ages(folder: Path) -> Iterator[tuple[float, Path]]:
    for file in folder.iterdir():
        try:
            yield file.stat().st_mtime, file
        except FileNotFoundError:  # another process forgot it first
            continue


def _content(name: str) -> bytes:
    return f"Checked and found sound: {name}\n".encode()


_HEX: Final = 64
"""So many bytes tell which text follows, so that a damaged one is seen."""


def _sha256(text: bytes) -> bytes:
    return hashlib.sha256(text).hexdigest().encode()


def _digest(texts: Texts) -> str:
    """Return the SHA-256 of the files that were read, by their names, and of all that checks them.

    Raises:
        OSError: a text or a source is no file that can be read, so that nobody can say what it was.
    """
    read = {document.place(()).file: document.digest for layers in texts.values() for document in layers}
    if not all(read.values()):
        raise OSError(errno.ENODATA, "a text was not read from a file")
    return hashlib.sha256(canonical([_what_checks(), sorted(read.items())])).hexdigest()


def _digest_of_search(law: str) -> str:
    """Return the SHA-256 of the digest of a law, and of all that searches it.

    Raises:
        OSError: a source is no file that can be read.
    """
    return hashlib.sha256(canonical([_what_checks(_SEARCHING), law])).hexdigest()


def _digest_of_observed(what: str) -> str:
    """Return the SHA-256 of the digest of what is observed, and of all that observes it.

    Raises:
        OSError: a source is no file that can be read.
    """
    return hashlib.sha256(canonical([_what_checks(_SEARCHING), "observed", what])).hexdigest()


@cache
def _what_checks(packages: tuple[str, ...] = _CHECKING) -> list[object]:
    """Return what the outcome of a check depends on beside the files: our sources and what they stand on.

    Raises:
        OSError: the sources are not there to be read, so that nobody can say which ones these are.
    """
    sources = [f for name in packages for f in sorted((_ROOT / name).rglob("*.py"))]
    if not sources:
        raise OSError(errno.ENODATA, "propengine is here without its sources", str(_ROOT))
    versions = [__version__, sys.version, pydantic.VERSION, pydantic_core.__version__]
    files = [
        [file.relative_to(_ROOT).as_posix(), hashlib.sha256(file.read_bytes()).hexdigest()]
        for file in sources
    ]
    return [*versions, yaml.__version__, *files]

"""Checks the words of this program: every fault of a catalogue is told as `file:line: what, and what to do`.

python scripts/check_catalogues.py [FOLDER]
"""

import io
import re
import string
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from babel.messages.pofile import PoFileError, read_po

CATALOGUES: Final = Path(__file__).parents[1] / "src" / "propengine" / "explain" / "catalogue"
LANGUAGES: Final = ("en", "es", "pt", "fr")
"""English, by which the others are measured, comes first."""
_ID: Final = re.compile(r'^msgid "(.+)"$', re.MULTILINE)


_LINE: Final = re.compile(r'(?:#.*|(?:msg(?:id|id_plural|str|str\[\d\]) )?"(?:[^"\\]|\\.)*"|)\s*')
"""What a line may be: a comment, a keyword with a text in quotes, or its text going on; or empty."""


class NoCatalogueError(Exception):
    """A file is no catalogue at all.

    Attributes:
        line: where it ceases to be one, counted from 1.
    """

    def __init__(self, why: str, line: int = 1) -> None:
        """Keep the place."""
        self.line = line
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one catalogue says for an id.

    Attributes:
        line: where, counted from 1.
        forms: the text, or the one of a single thing and that of several; empty ones are still to be written.
    """

    line: int
    forms: tuple[str, ...]

    @property
    def placeholders(self) -> frozenset[str]:
        """Return the names in braces; that of a count may be left out, because one is said in words.

        Raises:
            ValueError: a brace is not closed, or not opened.
        """
        parsed = (part for form in self.forms for part in string.Formatter().parse(form))
        return frozenset(name for _, name, _, _ in parsed if name is not None)


def faults_of(folder: Path) -> Iterator[str]:
    """Yield every fault of the catalogues of a folder."""
    catalogues: dict[str, Mapping[str, Entry]] = {}
    for language in LANGUAGES:
        file = folder / f"{language}.po"
        try:
            text = file.read_text(encoding="utf-8")
            catalogues[language] = entries_of(text, language)
        except (OSError, UnicodeDecodeError) as error:
            yield f"{file}:1: expected a file in UTF-8: {error}"
            return
        except NoCatalogueError as error:
            yield f"{file}:{error.line}: {error}"
            return
        yield from (f"{file}:{line}: {fault}" for line, fault in _twice(text))
    english = catalogues[LANGUAGES[0]]
    for language in LANGUAGES:
        file = folder / f"{language}.po"
        for id_, entry in catalogues[language].items():
            for fault in _faults_of_entry(id_, entry, english):
                yield f"{file}:{entry.line}: {id_}: {fault}"
        for id_ in english.keys() - catalogues[language].keys():
            yield (
                f"{file}:1: {id_}: expected a text as in {LANGUAGES[0]}.po:{english[id_].line}, found none; "
                "add it, or an entry with an empty text until it is written"
            )


def entries_of(text: str, language: str) -> Mapping[str, Entry]:
    """Return what a catalogue says, by id.

    Raises:
        NoCatalogueError: it is no gettext catalogue.
    """
    for number, line in enumerate(text.splitlines(), start=1):
        if not _LINE.fullmatch(line):
            raise NoCatalogueError(
                'expected msgid or msgstr and a text in "quotes", found another line', number
            )
    try:
        catalogue = read_po(io.StringIO(text), locale=language, abort_invalid=True)
    except PoFileError as error:
        raise NoCatalogueError(str(error), error.lineno) from None
    entries: dict[str, Entry] = {}
    for message in catalogue:
        said = message.string
        forms = tuple(said) if isinstance(said, tuple | list) else (said,)
        if message.id:
            id_ = message.id if isinstance(message.id, str) else message.id[0]
            entries[id_] = Entry(message.lineno or 1, tuple(str(form or "") for form in forms))
    return entries


def _twice(text: str) -> Iterator[tuple[int, str]]:
    """Yield where an id stands for the second time: a reader would keep the last alone."""
    seen: Counter[str] = Counter()
    for found in _ID.finditer(text):
        seen[found[1]] += 1
        if seen[found[1]] > 1:
            line = text.count("\n", 0, found.start()) + 1
            yield line, f"{found[1]}: expected one entry for an id, found another; keep one of them"


def _faults_of_entry(id_: str, entry: Entry, english: Mapping[str, Entry]) -> Iterator[str]:
    like = english.get(id_)
    if like is None:
        near = get_close_matches(id_, english, 1)
        hint = f"did you mean {near[0]}?" if near else "take it out"
        yield f"expected an id of {LANGUAGES[0]}.po, found another; {hint}"
        return
    try:
        asked, found = like.placeholders, entry.placeholders
    except ValueError as error:
        yield f"expected each brace opened and closed, as in {{name}}: {error}"
        return
    if len(entry.forms) != len(like.forms):
        yield f"expected {len(like.forms)} texts as in {LANGUAGES[0]}.po, found {len(entry.forms)}"
    elif not all(entry.forms):
        yield f"expected a text, found none; {LANGUAGES[0]}.po has {like.forms[-1]!r}"
    elif asked != found:
        yield (
            f"expected the placeholders {_braced(asked)} as in {LANGUAGES[0]}.po, "
            f"found {_braced(found)}; write each as it stands there"
        )


def _braced(names: frozenset[str]) -> str:
    return " ".join(f"{{{name}}}" for name in sorted(names)) or "none"


def main(arguments: list[str]) -> int:
    """Print every fault; return 1 where there is one."""
    faults = list(faults_of(Path(arguments[0]) if arguments else CATALOGUES))
    print("\n".join(faults) or f"{len(LANGUAGES)} catalogues, no faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

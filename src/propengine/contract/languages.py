"""The languages of an answer: those that a call names, or the jurisdiction's own and English.

They are set once, while an answer is written: every text is written by one function, which asks here, so that
none can be forgotten.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Final

from propengine.contract.cases import Reader
from propengine.contract.violations import RequestReason, shown
from propengine.law.elements import Language

MOST_TAG: Final = 35
"""No tag of a language is longer, in characters (RFC 5646, section 4.4.1)."""
MOST_TAGS: Final = 20
"""So many languages may be named in one request."""
_TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """The languages that a request names.

    Attributes:
        spoken: those of them that are spoken here, in its order, each once.
        unspoken: the tags of the others.
    """

    spoken: tuple[Language, ...] = ()
    unspoken: tuple[str, ...] = ()


def read_languages(reader: Reader, tags: Sequence[str]) -> Asked:
    """Return the languages that a request names, by tags such as `es` or `pt-BR`; every fault is told."""
    if not reader.few(len(tags), MOST_TAGS, RequestReason.INVALID_LANGUAGE, "languages"):
        return Asked()
    spoken: dict[Language, None] = {}
    unspoken: dict[str, None] = {}
    for place, tag in enumerate(tags):
        if len(tag) > MOST_TAG or not _TAG.fullmatch(tag):
            message = f"expected the tag of a language, such as es or pt-BR, found {shown(tag)!r}"
            reader.refuse(RequestReason.INVALID_LANGUAGE, f"languages[{place}]", message, found=shown(tag))
            continue
        language = tag.partition("-")[0].lower()
        if language in set(Language):
            spoken[Language(language)] = None
        else:
            unspoken[tag] = None
    return Asked(tuple(spoken), tuple(unspoken))


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """The languages in which texts are written; there is one object for each set, so that it is a quick key.

    Attributes:
        languages: in the order of all.
    """

    languages: tuple[Language, ...]


@cache
def _of(languages: frozenset[Language]) -> Written:
    return Written(tuple(language for language in Language if language in languages))


_ALL: Final = _of(frozenset(Language))
_WRITTEN: Final[ContextVar[Written]] = ContextVar("languages", default=_ALL)


@contextmanager
def written_in(languages: Iterable[Language]) -> Iterator[None]:
    """Write texts in these languages alone, meanwhile."""
    token = _WRITTEN.set(_of(frozenset(languages)))
    try:
        yield
    finally:
        _WRITTEN.reset(token)


def languages_written() -> Written:
    """Return the languages in which texts are written now: all, where nobody named any."""
    return _WRITTEN.get()


def written(texts: Mapping[Language, str]) -> Sequence[tuple[Language, str]]:
    """Return a text in the languages of the answer; where it has none of them, in all that it has."""
    languages, every = _WRITTEN.get().languages, [*texts.items()]
    return [one for one in every if one[0] in languages] or every

"""The words of this program in each language, as translators keep them: a gettext catalogue by message id."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, get_args

from babel.messages.pofile import read_po

Language: TypeAlias = Literal["en", "es", "pt", "fr"]

ORIGINAL: Final[Language] = "en"
"""The language in which the words are written; those of the others are translations."""
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
NEAREST: Final[Mapping[Language, tuple[Language, ...]]] = MappingProxyType(
    {
        "en": ("en", "es", "pt", "fr"),
        "es": ("es", "pt", "en", "fr"),
        "pt": ("pt", "es", "en", "fr"),
        "fr": ("fr", "en", "es", "pt"),
    }
)
"""The languages in which a text is looked for, by the one that is wanted: the nearest to its readers first.

Who reads Portuguese reads Spanish, and the other way round; the law that is in French is Canada's, whose
other language is English.
"""
_SIGNED_OFF: Final = re.compile(r"^# Signed off by:[ \t]*(\S.*?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What this program says in one language.

    Attributes:
        language: the language.
        texts: what it says for each id: one text, or the one of a single thing and that of several.
        signed_off_by: the role that answers for these words; empty while they are a working translation.
    """

    language: Language
    texts: Mapping[str, tuple[str, ...]]
    signed_off_by: str


@cache
def catalogue_of(language: Language) -> Catalogue:
    """Return the catalogue of a language; it is read when something is first said in it."""
    with (files(__package__) / "catalogue" / f"{language}.po").open("rb") as file:
        messages = read_po(file, locale=language, abort_invalid=True)
    texts: dict[str, tuple[str, ...]] = {}
    for message in messages:
        id_ = message.id if isinstance(message.id, str) else message.id[0]
        said = message.string
        forms = tuple(said) if isinstance(said, tuple | list) else (said,)
        if id_ and all(forms):
            texts[id_] = tuple(map(str, forms))
    role = _SIGNED_OFF.search(messages.header_comment)
    reviewed = not any(message.fuzzy for message in messages if message.id)
    return Catalogue(language, texts, role[1] if role is not None and reviewed else "")


def lacking(language: Language) -> frozenset[str]:
    """Return the ids of what this program says, and not in this language."""
    return frozenset(catalogue_of(ORIGINAL).texts.keys() - catalogue_of(language).texts.keys())

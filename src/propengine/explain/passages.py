"""Passages in another language: what is said in that alone, and where it stands in a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from propengine.explain.phrases import MARKED, Phrases, language_marked
from propengine.explain.telling import texts_of
from propengine.v1 import decision_pb2


@dataclass(frozen=True)
class Passages:
    """What an answer says in another language than the one asked for.

    Attributes:
        decision: the answer.
        phrases: the language asked for.
    """

    decision: decision_pb2.Decision
    phrases: Phrases

    @cached_property
    def _languages(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for text in texts_of(self.decision):
            if not getattr(text, self.phrases.language):
                said = self.phrases.said(text)
                language = next((f.name for f, value in text.ListFields() if value == said), "")
                found |= {one: language for one in (said, said[:1].upper() + said[1:]) if one}
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._languages, key=len, reverse=True)
        return re.compile(f"({'|'.join([*map(re.escape, longest_first), MARKED])})")

    def split(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the pieces of a text, each with its language where that is another; else with none."""
        for place, piece in enumerate(self._pattern.split(text)):
            if piece:
                yield piece, self._language_of(piece) if place % 2 else ""

    def _language_of(self, piece: str) -> str:
        """Return the language of what a ruleset says, or of what this program says and marks itself."""
        return self._languages.get(piece) or language_marked(piece)

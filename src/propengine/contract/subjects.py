"""By which ids of a law what a condition asks about, and the words that it may be, may be called."""

from collections.abc import Iterator
from typing import Final

from propengine.contract.traces import TraceTemplate

SUBJECTS: Final = ("facts", "tables", "measures", "groupings")
"""What of a law a condition may ask about by its id; no two share one."""
WORDS_OF: Final = {"offence": "offences", "substance": "substances"}
"""The subjects whose words are elements of the law."""


def named_in_trace(trace: TraceTemplate) -> Iterator[str]:
    """Yield whose the steps of a trace are, what they read, and the words that they ask for, as `kind/id`."""
    yield from trace.elements
    for subject in trace.subjects:
        yield from of_subject(subject)
    for subject, word in trace.values:
        yield from of_word(subject, word)


def of_subject(subject: str) -> Iterator[str]:
    """Yield what a subject may be called by: whatever of the law has its name."""
    kind, _, rest = subject.partition(".")
    if kind == "programme":
        yield f"programmes/{rest}"
    elif kind == "before":
        yield f"phases/{rest.partition('.')[0]}"
    else:
        name, _, word = subject.partition(":")
        yield from (f"{of}/{name}" for of in SUBJECTS)
        if word:
            yield from of_word(name, word)


def of_word(subject: str, word: str) -> Iterator[str]:
    """Yield what a word that a subject may be may be called by."""
    if subject in WORDS_OF:
        yield f"{WORDS_OF[subject]}/{word}"
    elif word:
        yield from (f"{of}/{subject.partition(':')[0]}/{word}" for of in SUBJECTS)

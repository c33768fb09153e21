"""Examining a ruleset: the checks that its text answers, and those that changed worked cases answer."""

import hashlib
from collections.abc import Iterator, Sequence

from propengine.engine.evaluators import Handles
from propengine.law.instruments import canonical
from propengine.law.ruleset import Ruleset
from propengine.verify.observations import Observation
from propengine.verify.proportionality.answers import Answers
from propengine.verify.proportionality.bands import overlaps
from propengine.verify.proportionality.milder_law import not_reached
from propengine.verify.proportionality.use_and_possession import graver_possession
from propengine.verify.worked_cases import WorkedCase


def examine_text(ruleset: Ruleset, handles: Handles, cases: Sequence[WorkedCase]) -> Iterator[Observation]:
    """Yield what the text of a ruleset and a few of its worked cases show: P-09, P-18 and P-24.

    Args:
        ruleset: the ruleset.
        handles: the two readers.
        cases: its worked cases.
    """
    answers = Answers(ruleset, handles)
    yield from graver_possession(answers, cases)
    yield from not_reached(answers, cases)
    yield from overlaps(answers)


def digest_of(ruleset: Ruleset, cases: Sequence[WorkedCase]) -> str:
    """Return the SHA-256 of all that an examination depends on."""
    worked = [case.model_dump(mode="json") for case in cases]
    return hashlib.sha256(canonical([ruleset.digest, worked])).hexdigest()

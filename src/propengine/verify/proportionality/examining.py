"""Examining a ruleset: the checks that its text answers, and those that changed worked cases answer."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias, TypeVar

from propengine.engine.evaluators import Handles
from propengine.law.instruments import canonical
from propengine.law.ruleset import Ruleset
from propengine.verify.observations import Check, Observation
from propengine.verify.proportionality.answers import Answers
from propengine.verify.proportionality.bands import overlaps
from propengine.verify.proportionality.bases import Bases, bases_of
from propengine.verify.proportionality.favourable_only import worsening
from propengine.verify.proportionality.last_resort import custody_first
from propengine.verify.proportionality.milder_law import not_reached
from propengine.verify.proportionality.monotone import falling
from propengine.verify.proportionality.rebuttable import by_amount_alone
from propengine.verify.proportionality.roles import out_of_rank
from propengine.verify.proportionality.use_and_possession import graver_possession
from propengine.verify.worked_cases import WorkedCase


def digest_of(ruleset: Ruleset, cases: str) -> str:
    """Return the SHA-256 of all that an examination depends on.

    Args:
        ruleset: the ruleset.
        cases: the SHA-256 of the file of its worked cases; empty where there is none.
    """
    return hashlib.sha256(canonical([ruleset.digest, cases])).hexdigest()


@dataclass(frozen=True)
class Tried:
    """How much a check looked at: nothing is shown beyond it.

    Attributes:
        check: the check.
        decided: how many changed cases were decided.
        refused: how many were refused: the change made no case of them.
        open: how many had no offence, or several outcomes of which none is preferred; they are not compared.
        compared: how many pairs of answers were compared.
        incomparable: how many of those pairs the order of outcomes leaves open.
    """

    check: Check
    decided: int
    refused: int
    open: int
    compared: int
    incomparable: int


@dataclass(frozen=True)
class Examination:
    """What was observed in a ruleset, over the profiles that its worked cases reach.

    Attributes:
        ruleset: the jurisdiction's code.
        given: how many worked cases there are.
        kinds: how many kinds of them there are: checks set out from the latest of each.
        tried: how much each check looked at.
        observations: what was found.
    """

    ruleset: str
    given: int
    kinds: int
    tried: tuple[Tried, ...]
    observations: tuple[Observation, ...]


def _ignore(_: Check) -> None:
    """Tell nobody."""


_Cases: TypeAlias = Sequence[WorkedCase]
_OF_TEXTS: Final[Mapping[Check, Callable[[Answers, _Cases], Iterable[Observation]]]] = {
    Check.USE_AND_POSSESSION: graver_possession,
    Check.MILDER_LAW: not_reached,
    Check.BANDS: overlaps,
}
"""The checks of `rulesets check`: the text and a few worked cases answer them."""
_OF_CHANGED_CASES: Final[Mapping[Check, Callable[[Answers, Bases], Iterable[Observation]]]] = {
    Check.MONOTONE: falling,
    Check.ROLES: out_of_rank,
    Check.REBUTTABLE: by_amount_alone,
    Check.LAST_RESORT: custody_first,
    Check.FAVOURABLE_ONLY: worsening,
}


def examine_text(ruleset: Ruleset, handles: Handles, cases: _Cases) -> Iterator[Observation]:
    """Yield what the text of a ruleset and a few of its worked cases show: P-09, P-18 and P-24.

    Args:
        ruleset: the ruleset.
        handles: the two readers.
        cases: its worked cases.
    """
    answers = Answers(ruleset, handles)
    for look in _OF_TEXTS.values():
        yield from look(answers, cases)


def examine(
    ruleset: Ruleset, handles: Handles, cases: _Cases, begun: Callable[[Check], object] = _ignore
) -> Examination:
    """Return what every check finds in a ruleset.

    Args:
        ruleset: the ruleset.
        handles: the two readers.
        cases: its worked cases.
        begun: called with each check that begins.
    """
    bases = bases_of(Answers(ruleset, handles), cases)
    checks: dict[Check, Callable[[Answers], Iterable[Observation]]] = {
        **{check: partial(_look, look, bases) for check, look in _OF_CHANGED_CASES.items()},
        **{check: partial(_look, look, cases) for check, look in _OF_TEXTS.items()},
    }
    tried: list[Tried] = []
    observations: list[Observation] = []
    for check in Check:
        begun(check)
        answers = Answers(ruleset, handles)
        observations += checks[check](answers)
        counts = (answers.decided, answers.refused, answers.open, answers.compared, answers.incomparable)
        tried.append(Tried(check, *counts))
    return Examination(ruleset.id, len(cases), len(bases.kinds), tuple(tried), tuple(observations))


_Of = TypeVar("_Of")


def _look(
    look: Callable[[Answers, _Of], Iterable[Observation]], of: _Of, answers: Answers
) -> Iterable[Observation]:
    return look(answers, of)

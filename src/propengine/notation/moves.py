"""Checks that every step has a meaning for every range that it can move."""

from collections.abc import Iterator
from typing import Final

from propengine.core.moves import custody_of
from propengine.law.sanctions import LIFE, NONE_STATED, Custody, Ends, Limit, Move, Penalty, Step
from propengine.notation.complaints import Complaints

_OF_LEVELS: Final = frozenset({"level_at_most", "level_at_least"})
_OF_GRADES: Final = frozenset({"shift_by", "drop"})


def check_moves(told: Complaints) -> None:
    """Complain of steps that move what a range does not have, or that ask for something without a meaning."""
    for name, step in told.law.contents.steps.items():
        path = ("steps", name, "move")
        if step.phase and Penalty.CUSTODY in step.acts_on:
            for offence in _offences(told, step):
                custody = custody_of(told.law.contents, offence)
                if custody is None:
                    continue
                problem = _misfit(step.move, custody)
                if problem is not None:
                    told.complain(
                        path,
                        f"expected a move that fits the range of {offence}, which {problem}",
                        step.move.kind,
                    )
                    break
        limit = step.move.not_below or step.move.not_above
        if limit is not None and (word := _without_order(limit)) is not None:
            message = (
                f"expected a limit in months or a rung, found {word}, which no law orders against every end"
            )
            hint = "; write no_least to take the least away" if word == NONE_STATED else ""
            told.complain(path, message + hint, word)


def _offences(told: Complaints, step: Step) -> Iterator[str]:
    """Yield the offences that a step names, or every one where it names none."""
    known = told.law.contents.offences
    yield from (
        offence for offence in (step.offences if step.offences is not None else known) if offence in known
    )


def _misfit(move: Move, custody: Custody) -> str | None:
    """Return what speaks against a move of a range, in words; None where it fits."""
    kind = move.kind
    if kind == "shift" and custody.levels is None and custody.grades is None:
        return "has neither a level nor grades"
    if kind in _OF_LEVELS and custody.levels is None:
        return "has no level"
    if kind in _OF_GRADES and custody.grades is None:
        return "has no grades"
    if kind == "divide" and (word := _word_in(custody.ends)) is not None:
        return f"has an end that is no number ({word})"
    return None


def _word_in(ends: Ends | None) -> str | None:
    found = (
        [end.word for end in (ends.min, ends.max) if end.word in {LIFE, NONE_STATED}]
        if ends is not None
        else []
    )
    return found[0] if found else None


def _without_order(limit: Limit) -> str | None:
    word = limit.duration.word if limit.duration is not None else None
    return word if word in {LIFE, NONE_STATED} else None

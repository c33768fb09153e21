"""Checks that every step has a meaning for every range that it can move, and moves it by what is there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import product, takewhile
from typing import Final

from propengine.core.moves import custody_of
from propengine.core.resolution import reached
from propengine.law.conditions import AllOf
from propengine.law.faults import Expected
from propengine.law.sanctions import (
    LIFE,
    NONE_STATED,
    NOT_RECORDED,
    Checkpoint,
    Custody,
    Ends,
    Phase,
    WrittenEnd,
)
from propengine.law.sizes import Constant, EndOf, Size, SizeByEnd, StatedOf
from propengine.law.steps import Move, Operation, Step, Target
from propengine.law.subjects import step_subjects
from propengine.law.vocabulary import FactType
from propengine.notation.complaints import Complaints
from propengine.notation.impossible import impossible
from propengine.notation.sources import Path_

OF_ORDER: Final = ("phase", "move", "after", "exception_to")
"""The fields of a step that say where in its phase it acts."""
_NO_NUMBERS: Final = frozenset({LIFE, NONE_STATED, NOT_RECORDED})
_NUMBERS: Final = frozenset({FactType.NUMBER, FactType.INTEGER})
_LIMITS: Final = frozenset({Operation.FLOOR, Operation.CEILING})
_FACTORS: Final = frozenset({Operation.SCALE, Operation.INCREASE, Operation.REDUCE})


def check_moves(told: Complaints) -> None:
    """Complain of steps that move what a range does not have, or that ask for something without a meaning."""
    contents = told.law.contents
    custody_by = cache(partial(custody_of, contents))  # of an offence; every step is held against each
    told_of = _told_of(told)
    for name, step in contents.steps.items():
        path = ("steps", name, "move")
        if step.phase and step.move.target.moves_custody and step is not told_of.get(name):
            _fits(told, step, custody_by, path)
        for _, size in step.move.sizes:
            if isinstance(size, Size):
                _refer(told, step, size, path)
            elif isinstance(size, WrittenEnd) and size.word is not None and not step.move.target.is_place:
                _word(told, step.move, size.word, path)
        _in_order(told, step.move, path)
    _places_first(told)


def _told_of(told: Complaints) -> Mapping[str, Step]:
    """Return the steps as written, if this is the law under an option that leaves offences and ladders."""
    written, contents = told.law.as_written.contents, told.law.contents
    same = all(written.offences.get(id_) is offence for id_, offence in contents.offences.items())
    ladders = all(written.ladders.get(id_) is ladder for id_, ladder in contents.ladders.items())
    return written.steps if told.law.written is not None and same and ladders else {}


def _places_first(told: Complaints) -> None:
    """Complain of a move of grades or levels after one of the custody itself, which leaves none."""
    steps, phases = told.law.contents.steps, [phase.phase for phase in told.law.jurisdiction.phases]
    placed = [name for name, step in steps.items() if step.move.target.is_place and step.phase in phases]
    ended = [
        name
        for name, step in steps.items()
        if step.move.target.moves_custody and not step.move.target.is_place and step.phase in phases
    ]
    for place, end in product(placed, ended):
        if _acts_before(steps, phases, end, place) and _act_together(told, steps[place], steps[end]):
            message = (
                f"expected {place} to move its {steps[place].move.target} before {end} moves the custody "
                f"itself, after which there is none"
            )
            told.complain_of_all("steps", (place, end), OF_ORDER, message, place)


def _acts_before(steps: Mapping[str, Step], phases: Sequence[str], first: str, second: str) -> bool:
    if steps[first].phase != steps[second].phase:
        return phases.index(steps[first].phase) < phases.index(steps[second].phase)
    return first in steps_before(steps, second)


def _act_together(told: Complaints, a: Step, b: Step) -> bool:
    """Say whether two steps may move one range: of an offence that both name, on conditions that can meet."""
    subjects = {**told.law.as_written.subjects, **step_subjects()}
    both = AllOf(parts=(a.when, b.when))
    offences = set(_offences(told, a)) & set(_offences(told, b))
    return bool(offences) and not impossible(both, subjects, told.law.jurisdiction.calendar)


def steps_before(steps: Mapping[str, Step], name: str) -> frozenset[str]:
    """Return every step of its phase that acts before one, directly or through others."""
    return reached(name, lambda here: steps[here].after if here in steps else ())


def commute(a: Move, b: Move) -> bool:
    """Say whether two moves give the same in either order: factors, lengths added, counts, limits alike."""
    targets, operations = {a.target, b.target}, {a.operation, b.operation}
    if targets == {Target.CUSTODY, Target.FINE}:
        return True
    if a.capped or b.capped or (len(targets) > 1 and any(target.is_place for target in targets)):
        return False
    if a.operation in _LIMITS:
        return len(operations) == 1
    if a.target.is_place:
        return operations <= _FACTORS and _is_all(a, b, "number")
    if operations <= _FACTORS and _is_all(a, b, "number", "numbers"):
        return True
    return operations == {Operation.INCREASE} and _is_all(a, b, "length")


def _is_all(a: Move, b: Move, *sorts: str) -> bool:
    """Say whether every size of two moves is of some sort."""
    return all(_sort(size) in sorts for move in (a, b) for _, size in move.sizes)


def _sort(size: Constant | Size) -> str:
    constants: Sequence[Constant | Size] = size.between or () if isinstance(size, Size) else (size,)
    is_length = any(isinstance(constant, WrittenEnd) for constant in constants)
    sort = "length" if is_length else "number" if constants else "other"
    return f"{sort}s" if isinstance(size, Size) else sort


def _offences(told: Complaints, step: Step) -> Iterator[str]:
    """Yield the offences that a step names, or every one where it names none."""
    known = told.law.contents.offences
    yield from (
        offence for offence in (step.offences if step.offences is not None else known) if offence in known
    )


def _fits(told: Complaints, step: Step, custody_by: Callable[[str], Custody | None], path: Path_) -> None:
    """Complain of a move that the range of some offence, the first that is found, does not have."""
    for offence in _offences(told, step):
        custody = custody_by(offence)
        problem = _misfit(told, step.move, custody) if custody is not None else None
        if problem is not None:
            message = f"expected a move that fits the range of {offence}, which {problem}"
            told.complain(path, message, step.move.operation)
            return


def _misfit(told: Complaints, move: Move, custody: Custody) -> str | None:
    """Return what speaks against a move of a range, in words; None where it fits."""
    if move.target is Target.LEVEL and custody.levels is None:
        return "has no level"
    if move.target is Target.GRADE and custody.grades is None:
        return "has no grades"
    if move.target is Target.GRADE and isinstance(move.size, WrittenEnd) and custody.grades is not None:
        ladder = told.law.contents.ladders.get(custody.grades[0])
        names = [grade.grade for grade in ladder.grades] if ladder is not None else [str(move.size)]
        return None if str(move.size) in names else f"has no grade {move.size}"
    if move.part is not None and (word := _word_in(custody.ends)) is not None:
        return f"has an end that is no number ({word})"
    return None


def _word_in(ends: Ends | None) -> str | None:
    found = [end.word for end in (ends.min, ends.max) if end.word in _NO_NUMBERS] if ends is not None else []
    return found[0] if found else None


def _word(told: Complaints, move: Move, word: str, path: Path_) -> None:
    """Complain of a word that is no end, or that orders nothing as a limit."""
    if move.operation in _LIMITS and word in _NO_NUMBERS:
        message = f"expected a limit in months or a rung, found {word}, which no law orders against every end"
        hint = "; write put: {min: none_stated} to take the least away" if word == NONE_STATED else ""
        told.complain(path, message + hint, word)
    elif word != NONE_STATED:
        told.refer_end(word, path)


def _refer(told: Complaints, step: Step, size: Size, path: Path_) -> None:
    """Complain of what a size names that is not there, or that cannot be what it is used as."""
    told.refer_ranges(size.look_up, path, of_levels=False)
    wanted = _type_of(step.move, size)
    if isinstance(size.stated, StatedOf):
        told.refer_fact(size.stated.custody, wanted, path)
        told.refer_fact(size.stated.fine, _NUMBERS, path)
    else:
        told.refer_fact(size.stated or size.chosen, wanted, path)
    known_ends = _known_before(step.phase, told.law.jurisdiction.phases)
    if isinstance(size.of, EndOf) and (size.of.checkpoint or known_ends[0]) not in known_ends:
        expected = f"a checkpoint that is known before the phase {step.phase}"
        told.complain(path, str(Expected(expected, str(size.of.checkpoint), known_ends)), str(size.of))


def _type_of(move: Move, size: Size) -> frozenset[FactType]:
    """Return what a fact must be to state a size."""
    if move.target.is_place:
        return frozenset({FactType.INTEGER})
    is_number = move.target is Target.FINE or move.operation is Operation.SCALE
    if size.between is not None:
        is_number = _sort(size) == "numbers"
    return _NUMBERS if is_number else frozenset({FactType.DURATION})


def _known_before(phase: str, phases: Sequence[Phase]) -> list[str]:
    """Return the checkpoints that are known before a phase."""
    earlier = takewhile(lambda other: other.phase != phase, phases)
    return list(dict.fromkeys([Checkpoint.STATUTORY.value, *(other.checkpoint.value for other in earlier)]))


def _in_order(told: Complaints, move: Move, path: Path_) -> None:
    """Complain of a least longer than the most, among the ends that are put and the bounds of a choice."""
    size = move.size
    pairs: list[tuple[object, object]] = [
        (one.between[0], one.between[1])
        for _, one in move.sizes
        if isinstance(one, Size) and one.between is not None
    ]
    if move.operation is Operation.PUT and isinstance(size, SizeByEnd):
        pairs.append((size.min, size.max))
    months = told.law.jurisdiction.calendar.months
    for least, most in pairs:
        lengths = [
            months(end.duration)
            for end in (least, most)
            if isinstance(end, WrittenEnd) and end.duration is not None
        ]
        if lengths != sorted(lengths):
            told.complain(
                path, f"expected a least no longer than the most, found {least} and {most}", str(least)
            )

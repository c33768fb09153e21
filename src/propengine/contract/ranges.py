"""Ranges, the steps that moved them, and sanctions, as an answer shows them."""

from collections.abc import Collection, Mapping
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from propengine.contract.enums import CHECKPOINT, FORCE
from propengine.contract.languages import Written, languages_written
from propengine.contract.rendering import LIFE_IN_WORDS, NONE_STATED_IN_WORDS, NOT_RECORDED_IN_WORDS, in_words
from propengine.contract.values import fill_rational, fill_source, fill_text
from propengine.core.ends import End, Range
from propengine.core.moves import Passage, custody_of
from propengine.engine.answers import Answer
from propengine.engine.outcome import Outcome
from propengine.law.elements import Language
from propengine.law.numerals import decimal
from propengine.law.sanctions import LIFE, NONE_STATED, NOT_RECORDED, Checkpoint, Fine, Sanction
from propengine.v1 import decision_pb2, sanction_pb2

_MOST_ENDS: Final = 4096
_WORDS: Final[Mapping[str | None, tuple[sanction_pb2.EndKind, Mapping[Language, str]]]] = MappingProxyType(
    {
        LIFE: (sanction_pb2.END_KIND_LIFE, LIFE_IN_WORDS),
        NONE_STATED: (sanction_pb2.END_KIND_NONE_STATED, NONE_STATED_IN_WORDS),
        NOT_RECORDED: (sanction_pb2.END_KIND_NOT_RECORDED, NOT_RECORDED_IN_WORDS),
    }
)
"""The ends that are words for every legal order; any other word is a rung."""


@lru_cache(maxsize=_MOST_ENDS)
def _end(end: End, day: Fraction, _languages: Written) -> sanction_pb2.End:
    """Return one end, in the languages of the answer; it is copied into answers and never changed."""
    message = sanction_pb2.End(enacted=end.written or "")
    if end.word in _WORDS:
        message.kind, texts = _WORDS[end.word]
        fill_text(message.rendered, texts)
    elif end.word is not None:
        message.kind = sanction_pb2.END_KIND_RUNG
        message.rung = end.word
    elif end.months is not None:
        message.kind = sanction_pb2.END_KIND_MONTHS
        fill_rational(message.months, end.months)
        texts, message.rounded = in_words(end.months, day)
        fill_text(message.rendered, texts)
    return message


class Ranges:
    """Writes the ranges of one outcome, or of what would be answered."""

    def __init__(self, outcome: Outcome | Answer) -> None:
        """Look up what the ranges are counted in."""
        self.outcome = outcome
        self.law = outcome.law
        self.day = outcome.law.jurisdiction.calendar.day
        custody = (
            custody_of(self.law.contents, outcome.offence_id) if outcome.offence_id is not None else None
        )
        self.ladder = custody.grades[0] if custody is not None and custody.grades is not None else None

    def fill(self, target: sanction_pb2.Range, range_: Range) -> None:
        """Write a range."""
        languages = languages_written()
        target.min.CopyFrom(_end(range_.min, self.day, languages))
        target.max.CopyFrom(_end(range_.max, self.day, languages))
        if range_.point is not None:
            target.point.CopyFrom(_end(range_.point, self.day, languages))
        if range_.level is not None:
            target.level = range_.level
        if range_.grades is not None and self.ladder is not None:
            grades = self.law.contents.ladders[self.ladder].grades
            for grade, position in zip(
                (target.lowest_grade, target.highest_grade), range_.grades, strict=True
            ):
                place = min(max(position, 0), len(grades) - 1)
                grade.ladder, grade.grade, grade.position = self.ladder, grades[place].grade, place

    def fill_final(self, target: decision_pb2.MainPart | decision_pb2.OutcomeSummary) -> None:
        """Write the final range, where there is one."""
        final = self.outcome.checkpoints.get(Checkpoint.FINAL)
        if final is not None:
            self.fill(target.final_range, final)

    def fill_passage(
        self, target: decision_pb2.Outcome, passage: Passage | None, binding: Range | None
    ) -> None:
        """Write the checkpoints, the range that binds, the steps and the cells that were looked up."""
        law = self.law
        if passage is None:
            return
        for checkpoint, number in CHECKPOINT.items():
            if checkpoint in passage.checkpoints:
                here = target.checkpoints.add(name=number)
                self.fill(here.range, passage.checkpoints[checkpoint])
        if binding is not None:
            self.fill(target.binding_range, binding)
        phases = {phase.phase: CHECKPOINT[Checkpoint(phase.checkpoint)] for phase in law.jurisdiction.phases}
        for applied in passage.applied:
            step = law.contents.steps[applied.step]
            moved = target.applied_steps.add(step=applied.step, phase=step.phase, force=FORCE[step.force])
            moved.checkpoint = phases[step.phase]
            fill_source(moved.source, law, "steps", applied.step)
            fill_text(moved.note, step.note)
            self.fill(moved.before, applied.before)
            self.fill(moved.after, applied.after)
        target.acted_steps.extend(passage.acted)
        for table, key in dict.fromkeys(passage.looked_up):
            cell = law.contents.ranges[table].cells.get(key)
            if cell is not None:
                looked_up = target.looked_up_cells.add(table=table, key=key)
                looked_up.subjects.extend(self.law.contents.ranges[table].by)
                fill_source(looked_up.source, law, "ranges", table, cell.mark)


def fill_sanction(target: sanction_pb2.Sanction, outcome: Outcome) -> bool:
    """Write what may be imposed in an outcome; say whether anything may."""
    offence = outcome.offence
    if offence is None or offence.sanction is None or not outcome.sanctions:
        return False
    open_ = {id(leaf) for leaf in outcome.sanctions}
    _fill_sanction(target, offence.sanction, open_, outcome)
    return True


def _fill_sanction(
    target: sanction_pb2.Sanction, sanction: Sanction, open_: Collection[int], outcome: Outcome
) -> None:
    """Write the open part of a sanction; a group of one is that one."""
    inner = sanction.any_of or sanction.all_of
    if inner:
        parts = [part for part in inner if any(id(leaf) in open_ for leaf in part.leaves())]
        if len(parts) == 1:
            _fill_sanction(target, parts[0], open_, outcome)
            return
        group = target.any_of if sanction.any_of else target.all_of
        for part in parts:
            _fill_sanction(group.sanctions.add(), part, open_, outcome)
    elif sanction.custody is not None:
        target.custody.SetInParent()
        if sanction.custody.called:
            fill_text(target.custody.called, sanction.custody.called)
        target.custody.range_of = sanction.custody.range_of or ""
    elif sanction.fine is not None:
        _fill_fine(target.fine, sanction.fine, outcome)
    elif sanction.response is not None:
        response = sanction.response
        fill_text(target.response.name, response.name)
        source = target.response.source
        fill_source(
            source, outcome.law, "offences", str(outcome.offence_id), response.mark, response.provision
        )


def _decimal(number: Fraction | None) -> str:
    return decimal(number) if number is not None else ""


def _fill_fine(target: sanction_pb2.Fine, fine: Fine, outcome: Outcome) -> None:
    least, most = next(found.shown for found in outcome.fines if found.fine is fine)
    target.unit, target.whole_units = fine.unit, fine.whole_units
    target.min, target.max = _decimal(least), _decimal(most)
    target.enacted_min, target.enacted_max = _decimal(fine.min), _decimal(fine.max)
    if fine.max_called:
        fill_text(target.max_called, fine.max_called)
    target.not_below_fact = fine.not_below_fact or ""
    fill_source(target.source, outcome.law, "offences", str(outcome.offence_id), fine.mark, fine.provision)

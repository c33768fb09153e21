"""One outcome as an answer shows it: the offence, ranges, conclusions, programmes, notices and the trace."""

from collections.abc import Collection, Iterator
from fractions import Fraction

from propengine.engine.marks import mark_of
from propengine.engine.measures import Figure
from propengine.engine.outcome import Outcome, ProgrammeVerdict
from propengine.core.domains import SlotValue
from propengine.core.strata import Role
from propengine.law.vocabulary import FactType
from propengine.server.ranges import Ranges, fill_sanction
from propengine.server.templates import LawTemplates, templates_of
from propengine.server.values import fill_source, fill_text, fill_value, unit_of_dimension
from propengine.server.words import CLASSIFICATION, FORCE, LIABILITY, MARK, PROGRAMME_STATUS
from propengine.v1 import decision_pb2, programme_pb2


def fill_outcome(
    target: decision_pb2.Outcome, outcome: Outcome, stated: Collection[str], *, with_trace: bool
) -> None:
    """Write an outcome in full.

    Args:
        target: where to.
        outcome: what the engine found.
        stated: the facts that the case states.
        with_trace: write the trace, too.
    """
    templates = templates_of(outcome.law, outcome.program)
    if with_trace:
        _fill_trace(target, outcome, templates)
    if outcome.offence_id is not None:
        target.offence.CopyFrom(templates.offences[outcome.offence_id])
    fill_class(target, outcome)
    Ranges(outcome).fill_outcome(target)
    if outcome.sanctions:
        fill_sanction(target.sanction, outcome)
    _Conclusions(outcome, templates, stated).fill(target)
    for figure in outcome.measures.figures:
        _fill_figure(target.figures.add(), figure, outcome)
    for verdict in outcome.programmes:
        _fill_programme(target.programmes.add(), verdict, outcome, templates)
    for name, notice in outcome.notices:
        told = target.notices.add(id=name, flag=notice.flag)
        fill_text(told.text, notice.text)
        fill_source(told.source, outcome.law, "notices", name)
    for name in outcome.open_readings:
        _fill_reading(target.open_readings.add(id=name), name, outcome)
    target.may_steps.extend(outcome.may_steps)
    target.mark = MARK[mark_of(outcome)]


def fill_class(
    target: decision_pb2.Outcome | decision_pb2.OutcomeSummary | decision_pb2.DecisiveFact, outcome: Outcome
) -> None:
    """Write the classification and the liability; nothing when undetermined."""
    if outcome.classification is not None:
        target.classification = CLASSIFICATION[outcome.classification]
    if outcome.liability is not None:
        target.liability = LIABILITY[outcome.liability]


def fill_summary(target: decision_pb2.OutcomeSummary, outcome: Outcome) -> None:
    """Write an outcome without its reasons."""
    target.offence = outcome.offence_id or ""
    fill_class(target, outcome)
    Ranges(outcome).fill_final(target)
    if outcome.sanctions:
        fill_sanction(target.sanction, outcome)
    for verdict in outcome.programmes:
        target.programmes.add(
            id=verdict.id, status=PROGRAMME_STATUS[verdict.status], force=FORCE[verdict.force]
        )
    target.notices.extend(name for name, _ in outcome.notices)


def _fill_trace(target: decision_pb2.Outcome, outcome: Outcome, templates: LawTemplates) -> None:
    target.MergeFrom(templates.trace)
    steps, slots = target.trace, outcome.slots
    first = 0
    for level, held in zip(outcome.program.levels, outcome.held, strict=True):
        aside = level.set_aside(held)
        for i in _bits(held):
            condition = level.conditions[i]
            step = steps[first + i]
            step.holds = True
            by = aside.get((condition.role, condition.id))
            if by is not None:
                step.set_aside_by = by
            elif condition.role is Role.RULE:
                fill_value(step.concluded, slots.get(step.concludes), templates.unit(step.concludes))
        first += len(level.conditions)
    for reads in templates.reads:
        value = slots.get(reads.slot)
        if value is not None:
            class_ = reads.domain.classify(value)
            for i, j, allowed in reads.places:
                read = steps[i].reads[j]
                read.holds = bool(allowed >> class_ & 1)
                fill_value(read.met, value, reads.unit)


def _bits(mask: int) -> Iterator[int]:
    """Yield the positions of the bits that are set."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _fill_programme(
    target: programme_pb2.Programme, verdict: ProgrammeVerdict, outcome: Outcome, templates: LawTemplates
) -> None:
    target.CopyFrom(templates.programmes[verdict.id])
    target.status = PROGRAMME_STATUS[verdict.status]
    target.force = FORCE[verdict.force]
    units = outcome.units_of(verdict)
    if units is not None:
        target.units = str(units)
    for gate, found in zip(target.gates, verdict.gates, strict=True):
        gate.status = PROGRAMME_STATUS[found.status]
        gate.subjects.extend(outcome.turns_on(found))


class _Conclusions:
    """Writes what was derived, measured and concluded."""

    def __init__(self, outcome: Outcome, templates: LawTemplates, stated: Collection[str]) -> None:
        self.outcome = outcome
        self.law = outcome.law
        self.templates = templates
        self.stated = stated
        self.rules: dict[str, list[str]] = {}
        for step in outcome.trace:
            if step.condition.role is Role.RULE and step.stands:
                id_ = step.condition.id
                self.rules.setdefault(self.law.contents.rules[id_].variable, []).append(id_)

    def fill(self, target: decision_pb2.Outcome) -> None:
        for name, kind, elements in self._subjects():
            value = self.outcome.slots.get(name)
            if value is not None:
                self._fill(target.conclusions.add(), name, value, kind, elements)

    def _subjects(self) -> Iterator[tuple[str, decision_pb2.ConclusionKind, str]]:
        contents = self.law.contents
        for name, fact in contents.facts.items():
            if fact.derive is not None and fact.type is not FactType.SET:
                yield name, decision_pb2.CONCLUSION_KIND_DERIVED, "facts"
        for kind in ("groupings", "measures"):
            for name in getattr(contents, kind):
                yield name, decision_pb2.CONCLUSION_KIND_MEASURED, kind
        for name, table in contents.tables.items():
            if table.bands:
                yield name, decision_pb2.CONCLUSION_KIND_MEASURED, "tables"
        for name, fact in contents.facts.items():
            if fact.concluded and fact.derive is None:
                yield name, decision_pb2.CONCLUSION_KIND_RULE, "facts"

    def _fill(
        self,
        target: decision_pb2.Conclusion,
        name: str,
        value: SlotValue,
        kind: decision_pb2.ConclusionKind,
        elements: str,
    ) -> None:
        rules = self.rules.get(name, [])
        target.subject = name
        target.kind = decision_pb2.CONCLUSION_KIND_STATED if name in self.stated and not rules else kind
        fill_value(target.value, value, self.templates.unit(name))
        target.rules.extend(rules)
        if rules:
            fill_source(target.source, self.law, "rules", rules[0])
        else:
            fill_source(target.source, self.law, elements, name)
            provision = self.law.contents.facts[name].provision if elements == "facts" else None
            if provision is not None:
                target.source.provision = provision


def _fill_figure(target: decision_pb2.Figure, figure: Figure, outcome: Outcome) -> None:
    contents = outcome.law.contents
    if figure.item is not None:
        target.item = figure.item
    target.of, target.row, target.concluded = figure.of, figure.row, figure.concluded
    target.substance = figure.substance
    target.source.provision, target.source.mark = figure.provision, MARK[figure.mark]
    measure = contents.measures.get(figure.of)
    table_id = measure.table if measure is not None else figure.of
    table = contents.tables.get(table_id or "")
    kind = "tables" if table is not None else "groupings"
    owner = outcome.law.owners.get((kind, str(table_id)))
    if owner is not None:
        target.source.revision = str(owner)
    unit = ""
    if table is not None:
        row = table.rows[figure.row]
        limits = row.cuts or row.points or row.amounts or []
        target.enacted.extend(limit.text for limit in limits)
        if row.factor is not None:
            target.enacted.append(str(row.factor))
        target.as_printed = row.as_printed or ""
        if measure is not None and measure.dimension is not None:
            unit = unit_of_dimension(measure.dimension)
        elif measure is None and limits:
            unit = unit_of_dimension(limits[0].dimension)
    if isinstance(figure.value, Fraction):
        fill_value(target.value, figure.value, unit)


def _fill_reading(target: decision_pb2.OpenReading, name: str, outcome: Outcome) -> None:
    reading = outcome.law.contents.readings[name]
    fill_text(target.question, reading.question)
    fill_source(target.source, outcome.law, "readings", name)
    target.preferred_option = reading.prefer or ""
    for id_, option in reading.options.items():
        told = target.options.add(id=id_, as_written=id_ == reading.as_written)
        fill_text(told.says, option.says)

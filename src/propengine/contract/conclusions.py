"""What was derived, measured and concluded in an outcome, and the figures of the law behind it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import zip_longest

from propengine.contract.enums import MARK
from propengine.contract.templates import LawTemplates
from propengine.contract.values import fill_source, fill_value, unit_of_dimension
from propengine.core.levels import Sort
from propengine.core.slots import SlotValue
from propengine.engine.examples import ToldFigure
from propengine.engine.outcome import Outcome
from propengine.engine.runs import Run
from propengine.law.amounts import MICRO
from propengine.law.quantities import Measure
from propengine.law.rows import FactorRow
from propengine.law.ruleset import Law
from propengine.law.tables import AnyTable, BandTable
from propengine.law.vocabulary import FactType
from propengine.v1 import decision_pb2


class Conclusions:
    """Writes what was derived, measured and concluded."""

    def __init__(self, outcome: Outcome, templates: LawTemplates, stated: Collection[str]) -> None:
        """Take the outcome, what its law says whatever the case, and the facts that the case states."""
        self._slots = outcome.slots
        self._law = outcome.law
        self._templates = templates
        self._stated = stated
        self._rules = _standing_rules(outcome.run)
        self._examples = outcome.examples

    def fill(self, target: decision_pb2.Outcome) -> None:
        """Write them in the order in which they were made."""
        for name, kind, elements in self._subjects():
            value = self._slots.get(name)
            if value is not None:
                self._fill(target.conclusions.add(), name, value, kind, elements)

    def _subjects(self) -> Iterator[tuple[str, decision_pb2.ConclusionKind, str]]:
        contents = self._law.contents
        for name, fact in contents.facts.items():
            if fact.derive is not None and fact.type is not FactType.SET:
                yield name, decision_pb2.CONCLUSION_KIND_DERIVED, "facts"
        for kind in ("groupings", "measures"):
            for name in getattr(contents, kind):
                yield name, decision_pb2.CONCLUSION_KIND_MEASURED, kind
        for name, table in contents.tables.items():
            if table.band_words:
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
        rules = self._rules.get(name, ())
        target.subject = name
        target.kind = decision_pb2.CONCLUSION_KIND_STATED if name in self._stated and not rules else kind
        fill_value(target.value, value, self._templates.unit(name), self._law.jurisdiction.calendar)
        target.value.example = name in self._examples
        target.rules.extend(rules)
        if rules:
            fill_source(target.source, self._law, "rules", rules[0])
        else:
            fill_source(target.source, self._law, elements, name)
            provision = self._law.contents.facts[name].provision if elements == "facts" else None
            if provision is not None:
                target.source.provision = provision


def _standing_rules(run: Run) -> Mapping[str, Sequence[str]]:
    """Return the rules that stand, by what they conclude."""
    return {
        group.group.name: [group.ids[place] for place in run.standing(group, held)]
        for groups, held in zip(run.law.groups, run.held, strict=True)
        for group in groups
        if group.group.sort is Sort.RULES and held & group.mask
    }


def fill_figure(target: decision_pb2.Figure, told: ToldFigure, law: Law) -> None:
    """Write a figure of the law that was compared with something of the case.

    Args:
        target: where to.
        told: the figure.
        law: which holds it.
    """
    figure = told.figure
    measure = law.contents.measures.get(figure.of)
    table_id = str(measure.table) if measure is not None else figure.of
    table = law.contents.tables.get(table_id)
    if figure.item is not None:
        target.item = figure.item
    target.of, target.row, target.concluded = figure.of, figure.row, figure.concluded
    target.substance = figure.substance
    target.source.provision, target.source.mark = figure.provision, MARK[figure.mark]
    owner = law.owners.get(("groupings" if table is None else "tables", table_id))
    if owner is not None:
        target.source.revision = str(owner)
    if isinstance(figure.value, Fraction):
        fill_value(target.value, figure.value, _unit(measure, table, figure.row))
        target.value.example = told.is_example
    if table is not None:
        row = table.rows[figure.row]
        target.enacted.extend(limit.text for limit in row.limits)
        if isinstance(row, FactorRow):
            target.enacted.append(str(row.factor))
        target.as_printed = row.as_printed or ""
    if isinstance(table, BandTable):
        _fill_bands(target, table, figure.row)


def _fill_bands(target: decision_pb2.Figure, table: BandTable, row: str) -> None:
    """Write the bands of a row with the cut points between them."""
    limits = table.rows[row].limits
    for band, limit in zip_longest(table.bands, limits):
        told = target.bands.add(band=band.band, to_included=band.to == "included")
        if limit is not None:
            fill_value(told.to, Fraction(limit.micro, MICRO), unit_of_dimension(limit.dimension))


def _unit(measure: Measure | None, table: AnyTable | None, row: str) -> str:
    """Return what the compared amount counts."""
    if measure is not None:
        return unit_of_dimension(measure.dimension) if measure.dimension is not None else ""
    limits = table.rows[row].limits if table is not None else []
    return unit_of_dimension(limits[0].dimension) if limits else ""

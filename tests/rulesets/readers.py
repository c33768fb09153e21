"""What a noticer reads: whether a figure that is another can matter to what its decisions knew."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields, replace
from typing import Any, Final, TypeAlias
from unittest.mock import patch

from propengine.core.formulas import formula_holds
from propengine.core.lowering import LoweredLaw, Lowering
from propengine.core.slots import OFFENCE, SlotValue
from propengine.core.statements import KIND_OF, Clause, Statement, clauses_of
from propengine.engine.choosing import Choices, State
from propengine.engine.runs import Run
from propengine.engine.worlds import World
from propengine.law.contents import KINDS
from propengine.law.ruleset import Dates, Law, Ruleset, merge
from propengine.notation.sources import Path_

_BY_STATEMENTS: Final = frozenset({"rules", "bands", "steps", "offences", "programmes", "notices"})
"""The kinds of elements of which all that a case can hang on stands in statements, or with its offence."""


@dataclass(frozen=True, slots=True)
class Known:
    """What was known in one state of a decision.

    Attributes:
        dates: of the case, or of the law that it is compared under.
        lowered: the law.
        values: of each slot.
        cells: the tables of ranges that were looked up, with the key of the cell.
    """

    dates: Dates
    lowered: LoweredLaw
    values: Mapping[str, SlotValue]
    cells: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, dates: Dates, run: Run) -> "Known":
        """Return what was known at the end of a run."""
        every = [made for level in run.made for made in level]
        passages = [p for made in every for p in (made.passage, made.best, made.lawful) if p is not None]
        cells = frozenset(cell for p in passages for cell in p.looked_up)
        return cls(dates, run.law.lowered, run.values, cells)


def recording(found: list[Known]) -> AbstractContextManager[object]:
    """Return a context in which what each state of each decision knew is kept; counterfactuals are not."""
    states = Choices.states

    def recorded(
        self: Choices, world: World, statements: Mapping[str, SlotValue] | None = None
    ) -> list[State]:
        every = states(self, world, statements)
        if not statements:
            found.extend(Known.of(self.intake.dates, state.run) for state in every)
        return every

    return patch.object(Choices, "states", recorded)


Concerns: TypeAlias = Callable[[Known], bool]


def concerning(path: Path_, ruleset: Ruleset, lowering: Lowering) -> Concerns | None:
    """Return what says whether the figure at a path can matter to a state; None if nobody can say.

    Args:
        path: of the figure, in its file.
        ruleset: in which the figure is another.
        lowering: of the laws that were known before.
    """
    kind, id_, rest = element_of(path)
    if kind == "ranges" and rest[:1] == ("cells",):
        return lambda known: (id_, str(rest[1])) in known.cells
    if kind == "tables" and rest[:1] == ("rows",):
        slots = {f"substance:{name}" for name in _counted_by(id_, str(rest[1]), ruleset)}
        return lambda known: any(known.values.get(slot) for slot in slots)
    if kind not in _BY_STATEMENTS:
        return None
    return _Changes(kind, id_, ruleset, lowering).concern


def element_of(path: Path_) -> tuple[str, str, Path_]:
    """Return the kind and id of the element that a figure stands in, and its path there."""
    below = path[1:] if path[:1] in {("set",), ("add",)} else path
    if len(below) < 2 or below[0] not in KINDS:
        return "", "", ()
    return str(below[0]), str(below[1]), below[2:]


def _counted_by(table: str, row_id: str, ruleset: Ruleset) -> Iterator[str]:
    """Yield the substances that a row of a table is about, in any text, or that may go by it."""
    for text in ruleset.texts:
        rows = text.tables[table].rows if table in text.tables else {}
        for name, row in rows.items():
            if row_id in {name, getattr(row, "actual_row", None)}:
                yield from row.substances if row.substances is not None else [name]


class _Changes:
    """What the statements of one element say otherwise, in each law that has it."""

    def __init__(self, kind: str, id_: str, ruleset: Ruleset, lowering: Lowering) -> None:
        self.lowering = lowering
        self.kind = kind
        self.id = id_
        self.ruleset = ruleset
        self._of: dict[int, tuple[object, Sequence[tuple[Statement, Statement]] | None]] = {}

    def concern(self, known: Known) -> bool:
        element = getattr(known.lowered.law.text, self.kind).get(self.id)
        if element is None:
            return False
        if self.kind == "offences" and known.values.get(OFFENCE) == self.id:
            return True
        if id(element) not in self._of:
            self._of[id(element)] = (element, self._differing(known.lowered))
        pairs = self._of[id(element)][1]
        return pairs is None or any(_concerns(pair, known) for pair in pairs)

    def _differing(self, lowered: LoweredLaw) -> Sequence[tuple[Statement, Statement]] | None:
        """Return the statements that are others, before and after; None where they cannot be compared."""
        before = list(self._statements(lowered))
        self.lowering.lower(lowered.law)  # so that what both laws have is lowered once
        after = list(self._statements(self.lowering.lower(self._changed(lowered.law))))
        if len(before) != len(after):
            return None
        found = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
        return found if found or self.kind == "offences" else None

    def _changed(self, law: Law) -> Law:
        """Return a law with the texts that the ruleset has now."""
        revisions = {
            (id_, revision.in_force): revision
            for id_, instrument in self.ruleset.instruments.items()
            for revision in instrument.revisions
        }
        used = {id_: revisions[id_, revision.in_force] for id_, revision in law.used.items()}
        return merge(self.ruleset, used, law.jurisdiction.gaps, law)

    def _statements(self, lowered: LoweredLaw) -> Iterator[Statement]:
        for level in lowered.levels:
            for group in level:
                for statement in group.statements:
                    clause = next(clauses_of(statement))
                    kind = "rules" if self.kind == "bands" else self.kind
                    if KIND_OF[clause.role] == kind and self._is_own(clause.id):
                        yield statement

    def _is_own(self, id_: str) -> bool:
        return id_ == self.id or (self.kind == "bands" and id_.startswith(f"{self.id}."))


def _concerns(pair: tuple[Statement, Statement], known: Known) -> bool:
    """Say whether a statement says one thing before and another after, of what was known."""
    before, after = pair
    held = [_holds(clause, known) for clause in clauses_of(before)]
    holds = [_holds(clause, known) for clause in clauses_of(after)]
    return held != holds or (any(held) and _said(before) != _said(after))


def _holds(clause: Clause, known: Known) -> bool:
    slots = known.lowered.slots
    words = {slot: slots[slot].words for slot in clause.reads if slot in slots}
    return formula_holds(clause.formula, known.values.get, words)


def _said(statement: Statement) -> Statement:
    """Return what a statement says, whenever that is."""
    none: Any = None
    of_clauses = {f.name: none for f in fields(statement) if f.name in {"clause", "clauses", "denied"}}
    return replace(statement, **of_clauses)


def concerned(names: Iterable[str], known: Mapping[str, Sequence[Known]], concerns: Concerns) -> list[str]:
    """Return those to whom a figure can matter: one of whose states it concerns, or who had none."""
    return [name for name in names if not known[name] or any(map(concerns, known[name]))]

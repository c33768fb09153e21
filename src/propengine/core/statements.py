"""Statements: everything that a law says of a case, each with its formulas, exceptions, provision and mark.

`Conclude` says that something is so, `Move` that a range moves, `Gate` when a programme is open, `Refuse`
that the ruleset has no answer, `Tell` what a reader must be told. A formula of a statement is a clause; which
of the clauses hold is all that a case decides of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from propengine.core.ends import SIDES, End, Side
from propengine.core.formulas import Formula, leaves_of
from propengine.law.elements import Mark
from propengine.law.programmes import GateKind
from propengine.law.sanctions import Checkpoint, Force
from propengine.law.steps import Operation, Target


class Role(StrEnum):
    """What it means that a clause holds."""

    RULE = "rule"
    OFFENCE = "offence"
    COUNTED = "counted"
    """A derived count counts one more; `part` is the position in its list."""
    NOT_COUNTED = "not_counted"
    """It is shown that a derived count does not count this."""
    STEP = "step"
    SANCTION = "sanction"
    """A fine or response is open; `part` is its position among the offence's single sanctions."""
    GATE_ASKED = "gate_asked"
    """What the gate asks for (`when`) is shown."""
    GATE_FAILED = "gate_failed"
    """What the gate asks for is shown not to be."""
    GATE_BARRED = "gate_barred"
    """The bar of the gate (`unless`) is shown."""
    GATE_CLEARED = "gate_cleared"
    """The bar of the gate is shown not to exist."""
    GATE_AWAITS_SENTENCE = "gate_awaits_sentence"
    """What the gate asks for is shown if a sentence is imposed that may still be."""
    GATE_OUTSIDE_GUIDANCE = "gate_outside_guidance"
    """What the gate asks for is shown not to be if the court follows the range that guides it."""
    GATE_OPEN_UNLESS = "gate_open_unless"
    """What the gate asks for hangs only on bars of other programmes that nobody has stated."""
    BAR_AWAITS_SENTENCE = "bar_awaits_sentence"
    """Whether the bar exists may turn on the sentence still to be imposed."""
    BAR_WITHIN_GUIDANCE = "bar_within_guidance"
    """The bar of the gate is shown if the court follows the range that guides it."""
    BAR_TURNS_ON_PROGRAMME = "bar_turns_on_programme"
    """Whether the bar exists may turn on another programme, which turns on what nobody has stated."""
    FORCE = "force"
    PASSED = "passed"
    """Every stage of a programme lies before that of the case."""
    READING = "reading"
    NOTICE = "notice"
    GAP = "gap"
    """The ruleset declares that it does not hold the law of this case."""


KIND_OF: Final[Mapping[Role, str]] = dict.fromkeys(Role, "programmes") | {
    Role.RULE: "rules",
    Role.OFFENCE: "offences",
    Role.SANCTION: "offences",
    Role.COUNTED: "facts",
    Role.NOT_COUNTED: "facts",
    Role.STEP: "steps",
    Role.READING: "readings",
    Role.NOTICE: "notices",
    Role.GAP: "gaps",
}
"""The kind of element that the clauses of a role belong to."""

OF_BAR: Final = frozenset(role for role in Role if role.startswith("bar_")) | {
    Role.GATE_BARRED,
    Role.GATE_CLEARED,
}
"""The roles of what is said of the bar of a gate (`unless`)."""
OF_GATE: Final = frozenset(role for role in Role if role.startswith("gate_")) - OF_BAR
"""The roles of what is said of what a gate asks for (`when`)."""

Guard: TypeAlias = tuple[tuple[str, str], ...]
"""The options of readings under which a statement is part of the law; empty where it always is."""


@dataclass(frozen=True)
class Clause:
    """A formula of a statement.

    Attributes:
        role: what it means that it holds.
        id: of the element, within its kind.
        part: which of the element's formulas it is.
        formula: when it holds, its guard included.
        asked: the same without the guard.
        guard: the options of readings under which it is part of the law.
    """

    role: Role
    id: str
    part: str
    formula: Formula
    asked: Formula
    guard: Guard = ()

    @property
    def reads(self) -> frozenset[str]:
        """Return the slots that it reads."""
        return frozenset(leaf.slot for leaf in leaves_of(self.formula))


class ConcludeHow(StrEnum):
    """How a conclusion is made."""

    VALUE = "value"
    """The slot takes a value."""
    COPY = "copy"
    """The slot takes what another holds."""
    COUNT = "count"
    """The slot counts one more."""
    OPEN = "open"
    """A single sanction of the offence is open."""


@dataclass(frozen=True)
class Conclude:
    """A statement that something is so.

    Attributes:
        clause: when.
        denied: for a count, when it is shown not to be; None elsewhere.
        how: how the conclusion is made.
        slot: what it is about.
        value: what the slot takes, or the slot that it copies.
        provision: where it stands.
        mark: how well it was checked.
    """

    clause: Clause
    how: ConcludeHow
    slot: str
    value: bool | str | Fraction | None
    provision: str
    mark: Mark
    denied: Clause | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What the court chooses between two bounds.

    Attributes:
        least: the smallest choice: a number, or an end in months.
        most: the largest.
        chosen: the fact that states it; without it the answer is the envelope.
    """

    least: Fraction | End
    most: Fraction | End
    chosen: str | None


@dataclass(frozen=True, slots=True)
class Stated:
    """What a fact states.

    Attributes:
        custody: the fact that states it for custody, a level or grades.
        fine: the fact that states it for a fine, in the fine's own unit.
    """

    custody: str | None
    fine: str | None


@dataclass(frozen=True, slots=True)
class CellOf:
    """The range that a table gives: for each end, the like end."""

    table: str


@dataclass(frozen=True, slots=True)
class ShareOf:
    """A share of an end of a range.

    Attributes:
        share: how much of it.
        checkpoint: the checkpoint that left the range; None for the range as the step finds it.
        side: which end.
    """

    share: Fraction
    checkpoint: Checkpoint | None
    side: Side


Size: TypeAlias = Fraction | End | Choice | Stated | CellOf | ShareOf
"""By how much: a number (a factor, a fraction of the end itself, levels, grades), an end, or what gives one.
The word of a grade is an end, too."""


@dataclass(frozen=True, slots=True)
class PerEnd:
    """A size for each end; None for an end that stays.

    Attributes:
        min: for the least.
        max: for the most.
        point: for the starting point.
    """

    min: Size | None
    max: Size | None
    point: Size | None

    def of(self, side: Side) -> Size | None:
        """Return the size for an end."""
        return {"min": self.min, "max": self.max, "point": self.point}[side]

    @property
    def each(self) -> Mapping[Size, tuple[Side, ...]]:
        """Return each size once, with the ends that it is for."""
        found: dict[Size, tuple[Side, ...]] = {}
        for side in SIDES:
            size = self.of(side)
            if size is not None:
                found[size] = (*found.get(size, ()), side)
        return found


@dataclass(frozen=True, slots=True)
class Portion:
    """Some of the equal parts of the range, counted from 1."""

    parts: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Without:
    """The grades but for the highest or the lowest."""

    highest: bool


@dataclass(frozen=True)
class Move:
    """A statement that a range moves.

    Attributes:
        clause: when it stands.
        phase: the phase in which it acts.
        after: the steps of the phase that act before it.
        force: must, or may: the court decides whether it is taken.
        operation: what it does.
        target: to what.
        size: by how much; of a level or grades, that of every end alike.
        keeps_life: an end that is life stays life when it is scaled.
        capped: the end that another may not cross.
        count_from: the only grade that is moved; every one where absent.
        provision: where it stands.
        mark: how well it was checked.
    """

    clause: Clause
    phase: str
    after: frozenset[str]
    force: Force
    operation: Operation
    target: Target
    size: PerEnd | Portion | Without
    keeps_life: bool
    capped: Side | None
    count_from: Literal["lowest", "highest"] | None
    provision: str
    mark: Mark

    @property
    def chosen(self) -> frozenset[str]:
        """Return the facts that state what the court chose."""
        found = {fact for size in self.sizes for fact in _facts_of(size)}
        return frozenset(fact for fact in found if fact is not None)

    @property
    def fixed(self) -> frozenset[str]:
        """Return the facts that state a length of time, which is counted and not only compared."""
        if self.target.is_place or self.operation is Operation.SCALE:
            return frozenset()
        lengths = (
            size.custody if isinstance(size, Stated) else size.chosen
            for size in self.sizes
            if isinstance(size, Stated) or (isinstance(size, Choice) and isinstance(size.least, End))
        )
        return frozenset(fact for fact in lengths if fact is not None)

    @property
    def sizes(self) -> Iterable[Size]:
        """Return each single size once."""
        return self.size.each if isinstance(self.size, PerEnd) else ()


def _facts_of(size: Size) -> tuple[str | None, ...]:
    match size:
        case Choice():
            return (size.chosen,)
        case Stated():
            return size.custody, size.fine
        case _:
            return ()


@dataclass(frozen=True)
class Gate:
    """A statement of when a gate of a programme is open: what it asks for and its bar, shown and denied.

    Attributes:
        programme: whose.
        kind: which gate.
        clauses: when each thing that can be said of it is so; `core.gates` says what they are.
    """

    programme: str
    kind: GateKind
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Forced:
    """A statement that a programme has another force."""

    programme: str
    clause: Clause
    force: Force


@dataclass(frozen=True)
class Passed:
    """A statement of when every stage of a programme lies before that of the case."""

    programme: str
    clause: Clause


@dataclass(frozen=True)
class Refuse:
    """A statement that the ruleset does not hold the law of a case: a declared gap.

    Attributes:
        clause: when.
        instead_of: the offences whose place it takes; where there are none, it is shown beside what stands.
    """

    clause: Clause
    instead_of: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Tell:
    """A statement of what a reader must be told: a notice, or that a reading is open."""

    clause: Clause


Statement: TypeAlias = Conclude | Move | Gate | Forced | Passed | Refuse | Tell


def clauses_of(statement: Statement) -> Iterator[Clause]:
    """Yield the clauses of a statement."""
    match statement:
        case Gate():
            yield from statement.clauses
        case Conclude():
            yield statement.clause
            if statement.denied is not None:
                yield statement.denied
        case _:
            yield statement.clause

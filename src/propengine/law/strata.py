"""Strata: the conditions of a law in the order in which they can be decided.

Everything that a law concludes has a producer that reads some subjects and writes others. A producer's
stratum lies above those of all it reads, so there are no loops and the order in which rules are written
cannot matter. A cycle is a fault of the ruleset.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Final, TypeAlias

from propengine.law.conditions import ALWAYS as OPEN, AllOf, Comparison, Test, Tree, subjects_of
from propengine.law.contents import Contents
from propengine.law.domains import (
    ALWAYS,
    LEAST,
    MOST,
    Bound,
    Domain,
    Every,
    Formula,
    Leaf,
    Some,
    bind,
    branches,
    domains_of,
)
from propengine.law.faults import Expected
from propengine.law.rules import Rule, ValueOf
from propengine.law.ruleset import Law
from propengine.law.sanctions import Checkpoint
from propengine.law.subjects import ENDS, IMPOSED


class Role(StrEnum):
    """What it means that a condition holds."""

    RULE = "rule"
    OFFENCE = "offence"
    COUNTED = "counted"
    """The derived fact named by `id` counts one more; `part` is the position in its list."""
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
    """All that the gate asks for is shown, but for the sentence, which is still to be imposed."""
    BAR_AWAITS_SENTENCE = "bar_awaits_sentence"
    """The bar is shown not to exist, but for what turns on the sentence still to be imposed."""
    FORCE = "force"
    READING = "reading"
    NOTICE = "notice"


KIND_OF: Final[Mapping[Role, str]] = dict.fromkeys(Role, "programmes") | {
    Role.RULE: "rules",
    Role.OFFENCE: "offences",
    Role.SANCTION: "offences",
    Role.COUNTED: "facts",
    Role.STEP: "steps",
    Role.READING: "readings",
    Role.NOTICE: "notices",
}
"""The kind of element that the conditions of a role belong to."""


@dataclass(frozen=True, slots=True)
class Conditional:
    """A condition of the law that is decided for every case.

    Attributes:
        role: what it means that it holds.
        id: of the element, within its kind.
        part: which of the element's conditions it is.
        formula: when it holds.
    """

    role: Role
    id: str
    part: str
    formula: Formula


@dataclass(frozen=True, slots=True)
class Producer:
    """Something that writes subjects after reading others."""

    name: str
    reads: frozenset[str]
    writes: frozenset[str]


@dataclass(frozen=True)
class Strata:
    """The conditions of a law, in levels.

    Attributes:
        levels: each level's conditions; a level reads only what earlier levels and the case provide.
        producers: each level's producers.
        law: whose strata they are.
    """

    levels: tuple[tuple[Conditional, ...], ...]
    producers: tuple[tuple[Producer, ...], ...]
    law: Law

    @cached_property
    def domains(self) -> Mapping[str, Domain]:
        """Return the domain of every slot that a condition reads."""
        formulas = (conditional.formula for level in self.levels for conditional in level)
        return domains_of(formulas, self.law.subjects)

    def branches(self, conditional: Conditional) -> list[dict[str, int]]:
        """Return the ways to satisfy one of the conditions.

        Raises:
            Expected: there are too many to be examined.
        """
        known = self._branches.get(id(conditional))
        if known is None:
            known = self._branches[id(conditional)] = branches(conditional.formula, self.domains)
        return known

    @cached_property
    def _branches(self) -> dict[int, list[dict[str, int]]]:
        """Ways already worked out, by the identity of the condition, which lives as long as this."""
        return {}


class Cycle(Expected):
    """Conclusions that read each other."""


def producers_of(contents: Contents) -> Iterator[Producer]:
    """Yield every producer of a law."""
    for name, fact in contents.facts.items():
        if fact.derive is not None:
            yield Producer(f"facts.{name}", frozenset(_derivation_reads(contents, name)), frozenset({name}))
    by_variable: dict[str, set[str]] = {}
    for rule in contents.rules.values():
        reads = {*subjects_of(rule.when), *(subjects_of(rule.unless) if rule.unless else ())}
        copied = {rule.value.value_of} if isinstance(rule.value, ValueOf) else set()
        by_variable.setdefault(rule.variable, set()).update(reads | copied)
    for variable, reads in by_variable.items():
        yield Producer(f"rules.{variable}", frozenset(reads), frozenset({variable}))
    yield Producer("offences", frozenset(_offence_reads(contents)), frozenset(_OFFENCE_WRITES))
    step_reads = {n for s in contents.steps.values() for n in _both(s.when, s.unless)}
    step_reads |= {fact for step in contents.steps.values() for fact in step.move.choices}
    step_reads |= {key for table in contents.ranges.values() for key in table.by if key != "level"}
    step_reads |= set(_base_levels(contents))
    ranges = frozenset(f"range.{checkpoint}.{end}" for checkpoint in Checkpoint for end in ENDS)
    yield Producer("steps", frozenset(step_reads | _OFFENCE_WRITES), ranges | {IMPOSED})
    for name, programme in contents.programmes.items():
        reads = {n for gate in programme.gates.values() for n in _both(gate.when, gate.unless)}
        reads |= {n for where in programme.force_where for n in _both(where.when, where.unless)}
        yield Producer(f"programmes.{name}", frozenset(reads), frozenset({f"programme.{name}"}))


_OFFENCE_WRITES = frozenset({"offence", "classification", "liability"})


def _both(when: Tree, unless: Tree | None) -> Iterator[str]:
    yield from subjects_of(when)
    if unless is not None:
        yield from subjects_of(unless)


def _offence_reads(contents: Contents) -> Iterator[str]:
    for offence in contents.offences.values():
        yield from _both(offence.when, offence.unless)


def _base_levels(contents: Contents) -> Iterator[str]:
    """Yield the conclusions that hold the first level of a point system."""
    for offence in contents.offences.values():
        for leaf in offence.sanction.leaves() if offence.sanction else ():
            if leaf.custody is not None and leaf.custody.levels is not None:
                yield leaf.custody.levels.base


def _derivation_reads(contents: Contents, name: str) -> Iterator[str]:
    derive = contents.facts[name].derive
    for condition in (derive.count if derive else None) or []:
        yield from subjects_of(condition)
    if derive and derive.share:
        yield from derive.share


def levels_of(contents: Contents) -> list[list[Producer]]:
    """Return the producers in levels.

    Raises:
        Cycle: conclusions that read each other, by name.
    """
    pending = list(producers_of(contents))
    writers = {subject: p.name for p in pending for subject in p.writes}
    level_of: dict[str, int] = {}
    levels: list[list[Producer]] = []
    while pending:
        ready = [
            p
            for p in pending
            if all(writers[s] in level_of for s in p.reads if s in writers and writers[s] != p.name)
            and not p.reads & p.writes
        ]
        if not ready:
            raise Cycle("conclusions that do not read each other", ", ".join(sorted(p.name for p in pending)))
        for producer in ready:
            level_of[producer.name] = len(levels)
        levels.append(ready)
        pending = [p for p in pending if p.name not in level_of]
    return levels


def strata_of(law: Law, like: Strata | None = None) -> Strata:
    """Return the strata of a law.

    Args:
        law: the law.
        like: the strata of a law that shares most of its elements: their conditions are taken over.

    Raises:
        Expected: a condition does not fit its subject, or conclusions read each other.
    """
    producers = levels_of(law.contents)
    binder = _Binder(law, _shared(law, like) if like is not None else {})
    levels = [tuple(c for producer in level for c in binder.conditionals(producer)) for level in producers]
    levels.append(tuple(binder.last()))
    return Strata(tuple(levels), tuple(tuple(level) for level in producers), law)


def but_for_the_sentence(formula: Formula) -> Formula:
    """Return the formula without what it asks of the sentence, which must still be open between two ends."""
    open_ = tuple(Leaf(end, Comparison.STATED, (True,), Bound.SHOWN) for end in (LEAST, MOST))
    return Every((Some(open_), _settled(formula)))


def _settled(formula: Formula) -> Formula:
    if isinstance(formula, Leaf):
        return ALWAYS if formula.slot in {LEAST, MOST} else formula
    return replace(formula, parts=tuple(map(_settled, formula.parts)))


def _known(rule: Rule) -> Iterator[Tree]:
    """Yield that what a rule copies is known: a rule with nothing to conclude sets nothing aside."""
    if isinstance(rule.value, ValueOf):
        yield Test(rule.value.value_of, Comparison.STATED, (True,))


_Bound: TypeAlias = Mapping[tuple[Role, str], Sequence["Conditional"]]
"""Conditions that are bound already, by the first role of those that are made together, and the id."""
_FIRST: Final[Mapping[Role, Role]] = {
    role: Role.GATE_ASKED if kind == "programmes" else role for role, kind in KIND_OF.items()
}


def _shared(law: Law, like: Strata) -> _Bound:
    """Return the conditions of the elements that two laws share, if they ask about the same subjects."""
    if like.law.subjects != law.subjects:
        return {}
    found: dict[tuple[Role, str], list[Conditional]] = {}
    for conditional in (c for level in like.levels for c in level):
        found.setdefault((_FIRST[conditional.role], conditional.id), []).append(conditional)
    return {
        (role, id_): conditionals
        for (role, id_), conditionals in found.items()
        if getattr(law.contents, KIND_OF[role]).get(id_) is getattr(like.law.contents, KIND_OF[role])[id_]
    }


class _Binder:
    """Binds the conditions of a law, producer by producer."""

    def __init__(self, law: Law, known: _Bound) -> None:
        self.contents = law.contents
        self.subjects = law.subjects
        self.calendar = law.jurisdiction.calendar
        self.known = known

    def _bound(
        self, role: Role, id_: str, make: Callable[[str], Iterable["Conditional"]]
    ) -> Iterable["Conditional"]:
        """Return the conditions of an element, made anew unless they are known."""
        known = self.known.get((role, id_))
        return known if known is not None else make(id_)

    def conditionals(self, producer: Producer) -> Iterator[Conditional]:
        kind, _, name = producer.name.partition(".")
        match kind:
            case "facts":
                yield from self._bound(Role.COUNTED, name, self._counted)
            case "rules":
                for id_, rule in self.contents.rules.items():
                    if rule.variable == name:
                        yield from self._bound(Role.RULE, id_, self._rule)
            case "offences":
                for id_ in self.contents.offences:
                    yield from self._bound(Role.OFFENCE, id_, self._offence)
            case "steps":
                for id_ in self.contents.steps:
                    yield from self._bound(Role.STEP, id_, self._step)
            case "programmes":
                yield from self._bound(Role.GATE_ASKED, name, self._gates)

    def _counted(self, name: str) -> Iterator[Conditional]:
        derive = self.contents.facts[name].derive
        for i, condition in enumerate((derive.count if derive else None) or []):
            yield self._make(Role.COUNTED, name, str(i), condition, None)

    def _rule(self, id_: str) -> Iterator[Conditional]:
        rule = self.contents.rules[id_]
        yield self._make(Role.RULE, id_, "", AllOf((rule.when, *_known(rule))), rule.unless)

    def _offence(self, id_: str) -> Iterator[Conditional]:
        offence = self.contents.offences[id_]
        yield self._make(Role.OFFENCE, id_, "", offence.when, offence.unless)

    def _step(self, id_: str) -> Iterator[Conditional]:
        step = self.contents.steps[id_]
        yield self._make(Role.STEP, id_, "", step.when, step.unless)

    def _gates(self, name: str) -> Iterator[Conditional]:
        programme = self.contents.programmes[name]
        for kind, gate in programme.gates.items():
            asked = self._bind(gate.when, Bound.SHOWN)
            yield Conditional(Role.GATE_ASKED, name, kind, asked)
            yield Conditional(Role.GATE_FAILED, name, kind, self._bind(gate.when, Bound.DENIED))
            if IMPOSED in subjects_of(gate.when):
                yield Conditional(Role.GATE_AWAITS_SENTENCE, name, kind, but_for_the_sentence(asked))
            if gate.unless is not None:
                cleared = self._bind(gate.unless, Bound.DENIED)
                yield self._make(Role.GATE_BARRED, name, kind, gate.unless, None)
                yield Conditional(Role.GATE_CLEARED, name, kind, cleared)
                if IMPOSED in subjects_of(gate.unless):
                    yield Conditional(Role.BAR_AWAITS_SENTENCE, name, kind, but_for_the_sentence(cleared))
        for i, where in enumerate(programme.force_where):
            yield self._make(Role.FORCE, name, str(i), where.when, where.unless)

    def last(self) -> Iterator[Conditional]:
        """Yield what nothing else depends on: sanctions open only in some cases, readings and notices."""
        for id_ in self.contents.offences:
            yield from self._bound(Role.SANCTION, id_, self._sanctions)
        for id_ in self.contents.readings:
            yield from self._bound(Role.READING, id_, self._reading)
        for id_ in self.contents.notices:
            yield from self._bound(Role.NOTICE, id_, self._notice)

    def _sanctions(self, id_: str) -> Iterator[Conditional]:
        offence = self.contents.offences[id_]
        for i, leaf in enumerate(offence.sanction.leaves() if offence.sanction else ()):
            optional = leaf.fine or leaf.response
            if optional is not None and (optional.when != OPEN or optional.unless is not None):
                yield self._make(Role.SANCTION, id_, str(i), optional.when, optional.unless)

    def _reading(self, id_: str) -> Iterator[Conditional]:
        reading = self.contents.readings[id_]
        yield self._make(Role.READING, id_, "", reading.when, reading.unless)

    def _notice(self, id_: str) -> Iterator[Conditional]:
        notice = self.contents.notices[id_]
        yield self._make(Role.NOTICE, id_, "", notice.when, notice.unless)

    def _make(self, role: Role, id_: str, part: str, when: Tree, unless: Tree | None) -> Conditional:
        formula = self._bind(when, Bound.SHOWN)
        if unless is not None:
            formula = Every((formula, self._bind(unless, Bound.NOT_SHOWN)))
        return Conditional(role, id_, part, formula)

    def _bind(self, tree: Tree, bound: Bound) -> Formula:
        return bind(tree, bound, self.subjects, self.calendar)

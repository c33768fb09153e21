"""Lowering: from what a law says to what it means, once for a law with all options of its readings.

What differs between the options of a reading is lowered for each of them and guarded by the slot that says
under which option the law is applied. An element that two laws share is lowered once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, partial
from itertools import product
from typing import Any, Final, TypeAlias

from propengine.core.ends import Scale
from propengine.core.formulas import Bound, Every, Formula, Leaf, bind
from propengine.core.gates import Gates
from propengine.core.levels import Group, Sort, beside_clauses, levels_of, reads_of, tables_of, writes_of
from propengine.core.numbers import OPEN, Cell, Number, Reader, grows, reader
from propengine.core.profiles import Domain, domains_of
from propengine.core.quantities import Quantity, quantities_of
from propengine.core.slots import (
    LAWFUL,
    LEAST,
    MOST,
    OF_OFFENCE,
    OFFENCE,
    Of,
    Slot,
    before_phase,
    of_checkpoint,
    of_lengths,
    of_open,
    of_reading,
    of_units,
    slots_of,
)
from propengine.core.statements import (
    Clause,
    Conclude,
    ConcludeHow,
    Forced,
    Gate,
    Guard,
    Passed,
    Refuse,
    Role,
    Statement,
    Tell,
    clauses_of,
)
from propengine.core.steps import move_of
from propengine.law.conditions import ALWAYS as OPEN_TREE, AllOf, Comparison, Test, Tree, subjects_of
from propengine.law.contents import KINDS, conditions_of
from propengine.law.elements import Mark
from propengine.law.jurisdictions import Gap
from propengine.law.programmes import Gate as LawGate, Programme
from propengine.law.rules import Notice, Offence, Rule, ValueOf
from propengine.law.ruleset import Law
from propengine.law.sanctions import Checkpoint, Custody, Sanction
from propengine.law.stages import Stage
from propengine.law.steps import Step
from propengine.law.subjects import STAGE, Subject, step_subjects
from propengine.law.vocabulary import IMPOSED_SENTENCE, Fact

_OF_RANGES: Final = ("range.", "before.")


@dataclass(frozen=True)
class Variant:
    """An element of a law under some options of its readings.

    Attributes:
        guard: the options; empty where no reading touches it.
        element: as it is under them.
    """

    guard: Guard
    element: Any


@dataclass(frozen=True)
class LoweredLaw:
    """What a law means.

    Attributes:
        law: as written.
        slots: every slot that it knows, by name.
        levels: its statements, in groups, in the order in which they can be decided.
        touching: for each element that readings change, those readings.
        sanctions: for each offence, the variants of it.
        programmes: for each programme, the variants of it.
        range_slots: the slots of ranges that some clause reads.
        scale: on which its ends lie.
    """

    law: Law
    slots: Mapping[str, Slot]
    levels: tuple[tuple[Group, ...], ...]
    touching: Mapping[tuple[str, str], tuple[str, ...]]
    range_slots: frozenset[str]
    scale: Scale

    @cached_property
    def clauses(self) -> tuple[tuple[Clause, ...], ...]:
        """Return the clauses of each level, in order; their places are their bits."""
        return tuple(
            tuple(
                clause
                for group in level
                for statement in group.statements
                for clause in clauses_of(statement)
            )
            for level in self.levels
        )

    @cached_property
    def domains(self) -> Mapping[str, Domain]:
        """Return the domain of every slot that a clause reads."""
        formulas = (clause.formula for level in self.clauses for clause in level)
        return domains_of(formulas, self.slots)

    @cached_property
    def as_written(self) -> Mapping[str, str]:
        """Return the option of each reading that changes nothing."""
        return {name: reading.as_written for name, reading in self.law.contents.readings.items()}

    @cached_property
    def quantities(self) -> Mapping[str, Reader]:
        """Return the readers of its quantities, in an order in which they can be read."""
        return {name: reader(number) for name, number in self.quantity_numbers.items()}

    @cached_property
    def quantity_numbers(self) -> Mapping[str, Number]:
        """Return its quantities as numbers; what a reading changes is looked up by the option."""
        return {name: self._guarded(name, quantity) for name, quantity in self._written_quantities.items()}

    def read(self, number: Number) -> Reader:
        """Return what reads a number that is part of its quantities, made once for each."""
        known = self._readers.get(id(number))
        if known is None or known[0] is not number:
            known = self._readers[id(number)] = (number, reader(number))
        return known[1]

    @cached_property
    def _readers(self) -> dict[int, tuple[Number, Reader]]:
        """Return those that were made already."""
        return {}

    @cached_property
    def quantities_grow(self) -> bool:
        """Say whether none of its quantities falls while amounts and purities only grow."""
        return all(map(grows, self.quantity_numbers.values()))

    @cached_property
    def quantity_readings(self) -> frozenset[str]:
        """Return the readings on which quantities depend."""
        elements = {element for of in self._written_quantities.values() for element in of.elements}
        return frozenset(reading for element in elements for reading in self.touching.get(element, ()))

    def quantities_under(self, options: Mapping[str, str]) -> Mapping[str, Quantity]:
        """Return its quantities under options of its readings, with what the law has for each substance."""
        key = tuple((name, options[name]) for name in sorted(self.quantity_readings))
        known = self._quantities_under.get(key)
        if known is None:
            under = self.law.under(dict(key))
            known = self._written_quantities if under is self.law else self._quantities_of(under)
            self._quantities_under[key] = known
        return known

    @cached_property
    def _written_quantities(self) -> Mapping[str, Quantity]:
        """Return its quantities as written."""
        return self._quantities_of(self.law)

    @cached_property
    def _quantities_under(self) -> dict[Guard, Mapping[str, Quantity]]:
        """Return those that were made already."""
        return {}

    @staticmethod
    def _quantities_of(law: Law) -> Mapping[str, Quantity]:
        return quantities_of(law.contents, law.jurisdiction.calendar)

    def _guarded(self, name: str, written: Quantity) -> Number:
        readings = sorted({r for element in written.elements for r in self.touching.get(element, ())})

        def choose(rest: Sequence[str], chosen: Mapping[str, str]) -> Number:
            if not rest:
                under = {**self.as_written, **chosen}
                return self.quantities_under(under)[name].number if chosen else written.number
            first, options = rest[0], self.law.contents.readings[rest[0]].options
            cells = {option: choose(rest[1:], {**chosen, first: option}) for option in options}
            return Cell(of_reading(first), cells, OPEN)

        return choose(readings, {})


_Key: TypeAlias = tuple[str, str, int, Guard]
_Kept: TypeAlias = tuple[object, tuple[object, ...], tuple[Statement, ...]]


@dataclass
class Lowering:
    """Lowers laws; what several laws share is lowered once.

    Attributes:
        kept: the statements of an element, with the element and what else of the law they were made of.
    """

    kept: dict[_Key, _Kept] = field(default_factory=dict)

    def lower(self, law: Law) -> LoweredLaw:
        """Return what a law means.

        Raises:
            Expected: a condition does not fit its subject, or conclusions read each other.
        """
        return _Lowerer(law.as_written, self.kept).lowered()


class _Lowerer:
    """Lowers one law."""

    def __init__(self, law: Law, kept: dict[_Key, _Kept]) -> None:
        self.law = law
        self.kept = kept
        self.contents = law.contents
        self.subjects = law.subjects
        self.calendar = law.jurisdiction.calendar
        rungs = [rung for rungs in law.contents.rungs.values() for rung in rungs.rungs]
        self.scale = Scale(rungs, self.calendar)
        self.touching = touching(law)

    def lowered(self) -> LoweredLaw:
        groups = list(self._groups())
        last = self._last()
        levels = (*levels_of(groups), (last,))
        read = frozenset(slot for group in (*groups, last) for slot in group.reads)
        ranges = frozenset(slot for slot in read if slot.startswith(_OF_RANGES))
        return LoweredLaw(self.law, self._slots(ranges), levels, self.touching, ranges, self.scale)

    def _slots(self, ranges: Iterable[str]) -> Mapping[str, Slot]:
        found = {slot.name: slot for subject in self.subjects.values() for slot in slots_of(subject)}
        found |= {slot: Slot(slot, is_number=True) for slot in ranges}
        for name, reading in self.contents.readings.items():
            found[of_reading(name)] = Slot(of_reading(name), tuple(reading.options))
        return found

    def _groups(self) -> Iterator[Group]:
        for name, fact in self.contents.facts.items():
            if fact.derive is not None and fact.derive.is_of_facts:
                yield self._fact(name, fact)
        variables: dict[str, list[Statement]] = {}
        for variant_id, variant in self._variants("rules"):
            for statement in self._statements("rules", variant_id, variant):
                variables.setdefault(variant.element.variable, []).append(statement)
        for variable, statements in variables.items():
            yield _group(Sort.RULES, variable, statements)
        offences = [s for id_, v in self._variants("offences") for s in self._statements("offences", id_, v)]
        gaps = [self._gap(gap) for gap in self.law.jurisdiction.gaps if gap.exception_to]
        yield _group(Sort.OFFENCES, "", [*offences, *gaps], writes=frozenset(OF_OFFENCE))
        yield from self._ranges()
        names = dict.fromkeys(id_ for id_, _ in self._variants("programmes"))
        for name in names:
            own = [v for id_, v in self._variants("programmes") if id_ == name]
            gates = [s for variant in own for s in self._statements("programmes", name, variant)]
            yield _group(Sort.PROGRAMME, name, gates)

    def _fact(self, name: str, fact: Fact) -> Group:
        derive = fact.derive
        reads: set[str] = set()
        statements: tuple[Statement, ...] = ()
        if derive is not None and derive.count is not None:
            statements = self._kept("facts", name, Variant((), fact), lambda: self._counted(name, fact))
        elif derive is not None and derive.size is not None:
            reads = (
                {s.name for s in slots_of(self.subjects[derive.size])}
                if derive.size in self.subjects
                else set()
            )
        elif derive is not None and derive.share is not None:
            reads = {*derive.share, of_lengths(name), *of_units(derive.share[0])}
        elif derive is not None and derive.sum is not None:
            reads = {slot for term in derive.sum for slot in (term.of, of_open(term.of))}
        writes = {name, of_open(name)} if self._is_count(name) else {name}
        return _group(Sort.FACT, name, statements, reads=reads, writes=writes)

    def _is_count(self, slot: str) -> bool:
        fact = self.contents.facts.get(slot)
        return fact is not None and fact.derive is not None and fact.derive.count is not None

    def _counted(self, name: str, fact: Fact) -> Iterator[Statement]:
        for i, tree in enumerate((fact.derive.count if fact.derive else None) or ()):
            shown = self._clause(Role.COUNTED, name, str(i), (), self._bind(tree, Bound.SHOWN))
            denied = self._clause(Role.NOT_COUNTED, name, str(i), (), self._bind(tree, Bound.DENIED))
            yield Conclude(
                shown, ConcludeHow.COUNT, name, Fraction(1), fact.provision or name, Mark.V, denied
            )

    def _ranges(self) -> Iterator[Group]:
        """Yield the groups that make the range: a new one where a phase reads what the phases before left."""
        runs = list(self._runs())
        ready = self._ready(runs)
        for number, (phases, statements) in enumerate(runs):
            reads = {
                OFFENCE,
                *(key for s in statements for table in tables_of(s) for key in self._keys(table)),
            }
            writes = {of_checkpoint(c, of) for c, at in ready.items() if at == number for of in Of}
            if number == 0:
                reads |= set(self._first_keys())
            else:
                reads |= {before_phase(phases[0], of) for of in Of}
            if number + 1 < len(runs):
                writes |= {before_phase(runs[number + 1][0][0], of) for of in Of}
            else:
                reads |= {IMPOSED_SENTENCE}
                writes |= {LEAST, MOST, *(LAWFUL.values() if self._is_guided else ())}
            reads |= {of_open(slot) for slot in reads if self._is_count(slot)}
            group = _group(Sort.RANGES, phases[0] if phases else "", statements, reads=reads, writes=writes)
            yield replace(group, phases=phases)

    def _runs(self) -> Iterator[tuple[tuple[str, ...], list[Statement]]]:
        """Yield the phases that can be gone through at once, and their statements."""
        phases: list[str] = []
        statements: list[Statement] = []
        for phase in self.law.jurisdiction.phases:
            own = [
                statement
                for id_, variant in self._variants("steps")
                if variant.element.phase == phase.phase
                for statement in self._statements("steps", id_, variant)
            ]
            if any(slot.startswith(_OF_RANGES) for statement in own for slot in reads_of(statement)):
                yield tuple(phases), statements
                phases, statements = [], []
            phases.append(phase.phase)
            statements += own
        yield tuple(phases), statements

    def _ready(self, runs: Sequence[tuple[tuple[str, ...], list[Statement]]]) -> Mapping[Checkpoint, int]:
        """Return the number of the run after which each checkpoint is known."""
        of_phase = {phase: number for number, (phases, _) in enumerate(runs) for phase in phases}
        ready = dict.fromkeys(Checkpoint, len(runs) - 1) | {Checkpoint.STATUTORY: 0}
        for phase in self.law.jurisdiction.phases:
            if phase.checkpoint is not Checkpoint.FINAL:
                ready[phase.checkpoint] = of_phase[phase.phase]
        return ready

    def _keys(self, table: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
        """Yield the slots by which a table of ranges is looked up, and the tables that stand in for it."""
        for id_, variant in self._variants("ranges"):
            if id_ == table and table not in seen:
                yield from (slot for slot in variant.element.by if slot != "level")
                others = {variant.element.otherwise, variant.element.guides_within} - {
                    None,
                    Checkpoint.STATUTORY,
                }
                for other in sorted(others):
                    yield from self._keys(other, seen | {table})

    def _first_keys(self) -> Iterator[str]:
        for _, variant in self._variants("offences"):
            custody = custody_in(variant.element.sanction)
            if custody is None:
                continue
            for table in (custody.table, custody.statutory_table):
                if table is not None:
                    yield from self._keys(table)
            if custody.levels is not None:
                yield custody.levels.base
                yield from self._keys(custody.levels.table)

    def _last(self) -> Group:
        statements: list[Statement] = []
        for kind in ("offences", "notices"):
            for id_, variant in self._variants(kind):
                make = self._sanctions if kind == "offences" else self._notice
                statements += self._kept(f"{kind}.last", id_, variant, partial(make, id_, variant))
        for id_, reading in self.contents.readings.items():
            open_ = partial(self._open, id_, reading)
            statements += self._kept("readings", id_, Variant((), reading), open_)
        statements += [self._gap(gap) for gap in self.law.jurisdiction.gaps if not gap.exception_to]
        return _group(Sort.LAST, "", statements)

    def _variants(self, kind: str) -> Iterator[tuple[str, Variant]]:
        yield from variants(self.law, self.touching, kind)

    def _statements(self, kind: str, id_: str, variant: Variant) -> tuple[Statement, ...]:
        make = {
            "rules": self._rule,
            "offences": self._offence,
            "steps": self._step,
            "programmes": self._gates,
        }[kind]
        return self._kept(kind, id_, variant, lambda: make(id_, variant))

    def _kept(self, kind: str, id_: str, variant: Variant, make: Any) -> tuple[Statement, ...]:
        """Return the statements of an element, lowered anew unless it was with the same subjects."""
        key = (kind, id_, id(variant.element), variant.guard)
        names = _subjects_named(kind.partition(".")[0], id_, variant.element)
        subjects: tuple[object, ...] = tuple(self.subjects.get(name) for name in names)
        if isinstance(variant.element, Step):
            subjects = (*subjects, self._offence_ids, self._carrying)
        known = self.kept.get(key)
        if known is not None and known[0] is variant.element and known[1] == subjects:
            return known[2]
        made = tuple(make())
        self.kept[key] = (variant.element, subjects, made)
        return made

    def _rule(self, id_: str, variant: Variant) -> Iterator[Statement]:
        rule: Rule = variant.element
        copied = rule.value.value_of if isinstance(rule.value, ValueOf) else None
        when = (
            AllOf((rule.when, Test(copied, Comparison.STATED, (True,)))) if copied is not None else rule.when
        )
        clause = self._asked(Role.RULE, id_, "", variant.guard, when, rule.unless)
        value: bool | str | Fraction
        if isinstance(rule.value, ValueOf):
            value = rule.value.value_of
        elif isinstance(rule.value, int) and not isinstance(rule.value, bool):
            value = Fraction(rule.value)
        else:
            value = rule.value
        how = ConcludeHow.COPY if copied is not None else ConcludeHow.VALUE
        yield Conclude(clause, how, rule.variable, value, rule.provision, rule.mark)

    def _offence(self, id_: str, variant: Variant) -> Iterator[Statement]:
        offence: Offence = variant.element
        clause = self._asked(Role.OFFENCE, id_, "", variant.guard, offence.when, offence.unless)
        yield Conclude(clause, ConcludeHow.VALUE, OFFENCE, id_, offence.provision, offence.mark)

    def _step(self, id_: str, variant: Variant) -> Iterator[Statement]:
        step: Step = variant.element
        before = step_subjects(lambda end: before_phase(step.phase, Of(end)))
        asked = self._asked(Role.STEP, id_, "", variant.guard, step.when, step.unless, before)
        concerned = self._concerned(step)
        asked = replace(
            asked, formula=Every((asked.formula, concerned)), asked=Every((asked.asked, concerned))
        )
        yield move_of(step, asked, self.scale)

    def _concerned(self, step: Step) -> Leaf:
        """Return what a step asks of the offence: that it is among its own and carries what it moves."""
        carried = self._carrying[step.move.target.moves_fines]
        if step.offences is not None:
            limited = tuple(offence for offence in step.offences if offence in carried)
            return Leaf(OFFENCE, Comparison.ONE_OF, limited, Bound.SHOWN)
        others = tuple(offence for offence in self._offence_ids if offence not in carried)
        if others:
            return Leaf(OFFENCE, Comparison.NOT_ONE_OF, others, Bound.SHOWN)
        return Leaf(OFFENCE, Comparison.STATED, (True,), Bound.SHOWN)

    @cached_property
    def _offence_ids(self) -> tuple[str, ...]:
        """Return the offences of the law, under any option of its readings."""
        return tuple(dict.fromkeys(id_ for id_, _ in self._variants("offences")))

    @cached_property
    def _carrying(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the offences that carry custody, and those that carry custody or a fine."""
        leaves = [
            (id_, leaf) for id_, variant in self._variants("offences") for leaf in variant.element.leaves
        ]
        custody = frozenset(id_ for id_, leaf in leaves if leaf.custody is not None)
        return custody, custody | {id_ for id_, leaf in leaves if leaf.fine is not None}

    def _gates(self, name: str, variant: Variant) -> Iterator[Statement]:
        programme: Programme = variant.element
        for kind, gate in programme.gates.items():
            yield self._gate(name, kind, gate, variant.guard)
        for i, where in enumerate(programme.force_where):
            formula = self._formulas_of_gates.of_force(self._formula(where.when, where.unless))
            yield Forced(name, self._clause(Role.FORCE, name, str(i), variant.guard, formula), where.force)
        later = tuple(stage.value for stage in Stage if programme.has_passed_at(stage))
        if later:
            passed = self._bind(Test(STAGE, Comparison.ONE_OF, later), Bound.SHOWN)
            yield Passed(name, self._clause(Role.PASSED, name, "", variant.guard, passed))

    def _gate(self, name: str, kind: Any, gate: LawGate, guard: Guard) -> Gate:
        formulas = self._formulas_of_gates.formulas(gate)
        clauses = (self._clause(role, name, kind, guard, formula) for role, formula in formulas.items())
        return Gate(name, kind, tuple(clauses))

    @cached_property
    def _formulas_of_gates(self) -> Gates:
        return Gates(self.subjects, self.calendar, self._is_guided)

    @cached_property
    def _is_guided(self) -> bool:
        """Say whether some range only guides the court."""
        return any(variant.element.guides_within is not None for _, variant in self._variants("ranges"))

    def _sanctions(self, id_: str, variant: Variant) -> Iterator[Statement]:
        offence: Offence = variant.element
        for i, leaf in enumerate(offence.leaves):
            optional = leaf.fine or leaf.response
            if optional is not None and (optional.when != OPEN_TREE or optional.unless is not None):
                clause = self._asked(
                    Role.SANCTION, id_, str(i), variant.guard, optional.when, optional.unless
                )
                mark, provision = optional.mark or offence.mark, optional.provision or offence.provision
                yield Conclude(clause, ConcludeHow.OPEN, OFFENCE, id_, provision, mark)

    def _notice(self, id_: str, variant: Variant) -> Iterator[Statement]:
        notice: Notice = variant.element
        yield Tell(self._asked(Role.NOTICE, id_, "", variant.guard, notice.when, notice.unless))

    def _open(self, id_: str, reading: Any) -> Iterator[Statement]:
        yield Tell(self._asked(Role.READING, id_, "", (), reading.when, reading.unless))

    def _gap(self, gap: Gap) -> Refuse:
        when: Tree = gap.when
        if gap.conduct != "any":
            conducts = tuple(conduct.value for conduct in gap.conduct)
            when = AllOf((Test("conduct", Comparison.ONE_OF, conducts), when))
        named = frozenset(
            id_
            for id_, variant in self._variants("offences")
            if not {id_, *variant.element.families}.isdisjoint(gap.exception_to)
        )
        return Refuse(self._asked(Role.GAP, gap.id, "", (), when, gap.unless), named)

    def _asked(
        self,
        role: Role,
        id_: str,
        part: str,
        guard: Guard,
        when: Tree,
        unless: Tree | None,
        besides: Mapping[str, Subject] | None = None,
    ) -> Clause:
        return self._clause(role, id_, part, guard, self._formula(when, unless, besides))

    def _formula(
        self, when: Tree, unless: Tree | None, besides: Mapping[str, Subject] | None = None
    ) -> Formula:
        """Return when something is asked and nothing is shown that sets it aside."""
        subjects = {**self.subjects, **besides} if besides is not None else self.subjects
        formula = bind(when, Bound.SHOWN, subjects, self.calendar)
        if unless is None:
            return formula
        return Every((formula, bind(unless, Bound.NOT_SHOWN, subjects, self.calendar)))

    @staticmethod
    def _clause(role: Role, id_: str, part: str, guard: Guard, asked: Formula) -> Clause:
        guards = tuple(
            Leaf(of_reading(reading), Comparison.EQUALS, (option,), Bound.SHOWN) for reading, option in guard
        )
        return Clause(role, id_, part, Every((*guards, asked)) if guards else asked, asked, guard)

    def _bind(self, tree: Tree, bound: Bound) -> Formula:
        return bind(tree, bound, self.subjects, self.calendar)


def _subjects_named(kind: str, id_: str, element: Any) -> tuple[str, ...]:
    """Return the subjects that an element names, whether the law has them or not."""
    names = {name for _, tree in conditions_of(kind, id_, element) for name in subjects_of(tree)}
    if isinstance(element, Rule) and isinstance(element.value, ValueOf):
        names.add(element.value.value_of)
    return tuple(sorted(names))


def _group(
    sort: Sort,
    name: str,
    statements: Iterable[Statement],
    *,
    reads: Iterable[str] = (),
    writes: Iterable[str] = (),
) -> Group:
    made = tuple(statements)
    beside = frozenset(slot for statement in made for slot in beside_clauses(statement)) | frozenset(reads)
    read = frozenset(slot for statement in made for slot in reads_of(statement)) | beside
    written = frozenset(slot for statement in made for slot in writes_of(statement)) | frozenset(writes)
    return Group(sort, name, made, read, beside, written)


def custody_in(sanction: Sanction | None) -> Custody | None:
    """Return the custody that a sanction holds."""
    leaves = sanction.leaves() if sanction is not None else ()
    return next((leaf.custody for leaf in leaves if leaf.custody is not None), None)


def touching(law: Law) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return, for each element that readings change, those readings."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for name, reading in law.contents.readings.items():
        for option in reading.options:
            for element in _differing(law, law.under({name: option})):
                found.setdefault(element, {})[name] = None
    return {element: tuple(sorted(readings)) for element, readings in found.items()}


def _differing(law: Law, under: Law) -> Iterator[tuple[str, str]]:
    """Yield kind and id of each element that is another under an option, whatever the option names."""
    for kind in KINDS:
        written, read = getattr(law.contents, kind), getattr(under.contents, kind)
        for id_ in dict.fromkeys((*written, *read)) if written is not read else ():
            before, after = written.get(id_), read.get(id_)
            if before is not after and before != after:
                yield kind, id_


def variants(
    law: Law, touched: Mapping[tuple[str, str], tuple[str, ...]], kind: str
) -> Iterator[tuple[str, Variant]]:
    """Yield the elements of a kind by id; one for each combination of options that changes it."""
    written = getattr(law.contents, kind)
    added = [id_ for of, id_ in touched if of == kind and id_ not in written]
    for id_ in (*written, *added):
        readings = touched.get((kind, id_), ())
        if not readings:
            yield id_, Variant((), written[id_])
            continue
        options = [list(law.contents.readings[reading].options) for reading in readings]
        for chosen in product(*options):
            guard = tuple(zip(readings, chosen, strict=True))
            element = getattr(law.under(dict(guard)).contents, kind).get(id_)
            if element is not None:
                yield id_, Variant(guard, element)

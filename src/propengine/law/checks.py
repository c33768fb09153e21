"""Checks of a whole ruleset: references, types, loops, contradictions.

Each fault stands where it is mended.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Final, Protocol, TypeAlias

from propengine.law.conditions import Tree, subjects_of, tests_of
from propengine.law.contents import KINDS, Contents
from propengine.law.domains import MOST, in_order, meet
from propengine.law.faults import Expected, Fault, RulesetFaults, near_miss
from propengine.law.instruments import Instrument, Revision
from propengine.law.resolution import ancestors
from propengine.law.rules import ValueOf
from propengine.law.ruleset import Dates, Law, LawNotKnownError, NoLawOnDateError, Ruleset
from propengine.law.sanctions import LIFE, NONE_STATED, Cell, Ends, Move
from propengine.law.sources import Path_
from propengine.law.strata import Conditional, Cycle, Role, Strata, strata_of
from propengine.law.subjects import Subject, read_references, subjects_of_law
from propengine.law.vocabulary import COMMON_FACTS


def check_ruleset(ruleset: Ruleset) -> list[Fault]:
    """Return every fault that only shows when the parts of a ruleset are seen together."""
    faults = list(_repeated_ids(ruleset))
    universe = _Universe.of(ruleset)
    for day in ruleset.change_dates():
        try:
            law = ruleset.law(Dates.all_on(day))
        except (NoLawOnDateError, LawNotKnownError):
            continue
        faults.extend(_check_law(law, universe))
    return sorted(set(faults))


def _repeated_ids(ruleset: Ruleset) -> Iterator[Fault]:
    owner: dict[tuple[str, str], Instrument] = {}
    for instrument in ruleset.instruments.values():
        for revision in instrument.revisions:
            for kind, id_ in revision.contents.ids() if revision.contents else ():
                first = owner.setdefault((kind, id_), instrument)
                if first is not instrument:
                    message = (
                        f"expected an id that no other instrument uses; {first.id} has {kind} {id_!r} too"
                    )
                    yield revision.document.fault((kind, id_), message, id_)


@dataclass(frozen=True)
class _Universe:
    """Every id and subject of all revisions: what is absent on one day but known is no slip of the pen.

    Attributes:
        ids: by kind.
        subjects: the names of all subjects.
        unread: kind and id of each element that has mistakes of its own, which are told already.
        examined: what was examined already.
    """

    ids: Mapping[str, set[str]]
    subjects: set[str]
    unread: set[tuple[str, str]]
    examined: "_Examined"

    @classmethod
    def of(cls, ruleset: Ruleset) -> "_Universe":
        ids: dict[str, set[str]] = {kind: set() for kind in KINDS}
        subjects = set(subjects_of_law(Contents(facts=dict(COMMON_FACTS))))
        unread: set[tuple[str, str]] = set()
        ids["facts"] |= set(COMMON_FACTS)
        for instrument in ruleset.instruments.values():
            for revision in instrument.revisions:
                if revision.contents is not None:
                    subjects |= set(subjects_of_law(revision.contents))
                    for kind, id_ in revision.contents.ids():
                        ids[kind].add(id_)
                    unread |= _written(revision) - set(revision.contents.ids())
        for kind, id_ in unread:
            ids[kind].add(id_)
            subjects.add(f"programme.{id_}" if kind == "programmes" else id_)
        return cls(ids, subjects, unread, _Examined())


Sight: TypeAlias = tuple[int, tuple[int, ...], tuple[int, ...]]
"""An element together with the subjects that it reads and the scales that its ranges name, as numbers."""
_SCALED: Final = frozenset({"offences", "ranges"})


class _Examined:
    """What was examined under other dates or readings: laws share most of their elements.

    An element is the same when it is the same object and reads the same subjects.
    """

    def __init__(self) -> None:
        self.sights: set[Sight] = set()
        self.apart: set[tuple[Sight, Sight]] = set()
        self._subjects: dict[Subject | None, int] = {}
        self._elements: dict[int, object] = {}

    def sights_of(self, law: Law) -> Mapping[tuple[str, str], Sight]:
        """Return how each element that reads subjects stands in a law."""
        reads: dict[tuple[str, str], dict[str, None]] = {}
        for path, tree in _conditions_of(law):
            reads.setdefault((str(path[0]), str(path[1])), {}).update(dict.fromkeys(subjects_of(tree)))
        for id_, table in law.contents.ranges.items():
            reads["ranges", id_] = dict.fromkeys(table.by)
        number = {name: self._number(law.subjects.get(name)) for names in reads.values() for name in names}
        scales = [*law.contents.ladders.values(), *law.contents.rungs.values()]
        beside = tuple(map(self._identity, scales))
        return {
            (kind, id_): (
                self._identity(getattr(law.contents, kind)[id_]),
                tuple(number[n] for n in names),
                beside if kind in _SCALED else (),
            )
            for (kind, id_), names in reads.items()
        }

    def _number(self, subject: Subject | None) -> int:
        return self._subjects.setdefault(subject, len(self._subjects))

    def _identity(self, element: object) -> int:
        """Return the element's identity, which lasts because the element is kept."""
        self._elements[id(element)] = element
        return id(element)


def _written(revision: Revision) -> set[tuple[str, str]]:
    """Return the kind and id of each element that the text holds, readable or not."""
    value = revision.document.value if isinstance(revision.document.value, dict) else {}
    return {
        (kind, id_)
        for kind, elements in value.items()
        if kind in KINDS and isinstance(elements, dict)
        for id_ in elements
    }


def _check_law(law: Law, universe: _Universe) -> list[Fault]:
    checker = _LawChecker(law, universe)
    checker.run()
    checker.check_strata(law)
    if not checker.faults and not law.readings and not universe.unread:
        for name, reading in law.contents.readings.items():
            for option in reading.options:
                if option != reading.as_written:
                    checker.faults.extend(_check_option(law, universe, name, option))
    return checker.faults


def _check_option(law: Law, universe: _Universe, reading: str, option: str) -> list[Fault]:
    try:
        return _check_law(law.under(reading, option), universe)
    except RulesetFaults as error:
        return list(error.faults)


class _LawChecker:
    """Checks the law of one day."""

    def __init__(self, law: Law, universe: _Universe) -> None:
        self.law = law
        self.universe = universe
        self.faults: list[Fault] = []
        self.sights = universe.examined.sights_of(law)
        self.rungs = {rung for rungs in law.contents.rungs.values() for rung in rungs.rungs}

    def run(self) -> None:
        for check in (
            self._conditions,
            self._vocabulary,
            self._quantities,
            self._rules,
            self._offences,
            self._ranges,
            self._steps,
            self._exceptions,
        ):
            check()

    def complain(self, path: Path_, message: str, text: str = "") -> None:
        self.faults.append(self.law.document.fault(path, message, text))

    def refer(self, kind: str, id_: str | None, path: Path_) -> None:
        """Complain unless `id_` is an id of the kind in some revision."""
        if id_ is not None and id_ not in self.universe.ids[kind]:
            near = near_miss(id_, self.universe.ids[kind])
            hint = f"; did you mean {near!r}?" if near else ""
            self.complain(path, f"expected the id of one of the {kind}, found {id_!r}{hint}", id_)

    def refer_subject(self, name: str, path: Path_) -> None:
        """Complain unless `name` is a subject in some revision."""
        if name not in self.universe.subjects:
            near = near_miss(name, self.universe.subjects)
            hint = f"; did you mean {near!r}?" if near else ""
            self.complain(path, f"expected a fact, measure, band or conclusion, found {name!r}{hint}", name)

    def _conditions(self) -> None:
        calendar = self.law.jurisdiction.calendar
        for path, tree in _conditions_of(self.law):
            for test in tests_of(tree) if self._is_new(str(path[0]), str(path[1])) else ():
                known = self.law.subjects.get(test.subject)
                if known is not None:
                    self._try(partial(read_references, test, known, calendar), path, test.subject)
                elif test.subject not in self.universe.subjects:
                    self.refer_subject(test.subject, self._spot(path, test.subject))

    def _is_new(self, kind: str, id_: str) -> bool:
        """Say whether an element was not examined yet with the subjects that this law has."""
        return self.sights[kind, id_] not in self.universe.examined.sights

    def _spot(self, path: Path_, word: str) -> Path_:
        """Return the path of the first key `word` below `path`."""
        below = (known for known in self.law.document.places if known[: len(path)] == path)
        return next((known for known in below if known[-1] == word), path)

    def _try(self, action: Callable[[], object], path: Path_, word: str) -> None:
        try:
            action()
        except Expected as error:
            self.complain(self._spot(path, word), str(error), error.found)

    def _vocabulary(self) -> None:
        contents = self.law.contents
        taken: dict[str, str] = {}
        for name, substance in contents.substances.items():
            for word in [name, *substance.aliases]:
                if taken.setdefault(word, name) != name:
                    path = ("substances", name, "aliases")
                    self.complain(
                        path, f"expected a word for one substance, {word!r} is {taken[word]!r} too", word
                    )
        for name, fact in contents.facts.items():
            derive = fact.derive
            path = ("facts", name, "derive")
            if derive is None:
                continue
            for other in [*(derive.share or ()), *([derive.size] if derive.size else ())]:
                self.refer("facts", other, path)
            if derive.records is not None:
                self.refer("facts", derive.records.of, (*path, "records", "of"))

    def _quantities(self) -> None:
        contents = self.law.contents
        for name, measure in contents.measures.items():
            self.refer("tables", measure.table, ("measures", name))
        for name, table in contents.tables.items():
            self.refer("measures", table.of, ("tables", name, "of"))
            covered: dict[str, str] = {}
            for row_id, row in table.rows.items() if table.of is None else ():
                for substance in row.substances if row.substances is not None else [row_id]:
                    path = ("tables", name, "rows", row_id)
                    self.refer("substances", substance, path)
                    if covered.setdefault(substance, row_id) != row_id:
                        self.complain(
                            path,
                            f"expected {substance} in one row, {covered[substance]} has it too",
                            substance,
                        )
        for name, grouping in contents.groupings.items():
            seen: dict[str, str] = {}
            for group, substances in grouping.groups.items():
                for substance in substances:
                    self.refer("substances", substance, ("groupings", name, "groups", group))
                    if seen.setdefault(substance, group) != group:
                        path = ("groupings", name, "groups", group)
                        self.complain(
                            path,
                            f"expected {substance} in one group, {seen[substance]} has it too",
                            substance,
                        )

    def _rules(self) -> None:
        for name, rule in self.law.contents.rules.items():
            path: Path_ = ("rules", name, "concludes")
            self.refer("facts", rule.variable, (*path, rule.variable))
            fact = self.law.contents.facts.get(rule.variable)
            if fact is None:
                continue
            if not fact.concluded:
                self.complain(
                    path, f"expected a fact marked `concluded`, {rule.variable} is not", rule.variable
                )
            elif isinstance(rule.value, ValueOf):
                self.refer_subject(rule.value.value_of, path)
            else:
                fits = partial(_fits, rule.variable, fact.members, fact.type, rule.value)
                self._try(fits, path, rule.variable)

    def _offences(self) -> None:
        contents = self.law.contents
        for name, offence in contents.offences.items():
            path: Path_ = ("offences", name, "sanction")
            self._range_of_ends(name, path)
            if not self._is_new("offences", name):
                continue
            for leaf in offence.sanction.leaves() if offence.sanction else ():
                custody = leaf.custody
                if custody is None:
                    continue
                self.refer("ranges", custody.table, path)
                self.refer("offences", custody.range_of, path)
                if custody.levels is not None:
                    self.refer("ranges", custody.levels.table, path)
                    self.refer("facts", custody.levels.base, path)
                if custody.grades is not None:
                    self._grades(custody.grades, path)
                for ends in (custody.statutory, custody.ends):
                    if ends is not None:
                        self._ends(ends, path)

    def _range_of_ends(self, name: str, path: Path_) -> None:
        """Complain about ranges that refer to each other in a circle."""
        seen = {name}
        here: str | None = name
        while here is not None and (offence := self.law.contents.offences.get(here)) is not None:
            leaves = offence.sanction.leaves() if offence.sanction else []
            here = next(
                (leaf.custody.range_of for leaf in leaves if leaf.custody and leaf.custody.range_of), None
            )
            if here in seen:
                self.complain(path, f"expected a range that does not lead back to {name}", str(here))
                return
            seen.add(str(here))

    def _grades(self, grades: tuple[str, str, str], path: Path_) -> None:
        ladder, low, high = grades
        self.refer("ladders", ladder, path)
        if ladder in self.law.contents.ladders:
            names = [grade.grade for grade in self.law.contents.ladders[ladder].grades]
            if low not in names or high not in names or names.index(low) > names.index(high):
                self.complain(
                    path, f"expected two grades of {ladder} in order ({', '.join(names)})", f"{low}, {high}"
                )

    def _ends(self, ends: Ends | Cell, path: Path_) -> None:
        words = {LIFE, NONE_STATED, *self.rungs}
        for end in (ends.min, ends.max, ends.point):
            if end is not None and end.word is not None and end.word not in words:
                self.complain(path, str(Expected("life, none_stated or a rung", end.word, words)), end.word)
        calendar = self.law.jurisdiction.calendar
        if ends.min.duration is not None and ends.max.duration is not None:
            least, most = calendar.months(ends.min.duration), calendar.months(ends.max.duration)
            if least > most:
                self.complain(
                    path, f"expected a least no longer than the most, found {ends.min} and {ends.max}"
                )

    def _ranges(self) -> None:
        for name, table in self.law.contents.ranges.items():
            self.refer("ranges", table.otherwise, ("ranges", name, "otherwise"))
            for subject in table.by:
                if subject != "level":
                    self.refer_subject(subject, ("ranges", name, "by"))
            for key, cell in table.cells.items() if self._is_new("ranges", name) else ():
                path = ("ranges", name, "cells", key)
                self._ends(cell, path)
                self._key(table.by, key, path)

    def _key(self, by: list[str], key: str, path: Path_) -> None:
        parts = key.split("/")
        if len(parts) != len(by):
            self.complain(path, f"expected one value for each of {', '.join(by)}, joined by /", key)
            return
        for subject_name, part in zip(by, parts, strict=True):
            subject = self.law.subjects.get(subject_name)
            if subject is not None and subject.members and part not in subject.members:
                self.complain(path, str(Expected(f"a value of {subject_name}", part, subject.members)), key)

    def _steps(self) -> None:
        phases = [phase.phase for phase in self.law.jurisdiction.phases]
        for name, step in self.law.contents.steps.items():
            if step.phase not in phases:
                self.complain(
                    ("steps", name, "phase"), str(Expected("a phase of the jurisdiction", step.phase, phases))
                )
            for other in step.offences or ():
                self.refer("offences", other, ("steps", name, "offences"))
            for other in step.after:
                self.refer("steps", other, ("steps", name, "after"))
            self.refer("ranges", step.move.look_up, ("steps", name, "move"))
            for fact in sorted(step.move.choices):
                self.refer("facts", fact, ("steps", name, "move"))
        for (a_id, a), (b_id, b) in combinations(self.law.contents.steps.items(), 2):
            ordered = b_id in a.after or a_id in b.after or a_id in b.exception_to or b_id in a.exception_to
            if a.phase == b.phase and not ordered and not _commute(a.move, b.move):
                message = (
                    f"expected `after` to say which of {a_id} and {b_id} acts first: their order matters"
                )
                self.complain(("steps", b_id), message)

    def _exceptions(self) -> None:
        contents = self.law.contents
        for kind, elements in (
            ("rules", contents.rules),
            ("offences", contents.offences),
            ("steps", contents.steps),
        ):
            for name, element in elements.items():
                for other in element.exception_to:
                    self.refer(kind, other, (kind, name, "exception_to"))
                if name in ancestors(elements, name):
                    self.complain(
                        (kind, name, "exception_to"), f"expected exceptions that do not lead back to {name}"
                    )

    def check_strata(self, law: Law) -> None:
        try:
            strata = strata_of(law)
            for conditional in (c for level in strata.levels for c in level):
                kind = _KINDS[conditional.role]
                if self._is_new(kind, conditional.id):
                    self._try(partial(strata.branches, conditional), (kind, conditional.id), "when")
            self._contradictions(strata)
        except Cycle as error:
            self._tell_cycle(error)
        except Expected as error:
            if not self.faults:
                self.complain((), str(error), error.found)

        self.universe.examined.sights |= set(self.sights.values())

    def _tell_cycle(self, cycle: Cycle) -> None:
        """Place a cycle at the first rule, fact or programme of it."""
        producer, _, name = cycle.found.partition(", ")[0].partition(".")
        contents = self.law.contents
        concluding = (id_ for id_, rule in contents.rules.items() if rule.variable == name)
        id_ = next(concluding, name) if producer == "rules" else name
        self.complain((producer, id_) if id_ else (producer,), str(cycle), cycle.found)

    def _contradictions(self, strata: Strata) -> None:
        contents = self.law.contents
        above = {
            kind: {id_: ancestors(elements, id_) for id_ in elements}
            for kind, elements in (("rules", contents.rules), ("offences", contents.offences))
        }
        for level in strata.levels:
            rules = [c for c in level if c.role is Role.RULE]
            for a, b in combinations(rules, 2):
                first, second = contents.rules[a.id], contents.rules[b.id]
                differs = first.value != second.value or isinstance(first.value, ValueOf)
                if first.variable == second.variable and differs:
                    self._overlap("rules", a, b, strata, above["rules"])
            offences = [c for c in level if c.role is Role.OFFENCE]
            for a, b in combinations(offences, 2):
                self._overlap("offences", a, b, strata, above["offences"])

    def _overlap(
        self,
        kind: str,
        a: Conditional,
        b: Conditional,
        strata: Strata,
        above: Mapping[str, frozenset[str]],
    ) -> None:
        pair = self.sights[kind, a.id], self.sights[kind, b.id]
        if pair in self.universe.examined.apart:
            return
        above_a, above_b = above[a.id], above[b.id]
        unclear = any(self._is_unclear(kind, id_) for id_ in above_a | above_b)
        if a.id in above_b or b.id in above_a or unclear:
            return
        for one in strata.branches(a):
            for other in strata.branches(b):
                both = meet(one, other)
                if both is None or not in_order(both, strata.domains):
                    continue
                witness = ", ".join(_witness(strata, slot, mask) for slot, mask in both.items())
                message = (
                    f"expected {a.id} and {b.id} never to hold together, or `exception_to` between them; "
                )
                self.complain((kind, b.id), message + f"both hold for: {witness or 'every case'}", b.id)
                return
        self.universe.examined.apart.add(pair)

    def _is_unclear(self, kind: str, id_: str) -> bool:
        """Say whether an exception leads through an element that is not known, which is told already."""
        return (kind, id_) in self.universe.unread or id_ not in self.universe.ids[kind]


_KINDS: Final = {
    Role.RULE: "rules",
    Role.OFFENCE: "offences",
    Role.SANCTION: "offences",
    Role.COUNTED: "facts",
    Role.STEP: "steps",
    Role.READING: "readings",
    Role.NOTICE: "notices",
} | dict.fromkeys(
    (
        Role.GATE_ASKED,
        Role.GATE_FAILED,
        Role.GATE_BARRED,
        Role.GATE_CLEARED,
        Role.GATE_AWAITS_SENTENCE,
        Role.BAR_AWAITS_SENTENCE,
        Role.FORCE,
    ),
    "programmes",
)
"""The kind of element that each condition belongs to."""


def _witness(strata: Strata, slot: str, mask: int) -> str:
    found = list(strata.domains[slot].representatives())
    for class_, value in reversed(found) if slot == MOST else found:
        if mask >> class_ & 1:
            return f"{slot} {'not stated' if value is None else f'= {value}'.lower()}"
    return slot


def _fits(name: str, members: list[str] | None, type_: str, value: object) -> None:
    match type_:
        case "boolean" if isinstance(value, bool):
            return
        case "enum" if value in (members or ()):
            return
        case "integer" if isinstance(value, int) and not isinstance(value, bool):
            return
        case _:
            raise Expected(f"a value of {name}", str(value), members or ())


def _commute(a: Move, b: Move) -> bool:
    """Say whether two moves give the same range in either order: factors with factors, shifts with shifts."""
    families = (
        {"times", "reduce_by", "increase_by"},
        {"add"},
        {"shift"},
        {"level_at_most"},
        {"level_at_least"},
    )
    given = {move.kind for move in (a, b)}
    if a.capped or b.capped:
        return False
    one_sided = given in ({"not_below"}, {"not_above"})
    return one_sided or any(given <= family for family in families)


def _conditions_of(law: Law) -> Iterator[tuple[Path_, Tree]]:
    """Yield every condition of the law, with the path of the field or element that holds it."""
    contents = law.contents
    for kind in ("rules", "offences", "steps", "readings", "notices"):
        for id_, element in getattr(contents, kind).items():
            yield from _when_and_unless((kind, id_), element)
    for id_, fact in contents.facts.items():
        for i, tree in enumerate((fact.derive.count if fact.derive else None) or []):
            yield ("facts", id_, "derive", "count", i), tree
    for id_, offence in contents.offences.items():
        for leaf in offence.sanction.leaves() if offence.sanction else ():
            optional = leaf.fine or leaf.response
            for _, tree in _when_and_unless((), optional) if optional is not None else ():
                yield ("offences", id_, "sanction"), tree
    for id_, programme in contents.programmes.items():
        for gate_kind, gate in programme.gates.items():
            yield from _when_and_unless(("programmes", id_, "gates", gate_kind), gate)
        for i, where in enumerate(programme.force_where):
            yield from _when_and_unless(("programmes", id_, "force_where", i), where)


class _Conditional(Protocol):
    """A part of the law with conditions of its own."""

    @property
    def when(self) -> Tree: ...
    @property
    def unless(self) -> Tree | None: ...


def _when_and_unless(path: Path_, part: _Conditional) -> Iterator[tuple[Path_, Tree]]:
    yield (*path, "when"), part.when
    if part.unless is not None:
        yield (*path, "unless"), part.unless

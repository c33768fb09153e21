"""Checks that what a law names exists and is of the type that its place asks for."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property, partial
from itertools import combinations, pairwise
from typing import Final

from propengine.core.resolution import ancestors
from propengine.law.conditions import ALWAYS, Comparison, Test, Tree, tests_of
from propengine.law.contents import conditions_of
from propengine.law.faults import Expected
from propengine.law.programmes import Term
from propengine.law.quantities import Measure
from propengine.law.rows import Row
from propengine.law.rules import Liability, Offence, Rule, ValueOf
from propengine.law.sanctions import (
    Cell,
    Checkpoint,
    Custody,
    Ends,
    RangeTable,
)
from propengine.law.steps import Step
from propengine.law.subjects import (
    ENDS,
    Kind,
    Subject,
    field_subjects,
    item_subjects,
    read_references,
    step_subjects,
    subjects_of_law,
)
from propengine.law.tables import AmountTable, ConversionTable
from propengine.law.vocabulary import COMMON_FACTS, CountedRecords, Derivation, Fact, FactType
from propengine.notation.complaints import Complaints
from propengine.notation.examined import elements_of
from propengine.notation.impossible import impossible
from propengine.notation.moves import OF_ORDER, commute, steps_before
from propengine.notation.sources import Path_


def check_references(told: Complaints) -> None:
    """Complain of every name that leads nowhere and every value that does not fit its place."""
    _References(told).run()


def check_standing(told: Complaints) -> None:
    """Complain of offences whose range is made of something that is not in force with them."""
    for name, offence in told.law.contents.offences.items():
        for custody in (leaf.custody for leaf in offence.leaves if leaf.custody is not None):
            path: Path_ = ("offences", name, "sanction")
            told.refer_standing("offences", custody.range_of, path)
            told.refer_standing("ladders", custody.grades[0] if custody.grades is not None else None, path)


_DATES_OF_CASE: Final = frozenset({"offence_date", "conviction_date", "sentence_date", "decision_date"})
_ENDS_OF_RANGES: Final = frozenset(
    f"range.{checkpoint}.{end}"
    for checkpoint in Checkpoint
    for end in ENDS
    if checkpoint is not Checkpoint.BEST_CASE
)


_COPIED: Final = frozenset({FactType.BOOLEAN, FactType.ENUM, FactType.INTEGER})
"""The types that a conclusion may have."""
_WORDED: Final = {"facts": "members", "tables": "bands", "groupings": "groups"}
"""What holds a word, and the field with those that it may be."""
_NUMBERS: Final = frozenset({FactType.NUMBER, FactType.INTEGER})
_ASKED: Final[Mapping[str, tuple[str, type[AmountTable | ConversionTable]]]] = {
    "sum_of_shares": ("amounts", AmountTable),
    "highest_share": ("amounts", AmountTable),
    "sum_converted": ("factor", ConversionTable),
}
"""The figures that a measure needs in the rows of its table, and the kind of table that has them."""
_OF_STEPS: Final = step_subjects()


class _References:
    def __init__(self, told: Complaints) -> None:
        self.told = told
        self.law = told.law

    def run(self) -> None:
        for check in (
            self._conditions,
            self._vocabulary,
            self._quantities,
            self._rules,
            self._offences,
            self._families,
            self._bands,
            self._ranges,
            self._ladders,
            self._steps,
            self._exceptions,
        ):
            check()

    @cached_property
    def _own_subjects(self) -> Mapping[str, Subject]:
        """Return the subjects with the words that they have in this law, and no others."""
        return subjects_of_law(self.law.contents)

    @cached_property
    def _subjects(self) -> Mapping[str, Subject]:
        """Return what a condition may ask about."""
        return self.law.as_written.subjects

    @cached_property
    def _subjects_of_steps(self) -> Mapping[str, Subject]:
        """Return what a condition of a step may ask about."""
        return {**self._subjects, **_OF_STEPS}

    def _conditions(self) -> None:
        for kind, id_, element in elements_of(self.law):
            if self.told.is_new(kind, id_):
                subjects = self._subjects_of_steps if isinstance(element, Step) else self._subjects
                for path, tree in conditions_of(kind, id_, element):
                    self._condition(path, tree, subjects)
        for gap in self.law.jurisdiction.gaps:
            self._condition(("gaps", gap.id, "when"), gap.when, self._subjects)
            if gap.unless is not None:
                self._condition(("gaps", gap.id, "unless"), gap.unless, self._subjects)
            for name in gap.exception_to:
                self.told.refer("offences", name, ("gaps", gap.id, "exception_to"))

    def _condition(self, path: Path_, tree: Tree, subjects: Mapping[str, Subject]) -> None:
        """Complain of what a condition asks about that is not there, or asks in a way that does not fit."""
        calendar = self.law.jurisdiction.calendar
        if path[-1] == "unless" and tree == ALWAYS:
            self.told.complain(path, "expected what takes it away; an empty condition always does")
        for name, asked in impossible(tree, subjects, calendar):
            message = f"expected what some case can meet, found {name} {asked}, which none does"
            self.told.complain(self.told.spot(path, name), message, name)
        for test in tests_of(tree):
            self._is_left(test.subject, path)
            known = subjects.get(test.subject)
            if known is not None and known.kind is Kind.SET:
                self._of_set(path, test)
            if known is not None:
                self.told.attempt(partial(read_references, test, known, calendar), path, test.subject)
            else:
                self.told.refer_subject(test.subject, self.told.spot(path, test.subject))

    def _of_set(self, path: Path_, test: Test) -> None:
        """Complain of a comparison that says of a set what it does not ask."""
        if test.comparison not in {Comparison.EQUALS, Comparison.ONE_OF}:
            return
        document, where = self.told.places.written(path)
        spelt = (test.subject, test.comparison.value)  # a word alone, or a list, reads as `includes`
        found = next((known for known in document.below(where) if known[-2:] == spelt), None)
        if found is not None:
            message = (
                f"expected includes for {test.subject}, which is a set: it asks whether one of the words is "
                f"in it; found {test.comparison}"
            )
            self.told.complain((*path, *found[len(where) :]), message, test.comparison)

    def _is_left(self, name: str, path: Path_) -> None:
        """Complain of what a condition reads and an option of a reading has taken away."""
        written = self.law.as_written
        if name in written.subjects and name not in self.law.subjects and self._is_made(name):
            under = " and ".join(f"{option} of {reading}" for reading, option in self.law.readings)
            reader = ".".join(map(str, path[:2]))
            message = f"expected options to leave what {reader} reads, found {name} taken away by {under}"
            for reading, option in self.law.readings:
                self.told.complain(("readings", reading, "options", option), message, name)

    def _is_made(self, name: str) -> bool:
        """Say whether a subject is made of the items of a case, by a table, a measure or a grouping."""
        of = self.law.as_written.contents
        return name in of.tables or name in of.measures or name in of.groupings

    def _vocabulary(self) -> None:
        contents = self.law.contents
        taken: dict[str, str] = {}
        for name, substance in contents.substances.items():
            for i, form in enumerate(substance.forms):
                self.told.refer("substances", form, ("substances", name, "forms", i))
            for word in [name, *substance.aliases]:
                if taken.setdefault(word, name) != name:
                    path = ("substances", name, "aliases")
                    other = ("substances", taken[word], "aliases")
                    message = f"expected a word for one substance, {word!r} is {taken[word]!r} too"
                    self.told.complain_of_newer(path, other, message, word)
        for name, fact in contents.facts.items():
            if fact.derive is not None:
                self._derived(fact.derive, ("facts", name, "derive"))
        for name, programme in contents.programmes.items():
            if programme.term is not None:
                self._term(programme.term, ("programmes", name, "term"))

    def _term(self, term: Term, path: Path_) -> None:
        """Complain of a rate of nothing that is there, or for no time at all."""
        if term.of is not None:
            self._length(term.of, (*path, "of"))
        if term.per is not None and self.law.jurisdiction.calendar.months(term.per) <= 0:
            message = f"expected the time that one rate stands for, found {term.per}, which is none"
            self.told.complain((*path, "per"), message)

    def _derived(self, derive: Derivation, path: Path_) -> None:
        """Complain of what a fact is derived from that is not there."""
        for other in derive.share or ():
            if other not in _ENDS_OF_RANGES:
                self.told.refer_fact(other, _NUMBERS | {FactType.DURATION}, (*path, "share"))
        for i, term in enumerate(derive.sum or ()):
            self.told.refer_fact(term.of, _NUMBERS, (*path, "sum", i, "of"))
        for i, other in enumerate(derive.lengths or ()):
            self.told.refer_fact(other, {FactType.DURATION}, (*path, "lengths", i))
        self.told.refer_fact(derive.size, {FactType.SET}, (*path, "size"))
        for key in ("years_between", "days_between"):
            for day in getattr(derive, key) or ():
                self._day(day, (*path, key))
        if derive.records is not None:
            self._records(derive.records, (*path, "records"))

    def _records(self, counted: CountedRecords, path: Path_) -> None:
        """Complain of what is counted of records that have not such fields."""
        self.told.refer_fact(counted.of, {FactType.RECORDS}, (*path, "of"))
        if counted.before is not None:
            self._day(counted.before, (*path, "before"))
        fact = self.law.contents.facts.get(counted.of)
        if fact is None or fact.fields is None:
            return
        days = [name for name, field in fact.fields.items() if field.type is FactType.DATE]
        if counted.since is not None and counted.since not in days:
            expected = Expected("a field of these records that holds a day", counted.since, days)
            self.told.complain((*path, "since"), str(expected), counted.since)
        self._tests("a field of these records", counted.where, field_subjects(fact), (*path, "where"))

    def _day(self, name: str, path: Path_) -> None:
        """Complain unless a name is that of a date of the case or of a date fact."""
        facts = self.told.known.dates | _DATES_OF_CASE
        if name not in facts:
            self.told.complain(
                path, str(Expected("a date of the case or a date fact", name, sorted(facts))), name
            )

    def _length(self, name: str, path: Path_) -> None:
        """Complain unless a name is that of a duration fact, or of an end of a range at a checkpoint."""
        known = self.told.known.durations | _ENDS_OF_RANGES
        if name not in known:
            expected = "a duration fact, or an end of a range such as range.final.max"
            self.told.complain(path, str(Expected(expected, name, sorted(known))), name)

    def _quantities(self) -> None:
        contents = self.law.contents
        for name, measure in contents.measures.items():
            self._measure(name, measure)
        for name, table in contents.tables.items():
            if table.banded is not None:
                self._banded(name, table.banded, table.rows["all"])
                continue
            covered: dict[str, str] = {}
            for row_id, row in table.rows.items():
                for substance in row.substances if row.substances is not None else [row_id]:
                    path = ("tables", name, "rows", row_id)
                    self.told.refer("substances", substance, path)
                    if covered.setdefault(substance, row_id) != row_id:
                        self.told.complain(
                            path,
                            f"expected {substance} in one row, {covered[substance]} has it too",
                            substance,
                        )
        for name, grouping in contents.groupings.items():
            seen: dict[str, str] = {}
            for group, substances in grouping.groups.items():
                for substance in substances:
                    self.told.refer("substances", substance, ("groupings", name, "groups", group))
                    if seen.setdefault(substance, group) != group:
                        path = ("groupings", name, "groups", group)
                        self.told.complain(
                            path,
                            f"expected {substance} in one group, {seen[substance]} has it too",
                            substance,
                        )

    def _some_item(self, name: str, tree: Tree) -> None:
        """Complain of what no single item has: each has its substance, its groups and its bands."""
        self._tests(
            "a group or band of one item",
            tree,
            item_subjects(self.law.contents),
            ("measures", name, "some_item"),
        )

    def _tests(self, expected: str, tree: Tree, subjects: Mapping[str, Subject], path: Path_) -> None:
        """Complain of what a condition on a part of a case asks that such a part has not."""
        calendar = self.law.jurisdiction.calendar
        for test in tests_of(tree):
            known = subjects.get(test.subject)
            if known is None:
                fault = str(Expected(expected, test.subject, subjects))
                self.told.complain((*path, test.subject), fault, test.subject)
            else:
                self.told.attempt(partial(read_references, test, known, calendar), path, test.subject)

    def _measure(self, name: str, measure: Measure) -> None:
        """Complain of a table that does not hold the figures that a measure is made of."""
        if measure.some_item is not None:
            self._some_item(name, measure.some_item)
        for way, (figure, kind) in _ASKED.items():
            table_id = getattr(measure, way)
            self.told.refer_here("tables", table_id, ("measures", name, way))
            table = self.law.contents.tables.get(table_id) if table_id is not None else None
            if table is not None and not isinstance(table, kind):
                message = f"expected a table with {figure} in every row, found {table_id}"
                rows = ("tables", str(table_id), "rows")
                self.told.complain_of_newer(("measures", name, way), rows, message, str(table_id))
        self.told.refer_here("tables", measure.sum_of_amounts, ("measures", name, "sum_of_amounts"))

    def _banded(self, name: str, of: str, row: Row) -> None:
        """Complain of a table of a measure that bands something else than the measure is an amount of."""
        path = ("tables", name, "of")
        self.told.refer_here("measures", of, path)
        measure = self.law.contents.measures.get(of)
        if measure is None:
            return
        if measure.table is not None and self._leads_back(name, measure.table):
            self.told.complain(path, f"expected a measure that does not lead back to {name}", of)
        if measure.dimension is not None and row.limits[0].dimension is not measure.dimension:
            message = f"expected points that are amounts of {measure.dimension}, as {of} is"
            points_of, dimension = ("tables", name, "rows", "all", "points"), ("measures", of, "dimension")
            self.told.complain_of_newer(points_of, dimension, message, of)

    def _leads_back(self, name: str, table_id: str) -> bool:
        """Say whether a table is made, through measures, of itself."""
        seen: set[str] = set()
        here: str | None = table_id
        while here is not None and here not in seen:
            if here == name:
                return True
            seen.add(here)
            table = self.law.contents.tables.get(here)
            measure = self.law.contents.measures.get(table.banded or "") if table else None
            here = measure.table if measure is not None else None
        return False

    def _rules(self) -> None:
        for name, rule in self.law.contents.rules.items():
            path: Path_ = ("rules", name, "concludes")
            self.told.refer("facts", rule.variable, (*path, rule.variable))
            fact = self.law.contents.facts.get(rule.variable)
            if fact is None:
                continue
            if not fact.concluded:
                self.told.complain(
                    path, f"expected a fact marked `concluded`, {rule.variable} is not", rule.variable
                )
            elif isinstance(rule.value, ValueOf):
                self._copied(rule.value.value_of, fact, path)
            else:
                self._concluded(rule, fact, path)

    def _copied(self, name: str, fact: Fact, path: Path_) -> None:
        """Complain of a value that is taken over from what does not hold one, or one that does not fit."""
        self.told.refer_subject(name, path)
        self._is_left(name, path)
        of = self.law.contents
        source = of.facts.get(name)
        subject = self._own_subjects.get(name)
        if subject is None:  # nothing of that name, or not on this day
            return
        if source is None and name not in of.tables and name not in of.groupings:
            message = f"expected the name of a fact, or of a table with bands or a grouping, found {name!r}"
            self.told.complain(path, message, name)
        elif source is not None and source.type is not FactType.ENUM:
            if source.type is not fact.type or fact.type not in _COPIED:
                message = f"expected a value of type {fact.type}, found that of {name}, of type {source.type}"
                self.told.complain_of_newer(path, ("facts", name, "type"), message, name)
        else:
            self._copied_words(name, subject.members, fact, path)

    def _copied_words(self, name: str, words: Sequence[str], fact: Fact, path: Path_) -> None:
        of = next(kind for kind in _WORDED if name in getattr(self.law.contents, kind))
        for word in words:
            counted = fact.type is FactType.INTEGER and word.isascii() and word.isdecimal()
            if not counted and word not in (fact.members or ()):
                message = f"expected values that the conclusion may take, found {word!r} of {name}"
                self.told.complain_of_newer(path, (of, name, _WORDED[of]), message, word)

    def _concluded(self, rule: Rule, fact: Fact, path: Path_) -> None:
        """Complain of a value that the fact cannot take, at the rule or at the fact."""
        try:
            _fits(rule.variable, fact.members, fact.type, rule.value)
        except Expected as error:
            at = self.told.spot(path, rule.variable)
            of = ("facts", rule.variable, "members")
            self.told.complain_of_newer(at, of, str(error), error.found)

    def _offences(self) -> None:
        contents = self.law.contents
        for name, offence in contents.offences.items():
            path: Path_ = ("offences", name, "sanction")
            self._range_of_ends(name, path)
            if (expected := _missing_or_too_much(offence)) is not None:
                found = offence.liability.value
                self.told.complain(
                    ("offences", name, "liability"), f"expected {expected}, found {found}", found
                )
            for leaf in offence.leaves:
                if leaf.fine is not None:
                    self.told.refer_fact(leaf.fine.not_below_fact, _NUMBERS, path)
                custody = leaf.custody
                if custody is None:
                    continue
                for table in (custody.table, custody.statutory_table):
                    self.told.refer_ranges(table, path, of_levels=False)
                self.told.refer_standing("offences", custody.range_of, path)
                if custody.levels is not None:
                    self.told.refer_ranges(custody.levels.table, path, of_levels=True)
                    self.told.refer_fact(custody.levels.base, {FactType.INTEGER}, path)
                self._statutory(custody, path)
                if custody.grades is not None:
                    self._grades(custody.grades, path)
                for ends in (custody.statutory, custody.ends):
                    if ends is not None and self.told.is_new("offences", name):
                        self._ends(ends, path)

    def _bands(self) -> None:
        """Complain of bands whose limits do not rise: nothing could fall into one of them."""
        calendar = self.law.jurisdiction.calendar
        for name, banding in self.law.contents.bands.items():
            subject = self.law.subjects.get(banding.of)
            if subject is None or not self.told.is_new("bands", name):
                continue
            try:
                read = [(read_references(test, subject, calendar)[0], test) for test in banding.limits]
            except Expected:
                continue  # told of the conditions that it stands for
            ends = [(limit, test.comparison is Comparison.AT_MOST) for limit, test in read]
            for i, (before, after) in enumerate(pairwise(ends), start=1):
                if after <= before:
                    path: Path_ = ("bands", name, "bands", i)
                    self.told.complain(path, "expected limits in order, each above the one before")

    def _families(self) -> None:
        """Complain of a family that has the name of an offence: nobody could tell which is meant."""
        offences = self.law.contents.offences
        for name, offence in offences.items():
            for i, family in enumerate(offence.families):
                if family in offences:
                    path = ("offences", name, "families", i)
                    self.told.complain(
                        path, f"expected a family that is no offence, found {family!r}", family
                    )

    def _range_of_ends(self, name: str, path: Path_) -> None:
        """Complain about ranges that refer to each other in a circle."""
        seen = {name}
        here: str | None = name
        while here is not None and (offence := self.law.contents.offences.get(here)) is not None:
            of = (leaf.custody for leaf in offence.leaves if leaf.custody is not None)
            here = next((custody.range_of for custody in of if custody.range_of), None)
            if here in seen:
                self.told.complain(path, f"expected a range that does not lead back to {name}", str(here))
                return
            seen.add(str(here))

    def _grades(self, grades: tuple[str, str, str], path: Path_) -> None:
        ladder, low, high = grades
        self.told.refer_standing("ladders", ladder, path)
        if ladder in self.law.contents.ladders:
            names = [grade.grade for grade in self.law.contents.ladders[ladder].grades]
            if low not in names or high not in names or names.index(low) > names.index(high):
                message = f"expected two grades of {ladder} in order ({', '.join(names)})"
                self.told.complain_of_newer(path, ("ladders", ladder, "grades"), message, f"{low}, {high}")

    def _ends(self, ends: Ends | Cell, path: Path_) -> None:
        for end in (ends.min, ends.max, ends.point):
            if end is not None and end.word is not None:
                self.told.refer_end(end.word, path)
        calendar = self.law.jurisdiction.calendar
        if ends.min.duration is not None and ends.max.duration is not None:
            least, most = calendar.months(ends.min.duration), calendar.months(ends.max.duration)
            if least > most:
                self.told.complain(
                    path, f"expected a least no longer than the most, found {ends.min} and {ends.max}"
                )

    def _ranges(self) -> None:
        for name, table in self.law.contents.ranges.items():
            self.told.refer_here("ranges", table.otherwise, ("ranges", name, "otherwise"))
            self._otherwise(name)
            self._guides_within(name, table)
            for subject in table.by:
                if subject != "level":
                    self.told.refer_subject(subject, ("ranges", name, "by"))
                    self._is_left(subject, ("ranges", name, "by"))
                    self._is_worded(subject, ("ranges", name, "by"))
            for key, cell in table.cells.items() if self.told.is_new("ranges", name) else ():
                path = ("ranges", name, "cells", key)
                self._ends(cell, path)
                self._key(table.by, key, path)

    def _is_worded(self, name: str, path: Path_) -> None:
        """Complain of a key that has too many values to have a cell for each."""
        subject = self.law.subjects.get(name)
        fact = self.law.contents.facts.get(name) or COMMON_FACTS.get(name)
        counted = fact is not None and fact.type is FactType.INTEGER
        if subject is not None and subject.kind is not Kind.ENUM and not counted:
            message = f"expected what has a word or a whole number, found {name}, of type {subject.kind}"
            hint = "; band it with a table" if subject.kind in {Kind.AMOUNT, Kind.NUMBER} else ""
            self.told.complain(path, message + hint, name)

    def _guides_within(self, name: str, table: RangeTable) -> None:
        """Complain unless what binds in the place of a table that guides is there, and binds."""
        path = ("ranges", name, "guides_within")
        if table.guides_within in {None, Checkpoint.STATUTORY}:
            return
        self.told.refer_here("ranges", table.guides_within, path)
        within = self.law.contents.ranges.get(str(table.guides_within))
        if within is not None and within.guides_within is not None:
            message = f"expected a table that binds, found {table.guides_within}, which guides too"
            self.told.complain(path, message, str(table.guides_within))

    def _statutory(self, custody: Custody, path: Path_) -> None:
        """Complain of a range that only guides within the statute's, where the statute's is not given."""
        table = custody.levels.table if custody.levels is not None else custody.table
        of = self.law.contents.ranges.get(table) if table is not None else None
        within_statute = of is not None and of.guides_within == Checkpoint.STATUTORY
        if within_statute and custody.statutory is None and custody.statutory_table is None:
            self.told.complain(path, f"expected statutory beside {table}, which guides within it", str(table))

    def _otherwise(self, name: str) -> None:
        """Complain of tables that stand in for each other in a circle."""
        seen: set[str] = set()
        here = self.law.contents.ranges[name].otherwise
        while here is not None and here not in seen and here in self.law.contents.ranges:
            seen.add(here)
            here = self.law.contents.ranges[here].otherwise
        if name in seen:
            message = f"expected a table that does not lead back to {name}"
            self.told.complain(("ranges", name, "otherwise"), message, name)

    def _ladders(self) -> None:
        months = self.law.jurisdiction.calendar.months
        for name, ladder in self.law.contents.ladders.items():
            below = Fraction(0), Fraction(0)
            for i, grade in enumerate(ladder.grades):
                least, most = months(grade.min), months(grade.max)
                path = ("ladders", name, "grades", i)
                if least > most:
                    message = f"expected a least no longer than the most, found {grade.min} and {grade.max}"
                    self.told.complain(path, message)
                elif least < below[0] or most < below[1]:
                    self.told.complain(path, "expected the lowest grade first", grade.grade)
                below = least, most

    def _key(self, by: list[str], key: str, path: Path_) -> None:
        parts = key.split("/")
        if len(parts) != len(by):
            self.told.complain(path, f"expected one value for each of {', '.join(by)}, joined by /", key)
            return
        for subject_name, part in zip(by, parts, strict=True):
            subject = self.law.subjects.get(subject_name)
            if subject_name == "level" and not part.removeprefix("-").isdecimal():
                self.told.complain(path, str(Expected("a whole number for the level", part)), key)
            if subject is not None and subject.members and part not in subject.members:
                self.told.complain(
                    path, str(Expected(f"a value of {subject_name}", part, subject.members)), key
                )

    def _steps(self) -> None:
        phases = [phase.phase for phase in self.law.jurisdiction.phases]
        for name, step in self.law.contents.steps.items():
            if step.phase not in phases:
                self.told.complain(
                    ("steps", name, "phase"), str(Expected("a phase of the jurisdiction", step.phase, phases))
                )
            for other in step.offences or ():
                self.told.refer("offences", other, ("steps", name, "offences"))
            for other in step.after:
                self.told.refer("steps", other, ("steps", name, "after"))
            if name in steps_before(self.law.contents.steps, name):
                message = f"expected steps that do not lead back to {name}"
                self.told.complain(("steps", name, "after"), message, name)
        written = self.law.as_written.contents.steps if self.law.written is not None else {}
        for (a_id, a), (b_id, b) in combinations(self.law.contents.steps.items(), 2):
            if a is written.get(a_id) and b is written.get(b_id):
                continue  # told of the law as written, which this one is under an option
            ordered = b_id in a.after or a_id in b.after or a_id in b.exception_to or b_id in a.exception_to
            if a.phase == b.phase and not ordered and not commute(a.move, b.move):
                message = (
                    f"expected `after` to say which of {a_id} and {b_id} acts first: their order matters"
                )
                self.told.complain_of_all("steps", (a_id, b_id), OF_ORDER, message, b_id)

    def _exceptions(self) -> None:
        contents = self.law.contents
        for kind, elements in (
            ("rules", contents.rules),
            ("offences", contents.offences),
            ("steps", contents.steps),
        ):
            for name, element in elements.items():
                for other in element.exception_to:
                    self.told.refer(kind, other, (kind, name, "exception_to"))
                if name in ancestors(elements, name):
                    self.told.complain(
                        (kind, name, "exception_to"), f"expected exceptions that do not lead back to {name}"
                    )


def _missing_or_too_much(offence: Offence) -> str | None:
    """Return what is expected of an offence whose liability does not fit what it carries."""
    of_custody = any(leaf.custody is not None for leaf in offence.leaves)
    match offence.liability:
        case Liability.LAWFUL | Liability.TOLERATED if offence.leaves:
            return "no sanction, or a liability for which something may be imposed"
        case Liability.CRIMINAL_CUSTODIAL if offence.leaves and not of_custody:
            return "custody in the sanction, or a liability without it"
        case Liability.CRIMINAL_CUSTODIAL | Liability.FALTA:
            return None
        case _ if of_custody:
            return "no custody in the sanction, or the liability criminal_custodial or falta"
    return None


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

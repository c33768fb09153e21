"""The four questions that are asked of a condition: shown, denied, not shown, not denied.

The interpreter here is a second, plain reading of a condition in three truth values. It shares nothing with
the formulas over slots: it reads the tree and what is stated, and knows neither slots nor classes.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings, strategies as st

from propengine.core.formulas import (
    ALWAYS,
    NEVER,
    Bound,
    Every,
    Formula,
    Leaf,
    Some,
    bind,
    formula_holds,
    leaf_holds,
    leaves_of,
    negation,
    opposite,
)
from propengine.core.profiles import Domain, domains_of
from propengine.core.slots import LEAST, MOST, Slot, SlotValue, slot_of_member, slots_of
from propengine.law.conditions import AllOf, AnyOf, Comparison, NoneOf, Test, Tree, read_condition
from propengine.law.durations import Calendar, read_duration
from propengine.law.faults import Expected
from propengine.law.subjects import Kind, Subject
from tests.strategies import conditions

CALENDAR = Calendar(day="1/30", week="7/30", provision="convention")  # type: ignore[arg-type]  # read from text
WORDS = ("low", "middle", "high")
SUBJECTS = {
    subject.name: subject
    for subject in (
        Subject("truth", Kind.BOOLEAN),
        Subject("word", Kind.ENUM, WORDS),
        Subject("roles", Kind.SET, ("courier", "lookout")),
        Subject("number", Kind.NUMBER),
        Subject("length", Kind.DURATION),
        Subject("imposed", Kind.SENTENCE),
    )
}
DRAWN: Mapping[str, dict[str, Any]] = {
    "truth": {"type": "boolean"},
    "word": {"type": "enum", "members": list(WORDS)},
    "roles": {"type": "set", "members": ["courier", "lookout"]},
    "number": {"type": "number"},
    "length": {"type": "duration"},
    "imposed": {"type": "duration"},
    "absent": {"type": "boolean"},
}

SLOTS: Mapping[str, Slot] = {slot.name: slot for s in SUBJECTS.values() for slot in slots_of(s)}

Stated: TypeAlias = Mapping[str, Any]
"""What is stated: by subject, a truth, a word, a number, members by name, or the two ends of a sentence."""

Truth: TypeAlias = bool | None
"""True, false, or None for "not known"."""


def negated(truth: Truth) -> Truth:
    return None if truth is None else not truth


def all_hold(truths: Iterable[Truth]) -> Truth:
    found = list(truths)
    if False in found:
        return False
    return None if None in found else True


def truth_of(tree: Tree, stated: Stated) -> Truth:
    """Say whether a condition is shown, denied or neither on what is stated."""
    match tree:
        case AllOf():
            return all_hold(truth_of(part, stated) for part in tree.parts)
        case AnyOf():
            return negated(all_hold(negated(truth_of(part, stated)) for part in tree.parts))
        case NoneOf():
            return all_hold(negated(truth_of(part, stated)) for part in tree.parts)
        case Test():
            return truth_of_test(tree, stated)


def truth_of_test(test: Test, stated: Stated) -> Truth:
    value = stated.get(test.subject)
    if value is None:
        return None
    if test.comparison is Comparison.STATED:
        return True
    if test.subject == "roles":
        known = [value[str(member)] for member in test.constants]
        return negated(all_hold(negated(truth) for truth in known))
    if test.subject == "imposed":
        return truth_of_sentence(test, value)
    constants = [number_of(constant, test.subject) for constant in test.constants]
    return compare(test.comparison, number_of(value, test.subject), constants)


def truth_of_sentence(test: Test, ends: tuple[Fraction, Fraction]) -> Truth:
    """A test of a sentence is known when every length between the ends gives the same answer."""
    least, most = ends
    limit = number_of(test.constants[0], "imposed")
    tried = {least, most, *(x for x in (limit - 1, limit, limit + 1) if least <= x <= most)}
    answers = {compare(test.comparison, length, [limit]) for length in tried}
    return answers.pop() if len(answers) == 1 else None


def number_of(value: Any, subject: str) -> Any:
    if subject == "word":
        return WORDS.index(value)
    if subject in {"length", "imposed"} and not isinstance(value, Fraction):
        return CALENDAR.months(read_duration(value))
    return value


def compare(comparison: Comparison, value: Any, constants: list[Any]) -> bool:
    match comparison:
        case Comparison.EQUALS | Comparison.ONE_OF:
            return value in constants
        case Comparison.NOT_ONE_OF:
            return value not in constants
        case Comparison.AT_LEAST:
            return bool(value >= constants[0])
        case Comparison.MORE_THAN:
            return bool(value > constants[0])
        case Comparison.AT_MOST:
            return bool(value <= constants[0])
        case Comparison.LESS_THAN:
            return bool(value < constants[0])
        case _:
            raise AssertionError(comparison)


months = st.sampled_from([Fraction(n) for n in (0, 1, 6, 12, 24, 60)]) | st.fractions(
    0, 240, max_denominator=30
)
stateds: st.SearchStrategy[Stated] = st.fixed_dictionaries(
    {
        "truth": st.none() | st.booleans(),
        "word": st.none() | st.sampled_from(WORDS),
        "roles": st.none()
        | st.fixed_dictionaries({m: st.none() | st.booleans() for m in ("courier", "lookout")}),
        "number": st.none() | st.integers(0, 6).map(Fraction),
        "length": st.none() | months,
        "imposed": st.none() | st.tuples(months, months).map(lambda ends: (min(ends), max(ends))),
    }
)


def slots_stated(stated: Stated) -> dict[str, SlotValue]:
    """Return the slots that say what is stated."""
    slots: dict[str, SlotValue] = {n: stated[n] for n in ("truth", "word", "number", "length")}
    roles, imposed = stated["roles"], stated["imposed"]
    slots["roles"] = None if roles is None else True
    for member in ("courier", "lookout"):
        slots[slot_of_member("roles", member)] = None if roles is None else roles[member]
    slots[LEAST], slots[MOST] = imposed or (None, None)
    return slots


def holds(formula: Formula, slots: Mapping[str, SlotValue], domains: Mapping[str, Domain]) -> bool:
    """Say whether a formula holds; its leaves are asked both of the value and of the value's class."""
    match formula:
        case Leaf():
            domain = domains[formula.slot]
            of_class = bool(domain.allowed(formula) >> domain.classify(slots[formula.slot]) & 1)
            of_value = leaf_holds(formula, slots[formula.slot], SLOTS[formula.slot].words)
            assert of_class == of_value, formula
            return of_value
        case Every():
            return all(holds(part, slots, domains) for part in formula.parts)
        case Some():
            return any(holds(part, slots, domains) for part in formula.parts)


def exact_sentences() -> st.SearchStrategy[dict[str, Any]]:
    return st.integers(0, 240).map(lambda n: {"imposed": {"equals": f"{n} m"}})


@settings(max_examples=120)
@given(st.one_of(conditions(DRAWN, depth=2), exact_sentences()), stateds)
def test_the_four_questions_agree_with_three_valued_truth(condition: dict[str, Any], stated: Stated) -> None:
    """Shown is true, denied is false, and the other two are their opposites, on every tree and statement."""
    tree = read_condition(condition)
    formulas = {bound: bind(tree, bound, SUBJECTS, CALENDAR) for bound in Bound}
    domains = domains_of(formulas.values(), SLOTS)
    truth = truth_of(tree, stated)

    expected = {
        Bound.SHOWN: truth is True,
        Bound.DENIED: truth is False,
        Bound.NOT_SHOWN: truth is not True,
        Bound.NOT_DENIED: truth is not False,
    }

    assert expected == {b: holds(f, slots_stated(stated), domains) for b, f in formulas.items()}


NUMBERS = [Fraction(n) for n in range(4)]
LENGTHS = [(f"{n} m", Fraction(n)) for n in range(1, 4)]
ORDERED = ("at_least", "more_than", "at_most", "less_than", "equals")


def single_tests() -> Iterable[tuple[dict[str, Any], Stated]]:
    """Yield every comparison with every value at, beside and between its constants."""
    nothing: dict[str, Any] = dict.fromkeys(DRAWN)
    for word in ORDERED:
        for constant in (1, 2):
            for number in (None, *NUMBERS):
                yield {"number": {word: constant}}, {**nothing, "number": number}
            for _, length in LENGTHS:
                yield {"length": {word: f"{constant} m"}}, {**nothing, "length": length}
            for _, least in LENGTHS:
                for _, most in LENGTHS:
                    ends = (min(least, most), max(least, most))
                    yield {"imposed": {word: f"{constant} m"}}, {**nothing, "imposed": ends}
        for member in WORDS:
            for value in (None, *WORDS):
                yield {"word": {word: member}}, {**nothing, "word": value}
    for word in ("one_of", "not_one_of"):
        for value in (None, *WORDS):
            yield {"word": {word: ["low", "high"]}}, {**nothing, "word": value}
        for number in (None, *NUMBERS):
            yield {"number": {word: [1, 3]}}, {**nothing, "number": number}


def test_every_comparison_is_right_at_its_limits() -> None:
    """At, below and above each constant, and over each stretch of a sentence, all four questions agree."""
    for condition, stated in single_tests():
        tree = read_condition(condition)
        formulas = {bound: bind(tree, bound, SUBJECTS, CALENDAR) for bound in Bound}
        domains = domains_of(formulas.values(), SLOTS)
        truth = truth_of(tree, stated)

        expected = [truth is True, truth is False, truth is not True, truth is not False]

        assert expected == [holds(formulas[b], slots_stated(stated), domains) for b in Bound], (
            condition,
            stated,
        )


def test_a_sentence_between_two_ends_is_neither_equal_nor_unequal() -> None:
    """Between three and five years a sentence of four years is still possible."""
    tree = read_condition({"imposed": {"equals": "4 y"}})
    denied = bind(tree, Bound.DENIED, SUBJECTS, CALENDAR)
    slots: dict[str, SlotValue] = {LEAST: Fraction(36), MOST: Fraction(60)}

    assert not holds(denied, slots, domains_of([denied], SLOTS))


def test_a_subject_that_the_law_does_not_have_is_never_stated() -> None:
    """Its instrument is not in force: nothing is shown by it and nothing denied."""
    tree = read_condition({"absent": True})

    assert Some(()) == bind(tree, Bound.SHOWN, SUBJECTS, CALENDAR)
    assert Some(()) == bind(tree, Bound.DENIED, SUBJECTS, CALENDAR)
    assert Every(()) == bind(tree, Bound.NOT_SHOWN, SUBJECTS, CALENDAR)


@pytest.mark.parametrize(
    "condition",
    [
        {"truth": {"at_least": 1}},
        {"truth": "yes"},
        {"word": "lowest"},
        {"word": True},
        {"roles": {"at_least": "courier"}},
        {"number": "many"},
        {"length": 3},
        {"truth": {"stated": False}},
    ],
)
def test_a_comparison_that_does_not_fit_its_subject_is_refused(condition: dict[str, Any]) -> None:
    """Types are checked, and silence is never a condition."""
    with pytest.raises(Expected):
        bind(read_condition(condition), Bound.SHOWN, SUBJECTS, CALENDAR)


@settings(max_examples=80)
@given(conditions(DRAWN, depth=2), st.sampled_from(Bound), stateds)
def test_a_negation_holds_exactly_where_the_formula_does_not(
    condition: dict[str, Any], bound: Bound, stated: Stated
) -> None:
    """Whatever is known or not known, one of the two holds and never both."""
    formula = bind(read_condition(condition), bound, SUBJECTS, CALENDAR)
    other = negation(formula)
    domains = domains_of([formula, other], SLOTS)
    slots = slots_stated(stated)

    assert holds(formula, slots, domains) != holds(other, slots, domains)
    assert formula == negation(other)


@pytest.mark.parametrize(
    ("status", "bounds"),
    [
        ("eligible", {Bound.SHOWN, Bound.NOT_DENIED}),
        ("closed", {Bound.DENIED, Bound.NOT_SHOWN}),
        *(
            (open_, {Bound.NOT_SHOWN, Bound.NOT_DENIED})
            for open_ in ("open_unless", "undetermined", "conditional")
        ),
        (None, {Bound.NOT_SHOWN, Bound.NOT_DENIED}),
    ],
)
def test_whether_a_programme_is_open_is_known_only_once_that_is_final(
    status: str | None, bounds: set[Bound]
) -> None:
    """What may still become open or closed is neither shown nor denied to be."""
    subject = Subject("programme.care", Kind.STATUS, ("eligible", "closed"))
    (slot,) = slots_of(subject)
    for word in subject.members:
        asked = {
            bound: bind(
                Test(subject.name, Comparison.EQUALS, (word,)), bound, {subject.name: subject}, CALENDAR
            )
            for bound in Bound
        }
        held = {
            bound
            for bound, f in asked.items()
            if formula_holds(f, {slot.name: status}.get, {slot.name: slot.words})
        }

        assert held == (bounds if word == "eligible" else set(map(opposite, bounds)))


def test_what_always_and_never_holds() -> None:
    """An empty conjunction always holds, an empty alternative never; each is the negation of the other."""
    assert (NEVER, ALWAYS) == (negation(ALWAYS), negation(NEVER))
    assert holds(ALWAYS, {}, {})
    assert not holds(NEVER, {}, {})


def test_the_leaves_are_found_in_order() -> None:
    """A formula names the slots that it reads."""
    formula = bind(read_condition({"truth": True, "roles": "courier"}), Bound.SHOWN, SUBJECTS, CALENDAR)

    assert ["truth", "roles:courier"] == [leaf.slot for leaf in leaves_of(formula)]

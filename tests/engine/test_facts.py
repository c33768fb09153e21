"""Facts read exactly: stated ones, those that follow from dates, and records counted in a window of time."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from propengine.core.slots import SlotValue
from propengine.engine.case import Case, RawValue, RecordValue
from propengine.engine.days import months_between, years_between
from propengine.engine.intake import Intake, dates_of, read_case
from propengine.engine.refusals import Reason, Refusal
from propengine.law.ruleset import Law
from tests.support import a_case, law_of

LAW = """
facts:
  earlier:
    type: records
    question: {en: which?}
    fields:
      kind: {type: enum, members: [theft, drugs]}
      convicted: {type: date}
      length: {type: duration}
      suspended: {type: boolean}
      counts: {type: integer}
      share: {type: number}
  arrest: {type: date, question: {en: when?}}
  half: {type: number, question: {en: which?}}
  number: {type: integer, question: {en: how many?}}
  waited: {type: integer, derive: {days_between: [arrest, decision_date]}}
  priors:
    type: integer
    derive:
      records: {of: earlier, where: {kind: drugs}, within: WINDOW, before: offence_date, since: convicted}
  any_kind: {type: integer, derive: {records: {of: earlier, most: 2}}}
  long_drugs:
    type: integer
    derive: {records: {of: earlier, where: {kind: drugs, length: {more_than: 13 m}}}}
notices:
  told: {provision: a, mark: V, flag: told, text: {en: x}, when: {served: {at_least: 1 y}}}
"""
OFFENCE = date(2020, 6, 15)


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    """Return a law whose window is five years."""
    return law_of(tmp_path_factory.mktemp("law"), LAW.replace("WINDOW", "5 y"))


def read(law: Law, facts: dict[str, RawValue], **more: Any) -> tuple[Intake, list[Refusal]]:
    """Read a case of these facts."""
    decision = more.pop("decision", date(2021, 1, 1))
    case: Case = a_case(facts=facts, **{"offence": OFFENCE, "decision": decision, **more})
    dates, faults = dates_of(case)

    assert [] == faults
    return read_case(case, law, dates, law.statable)


def value(law: Law, name: str, facts: dict[str, RawValue]) -> SlotValue:
    """Return what a fact is in a case without faults."""
    intake, faults = read(law, facts)

    assert [] == faults
    return intake.slots.get(name)


@pytest.mark.parametrize(
    ("length", "expected", "across"),
    [
        ("13 m", 0, ()),
        ("14 m", 1, ()),
        ("392 d", 0, ()),
        ("395 d", 0, ("facts[earlier]",)),  # thirteen months have 393 to 397 days
        ("398 d", 1, ()),
    ],
)
def test_the_length_of_a_record_is_compared_on_what_its_units_can_be(
    law: Law, length: str, expected: int, across: tuple[str, ...]
) -> None:
    """What may be thirteen months is not more than thirteen months, and that is told."""
    intake, faults = read(law, {"earlier": ({"kind": "drugs", "length": length},)})

    assert ([], expected, across) == (faults, intake.slots["long_drugs"], intake.across)


def priors(law: Law, *days: str) -> SlotValue:
    """Return how many convictions on these days count."""
    return value(law, "priors", {"earlier": tuple({"kind": "drugs", "convicted": day} for day in days)})


class TestRecords:
    """A conviction counts from its day to the day counted from, within the window."""

    @pytest.mark.parametrize(
        ("day", "counts"),
        [
            ("2020-06-14", 1),
            ("2020-06-16", 0),  # after the offence: it is no earlier one
            ("2020-12-31", 0),
            ("2021-06-01", 0),  # even after the decision
            ("2015-06-16", 1),
            ("2015-06-15", 0),  # five years ago: not less than five years
            ("2015-06-14", 0),
        ],
    )
    def test_five_years(self, law: Law, day: str, counts: int) -> None:
        """Less than five years before the offence, and not after it."""
        assert counts == priors(law, day)

    @pytest.mark.parametrize(
        ("window", "last_out", "first_in"),
        [
            ("90 d", date(2020, 3, 17), date(2020, 3, 18)),
            ("26 w", date(2019, 12, 16), date(2019, 12, 17)),
            ("6 m", date(2019, 12, 15), date(2019, 12, 16)),
            ("5 y 1 d", date(2015, 6, 14), date(2015, 6, 15)),
            ("5 y less a day", date(2015, 6, 16), date(2015, 6, 17)),
            ("1 y 2 w", date(2019, 6, 1), date(2019, 6, 2)),
        ],
    )
    def test_windows_in_every_unit(self, tmp_path: Path, window: str, last_out: date, first_in: date) -> None:
        """Days, weeks, months, years and mixtures are all counted as written, to the day."""
        law = law_of(tmp_path, LAW.replace("WINDOW", window))

        assert (0, 1) == (priors(law, str(last_out)), priors(law, str(first_in)))

    def test_what_a_record_must_be(self, law: Law) -> None:
        """A record of another kind does not fit; while the kind of one is not known, the number is open."""
        known: tuple[dict[str, bool | int | str], ...] = (
            {"kind": "drugs", "convicted": "2020-01-01"},
            {"kind": "theft", "convicted": "2020-01-01"},
            {"kind": "drugs", "convicted": "2001-01-01"},
        )
        of_unknown_kind: dict[str, bool | int | str] = {"convicted": "2020-01-01"}
        long_ago: dict[str, bool | int | str] = {"convicted": "2001-01-01"}

        assert 1 == value(law, "priors", {"earlier": known})
        assert value(law, "priors", {"earlier": (*known, of_unknown_kind)}) is None
        assert 1 == value(law, "priors", {"earlier": (*known, long_ago)})  # of whatever kind
        assert value(law, "priors", {"earlier": ({"kind": "drugs"},)}) is None
        assert 2 == value(law, "any_kind", {"earlier": (*known, of_unknown_kind)})  # no more than two count

    @pytest.mark.parametrize(("length", "counts"), [("13 m", 0), ("14 m", 1), ("2 y", 1), (None, None)])
    def test_a_number_in_a_record(self, law: Law, length: str | None, counts: int | None) -> None:
        """Fields are compared as facts are."""
        record: dict[str, bool | int | str] = {"kind": "drugs", **({"length": length} if length else {})}

        assert counts == value(law, "long_drugs", {"earlier": (record,)})

    @pytest.mark.parametrize(
        ("record", "field", "message"),
        [
            (
                {"kynd": "drugs"},
                "",
                "expected a field of these records (kind, convicted, length, suspended, counts, ",
            ),
            ({"kind": "drug"}, ".kind", "expected a value of type enum (theft, drugs), found 'drug'"),
            ({"length": 13}, ".length", "expected a duration as text, such as 40 m, found '13'"),
            ({"suspended": "no"}, ".suspended", "expected true or false, found 'no'"),
            ({"counts": "2"}, ".counts", "expected a value of type integer, found '2'"),
            ({"counts": True}, ".counts", "expected a value of type integer, found 'true'"),
            ({"share": "0,5"}, ".share", "expected"),
            ({"convicted": 2020}, ".convicted", "expected a day such as 2001-07-01, found '2020'"),
        ],
    )
    def test_a_record_that_is_not_as_declared(
        self, law: Law, record: dict[str, RecordValue], field: str, message: str
    ) -> None:
        """A misspelt field or word is refused, with its place: it is no established zero."""
        right: dict[str, RecordValue] = {"kind": "drugs"}
        _, faults = read(law, {"earlier": (right, record)})

        assert [f"facts[earlier].records[1]{field}"] == [fault.path for fault in faults]
        assert faults[0].message.startswith(message)

    def test_no_list_is_open_and_an_empty_one_is_none(self, law: Law) -> None:
        """Silence is not an established zero; an empty list is."""
        assert value(law, "priors", {}) is None
        assert 0 == value(law, "priors", {"earlier": ()})

    @pytest.mark.parametrize("day", ["yesterday", "2020-13-01", "2020-1-1", "", "0001-01-01T00:00"])
    def test_a_day_that_is_none_is_refused(self, law: Law, day: str) -> None:
        """It is not passed over as a record that does not fit."""
        _, faults = read(law, {"earlier": ({"kind": "drugs", "convicted": day},)})

        assert {(Reason.INVALID_FACT, "facts[earlier].records[0].convicted")} == {
            (f.reason, f.path) for f in faults
        }


class TestDerived:
    """What follows from dates."""

    def test_days_between(self, law: Law) -> None:
        """From one day to another."""
        assert 366 == value(law, "waited", {"arrest": "2020-01-01"})
        assert value(law, "waited", {}) is None

    def test_dates_in_the_wrong_order_are_refused(self, law: Law) -> None:
        """Nothing is negative."""
        _, faults = read(law, {"arrest": "2021-01-02"})

        assert [(Reason.CONTRADICTORY_FACTS, "facts[waited]")] == [(f.reason, f.path) for f in faults]

    def test_stated_and_derived_must_agree(self, law: Law) -> None:
        """The same, or refused."""
        same, none = read(law, {"arrest": "2020-01-01", "waited": 366})
        _, faults = read(law, {"arrest": "2020-01-01", "waited": 365})

        assert (366, []) == (same.slots["waited"], none)
        assert [Reason.CONTRADICTORY_FACTS] == [f.reason for f in faults]


class TestStated:
    """A value of the wrong type is refused where it stands."""

    @pytest.mark.parametrize(
        ("fact", "stated", "read_as"),
        [
            ("half", "1/2", Fraction(1, 2)),
            ("half", "0.25", Fraction(1, 4)),
            ("half", 3, Fraction(3)),
            ("number", 7, Fraction(7)),
            ("served", "9 m 18 d", Fraction(48, 5)),
        ],
    )
    def test_numbers_are_exact(self, law: Law, fact: str, stated: RawValue, read_as: Fraction) -> None:
        """No float is in between."""
        assert read_as == value(law, fact, {fact: stated})

    @pytest.mark.parametrize(
        ("fact", "stated"),
        [
            ("half", "0,5"),
            ("half", True),
            ("number", -1),
            ("number", True),
            ("number", "7"),
            ("served", 12),
            ("served", "12"),
            ("served", "1 d 1 y"),
            ("earlier", "none"),
            ("arrest", "1/2/2020"),
        ],
    )
    def test_what_does_not_fit_is_refused(self, law: Law, fact: str, stated: RawValue) -> None:
        """With its path."""
        _, faults = read(law, {fact: stated})

        assert [(Reason.INVALID_FACT, f"facts[{fact}]")] == [(f.reason, f.path) for f in faults]

    def test_a_length_in_other_units_than_the_law_is_told(self, law: Law) -> None:
        """366 days may be a year: taken as equal to the limit, and the field is named."""
        intake, _ = read(law, {"served": "366 d"})
        plain, _ = read(law, {"served": "14 m"})

        assert (Fraction(12), ("facts[served]",)) == (intake.slots["served"], intake.across)
        assert (Fraction(14), ()) == (plain.slots["served"], plain.across)
        assert Fraction(366, 30) == intake.lengths["served"]


def birthday(born: date, year: int, leap_birthday: str) -> date:
    """Return the birthday in a year by the words of the format."""
    try:
        return born.replace(year=year)
    except ValueError:
        return date.fromisoformat(f"{year}-{leap_birthday}")


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)) | st.just(date(2004, 2, 29)),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["02-28", "03-01"]),
)
def test_years_by_calendar(born: date, day: date, leap_birthday: str) -> None:
    """A year is full on the birthday; that of 29 February is the day that the law names."""
    years = years_between(born, day, leap_birthday)

    assert birthday(born, born.year + years, leap_birthday) <= day
    assert day < birthday(born, born.year + years + 1, leap_birthday)


@pytest.mark.parametrize(
    ("leap_birthday", "day", "age", "noted"),
    [
        (None, date(2022, 2, 28), 18, True),
        ("02-28", date(2022, 2, 28), 18, False),
        ("03-01", date(2022, 2, 28), 17, False),
        ("03-01", date(2022, 3, 1), 18, False),
        ("03-01", date(2024, 2, 29), 20, False),
        (None, date(2022, 2, 27), 17, False),
        (None, date(2024, 2, 28), 19, False),
    ],
)
def test_born_on_29_february(
    law: Law, leap_birthday: str | None, day: date, age: int, *, noted: bool
) -> None:
    """The jurisdiction says when such a person grows older; where it does not, what turns on it is noted."""
    calendar = law.jurisdiction.calendar.model_copy(update={"leap_birthday": leap_birthday})
    law = replace(law, jurisdiction=law.jurisdiction.model_copy(update={"calendar": calendar}))
    intake, _ = read(law, {"birth_date": "2004-02-29"}, offence=day, decision=date(2025, 1, 1))

    assert (Fraction(age), ("age_at_offence",) * noted) == (
        intake.slots["age_at_offence"],
        intake.leap_birthdays,
    )


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 3000))
def test_months_by_calendar(earlier: date, days: int) -> None:
    """As many as it takes to come to the same day of a month, or past it."""
    later = earlier + timedelta(days=days)
    months = months_between(earlier, later)
    full = earlier.year * 12 + earlier.month + months

    assert (full, earlier.day) <= (later.year * 12 + later.month, later.day) < (full + 1, earlier.day)

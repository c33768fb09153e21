from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from textwrap import dedent

import pytest

from propengine.law.instruments import DateKey
from propengine.law.ruleset import Dates, LawNotKnownError, MisfitError, NoLawOnDateError, Ruleset
from propengine.law.vocabulary import COMMON_FACTS
from propengine.notation.loading import load_ruleset, load_rulesets
from tests.named import named
from tests.shipped import SHIPPED
from tests.support import JURISDICTION

NAMED = (
    "{name: {en: x}, provision: art. 1, mark: V, classification: trafficking, liability: criminal_custodial}"
)
FIRST = f"""
title: {{en: the law}}
date_key: offence
citation: Act 1
mark: V
offences: {{old: {NAMED}}}
"""
ONE_DAY = timedelta(days=1)


def write(folder: Path, **files: str) -> Path:
    """Write a jurisdiction with instruments: `act__2000_01_01` is the file act/2000-01-01.yaml."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "jurisdiction.yaml").write_text(files.pop("jurisdiction", JURISDICTION))
    for name, text in files.items():
        instrument, _, day = name.partition("__")
        (folder / instrument).mkdir(exist_ok=True)
        (folder / instrument / f"{day.replace('_', '-')}.yaml").write_text(named(dedent(text)))
    return folder


def a_ruleset(folder: Path, **files: str) -> Ruleset:
    return load_ruleset(write(folder / "xx", **files))


def offences_on(ruleset: Ruleset, day: date) -> set[str]:
    return set(ruleset.law(Dates.all_on(day)).contents.offences)


def test_no_law_answers_before_its_first_day(tmp_path: Path) -> None:
    """The day before the first revision is refused, with the day on which the law begins."""
    ruleset = a_ruleset(tmp_path, act__2000_01_01=FIRST)

    with pytest.raises(NoLawOnDateError) as caught:
        ruleset.law(Dates.all_on(date(1999, 12, 31)))

    assert {"old"} == offences_on(ruleset, date(2000, 1, 1))
    assert date(2000, 1, 1) == caught.value.first
    assert DateKey.OFFENCE is caught.value.key
    assert date(1999, 12, 31) == caught.value.day


def test_an_amendment_governs_from_its_day_and_not_one_day_earlier(tmp_path: Path) -> None:
    """The old text governs through its last day, the new one from its first."""
    changed = f"""
        amends: '2000-01-01'
        citation: Act 2
        mark: V
        remove: {{offences: [old]}}
        add: {{offences: {{new: {NAMED}}}}}
        """
    ruleset = a_ruleset(tmp_path, act__2000_01_01=FIRST, act__2010_05_05=changed)
    old, new = ruleset.instruments["act"].revisions

    assert {"old"} == offences_on(ruleset, date(2010, 5, 4))
    assert {"new"} == offences_on(ruleset, date(2010, 5, 5))
    assert old.until == new.in_force - ONE_DAY
    assert new.until is None


def test_an_ended_instrument_no_longer_answers(tmp_path: Path) -> None:
    """From the day of its end there is no law, and the refusal says so."""
    end = "{ends: '2000-01-01', citation: Act 2, mark: V}"
    ruleset = a_ruleset(tmp_path, act__2000_01_01=FIRST, act__2010_05_05=end)

    assert {"old"} == offences_on(ruleset, date(2010, 5, 4))
    with pytest.raises(NoLawOnDateError):
        ruleset.law(Dates.all_on(date(2010, 5, 5)))


def test_a_text_that_is_not_known_is_refused_and_not_replaced_by_its_neighbour(tmp_path: Path) -> None:
    """Between two known texts the answer is that the law is not known, with the recorded reason."""
    lost = "{unknown: the gazette is lost, citation: Act 2, mark: M}"
    again = FIRST.replace("old", "new")
    ruleset = a_ruleset(tmp_path, act__2000_01_01=FIRST, act__2005_01_01=lost, act__2010_05_05=again)

    with pytest.raises(LawNotKnownError) as caught:
        ruleset.law(Dates.all_on(date(2007, 1, 1)))

    assert "the gazette is lost" == caught.value.why
    assert {"old"} == offences_on(ruleset, date(2004, 12, 31))
    assert {"new"} == offences_on(ruleset, date(2010, 5, 5))


def test_each_instrument_goes_by_its_own_date(tmp_path: Path) -> None:
    """The offence is judged by the law of its day, the judgment counts from the decision."""
    judgment = """
        title: {en: a judgment}
        date_key: decision
        citation: Judgment 1
        mark: V
        notices: {said: {provision: art. 1, mark: V, flag: information, text: {en: x}}}
        """
    ruleset = a_ruleset(tmp_path, act__2000_01_01=FIRST, judgment__2010_01_01=judgment)
    offence = date(2005, 1, 1)

    before = ruleset.law(Dates(offence, offence, offence, date(2009, 12, 31)))
    after = ruleset.law(Dates(offence, offence, offence, date(2010, 1, 1)))

    assert set() == set(before.contents.notices)
    assert {"said"} == set(after.contents.notices)
    assert {"act"} == set(before.used)
    assert {"act", "judgment"} == set(after.used)
    assert before.key != after.key


def test_the_same_texts_are_the_same_law(tmp_path: Path) -> None:
    """Two days between which nothing changes share one law, so that it is prepared once."""
    ruleset = a_ruleset(tmp_path, act__2000_01_01=FIRST)

    assert ruleset.law(Dates.all_on(date(2001, 1, 1))) is ruleset.law(Dates.all_on(date(2009, 1, 1)))


def test_a_province_has_the_laws_of_its_nation_too(tmp_path: Path) -> None:
    """A jurisdiction that extends another answers with both; the nation does not see the province's law."""
    write(tmp_path / "nation", act__2000_01_01=FIRST)
    local = FIRST.replace("old:", "local:").replace("liability", "exception_to: [old], liability")
    extending = JURISDICTION + "extends: nation\n"
    write(tmp_path / "province", jurisdiction=extending, local__2000_01_01=local)
    rulesets = load_rulesets(tmp_path)

    assert {"old", "local"} == offences_on(rulesets["province"], date(2001, 1, 1))
    assert {"old"} == offences_on(rulesets["nation"], date(2001, 1, 1))


def test_the_common_facts_belong_to_every_law(tmp_path: Path) -> None:
    """No ruleset has to declare the birth date."""
    law = a_ruleset(tmp_path, act__2000_01_01=FIRST).law(Dates.all_on(date(2001, 1, 1)))

    assert set(COMMON_FACTS) <= set(law.contents.facts)


@pytest.fixture(scope="module")
def pt() -> Ruleset:
    return SHIPPED["pt"]


def test_change_dates_are_days_on_which_something_begins(pt: Ruleset) -> None:
    """Each is the first day of a revision; asking for one date key gives a part of them."""
    days = pt.change_dates()

    assert list(days) == sorted(set(days))
    assert {r.in_force for i in pt.instruments.values() for r in i.revisions} == set(days)
    assert set(pt.change_dates(DateKey.DECISION)) < set(days)


def test_a_law_under_another_reading_is_another_law(pt: Ruleset) -> None:
    """An option changes the contents and the key; the reading as written is the law itself."""
    law = pt.law(Dates.all_on(date(2005, 1, 1)))
    other = law.under({"above-ten-days": "administrative"})

    assert law is law.under({"above-ten-days": "crime-of-art-40-2"})
    assert law is law.under({})
    assert "art-40-2-above-ten-days" in law.contents.offences
    assert "art-40-2-above-ten-days" not in other.contents.offences
    assert law.key != other.key
    assert (("above-ten-days", "administrative"),) == other.readings
    assert other is law.under({"above-ten-days": "administrative"})
    assert other.as_written is law


def test_readings_compose_in_any_order(pt: Ruleset) -> None:
    """Two open questions answered in either order give the same law; what is not named is as written."""
    law = pt.law(Dates.all_on(date(2005, 1, 1)))
    one = law.under({"above-ten-days": "administrative", "basis-of-the-map": "gross"})
    other = law.under({"basis-of-the-map": "gross", "above-ten-days": "administrative"})

    assert one is other
    assert law is one.under({})
    assert "gross" == one.contents.tables["daily_dose"].basis
    assert "art-40-2-above-ten-days" not in one.contents.offences


def test_an_option_that_does_not_fit_the_law_is_told(tmp_path: Path) -> None:
    """A law whose reading names an element that another day's law has says which."""
    text = (
        FIRST
        + """
readings:
  open:
    provision: art. 1
    mark: V
    question: {en: which?}
    options: {plain: {says: {en: x}}, other: {says: {en: y}, remove: {offences: [old]}}}
"""
    )
    law = a_ruleset(tmp_path, act__2000_01_01=text).law(Dates.all_on(date(2001, 1, 1)))
    without = replace(law, text=law.text.model_copy(update={"offences": {}}))

    with pytest.raises(MisfitError, match="option other of reading open does not fit: remove offences old"):
        without.under({"open": "other"})


def test_what_the_ruleset_knows_on_other_days_is_part_of_the_key(tmp_path: Path) -> None:
    """A reform that adds a word to a subject makes another law of the days before it, too."""
    text = FIRST + "facts: {role: {type: enum, members: [low], question: {en: x}}}\n"
    first = a_ruleset(tmp_path / "a", act__2000_01_01=text)
    high = "{members: [low, high], words: {high: {en: high}}}"
    reform = f'{{amends: "2000-01-01", citation: B, mark: V, set: {{facts: {{role: {high}}}}}}}'
    second = a_ruleset(tmp_path / "b", act__2000_01_01=text, act__2010_01_01=reform)
    day = Dates.all_on(date(2005, 1, 1))

    assert first.law(day).used["act"].digest == second.law(day).used["act"].digest
    assert first.law(day).key != second.law(day).key


def test_the_limits_are_the_lengths_with_which_a_law_compares(tmp_path: Path) -> None:
    """Each length that conditions name, for each subject that is a length of time."""
    text = FIRST.replace(
        "liability: criminal_custodial", "liability: criminal_custodial, when: {served: {at_least: 52 w}}"
    )
    limits = a_ruleset(tmp_path, act__2000_01_01=text).law(Dates.all_on(date(2001, 1, 1))).limits

    assert ["52 w"] == [str(limit) for limit in limits["served"]]

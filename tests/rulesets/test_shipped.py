"""The shipped rulesets: every worked case is answered as its provision says, and every figure is cited."""

import re
from datetime import timedelta

import pytest

from propengine.engine.case import Case, StatedFact
from propengine.engine.deciding import decide
from propengine.engine.refusals import CaseRefusedError, Reason
from propengine.law.elements import Element, Language
from propengine.law.programmes import Programme
from propengine.verify.worked_cases import load_cases, run_cases
from tests.shipped import CODES, HANDLES, SHIPPED
from tests.support import RULESETS


@pytest.mark.parametrize("jurisdiction", CODES)
def test_every_worked_case_is_answered_as_its_provision_says(jurisdiction: str) -> None:
    """No compared field differs; how many fields stand in words only is counted and printed."""
    cases = load_cases(RULESETS / jurisdiction / "cases.yaml")

    report = run_cases(SHIPPED[jurisdiction], cases, HANDLES)

    counts = f"{report.cases} cases, {report.compared} fields compared, {report.not_compared} in words only"
    print(f"{jurisdiction}: {counts}")  # noqa: T201 - the count is part of the report
    assert [] == [str(difference) for difference in report.differences]
    assert report.compared > 3 * report.cases


@pytest.mark.parametrize("jurisdiction", CODES)
def test_more_served_than_imposed_is_refused(jurisdiction: str) -> None:
    """Under any law: what was served in all, and the custody before the sentence that counts toward it."""
    day = load_cases(RULESETS / jurisdiction / "cases.yaml")[0].case.decision_date
    stated = {"imposed_sentence": "12 m", "served": "13 m", "remand_credit": "14 m"}
    facts = {name: StatedFact(length) for name, length in stated.items()}
    case = Case(jurisdiction, day, day, "post_sentence", "possession", facts=facts)

    with pytest.raises(CaseRefusedError) as error:
        decide(case, SHIPPED[jurisdiction], HANDLES)

    found = {(refusal.reason, refusal.path) for refusal in error.value.refusals}
    contradictory = Reason.CONTRADICTORY_FACTS
    assert {(contradictory, "facts[served]"), (contradictory, "facts[remand_credit]")} <= found


@pytest.mark.parametrize("jurisdiction", CODES)
def test_every_date_of_an_instrument_has_cases_on_both_sides(jurisdiction: str) -> None:
    """For each day on which a law changes, a worked case lies on the day and another on the day before."""
    ruleset = SHIPPED[jurisdiction]
    cases = load_cases(RULESETS / jurisdiction / "cases.yaml")
    days = {day for case in cases for day in (case.case.offence_date, case.case.decision_date)}

    missing = [
        str(day)
        for day in ruleset.change_dates()
        for wanted in (day, day - timedelta(days=1))
        if wanted not in days
    ]

    assert [] == missing


@pytest.mark.parametrize("jurisdiction", CODES)
def test_every_element_cites_its_provision(jurisdiction: str) -> None:
    """No figure, rule or programme without a provision that is not an address on the web."""
    for instrument in SHIPPED[jurisdiction].instruments.values():
        for revision in instrument.revisions:
            contents = revision.contents
            for kind, id_ in contents.ids() if contents else ():
                element = getattr(contents, kind)[id_]
                if isinstance(element, Element):
                    assert "://" not in element.provision, f"{kind} {id_}"


@pytest.mark.parametrize("jurisdiction", CODES)
def test_every_programme_says_its_stage_approach_and_legal_gate(jurisdiction: str) -> None:
    """A programme has at least a stage, an approach and a legal gate."""
    programmes: list[tuple[str, Programme]] = [
        entry
        for instrument in SHIPPED[jurisdiction].instruments.values()
        for revision in instrument.revisions
        for entry in (revision.contents.programmes.items() if revision.contents else ())
    ]

    assert [] == [id_ for id_, programme in programmes if "legal" not in programme.gates]


@pytest.mark.parametrize("jurisdiction", CODES)
def test_it_says_in_which_languages_it_speaks_and_until_when_it_was_checked(jurisdiction: str) -> None:
    """Loading then holds every name and text to them; an answer about a later day says that it is later."""
    declared = SHIPPED[jurisdiction].jurisdiction

    assert Language.EN in declared.languages
    assert declared.checked_until is not None


WHO_SOMEBODY_IS = re.compile("gender|disab|pregnan|illness|poverty|dependant|vulnerab|religious|ceremonial")
OF_SOMEBODY_ELSE = {"recipient_pregnant", "exploits_child_or_vulnerable_person", "uses_vulnerable_person"}


@pytest.mark.parametrize("jurisdiction", CODES)
def test_what_is_about_who_the_person_is_is_protected(jurisdiction: str) -> None:
    """The law may hear of it; no answer may say that it would be another if it were otherwise."""
    facts = {
        name: fact
        for instrument in SHIPPED[jurisdiction].instruments.values()
        for revision in instrument.revisions
        for name, fact in (revision.contents.facts.items() if revision.contents else ())
    }
    about = {name for name in facts if WHO_SOMEBODY_IS.search(name)} - OF_SOMEBODY_ELSE

    assert [] == sorted(name for name in about if facts[name].is_asked and not facts[name].protected)

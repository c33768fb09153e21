"""What the source documents ask of every ruleset there is."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from propengine.engine.deciding import decide
from propengine.engine.decision import Status
from propengine.law.conditions import subjects_of
from propengine.law.conduct import Conduct
from propengine.law.contents import Contents
from propengine.law.elements import Language
from propengine.law.instruments import Revision
from propengine.law.programmes import Programme
from propengine.law.ruleset import Dates, Law
from tests.requirements.asking import answer
from tests.shipped import CODES, HANDLES, SHIPPED
from tests.support import a_case


def last_day(code: str) -> date:
    """Return the last day on which a ruleset was checked."""
    day = SHIPPED[code].jurisdiction.checked_until
    assert day is not None
    return day


def law(code: str) -> Law:
    """Return its law of that day."""
    return SHIPPED[code].law(Dates.all_on(last_day(code)))


def revisions(code: str) -> Iterator[tuple[Revision, Contents]]:
    """Yield every revision whose text is known."""
    for instrument in SHIPPED[code].instruments.values():
        for revision in instrument.revisions:
            if revision.contents is not None:
                yield revision, revision.contents


@pytest.mark.requirement("S-023")
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("conduct", [Conduct.CONSUMPTION, Conduct.POSSESSION])
def test_use_and_possession_are_answered(code: str, conduct: str) -> None:
    """By an offence, or conduct that is none; by a declared gap; else it is asked what is missing."""
    day = last_day(code)
    case = a_case((), {}, conduct, jurisdiction=code, offence=day)
    found = decide(case, SHIPPED[code], HANDLES)
    offences = [each.offence_id for each in found.outcomes]
    gaps = [gap for each in found.outcomes for gap in each.gaps]

    assert any(offences) or gaps or any(one.leads_to_an_offence for one in found.decisive)


@pytest.mark.requirement("S-032")
@pytest.mark.parametrize("code", CODES)
def test_a_child_has_no_range_in_any_country(code: str) -> None:
    """At 12 the answer is a referral and nothing else."""
    found = answer(code, last_day(code).isoformat(), "possession", {"age_at_offence": 12})

    assert (Status.OUT_OF_SCOPE, ()) == (found.status, found.outcomes)
    assert found.sentencing_age.years >= 16
    assert found.sentencing_age.referral


@pytest.mark.requirement("S-048")
@pytest.mark.parametrize("code", CODES)
def test_every_figure_of_a_table_says_what_it_is_and_where_it_stands(code: str) -> None:
    """Substance or form, amount with its unit, what of a mixture counts, provision, mark, first day."""
    for revision, contents in revisions(code):
        for name, table in contents.tables.items():
            for row_id, row in table.rows.items():
                place = f"{revision} {name} {row_id}"
                substances = row.substances if row.substances is not None else [row_id]
                assert table.banded or set(substances) <= substances_beside(code, revision), place
                assert table.provision, place
                assert table.basis, place
                assert row.mark or table.mark, place


def substances_beside(code: str, revision: Revision) -> frozenset[str]:
    """Return the substances that are known beside a revision."""
    every = (contents.substances for other, contents in revisions(code) if other is not revision)
    own = revision.contents.substances if revision.contents is not None else {}
    return frozenset(own).union(*every)


_TREATMENT_COURT = re.compile("treatment court|drug court|treatment under judicial", re.IGNORECASE)


def treatment_courts(code: str) -> Iterator[tuple[str, Programme, Contents]]:
    """Yield the programmes that are treatment courts, by their names."""
    for _, contents in revisions(code):
        for name, programme in contents.programmes.items():
            if _TREATMENT_COURT.search(programme.name[Language.EN]):
                yield name, programme, contents


@pytest.mark.requirement("S-039")
@pytest.mark.parametrize("code", CODES)
def test_no_gate_of_a_treatment_court_reads_which_substance_it_is(code: str) -> None:
    """Neither a table of amounts, nor a schedule or class of substances, nor what was measured."""
    of_substances = {
        name
        for _, contents in revisions(code)
        for kind in (contents.tables, contents.groupings, contents.measures)
        for name in kind
    }
    for name, programme, _ in treatment_courts(code):
        for gate in programme.gates.values():
            read = subjects_of(gate.when) | (
                subjects_of(gate.unless) if gate.unless is not None else frozenset()
            )
            assert set() == read & of_substances, name


def test_treatment_courts_are_found() -> None:
    """Chile and Costa Rica have one, so that the look at their gates looks at something."""
    assert {"cl-ttd"} <= {name for name, _, _ in treatment_courts("cl")}


ASSESSED = frozenset({"risk", "top_criminogenic_need", "repeated_noncompliance", "sud_assessed"})


@pytest.mark.requirement("S-164")
@pytest.mark.parametrize("code", CODES)
def test_an_assessment_of_risk_or_need_moves_no_range(code: str) -> None:
    """Of what a law can read on the way to the offence and its range, none is such a fact."""
    compiled = HANDLES.compiled(law(code))

    assert set() == {slot for conduct in Conduct for slot in compiled.relevant(conduct).main} & ASSESSED


@pytest.mark.requirement("S-134", "S-233")
def test_the_seventeen_states_of_the_documents_have_a_ruleset() -> None:
    """The five pilot states among them."""
    pilots = {"cr", "co", "pa", "pe", "do"}
    others = {"ag", "ar", "bb", "bz", "ca", "cl", "gy", "jm", "mx", "lc", "tt", "us-fed"}

    assert pilots | others <= set(CODES)
    assert 17 == len(pilots | others)

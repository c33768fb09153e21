"""What the catalogue of invariants names as real law that breaks a check is found in the shipped rulesets.

Each is looked for from one or two worked cases; `make proof` examines every ruleset whole.
"""

from collections.abc import Callable, Iterable

import pytest

from propengine.verify.observations import Observation, Severity
from propengine.verify.proportionality.answers import Answers
from propengine.verify.proportionality.bands import overlaps
from propengine.verify.proportionality.bases import Bases, bases_of
from propengine.verify.proportionality.favourable_only import worsening
from propengine.verify.proportionality.last_resort import custody_first
from propengine.verify.proportionality.milder_law import not_reached
from propengine.verify.proportionality.monotone import falling
from propengine.verify.proportionality.rebuttable import by_amount_alone
from propengine.verify.proportionality.roles import out_of_rank
from propengine.verify.proportionality.use_and_possession import graver_possession
from propengine.verify.worked_cases import load_cases
from tests.shipped import HANDLES, SHIPPED
from tests.support import RULESETS


def found(code: str, look: Callable[[Answers, Bases], Iterable[Observation]], *ids: str) -> list[Observation]:
    """Return what a check finds from some worked cases."""
    cases = [case for case in load_cases(RULESETS / code / "cases.yaml") if case.id in ids]
    assert len(ids) == len(cases)
    answers = Answers(SHIPPED[code], HANDLES)
    return list(look(answers, bases_of(Answers(SHIPPED[code], HANDLES), cases)))


def of(observations: Iterable[Observation], kind: str) -> list[Observation]:
    return [one for one in observations if one.kind == kind]


@pytest.mark.mx
def test_mexico_a_thousand_times_the_table_was_trafficking_by_the_amount_alone() -> None:
    """P-08, CPF art. 195 until 2015: 5 kg of cannabis, with nothing else stated; the accused must rebut."""
    observations = found("mx", by_amount_alone, "presumption-last-day")

    alone = of(observations, "alone")
    assert {"cpf-195"} == {place.id for one in alone for place in one.where}
    assert ["CPF art. 195, tercer párrafo"] == [
        p.provision for one in of(observations, "burden") for p in one.where
    ]


@pytest.mark.mx
def test_mexico_giving_more_may_be_answered_more_mildly() -> None:
    """P-02: 5 kg of cannabis without pay may be CPF art. 197, 2 to 6 years; LGS art. 475 has 4 to 8."""
    (one,) = found("mx", falling, "social-supply-table")

    assert "4999.999999 g of cannabis is answered more severely than 5000 g of cannabis" == one.text
    assert ["lgs-475-1", "cpf-197-2"] == [place.id for place in one.where]


@pytest.mark.parametrize(
    ("code", "case", "ids"),
    [
        ("cl", "cl-05", {"art-4", "art-8"}),
        ("lc", "resin-above-thirty-grams", {"s-8-4-deemed"}),
        ("tt", "above-one-kilogram-not-proved", {"s-5-9-deemed"}),
        ("gy", "above-thirty-grams-not-proved", {"s-5-2-deemed"}),
    ],
)
def test_the_accused_must_justify(code: str, case: str, ids: set[str]) -> None:
    """P-08: Ley 20.000 arts 4 and 8; Saint Lucia s. 8(4); Trinidad and Tobago s. 5(9); Guyana s. 5(2)."""
    burdens = of(found(code, by_amount_alone, case), "burden")

    assert ids == {place.id for one in burdens for place in one.where}
    assert all("the accused must show the contrary" in one.text for one in burdens)


@pytest.mark.pt
def test_portugal_above_ten_days_own_use_that_is_shown_is_a_crime() -> None:
    """P-08, DL 15/93 art. 40(2) as the STJ read it in 2008: 25 g of cannabis are ten days."""
    (one,) = of(found("pt", by_amount_alone, "pt-t03"), "same evidence")

    assert "art-40-2-above-ten-days" == one.where[0].id
    assert "own use of 0.000001 g of cannabis_herbal is administrative" in one.text
    assert "that of 25.000001 g of cannabis_herbal is criminal_custodial" in one.text


@pytest.mark.ec
def test_ecuador_no_possession_was_own_use_under_ley_108() -> None:
    """P-08: nothing shows own use. What P-09 asks of use, no source says of that time: a declared gap."""
    case = "ec-own-use-day-before-table"

    assert {"ley-108-possession"} == {
        p.id for o in of(found("ec", by_amount_alone, case), "no own use") for p in o.where
    }
    cases = [worked for worked in load_cases(RULESETS / "ec" / "cases.yaml") if worked.id == case]
    assert [] == list(graver_possession(Answers(SHIPPED["ec"], HANDLES), cases))


@pytest.mark.ar
def test_argentina_use_is_free_and_possession_for_own_use_is_not() -> None:
    """P-09 and P-11, Ley 23.737 art. 14(2), 1 month to 2 years, after Arriola of 2009, too."""
    cases = [case for case in load_cases(RULESETS / "ar" / "cases.yaml") if case.id == "own-use"]
    (one,) = graver_possession(Answers(SHIPPED["ar"], HANDLES), cases)

    assert ["consumption", "art-14-2"] == [place.id for place in one.where]
    assert one.day is not None
    assert 2020 == one.day.year
    custody = of(found("ar", custody_first, "own-use"), "personal use")
    assert {"art-14-2"} == {place.id for observation in custody for place in observation.where}


@pytest.mark.pt
def test_portugal_growing_for_own_use_can_lead_to_prison() -> None:
    """P-11, DL 15/93 art. 40(1): a fine stands beside it, so that there is another way, and yet."""
    observations = found("pt", custody_first, "pt-09")

    assert ["personal use"] == [one.kind for one in observations]
    assert "art-40-1" == observations[0].where[0].id


@pytest.mark.parametrize(
    ("code", "case", "provision"), [("cr", "cr-05", "art. 77 bis"), ("co", "co-17", "2292")]
)
def test_a_clause_for_women_is_told_as_favourable(code: str, case: str, provision: str) -> None:
    """P-12: Ley 8204 art. 77 bis and Ley 2292 lower only; a man with the same facts does not have it."""
    observations = found(code, worsening, case)

    assert {Severity.INFO} == {one.severity for one in observations}
    told = [one for one in observations if one.where[0].id == "gender"]
    assert told
    assert all("with all else equal, " in one.text for one in told)
    assert any(provision in place.provision for one in told for place in one.where)


@pytest.mark.parametrize("code", ["gb-eaw"])
def test_the_roles_of_the_guideline_stand_in_their_order(code: str) -> None:
    """P-07: from lesser to leading, the ranges of one category rise; two pairs are compared."""
    cases = [case for case in load_cases(RULESETS / code / "cases.yaml") if case.id == "a3-import-400-g"]
    answers = Answers(SHIPPED[code], HANDLES)

    assert [] == list(out_of_rank(answers, bases_of(Answers(SHIPPED[code], HANDLES), cases)))
    assert 2 == answers.compared


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("uy", "reaches a sentence that is being served in part alone"),
        *(
            (code, "no rule is recorded")
            for code in ("ca", "us-fed", "gb-eaw", "ag", "bb", "bz", "gy", "jm", "lc", "tt")
        ),
    ],
)
def test_a_milder_law_does_not_reach_a_sentence_that_is_served(code: str, text: str) -> None:
    """P-18."""
    observations = not_reached(Answers(SHIPPED[code], HANDLES), [])

    assert any(text in one.text for one in observations)


@pytest.mark.parametrize("code", ["ar", "br", "cl", "co", "do", "ec", "mx", "pa", "pe", "pt"])
def test_where_it_reaches_one_nothing_is_told(code: str) -> None:
    """P-18: of these legal orders a source says that it does; Ecuador released 1,063 people in 2014."""
    assert [] == list(not_reached(Answers(SHIPPED[code], HANDLES), []))


@pytest.mark.ec
def test_ecuador_the_table_for_own_use_reaches_into_the_minimum_scale() -> None:
    """P-24: 10 g of cannabis stand in the table of 2013, and in the minimum scale."""
    observations = list(overlaps(Answers(SHIPPED["ec"], HANDLES), []))

    assert {("own_use_limit", "scale")} == {tuple(place.id for place in one.where) for one in observations}
    assert all("marijuana up to 10 g" in one.text for one in observations)

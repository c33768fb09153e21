"""Each check: a law in proportion shows nothing; what is planted in it is found, with its witness."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from propengine.engine.evaluators import Handles
from propengine.notation.loading import load_ruleset
from propengine.verify.observations import ASKS, Check, Observation, Severity, grouped
from propengine.verify.proportionality.answers import Answers
from propengine.verify.proportionality.examining import Examination, examine
from tests.support import JURISDICTION, ruleset_of
from tests.verify.proportionality.small import CASES, LAW, MILDER_LAW, OTHERS, examined, of

ALL_SMALLER = (
    "bands: [{band: small, to: included}, {band: large}]",
    "bands: [{band: large, to: included}, {band: small}]",
)
NO_OWN_USE = (
    "when: {conduct: possession, own_use: true}",
    "when: {conduct: possession, own_use: true, amount: small}",
)
OWN_USE_TABLE = (
    "offences:\n",
    """  free:
    name: {en: free}
    words: {free: {en: free}, more: {en: more}}
    provision: art. 10
    mark: V
    effect: excludes
    bands: [{band: free, to: included}, {band: more}]
    rows: {cocaine: {cuts: [2 g]}}
offences:
""",
)


NO_RULE = "no rule is recorded by which a milder later law applies, at the sentence or while it is served"


def told(observations: Sequence[Observation]) -> list[str]:
    return [one.text for one in observations]


def answers_of(folder: Path, observation: Observation) -> list[str]:
    """Decide the witness anew, under a ruleset that is read again."""
    assert observation.witness is not None
    answers = Answers(load_ruleset(folder / "xx"), Handles())
    found = [answers.of(case) for case in observation.witness.cases]
    return [str(answer) for answer in found]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Examination:
    return examined(tmp_path_factory.mktemp("sound"))


def test_a_law_in_proportion_shows_nothing(sound: Examination) -> None:
    """And every check that changes cases has compared something."""
    assert () == sound.observations
    compared = {tried.check: tried.compared for tried in sound.tried}
    assert all(compared[check] for check in (Check.MONOTONE, Check.ROLES, Check.FAVOURABLE_ONLY))
    decided = {tried.check: tried.decided for tried in sound.tried}
    assert all(decided[check] for check in (Check.REBUTTABLE, Check.LAST_RESORT, Check.USE_AND_POSSESSION))


def test_every_check_is_asked_and_says_what_it_asks(sound: Examination) -> None:
    assert list(Check) == [tried.check for tried in sound.tried] == list(ASKS)


def test_a_smaller_amount_answered_more_severely(tmp_path: Path) -> None:
    """P-02: the bands of the table are the wrong way round; the pair lies at the limit."""
    (found,) = of(Check.MONOTONE, examined(tmp_path, ALL_SMALLER))

    assert "10 g of cocaine is answered more severely than 10.000001 g of cocaine" == found.text
    assert ["art. 7", "art. 6"] == [place.provision for place in found.where]
    assert found.witness is not None
    assert ("sold", ["10", "g"]) == (
        found.witness.base,
        [found.witness.cases[0].items[0].amount, found.witness.cases[0].items[0].unit],
    )
    assert [
        "large (trafficking, criminal_custodial, 3 y to 6 y)",
        "small (micro_trafficking, criminal_custodial, 0 to 2 y)",
    ] == list(found.witness.answers)
    assert list(found.witness.answers) == answers_of(tmp_path, found)


def test_a_class_that_falls_while_the_range_does_not(tmp_path: Path) -> None:
    """P-02 asks for the class too."""
    planted = ("classification: trafficking", "classification: personal_use")

    assert 1 == len(of(Check.MONOTONE, examined(tmp_path, planted)))


@pytest.mark.requirement("S-079")
def test_a_lower_role_answered_more_severely(tmp_path: Path) -> None:
    """P-07: the hand is punished twice as much as the head."""
    found = of(
        Check.ROLES,
        examined(
            tmp_path,
            ("when: {part: hand}\n    move: {scale: 1/2}", "when: {part: hand}\n    move: {scale: 2}"),
        ),
    )

    assert ["part: hand is answered more severely than head"] == told(found)
    assert found[0].witness is not None
    assert list(found[0].witness.answers) == answers_of(tmp_path, found[0])


def test_roles_that_nobody_ranks_are_not_compared(tmp_path: Path) -> None:
    planted = [
        ("    ranked: [hand, head]\n", ""),
        ("when: {part: hand}\n    move: {scale: 1/2}", "when: {part: hand}\n    move: {scale: 2}"),
    ]

    assert [] == of(Check.ROLES, examined(tmp_path, *planted))


@pytest.mark.requirement("S-053")
def test_an_amount_alone_is_trafficking(tmp_path: Path) -> None:
    """P-08: above the limit nobody has to show a sale."""
    found = of(Check.REBUTTABLE, examined(tmp_path, ("sold: true, amount: large", "amount: large")))

    assert ["alone"] == [one.kind for one in found]
    assert "with nothing else stated, is trafficking" in found[0].text


def test_own_use_that_cannot_be_shown_above_a_limit(tmp_path: Path) -> None:
    """P-08: the same evidence shows own use up to the limit, and nothing does above it."""
    found = of(Check.REBUTTABLE, examined(tmp_path, NO_OWN_USE))

    assert ["no own use"] == [one.kind for one in found]


def test_own_use_that_becomes_a_crime_by_its_amount(tmp_path: Path) -> None:
    """P-08: the accused has shown own use, and the amount alone makes it a crime."""
    crime = """
  own-large:
    name: {en: own use of much}
    provision: art. 5(2)
    mark: V
    classification: personal_use
    liability: criminal_non_custodial
    when: {conduct: possession, own_use: true, amount: large}
    sanction: {fine: {unit: EUR, max: 100}}
    exception_to: [small, large]
  small:
"""
    found = of(
        Check.REBUTTABLE,
        examined(tmp_path, NO_OWN_USE, ("\n  small:\n    name: {en: a", f"{crime}    name: {{en: a")),
    )

    assert ["same evidence"] == [one.kind for one in found]
    assert "with own_use true" in found[0].text
    assert "is criminal_non_custodial: the amount alone decides" in found[0].text


def test_supply_that_cannot_be_shown(tmp_path: Path) -> None:
    """P-08: nothing can be stated of a large amount that is supply."""
    found = of(Check.REBUTTABLE, examined(tmp_path, ("classification: trafficking", "classification: none")))

    assert {"no supply"} == {one.kind for one in found}


def test_of_law_that_is_not_held_nothing_is_said(tmp_path: Path) -> None:
    """P-08: where a declared gap answers the amount, neither own use nor supply is missed."""
    planted = ("conduct: possession", "conduct: transport")

    assert [] == of(Check.REBUTTABLE, examined(tmp_path, planted, gap="possession"))
    assert of(Check.REBUTTABLE, examined(tmp_path, planted))


@pytest.mark.parametrize(
    "presumption", ["{rebuttable: true, burden: accused}", "{rebuttable: false, burden: prosecution}"]
)
def test_a_presumption_that_weighs_on_the_accused(tmp_path: Path, presumption: str) -> None:
    """P-08: it is told with the worked case in which it stands."""
    planted = ("provision: art. 6\n", f"provision: art. 6\n    presumption: {presumption}\n")
    (found,) = of(Check.REBUTTABLE, examined(tmp_path, planted))

    assert ("burden", "art. 6") == (found.kind, found.where[0].provision)
    assert found.witness is not None
    assert "sold" == found.witness.base


def test_a_presumption_that_the_prosecution_must_prove_is_none(tmp_path: Path) -> None:
    planted = (
        "provision: art. 6\n",
        "provision: art. 6\n    presumption: {rebuttable: true, burden: prosecution}\n",
    )

    assert [] == of(Check.REBUTTABLE, examined(tmp_path, planted))


@pytest.mark.requirement("S-055")
def test_possession_for_own_use_graver_than_use(tmp_path: Path) -> None:
    """P-09: use is lawful, possession for own use is not."""
    planted = (
        "classification: personal_use\n    liability: lawful\n    when: {conduct: possession",
        "classification: personal_use\n    liability: criminal_non_custodial\n    when: {conduct: possession",
    )
    (found,) = of(Check.USE_AND_POSSESSION, examined(tmp_path, planted))

    assert "use is lawful, and possession for own use is criminal_non_custodial" == found.text
    assert found.witness is not None
    assert ["consumption", "possession"] == [case.conduct for case in found.witness.cases]
    assert list(found.witness.answers) == answers_of(tmp_path, found)


def test_possession_that_no_law_tells_apart_as_own_use(tmp_path: Path) -> None:
    """P-09: where the law has no offence of own use, any possession is graver than use."""
    (found,) = of(
        Check.USE_AND_POSSESSION,
        examined(
            tmp_path,
            (
                "classification: personal_use\n    liability: lawful\n    when: {conduct: possession",
                "classification: none\n    liability: lawful\n    when: {conduct: possession",
            ),
        ),
    )

    assert "which no offence of this law tells apart as own use" in found.text


def test_short_custody_without_another_way(tmp_path: Path) -> None:
    """P-11: two years at most, and no fine in their place."""
    planted = ("any_of: [{custody", "all_of: [{custody")
    (found,) = of(Check.LAST_RESORT, examined(tmp_path, planted))

    assert "at most 24 months of custody, and no way without it is recorded" == found.text
    assert "art. 6" == found.where[0].provision


@pytest.mark.parametrize(
    ("stages", "number"), [("[sentencing]", 0), ("[post_sentence]", 1), ("[pre_trial, post_sentence]", 0)]
)
def test_a_programme_is_a_way_without_custody(tmp_path: Path, stages: str, number: int) -> None:
    """P-11: unless it opens only after the sentence."""
    programme = f"""programmes:
  help:
    name: {{en: help}}
    provision: art. 11
    mark: V
    stage: {stages}
    approach: [diversion]
    origin: legislative
    gates: {{legal: {{}}}}
steps:
"""
    found = examined(tmp_path, ("any_of: [{custody", "all_of: [{custody"), ("steps:\n", programme))

    assert number == len(of(Check.LAST_RESORT, found))


def test_personal_use_in_custody(tmp_path: Path) -> None:
    """P-11: even where a fine may take its place."""
    planted = (
        "liability: lawful\n    when: {conduct: possession, own_use: true}",
        (
            "liability: criminal_custodial\n    sanction: {any_of: [{custody: {ends: {max: 3 m}}}, "
            "{fine: {unit: EUR, max: 9}}]}\n    when: {conduct: possession, own_use: true}"
        ),
    )
    (found,) = of(Check.LAST_RESORT, examined(tmp_path, planted))

    assert "personal use can lead to custody" == found.text


def test_a_favourable_fact_that_makes_it_worse(tmp_path: Path) -> None:
    """P-12: poverty doubles the range."""
    planted = ("when: {poor: true}\n    move: {scale: 1/2}", "when: {poor: true}\n    move: {scale: 2}")
    (found,) = of(Check.FAVOURABLE_ONLY, examined(tmp_path, planted))

    assert (Severity.ERROR, "facts/poor [act@2000-01-01, V]") == (found.severity, str(found.where[0]))
    assert found.witness is not None
    assert "poor is false, and true" == found.witness.change
    assert list(found.witness.answers) == answers_of(tmp_path, found)


def test_a_clause_for_one_gender_is_told_and_no_breach(tmp_path: Path) -> None:
    """P-12: with all else equal another person does not have it."""
    planted = [
        (
            "  poor: {type: boolean,",
            """  gender:
    type: enum
    members: [female, male]
    question: {en: which gender?}
    stated_by: [court]
    favourable_only: true
  poor: {type: boolean,""",
        ),
        ("when: {poor: true}", "when: {gender: female}"),
    ]
    (found,) = of(Check.FAVOURABLE_ONLY, examined(tmp_path, *planted))

    assert Severity.INFO is found.severity
    assert (
        "a favourable clause reads gender: with all else equal, female is answered more mildly than male"
        == found.text
    )


@pytest.mark.parametrize(
    ("rule", "texts"),
    [
        (MILDER_LAW.replace("intermediate, ", ""), ["no law between the act and the decision is compared"]),
        (
            MILDER_LAW.replace("reach: reached", "reach: not_reached"),
            ["a milder law does not reach a sentence that is being served"],
        ),
        (
            MILDER_LAW.replace("reach: reached", "reach: in_part"),
            ["a milder law reaches a sentence that is being served in part alone"],
        ),
        (
            MILDER_LAW.partition("review:")[0],
            ["whether a milder law reaches a sentence that is being served is not recorded"],
        ),
        (
            "review:" + MILDER_LAW.partition("review:")[2],
            ["no rule is recorded by which a milder later law applies at the sentence"],
        ),
        (
            "",
            [NO_RULE],
        ),
        (MILDER_LAW, []),
    ],
)
def test_what_the_milder_law_does_not_reach(tmp_path: Path, rule: str, texts: list[str]) -> None:
    """P-18: of the rule that the ruleset records, or of none."""
    assert texts == told(of(Check.MILDER_LAW, examined(tmp_path, milder_law=rule)))


def test_two_tables_of_one_amount(tmp_path: Path) -> None:
    """P-24: what one table frees another puts into its lowest tier."""
    (found,) = of(Check.BANDS, examined(tmp_path, OWN_USE_TABLE))

    assert "free frees what amount puts into its band small: cocaine up to 2 g" == found.text
    assert ["art. 10", "art. 3"] == [place.provision for place in found.where]


def test_tables_of_different_substances_do_not_meet(tmp_path: Path) -> None:
    table = (
        OWN_USE_TABLE[0],
        OWN_USE_TABLE[1].replace("rows: {cocaine", "absent: left_out\n    rows: {khat"),
    )
    planted = [table, ("substances:\n", "substances:\n  khat: {name: {en: khat}}\n")]

    assert [] == of(Check.BANDS, examined(tmp_path, *planted))


def test_like_observations_are_told_together(tmp_path: Path) -> None:
    """One group for what tells the same of the same elements; all stay."""
    twice = CASES.partition("cases:\n")[2].replace("id: own", "id: own-2").replace("id: sold", "id: sold-2")
    twice = twice.replace("{offence: ", "{status: decided, offence: ")
    found = of(Check.MONOTONE, examined(tmp_path, ALL_SMALLER, cases=twice))

    (group,) = grouped(found)
    assert (2, "2020-01-01") == (len(group.observations), ", ".join(map(str, group.days)))


@pytest.mark.requirement("S-073")
def test_a_ruleset_without_worked_cases_is_read_all_the_same(tmp_path: Path) -> None:
    """The text alone answers P-18 and P-24; nothing else is decided."""
    found = examine(ruleset_of(tmp_path, LAW, JURISDICTION + OTHERS % "supply"), Handles(), [])

    assert [Check.MILDER_LAW] == [one.check for one in found.observations]
    assert (0, None) == (found.kinds, found.observations[0].witness)

"""What would change the answer, as it is asked for."""

import pytest

from propengine.explain.decision import told_decision
from propengine.explain.decisive import told_decisive
from propengine.explain.phrases import Phrases
from propengine.explain.telling import Telling
from propengine.v1 import decision_pb2, fact_pb2, law_pb2, programme_pb2, sanction_pb2

OFFENCE = decision_pb2.ANSWER_PART_OFFENCE


def fact(name: str, question: str = "") -> decision_pb2.DecisiveFact:
    return decision_pb2.DecisiveFact(
        fact=name,
        value=law_pb2.Value(boolean=True),
        question=law_pb2.Text(en=question),
        stated_by=[fact_pb2.SPEAKER_COURT],
    )


def leading_to(
    offence: str, rank: int, *facts: decision_pb2.DecisiveFact, part: int = OFFENCE
) -> decision_pb2.DecisiveSet:
    after = decision_pb2.MainPart(offence=offence)
    return decision_pb2.DecisiveSet(
        rank=rank,
        facts=facts,
        changes=[part],  # type: ignore[list-item]  # a number of the enum
        after=after,
    )


def outcome(*sets: decision_pb2.DecisiveSet) -> decision_pb2.Outcome:
    return decision_pb2.Outcome(decisive_sets=sets)


def told(*outcomes: decision_pb2.Outcome) -> list[str]:
    telling = Telling.of(decision_pb2.Decision(outcomes=outcomes), Phrases())
    return [f"{'  ' * line.indent}{line.text}" for line in told_decisive(telling)]


def test_two_facts_together() -> None:
    """Both questions of a pair are put before what follows from both."""
    pair = fact("sold", "Was it sold?"), fact("armed", "Was the person armed?")

    assert [
        "",
        "What would change the answer: ask this",
        "  both of these:",
        "    Was it sold? (sold), stated by the court",
        "    Was the person armed? (armed), stated by the court",
        "    if yes and yes: sale",
    ] == told(outcome(leading_to("sale", 1, *pair)))


def test_the_order_is_that_of_the_ranks() -> None:
    """Whichever outcomes the sets stand in; what leads to the same in several is asked once."""
    lines = told(
        outcome(leading_to("b", 3, fact("second", "Second?")), leading_to("a", 2, fact("first", "First?"))),
        outcome(leading_to("a", 1, fact("first", "First?"))),
    )

    assert [
        "  First? (first), stated by the court",
        "    if yes: a (in outcomes 1 and 2)",
        "  Second? (second), stated by the court",
        "    if yes: b (in outcome 1)",
    ] == lines[2:]


def test_what_changes_alternatives_alone_comes_last() -> None:
    """In short, under a line of its own."""
    change = decision_pb2.ProgrammeChange(id="treatment", after=1)  # type: ignore[arg-type]  # eligible
    beside = leading_to("", 1, fact("ill", "Ill?"), part=decision_pb2.ANSWER_PART_PROGRAMMES)
    beside.programme_changes.append(change)
    lines = told(outcome(beside, leading_to("sale", 2, fact("sold", "Sold?"))))

    assert [
        "  These would change alternatives only:",
        "    Ill? (ill) if yes: open: treatment",
    ] == lines[-2:]


def test_a_conclusion_has_no_question() -> None:
    """It is told by its id as words; the id stands in brackets all the same, for whoever states it."""
    assert "  own use, a conclusion that may be stated (own_use), stated by the court" in told(
        outcome(leading_to("sale", 1, fact("own_use")))
    )


def printed(decision: decision_pb2.Decision) -> list[str]:
    return [line.text for line in told_decision(decision, Phrases(), with_reasoning=False, why_not=False)]


def test_no_outcome_is_preferred() -> None:
    """The answer says so, and begins with any."""
    lines = printed(decision_pb2.Decision(outcomes=[outcome(), outcome()]))

    assert "This is outcome 1 of 2, of which none is preferred" in lines
    assert "Outcome 2" in lines


def test_the_preferred_outcome_is_told_first() -> None:
    """Wherever it stands."""
    lines = printed(decision_pb2.Decision(outcomes=[outcome(), outcome()], preferred=1))

    assert "This is outcome 2, the preferred one of 2" in lines
    assert "Outcome 1" in lines


def test_a_gap_is_told() -> None:
    """With its text and its id, in the place of an offence."""
    gap = {"id": "growing", "text": {"en": "Growing is not recorded."}, "provision": "art. 7"}
    found = decision_pb2.Outcome(gaps=[gap])
    status = decision_pb2.DECISION_STATUS_NOT_RECORDED

    lines = printed(decision_pb2.Decision(status=status, outcomes=[found]))

    assert ": not recorded, the ruleset does not hold the law of this case" == lines[0]
    assert [
        "The ruleset does not hold the law of this case:",
        "Growing is not recorded. (growing) [art. 7]",
    ] == lines[lines.index("The offence") + 1 :][:2]


def test_a_part_of_the_law_is_not_recorded() -> None:
    """Where an offence is shown, the first line does not say that no law of the case is held."""
    found = decision_pb2.Outcome(offence=decision_pb2.Offence(id="holding"))
    status = decision_pb2.DECISION_STATUS_NOT_RECORDED

    first = ": not recorded in full, the ruleset does not hold all of the law of this case"
    assert first == printed(decision_pb2.Decision(status=status, outcomes=[found]))[0]


def test_what_changes_the_gap_alone() -> None:
    """It is no alternative, and it is told."""
    change = decision_pb2.DecisiveSet(rank=1, facts=[fact("list", "Is it listed?")], changes_main_part=True)

    assert [
        "",
        "What would change the answer: ask this",
        "  Is it listed? (list), stated by the court",
        "    if yes: other law of the case is what is not recorded",
    ] == told(outcome(change))


def test_programmes_before_an_offence_is_shown() -> None:
    """What is open is told whole; of what turns on an offence the name is told, and that it is."""
    open_, turning = programme_pb2.PROGRAMME_STATUS_ELIGIBLE, programme_pb2.PROGRAMME_STATUS_UNDETERMINED
    told = {
        "court": (open_, "consents"),
        "fine": (turning, "range.final.max"),
        "course": (turning, "consents"),
    }
    programmes = [
        programme_pb2.Programme(
            id=name,
            name=law_pb2.Text(en=name),
            status=status,
            force=sanction_pb2.FORCE_MAY,
            effect=law_pb2.Text(en=f"effect of the {name}"),
            gates=[programme_pb2.Gate(kind=programme_pb2.GATE_KIND_LEGAL, status=status, subjects=[subject])],
        )
        for name, (status, subject) in told.items()
    ]
    lines = printed(decision_pb2.Decision(outcomes=[decision_pb2.Outcome(programmes=programmes)]))

    assert "effect of the court" in lines
    assert "effect of the course" in lines
    assert "effect of the fine" not in lines
    assert (
        "No offence is shown; what these turn on is told with one." == lines[lines.index("fine,  (fine)") - 1]
    )


MONTHS, LIFE = sanction_pb2.END_KIND_MONTHS, sanction_pb2.END_KIND_LIFE
NONE_STATED, NOT_RECORDED = sanction_pb2.END_KIND_NONE_STATED, sanction_pb2.END_KIND_NOT_RECORDED


def end(kind: int, rendered: str, months: int = 0) -> sanction_pb2.End:
    return sanction_pb2.End(
        kind=kind,  # type: ignore[arg-type]  # a number of the enum
        rendered=law_pb2.Text(en=rendered),
        months=law_pb2.Rational(numerator=months, denominator=1) if kind == MONTHS else None,
    )


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (end(NOT_RECORDED, "?"), end(NOT_RECORDED, "?"), "a length that is not recorded"),
        (end(NOT_RECORDED, "?"), end(MONTHS, "5 years", 60), "up to 5 years, the least not recorded"),
        (end(MONTHS, "nothing"), end(NOT_RECORDED, "?"), "a length whose most is not recorded"),
        (end(MONTHS, "3 years", 36), end(NOT_RECORDED, "?"), "3 years or more, the most not recorded"),
        (
            end(NONE_STATED, "none"),
            end(NOT_RECORDED, "?"),
            "a length with no least stated, whose most is not recorded",
        ),
        (end(MONTHS, "nothing"), end(LIFE, "life"), "up to life"),
    ],
)
def test_a_range_with_an_end_that_is_not_recorded(
    least: sanction_pb2.End, most: sanction_pb2.End, words: str
) -> None:
    """It is no exact length, and no end is told as if it were one."""
    telling = Telling.of(decision_pb2.Decision(), Phrases())

    assert words == telling.range(sanction_pb2.Range(min=least, max=most))


def test_no_level_stands_beside_a_range_that_is_not_recorded() -> None:
    """It was looked up in nothing."""
    telling = Telling.of(decision_pb2.Decision(), Phrases())
    nothing = end(NOT_RECORDED, "?")

    assert "a length that is not recorded" == telling.range(
        sanction_pb2.Range(min=nothing, max=nothing, level=0)
    )

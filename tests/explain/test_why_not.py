"""Why not: what failed for each other offence, programme and lower range, by how much, and by which law."""

from fractions import Fraction

import pytest

from propengine.contract.decisions import fill_decision
from propengine.engine.deciding import decide
from propengine.engine.refusals import CaseRefusedError
from propengine.explain.catalogues import Language
from propengine.explain.failing import (
    Either,
    count_of,
    failed_in,
    holds,
    met_in,
    missed_by,
    tests_in as every_test_in,
    would_meet,
)
from propengine.explain.forms import Form, Level, Wanted, lines_of, text_of
from propengine.explain.page import Line
from propengine.explain.phrases import Phrases
from propengine.explain.telling import Telling
from propengine.explain.why_not import told_why_not
from propengine.v1 import decision_pb2, law_pb2, trace_pb2
from propengine.verify.worked_cases import engine_case, load_cases
from tests.explain.conftest import Decided
from tests.shipped import CODES, HANDLES, SHIPPED
from tests.support import RULESETS

EVERY = 120
LANGUAGES: tuple[Language, ...] = ("en", "es", "pt", "fr")
SHOWN, NOT_SHOWN = trace_pb2.BOUND_SHOWN, trace_pb2.BOUND_NOT_SHOWN
AT_LEAST, MORE_THAN = trace_pb2.COMPARISON_AT_LEAST, trace_pb2.COMPARISON_MORE_THAN
EQUALS = trace_pb2.COMPARISON_EQUALS


def lines(decision: decision_pb2.Decision, language: Language = "en") -> list[Line]:
    return told_why_not(Telling.of(decision, Phrases(language)))


def under(decision: decision_pb2.Decision, id_: str) -> list[str]:
    """What is told of an element: its own line, and those that stand further in."""
    every = lines(decision)
    first = next(place for place, line in enumerate(every) if f" ({id_})" in line.text)
    found = [every[first].text]
    for line in every[first + 1 :]:
        if line.indent <= every[first].indent:
            break
        found.append(line.text)
    return found


def test_own_use_within_ten_days(decided: Decided) -> None:
    """25.1 g of herb are 10.04 days of 2.5 g, of which Lei 30/2000 art. 2(2) has ten: 0.04 too much."""
    decision = decided("pt-herb-25.1-g-2023-silent")

    assert [
        (
            "consumption, acquisition or possession for own use (administrative offence) (lei-30-2000-art-2)"
            ", an administrative offence, no crime [Lei 30/2000 art. 2, na redação da Lei 55/2023, V]"
        ),
        "purpose: own use asked, nothing concluded (purpose)",
    ] == under(decision, "lei-30-2000-art-2")
    assert [
        "purpose: own use (own-use-within-ten-days) [Lei 30/2000 art. 2(2), V]",
        "days of average use: at most 10 asked, 10.04 met: 0.04 too much (days)",
    ] == under(decision, "own-use-within-ten-days")


def test_what_stands_is_not_among_the_others(decided: Decided) -> None:
    """Own use is shown and stands; trafficking asks for something else, art. 26 for at most five days."""
    decision = decided("pt-herb-25.1-g-2023")
    told = [line.text for line in lines(decision)]

    assert [] == [text for text in told if "(lei-30-2000-art-2)" in text]
    assert "purpose: other than own use asked, own use met (purpose)" in under(decision, "art-21-1")
    assert (
        "days of average use: at most 5 (or nothing stated) asked, 10.04 met: 5.04 too much (days)"
        in under(decision, "art-26-1")
    )
    assert [
        "by law:",
        (
            "the liability: a crime for which custody is possible asked, an administrative offence, no crime"
            " met (liability)"
        ),
        "the most that may be imposed: at most 1 year asked, nothing stated (imposed.most)",
    ] == under(decision, "pt-fine-substitution")[1:]


def test_a_step_that_would_lower(decided: Decided) -> None:
    """CP art. 68 of Chile asks for two mitigating circumstances; one is stated."""
    decision = decided("cl-small-trafficker-2024")
    told = under(decision, "cp-68-two-mitigating")

    assert told[0].endswith(" [CP art. 68, V]")
    assert (
        "number of mitigating circumstances that count: at least 2 asked, 1 met: 1 short (mitigating_count)"
        in told
    )


def test_a_number_of_several_kinds(decided: Decided) -> None:
    """Cannabis alone is one kind of drug; COIP 220.1 and 55 add up the penalties of two."""
    told = under(decided("ec-cannabis-60-g-2015-12-01"), "coip-220-1-accumulated")

    assert ["kinds of drug: at least 2 asked, 1 met: 1 short (substance_kinds)"] == told[1:]


@pytest.mark.parametrize(
    ("id_", "told"),
    [
        ("coip-220-1-a", "at most 20 g asked, 60 g met: 40 g too much"),
        ("coip-220-1-c", "more than 300 g asked, 60 g met: 240 g short"),
        ("coip-220-1-d", "more than 10,000 g asked, 60 g met: 9,940 g short"),
    ],
)
def test_a_band_is_missed_by_an_amount(id_: str, told: str, decided: Decided) -> None:
    """The scale of 2015 for marijuana: minimum to 20 g, medium to 300 g, high to 10,000 g, then great."""
    every = under(decided("ec-cannabis-60-g-2015-12-01"), id_)

    assert f"marijuana: {told} [Resolución 001-CONSEP-CD-2015, V]" in every


def test_what_was_set_aside_says_by_which() -> None:
    """Its conditions hold, so that nothing failed, and it comes first."""
    outcome = decision_pb2.Outcome()
    outcome.offence.id = "grave"
    for id_, aside in (("far", ""), ("light", "grave"), ("grave", "")):
        step = outcome.trace.add(role=trace_pb2.ROLE_OFFENCE, id=id_, holds=id_ != "far", set_aside_by=aside)
        step.reads.add(subject="x", comparison=EQUALS, bound=SHOWN, holds=id_ != "far").constants.add(
            boolean=True
        )
        outcome.considered_offences.add(id=id_, classification=decision_pb2.CLASSIFICATION_TRAFFICKING)
    decision = decision_pb2.Decision(jurisdiction="xx", outcomes=[outcome])
    decision.names.add(element="offences/grave").text.en = "the grave one"

    assert [
        "Another offence: trafficking",
        "(light)",
        "its conditions hold; set aside by the grave one",
        "(far)",
        "x: yes asked, nothing stated (x)",
    ] == [line.text for line in lines(decision)[2:]]


@pytest.mark.parametrize("jurisdiction", CODES)
def test_every_ruleset(jurisdiction: str) -> None:
    """No line is empty, what failed does not hold, and tests are joined as the engine has them."""
    told = 0
    for worked in load_cases(RULESETS / jurisdiction / "cases.yaml")[::EVERY]:
        case = engine_case(worked, jurisdiction)
        try:
            decision = decide(case, SHIPPED[jurisdiction], HANDLES, with_decisive_sets=False)
        except CaseRefusedError:
            continue
        message = decision_pb2.Decision()
        fill_decision(message, decision, case.facts)
        for step in (step for outcome in message.outcomes for step in outcome.trace):
            joined = holds(step.joined, step.reads) if step.HasField("joined") else all_hold(step)
            assert step.holds == joined, (worked.id, step.id)
            assert [] == [read.subject for read in every_test_in(failed_in(step)) if read.holds], worked.id
            assert not step.holds or all(read.holds for read in met_in(step)), worked.id
        for language in LANGUAGES:
            section = lines(message, language)
            told += len(section)
            assert [] == [line for line in section[1:] if not line.text.strip()], worked.id
        assert bool(lines(message)) == bool(message.outcomes), worked.id
    assert told


def all_hold(step: trace_pb2.TraceStep) -> bool:
    return all(read.holds for read in step.reads)


def test_every_other_offence_is_told(decided: Decided) -> None:
    """Each that the trace considers and that does not stand, once, with its class."""
    decision = decided("uy-six-plants")
    outcome = decision.outcomes[decision.preferred]
    told = [line.text for line in lines(decision)]
    others = {offence.id for offence in outcome.considered_offences} - {outcome.offence.id}

    assert others
    assert {1} == {sum(f" ({id_})," in text for text in told) for id_ in others}


def test_the_basic_view_is_not_enough(decided: Decided) -> None:
    """Without a trace nothing is known of what failed, and it says so."""
    basic = decision_pb2.Decision()
    basic.CopyFrom(decided("uy-six-plants"))
    for outcome in basic.outcomes:
        outcome.ClearField("trace")

    assert ["", "Why not", "This needs the full view of the answer."] == [line.text for line in lines(basic)]
    assert [] == lines(decision_pb2.Decision(jurisdiction="xx"))


def test_it_is_told_only_when_asked_for_and_never_plainly(decided: Decided) -> None:
    """In each form; the page has it in a fold."""
    decision = decided("uy-six-plants")

    def told(wanted: Wanted) -> bool:
        return "Why not" in [line.text for line in lines_of(decision, wanted)]

    assert told(Wanted(why_not=True))
    assert not told(Wanted())
    assert not told(Wanted(level=Level.PLAIN, why_not=True))
    assert "## Why not" in text_of(decision, Wanted(form=Form.MARKDOWN, why_not=True))
    assert "<details><summary><h2>Why not</h2>" in text_of(decision, Wanted(form=Form.HTML, why_not=True))


def test_a_kept_answer_is_enough(decided: Decided) -> None:
    """Bytes that were kept say the same as the answer when it was new."""
    decision = decided("uy-six-plants")
    kept = decision_pb2.Decision.FromString(decision.SerializeToString())

    assert lines(decision) == lines(kept)


def read(met: str, limit: str, comparison: trace_pb2.Comparison, bound: trace_pb2.Bound) -> trace_pb2.Read:
    return trace_pb2.Read(
        subject="x",
        comparison=comparison,
        constants=[law_pb2.Value(number=limit)],
        bound=bound,
        met=law_pb2.Value(number=met),
    )


def test_by_how_much_is_exact() -> None:
    """A third is a third; at the limit itself nothing is missing."""
    assert Fraction(-1, 3) == missed_by(read("2/3", "1", AT_LEAST, SHOWN))
    assert Fraction(7, 5) == missed_by(read("2.5", "1.1", trace_pb2.COMPARISON_AT_MOST, SHOWN))
    assert 0 == missed_by(read("1", "1", MORE_THAN, SHOWN))
    example = read("2", "1", MORE_THAN, SHOWN)
    example.met.example = True
    assert missed_by(example) is None


@pytest.mark.parametrize(
    ("comparison", "bound", "fitting"),
    [
        (AT_LEAST, SHOWN, ["2", "3"]),
        (MORE_THAN, SHOWN, ["3"]),
        (AT_LEAST, NOT_SHOWN, ["1"]),
        (MORE_THAN, trace_pb2.BOUND_DENIED, ["1", "2"]),
        (EQUALS, SHOWN, ["2"]),
        (EQUALS, NOT_SHOWN, ["1", "3"]),
        (trace_pb2.COMPARISON_NOT_ONE_OF, SHOWN, ["1", "3"]),
        (trace_pb2.COMPARISON_STATED, SHOWN, ["1", "2", "3"]),
    ],
)
def test_what_would_have_met_a_test(
    comparison: trace_pb2.Comparison, bound: trace_pb2.Bound, fitting: list[str]
) -> None:
    """Asked of two, in each way in which it may be asked."""
    asked = read("0", "2", comparison, bound)

    assert fitting == [value for value in "123" if would_meet(asked, law_pb2.Value(number=value))]


def test_of_several_ways_the_nearest_counts() -> None:
    """One of two is asked: one test alone, or two others; only the one must be otherwise."""
    step = trace_pb2.TraceStep()
    for subject, held in (("a", True), ("b", False), ("c", False), ("d", False)):
        step.reads.add(subject=subject, holds=held)
    step.joined.parts.add(read=0)
    either = step.joined.parts.add(any_of=True)
    either.parts.add(read=1)
    both = either.parts.add()
    both.parts.add(read=2)
    both.parts.add(read=3)
    failed = failed_in(step)

    assert (Either(((step.reads[1],), (step.reads[2], step.reads[3]))),) == failed
    assert 1 == count_of(failed)
    assert ["b", "c", "d"] == [test.subject for test in every_test_in(failed)]

"""The five lines that come first: each answers its question, for every worked case of every ruleset."""

import pytest

from propengine.contract.decisions import fill_decision
from propengine.engine.deciding import decide
from propengine.engine.refusals import CaseRefusedError
from propengine.explain.five_lines import told_five
from propengine.explain.forms import Level, Wanted, lines_of
from propengine.explain.phrases import Phrases
from propengine.explain.telling import Telling, texts_of
from propengine.v1 import decision_pb2
from propengine.verify.worked_cases import engine_case, load_cases
from tests.explain.conftest import Decided
from tests.shipped import CODES, HANDLES, SHIPPED
from tests.support import RULESETS

EVERY = 120
MOST_WORDS = 20


def five(decision: decision_pb2.Decision) -> dict[str, str]:
    lines = told_five(Telling.of(decision, Phrases()))
    return {
        line.spans[0].text.removesuffix(": "): line.text.removeprefix(line.spans[0].text) for line in lines
    }


def test_a_decided_case(decided: Decided) -> None:
    """An offence, a range and a fine, alternatives by rank, questions, and how good the figures are."""
    assert {
        "What it is": "traffic of small quantities (microtráfico): micro-trafficking; "
        "a crime for which custody is possible",
        "What may be imposed": "custody of 541 days (1 year, 6 months and 1 day) to 3 years "
        "(medium grade of presidio menor), and fine of 10 to 40 UTM",
        "What is open": "conditional suspension of proceedings; conditional suspension for problem drug or "
        "alcohol use; Drug Treatment Court; and 2 more (below); 3 more turn on something open",
        "How sure it is": "decided; every figure was read in a published copy (V); a person decides",
    }.items() <= five(decided("cl-small-trafficker-2024")).items()


def test_nothing_is_shown() -> None:
    """Where nothing is known, the lines say so instead of being empty."""
    status = decision_pb2.DECISION_STATUS_UNDETERMINED
    found = five(decision_pb2.Decision(status=status, jurisdiction="xx", outcomes=[decision_pb2.Outcome()]))

    assert {
        "What it is": "no offence is shown on what is stated",
        "What may be imposed": "not known",
        "What is open": "no alternative",
        "What is missing": "nothing that would change the answer",
        "How sure it is": "undetermined on what is stated; a person decides",
    } == found


@pytest.mark.parametrize("jurisdiction", CODES)
def test_every_answer_begins_with_them(jurisdiction: str) -> None:
    """None is empty, whatever the case; the plain level has no id and no sentence above twenty words."""
    told = 0
    for worked in load_cases(RULESETS / jurisdiction / "cases.yaml")[::EVERY]:
        case = engine_case(worked, jurisdiction)
        try:
            decision = decide(case, SHIPPED[jurisdiction], HANDLES, with_decisive_sets=False)
        except CaseRefusedError:
            continue
        message = decision_pb2.Decision()
        fill_decision(message, decision, case.facts)
        answers = five(message)
        told += 1

        assert len(answers) == 5
        assert all(answers.values()), worked.id
        plain = [line.text for line in lines_of(message, Wanted(level=Level.PLAIN))]
        of_program = [line for line in plain if line.endswith((".", ":", "?")) and line not in said(message)]
        assert [] == [line for line in of_program if len(line.split()) > MOST_WORDS]
        assert not any(
            outcome.offence.id and f"({outcome.offence.id})" in plain for outcome in message.outcomes
        )
    assert told


def said(message: decision_pb2.Decision) -> set[str]:
    """Return what the ruleset says: its words are the law's."""
    return {text.en for text in texts_of(message)}


def test_an_offence_called_as_its_class_is_told_once(decided: Decided) -> None:
    """Aggravated trafficking is not said twice."""
    assert five(decided("cr-prison-2012"))["What it is"] == (
        "aggravated trafficking; a crime for which custody is possible"
    )


def test_none_of_several_outcomes_is_told_as_the_answer(decided: Decided) -> None:
    """Where none is preferred, what may be imposed is not that of the first alone."""
    decision = decision_pb2.Decision()
    decision.CopyFrom(decided("pt-resin-3-percent-uncertain"))
    decision.ClearField("preferred")
    found = five(decision)

    assert found["What may be imposed"] == (
        "by the outcome, either fine of 24.94 to 149.64 euros, or 3 other responses (below)"
        " – or else custody of up to 1 year, or fine of 10 to 120 day-fines"
    )
    assert five(decided("pa-unnumbered-2019"))["What may be imposed"] == "one of 4 answers (below)"
    assert found["What is open"].endswith("(in outcome 1; others differ, below)")


def test_one_alternative_is_one(decided: Decided) -> None:
    """The verb agrees, and a whole sentence is followed by no semicolon."""
    found = five(decided("do-dependent-2018"))

    assert found["What is open"].endswith("; one more turns on something open")
    assert not any(".;" in told for told in five(decided("cl-small-trafficker-2024")).values())

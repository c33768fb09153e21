"""Answers as they are printed: what stands in a snapshot was read by a person before it was put there."""

import re
from typing import get_args

import pytest
from syrupy.assertion import SnapshotAssertion

from propengine.cli.terminal import write
from propengine.explain import telling
from propengine.explain.catalogues import Language
from propengine.explain.decision import told_decision
from propengine.explain.fines import fine
from propengine.explain.phrases import Phrases
from propengine.explain.telling import Telling
from propengine.v1 import decision_pb2, law_pb2, sanction_pb2
from tests.cli.conftest import CASES, EXAMPLES, Decide, OnTerminal, without_digest

FILES = {
    "decided": EXAMPLES / "pt-herb-25.1-g-2010.json",
    "administrative": EXAMPLES / "pt-herb-24.9-g-2010.json",
    "readings": EXAMPLES / "pt-herb-25.1-g-2005.json",
    "undetermined": EXAMPLES / "pt-herb-25.1-g-2023-silent.json",
    "later-law": EXAMPLES / "pt-herb-25.1-g-2022-decided-2024.json",
    "uncertainty": EXAMPLES / "pt-resin-3-percent-uncertain.json",
    "attenuated": CASES / "attenuated.json",
    "disputed": CASES / "disputed.json",
    "imposed": CASES / "imposed.json",
    "out-of-scope": CASES / "out-of-scope.json",
}


def printed(
    decision: decision_pb2.Decision, language: Language = "en", *, with_reasoning: bool = False
) -> str:
    lines = told_decision(decision, Phrases(language), with_reasoning=with_reasoning, why_not=False)
    return "\n".join("  " * line.indent * bool(line.spans) + line.text for line in lines)


@pytest.mark.parametrize("name", FILES)
def test_answers(name: str, decide: Decide, snapshot: SnapshotAssertion) -> None:
    """Each kind of answer, without colours and unwrapped."""
    assert snapshot == without_digest(printed(decide(FILES[name])))


@pytest.mark.parametrize("language", get_args(Language))
def test_languages(language: Language, decide: Decide, snapshot: SnapshotAssertion) -> None:
    """The same answer in each language; it says so where the ruleset lacks that one."""
    assert snapshot == without_digest(printed(decide(FILES["imposed"]), language))


def test_the_reasoning_tells_what_did_not_hold(decide: Decide, snapshot: SnapshotAssertion) -> None:
    """Every condition of every outcome stands in it, and nothing else is added."""
    decision = decide(FILES["disputed"])
    short, full = printed(decision), printed(decision, with_reasoning=True)

    assert snapshot == without_digest(full)
    assert [] == [line for line in short.splitlines() if line not in full.splitlines()]
    steps = [step for outcome in decision.outcomes for step in outcome.trace]
    told = [line.strip().partition(":")[0] for line in full.splitlines()]
    assert len(steps) == sum(
        word in {"holds", "does not hold"} or word.startswith("set aside by") for word in told
    )


def test_what_is_piped_is_plain(decide: Decide, capsys: pytest.CaptureFixture[str]) -> None:
    """A pipe gets the same lines: no colours, no wrapping, nothing at the end of a line."""
    decision = decide(FILES["readings"])

    write(told_decision(decision, Phrases(), with_reasoning=False, why_not=False))

    assert f"{printed(decision)}\n" == capsys.readouterr().out


@pytest.mark.parametrize("width", [80, 120])
def test_on_a_terminal(width: int, on_terminal: OnTerminal, snapshot: SnapshotAssertion) -> None:
    """A terminal gets colours, and lines that fit it."""
    written = on_terminal(["evaluate", FILES["readings"]], width)

    assert snapshot == without_digest(written.replace("\x1b", "␛"))


@pytest.mark.parametrize(
    ("environment", "styles"),
    [({}, (True, True)), ({"NO_COLOR": "1"}, (False, True)), ({"TERM": "dumb"}, (False, False))],
)
def test_colours_can_be_refused(
    environment: dict[str, str], styles: tuple[bool, bool], on_terminal: OnTerminal
) -> None:
    """NO_COLOR leaves weights only; a terminal that can do nothing gets nothing."""
    written = on_terminal(["evaluate", FILES["decided"]], 80, **environment)

    assert styles == ("\x1b[32m" in written, "\x1b[1m" in written)


@pytest.mark.parametrize("name", FILES)
def test_no_id_stands_alone(name: str, decide: Decide) -> None:
    """Ids of programmes, offences and facts stand in brackets beside their words, nowhere else.

    What the ruleset says may hold a word that is an id, too; what has no name is told by its id as words.
    """
    decision = decide(FILES[name])
    ids = {programme.id for outcome in decision.outcomes for programme in outcome.programmes}
    ids |= {o.offence.id for o in decision.outcomes} - {""}
    ids |= {fact.fact for o in decision.outcomes for one in o.decisive_sets for fact in one.facts}
    text = printed(decision)
    for said in sorted({text.en for text in telling.texts_of(decision)} - {""}, key=len, reverse=True):
        text = text.replace(said, "")

    for id_ in (id_ for id_ in ids if not id_.isalpha()):
        alone = re.sub(r"\([^()]*\)", "", text)
        assert not re.search(rf"(?<![\w-]){re.escape(id_)}(?![\w-])", alone), id_


def test_what_a_notice_is_about_has_words() -> None:
    """Fields, facts and revisions; a day stays one, and what has no name is told by its id as words."""
    outcome = decision_pb2.Outcome()
    used = outcome.used_revisions.add(instrument="stj-8-2008")
    used.start_date.year, used.start_date.month, used.start_date.day = 2008, 8, 5
    used.title.en = "Judgment 8/2008"
    decision = decision_pb2.Decision(
        outcomes=[outcome],
        names=[
            decision_pb2.Name(element="facts/time_served", text=law_pb2.Text(en="How long was served?")),
            decision_pb2.Name(element="facts/harm", text=law_pb2.Text()),
        ],
    )
    told = Telling.of(decision, Phrases()).concerned

    assert [
        "the amount of item 2 (items[1].amount)",
        "the form of item 1 (items[0].substance)",
        "item 1 (items[0])",
        "the items (items)",
        "date of conviction (conviction_date)",
        "How long was served? (time_served)",
        "How long was served? (facts[time_served])",
        "Judgment 8/2008 (stj-8-2008@2008-08-05)",
        "own use limit",
        "harm",
        "2015-10-20",
    ] == [
        told("items[1].amount"),
        told("items[0].substance"),
        told("items[0]"),
        told("items"),
        told("conviction_date"),
        told("time_served"),
        told("facts[time_served]"),
        told("stj-8-2008@2008-08-05"),
        told("own_use_limit"),
        told("harm"),
        told("2015-10-20"),
    ]


def test_values_in_words() -> None:
    """A number without a decimal is told as whole and a part, a length as the law counts it."""
    telling = Telling.of(decision_pb2.Decision(), Phrases("es"))
    length = law_pb2.Value(number="179/30", unit="m", rendered=law_pb2.Text(es="5 meses y 29 días"))

    assert "5 meses y 29 días" == telling.value(length)
    assert "666 2/3 g" == telling.value(law_pb2.Value(number="2000/3", unit="g"))
    assert "no se conoce" == telling.value(law_pb2.Value(number="1", unit="g", example=True))
    assert "ninguno de ellos" == telling.value(law_pb2.Value(word=""))


def test_a_fraction_of_a_fine() -> None:
    """A third of a hundred is told as whole and a part."""
    message = sanction_pb2.Fine(unit="SBU", min="100/3", max="200/3", enacted_min="50", enacted_max="100")

    told = fine(Telling.of(decision_pb2.Decision(), Phrases()), message)
    assert "fine of 33 1/3 to 66 2/3 SBU (as enacted 50 to 100 SBU)" == told


def test_how_codes_were_read(decide: Decide) -> None:
    """Where the case has a court's own codes, the answer says how each was read."""
    decision = decide(FILES["decided"])
    decision.read_codes.codes.add(field="items[0].substance", code="E-301", id="cannabis_herbal")

    told = "  the code E-301 was read as cannabis_herbal (items[0].substance)"
    assert told in printed(decision).splitlines()


def test_a_bare_decision_can_be_printed() -> None:
    """A decision without anything in it, as an older server might send, is printed all the same."""
    empty = decision_pb2.Decision(jurisdiction="pt", outcomes=[decision_pb2.Outcome()])

    assert "pt: not decided" == printed(empty).splitlines()[0]

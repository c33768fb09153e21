"""A range that guides the court closes nothing: only what binds does."""

from pathlib import Path

import pytest

from propengine.core.ends import Range
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.law.programmes import ProgrammeStatus
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Checkpoint, Force
from propengine.notation.faults import RulesetFaults
from tests.support import a_case, ruleset_of

GUIDED = """
facts:
  role: {type: enum, members: [lesser, leading], question: {en: x}}
  repeated: {type: boolean, question: {en: x}}
offences:
  act:
    name: {en: act}
    provision: art. 1
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {conduct: possession}
    sanction: {custody: {CUSTODY}}
ranges:
  guideline:
    provision: guideline
    mark: V
    by: [role]
    GUIDES
    cells: {lesser: {min: 0, max: 1 y}, leading: {min: 8 y, max: 16 y}}
  outer:
    provision: guideline
    mark: V
    by: [role]
    cells: {lesser: {max: 5 y}, leading: {min: 3 y, max: 18 y}}
steps:
  floor:
    provision: art. 2
    mark: V
    phase: second
    when: {repeated: true}
    move: {floor: 7 y}
  plea: {provision: art. 3, mark: V, phase: third, when: {role: leading}, move: {scale: 1/2}}
programmes:
  suspended:
    name: {en: suspended}
    provision: art. 4
    mark: V
    stage: [sentencing]
    approach: [diversion]
    origin: legislative
    gates: {legal: {when: {imposed: {at_most: 2 y}}}}
    force_where: [{force: presumed, when: {imposed: {at_most: 1 y}}}]
  barred:
    name: {en: barred}
    provision: art. 5
    mark: V
    stage: [sentencing]
    approach: [diversion]
    origin: legislative
    gates: {legal: {when: {conduct: possession}, unless: {imposed: {more_than: 2 y}}}}
"""
STATUTE = "statutory: {max: life}, table: guideline"


def guided(folder: Path, guides: str = "guides_within: statutory", custody: str = STATUTE) -> Ruleset:
    """Return a ruleset whose guideline guides or binds."""
    return ruleset_of(folder, GUIDED.replace("GUIDES", guides).replace("CUSTODY", custody))


def outcome_of(ruleset: Ruleset, handles: Handles, **facts: str | bool) -> Outcome:
    """Return the only outcome of a case of these facts."""
    (outcome,) = decide(a_case(facts=facts), ruleset, handles).outcomes
    return outcome


def statuses(outcome: Outcome) -> dict[str, ProgrammeStatus]:
    return {verdict.id: verdict.status for verdict in outcome.programmes}


def ends(range_: Range | None) -> tuple[str, str] | None:
    return None if range_ is None else (str(range_.min.months), str(range_.max.word or range_.max.months))


def test_what_only_the_guideline_shuts_is_open_outside_it(tmp_path: Path, handles: Handles) -> None:
    """No sentence of the guideline's range fits, but one that the statute allows does."""
    outcome = outcome_of(guided(tmp_path), handles, role="leading")

    assert {"suspended": ProgrammeStatus.OUTSIDE_GUIDANCE, "barred": ProgrammeStatus.OUTSIDE_GUIDANCE} == (
        statuses(outcome)
    )
    assert ("0", "life") == ends(outcome.run.lawful)
    assert [("imposed",)] * 2 == [
        outcome.turns_on(gate) for verdict in outcome.programmes for gate in verdict.gates
    ]


def test_what_the_guideline_leaves_open_turns_on_the_sentence(tmp_path: Path, handles: Handles) -> None:
    """Every sentence of a mild range fits; a court that leaves it may impose one that does not."""
    ruleset = guided(tmp_path)
    outcome = outcome_of(ruleset, handles, role="lesser")
    beyond = outcome_of(ruleset, handles, role="lesser", imposed_sentence="3 y")

    assert {ProgrammeStatus.CONDITIONAL} == set(statuses(outcome).values())
    assert {ProgrammeStatus.CLOSED} == set(statuses(beyond).values())
    assert ends(outcome.checkpoints[Checkpoint.FINAL]) == ends(beyond.checkpoints[Checkpoint.FINAL])


@pytest.mark.parametrize(
    ("guides", "facts", "force"),
    [
        ("guides_within: statutory", {}, Force.MAY),
        ("guides_within: statutory", {"imposed_sentence": "1 y"}, Force.PRESUMED),
        ("guides_within: outer", {}, Force.MAY),
        ("", {}, Force.PRESUMED),
    ],
    ids=["guides", "imposed", "guides in a table", "binds"],
)
def test_a_force_that_hangs_on_the_sentence_waits_for_it(
    tmp_path: Path, handles: Handles, guides: str, facts: dict[str, str], force: Force
) -> None:
    """The guideline ends at one year, up to which suspension is presumed; a court may leave it."""
    outcome = outcome_of(guided(tmp_path, guides), handles, role="lesser", **facts)

    assert force == {verdict.id: verdict.force for verdict in outcome.programmes}["suspended"]


def test_a_floor_of_the_statute_binds_whatever_guides(tmp_path: Path, handles: Handles) -> None:
    """Steps act on the range that binds, too: seven years, halved for the plea, is the least."""
    outcome = outcome_of(guided(tmp_path), handles, role="leading", repeated=True)

    assert {ProgrammeStatus.CLOSED} == set(statuses(outcome).values())
    assert ("42", "life") == ends(outcome.run.lawful)


def test_a_sentence_that_was_imposed_is_what_counts(tmp_path: Path, handles: Handles) -> None:
    """Then nothing turns on guidance any more."""
    outcome = outcome_of(guided(tmp_path), handles, role="leading", imposed_sentence="3 y")

    assert {ProgrammeStatus.CLOSED} == set(statuses(outcome).values())


def test_another_table_may_bind(tmp_path: Path, handles: Handles) -> None:
    """A guideline whose category guides within its offence range, which closes what it leaves no room for."""
    ruleset = guided(tmp_path, "guides_within: outer")
    outcome = outcome_of(ruleset, handles, role="leading")

    assert ("18", "108") == ends(outcome.run.lawful)
    assert {"suspended": ProgrammeStatus.OUTSIDE_GUIDANCE, "barred": ProgrammeStatus.OUTSIDE_GUIDANCE} == (
        statuses(outcome)
    )
    assert ("48", "96") == ends(outcome.checkpoints[Checkpoint.FINAL])


def test_the_range_of_the_statute_may_be_a_table(tmp_path: Path, handles: Handles) -> None:
    """It is looked up beside the guideline's, stands under its own checkpoint, and binds."""
    ruleset = guided(tmp_path, custody="statutory_table: outer, table: guideline")
    outcome = outcome_of(ruleset, handles, role="leading")

    assert ("36", "216") == ends(outcome.checkpoints[Checkpoint.STATUTORY])
    assert ("18", "108") == ends(outcome.run.lawful)
    assert [("outer", "leading"), ("guideline", "leading")] == sorted(
        outcome.passage.looked_up if outcome.passage is not None else (), reverse=True
    )


def test_a_range_that_binds_closes(tmp_path: Path, handles: Handles) -> None:
    """Without a word of guidance the table is the law."""
    outcome = outcome_of(guided(tmp_path, ""), handles, role="leading")

    assert {ProgrammeStatus.CLOSED} == set(statuses(outcome).values())
    assert outcome.run.lawful is None


@pytest.mark.parametrize(
    ("guides", "custody", "message"),
    [
        (
            "guides_within: statutory",
            "table: guideline",
            "expected statutory beside guideline, which guides within it",
        ),
        (
            "guides_within: statutory",
            "statutory: {max: life}, statutory_table: outer, table: guideline",
            "expected statutory or statutory_table, not both",
        ),
        ("guides_within: outre", STATUTE, "expected the id of one of the ranges, found 'outre'"),
        (
            "guides_within: guideline",
            STATUTE,
            "expected a table that binds, found guideline, which guides too",
        ),
    ],
)
def test_what_binds_must_be_there(tmp_path: Path, guides: str, custody: str, message: str) -> None:
    """A range cannot guide within nothing."""
    with pytest.raises(RulesetFaults) as caught:
        guided(tmp_path, guides, custody)

    assert any(fault.message.startswith(message) for fault in caught.value.faults)

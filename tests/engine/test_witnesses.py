"""Witnesses: the run that shows what a statement changes, or none where it only answers a question."""

from propengine.engine.case import Case
from propengine.engine.evaluators import Handles
from propengine.engine.witnesses import Witness, mains_of, witness_of
from propengine.law.ruleset import Ruleset
from tests.engine.small import applied, with_world_of
from tests.support import a_case

SILENT = a_case()


def witness(small: Ruleset, handles: Handles, before: Case, fact: str, *, value: bool) -> Witness | None:
    """Return the witness of a fact that is stated besides."""
    stated = a_case(facts={**{n: f.value for n, f in before.facts.items()}, fact: value})
    own = applied(before, small, handles)
    return witness_of(own, with_world_of(own, applied(stated, small, handles)), frozenset({fact}))


def test_a_change_of_the_law_as_written_is_its_own_witness(small: Ruleset, handles: Handles) -> None:
    """The young are sentenced to half: from one to two years to half a year to one."""
    found = witness(small, handles, SILENT, "young", value=True)

    assert found is not None
    assert found.before.main != found.after.main
    assert ["12 m – 24 m", "6 m – 12 m"] == [
        f"{run.final.min} – {run.final.max}" for run in (found.before, found.after) if run.final is not None
    ]


def test_what_changes_nothing_has_none(small: Ruleset, handles: Handles) -> None:
    """To be armed without a gang leaves every main part as it is."""
    assert witness(small, handles, SILENT, "armed", value=True) is None


def test_a_question_that_is_only_answered_has_none(small: Ruleset, handles: Handles) -> None:
    """Whether there was force was open: denied, the other answer falls away, as the answer says it would."""
    own, after = (applied(case, small, handles) for case in (SILENT, a_case(facts={"forced": False})))

    assert mains_of(after) < mains_of(own)
    assert witness(small, handles, SILENT, "forced", value=False) is None


def test_what_is_shown_and_what_is_preferred_are_told_apart(small: Ruleset, handles: Handles) -> None:
    """A main part is shown, and it is preferred: two ways to differ."""
    (comparison,) = applied(SILENT, small, handles)
    mains = [state.run.main for state in comparison.applied.states]

    assert 2 == len(set(mains))
    assert {(True, mains[0]), (True, mains[1]), (False, mains[0])} == mains_of([comparison])

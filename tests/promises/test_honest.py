"""Honest: no answer claims a better mark than the weakest figure that it rests on."""

from collections.abc import Mapping, Sequence
from random import Random

from propengine.engine.evaluators import Handles
from propengine.law.elements import Mark
from propengine.law.ruleset import Ruleset
from tests.promises.generated import a_case
from tests.promises.sound import answer

ORDER = list(Mark)


def test_an_answer_is_no_better_than_what_it_rests_on(
    code: str, seeds: Sequence[int], rulesets: Mapping[str, Ruleset], handles: Handles
) -> None:
    """The offence, each step taken and each cell looked up are at least as well marked."""
    for seed in seeds:
        decision = answer(a_case(rulesets[code], Random(seed)), rulesets[code], handles)
        for outcome in decision.outcomes if decision is not None else ():
            marks = [outcome.offence.mark] if outcome.offence is not None else []
            passage = outcome.passage
            if passage is not None and outcome.offence is not None:
                marks += [outcome.law.contents.steps[applied.step].mark for applied in passage.applied]
                marks += passage.marks
            fines = [
                leaf.fine.mark
                for leaf in outcome.sanctions
                if leaf.fine is not None and leaf.fine.mark is not None
            ]

            assert all(ORDER.index(outcome.mark) >= ORDER.index(mark) for mark in [*marks, *fines]), seed


def test_what_rests_on_nothing_read_is_not_told_as_read(
    code: str, seeds: Sequence[int], rulesets: Mapping[str, Ruleset], handles: Handles
) -> None:
    """An answer without an offence and without a figure is not marked V."""
    for seed in seeds:
        decision = answer(a_case(rulesets[code], Random(seed)), rulesets[code], handles)
        for outcome in decision.outcomes if decision is not None else ():
            if outcome.offence_id is None and not outcome.figures:
                assert outcome.mark is not Mark.V or any(
                    step.clause.role == "rule" and step.stands for step in outcome.trace
                ), seed

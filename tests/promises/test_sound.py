"""Sound: no completion of what a case leaves open overturns its answer unannounced."""

from collections.abc import Callable, Mapping, Sequence
from random import Random

from propengine.engine.evaluators import Handles
from propengine.law.ruleset import Ruleset
from tests.promises.generated import a_case
from tests.promises.sound import Sound, answer, is_looked_through


def test_no_completion_overturns_an_answer_unannounced(
    code: str,
    seeds: Sequence[int],
    rulesets: Mapping[str, Ruleset],
    handles: Handles,
    record_property: Callable[[str, object], None],
) -> None:
    """Worlds, silent facts one at a time and in pairs, findings and programmes, as the promise defines it."""
    sound = Sound(rulesets[code], handles)
    broken = []
    for seed in seeds:
        random = Random(seed)
        case = a_case(rulesets[code], random)
        broken += [f"seed {seed}: {problem}" for problem in sound.broken(case, random)]

    record_property("cases", len(seeds))
    assert [] == broken


def test_a_decisive_set_is_minimal_and_changes_what_it_says(
    code: str, seeds: Sequence[int], rulesets: Mapping[str, Ruleset], handles: Handles
) -> None:
    """Every set that is listed is stated: none is idle, none has an idle part, each gives what it told."""
    sound = Sound(rulesets[code], handles)
    broken = []
    for seed in seeds:
        case = a_case(rulesets[code], Random(seed))
        decision = answer(case, rulesets[code], handles)
        if decision is not None and is_looked_through(decision) and decision.outcomes:
            broken += [f"seed {seed}: {problem}" for problem in sound.witnesses(case, decision)]

    assert [] == broken

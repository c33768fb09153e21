"""Sound: no completion of what a case leaves open overturns its answer unannounced."""

from collections.abc import Callable, Mapping
from random import Random

from propengine.engine.evaluators import Handles
from propengine.law.ruleset import Ruleset
from tests.promises.generated import a_case
from tests.promises.sound import Sound


def test_no_completion_overturns_an_answer_unannounced(
    code: str,
    seeds: range,
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

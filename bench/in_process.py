"""One decision in process, layer by layer."""

from collections.abc import Mapping
from typing import Any

from bench.cases import CASES, OWN_USE, case_of
from bench.measuring import interleaved, show
from propengine.contract.decisions import fill_decision
from propengine.engine.choosing import Choices
from propengine.engine.concluding import evaluate
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.intake import dates_of, read_case
from propengine.engine.measuring import measure
from propengine.engine.worlds import worlds_of
from propengine.law.ruleset import Ruleset
from propengine.v1 import decision_pb2

ALL = "all: one decision, decisive sets and both readers"
MESSAGE = "the answer as a message"


def run(rulesets: Mapping[str, Ruleset], rounds: int = 400) -> float:
    """Print what each layer of a decision takes; return what deciding and telling `OWN_USE` take, in µs."""
    cpu = {title: _layers(rulesets, title, data, rounds) for title, data in CASES.items()}
    return next(cpu[title] for title, data in CASES.items() if data is OWN_USE)


def _always() -> None:
    """Go on."""


def _layers(rulesets: Mapping[str, Ruleset], title: str, data: Mapping[str, Any], rounds: int) -> float:
    case, handles = case_of(data), Handles()
    ruleset = rulesets[case.jurisdiction]
    dates, _ = dates_of(case)
    law = ruleset.law(dates)
    compiled = handles.compiled(law)
    lowered = compiled.lowered
    decision = decide(case, ruleset, handles)
    intake, refusals = read_case(case, law, dates, law.statable)
    assert not refusals
    worlds = worlds_of(intake, [lowered])
    choices = Choices(compiled, intake, _always)
    inputs = choices.inputs(worlds[0], lowered.as_written, {})
    run_ = evaluate(compiled, inputs)
    clauses = sum(map(len, lowered.clauses))
    with handles.lent(compiled) as handle:
        timings = interleaved(
            {
                "intake (case to exact values)": lambda: read_case(case, law, dates, law.statable),
                "worlds": lambda: worlds_of(intake, [lowered]),
                "measures and bands": lambda: measure(lowered, worlds[0].holdings, lowered.as_written),
                "the law applied once, exact reader": lambda: evaluate(compiled, inputs),
                "the same, confirmed by Rete": lambda: handle.confirm(run_),
                "every state of the first world": lambda: Choices(compiled, intake, _always).states(
                    worlds[0]
                ),
                ALL: lambda: decide(case, ruleset, handles),
                MESSAGE: lambda: fill_decision(decision_pb2.Decision(), decision, list(case.facts)),
            },
            rounds,
        )
    show(f"In process: {title} ({clauses} clauses, {len(lowered.levels)} levels)", timings)
    return timings[ALL].cpu + timings[MESSAGE].cpu

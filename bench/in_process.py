"""One decision in process, layer by layer."""

from datetime import date

from bench.measuring import interleaved, show
from propengine.contract.decisions import fill_decision
from propengine.engine.case import Case, Item, StatedFact
from propengine.engine.counterfactuals import decisive_facts
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.intake import dates_of, read_case
from propengine.engine.marks import mark_of
from propengine.engine.measures import measure
from propengine.engine.outcome import Circumstances
from propengine.engine.walk import evaluate
from propengine.law.ruleset import Ruleset
from propengine.v1 import decision_pb2

ALL = "all: one decision"

OWN_USE = Case(
    "pt",
    date(2012, 6, 1),
    date(2012, 9, 1),
    "sentencing",
    "possession",
    items=(Item("cannabis_herbal", "20", "g"),),
    facts={"own_use_proven": StatedFact(value=True), "drug_dependent": StatedFact(value=False)},
)
"""One law, one reading: nothing is open on these facts."""

TRAFFICKING = Case(
    "pt",
    date(2019, 3, 15),
    date(2019, 11, 15),
    "sentencing",
    "transport",
    items=(Item("cocaine", "2", "kg"),),
)
"""A finding is open, and many facts would change the answer."""


def run(pt: Ruleset, rounds: int = 1500) -> float:
    """Print what each layer of a decision takes; return the processor time of deciding `OWN_USE`, in µs."""
    cpu = _layers(pt, "possession for own use", OWN_USE, rounds)
    _layers(pt, "transport of two kilograms", TRAFFICKING, rounds)
    return cpu


def _layers(pt: Ruleset, title: str, case: Case, rounds: int) -> float:
    handles = Handles()
    dates, _ = dates_of(case)
    law = pt.law(dates)
    decision, stated = decide(case, pt, handles), list(case.facts)
    intake, refusals = read_case(case, law, dates, law.statable)
    assert not refusals
    with handles.lent(law) as handle:
        program = handle.program
        start = Circumstances(intake.slots, measure(intake.items, law.contents))
        outcome = handle.evaluate(start)
        values = [[outcome.slots.get(slot) for slot in level.slots] for level in program.levels]
        domains = program.strata.domains
        classes = [domain.classify(outcome.slots.get(slot)) for slot, domain in domains.items()]

        def functions() -> None:
            for level, of in zip(program.levels, values, strict=True):
                level.function(of)

        def one_outcome() -> object:
            fresh = handle.evaluate(start)
            return fresh.trace, mark_of(fresh)

        conditions = sum(len(level.conditions) for level in program.levels)
        timings = interleaved(
            {
                "intake (case to exact values)": lambda: read_case(case, law, dates, law.statable),
                "measures and bands": lambda: measure(intake.items, law.contents),
                "compiled evaluator alone": functions,
                "Rete evaluator alone": lambda: handle.rete.match(classes),
                "strata, one evaluator": lambda: evaluate(
                    program, start, lambda n, v: program.levels[n].function(v)
                ),
                "strata, both evaluators": lambda: handle.evaluate(start),
                "strata, both evaluators, full trace, marks": one_outcome,
                "decisive facts": lambda: decisive_facts(outcome, lambda: None),
                ALL: lambda: decide(case, pt, handles),
                "the answer as a message": lambda: fill_decision(decision_pb2.Decision(), decision, stated),
            },
            rounds,
        )
    show(f"In process: {title} ({conditions} conditions, {len(program.levels)} levels)", timings)
    return timings[ALL].cpu

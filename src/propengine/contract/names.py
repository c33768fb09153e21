"""What the ids of an answer are called, for those that stand in it without words of their own."""

from collections.abc import Iterable, Iterator

from propengine.contract.templates import Templates
from propengine.contract.values import fill_text
from propengine.engine.compiled import CompiledLaw
from propengine.engine.decision import Decision
from propengine.law.ruleset import Law
from propengine.v1 import decision_pb2


def fill_names(target: decision_pb2.Decision, decision: Decision, templates: Templates) -> None:
    """Write what the ids are called that the answer, which is otherwise complete, holds.

    An id that the law of one outcome does not have is looked up in those of the others and of the candidates.
    """
    fill_text(
        target.names.add(element=f"jurisdictions/{decision.ruleset.id}").text,
        decision.ruleset.jurisdiction.name,
    )
    known = [templates.of(law, compiled).names for law, compiled in _laws(decision)]
    in_words = set(_in_words(target))
    for element in dict.fromkeys(_elements(target)):
        if element in in_words:
            continue
        name = next((names[element] for names in known if element in names), None)
        if name is not None:
            target.names.append(name)


def _laws(decision: Decision) -> Iterable[tuple[Law, CompiledLaw]]:
    """Return the laws of the answer, each under each reading once, and as it is made ready."""
    candidates = (c.outcome for comparison in decision.comparisons for c in comparison.candidates)
    laws = [(outcome.law, outcome.run.law) for outcome in (*decision.outcomes, *candidates)]
    laws += [(decisive.after.law, decisive.after.compiled) for decisive in decision.decisive]
    return {law.key: (law, compiled) for law, compiled in laws}.values()


def _in_words(target: decision_pb2.Decision) -> Iterator[str]:
    """Yield what the answer holds in words, as `kind/id`."""
    for outcome in target.outcomes:
        yield f"offences/{outcome.offence.id}"
        yield from (f"programmes/{programme.id}" for programme in outcome.programmes)
        for decisive in outcome.decisive_sets:
            yield from (f"facts/{fact.fact}" for fact in decisive.facts)


def _elements(target: decision_pb2.Decision) -> Iterator[str]:
    """Yield what may have a name, as `kind/id`."""
    for outcome in target.outcomes:
        yield from _of_outcome(outcome)
    for comparison in target.milder_law_comparisons:
        yield from _of_ways(comparison.ways)
        for candidate in comparison.candidates:
            yield f"offences/{candidate.outcome.offence}"
            yield from (f"programmes/{programme.id}" for programme in candidate.outcome.programmes)
    for notice in target.notices:
        yield from map(_of_subject, notice.subjects)


def _of_outcome(outcome: decision_pb2.Outcome) -> Iterator[str]:
    yield from _of_ways(outcome.ways)
    yield from map(_of_subject, outcome.awaited_subjects)
    for figure in outcome.figures:
        yield f"substances/{figure.substance}"
    for programme in outcome.programmes:
        yield f"facts/{programme.term.of}"
        for gate in programme.gates:
            yield from map(_of_subject, gate.subjects)
    for decisive in outcome.decisive_sets:
        yield f"offences/{decisive.after.offence}"
        yield from (f"programmes/{change.id}" for change in decisive.programme_changes)


def _of_ways(ways: Iterable[decision_pb2.Way]) -> Iterator[str]:
    for way in ways:
        for condition in way.conditions:
            yield from _of_condition(condition)


def _of_condition(condition: decision_pb2.Condition) -> Iterator[str]:
    if condition.question == decision_pb2.QUESTION_READING:
        yield f"readings/{condition.id}"
        yield f"readings/{condition.id}/{condition.value}"
    elif condition.question in {decision_pb2.QUESTION_DISPUTED_FACT, decision_pb2.QUESTION_FINDING}:
        yield f"facts/{condition.id}"
    elif condition.question == decision_pb2.QUESTION_FORM:
        yield f"substances/{condition.value}"


def _of_subject(subject: str) -> str:
    kind, _, id_ = subject.partition(".")
    return f"programmes/{id_}" if kind == "programme" else f"facts/{subject.partition(':')[0]}"

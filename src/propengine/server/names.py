"""What the ids of an answer are called, for those that stand in it without words of their own."""

from collections.abc import Iterator

from propengine.engine.decision import Decision
from propengine.engine.outcome import Outcome
from propengine.server.templates import templates_of
from propengine.server.values import fill_text
from propengine.v1 import decision_pb2


def fill_names(target: decision_pb2.Decision, decision: Decision) -> None:
    """Write what the ids are called that the answer, which is otherwise complete, holds.

    An id that the law of one outcome does not have is looked up in those of the others and of the candidates.
    """
    fill_text(
        target.names.add(element=f"jurisdictions/{decision.ruleset.id}").text,
        decision.ruleset.jurisdiction.name,
    )
    known = [templates_of(outcome.law, outcome.program).names for outcome in _outcomes(decision)]
    in_words = set(_in_words(target))
    for element in dict.fromkeys(_elements(target)):
        if element in in_words:
            continue
        name = next((names[element] for names in known if element in names), None)
        if name is not None:
            target.names.append(name)


def _outcomes(decision: Decision) -> Iterator[Outcome]:
    """Yield the outcomes of the answer, one for each law."""
    candidates = decision.milder_law.candidates if decision.milder_law is not None else ()
    every = (
        *(conditioned.outcome for conditioned in decision.outcomes),
        *(candidate.outcome for candidate in candidates),
        *(fact.outcome for fact in decision.decisive_facts),
    )
    yield from {outcome.law.key: outcome for outcome in every}.values()


def _in_words(target: decision_pb2.Decision) -> Iterator[str]:
    """Yield what the answer holds in words, as `kind/id`."""
    for outcome in target.outcomes:
        yield f"offences/{outcome.offence.id}"
        yield from (f"programmes/{programme.id}" for programme in outcome.programmes)
    yield from (f"facts/{fact.fact}" for fact in target.decisive_facts)


def _elements(target: decision_pb2.Decision) -> Iterator[str]:
    """Yield what may have a name, as `kind/id`."""
    for outcome in target.outcomes:
        for condition in outcome.conditions:
            yield from _of_condition(condition)
        for figure in outcome.figures:
            yield f"substances/{figure.substance}"
        for programme in outcome.programmes:
            yield f"facts/{programme.term.of}"
            for gate in programme.gates:
                yield from map(_of_subject, gate.subjects)
    for candidate in target.milder_law.candidates:
        yield f"offences/{candidate.outcome.offence}"
        yield from (f"programmes/{programme.id}" for programme in candidate.outcome.programmes)
    for fact in target.decisive_facts:
        yield f"offences/{fact.offence}"
        yield from (f"programmes/{change.id}" for change in fact.programme_changes)
    for notice in target.notices:
        yield from map(_of_subject, notice.subjects)


def _of_condition(condition: decision_pb2.Condition) -> Iterator[str]:
    if condition.question == decision_pb2.QUESTION_READING:
        yield f"readings/{condition.id}"
        yield f"readings/{condition.id}/{condition.value}"
    elif condition.question in {decision_pb2.QUESTION_DISPUTED_FACT, decision_pb2.QUESTION_FINDING}:
        yield f"facts/{condition.id}"


def _of_subject(subject: str) -> str:
    kind, _, id_ = subject.partition(".")
    return f"programmes/{id_}" if kind == "programme" else f"facts/{subject.partition(':')[0]}"

"""What the ids of an answer are called, for those that stand in it without words of their own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from propengine.contract.subjects import of_subject, of_word
from propengine.contract.templates import LawTemplates, templates_of
from propengine.contract.values import fill_text
from propengine.engine.compiled import CompiledLaw
from propengine.engine.decision import Decision
from propengine.law.ruleset import Law
from propengine.v1 import decision_pb2, sanction_pb2


def fill_names(target: decision_pb2.Decision, decision: Decision) -> None:
    """Write what the ids are called that the answer, which is otherwise complete, holds.

    An id that the law of one outcome does not have is looked up in those of the others and of the candidates.
    """
    fill_text(
        target.names.add(element=f"jurisdictions/{decision.ruleset.id}").text,
        decision.ruleset.jurisdiction.name,
    )
    laws = [templates_of(law, compiled) for law, compiled in _laws(decision)]
    known = [law.names for law in laws]
    found: dict[str, decision_pb2.Name | None] = dict.fromkeys(_in_words(target))
    elements = [element for element in _elements(target) if element not in found]
    found |= {element: _called(element, known) for element in elements}
    if any(outcome.trace for outcome in target.outcomes):
        for law in laws:
            found = {**law.traced, **found}
        others = [*_met(laws, decision), *(e for law in laws if len(laws) > 1 for e in law.traced_unnamed)]
        found |= {element: _called(element, known) for element in others if element not in found}
    target.names.extend([name for name in found.values() if name is not None])


def _called(element: str, known: Sequence[Mapping[str, decision_pb2.Name]]) -> decision_pb2.Name | None:
    """Return what the first law that has an element calls it; None where none has it."""
    for names in known:
        if (name := names.get(element)) is not None:
            return name
    return None


def _laws(decision: Decision) -> Iterable[tuple[Law, CompiledLaw]]:
    """Return the laws of the answer, each under each reading once, and as it is made ready."""
    candidates = (c.outcome for comparison in decision.comparisons for c in comparison.candidates)
    laws = [(outcome.law, outcome.run.law) for outcome in (*decision.outcomes, *candidates)]
    laws += [(decisive.after.law, decisive.after.compiled) for decisive in decision.decisive]
    sets = decision.change_sets.sets if decision.change_sets is not None else ()
    laws += [(one.after.law, one.after.compiled) for one in sets]
    laws += [(d.after.law, d.after.compiled) for act in decision.open_acts or () for d in act.done]
    return {law.key: (law, compiled) for law, compiled in laws}.values()


def _in_words(target: decision_pb2.Decision) -> Iterator[str]:
    """Yield what the answer holds in words, as `kind/id`."""
    for outcome in target.outcomes:
        yield f"offences/{outcome.offence.id}"
        yield from (f"programmes/{programme.id}" for programme in outcome.programmes)
        yield from (f"programmes/{programme.id}" for programme in outcome.passed_programmes)


def _met(laws: Iterable[LawTemplates], decision: Decision) -> Iterator[str]:
    """Yield the words that the steps of the traces meet."""
    for law in laws:
        for outcome in decision.outcomes:
            for subject in law.trace.subjects:
                met = outcome.slots.get(subject)
                if isinstance(met, str):
                    yield from of_word(subject, met)


def _elements(target: decision_pb2.Decision) -> Iterator[str]:
    """Yield what may have a name, as `kind/id`."""
    for outcome in target.outcomes:
        yield from _of_outcome(outcome)
    for comparison in target.milder_law_comparisons:
        yield from _of_ways(comparison.ways)
        for candidate in comparison.candidates:
            yield f"offences/{candidate.outcome.offence}"
            yield from _of_range(candidate.outcome.final_range)
            yield from (f"programmes/{programme.id}" for programme in candidate.outcome.programmes)
    yield from _of_changes(target)
    for notice in target.notices:
        for subject in notice.subjects:
            yield from of_subject(fact_of(subject))


def _of_changes(target: decision_pb2.Decision) -> Iterator[str]:
    """Yield what would be otherwise, or may still be done, and what would follow."""
    for one in target.change_sets.sets:
        yield from _of_main(one.after)
        yield from (f"programmes/{change.id}" for change in one.programme_changes)
        for change in one.changes:
            yield f"facts/{change.slot}"
            words = (change.before.word, change.after.word, *change.members_before, *change.members_after)
            of = "substance" if change.slot.endswith(".substance") else change.slot
            yield from (element for word in words if word for element in of_word(of, word))
    for act in target.open_acts.acts:
        yield f"facts/{act.fact}"
        yield from _of_main(act.without)
        for done in act.done:
            yield from (*_of_main(done.after), *of_word(act.fact, done.value.word))
            yield from (f"programmes/{change.id}" for change in done.programme_changes)


def _of_main(main: decision_pb2.MainPart) -> Iterator[str]:
    yield f"offences/{main.offence}"
    yield from _of_range(main.final_range)


def _of_outcome(outcome: decision_pb2.Outcome) -> Iterator[str]:
    yield from _of_ways(outcome.ways)
    for subject in outcome.awaited_subjects:
        yield from of_subject(subject)
    for figure in outcome.figures:
        yield f"substances/{figure.substance}"
        yield from of_subject(figure.of)
        yield from of_word(figure.of, figure.concluded)
        yield from of_word(figure.of, figure.row)
    for conclusion in outcome.conclusions:
        yield from of_subject(conclusion.subject)
        yield from of_word(conclusion.subject, conclusion.value.word)
    yield from _of_steps(outcome)
    for programme in outcome.programmes:
        yield f"facts/{programme.term.of}"
        for gate in programme.gates:
            for subject in gate.subjects:
                yield from of_subject(subject)
    for decisive in outcome.decisive_sets:
        yield f"offences/{decisive.after.offence}"
        yield from _of_range(decisive.after.final_range)
        yield from (f"programmes/{change.id}" for change in decisive.programme_changes)
        for fact in decisive.facts:
            yield from (f"facts/{fact.fact}", *of_word(fact.fact, fact.value.word))


def _of_steps(outcome: decision_pb2.Outcome) -> Iterator[str]:
    """Yield what moved the range: steps with their phases, cells, and the rungs and grades at its ends."""
    yield from (f"steps/{step}" for step in (*outcome.may_steps, *outcome.acted_steps))
    for step in outcome.applied_steps:
        yield from (f"steps/{step.step}", f"phases/{step.phase}")
    for cell in outcome.looked_up_cells:
        yield f"ranges/{cell.table}"
        for subject, word in zip(cell.subjects, cell.key.split("/"), strict=True):
            yield from (*of_subject(subject), *of_word(subject, word))
    ranges = [checkpoint.range for checkpoint in outcome.checkpoints]
    ranges += [range_ for step in outcome.applied_steps for range_ in (step.before, step.after)]
    for range_ in (*ranges, outcome.binding_range):
        yield from _of_range(range_)


def _of_range(range_: sanction_pb2.Range) -> Iterator[str]:
    yield from (f"rungs/{end.rung}" for end in (range_.min, range_.max, range_.point))
    for grade in (range_.lowest_grade, range_.highest_grade):
        yield f"ladders/{grade.ladder}/{grade.grade}"


def _of_ways(ways: Iterable[decision_pb2.Way]) -> Iterator[str]:
    for way in ways:
        for condition in way.conditions:
            yield from _of_condition(condition)


def _of_condition(condition: decision_pb2.Condition) -> Iterator[str]:
    match condition.question:
        case decision_pb2.QUESTION_READING:
            yield f"readings/{condition.id}"
            yield f"readings/{condition.id}/{condition.value}"
        case decision_pb2.QUESTION_MAY_STEP:
            yield f"steps/{condition.id}"
        case decision_pb2.QUESTION_FORM:
            yield f"substances/{condition.value}"
        case _:
            yield from of_subject(condition.id)
            yield from of_word(condition.id, condition.value)


def fact_of(subject: str) -> str:
    """Return what a notice is about; of a field that states a fact, the fact."""
    return subject.removeprefix("facts[").removesuffix("]") if subject.startswith("facts[") else subject

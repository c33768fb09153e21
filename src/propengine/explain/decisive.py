"""What nobody has stated and would change the answer: questions to put, in the order in which to ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from propengine.explain.ids import SPEAKER
from propengine.explain.outcome import classed
from propengine.explain.page import ASIDE, Line, Span, line, section
from propengine.explain.programmes import changed
from propengine.explain.telling import Telling, of_id
from propengine.v1 import decision_pb2

_ANSWER: Final = frozenset(
    {
        decision_pb2.ANSWER_PART_OFFENCE,
        decision_pb2.ANSWER_PART_CLASSIFICATION,
        decision_pb2.ANSWER_PART_LIABILITY,
        decision_pb2.ANSWER_PART_RANGE,
        decision_pb2.ANSWER_PART_SANCTION,
    }
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be asked, and what follows, in which outcomes."""

    facts: Sequence[decision_pb2.DecisiveFact]
    consequence: str
    outcomes: tuple[int, ...]


def told_decisive(telling: Telling) -> list[Line]:
    """Return the unstated facts that would change the answer, in short where only alternatives would."""
    sets = [one for _, one in _in_order(telling)]
    beside = [one for one in sets if _beside(one)]
    lines: list[Line] = []
    for asked in _together(telling, beside=False):
        lines += _told(telling, asked)
    if beside:
        lines.append(line(telling.say("decisive.alternatives-only")))
    for asked in _together(telling, beside=True):
        names = telling.listed(_asked_of(telling, fact) for fact in asked.facts)
        ids = of_id(", ".join(fact.fact for fact in asked.facts))
        lines.append(line(names, ids, f" {asked.consequence}", *_where(telling, asked), indent=2))
    return section(telling.say("decisive.title"), lines)


def questions(telling: Telling, *, beside: bool) -> list[str]:
    """Return the questions to put, each once, in their order; conclusions where there are no others.

    Args:
        telling: the decision.
        beside: what would change alternatives only, instead of the answer.
    """
    sets = [one for _, one in _in_order(telling) if _beside(one) == beside]
    facts = [fact for one in sets for fact in one.facts]
    asked = [fact for fact in facts if telling.said(fact.question)] or facts
    return list(dict.fromkeys(_put(telling, fact) for fact in asked))


def _beside(one: decision_pb2.DecisiveSet) -> bool:
    """Say whether only alternatives would change."""
    return _ANSWER.isdisjoint(one.changes) and not one.changes_main_part


def _in_order(telling: Telling) -> list[tuple[int, decision_pb2.DecisiveSet]]:
    """Return the decisive sets with the numbers of their outcomes, in the order in which to ask."""
    sets = [
        (number, one)
        for number, outcome in enumerate(telling.decision.outcomes, start=1)
        for one in outcome.decisive_sets
    ]
    return sorted(sets, key=lambda numbered: numbered[1].rank)


def _together(telling: Telling, *, beside: bool) -> Iterator[_Asked]:
    """Yield what is to be asked; what leads to the same in several outcomes is asked once."""
    groups: dict[tuple[object, ...], list[tuple[int, decision_pb2.DecisiveSet]]] = {}
    for number, one in _in_order(telling):
        if _beside(one) == beside:
            stated = tuple((fact.fact, fact.value.SerializeToString()) for fact in one.facts)
            groups.setdefault((stated, _consequence(telling, one)), []).append((number, one))
    for (_, consequence), group in groups.items():
        yield _Asked(group[0][1].facts, str(consequence), tuple(sorted(number for number, _ in group)))


def _told(telling: Telling, asked: _Asked) -> Iterator[Line]:
    if len(asked.facts) > 1:
        yield line(telling.say("decisive.both"))
    for fact in asked.facts:
        yield _question(telling, fact, indent=len(asked.facts))
    yield line(asked.consequence, *_where(telling, asked), indent=2)


def _where(telling: Telling, asked: _Asked) -> tuple[Span, ...]:
    """Return in which of several outcomes it is so."""
    if len(telling.decision.outcomes) == 1:
        return ()
    numbers = telling.listed(map(str, asked.outcomes))
    told = telling.say("decisive.in-outcome", count=len(asked.outcomes), numbers=numbers)
    return (Span(f" ({told})", ASIDE),)


def _question(telling: Telling, fact: decision_pb2.DecisiveFact, indent: int) -> Line:
    """Return the question to put, and who may answer it."""
    source = Span(f" [{fact.provision}]" if fact.provision else "", ASIDE)
    asked = ""
    if fact.stated_by:
        who = telling.listed((telling.say(SPEAKER[speaker]) for speaker in fact.stated_by), "or")
        asked = f", {telling.say('decisive.stated-by', who=who)}"
    return line(_asked_of(telling, fact), of_id(fact.fact), source, Span(asked, ASIDE), indent=indent)


def _asked_of(telling: Telling, fact: decision_pb2.DecisiveFact) -> str:
    """Return the question; a conclusion that a case may state has none."""
    said = telling.said(fact.question)
    return said or telling.say("decisive.conclusion", name=telling.subject(fact.fact))


def _put(telling: Telling, fact: decision_pb2.DecisiveFact) -> str:
    """Return the question as it is put among others; a conclusion that a case may state is asked for, too."""
    asked = telling.said(fact.question)
    return asked or telling.say("decisive.what-is-concluded", name=telling.subject(fact.fact))


def _consequence(telling: Telling, one: decision_pb2.DecisiveSet) -> str:
    values = telling.listed(telling.value(fact.value, fact.fact) for fact in one.facts)
    return telling.say("decisive.if", value=values, changes=telling.clauses(_changes(telling, one)))


def _changes(telling: Telling, one: decision_pb2.DecisiveSet) -> Iterator[str]:
    changes, after = set(one.changes), one.after
    if one.changes_main_part and not changes:
        yield telling.say("decisive.other-gap")
    if decision_pb2.ANSWER_PART_OFFENCE in changes:
        yield telling.name("offences", after.offence) if after.offence else telling.say("answer.no-offence")
    if (
        changes & {decision_pb2.ANSWER_PART_CLASSIFICATION, decision_pb2.ANSWER_PART_LIABILITY}
        and after.offence
    ):
        yield classed(telling, after)
    if decision_pb2.ANSWER_PART_RANGE in changes:
        if after.HasField("final_range"):
            yield telling.say("answer.custody-of", range=telling.range(after.final_range))
        elif after.offence:
            yield telling.say("decisive.no-custody")
    elif decision_pb2.ANSWER_PART_SANCTION in changes and decision_pb2.ANSWER_PART_OFFENCE not in changes:
        yield telling.say("decisive.other-sanctions")
    same_offence = decision_pb2.ANSWER_PART_OFFENCE not in changes
    yield from changed(telling, one.programme_changes, with_closed=same_offence)

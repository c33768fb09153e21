"""What an answer hinges on, and what the person may still do: told where the answer holds it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from propengine.explain.ids import ACT, RANGE_CHANGE, STAGE, TOGETHER
from propengine.explain.outcome import classed
from propengine.explain.page import ASIDE, HEAD, Line, Span, line, section
from propengine.explain.programmes import changed
from propengine.explain.telling import Telling, of_id
from propengine.explain.ways import between
from propengine.v1 import decision_pb2, law_pb2, trace_pb2


def told_change_sets(telling: Telling) -> list[Line]:
    """Return the smallest sets of changes that would alter the outcome to begin with, by their number."""
    if not telling.decision.HasField("change_sets"):
        return []
    return section(telling.say("hinges-on.title"), _sets(telling))


def told_open_acts(telling: Telling) -> list[Line]:
    """Return what the person may still do, each with what would follow in law."""
    if not telling.decision.HasField("open_acts"):
        return []
    return section(telling.say("still-open.title"), _acts(telling))


def _sets(telling: Telling) -> Iterator[Line]:
    found = telling.decision.change_sets
    number = 0
    for one in sorted(found.sets, key=lambda one: len(one.changes)):
        if len(one.changes) != number:
            number = len(one.changes)
            yield line(Span(telling.say(TOGETHER[number]), HEAD))
        elif number > 1:  # what belongs together would not be seen
            yield line(telling.say("hinges-on.or"))
        for change in one.changes:
            yield line(*_change(telling, change), indent=2)
        for told in _altered(telling, one):
            yield line(told, indent=3)
    if not found.sets:
        yield line(telling.say("hinges-on.no-change"))
    yield line(telling.say("hinges-on.looked-for", most=found.most_changes, decided=found.decided))
    if not found.is_complete:
        yield line(telling.say("hinges-on.at-its-bound"))
    if found.items_left:
        yield line(telling.say("hinges-on.items-left", count=found.items_left))


def _change(telling: Telling, change: decision_pb2.Change) -> Iterator[str | Span]:
    """Yield one change: what it is about, what it would be, and what it is now."""
    is_of_item = change.slot.startswith("items[")
    subject = telling.concerned(change.slot) if is_of_item else telling.subject(change.slot)
    of = "substance" if change.slot.endswith(".substance") else change.slot
    members = change.members_before or change.members_after
    before = _members(telling, change, change.members_before) if members else telling.value(change.before, of)
    if change.HasField("bounds"):
        after = _limit(telling, change)
    elif members:
        after = _members(telling, change, change.members_after)
    else:
        after = telling.value(change.after, of)
    yield telling.label(subject, telling.say("hinges-on.change", after=after, before=before))
    if not is_of_item:
        yield of_id(change.slot)
    yield Span(f" [{change.provision}]" if change.provision else "", ASIDE)


def _members(telling: Telling, change: decision_pb2.Change, members: Sequence[str]) -> str:
    if not members:
        return telling.say("answer.none-of-them")
    return telling.listed(telling.word(change.slot, member) for member in members)


def _limit(telling: Telling, change: decision_pb2.Change) -> str:
    """Return the limit to cross and on which side; between which ends where nothing is stated."""
    bounds, before = change.bounds, change.before
    known = before.WhichOneof("kind") == "number"
    if not known or (bounds.least and bounds.least == bounds.most):
        return between(telling, bounds) if bounds.unit != "m" else telling.value(change.after, change.slot)
    is_less = Fraction(change.after.number) < Fraction(before.number)
    limit, included = (
        (bounds.most, bounds.most_included) if is_less else (bounds.least, bounds.least_included)
    )
    if not limit:
        return telling.value(change.after, change.slot)
    if is_less:
        side = trace_pb2.COMPARISON_AT_MOST if included else trace_pb2.COMPARISON_LESS_THAN
    else:
        side = trace_pb2.COMPARISON_AT_LEAST if included else trace_pb2.COMPARISON_MORE_THAN
    return telling.compared(side, telling.value(law_pb2.Value(number=limit, unit=change.after.unit)))


def _altered(telling: Telling, one: decision_pb2.ChangeSet) -> Iterator[str]:
    after = one.after
    if one.leads_to_an_offence:
        yield telling.say("hinges-on.offence", name=telling.name("offences", after.offence))
    if one.changes_classification:
        yield classed(telling, after) if after.offence else telling.say("answer.no-offence")
    if one.range_change:
        yield telling.say(RANGE_CHANGE[one.range_change], range=_custody(telling, after))
    yield from changed(telling, one.programme_changes)


def _custody(telling: Telling, main: decision_pb2.MainPart) -> str:
    if main.HasField("final_range"):
        return telling.range(main.final_range)
    return telling.say("decisive.no-custody") if main.offence else telling.say("answer.no-offence")


def _acts(telling: Telling) -> Iterator[Line]:
    acts = telling.decision.open_acts.acts
    for act in acts:
        source = Span(f" [{act.provision}]" if act.provision else "", ASIDE)
        kind = Span(telling.say(ACT[act.kind]), HEAD)
        asked = telling.phrases.spans("answer.of", subject=kind, said=telling.said(act.question))
        yield line(*asked, of_id(act.fact), source)
        yield line(telling.say("still-open.without", main=_main(telling, act.without)), indent=2)
        for done in act.done:
            value, main = telling.value(done.value, act.fact), _main(telling, done.after)
            told = telling.say("decisive.if", value=value, changes=main)
            until = telling.say("still-open.until", stage=telling.say(STAGE[done.until]))
            yield line(told, Span(f" ({until})", ASIDE), indent=2)
            for programme in changed(telling, done.programme_changes):
                yield line(programme, indent=3)
        if act.HasField("advice"):
            yield line(telling.said(act.advice), indent=2)
    if not acts:
        yield line(telling.say("still-open.nothing"))


def _main(telling: Telling, main: decision_pb2.MainPart) -> str:
    if not main.offence:
        return telling.say("answer.no-offence")
    name = telling.name("offences", main.offence)
    if not main.HasField("final_range"):
        return name
    return telling.clauses([name, telling.say("answer.custody-of", range=telling.range(main.final_range))])

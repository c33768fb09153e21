"""What an answer hinges on, and what the person may still do: told where the answer holds it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from propengine.explain.outcome import classed
from propengine.explain.page import ASIDE, HEAD, Line, Span, line, section
from propengine.explain.phrases import ACT_KIND, RANGE_CHANGE, STAGE, TOGETHER
from propengine.explain.programmes import changed
from propengine.explain.telling import Telling, of_id
from propengine.explain.ways import between
from propengine.v1 import decision_pb2, law_pb2


def told_change_sets(telling: Telling) -> list[Line]:
    """Return the smallest sets of changes that would alter the outcome to begin with, by their number."""
    if not telling.decision.HasField("change_sets"):
        return []
    return section(telling.own("What the answer hinges on"), _sets(telling))


def told_open_acts(telling: Telling) -> list[Line]:
    """Return what the person may still do, each with what would follow in law."""
    if not telling.decision.HasField("open_acts"):
        return []
    return section(telling.own("What can still be done"), _acts(telling))


def _sets(telling: Telling) -> Iterator[Line]:
    found = telling.decision.change_sets
    number = 0
    for one in sorted(found.sets, key=lambda one: len(one.changes)):
        if len(one.changes) != number:
            number = len(one.changes)
            yield line(Span(telling.own(TOGETHER[number]), HEAD))
        for change in one.changes:
            yield line(*_change(telling, change), indent=2)
        for told in _altered(telling, one):
            yield line(told, indent=3)
    if not found.sets:
        yield line(telling.own("No change alters the answer."))
    phrase = "Up to {most} changes were looked for together; {decided} sets were decided."
    yield line(telling.own(phrase, most=found.most_changes, decided=found.decided))
    if not found.is_complete:
        yield line(telling.own("The search ended at its bound: there may be other sets."))
    if found.items_left:
        yield line(telling.own("Items of which no change was looked for: {count}.", count=found.items_left))


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
    told = telling.own("{after} (now: {before})", after=after, before=before)
    yield f"{subject} {told}" if subject.endswith("?") else f"{subject}: {told}"
    if not is_of_item:
        yield of_id(change.slot)
    yield Span(f" [{change.provision}]" if change.provision else "", ASIDE)


def _members(telling: Telling, change: decision_pb2.Change, members: Sequence[str]) -> str:
    if not members:
        return telling.own("none of them")
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
        side = telling.own("at most") if included else telling.own("less than")
    else:
        side = telling.own("at least") if included else telling.own("more than")
    return f"{side} {telling.value(law_pb2.Value(number=limit, unit=change.after.unit))}"


def _altered(telling: Telling, one: decision_pb2.ChangeSet) -> Iterator[str]:
    after = one.after
    if one.leads_to_an_offence:
        yield telling.own("an offence would stand: {name}", name=telling.name("offences", after.offence))
    if one.changes_classification:
        yield classed(telling, after) if after.offence else telling.own("no offence is shown")
    if one.range_change:
        yield f"{telling.own(RANGE_CHANGE[one.range_change])}: {_custody(telling, after)}"
    yield from changed(telling, one.programme_changes)


def _custody(telling: Telling, main: decision_pb2.MainPart) -> str:
    if main.HasField("final_range"):
        return telling.range(main.final_range)
    return telling.own("no custody") if main.offence else telling.own("no offence is shown")


def _acts(telling: Telling) -> Iterator[Line]:
    acts = telling.decision.open_acts.acts
    for act in acts:
        source = Span(f" [{act.provision}]" if act.provision else "", ASIDE)
        kind = telling.own(ACT_KIND[act.kind])
        yield line(Span(kind, HEAD), f": {telling.said(act.question)}", of_id(act.fact), source)
        yield line(telling.own("without it: {main}", main=_main(telling, act.without)), indent=2)
        for done in act.done:
            value, main = telling.value(done.value, act.fact), _main(telling, done.after)
            told = telling.own("if {value}: {changes}", value=value, changes=main)
            until = telling.own("until: {stage}", stage=telling.own(STAGE[done.until]))
            yield line(told, Span(f" ({until})", ASIDE), indent=2)
            for programme in changed(telling, done.programme_changes):
                yield line(programme, indent=3)
        if act.HasField("advice"):
            yield line(telling.said(act.advice), indent=2)
    if not acts:
        yield line(telling.own("The ruleset names no act that is still open at this stage."))


def _main(telling: Telling, main: decision_pb2.MainPart) -> str:
    if not main.offence:
        return telling.own("no offence is shown")
    custody = telling.own("custody: {range}", range=_custody(telling, main))
    return f"{telling.name('offences', main.offence)}; {custody}"

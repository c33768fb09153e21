"""One outcome, told: the offence, what may be imposed, how the range was reached, and why."""

from collections.abc import Iterator, Sequence
from typing import Final

from propengine.explain.fines import fine
from propengine.explain.ids import BURDEN, CHECKPOINT, CLASSIFICATION, CONCLUSION, FORCE, LIABILITY, OF_ITEM
from propengine.explain.page import ASIDE, HEAD, Line, Span, line, section
from propengine.explain.telling import Telling, of_id
from propengine.v1 import decision_pb2, law_pb2, sanction_pb2, trace_pb2

_TRIED_FIRST: Final = 2
"""So many responses beside custody and fines are named in one line; of more, only the number."""


def final_range(outcome: decision_pb2.Outcome) -> sanction_pb2.Range | None:
    """Return the range after every step, where there is one."""
    return outcome.checkpoints[-1].range if outcome.checkpoints else None


def classed(
    telling: Telling, message: decision_pb2.Outcome | decision_pb2.OutcomeSummary | decision_pb2.MainPart
) -> str:
    """Return the classification and the liability."""
    ids = (CLASSIFICATION[message.classification], LIABILITY[message.liability])
    return telling.clauses(map(telling.say, ids))


def imposed(telling: Telling, outcome: decision_pb2.Outcome) -> str:
    """Return what may be imposed, in one sentence."""
    return telling.say("outcome.may-be-imposed", what=in_one_sentence(telling, outcome))


def in_one_sentence(telling: Telling, outcome: decision_pb2.Outcome) -> str:
    """Return custody, fines and responses as they may be imposed, in the words of one sentence."""
    return _in_one(telling, outcome.sanction, final_range(outcome))


def _in_one(telling: Telling, sanction: sanction_pb2.Sanction, range_: sanction_pb2.Range | None) -> str:
    kind = sanction.WhichOneof("kind")
    if kind not in {"any_of", "all_of"}:
        return _single(telling, sanction, range_)
    inner = getattr(sanction, str(kind)).sanctions
    responses = [part for part in inner if part.HasField("response")]
    few = len(responses) <= _TRIED_FIRST
    parts = [_in_one(telling, part, range_) for part in inner if few or not part.HasField("response")]
    if not few:
        parts.append(telling.say("outcome.other-responses", count=len(responses)))
    return telling.phrases.chained(parts, "or" if kind == "any_of" else "standard")


def _single(telling: Telling, sanction: sanction_pb2.Sanction, range_: sanction_pb2.Range | None) -> str:
    if sanction.HasField("fine"):
        return fine(telling, sanction.fine)
    if sanction.HasField("response"):
        return telling.said(sanction.response.name)
    called = telling.said(sanction.custody.called) or telling.say("answer.custody")
    if range_ is None:
        return called
    return telling.say("outcome.custody-of-range", custody=called, range=telling.range(range_))


def noted(telling: Telling, note: law_pb2.Text, indent: int) -> Iterator[Line]:
    """Yield what a reader of the law should know about an element, where there is something."""
    said = telling.said(note)
    if said:
        yield line(Span(said, ASIDE), indent=indent)


def told_outcome(telling: Telling, outcome: decision_pb2.Outcome) -> list[Line]:
    """Return what an outcome rests on: everything but the offence, its alternatives and its trace."""
    return [
        *section(telling.say("outcome.range-of-custody"), _ladder(telling, outcome)),
        *section(telling.say("outcome.what-may-be-imposed"), _sanctions(telling, outcome)),
        *section(telling.say("outcome.quantities"), _figures(telling, outcome)),
        *section(telling.say("outcome.conclusions"), _conclusions(telling, outcome)),
        *section(telling.say("outcome.presumed"), _presumptions(telling, outcome)),
        *section(telling.say("outcome.to-note"), _notices(telling, outcome)),
    ]


def told_offence(telling: Telling, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    """Yield the offence with its class, what may be imposed in one sentence, and what is special about it."""
    if not outcome.HasField("offence"):
        yield from _no_offence(telling, outcome)
        return
    offence = outcome.offence
    name = telling.said(offence.name)
    title = Span(f"{name[:1].upper()}{name[1:]}", HEAD)
    yield line(
        title, f": {classed(telling, outcome)}", of_id(offence.id), *telling.source(offence.source), indent=0
    )
    if outcome.HasField("sanction"):
        yield line(imposed(telling, outcome), indent=0)
    else:
        yield line(telling.say("outcome.nothing-imposed"), indent=0)
    if offence.charge_barred:
        yield line(telling.say("outcome.charge-barred"), indent=0)
    if offence.other_law:
        yield line(telling.say("outcome.other-law", law=offence.other_law), indent=0)
    yield from noted(telling, offence.note, indent=0)
    if offence.HasField("presumption"):
        presumed = telling.say("outcome.element-presumed")
        yield line(telling.clauses([presumed, *_burden(telling, offence.presumption)]), indent=0)


def _no_offence(telling: Telling, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    """Yield that no offence is shown, or which law the ruleset does not hold."""
    if not outcome.gaps:
        yield line(telling.say("outcome.no-offence"), indent=0)
        return
    yield line(telling.say("outcome.law-not-held"), indent=0)
    for gap in outcome.gaps:
        source = Span(f" [{gap.provision}]" if gap.provision else "", ASIDE)
        yield line(telling.said(gap.text), of_id(gap.id), source)


def _burden(telling: Telling, presumption: trace_pb2.Presumption) -> Iterator[str]:
    yield telling.say("outcome.rebuttable" if presumption.rebuttable else "outcome.irrebuttable")
    yield telling.say(BURDEN[presumption.burden])


def _presumptions(telling: Telling, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    for step in outcome.trace:
        if (
            step.role == trace_pb2.ROLE_RULE
            and step.concluded.WhichOneof("kind")
            and step.HasField("presumption")
        ):
            what = telling.label(
                telling.subject(step.concludes), telling.value(step.concluded, step.concludes)
            )
            yield line(what, of_id(step.id), *telling.source(step.source))
            yield line(telling.clauses(_burden(telling, step.presumption)), indent=2)


def _ladder(telling: Telling, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    """Yield each named range with the steps that led to it; equal ones that follow each other are one."""
    if outcome.awaited_subjects:
        awaited = telling.listed(map(telling.subject, outcome.awaited_subjects))
        yield line(telling.say("outcome.range-awaits", what=awaited))
    if not outcome.checkpoints:
        return
    statutory, *later = outcome.checkpoints
    names, here = [statutory.name], statutory.range
    pending: list[Line] = []
    for cell in outcome.looked_up_cells:
        parts = zip(cell.subjects, cell.key.split("/"), strict=True)
        key = telling.listed(
            telling.label(telling.subject(subject), telling.word(subject, word)) for subject, word in parts
        )
        what = telling.say("outcome.looked-up", table=telling.name("ranges", cell.table), key=key)
        pending.append(line(what, *telling.source(cell.source), indent=2))
    begins = outcome.applied_steps[0].before if outcome.applied_steps else later[0].range if later else here
    if begins != here:
        yield _rung(telling, names, here)
        yield line(telling.say("outcome.steps-begin-at", range=telling.range(begins)))
        yield from pending
        names, here, pending = [], begins, []
    for checkpoint in later:
        moved = [step for step in outcome.applied_steps if step.checkpoint == checkpoint.name]
        if names and (moved or checkpoint.range != here):
            yield _rung(telling, names, here)
            names = []
        yield from pending if moved else ()
        pending = [] if moved else pending
        for step in moved:
            yield from _step(telling, step)
        names, here = [*names, checkpoint.name], checkpoint.range
    yield _rung(telling, names, here)
    yield from pending
    if outcome.HasField("binding_range"):
        binding = telling.range(outcome.binding_range)
        yield line(telling.say("outcome.binding-range", range=binding))


def _rung(telling: Telling, names: Sequence[sanction_pb2.CheckpointName], range_: sanction_pb2.Range) -> Line:
    if names[-1] == sanction_pb2.CHECKPOINT_NAME_FINAL and names[0] == sanction_pb2.CHECKPOINT_NAME_STATUTORY:
        called = telling.say("outcome.statutory-and-final")
    else:
        called = telling.listed(telling.say(CHECKPOINT[name]) for name in names)
    return line(*telling.phrases.spans("answer.of", subject=called, said=Span(telling.range(range_), HEAD)))


def _step(telling: Telling, step: sanction_pb2.AppliedStep) -> Iterator[Line]:
    force = telling.say(FORCE[step.force])
    yield line(f"{telling.name('steps', step.step)}, {force}", *telling.source(step.source), indent=2)
    if step.before == step.after:
        yield line(telling.say("outcome.range-unmoved"), indent=3)
    else:
        yield line(f"→ {telling.range(step.after)}", indent=3)
    yield from noted(telling, step.note, indent=3)


def _sanctions(telling: Telling, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    if outcome.HasField("sanction") and not outcome.sanction.HasField("custody"):
        yield from _sanction(telling, outcome.sanction, 1)
        applied = {step.step for step in outcome.applied_steps}
        fines = [telling.name("steps", step) for step in outcome.acted_steps if step not in applied]
        if fines:
            yield line(telling.say("outcome.acted-on-fines", steps=telling.listed(fines)))


def _sanction(telling: Telling, sanction: sanction_pb2.Sanction, indent: int) -> Iterator[Line]:
    match sanction.WhichOneof("kind"):
        case "custody":
            called = telling.said(sanction.custody.called) or telling.say("answer.custody")
            yield line(telling.say("outcome.custody-above", custody=called), indent=indent)
        case "fine":
            yield line(fine(telling, sanction.fine), *telling.source(sanction.fine.source), indent=indent)
        case "response":
            response = sanction.response
            yield line(telling.said(response.name), *telling.source(response.source), indent=indent)
        case "any_of" | "all_of" as kind:
            yield line(
                telling.say("answer.any-of-these" if kind == "any_of" else "outcome.all-of-these"),
                indent=indent,
            )
            for part in getattr(sanction, kind).sanctions:
                yield from _sanction(telling, part, indent + 1)
        case _:
            pass


def _figures(telling: Telling, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    """Yield what was compared with the law's figures, for each item, or for all of one substance together."""
    items = {figure.item: figure.substance for figure in outcome.figures if figure.HasField("item")}
    for item, substance in sorted(items.items()):
        of_item = telling.say(OF_ITEM[""], number=item + 1)
        yield line(telling.label(of_item, telling.name("substances", substance)))
        for figure in outcome.figures:
            if figure.HasField("item") and figure.item == item:
                yield line(_figure(telling, figure), *telling.source(figure.source), indent=2)
    together = [figure for figure in outcome.figures if not figure.HasField("item")]
    for substance in dict.fromkeys(figure.substance for figure in together):
        every = telling.say("outcome.all-items")
        yield line(telling.label(every, telling.name("substances", substance)) if substance else every)
        for figure in together:
            if figure.substance == substance:
                yield line(_figure(telling, figure), *telling.source(figure.source), indent=2)


def _figure(telling: Telling, figure: decision_pb2.Figure) -> str:
    value, concluded = (
        telling.value(figure.value) if figure.value.WhichOneof("kind") else "",
        figure.concluded,
    )
    text = telling.subject(figure.of)
    if value:
        text = telling.label(text, value)
    if concluded and concluded != figure.value.number:
        text = f"{text} → {telling.word(figure.of, concluded)}"
    if figure.enacted and not value and not concluded:
        text = telling.say("outcome.not-counted", text=text)
    if figure.enacted:
        text = telling.say(
            "outcome.figure-of-the-law",
            text=text,
            figures=telling.phrases.conventions.decimals(" / ".join(figure.enacted)),
        )
    if figure.as_printed:
        text = telling.say("outcome.as-printed", text=text, words=figure.as_printed)
    return text


def _conclusions(telling: Telling, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    """Yield what follows from the facts; of what was measured, only what the figures do not show."""
    shown = {(str(figure.of), str(figure.concluded)) for figure in outcome.figures}
    compared = {figure.of for figure in outcome.figures}
    for conclusion in outcome.conclusions:
        value = conclusion.value
        if (conclusion.subject, value.number or value.word) in shown:
            continue
        if value.example and conclusion.subject in compared:
            continue
        told = telling.value(value, conclusion.subject)
        how = telling.say(CONCLUSION[conclusion.kind])
        by = of_id(", ".join(conclusion.rules)) if conclusion.rules else Span("")
        what = telling.label(telling.subject(conclusion.subject), f"{told}, {how}")
        yield line(what, by, *telling.source(conclusion.source))


def _notices(telling: Telling, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    for notice in outcome.notices:
        yield line(telling.said(notice.text), *telling.source(notice.source))

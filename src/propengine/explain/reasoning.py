"""The reasoning in full: every condition that was considered, what it asked, what it met, whether it held."""

from collections.abc import Iterator

from propengine.contract.enums import KIND_OF_ROLE
from propengine.explain.ids import BOUND, COMPARISON, PART, ROLE
from propengine.explain.page import ASIDE, GAP, OPEN, Line, Span, head, line
from propengine.explain.telling import Telling, of_id
from propengine.explain.ways import told_ways
from propengine.v1 import trace_pb2


def told_reasoning(telling: Telling) -> list[Line]:
    """Return the trace of every outcome, in the order in which it was considered."""
    lines: list[Line] = []
    for number, outcome in enumerate(telling.decision.outcomes, start=1):
        several = len(telling.decision.outcomes) > 1
        title = (
            telling.say("reasoning.title-of-outcome", number=number)
            if several
            else telling.say("reasoning.title")
        )
        lines += [GAP, head(title), *told_ways(telling, outcome.ways)]
        for step in outcome.trace:
            lines += _step(telling, step)
    return lines


def _step(telling: Telling, step: trace_pb2.TraceStep) -> Iterator[Line]:
    kind, spans = KIND_OF_ROLE[step.role], telling.phrases.spans
    if step.set_aside_by:
        name = named(telling, kind, step.set_aside_by).text
        verdict = Span(telling.say("reasoning.set-aside", name=name))
    elif step.holds:
        verdict = Span(telling.say("reasoning.holds"), OPEN)
    else:
        verdict = Span(telling.say("reasoning.does-not-hold"), ASIDE)
    concluded = ""
    if step.concluded.WhichOneof("kind"):
        value = telling.value(step.concluded, step.concludes)
        concluded = f" → {telling.label(telling.subject(step.concludes), value)}"
    part, source = _part(telling, step.part), telling.source(step.source)
    role = spans(ROLE[step.role], element=named(telling, kind, step.id))
    yield line(*spans("answer.of", subject=verdict, said=role), part, concluded, *source)
    for read in step.reads:
        yield line(_read(telling, read), of_id(read.subject), indent=2)


def named(telling: Telling, kind: str, id_: str) -> Span:
    """Return what an element is called; a rule or a notice has no name, and its id stands for no word."""
    called = telling.called(kind, id_)
    return Span(called) if called else Span(f"({id_})", ASIDE)


def _part(telling: Telling, part: str) -> str:
    """Return which of the conditions of an element it is."""
    if not part:
        return ""
    return f", {telling.say(PART[part])}" if part in PART else f", {int(part) + 1}"


def _read(telling: Telling, read: trace_pb2.Read) -> str:
    """Return a test: what was asked, what was met."""
    asked = telling.say("answer.of", subject=telling.subject(read.subject), said=_asked(telling, read))
    if read.bound in BOUND:
        asked = telling.say(BOUND[read.bound], asked=asked)
    met = telling.value(read.met, read.subject)
    return telling.say("reasoning.test-so" if read.holds else "reasoning.test-not-so", asked=asked, met=met)


def _asked(telling: Telling, read: trace_pb2.Read) -> str:
    """Return what a test asks of its subject."""
    if read.comparison == trace_pb2.COMPARISON_STATED:
        return telling.say(COMPARISON[read.comparison])
    constants = telling.listed((telling.value(c, read.subject) for c in read.constants), "or")
    return telling.compared(read.comparison, constants)

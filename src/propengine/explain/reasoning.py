"""The reasoning in full: every condition that was considered, what it asked, what it met, whether it held."""

from collections.abc import Iterator

from propengine.contract.enums import KIND_OF_ROLE
from propengine.explain.page import ASIDE, GAP, OPEN, Line, Span, head, line
from propengine.explain.phrases import BOUND, COMPARISON, PART, ROLE
from propengine.explain.telling import Telling, of_id
from propengine.explain.ways import told_ways
from propengine.v1 import trace_pb2


def told_reasoning(telling: Telling) -> list[Line]:
    """Return the trace of every outcome, in the order in which it was considered."""
    lines: list[Line] = []
    for number, outcome in enumerate(telling.decision.outcomes, start=1):
        several = len(telling.decision.outcomes) > 1
        title = (
            telling.own("Reasoning of outcome {number}", number=number)
            if several
            else telling.own("Reasoning")
        )
        lines += [GAP, head(title), *told_ways(telling, outcome.ways)]
        for step in outcome.trace:
            lines += _step(telling, step)
    return lines


def _step(telling: Telling, step: trace_pb2.TraceStep) -> Iterator[Line]:
    kind = KIND_OF_ROLE[step.role]
    if step.set_aside_by:
        name = named(telling, kind, step.set_aside_by).text.strip()
        verdict = Span(telling.own("set aside by {name}", name=name))
    elif step.holds:
        verdict = Span(telling.own("holds"), OPEN)
    else:
        verdict = Span(telling.own("does not hold"), ASIDE)
    concluded = ""
    if step.concluded.WhichOneof("kind"):
        concluded = f" → {telling.subject(step.concludes)}: {telling.value(step.concluded, step.concludes)}"
    role, part = telling.own(ROLE[step.role]), _part(telling, step.part)
    called = named(telling, kind, step.id)
    yield line(verdict, f": {role}", called, part, concluded, *telling.source(step.source))
    for read in step.reads:
        yield line(_read(telling, read), of_id(read.subject), indent=2)


def named(telling: Telling, kind: str, id_: str) -> Span:
    """Return what an element is called; a rule or a notice has no name, and its id stands for no word."""
    called = telling.called(kind, id_)
    return Span(f" {called}") if called else of_id(id_)


def _part(telling: Telling, part: str) -> str:
    """Return which of the conditions of an element it is."""
    if not part:
        return ""
    return f", {telling.own(PART[part])}" if part in PART else f", {int(part) + 1}"


def _read(telling: Telling, read: trace_pb2.Read) -> str:
    """Return a test: what was asked, what was met."""
    compared = () if read.comparison == trace_pb2.COMPARISON_STATED else read.constants
    constants = telling.listed((telling.value(c, read.subject) for c in compared), "or")
    how = f"{telling.own(COMPARISON[read.comparison])} " if read.comparison in COMPARISON else ""
    asked = f"{telling.subject(read.subject)}: {how}{constants}".rstrip()
    bound = f", {telling.own(BOUND[read.bound])}" if read.bound in BOUND else ""
    met = telling.value(read.met, read.subject)
    verdict = telling.own("so" if read.holds else "not so")
    return telling.own(
        "{asked}{bound}? found {met}: {verdict}", asked=asked, bound=bound, met=met, verdict=verdict
    )

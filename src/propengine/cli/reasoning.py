"""The reasoning in full: every condition that was considered, what it asked, what it met, whether it held."""

from collections.abc import Iterator

from propengine.cli.page import ASIDE, GAP, OPEN, Line, Span, head, line
from propengine.cli.phrases import BOUND, COMPARISON, ROLE
from propengine.cli.telling import Telling, of_id
from propengine.cli.ways import told_ways
from propengine.contract.enums import KIND_OF_ROLE
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
        name = telling.name(kind, step.set_aside_by)
        verdict = Span(telling.own("set aside by {name}", name=name))
    elif step.holds:
        verdict = Span(telling.own("holds"), OPEN)
    else:
        verdict = Span(telling.own("does not hold"), ASIDE)
    part = f" {step.part}" if step.part else ""
    concluded = ""
    if step.concluded.WhichOneof("kind"):
        concluded = f" → {telling.subject(step.concludes)}: {telling.value(step.concluded, step.concludes)}"
    what = f": {telling.own(ROLE[step.role])} {telling.name(kind, step.id)}{part}{concluded}"
    yield line(verdict, what, *telling.source(step.source))
    for read in step.reads:
        yield line(_read(telling, read), of_id(read.subject), indent=2)


def _read(telling: Telling, read: trace_pb2.Read) -> str:
    """Return a test: what was asked, what was met."""
    constants = telling.listed((telling.value(c, read.subject) for c in read.constants), "or")
    asked = f"{telling.subject(read.subject)} {telling.own(COMPARISON[read.comparison])} {constants}".rstrip()
    bound = f", {telling.own(BOUND[read.bound])}" if read.bound in BOUND else ""
    met = telling.value(read.met, read.subject)
    verdict = telling.own("so" if read.holds else "not so")
    return telling.own(
        "{asked}{bound}? found {met}: {verdict}", asked=asked, bound=bound, met=met, verdict=verdict
    )

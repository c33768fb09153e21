"""Why not: what failed for each other offence, each programme not open, each step that would lower."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from typing import Final

from propengine.contract.enums import GATE_KIND
from propengine.explain.failing import (
    Either,
    Failed,
    asked_of,
    count_of,
    failed_in,
    is_turned,
    met_in,
    missed_by,
    tests_in,
    would_meet,
)
from propengine.explain.ids import CLASSIFICATION, LIABILITY, PART
from propengine.explain.page import HEAD, Line, Span, line, section
from propengine.explain.reasoning import named
from propengine.explain.telling import Telling, first_place, of_id
from propengine.v1 import decision_pb2, law_pb2, programme_pb2, trace_pb2

_OPEN: Final = frozenset(
    {programme_pb2.PROGRAMME_STATUS_ELIGIBLE, programme_pb2.PROGRAMME_STATUS_OPEN_UNLESS}
)
_SILENCE: Final = frozenset({trace_pb2.BOUND_NOT_SHOWN, trace_pb2.BOUND_NOT_DENIED})
"""The bounds that silence satisfies."""


def told_why_not(telling: Telling) -> list[Line]:
    """Return why the outcome to begin with is no other; nothing where there is none."""
    place = first_place(telling.decision)
    if place is None:
        return []
    outcome = telling.decision.outcomes[place]
    if not outcome.trace:
        return section(telling.say("why-not.title"), [line(telling.say("why-not.needs-full-view"))])
    return section(telling.say("why-not.title"), _WhyNot(telling, outcome).told())


@dataclass(frozen=True, slots=True)
class _Refused:
    """Something that is not so, told: the fewest failed conditions come first."""

    count: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class _WhyNot:
    """One outcome, and why it is no other."""

    telling: Telling
    outcome: decision_pb2.Outcome

    def told(self) -> Iterator[Line]:
        """Yield every part: what was not concluded comes last, because all others may turn on it."""
        parts = [*self._offences(), *self._programmes(), *self._steps(), *self._conclusions()]
        yield from parts or [line(self.telling.say("why-not.nothing-considered"))]

    @cached_property
    def _steps_by_role(self) -> Mapping[int, Sequence[trace_pb2.TraceStep]]:
        found: dict[int, list[trace_pb2.TraceStep]] = {}
        for step in self.outcome.trace:
            found.setdefault(step.role, []).append(step)
        return found

    @cached_property
    def _other_offences(self) -> Sequence[trace_pb2.TraceStep]:
        every = self._steps_by_role.get(trace_pb2.ROLE_OFFENCE, ())
        return [step for step in every if step.id != self.outcome.offence.id]

    @cached_property
    def _not_lower(self) -> Sequence[trace_pb2.TraceStep]:
        """The steps that would lower a range and did not act; none where there is no range."""
        lower = set(self.outcome.lowering_steps) - set(self.outcome.acted_steps)
        every = self._steps_by_role.get(trace_pb2.ROLE_STEP, ())
        return [step for step in every if step.id in lower] if self.outcome.checkpoints else []

    def _offences(self) -> Iterator[Line]:
        """Yield the other offences by their class, that which lacks least first."""
        known = {offence.id: offence for offence in self.outcome.considered_offences}
        groups: dict[int, list[_Refused]] = {}
        for step in self._other_offences:
            offence = known.get(step.id, decision_pb2.ConsideredOffence())
            liability = f", {self.telling.say(LIABILITY[offence.liability])}" if offence.liability else ""
            title = self._title("offences", step, liability)
            groups.setdefault(offence.classification, []).append(self._refused(title, step, "offences"))
        for classification in sorted(groups, key=lambda group: min(one.count for one in groups[group])):
            told = self.telling.say("why-not.another-offence")
            if classification:
                told = self.telling.label(told, self.telling.say(CLASSIFICATION[classification]))
            yield line(Span(told, HEAD))
            yield from _in_order(groups[classification])

    def _steps(self) -> Iterator[Line]:
        refused: list[_Refused] = []
        for step in self._not_lower:
            title = self._title("steps", step, "")
            refused.append(self._refused(title, step, "steps"))
        if refused:
            yield line(Span(self.telling.say("why-not.lower-range"), HEAD))
        yield from _in_order(refused)

    def _programmes(self) -> Iterator[Line]:
        refused = [
            self._programme(programme)
            for programme in self.outcome.programmes
            if programme.status not in _OPEN
        ]
        if refused:
            yield line(Span(self.telling.say("why-not.programme"), HEAD))
        yield from _in_order(refused)

    def _programme(self, programme: programme_pb2.Programme) -> _Refused:
        """Return a programme with what failed at each gate: what is not shown, and bars that are."""
        lines = [
            line(
                self.telling.said(programme.name),
                of_id(programme.id),
                *self.telling.source(programme.source),
                indent=2,
            )
        ]
        count = 0
        closed = {gate.kind for gate in programme.gates if gate.status not in _OPEN}
        kinds = {str(kind) for kind, number in GATE_KIND.items() if number in closed}
        for step in self._gates.get(programme.id, ()):
            if step.part not in kinds:
                continue
            asked = step.role == trace_pb2.ROLE_GATE_ASKED
            if asked and not step.holds:
                failed = failed_in(step)
                count += count_of(failed)
                lines.append(
                    line(self.telling.say("why-not.gate", gate=self.telling.say(PART[step.part])), indent=3)
                )
                lines += self._told(failed, 4)
            elif step.holds and not asked:
                count += 1
                told = self.telling.say("why-not.bar-shown", gate=self.telling.say(PART[step.part]))
                lines.append(line(told, indent=3))
                lines += [line(*self._found(read), indent=4) for read in met_in(step)]
        return _Refused(count, tuple(lines))

    @cached_property
    def _gates(self) -> Mapping[str, Sequence[trace_pb2.TraceStep]]:
        found: dict[str, list[trace_pb2.TraceStep]] = {}
        for role in (trace_pb2.ROLE_GATE_ASKED, trace_pb2.ROLE_GATE_BARRED):
            for step in self._steps_by_role.get(role, ()):
                found.setdefault(step.id, []).append(step)
        return found

    @cached_property
    def _rules(self) -> Mapping[str, Sequence[trace_pb2.TraceStep]]:
        """The rules by what they conclude."""
        found: dict[str, list[trace_pb2.TraceStep]] = {}
        for step in self._steps_by_role.get(trace_pb2.ROLE_RULE, ()):
            found.setdefault(step.concludes, []).append(step)
        return found

    def _conclusions(self) -> Iterator[Line]:
        """Yield what would have had to be concluded, each once, with what failed in the rules for it."""
        steps = [*self._other_offences, *self._not_lower]
        steps += [
            step
            for programme in self.outcome.programmes
            if programme.status not in _OPEN
            for step in self._gates.get(programme.id, ())
            if step.role == trace_pb2.ROLE_GATE_ASKED
        ]
        wanted = self._concluded(steps)
        told: dict[str, _Refused] = {}
        while wanted:
            read = wanted.pop(next(iter(wanted)))
            failed = [
                step
                for step in self._rules[read.subject]
                if step.id not in told
                and (step.set_aside_by or not step.holds)
                and would_meet(read, step.would_conclude)
            ]
            for step in failed:
                told[step.id] = self._refused(self._rule(step), step, "rules")
            wanted |= self._concluded(failed)
        if told:
            yield line(Span(self.telling.say("why-not.not-concluded"), HEAD))
        yield from _in_order(told.values())

    def _concluded(self, steps: Iterable[trace_pb2.TraceStep]) -> dict[bytes, trace_pb2.Read]:
        """Return the tests that failed of what rules conclude, each once."""
        failed = (read for step in steps for read in tests_in(failed_in(step)))
        return {read.SerializeToString(): read for read in failed if read.subject in self._rules}

    def _rule(self, step: trace_pb2.TraceStep) -> Line:
        value = self.telling.value(step.would_conclude, step.concludes)
        known = step.would_conclude.WhichOneof("kind") is not None
        told = self.telling.subject(step.concludes)
        return line(
            self.telling.label(told, value) if known else told,
            of_id(step.id),
            *self.telling.source(step.source),
            indent=2,
        )

    def _title(self, kind: str, step: trace_pb2.TraceStep, more: str) -> Line:
        called = self.telling.called(kind, step.id)
        id_ = of_id(step.id)
        said = (called, id_) if called else (id_._replace(text=id_.text.strip()),)
        return line(*said, more, *self.telling.source(step.source), indent=2)

    def _refused(self, title: Line, step: trace_pb2.TraceStep, kind: str) -> _Refused:
        """Return something with what failed, or with what set it aside."""
        failed = failed_in(step)
        if failed:
            return _Refused(count_of(failed), (title, *self._told(failed, 3)))
        if step.set_aside_by:
            name = named(self.telling, kind, step.set_aside_by).text
            why = self.telling.say("why-not.set-aside", name=name)
        elif step.id in self.outcome.may_steps:
            why = self.telling.say("why-not.may-not-taken")
        elif step.holds:
            why = self.telling.say("why-not.moved-nothing")
        else:
            why = self.telling.say("why-not.nothing-would-meet")
        return _Refused(0, (title, line(why, indent=3)))

    def _told(self, failed: Iterable[Failed], indent: int) -> Iterator[Line]:
        for one in failed:
            if isinstance(one, Either) and len(one.ways) > 1:
                yield line(self.telling.say("answer.any-of-these"), indent=indent)
                for way in one.ways:
                    yield line(*self._together(way), indent=indent + 1)
            else:
                yield line(*self._spans(one), indent=indent)
            if not isinstance(one, Either):
                yield from self._by_figures(one, indent + 1)

    def _by_figures(self, read: trace_pb2.Read, indent: int) -> Iterator[Line]:
        """Yield by how much the amounts behind a band missed the nearest band that is asked for."""
        for figure in self.outcome.figures:
            names = [band.band for band in figure.bands]
            fitting = [
                place for place, name in enumerate(names) if would_meet(read, law_pb2.Value(word=name))
            ]
            known = figure.value.WhichOneof("kind") == "number" and not figure.value.example
            if figure.of == read.subject and figure.concluded == read.met.word and fitting and known:
                here = names.index(figure.concluded)
                there = min(fitting, key=lambda place: abs(place - here))
                told = _missed(self.telling, _limit(figure, there, below=there < here))
                if figure.substance:
                    told = self.telling.label(self.telling.name("substances", figure.substance), told)
                yield line(told, *self.telling.source(figure.source), indent=indent)

    def _together(self, failed: Sequence[Failed]) -> Sequence[Span]:
        """Return several things that all failed, in one line."""
        told = [line(*self._spans(one)).spans for one in failed]
        return reduce(
            lambda one, other: self.telling.phrases.spans("answer.clauses", first=one, rest=other), told
        )

    def _spans(self, one: Failed) -> Iterator[str | Span]:
        if not isinstance(one, Either):
            test = one.SerializeToString()
            if test not in self._tests:
                self._tests[test] = self._test(one)
            yield self._tests[test]
            yield of_id(one.subject)
        elif not one.ways:
            yield self.telling.say("why-not.nothing-would-meet")
        else:
            yield "("
            yield from reduce(self._either, map(self._together, one.ways))
            yield ")"

    def _either(self, one: Sequence[Span], other: Sequence[Span]) -> Sequence[Span]:
        return self.telling.phrases.spans("why-not.either", one=one, other=other)

    @cached_property
    def _tests(self) -> dict[bytes, str]:
        """What was told of each test: many offences ask for the same."""
        return {}

    def _test(self, read: trace_pb2.Read) -> str:
        """Return a test that failed: what was asked, what was met, and by how much a number missed."""
        telling, subject = self.telling, self.telling.subject(read.subject)
        if read.met.WhichOneof("kind") is None:
            nothing = "why-not.nothing-concluded" if read.subject in self._rules else "why-not.nothing-stated"
            return telling.label(subject, telling.say(nothing, asked=_asked(telling, read)))
        return telling.label(subject, _missed(telling, read))

    def _found(self, read: trace_pb2.Read) -> tuple[str, Span]:
        """Return a test on which a bar rests: what was met."""
        met = self.telling.value(read.met, read.subject)
        return self.telling.label(self.telling.subject(read.subject), met), of_id(read.subject)


def _in_order(refused: Iterable[_Refused]) -> Iterator[Line]:
    for one in sorted(refused, key=lambda one: one.count):
        yield from one.lines


def _limit(figure: decision_pb2.Figure, place: int, *, below: bool) -> trace_pb2.Read:
    """Return what a band asks of an amount that lies above it or below it, as a test of that amount."""
    band = figure.bands[place if below else place - 1]
    within, beyond = (
        (trace_pb2.COMPARISON_AT_MOST, trace_pb2.COMPARISON_MORE_THAN)
        if band.to_included
        else (trace_pb2.COMPARISON_LESS_THAN, trace_pb2.COMPARISON_AT_LEAST)
    )
    comparison = within if below else beyond
    return trace_pb2.Read(comparison=comparison, constants=[band.to], met=figure.value)


def _missed(telling: Telling, read: trace_pb2.Read) -> str:
    """Return what was asked of a number, what was met, and by how much it missed."""
    asked, met = _asked(telling, read), telling.value(read.met, read.subject)
    if read.bound in _SILENCE:
        asked = telling.say("why-not.or-nothing-stated", asked=asked)
    told = telling.say("why-not.asked-and-met", asked=asked, met=met)
    by = missed_by(read)
    return told if by is None else telling.label(told, _distance(telling, read, by))


def _asked(telling: Telling, read: trace_pb2.Read) -> str:
    comparison = asked_of(read)
    if comparison == trace_pb2.COMPARISON_STATED:
        return telling.say("answer.nothing") if is_turned(read) else telling.say("why-not.something")
    kinds = {constant.WhichOneof("kind") for constant in read.constants}
    if kinds == {"boolean"} and comparison == trace_pb2.COMPARISON_NOT_ONE_OF:
        return telling.say("answer.no" if read.constants[0].boolean else "answer.yes")
    constants = telling.listed((telling.value(value, read.subject) for value in read.constants), "or")
    return telling.compared(comparison, constants)


def _distance(telling: Telling, read: trace_pb2.Read, by: Fraction) -> str:
    if not by:
        return telling.say("why-not.at-the-limit")
    length = telling.value(law_pb2.Value(number=str(abs(by)), unit=read.met.unit))
    return telling.say("why-not.short" if by < 0 else "why-not.too-much", length=length)

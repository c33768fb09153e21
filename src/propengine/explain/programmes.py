"""The alternatives to incarceration, told: open first, closed last, each with what it turns on."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Final

from propengine.explain.ids import FORCE, GATE_KIND, PROGRAMMES, SPEAKER, STAGE, SUBJECT, THEN
from propengine.explain.outcome import noted
from propengine.explain.page import OPEN, SHUT, UNSURE, Line, Span, line, section
from propengine.explain.telling import Telling, of_id
from propengine.law.subjects import IMPOSED, PROGRAMME
from propengine.v1 import decision_pb2, programme_pb2, sanction_pb2

_LEAST: Final = f"{IMPOSED}.least"
_MOST: Final = f"{IMPOSED}.most"

_OF_AN_OFFENCE: Final = frozenset({"offence", "classification", "liability", IMPOSED})

_STYLES: Final = {
    programme_pb2.PROGRAMME_STATUS_ELIGIBLE: OPEN,
    programme_pb2.PROGRAMME_STATUS_OPEN_UNLESS: OPEN,
    programme_pb2.PROGRAMME_STATUS_CONDITIONAL: UNSURE,
    programme_pb2.PROGRAMME_STATUS_UNDETERMINED: UNSURE,
    programme_pb2.PROGRAMME_STATUS_OUTSIDE_GUIDANCE: UNSURE,
    programme_pb2.PROGRAMME_STATUS_CLOSED: SHUT,
}
"""How the headings over programmes look, in their order: open first, closed last."""


def told_programmes(telling: Telling, outcome: decision_pb2.Outcome) -> list[Line]:
    """Return the programmes of an outcome, by whether they are open."""
    lines: list[Line] = []
    for status, style in _STYLES.items():
        group = sorted(
            (programme for programme in outcome.programmes if programme.status == status),
            key=lambda programme: (_told_with_an_offence(programme, outcome), programme.rank),
        )
        if group:
            lines.append(line(Span(telling.say(PROGRAMMES[status]), style)))
        for later, programmes in groupby(group, lambda one: _told_with_an_offence(one, outcome)):
            if later:
                told = telling.say("programmes.turn-on-an-offence")
                lines.append(line(told, indent=2))
            for programme in programmes:
                lines += _programme(telling, programme, outcome)
    lines += _services(telling, outcome)
    lines += _passed(telling, outcome)
    lines += _windows(telling)
    lines += _other_populations(telling)
    return section(telling.say("programmes.title"), lines)


def _services(telling: Telling, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    """Yield the services to which a person is referred whom no programme takes."""
    if outcome.services:
        yield line(telling.say("programmes.referred-to-services"))
    for service in outcome.services:
        yield line(telling.said(service.text), of_id(service.id), *telling.source(service.source), indent=2)


def _programme(
    telling: Telling, programme: programme_pb2.Programme, outcome: decision_pb2.Outcome
) -> Iterator[Line]:
    """Yield a programme; what an offence leaves open is told once one is shown."""
    name, source = telling.said(programme.name), telling.source(programme.source)
    if programme.status == programme_pb2.PROGRAMME_STATUS_CLOSED:
        because = telling.clauses(_turns_on(telling, programme))
        yield line(telling.label(name, because), of_id(programme.id), *source, indent=2)
        return
    stages = _stages(telling, programme.stages)
    force = "" if programme.force == sanction_pb2.FORCE_MAY else f", {telling.say(FORCE[programme.force])}"
    rank = _rank(telling, programme, outcome.programmes)
    yield line(f"{name}, {stages}{force}{rank}", of_id(programme.id), *source, indent=2)
    yield from _referred(telling, programme)
    if _told_with_an_offence(programme, outcome):
        return
    for because in _turns_on(telling, programme):
        yield line(because, indent=3)
    if programme.HasField("effect"):
        yield line(telling.said(programme.effect), indent=3)
    if programme.conditions:
        undertaken = telling.clauses(telling.said(condition) for condition in programme.conditions)
        yield line(telling.say("programmes.undertakes", what=undertaken), indent=3)
    yield from noted(telling, programme.note, indent=3)
    if programme.HasField("term"):
        term = _term(telling, programme)
        yield from (line(part, indent=3) for part in term)


def _told_with_an_offence(programme: programme_pb2.Programme, outcome: decision_pb2.Outcome) -> bool:
    """Say whether a programme turns on an offence and none is shown, so that its name alone is told."""
    undetermined = programme.status == programme_pb2.PROGRAMME_STATUS_UNDETERMINED
    if outcome.HasField("offence") or not undetermined:
        return False
    return any(_of_an_offence(subject) for gate in programme.gates for subject in gate.subjects)


def _of_an_offence(subject: str) -> bool:
    return subject in _OF_AN_OFFENCE or subject.startswith(("range.", PROGRAMME))


def _rank(
    telling: Telling, programme: programme_pb2.Programme, among: Iterable[programme_pb2.Programme]
) -> str:
    """Return which of several open programmes it is, and whether others tie with it."""
    others = [other.rank for other in among if other.rank and other.id != programme.id]
    if not programme.rank or not others:
        return ""
    told = "programmes.rank-tied" if programme.rank in others else "programmes.rank"
    return f", {telling.say(told, rank=programme.rank)}"


def _referred(telling: Telling, programme: programme_pb2.Programme) -> Iterator[Line]:
    """Yield who can refer to it at the stage of the case, and to whom."""
    for referral in programme.referrals:
        if referral.now:
            who = telling.listed((telling.say(SPEAKER[speaker]) for speaker in referral.by), "or")
            told = telling.say("programmes.referred-now", who=who, whom=telling.said(referral.to))
            yield line(told, indent=3)


def _turns_on(telling: Telling, programme: programme_pb2.Programme) -> Iterator[str]:
    """Yield why a programme is not simply open, for each gate; of a closed one only what closes it."""
    closed = programme.status == programme_pb2.PROGRAMME_STATUS_CLOSED
    for gate in programme.gates:
        if not gate.subjects or (closed and gate.status != programme.status):
            continue
        legal = gate.kind == programme_pb2.GATE_KIND_LEGAL
        subjects = list(dict.fromkeys(gate.subjects))
        if closed or gate.status == programme_pb2.PROGRAMME_STATUS_OUTSIDE_GUIDANCE:
            because = telling.clauses(_closing(telling, subject) for subject in subjects)
        elif subjects == [IMPOSED]:
            because = telling.say("programmes.by-the-sentence")
        else:
            because = telling.clauses(
                f"{telling.subject(subject)}{of_id(subject).text}" for subject in subjects
            )
        if gate.status == programme_pb2.PROGRAMME_STATUS_OPEN_UNLESS:
            because = telling.say("programmes.not-stated", what=because)
        yield because if legal else telling.label(telling.say(GATE_KIND[gate.kind]), because)


def _closing(telling: Telling, subject: str) -> str:
    if subject == IMPOSED:
        least, most = telling.met.get(_LEAST), telling.met.get(_MOST)
        if least is None or least != most:
            return telling.say("programmes.range-outside-limits")
        return telling.say("programmes.sentence-outside-limits", length=telling.value(least, _LEAST))
    met = telling.met.get(subject)
    if met is None:
        return telling.subject(subject)
    asked, value = telling.subject(subject), telling.value(met, subject)
    if subject in SUBJECT:
        return telling.say("programmes.subject-is", subject=asked, value=value)
    return telling.label(asked, value)


def _term(telling: Telling, programme: programme_pb2.Programme) -> Iterator[str]:
    """Yield how long a programme lasts."""
    term = programme.term
    unit = telling.said(term.unit)
    if term.rate:
        rate = telling.number(Fraction(term.rate))
        converted = telling.subject(term.of)
        yield telling.say(
            "programmes.rate",
            rate=rate,
            unit=unit,
            per=telling.each(term.per),
            what=converted,
        )
    if programme.units:
        number = telling.number(Fraction(programme.units))
        yield telling.say("programmes.that-is", number=number, unit=unit)
    if term.most:
        yield telling.say("programmes.at-most", number=telling.number(Fraction(term.most)), unit=unit)
    if term.min and term.min == term.max:
        yield telling.say("programmes.lasts", length=_enacted(telling, term.min))
    elif term.min and term.max:
        yield telling.say(
            "programmes.lasts-between", least=_enacted(telling, term.min), most=_enacted(telling, term.max)
        )
    elif term.min or term.max:
        lasts = "programmes.lasts-at-least" if term.min else "programmes.lasts-at-most"
        yield telling.say(lasts, length=_enacted(telling, term.min or term.max))


def _enacted(telling: Telling, text: str) -> str:
    return telling.enacted(text) or text


def _stages(telling: Telling, stages: Iterable[int]) -> str:
    return telling.listed(telling.say(STAGE[stage]) for stage in stages)


def _passed(telling: Telling, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    """Yield the programmes of which nothing is said, each with the stages that have passed."""
    if outcome.passed_programmes:
        yield line(telling.say("programmes.passed"))
    for programme in outcome.passed_programmes:
        told = f"{telling.said(programme.name)}, {_stages(telling, programme.stages)}"
        yield line(told, of_id(programme.id), *telling.source(programme.source), indent=2)


def _other_populations(telling: Telling) -> Iterator[Line]:
    """Yield the programmes that are not open because they are for others."""
    if telling.decision.other_population_programmes:
        yield line(telling.say("programmes.for-adolescents"))
    for other in telling.decision.other_population_programmes:
        yield line(telling.said(other.name), of_id(other.id), *telling.source(other.source), indent=2)


def _windows(telling: Telling) -> Iterator[Line]:
    if telling.decision.closed_windows:
        yield line(telling.say("programmes.not-in-force"))
    for window in telling.decision.closed_windows:
        first, asked = telling.date(window.start_date), telling.date(window.asked_date)
        if window.HasField("end_date"):
            when = telling.say(
                "programmes.recorded-between",
                first=first,
                last=telling.date(window.end_date),
                day=asked,
            )
        else:
            when = telling.say("programmes.recorded-since", first=first, day=asked)
        name = telling.said(window.name)
        yield line(telling.label(name, when), of_id(window.id), *telling.source(window.source), indent=2)


def compared(telling: Telling, here: decision_pb2.Outcome, there: decision_pb2.Outcome) -> list[str]:
    """Return how the programmes of one outcome stand in another, where they stand otherwise."""
    now = {programme.id: programme for programme in here.programmes}
    then = {programme.id: programme for programme in there.programmes}
    none = programme_pb2.Programme()
    changes = [
        decision_pb2.ProgrammeChange(
            id=id_,
            before=now.get(id_, none).status,
            after=then.get(id_, none).status,
            force_before=now.get(id_, none).force,
            force_after=then.get(id_, none).force,
        )
        for id_ in dict.fromkeys([*now, *then])
    ]
    return changed(telling, changes)


def changed(
    telling: Telling, changes: Sequence[decision_pb2.ProgrammeChange], *, with_closed: bool = True
) -> list[str]:
    """Return how programmes change, those with the same status afterwards together."""
    told: list[str] = []
    for status in (*_STYLES, programme_pb2.PROGRAMME_STATUS_UNSPECIFIED):
        if status == programme_pb2.PROGRAMME_STATUS_CLOSED and not with_closed:
            continue
        names = [
            telling.name("programmes", c.id) for c in changes if c.after == status and c.before != status
        ]
        if names:
            told.append(telling.say(THEN[status], names=telling.listed(names)))
    for change in changes:
        closed = change.after == programme_pb2.PROGRAMME_STATUS_CLOSED
        if change.before == change.after and change.force_before != change.force_after and not closed:
            name, force = telling.name("programmes", change.id), telling.say(FORCE[change.force_after])
            told.append(telling.label(name, force))
    return told

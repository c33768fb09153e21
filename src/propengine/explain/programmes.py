"""The alternatives to incarceration, told: open first, closed last, each with what it turns on."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Final

from propengine.explain.outcome import noted
from propengine.explain.page import OPEN, SHUT, UNSURE, Line, Span, line, section
from propengine.explain.phrases import FORCE, GATE_KIND, SPEAKER, STAGE, SUBJECT
from propengine.explain.telling import Telling, day, of_id
from propengine.law.subjects import IMPOSED, PROGRAMME
from propengine.v1 import decision_pb2, programme_pb2, sanction_pb2

_LEAST: Final = f"{IMPOSED}.least"
_MOST: Final = f"{IMPOSED}.most"

_OF_AN_OFFENCE: Final = frozenset({"offence", "classification", "liability", IMPOSED})

_GROUPS: Final = (
    (programme_pb2.PROGRAMME_STATUS_ELIGIBLE, "Open", OPEN),
    (programme_pb2.PROGRAMME_STATUS_OPEN_UNLESS, "Open, unless a bar exists that nobody has stated", OPEN),
    (programme_pb2.PROGRAMME_STATUS_CONDITIONAL, "Open or not, by the sentence that is imposed", UNSURE),
    (programme_pb2.PROGRAMME_STATUS_UNDETERMINED, "Turning on what nobody has stated", UNSURE),
    (
        programme_pb2.PROGRAMME_STATUS_OUTSIDE_GUIDANCE,
        "Open only if the court does not follow the range that guides it",
        UNSURE,
    ),
    (programme_pb2.PROGRAMME_STATUS_CLOSED, "Closed", SHUT),
)


def told_programmes(telling: Telling, outcome: decision_pb2.Outcome) -> list[Line]:
    """Return the programmes of an outcome, by whether they are open."""
    lines: list[Line] = []
    for status, title, style in _GROUPS:
        group = sorted(
            (programme for programme in outcome.programmes if programme.status == status),
            key=lambda programme: (_told_with_an_offence(programme, outcome), programme.rank),
        )
        if group:
            lines.append(line(Span(telling.own(title), style)))
        for later, programmes in groupby(group, lambda one: _told_with_an_offence(one, outcome)):
            if later:
                told = telling.own("No offence is shown; what these turn on is told with one.")
                lines.append(line(told, indent=2))
            for programme in programmes:
                lines += _programme(telling, programme, outcome)
    lines += _services(telling, outcome)
    lines += _passed(telling, outcome)
    lines += _windows(telling)
    lines += _other_populations(telling)
    return section(telling.own("Alternatives to incarceration"), lines)


def _services(telling: Telling, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    """Yield the services to which a person is referred whom no programme takes."""
    if outcome.services:
        yield line(telling.own("None is open; the person is referred to"))
    for service in outcome.services:
        yield line(telling.said(service.text), of_id(service.id), *telling.source(service.source), indent=2)


def _programme(
    telling: Telling, programme: programme_pb2.Programme, outcome: decision_pb2.Outcome
) -> Iterator[Line]:
    """Yield a programme; what an offence leaves open is told once one is shown."""
    name, source = telling.said(programme.name), telling.source(programme.source)
    if programme.status == programme_pb2.PROGRAMME_STATUS_CLOSED:
        because = "; ".join(_turns_on(telling, programme))
        yield line(f"{name}: {because}", of_id(programme.id), *source, indent=2)
        return
    stages = _stages(telling, programme.stages)
    force = "" if programme.force == sanction_pb2.FORCE_MAY else f", {telling.own(FORCE[programme.force])}"
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
        undertaken = "; ".join(telling.said(condition) for condition in programme.conditions)
        yield line(telling.own("the person undertakes: {what}", what=undertaken), indent=3)
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
    phrase = "rank {rank}, tied" if programme.rank in others else "rank {rank}"
    return f", {telling.own(phrase, rank=str(programme.rank))}"


def _referred(telling: Telling, programme: programme_pb2.Programme) -> Iterator[Line]:
    """Yield who can refer to it at the stage of the case, and to whom."""
    for referral in programme.referrals:
        if referral.now:
            who = telling.listed((telling.own(SPEAKER[speaker]) for speaker in referral.by), "or")
            told = telling.own("now referred by {who} to: {whom}", who=who, whom=telling.said(referral.to))
            yield line(told, indent=3)


def _turns_on(telling: Telling, programme: programme_pb2.Programme) -> Iterator[str]:
    """Yield why a programme is not simply open, for each gate; of a closed one only what closes it."""
    closed = programme.status == programme_pb2.PROGRAMME_STATUS_CLOSED
    for gate in programme.gates:
        if not gate.subjects or (closed and gate.status != programme.status):
            continue
        legal = gate.kind == programme_pb2.GATE_KIND_LEGAL
        kind = "" if legal else f"{telling.own(GATE_KIND[gate.kind])}: "
        subjects = list(dict.fromkeys(gate.subjects))
        if closed or gate.status == programme_pb2.PROGRAMME_STATUS_OUTSIDE_GUIDANCE:
            because = "; ".join(_closing(telling, subject) for subject in subjects)
        elif subjects == [IMPOSED]:
            because = telling.own("by the sentence that is imposed")
        else:
            because = "; ".join(f"{telling.subject(subject)}{of_id(subject).text}" for subject in subjects)
        if gate.status == programme_pb2.PROGRAMME_STATUS_OPEN_UNLESS:
            because = telling.own("not stated: {what}", what=because)
        yield f"{kind}{because}"


def _closing(telling: Telling, subject: str) -> str:
    if subject == IMPOSED:
        least, most = telling.met.get(_LEAST), telling.met.get(_MOST)
        if least is None or least != most:
            return telling.own("no sentence of the range is within its limits")
        return telling.own(
            "a sentence of {length} is not within its limits", length=telling.value(least, _LEAST)
        )
    met = telling.met.get(subject)
    if met is None:
        return telling.subject(subject)
    asked, value = telling.subject(subject), telling.value(met, subject)
    if subject in SUBJECT:
        return telling.own("{subject} is {value}", subject=asked, value=value)
    return f"{asked} {value}" if asked.endswith("?") else f"{asked}: {value}"


def _term(telling: Telling, programme: programme_pb2.Programme) -> Iterator[str]:
    """Yield how long a programme lasts."""
    term = programme.term
    unit = telling.said(term.unit)
    if term.rate:
        rate = telling.number(Fraction(term.rate))
        converted = telling.subject(term.of)
        yield telling.own(
            "{rate} {unit} for each {per} of: {what}",
            rate=rate,
            unit=unit,
            per=telling.each(term.per),
            what=converted,
        )
    if programme.units:
        count = telling.number(Fraction(programme.units))
        yield telling.own("that is {count} {unit}", count=count, unit=unit)
    if term.most:
        yield telling.own("at most {count} {unit}", count=telling.phrases.decimals(term.most), unit=unit)
    if term.min and term.min == term.max:
        yield telling.own("lasts {length}", length=_enacted(telling, term.min))
    elif term.min and term.max:
        yield telling.own(
            "lasts {least} to {most}", least=_enacted(telling, term.min), most=_enacted(telling, term.max)
        )
    elif term.min or term.max:
        phrase = "lasts {length} at least" if term.min else "lasts {length} at most"
        yield telling.own(phrase, length=_enacted(telling, term.min or term.max))


def _enacted(telling: Telling, text: str) -> str:
    return telling.enacted(text) or text


def _stages(telling: Telling, stages: Iterable[int]) -> str:
    return telling.listed(telling.own(STAGE[stage]) for stage in stages)


def _passed(telling: Telling, outcome: decision_pb2.Outcome) -> Iterator[Line]:
    """Yield the programmes of which nothing is said, each with the stages that have passed."""
    if outcome.passed_programmes:
        yield line(telling.own("At a stage that has passed, so that nothing is said of them"))
    for programme in outcome.passed_programmes:
        told = f"{telling.said(programme.name)}, {_stages(telling, programme.stages)}"
        yield line(told, of_id(programme.id), *telling.source(programme.source), indent=2)


def _other_populations(telling: Telling) -> Iterator[Line]:
    """Yield the programmes that are not open because they are for others."""
    if telling.decision.other_population_programmes:
        yield line(telling.own("Not open, by the population: for adolescents"))
    for other in telling.decision.other_population_programmes:
        yield line(telling.said(other.name), of_id(other.id), *telling.source(other.source), indent=2)


def _windows(telling: Telling) -> Iterator[Line]:
    if telling.decision.closed_windows:
        yield line(telling.own("Not recorded as in force on the day that counts"))
    for window in telling.decision.closed_windows:
        first, asked = day(window.start_date), day(window.asked_date)
        if window.HasField("end_date"):
            when = telling.own(
                "recorded {first} to {last}, asked for {day}",
                first=first,
                last=day(window.end_date),
                day=asked,
            )
        else:
            when = telling.own("recorded since {first}, asked for {day}", first=first, day=asked)
        name = telling.said(window.name)
        yield line(f"{name}: {when}", of_id(window.id), *telling.source(window.source), indent=2)


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


_THEN: Final = {
    programme_pb2.PROGRAMME_STATUS_ELIGIBLE: "open: {names}",
    programme_pb2.PROGRAMME_STATUS_OPEN_UNLESS: "open, unless a bar exists: {names}",
    programme_pb2.PROGRAMME_STATUS_CONDITIONAL: "by the sentence that is imposed: {names}",
    programme_pb2.PROGRAMME_STATUS_UNDETERMINED: "turning on what nobody has stated: {names}",
    programme_pb2.PROGRAMME_STATUS_OUTSIDE_GUIDANCE: "open only outside the range that guides: {names}",
    programme_pb2.PROGRAMME_STATUS_CLOSED: "closed: {names}",
    programme_pb2.PROGRAMME_STATUS_UNSPECIFIED: "not provided for: {names}",
}


def changed(
    telling: Telling, changes: Sequence[decision_pb2.ProgrammeChange], *, with_closed: bool = True
) -> list[str]:
    """Return how programmes change, those with the same status afterwards together."""
    told: list[str] = []
    for status, phrase in _THEN.items():
        if status == programme_pb2.PROGRAMME_STATUS_CLOSED and not with_closed:
            continue
        names = [
            telling.name("programmes", c.id) for c in changes if c.after == status and c.before != status
        ]
        if names:
            told.append(telling.own(phrase, names=", ".join(names)))
    for change in changes:
        closed = change.after == programme_pb2.PROGRAMME_STATUS_CLOSED
        if change.before == change.after and change.force_before != change.force_after and not closed:
            name, force = telling.name("programmes", change.id), telling.own(FORCE[change.force_after])
            told.append(f"{name}: {force}")
    return told

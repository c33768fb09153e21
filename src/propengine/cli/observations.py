"""Observations as a person reads them, and as a program does."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from google.protobuf import json_format

from propengine.contract.sent_cases import message_of
from propengine.explain.page import Line, head, line
from propengine.verify.observations import ASKS, Group, Observation, Witness, grouped
from propengine.verify.proportionality.examining import Examination


def told_groups(groups: Sequence[Group]) -> Iterator[Line]:
    """Yield groups of observations: of each what was found, where, and the case that shows it."""
    for group in groups:
        first = group.first
        yield line(f"{first.check} {first.severity}: {first.text}")
        if first.where:
            yield line("; ".join(map(str, first.where)), indent=2)
        if seen := _seen(group):
            yield line(seen, indent=2)
        if first.witness is not None:
            yield from _told_witness(first.witness)


def _seen(group: Group) -> str:
    days = " to ".join(map(str, group.days))
    times = f"{len(group.observations)} times" if len(group.observations) > 1 else ""
    return ", ".join(part for part in (times, f"by the law of {days}" if days else "") if part)


def _told_witness(witness: Witness) -> Iterator[Line]:
    made = ", ".join(part for part in (witness.base, witness.change) if part)
    yield line(f"witness: {made}", indent=2)
    for answer in witness.answers:
        yield line(answer, indent=3)


def heading(code: str, groups: Sequence[Group]) -> Line:
    """Return the line above the observations of a ruleset."""
    count = len(groups)
    return head(f"{code}: {count} observation{'s' if count != 1 else ''} of proportionality, no fault")


def told_examination(examination: Examination) -> Iterator[Line]:
    """Yield what was found in a ruleset, and how much was looked at: nothing is shown beyond that."""
    groups = grouped(examination.observations)
    yield heading(examination.ruleset, groups)
    yield from told_groups(groups)
    yield line(
        f"Looked at: {examination.kinds} kinds of case among {examination.given} worked cases. "
        f"Nothing is proved beyond them."
    )
    for tried in examination.tried:
        counts = (
            (tried.decided, "cases decided"),
            (tried.compared, "pairs compared"),
            (tried.incomparable, "pairs without an order"),
            (tried.open, "cases without one answer"),
            (tried.refused, "cases refused"),
        )
        told = ", ".join(f"{number} {what}" for number, what in counts if number)
        yield line(f"{tried.check}, {ASKS[tried.check]}: {told or 'no case was decided'}", indent=2)


def as_json(examinations: Sequence[Examination]) -> str:
    """Return every observation and all counts as JSON."""
    return json.dumps([_as_data(one) for one in examinations], indent=2)


def _as_data(examination: Examination) -> dict[str, Any]:
    return {
        "ruleset": examination.ruleset,
        "worked_cases": examination.given,
        "kinds": examination.kinds,
        "tried": [asdict(tried) for tried in examination.tried],
        "observations": [as_data(one) for one in examination.observations],
    }


def as_data(observation: Observation) -> dict[str, Any]:
    """Return an observation as plain data; its cases are protojson, which `propengine evaluate` reads."""
    shown = observation.witness
    return {
        "check": observation.check.value,
        "severity": observation.severity.value,
        "text": observation.text,
        "where": [
            {"kind": of.kind, "id": of.id, "provision": of.provision, "mark": of.mark.value}
            for of in observation.where
        ],
        "day": observation.day.isoformat() if observation.day is not None else None,
        "witness": None
        if shown is None
        else {
            "base": shown.base,
            "change": shown.change,
            "cases": [json_format.MessageToDict(message_of(case)) for case in shown.cases],
            "answers": list(shown.answers),
        },
    }

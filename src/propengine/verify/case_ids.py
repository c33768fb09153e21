"""The mistakes of worked cases: ids of nothing in the ruleset, and facts that no case may state."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from propengine.engine.intake import dates_of, read_case
from propengine.engine.refusals import Reason, Refusal
from propengine.law.faults import near_miss
from propengine.law.ruleset import Dates, Law, LawNotKnownError, NoLawOnDateError, Ruleset
from propengine.law.vocabulary import Fact
from propengine.notation.faults import Fault, RulesetFaults
from propengine.notation.files import is_there
from propengine.notation.sources import Path_
from propengine.verify.ids import ids_of
from propengine.verify.worked_cases import (
    NO_OFFENCE,
    ExpectedOutcome,
    WorkedCase,
    WorkedCases,
    engine_case,
    load_cases,
    read_cases,
)


def faults_of_cases(file: Path, ruleset: Ruleset) -> Iterator[Fault]:
    """Yield the mistakes of a `cases.yaml`, if there is one: ids of nothing in the ruleset among them."""
    if not is_there(file):
        return
    try:
        worked = read_cases(file)
    except RulesetFaults as error:
        yield from error.faults
        return
    yield from faults_of(worked, ruleset)


def faults_of(worked: WorkedCases, ruleset: Ruleset) -> Iterator[Fault]:
    """Yield the mistakes of worked cases that could be read: ids of nothing, and facts of no law."""
    document = worked.document
    known, laws = ids_of(ruleset), _Laws(ruleset)
    for i, case in enumerate(worked.cases):
        for kind, id_, path in _named(case):
            if id_ not in known[kind]:
                near = near_miss(id_, known[kind])
                hint = f"; did you mean {near!r}?" if near else ""
                message = f"expected the id of one of the {kind}, found {id_!r}{hint}"
                yield document.fault(("cases", i, *path), message, id_)
        if case.expect.refused is None:
            for refusal in _refusals(case, laws):
                yield document.fault(("cases", i, "case", *_path_of(refusal)), refusal.message)


def faults_of_form(file: Path) -> Sequence[Fault]:
    """Return the mistakes of a `cases.yaml` that show without its ruleset."""
    try:
        load_cases(file)
    except RulesetFaults as error:
        return error.faults
    return ()


class _Laws:
    """The laws of a ruleset under which its cases are read: it keeps only those that somebody holds."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self._known: dict[int, tuple[Law, Mapping[str, Fact]]] = {}

    def on(self, dates: Dates) -> tuple[Law, Mapping[str, Fact]]:
        """Return the law on some dates, and every fact that a case may state then.

        Raises:
            NoLawOnDateError, LawNotKnownError: as `Ruleset.law`.
        """
        law = self.ruleset.law(dates)
        if id(law) not in self._known:
            self._known[id(law)] = law, {**self.ruleset.statable, **law.statable}
        return self._known[id(law)]


def _refusals(case: WorkedCase, laws: _Laws) -> Sequence[Refusal]:
    """Return why a case would be refused before any law is applied to it."""
    given = engine_case(case, laws.ruleset.id)
    dates, refusals = dates_of(given)
    if refusals:
        return refusals
    try:
        law, known = laws.on(dates)
    except (NoLawOnDateError, LawNotKnownError) as error:
        return [Refusal(Reason.NO_LAW_ON_DATE, f"{error.key}_date", str(error))]
    return read_case(replace(given, charge=None), law, dates, known)[1]  # a charge is looked up above


def _path_of(refusal: Refusal) -> Path_:
    """Return the path of the field that a refusal names, as in `items[0].amount` or `facts[role]`."""
    return tuple(int(part) if part.isdecimal() else part for part in re.findall(r"[^.\[\]]+", refusal.path))


def _named(case: WorkedCase) -> Iterator[tuple[str, str, Path_]]:
    """Yield the kind and id of everything that a case names, with its path in the case."""
    expect = case.expect
    if case.case.charge is not None:
        yield "offences", case.case.charge, ("case", "charge")
    yield from _of_outcome(expect, ("expect",))
    for i, outcome in enumerate(expect.outcomes):
        yield from _of_outcome(outcome, ("expect", "outcomes", i))
    for day, outcome in expect.compared.items():
        yield from _of_outcome(outcome, ("expect", "compared", day.isoformat()))
    lists = (
        ("notices", "notices"),
        ("notices", "not_told"),
        ("programmes", "windows"),
        ("facts", "decisive"),
        ("gaps", "gaps"),
    )
    for kind, field in lists:
        for i, id_ in enumerate(getattr(expect, field)):
            yield kind, id_, ("expect", field, i)
    for field in ("units", "terms"):
        for id_ in getattr(expect, field):
            yield "programmes", id_, ("expect", field, id_)


def _of_outcome(outcome: ExpectedOutcome, path: Path_) -> Iterator[tuple[str, str, Path_]]:
    if outcome.offence not in {None, NO_OFFENCE}:
        yield "offences", outcome.offence, (*path, "offence")
    for status, ids in outcome.programmes.items():
        for i, id_ in enumerate(ids):
            yield "programmes", id_, (*path, "programmes", str(status), i)
    for id_ in outcome.force:
        yield "programmes", id_, (*path, "force", id_)

"""What the ruleset service answers: rulesets, page by page, and the facts that a law reads."""

from collections.abc import Iterable
from typing import Final

from google.type import date_pb2

from propengine.contract.application import Application
from propengine.contract.cases import MOST_FACTS, Reader
from propengine.contract.enums import CONDUCT_OF, DATE_KEY, MARK, STAGE_OF
from propengine.contract.facts import Asked, fill_facts
from propengine.contract.gaps import fill_days, fill_gap
from propengine.contract.pages import Page
from propengine.contract.revisions import fill_used
from propengine.contract.values import fill_date, fill_rational, fill_source, fill_text
from propengine.contract.violations import RequestReason, RequestRefusedError, Violation, shown
from propengine.core.quantities import dimensions_of
from propengine.engine.decision import UsedRevision
from propengine.engine.refusals import Reason
from propengine.law.amounts import UNIT_CODES, unit_size
from propengine.law.durations import Calendar
from propengine.law.elements import Mark
from propengine.law.instruments import Instrument
from propengine.law.ruleset import Dates, Law, LawNotKnownError, NoLawOnDateError, Ruleset
from propengine.v1 import ruleset_service_pb2

COLLECTION: Final = "rulesets/"


def list_rulesets(
    application: Application, request: ruleset_service_pb2.ListRulesetsRequest
) -> ruleset_service_pb2.ListRulesetsResponse:
    """Return a page of rulesets, in the order of their codes.

    Raises:
        RequestRefusedError: the size is negative or the token is none.
    """
    violations: list[Violation] = []
    page = Page.read(request.page_size, request.page_token, violations)
    if violations:
        raise RequestRefusedError(violations)
    codes, token = page.of(sorted(application.rulesets))
    response = ruleset_service_pb2.ListRulesetsResponse(next_page_token=token)
    for code in codes:
        fill_ruleset(response.rulesets.add(), application.rulesets[code])
    return response


def get_ruleset(
    application: Application, request: ruleset_service_pb2.GetRulesetRequest
) -> ruleset_service_pb2.Ruleset:
    """Return one ruleset.

    Raises:
        RequestRefusedError: the name is none, or there is no such ruleset.
    """
    code = request.name.removeprefix(COLLECTION)
    if not request.name.startswith(COLLECTION) or not code:
        message = f"expected {COLLECTION} and a jurisdiction code, found {shown(request.name)!r}"
        details = {"found": shown(request.name)}
        raise RequestRefusedError([Violation(RequestReason.INVALID_NAME, "name", message, details)])
    ruleset = application.rulesets.get(code)
    if ruleset is None:
        violation = application.unknown_jurisdiction(code)
        raise RequestRefusedError(
            [Violation(RequestReason.UNKNOWN_RULESET, "name", violation.message, violation.details)]
        )
    response = ruleset_service_pb2.Ruleset()
    fill_ruleset(response, ruleset)
    return response


def fill_ruleset(target: ruleset_service_pb2.Ruleset, ruleset: Ruleset) -> None:
    """Write a ruleset: what holds for the jurisdiction, and its instruments."""
    jurisdiction = ruleset.jurisdiction
    target.name, target.jurisdiction = f"{COLLECTION}{ruleset.id}", ruleset.id
    fill_text(target.title, jurisdiction.name)
    target.extends = jurisdiction.extends or ""
    target.digest = ruleset.digest
    for instrument in ruleset.instruments.values():
        _fill_instrument(target.instruments.add(), instrument)
    _fill_calendar(target.calendar, jurisdiction.calendar)
    target.sentencing_age_years = jurisdiction.sentencing_age.years
    target.age_fact = jurisdiction.sentencing_age.of
    for other in jurisdiction.sentencing_age.other:
        age = target.other_ages.add(years=other.years)
        age.source.provision, age.source.mark = other.provision, MARK[other.mark]
        fill_days(age, other)
        fill_text(age.note, other.note)
    if jurisdiction.checked_until is not None:
        fill_date(target.checked_until_date, jurisdiction.checked_until)
    for item in jurisdiction.not_examined:
        fill_text(target.not_examined.add(id=item.id).text, item.text)
    for gap in jurisdiction.gaps:
        fill_gap(target.gaps.add(), gap)
    for mark in Mark:
        target.marked_counts.add(mark=MARK[mark], count=ruleset.marked.get(mark, 0))


def _fill_calendar(target: ruleset_service_pb2.Calendar, calendar: Calendar) -> None:
    fill_rational(target.day_months, calendar.day)
    fill_rational(target.week_months, calendar.week)
    target.provision, target.leap_birthday = calendar.provision, calendar.leap_birthday or ""


def _fill_instrument(target: ruleset_service_pb2.Instrument, instrument: Instrument) -> None:
    target.id, target.date_key = instrument.id, DATE_KEY[instrument.date_key]
    fill_text(target.title, instrument.title)
    for revision in instrument.revisions:
        header = revision.header
        message = target.revisions.add(
            id=str(revision),
            digest=revision.digest,
            citation=header.citation,
            mark=MARK[header.mark],
            enacted=header.enacted or "",
            published=header.published or "",
            note=header.note or "",
            unknown=header.unknown or "",
            ended=header.ends is not None,
        )
        fill_date(message.start_date, revision.in_force)
        if revision.until is not None:
            fill_date(message.end_date, revision.until)


def describe_facts(
    application: Application, request: ruleset_service_pb2.DescribeFactsRequest
) -> ruleset_service_pb2.DescribeFactsResponse:
    """Describe the facts that the law of a jurisdiction reads on given dates.

    Raises:
        RequestRefusedError: with every violation of the request, or there is no law on the dates.
    """
    ruleset, dates = _asked(application, request)
    law = _law(ruleset, dates)
    response = ruleset_service_pb2.DescribeFactsResponse()
    stage, conduct = STAGE_OF.get(request.stage), CONDUCT_OF.get(request.conduct)
    asked = Asked(stage, conduct, frozenset(request.stated_facts))
    fill_facts(response, application.handles.compiled(law), asked)
    for name, substance in law.contents.substances.items():
        told = response.substances.add(id=name)
        fill_text(told.name, substance.name)
        told.aliases.extend(substance.aliases)
        told.unit_codes.extend(_unit_codes(law, name))
    response.unit_codes.extend(UNIT_CODES)
    for name, offence in law.contents.offences.items():
        charge = response.charges.add(id=name)
        fill_text(charge.name, offence.name)
        fill_source(charge.source, law, "offences", name)
    titles = {id_: instrument.title for id_, instrument in ruleset.instruments.items()}
    for instrument, revision in law.used.items():
        key = law.date_keys[instrument]
        fill_used(response.used_revisions.add(), UsedRevision(revision, key, dates.of(key)), titles)
    return response


def _unit_codes(law: Law, substance: str) -> Iterable[str]:
    """Return the unit codes of the dimensions in which the law has a figure for a substance or its forms."""
    names = (substance, *law.contents.substances[substance].forms)
    dimensions = {dimension for name in names for dimension in dimensions_of(law.contents, name)}
    return (code for code in UNIT_CODES if unit_size(code)[1] in dimensions)


def _asked(
    application: Application, request: ruleset_service_pb2.DescribeFactsRequest
) -> tuple[Ruleset, Dates]:
    reader = Reader()
    code = reader.required(request.jurisdiction, "jurisdiction")
    ruleset = application.rulesets.get(code)
    if code and ruleset is None:
        reader.violations.append(application.unknown_jurisdiction(code))
    reader.word(STAGE_OF, request.stage, "stage", unset=next(iter(STAGE_OF.values())))
    reader.word(CONDUCT_OF, request.conduct, "conduct", unset=next(iter(CONDUCT_OF.values())))
    reader.few(len(request.stated_facts), MOST_FACTS, RequestReason.TOO_MANY_FACTS, "stated_facts")
    offence = reader.day(_set(request, "offence_date"), "offence_date", required=True)
    decision = reader.day(_set(request, "decision_date"), "decision_date", required=False) or offence
    conviction = reader.day(_set(request, "conviction_date"), "conviction_date", required=False) or decision
    sentence = reader.day(_set(request, "sentence_date"), "sentence_date", required=False) or decision
    if reader.violations or not (ruleset and offence and decision and conviction and sentence):
        raise RequestRefusedError(reader.violations)
    return ruleset, Dates(offence, conviction, sentence, decision)


def _set(request: ruleset_service_pb2.DescribeFactsRequest, name: str) -> date_pb2.Date | None:
    found: date_pb2.Date | None = getattr(request, name) if request.HasField(name) else None
    return found


def _law(ruleset: Ruleset, dates: Dates) -> Law:
    try:
        return ruleset.law(dates)
    except NoLawOnDateError as error:
        reason: Reason = Reason.NO_LAW_ON_DATE
        details = {"key": error.key.value, "day": str(error.day), "first": str(error.first)}
        path, message = f"{error.key}_date", str(error)
    except LawNotKnownError as error:
        reason = Reason.LAW_NOT_KNOWN
        details = {
            "provision": error.provision,
            "key": error.key.value,
            "day": str(error.day),
            "why": error.why,
        }
        path, message = f"{error.key}_date", str(error)
    raise RequestRefusedError([Violation(reason, path, message, details)])

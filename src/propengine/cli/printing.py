"""Answers as a person reads them; plain and the same every time when they are not read in a terminal."""

from collections.abc import Iterable

from google.rpc import error_details_pb2, status_pb2
from google.type import date_pb2
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from propengine.v1 import (
    decision_pb2,
    fact_pb2,
    law_pb2,
    programme_pb2,
    ruleset_service_pb2,
    sanction_pb2,
)

_NO_LIMIT = 10_000
_STYLES = {
    programme_pb2.PROGRAMME_STATUS_ELIGIBLE: "green",
    programme_pb2.PROGRAMME_STATUS_OPEN_UNLESS: "green",
    programme_pb2.PROGRAMME_STATUS_CONDITIONAL: "yellow",
    programme_pb2.PROGRAMME_STATUS_UNDETERMINED: "yellow",
    programme_pb2.PROGRAMME_STATUS_CLOSED: "red",
}


class _Page:
    """Writes headed lines."""

    def __init__(self, *, error: bool = False) -> None:
        console = Console(stderr=error, highlight=False, emoji=False, markup=False)
        if not console.is_terminal:
            console = Console(stderr=error, highlight=False, emoji=False, markup=False, width=_NO_LIMIT)
        self.console = console

    def head(self, text: str) -> None:
        self.console.print(Text(text, style="bold"))

    def line(self, text: str, *, indent: int = 1, style: str = "") -> None:
        body = Text(text, style=style)
        self.console.print(Padding(body, (0, 0, 0, 2 * indent), expand=False))

    def gap(self) -> None:
        self.console.print()


def said(text: law_pb2.Text) -> str:
    """Return what is said, in English or else in the first language that there is."""
    return text.en or text.pt or text.es or text.fr


def word(name: str, prefix: str) -> str:
    """Return an enum's name as words."""
    return name.removeprefix(f"{prefix}_").lower().replace("_", " ")


def day(message: date_pb2.Date) -> str:
    """Return a day."""
    return f"{message.year:04}-{message.month:02}-{message.day:02}"


def cited(source: law_pb2.Source) -> str:
    """Return a source in brackets."""
    parts = [source.provision, word(law_pb2.Mark.Name(source.mark), "MARK").upper() if source.mark else ""]
    return f"[{', '.join(part for part in parts if part)}]"


def value(message: law_pb2.Value) -> str:
    """Return a value with its unit."""
    match message.WhichOneof("kind"):
        case "boolean":
            return str(message.boolean).lower()
        case "word":
            return message.word
        case "number":
            return f"{message.number} {message.unit}".strip()
        case _:
            return "not known"


def print_decision(decision: decision_pb2.Decision) -> None:
    """Print a decision."""
    page = _Page()
    status = word(decision_pb2.DecisionStatus.Name(decision.status), "DECISION_STATUS")
    page.head(
        f"{decision.jurisdiction}: {status} (lowest mark {law_pb2.Mark.Name(decision.lowest_mark)[-1]})"
    )
    if decision.HasField("referral"):
        page.line(f"{said(decision.referral.text)} {cited(decision.referral.source)}")
    for number, outcome in enumerate(decision.outcomes):
        page.gap()
        title = "Preferred outcome" if number == 0 else f"Other outcome {number}"
        page.head(title if len(decision.outcomes) > 1 else "Outcome")
        _print_outcome(page, outcome)
    _print_around(page, decision)
    page.gap()
    page.line(said(decision.advisory), indent=0)


def _print_outcome(page: _Page, outcome: decision_pb2.Outcome) -> None:
    for condition in outcome.conditions:
        question = word(decision_pb2.Question.Name(condition.question), "QUESTION")
        page.line(f"if {question} {condition.id}: {condition.value} [{condition.provision}]")
    if outcome.HasField("offence"):
        offence = outcome.offence
        page.line(f"offence: {said(offence.name)} ({offence.id}) {cited(offence.source)}")
        if offence.charge_barred:
            page.line("no charge may be brought", indent=2)
        if offence.other_law:
            page.line(f"the answer stands in {offence.other_law}", indent=2)
        classification = word(decision_pb2.Classification.Name(outcome.classification), "CLASSIFICATION")
        liability = word(decision_pb2.Liability.Name(outcome.liability), "LIABILITY")
        page.line(f"classification: {classification}")
        page.line(f"liability: {liability}")
    else:
        page.line("no offence is shown")
    for checkpoint in outcome.checkpoints:
        name = word(sanction_pb2.CheckpointName.Name(checkpoint.name), "CHECKPOINT_NAME")
        page.line(f"{name} range: {_range(checkpoint.range)}")
    for step in outcome.applied_steps:
        page.line(f"step {step.step}: {_range(step.before)} to {_range(step.after)} {cited(step.source)}")
    if outcome.HasField("sanction"):
        page.line("sanction:")
        _print_sanction(page, outcome.sanction, 2)
    for conclusion in outcome.conclusions:
        kind = word(decision_pb2.ConclusionKind.Name(conclusion.kind), "CONCLUSION_KIND")
        source = cited(conclusion.source) if conclusion.source.provision else ""
        page.line(f"{conclusion.subject}: {value(conclusion.value)} ({kind}) {source}".rstrip())
    _print_programmes(page, outcome.programmes)
    for notice in outcome.notices:
        page.line(f"note: {said(notice.text)} {cited(notice.source)}")


def _range(range_: sanction_pb2.Range) -> str:
    ends = f"{_end(range_.min)} – {_end(range_.max)}"
    return f"{ends}, from {_end(range_.point)}" if range_.HasField("point") else ends


def _end(end: sanction_pb2.End) -> str:
    return end.rung or said(end.rendered)


def _print_sanction(page: _Page, sanction: sanction_pb2.Sanction, indent: int) -> None:
    match sanction.WhichOneof("kind"):
        case "custody":
            page.line(said(sanction.custody.called) or "custody", indent=indent)
        case "fine":
            fine = sanction.fine
            most = said(fine.max_called) or fine.max or "no most stated"
            page.line(f"fine in {fine.unit}: {fine.min or '0'} – {most} {cited(fine.source)}", indent=indent)
        case "response":
            page.line(f"{said(sanction.response.name)} {cited(sanction.response.source)}", indent=indent)
        case "any_of" | "all_of" as kind:
            page.line("any of" if kind == "any_of" else "all of", indent=indent)
            for part in getattr(sanction, kind).sanctions:
                _print_sanction(page, part, indent + 1)
        case _:
            pass


def _print_programmes(page: _Page, programmes: Iterable[programme_pb2.Programme]) -> None:
    for programme in programmes:
        status = word(programme_pb2.ProgrammeStatus.Name(programme.status), "PROGRAMME_STATUS")
        text = f"alternative {programme.id}: {status}: {said(programme.name)} {cited(programme.source)}"
        page.line(text, style=_STYLES.get(programme.status, ""))
        for gate in programme.gates:
            if gate.subjects:
                kind = word(programme_pb2.GateKind.Name(gate.kind), "GATE_KIND")
                how = word(programme_pb2.ProgrammeStatus.Name(gate.status), "PROGRAMME_STATUS")
                page.line(f"{kind} gate {how}: {', '.join(gate.subjects)}", indent=2)


def _print_around(page: _Page, decision: decision_pb2.Decision) -> None:
    if decision.HasField("milder_law"):
        page.gap()
        milder = decision.milder_law
        verdict = word(decision_pb2.MilderLawVerdict.Name(milder.verdict), "MILDER_LAW_VERDICT")
        page.head(f"Milder law: {verdict}; law of {day(milder.applied_date)} applied [{milder.provision}]")
        if milder.incomplete_dates:
            page.line(f"not known: the law of {', '.join(map(day, milder.incomplete_dates))}")
    if decision.decisive_facts:
        page.gap()
        page.head("What would change the answer")
    for fact in decision.decisive_facts:
        changes = ", ".join(word(decision_pb2.AnswerPart.Name(part), "ANSWER_PART") for part in fact.changes)
        page.line(f"{fact.fact} = {value(fact.value)}: {changes}")
    if decision.notices:
        page.gap()
        page.head("Notices")
    for notice in decision.notices:
        kind = word(decision_pb2.NoticeKind.Name(notice.kind), "NOTICE_KIND")
        page.line(f"{kind}: {', '.join(notice.subjects)}")
    for window in decision.closed_windows:
        until = f" to {day(window.end_date)}" if window.HasField("end_date") else ""
        asked = day(window.asked_date)
        page.line(f"alternative {window.id} not in force on {asked}: from {day(window.start_date)}{until}")
    page.gap()
    page.head("Law used")
    for used in decision.used_revisions:
        page.line(f"{used.instrument}@{day(used.start_date)}: {used.citation}")
    page.head("Not examined")
    for item in decision.not_examined:
        page.line(said(item.text))


def print_refusal(status: status_pb2.Status) -> None:
    """Print why there is no answer: every fault, one a line, on standard error."""
    page = _Page(error=True)
    request = error_details_pb2.BadRequest()
    for detail in status.details:
        if detail.Unpack(request):
            for violation in request.field_violations:
                place = f"{violation.field}: " if violation.field else ""
                page.line(f"{place}{violation.description} [{violation.reason}]", indent=0)
            return
    page.line(status.message, indent=0)


def print_rulesets(response: ruleset_service_pb2.ListRulesetsResponse) -> None:
    """Print rulesets, one a line."""
    page = _Page()
    for ruleset in response.rulesets:
        page.line(f"{ruleset.jurisdiction}: {said(ruleset.title)}, {ruleset.digest}", indent=0)


def print_ruleset(ruleset: ruleset_service_pb2.Ruleset) -> None:
    """Print one ruleset."""
    page = _Page()
    page.head(f"{ruleset.jurisdiction}: {said(ruleset.title)}")
    page.line(f"digest: {ruleset.digest}")
    page.line(f"sentencing age: {ruleset.sentencing_age_years}")
    for instrument in ruleset.instruments:
        key = word(law_pb2.DateKey.Name(instrument.date_key), "DATE_KEY")
        page.line(f"{instrument.id}: {said(instrument.title)} (by {key} date)")
        for revision in instrument.revisions:
            until = day(revision.end_date) if revision.HasField("end_date") else "no end known"
            ended = (
                " (no longer in force)" if revision.ended else " (text not known)" if revision.unknown else ""
            )
            page.line(f"{day(revision.start_date)} to {until}: {revision.citation}{ended}", indent=2)


def print_facts(response: ruleset_service_pb2.DescribeFactsResponse) -> None:
    """Print what a case may state."""
    page = _Page()
    page.head("Facts")
    for fact in response.facts:
        members = f" ({', '.join(fact.members)})" if fact.members else ""
        page.line(f"{fact.name}: {word(fact_pb2.FactType.Name(fact.type), 'FACT_TYPE')}{members}")
        if said(fact.question):
            page.line(said(fact.question), indent=2)
        if fact.derived_from:
            page.line(f"follows from {', '.join(fact.derived_from)}", indent=2)
        if fact.concluded:
            page.line("concluded; may be stated", indent=2)
        if fact.factors_to_weigh:
            page.line(f"to weigh: {'; '.join(fact.factors_to_weigh)}", indent=2)
    page.head("Substances")
    for substance in response.substances:
        aliases = f" (also {', '.join(substance.aliases)})" if substance.aliases else ""
        page.line(f"{substance.id}: {said(substance.name)}{aliases}")
    page.head("Offences that a charge may name")
    for charge in response.charges:
        page.line(f"{charge.id}: {said(charge.name)} {cited(charge.source)}")

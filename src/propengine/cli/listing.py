"""Rulesets and the facts that they read, as a person reads them."""

from collections.abc import Iterator

from propengine.cli.page import Line, head, line
from propengine.cli.phrases import Phrases
from propengine.cli.telling import day, humanised
from propengine.v1 import fact_pb2, law_pb2, ruleset_service_pb2

_ENGLISH = Phrases()


def told_rulesets(response: ruleset_service_pb2.ListRulesetsResponse) -> Iterator[Line]:
    """Yield rulesets: what each holds, and how well it was checked."""
    for ruleset in response.rulesets:
        yield line(f"{ruleset.jurisdiction}: {_ENGLISH.said(ruleset.title)}, {ruleset.digest}", indent=0)
        revisions = sum(len(instrument.revisions) for instrument in ruleset.instruments)
        yield line(f"{len(ruleset.instruments)} instruments, {revisions} revisions; {_marks(ruleset)}")


def _marks(ruleset: ruleset_service_pb2.Ruleset) -> str:
    """Return which share of its provisions, rows and cells has each mark."""
    counts = {law_pb2.Mark.Name(one.mark)[-1]: one.count for one in ruleset.marked_counts}
    return ", ".join(
        f"{mark} {round(100 * count / max(sum(counts.values()), 1))} %" for mark, count in counts.items()
    )


def told_ruleset(ruleset: ruleset_service_pb2.Ruleset) -> Iterator[Line]:
    """Yield one ruleset: its instruments and their revisions."""
    yield head(f"{ruleset.jurisdiction}: {_ENGLISH.said(ruleset.title)}")
    yield line(f"digest: {ruleset.digest}")
    yield line(f"sentencing age: {ruleset.sentencing_age_years}")
    for other in ruleset.other_ages:
        first = f" from {day(other.start_date)}" if other.HasField("start_date") else ""
        last = f" to {day(other.end_date)}" if other.HasField("end_date") else ""
        yield line(f"{other.years} for offences{first}{last} ({other.source.provision})", indent=2)
        if note := _ENGLISH.said(other.note):
            yield line(note, indent=4)
    checked = day(ruleset.checked_until_date) if ruleset.HasField("checked_until_date") else "not recorded"
    yield line(f"checked until: {checked}")
    yield line(f"marks: {_marks(ruleset)}")
    yield line(f"declared gaps: {len(ruleset.gaps)}")
    for gap in ruleset.gaps:
        yield line(f"{gap.id}: {_ENGLISH.said(gap.text)}", indent=2)
    for instrument in ruleset.instruments:
        key = _word(law_pb2.DateKey.Name(instrument.date_key), "DATE_KEY")
        yield line(f"{instrument.id}: {_ENGLISH.said(instrument.title)} (by {key} date)")
        for revision in instrument.revisions:
            until = day(revision.end_date) if revision.HasField("end_date") else "no end known"
            ended = (
                " (no longer in force)" if revision.ended else " (text not known)" if revision.unknown else ""
            )
            yield line(f"{day(revision.start_date)} to {until}: {revision.citation}{ended}", indent=2)


def told_facts(response: ruleset_service_pb2.DescribeFactsResponse) -> Iterator[Line]:
    """Yield what a case may state."""
    yield head("Facts")
    for fact in response.facts:
        members = f" ({', '.join(fact.members)})" if fact.members else ""
        yield line(f"{fact.name}: {_word(fact_pb2.FactType.Name(fact.type), 'FACT_TYPE')}{members}")
        if _ENGLISH.said(fact.question):
            yield line(_ENGLISH.said(fact.question), indent=2)
        if fact.derived_from:
            yield line(f"follows from {', '.join(fact.derived_from)}", indent=2)
        if fact.concluded:
            yield line("concluded; may be stated", indent=2)
        if fact.factors:
            yield line(f"to weigh: {'; '.join(map(_ENGLISH.said, fact.factors))}", indent=2)
    yield head("Substances")
    for substance in response.substances:
        aliases = f" (also {', '.join(substance.aliases)})" if substance.aliases else ""
        yield line(f"{substance.id}: {_ENGLISH.said(substance.name)}{aliases}")
    yield head("Offences that a charge may name")
    for charge in response.charges:
        mark = law_pb2.Mark.Name(charge.source.mark).removeprefix("MARK_")
        yield line(f"{charge.id}: {_ENGLISH.said(charge.name)} [{charge.source.provision}, {mark}]")


def _word(name: str, prefix: str) -> str:
    return humanised(name.removeprefix(f"{prefix}_").lower())

"""Rulesets, the facts that they read and their programmes, as a person reads them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from propengine.explain.page import Line, head, line
from propengine.explain.phrases import Phrases
from propengine.explain.telling import day, humanised
from propengine.law.elements import Mark
from propengine.law.stages import Stage
from propengine.v1 import case_pb2, fact_pb2, law_pb2, programme_pb2, ruleset_service_pb2
from propengine.verify.programme_coverage import Coverage

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
        bounds = f" ({fact.least} to {fact.most})" if fact.HasField("most") else ""
        yield line(f"{fact.name}: {_word(fact_pb2.FactType.Name(fact.type), 'FACT_TYPE')}{members}{bounds}")
        if _ENGLISH.said(fact.question):
            yield line(_ENGLISH.said(fact.question), indent=2)
        if fact.derived_from:
            yield line(f"follows from {', '.join(fact.derived_from)}", indent=2)
        if fact.concluded:
            yield line("concluded; may be stated", indent=2)
        if matters := ", ".join(_matters_for(fact.matters_for)):
            yield line(f"matters for {matters}", indent=2)
        if fact.factors:
            yield line(f"to weigh: {'; '.join(map(_ENGLISH.said, fact.factors))}", indent=2)
    yield head("Substances")
    for substance in response.substances:
        aliases = f" (also {', '.join(substance.aliases)})" if substance.aliases else ""
        yield line(
            f"{substance.id}: {_ENGLISH.said(substance.name)}{aliases}, in {', '.join(substance.unit_codes)}"
        )
    yield head("Offences that a charge may name")
    for charge in response.charges:
        mark = law_pb2.Mark.Name(charge.source.mark).removeprefix("MARK_")
        yield line(f"{charge.id}: {_ENGLISH.said(charge.name)} [{charge.source.provision}, {mark}]")


def _matters_for(matters: fact_pb2.MattersFor) -> Iterator[str]:
    """Yield what of an answer can depend on a fact."""
    for field, value in matters.ListFields():
        yield f"{', '.join(value)}" if field.is_repeated else f"the {humanised(field.name)}"


def told_programmes(response: ruleset_service_pb2.ListProgrammesResponse) -> Iterator[Line]:
    """Yield the programmes of the catalogue, those of each jurisdiction together."""
    place = ""
    for told in response.programmes:
        if told.jurisdiction != place:
            place = told.jurisdiction
            yield head(f"{place}: {_ENGLISH.said(told.place)}")
        programme = told.programme
        source = f"[{programme.source.provision}, {law_pb2.Mark.Name(programme.source.mark)[-1]}]"
        yield line(f"{programme.id}: {_ENGLISH.said(programme.name)} {source}")
        stages = ", ".join(_word(case_pb2.Stage.Name(stage), "STAGE") for stage in programme.stages)
        approaches = ", ".join(
            _word(programme_pb2.Approach.Name(approach), "APPROACH") for approach in programme.approaches
        )
        yield line(f"{stages}; {approaches}", indent=2)
        yield from (line(text, indent=2) for text in _described(told))


def _described(told: programme_pb2.CatalogueProgramme) -> Iterator[str]:
    if not told.decided:
        yield f"listed only: {_ENGLISH.said(told.undecided_reason)}"
    for referral in told.programme.referrals:
        who = ", ".join(_word(fact_pb2.Speaker.Name(speaker), "SPEAKER") for speaker in referral.by)
        yield f"referred by: {who}, to {_ENGLISH.said(referral.to)}"
    for name, field in (("who may enter", told.eligible), ("who may not", told.excluded)):
        if _ENGLISH.said(field):
            yield f"{name}: {_ENGLISH.said(field)}"
    groups = [_word(programme_pb2.TargetGroup.Name(group), "TARGET_GROUP") for group in told.target_groups]
    for name, words in (("kinds", told.kinds), ("for", groups), ("effect", told.effect_modes)):
        if words:
            yield f"{name}: {', '.join(map(humanised, words))}"
    if told.population:
        yield f"population: {told.population}"
    yield from _detailed(told)
    if _ENGLISH.said(told.panel):
        yield f"panel: {_ENGLISH.said(told.panel)}"
    for record in told.evidence:
        source = f"[{record.source.provision}, {law_pb2.Mark.Name(record.source.mark)[-1]}]"
        conflicting = " (conflicting)" if record.conflicting else ""
        yield f"evidence{conflicting}: {_ENGLISH.said(record.says)} {source}"
    yield from (f"caution: {_ENGLISH.said(caution)}" for caution in told.cautions)
    if told.not_recorded_fields:
        yield f"not recorded: {', '.join(map(humanised, told.not_recorded_fields))}"


def _detailed(told: programme_pb2.CatalogueProgramme) -> Iterator[str]:
    """Yield what is told of a programme beside whom it is for: where it is, and who has a part in it."""
    for name, word in (
        ("part of the country", told.subdivision),
        ("non-custodial, as", humanised(told.non_custodial_meaning)),
        ("offences", ", ".join(map(humanised, told.offence_families))),
        ("state", told.state),
        ("sites", str(told.site_count or "")),
        ("meanwhile", humanised(told.meanwhile)),
        ("completing it", ", ".join(map(humanised, told.completion_effects))),
        ("left in the record", humanised(told.record)),
        ("consists of", ", ".join(map(humanised, told.components))),
        ("called", ", ".join(told.aliases)),
        ("goal", _ENGLISH.said(told.goal)),
        ("gender", _ENGLISH.said(told.gender_responsive)),
        ("culture", _ENGLISH.said(told.culturally_adapted)),
    ):
        if word:
            yield f"{name}: {word}"
    for phase in told.programme.phases:
        before = " (before enrolment)" if phase.before_enrolment else ""
        asks = "; ".join(map(_ENGLISH.said, phase.asks))
        yield f"phase: {_ENGLISH.said(phase.name)}{before}{': ' if asks else ''}{asks}"
    for asked in told.programme.completed_by:
        yield f"completed by: {_ENGLISH.said(asked)}"
    for agency in told.agencies:
        words = [*agency.does, agency.sector, "non-governmental" if agency.non_governmental else ""]
        interests = (
            f"; interests: {_ENGLISH.said(agency.interests)}" if _ENGLISH.said(agency.interests) else ""
        )
        parts = ", ".join(humanised(word) for word in words if word)
        yield f"agency: {_ENGLISH.said(agency.name)}, {parts}{interests}"
    for inclusion in told.inclusions:
        source = f"[{inclusion.source.provision}, {law_pb2.Mark.Name(inclusion.source.mark)[-1]}]"
        yield f"listed as: {humanised(inclusion.criterion)} {source}"
    gates = [
        _word(programme_pb2.GateKind.Name(kind), "GATE_KIND") for kind in told.programme.not_recorded_gates
    ]
    if gates:
        yield f"gates not recorded: {', '.join(gates)}"


def told_coverage(found: Sequence[Coverage], without: Mapping[str, Sequence[Stage]]) -> Iterator[Line]:
    """Yield what is recorded of programmes, jurisdiction by jurisdiction, and all together at the end."""
    together: dict[str, Counter[str]] = {}
    place = ""
    for one in found:
        if one.jurisdiction != place:
            place = one.jurisdiction
            yield head(place)
            stages = ", ".join(map(humanised, without[place])) or "none"
            yield line(f"stages without a programme: {stages}")
        counts: Counter[str] = Counter({"not recorded": one.not_recorded})
        counts.update(one.marked)
        together.setdefault(one.field, Counter()).update(counts)
        yield line(_counted(one.field, counts))
    if len({one.jurisdiction for one in found}) > 1:
        yield head("all")
        yield from (line(_counted(field, counts)) for field, counts in together.items())


def _counted(field: str, counts: Counter[str]) -> str:
    """Return how many say a field, by mark, and of how many it is not recorded."""
    said = sum(counts[mark] for mark in Mark)
    marks = ", ".join(f"{mark} {counts[mark]}" for mark in Mark)
    return f"{humanised(field)}: {said} of {counts.total()} ({marks}), not recorded {counts['not recorded']}"


def _word(name: str, prefix: str) -> str:
    return humanised(name.removeprefix(f"{prefix}_").lower())

"""A decision of the engine as the contract's `Decision`, written in place: no part of it is built twice."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from propengine import __version__
from propengine.contract.change_sets import fill_change_sets
from propengine.contract.comparisons import fill_comparison
from propengine.contract.decisive import fill_decisive
from propengine.contract.enums import MARK, NOTICE_KIND, STATUS
from propengine.contract.names import fill_names
from propengine.contract.outcomes import fill_outcome
from propengine.contract.revisions import fill_used
from propengine.contract.serving import fill_review
from propengine.contract.templates import templates_of
from propengine.contract.traces import TRACE_VERSION
from propengine.contract.values import fill_date, fill_own_source, fill_text
from propengine.engine.conditions import Question
from propengine.engine.decision import Decision
from propengine.law.catalogue import Catalogue, Population
from propengine.law.elements import Language
from propengine.law.jurisdictions import SentencingAge
from propengine.law.ruleset import Ruleset
from propengine.v1 import decision_pb2

ADVISORY: Final[Mapping[Language, str]] = MappingProxyType(
    {
        Language.EN: "Decision support. It does not decide: a human decides, and answers for the decision.",
        Language.ES: "Apoyo a la decisión. No decide: decide una persona, y responde de la decisión.",
        Language.PT: "Apoio à decisão. Não decide: decide uma pessoa, que responde pela decisão.",
        Language.FR: "Aide à la décision. Elle ne décide pas : une personne décide et répond de la décision.",
    }
)


def fill_decision(
    target: decision_pb2.Decision,
    decision: Decision,
    stated: Collection[str],
    *,
    with_traces: bool = True,
    catalogue: Catalogue | None = None,
) -> None:
    """Write a decision.

    Args:
        target: where to; empty.
        decision: what the engine decided.
        stated: the facts that the case states.
        with_traces: write the traces of the outcomes, too.
        catalogue: what is said of programmes beside the law, if anything is.

    Raises:
        TooPreciseError: a number does not fit.
    """
    target.status = STATUS[decision.status]
    titles = {id_: instrument.title for id_, instrument in decision.ruleset.instruments.items()}
    for outcome, used in zip(decision.outcomes, decision.used if decision.outcomes else (), strict=True):
        message = target.outcomes.add()
        fill_outcome(
            message, outcome, templates_of(outcome.law, outcome.run.law), stated, with_trace=with_traces
        )
        for revision in used:
            fill_used(message.used_revisions.add(), revision, titles)
    if decision.preferred_index is not None:
        target.preferred = decision.preferred_index
    for comparison in decision.comparisons:
        fill_comparison(target.milder_law_comparisons.add(), comparison)
    _fill_decisive(target, decision)
    fill_change_sets(target, decision)
    for notice in decision.notices:
        target.notices.add(kind=NOTICE_KIND[notice.kind]).subjects.extend(notice.subjects)
    _fill_findings(target, decision)
    _fill_windows(target, decision)
    if catalogue is not None and decision.outcomes:
        _fill_other_populations(target, decision.ruleset.id, catalogue)
    fill_review(target, decision)
    fill_frame(target, decision.ruleset)
    fill_names(target, decision)
    target.lowest_mark = MARK[decision.mark]
    if with_traces and decision.outcomes:
        target.trace_version = TRACE_VERSION
    if decision.may_be_out_of_scope:
        _fill_referral(target.referral, decision.ruleset, decision.sentencing_age)


def fill_frame(target: decision_pb2.Decision, ruleset: Ruleset) -> None:
    """Write what every decision under a ruleset says."""
    target.jurisdiction = ruleset.id
    target.ruleset_digest = ruleset.digest
    target.engine_version = __version__
    fill_text(target.advisory, ADVISORY)
    for item in ruleset.jurisdiction.not_examined:
        fill_text(target.not_examined.add(id=item.id).text, item.text)


def _fill_decisive(target: decision_pb2.Decision, decision: Decision) -> None:
    """Write each decisive set into the outcome that it changes, in the order in which to ask."""
    places = {id(outcome): place for place, outcome in enumerate(decision.outcomes)}
    for rank, decisive in enumerate(decision.decisive, start=1):
        message = target.outcomes[places[id(decisive.before)]].decisive_sets.add(rank=rank)
        fill_decisive(message, decisive, templates_of(decisive.before.law, decisive.before.run.law))


def _fill_findings(target: decision_pb2.Decision, decision: Decision) -> None:
    """Write what only a person can find: what outcomes hang on, and what is decisive."""
    laws = [outcome.law for outcome in decision.outcomes]
    known = {name: fact for law in laws for name, fact in law.findings.items()}
    asked = [c.id for o in decision.outcomes for way in o.ways for c in way if c.question is Question.FINDING]
    asked += [statement.fact for one in decision.decisive for statement in one.statements]
    for name in dict.fromkeys(asked):
        fact = known.get(name)
        if fact is None:
            continue
        message = target.open_findings.add(fact=name, provision=fact.provision or "")
        fill_text(message.question, fact.question)
        for factor in fact.factors_to_weigh or ():
            fill_text(message.factors.add(), factor)


def _fill_windows(target: decision_pb2.Decision, decision: Decision) -> None:
    for window in decision.windows:
        closed = target.closed_windows.add(id=window.id)
        fill_text(closed.name, window.programme.name)
        closed.source.provision = window.programme.provision
        closed.source.mark = MARK[window.programme.mark]
        fill_date(closed.start_date, window.first)
        if window.last is not None:
            fill_date(closed.end_date, window.last)
        fill_date(closed.asked_date, window.day)


def _fill_other_populations(target: decision_pb2.Decision, code: str, catalogue: Catalogue) -> None:
    """Write the programmes of a jurisdiction for adolescents alone, of whom no outcome is."""
    for id_, listed, described in catalogue.for_adolescents(code):
        other = target.other_population_programmes.add(id=id_, population=Population.JUVENILE)
        fill_text(other.name, listed.name)
        fill_own_source(other.source, described)


def _fill_referral(target: decision_pb2.Referral, ruleset: Ruleset, age: SentencingAge) -> None:
    fill_text(target.text, age.referral)
    target.sentencing_age_years = age.years
    fill_text(target.age_question, ruleset.statable[age.of].question)
    fill_text(target.note, age.note)
    target.source.provision, target.source.mark = age.provision, MARK[age.mark]

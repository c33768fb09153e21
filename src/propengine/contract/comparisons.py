"""Comparisons of laws, and the outcomes that were compared, without their reasons."""

from propengine.contract.classes import fill_class
from propengine.contract.enums import CANDIDATE, FORCE, PROGRAMME_STATUS, VERDICT
from propengine.contract.ranges import Ranges, fill_sanction
from propengine.contract.values import fill_date
from propengine.contract.ways import fill_ways
from propengine.engine.decision import MilderLawComparison
from propengine.engine.outcome import Outcome
from propengine.v1 import decision_pb2


def fill_comparison(target: decision_pb2.MilderLawComparison, comparison: MilderLawComparison) -> None:
    """Write a comparison of laws."""
    fill_ways(target, comparison.ways)
    target.verdict = VERDICT[comparison.verdict]
    fill_date(target.applied_date, comparison.applied)
    for candidate in comparison.candidates:
        message = target.candidates.add(candidate=CANDIDATE[candidate.candidate])
        fill_date(message.law_date, candidate.day)
        _fill_summary(message.outcome, candidate.outcome)
    for day in comparison.incomplete:
        fill_date(target.incomplete_dates.add(), day)
    target.differs_elsewhere = comparison.differs_elsewhere
    target.provision = comparison.provision


def _fill_summary(target: decision_pb2.OutcomeSummary, outcome: Outcome) -> None:
    target.offence = outcome.offence_id or ""
    fill_class(target, outcome)
    Ranges(outcome).fill_final(target)
    if outcome.sanctions:
        fill_sanction(target.sanction, outcome)
    for verdict in outcome.programmes:
        target.programmes.add(
            id=verdict.id, status=PROGRAMME_STATUS[verdict.status], force=FORCE[verdict.force]
        )
    target.notices.extend(name for name, _ in outcome.notices)
    target.gaps.extend(outcome.gaps)

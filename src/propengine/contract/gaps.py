"""What a ruleset declares not to hold."""

from propengine.contract.enums import CONDUCT
from propengine.contract.values import fill_date, fill_text
from propengine.law.jurisdictions import Gap, OfDays
from propengine.v1 import gap_pb2, ruleset_service_pb2


def fill_gap(target: gap_pb2.Gap, gap: Gap) -> None:
    """Write a declared gap."""
    target.id, target.provision = gap.id, gap.provision or ""
    fill_text(target.text, gap.text)
    if gap.conduct != "any":
        target.conducts.extend(CONDUCT[conduct] for conduct in gap.conduct)
    fill_days(target, gap)
    target.exception_to.extend(gap.exception_to)


def fill_days(target: gap_pb2.Gap | ruleset_service_pb2.OtherAge, of: OfDays) -> None:
    """Write of which days of the offence something is."""
    if of.first is not None:
        fill_date(target.start_date, of.first)
    if of.last is not None:
        fill_date(target.end_date, of.last)

"""The revisions that an outcome used, or that make a law."""

from collections.abc import Mapping

from propengine.contract.enums import DATE_KEY, MARK
from propengine.contract.values import fill_date, fill_text
from propengine.engine.decision import UsedRevision
from propengine.law.elements import Language
from propengine.v1 import law_pb2


def fill_used(
    target: law_pb2.UsedRevision, used: UsedRevision, titles: Mapping[str, Mapping[Language, str]]
) -> None:
    """Write a revision that was used.

    Args:
        target: where to.
        used: the revision, and what picked it.
        titles: of the instruments, by id.
    """
    revision = used.revision
    target.instrument = revision.instrument
    fill_text(target.title, titles.get(revision.instrument))
    fill_date(target.start_date, revision.in_force)
    if revision.until is not None:
        fill_date(target.end_date, revision.until)
    target.digest = revision.digest
    target.citation = revision.header.citation
    target.mark = MARK[revision.header.mark]
    target.date_key = DATE_KEY[used.key]
    fill_date(target.picked_date, used.day)

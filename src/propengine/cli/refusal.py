"""Why there is no answer: every fault of a case, one a line."""

from collections.abc import Iterator

from google.rpc import error_details_pb2, status_pb2

from propengine.explain.page import ASIDE, HEAD, Line, Span, line


def told_refusal(status: status_pb2.Status, file: str) -> Iterator[Line]:
    """Yield the faults of a refused case, or the failure that is none of its own.

    Args:
        status: as a client of the service gets it.
        file: where the case stands; empty for standard input.
    """
    where = f"{file}: " if file else ""
    request = error_details_pb2.BadRequest()
    for detail in status.details:
        if detail.Unpack(request):
            for violation in request.field_violations:
                place = f"{violation.field}: " if violation.field else ""
                reason = Span(f" [{violation.reason}]", ASIDE)
                yield line(where, Span(place, HEAD), violation.description, reason, indent=0)
            return
    yield line(where, status.message, indent=0)

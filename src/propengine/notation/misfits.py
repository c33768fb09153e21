"""Faults of amendments and of options of readings that do not fit the text that they change."""

from collections.abc import Iterator

from propengine.law.amendments import Misfit
from propengine.law.faults import near_miss
from propengine.notation.faults import Fault
from propengine.notation.sources import Document, Path_
from propengine.notation.validation import faults_of


def misfit_faults(misfit: Misfit, document: Document, at: Path_) -> Iterator[Fault]:
    """Yield the faults of what does not fit the text that is amended, where the amendment says it."""
    where = (*at, misfit.verb, misfit.kind, misfit.id if misfit.place is None else misfit.place)
    if misfit.error is not None:
        yield from faults_of(misfit.error, document, where)
        return
    near = near_miss(misfit.id, misfit.known)
    hint = f"; did you mean {near!r}?" if near else ""
    told = {
        "set": f"expected an existing id, found {misfit.id!r}{hint}",
        "add": f"expected a new id, found {misfit.id!r}, which exists: use set",
        "remove": f"expected an existing id to remove, found {misfit.id!r}{hint}",
    }
    yield document.fault(where, told[misfit.verb], misfit.id)

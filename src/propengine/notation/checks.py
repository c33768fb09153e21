"""Checks of a whole ruleset: references, types, loops, contradictions, readings.

Each fault stands where it is mended.
"""

from collections.abc import Iterator

from propengine.core.lowering import Lowering
from propengine.law.ruleset import Dates, Law, LawNotKnownError, MisfitError, NoLawOnDateError, Ruleset
from propengine.notation.complaints import Complaints
from propengine.notation.contradictions import check_conclusions
from propengine.notation.examined import Known
from propengine.notation.faults import Fault
from propengine.notation.moves import check_moves
from propengine.notation.places import Texts
from propengine.notation.readings import check_readings, misfits_of
from propengine.notation.references import check_references


def check_ruleset(
    ruleset: Ruleset, texts: Texts, unread: frozenset[tuple[str, str]] = frozenset()
) -> list[Fault]:
    """Return every fault that only shows when the parts of a ruleset are seen together.

    Args:
        ruleset: what could be read.
        texts: the files that make each revision.
        unread: kind and id of each element that has mistakes of its own, which are told already.
    """
    faults = list(_repeated_ids(ruleset, texts))
    known = Known.of(ruleset, unread)
    lowering = Lowering()
    for day in ruleset.change_dates():
        try:
            law = ruleset.law(Dates.all_on(day))
        except (NoLawOnDateError, LawNotKnownError):
            continue
        faults.extend(_check_law(law, known, texts, lowering))
    return sorted(set(faults))


def _repeated_ids(ruleset: Ruleset, texts: Texts) -> Iterator[Fault]:
    owner: dict[tuple[str, str], str] = {}
    for instrument in ruleset.instruments.values():
        for revision in instrument.revisions:
            for kind, id_ in revision.contents.ids() if revision.contents else ():
                first = owner.setdefault((kind, id_), instrument.id)
                if first != instrument.id:
                    message = f"expected an id that no other instrument uses; {first} has {kind} {id_!r} too"
                    document = texts[str(revision)][-1]
                    path = (kind, id_) if (kind, id_) in document.places else ("add", kind, id_)
                    yield document.fault(path, message, id_)


def _check_law(law: Law, known: Known, texts: Texts, lowering: Lowering) -> list[Fault]:
    told = Complaints(law, known, texts)
    check_references(told)
    check_moves(told)
    if told.faults or known.unread:
        return told.faults
    check_readings(told)
    if not told.faults:
        for under in _under_each_option(law, told):
            check_references(under)
            check_moves(under)
            told.faults.extend(under.faults)
    if not told.faults:
        check_conclusions(told, lowering)
    return told.faults


def _under_each_option(law: Law, told: Complaints) -> Iterator[Complaints]:
    """Yield the law under each option of each reading alone, unless the option does not fit it."""
    for name, reading in law.contents.readings.items():
        for option in reading.options:
            if option == reading.as_written:
                continue
            try:
                yield Complaints(law.under({name: option}), told.known, told.places.texts)
            except MisfitError as error:
                told.faults.extend(misfits_of(error, told))

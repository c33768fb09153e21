"""Checks of a whole ruleset: references, types, loops, contradictions, readings.

Each fault stands where it is mended.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from propengine.core.lowering import Lowering
from propengine.law.faults import Expected
from propengine.law.ruleset import Dates, Law, LawKey, LawNotKnownError, NoLawOnDateError, Ruleset
from propengine.law.vocabulary import COMMON_FACTS, FactType
from propengine.notation.complaints import Complaints
from propengine.notation.contradictions import check_conclusions
from propengine.notation.examined import Known, naming
from propengine.notation.faults import Fault
from propengine.notation.moves import check_moves
from propengine.notation.naming import naming_faults
from propengine.notation.places import JURISDICTION_FILE, Texts, written_in
from propengine.notation.readings import check_fit, check_readings
from propengine.notation.references import check_references, check_standing


def check_ruleset(
    ruleset: Ruleset, texts: Texts, unread: frozenset[tuple[str, str]] = frozenset()
) -> list[Fault]:
    """Return every fault that only shows when the parts of a ruleset are seen together.

    Args:
        ruleset: what could be read.
        texts: the files that make each revision.
        unread: kind and id of each element that has mistakes of its own, which are told already.
    """
    faults = [*_repeated_ids(ruleset, texts), *naming_faults(ruleset, texts), *_age_fact(ruleset, texts)]
    faults.extend(_without_last_day(ruleset, texts))
    known = Known.of(ruleset, unread)
    lowering = Lowering()
    for day in ruleset.change_dates():
        try:
            law = ruleset.law(Dates.all_on(day))
        except (NoLawOnDateError, LawNotKnownError):
            continue
        faults.extend(_check_law(law, known, texts, lowering))
    if not faults:  # each of them would be told again
        faults.extend(_of_several_days(ruleset, known, texts))
    return sorted(set(faults))


def _of_several_days(ruleset: Ruleset, known: Known, texts: Texts) -> Iterator[Fault]:
    """Yield what does not fit where an act is decided under later texts than its own: each fault once."""
    laws: set[LawKey] = set()
    told_at: set[tuple[str, int, int, str]] = set()
    for offence, later in combinations(ruleset.change_dates(), 2):
        try:
            law = ruleset.law(Dates(offence, later, later, later))
        except (NoLawOnDateError, LawNotKnownError):
            continue
        if law.key in laws:
            continue
        laws.add(law.key)
        told = Complaints(law, known, texts)
        check_standing(told)
        check_fit(told)
        for fault in told.faults:
            at = fault.file, fault.line, fault.column, fault.path
            if at not in told_at:
                told_at.add(at)
                message = f"{fault.message}, for an act of {offence} that is decided on {later}"
                yield replace(fault, message=message)


def _age_fact(ruleset: Ruleset, texts: Texts) -> Iterator[Fault]:
    """Yield a fault where the sentencing age is no whole number that is known before the law is asked."""
    of = ruleset.jurisdiction.sentencing_age.of
    facts = [
        name
        for name, fact in ruleset.statable.items()
        if fact.type is FactType.INTEGER and (fact.derive is None or not fact.derive.is_of_facts)
    ]
    if of not in facts:
        (document,) = texts[JURISDICTION_FILE]
        expected = "a whole-number fact that is stated or follows from dates"
        yield document.fault(("sentencing_age", "of"), str(Expected(expected, of, facts)), of)


def _repeated_ids(ruleset: Ruleset, texts: Texts) -> Iterator[Fault]:
    owner: dict[tuple[str, str], str] = {}
    for instrument in ruleset.instruments.values():
        for revision in instrument.revisions:
            for kind, id_ in revision.contents.ids() if revision.contents else ():
                common = kind == "facts" and id_ in COMMON_FACTS
                first = owner.setdefault((kind, id_), "every ruleset" if common else instrument.id)
                if first != instrument.id:
                    message = f"expected an id that no other instrument uses; {first} has {kind} {id_!r} too"
                    document = texts[str(revision)][-1]
                    path = (kind, id_) if (kind, id_) in document.places else ("add", kind, id_)
                    yield document.fault(path, message, id_)


def _without_last_day(ruleset: Ruleset, texts: Texts) -> Iterator[Fault]:
    """Yield a fault for each measure for a time that ends neither itself nor in the acts that it reaches."""
    for instrument in ruleset.instruments.values():
        last = instrument.revisions[-1]
        for id_, programme in (last.contents.programmes if last.contents else {}).items():
            if programme.mechanism == "special_temporary" and programme.acts_until is None:
                document, path = written_in(texts[str(last)], ("programmes", id_, "mechanism"))
                expected = (
                    "a last day: a revision with ends, or acts_until, the last day of the acts it reaches"
                )
                yield document.fault(path, str(Expected(expected, "none")), id_)


def _check_law(law: Law, known: Known, texts: Texts, lowering: Lowering) -> list[Fault]:
    """Return every fault of the law of one day: none hides another."""
    told = Complaints(naming(law, known.unread) if known.unread else law, known, texts)
    check_references(told)
    check_moves(told)
    for under in check_readings(told):
        check_references(under)
        check_moves(under)
    check_conclusions(told, lowering)
    return told.faults

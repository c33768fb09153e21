"""Checks of a whole ruleset: references, types, loops, contradictions.

Each fault stands where it is mended.
"""

from collections.abc import Iterator

from propengine.law.complaints import Complaints
from propengine.law.contradictions import check_conclusions
from propengine.law.faults import Fault, RulesetFaults
from propengine.law.references import check_references
from propengine.law.ruleset import Dates, Law, LawNotKnownError, NoLawOnDateError, Ruleset
from propengine.law.strata import Strata
from propengine.law.universe import Universe


def check_ruleset(ruleset: Ruleset) -> list[Fault]:
    """Return every fault that only shows when the parts of a ruleset are seen together."""
    faults = list(_repeated_ids(ruleset))
    universe = Universe.of(ruleset)
    for day in ruleset.change_dates():
        try:
            law = ruleset.law(Dates.all_on(day))
        except (NoLawOnDateError, LawNotKnownError):
            continue
        faults.extend(_check_law(law, universe))
    return sorted(set(faults))


def _repeated_ids(ruleset: Ruleset) -> Iterator[Fault]:
    owner: dict[tuple[str, str], str] = {}
    for instrument in ruleset.instruments.values():
        for revision in instrument.revisions:
            for kind, id_ in revision.contents.ids() if revision.contents else ():
                first = owner.setdefault((kind, id_), instrument.id)
                if first != instrument.id:
                    message = f"expected an id that no other instrument uses; {first} has {kind} {id_!r} too"
                    yield revision.document.fault((kind, id_), message, id_)


def _check_law(law: Law, universe: Universe, like: Strata | None = None) -> list[Fault]:
    told = Complaints(law, universe)
    check_references(told)
    strata = check_conclusions(told, like)
    if not told.faults and not law.readings and not universe.unread:
        for name, reading in law.contents.readings.items():
            for option in reading.options:
                if option != reading.as_written:
                    told.faults.extend(_check_option(law, universe, (name, option), strata))
    return told.faults


def _check_option(law: Law, universe: Universe, option: tuple[str, str], like: Strata | None) -> list[Fault]:
    try:
        return _check_law(law.under(*option), universe, like)
    except RulesetFaults as error:
        return list(error.faults)

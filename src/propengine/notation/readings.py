"""Checks of readings: that options fit the law, change it, and never set one field twice."""

from collections.abc import Collection, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Final, TypeAlias

from propengine.law.amendments import is_cellwise
from propengine.law.readings import Option
from propengine.law.ruleset import MisfitError
from propengine.notation.complaints import Complaints
from propengine.notation.misfits import misfit_faults

if TYPE_CHECKING:
    from propengine.notation.sources import Path_

_WHOLE: Final = "(whole)"
_Field: TypeAlias = tuple[str, str, str]
"""Kind and id of an element, and a field of it or `(whole)`."""


def check_readings(told: Complaints) -> Iterator[Complaints]:
    """Complain of options that do not fit, that change nothing, or that set what another reading sets.

    Yields:
        The law under each option that fits it.
    """
    readings = told.law.contents.readings
    for (a, first), (b, second) in combinations(readings.items(), 2):
        fields = {f for option in first.options.values() for f in _fields(option)}
        for id_, changes in second.options.items():
            for kind, element, field in sorted(f for f in set(_fields(changes)) if _is_among(f, fields)):
                at: Path_ = ("readings", b, "options", id_)
                message = (
                    f"expected a field that reading {a} leaves alone, found {kind}.{element}.{field}: "
                    f"which of the two counts where both are open would not be said"
                )
                told.complain(at, message, field)
    for name, reading in readings.items():
        for option in reading.options:
            if option != reading.as_written:
                yield from _under(told, name, option)


def check_fit(told: Complaints) -> None:
    """Complain of options that do not fit, and of nothing else."""
    for name, reading in told.law.contents.readings.items():
        for option in reading.options:
            misfits = told.law.misfits_of(name, option)
            if misfits:
                tell_misfits(told, MisfitError(name, option, misfits))


def _is_among(field: _Field, others: Collection[_Field]) -> bool:
    """Say whether others set a field too; who adds or removes an element sets every field of it."""
    kind, element, name = field
    of_element = {other for *of, other in others if of == [kind, element]}
    return bool(of_element) and (name in of_element or _WHOLE in {name, *of_element})


def _under(told: Complaints, name: str, option: str) -> Iterator[Complaints]:
    """Yield the law under one option, unless it does not fit, which is told."""
    try:
        under = told.under({name: option})
    except MisfitError as error:
        tell_misfits(told, error)
        return
    changes = told.law.contents.readings[name].options[option]
    same = all(
        getattr(told.law.contents, kind).get(id_) == getattr(under.law.contents, kind).get(id_)
        for kind, id_, _ in (*changes.changed(), *changes.added(), *changes.removed())
    )
    if same:
        at: Path_ = ("readings", name, "options", option)
        told.complain(at, "expected an option that changes the law: everything it sets is so already", option)
    yield under


def _fields(option: Option) -> Iterator[_Field]:
    """Yield what an option sets: an element that it adds or removes is set as a whole."""
    for kind, id_, fields in option.changed():
        for field in fields.model_fields_set:
            value = getattr(fields, field)
            if isinstance(value, dict) and is_cellwise(kind, field):
                yield from ((kind, id_, f"{field}.{cell}") for cell in value)
            else:
                yield kind, id_, field
    for kind, id_, _ in (*option.added(), *option.removed()):
        yield kind, id_, _WHOLE


def tell_misfits(told: Complaints, error: MisfitError) -> None:
    """Complain of an option that does not fit, where it was written.

    What it changes may have mistakes of its own, which are told already.
    """
    at: Path_ = ("readings", error.reading, "options", error.option)
    document, where = told.places.written(at)
    told.faulty.add(("readings", error.reading))
    for misfit in error.misfits:
        if (misfit.kind, misfit.id) not in told.known.unread:
            told.faults.extend(misfit_faults(misfit, document, where))

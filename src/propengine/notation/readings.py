"""Checks of readings: that options fit the law, change it, and never set one field twice."""

from collections.abc import Collection, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Final, TypeAlias

from propengine.law.readings import Option
from propengine.law.ruleset import MisfitError
from propengine.notation.complaints import Complaints
from propengine.notation.faults import Fault
from propengine.notation.misfits import misfit_faults

if TYPE_CHECKING:
    from propengine.notation.sources import Path_

_WHOLE: Final = "(whole)"
_Field: TypeAlias = tuple[str, str, str]
"""Kind and id of an element, and a field of it or `(whole)`."""


def check_readings(told: Complaints) -> None:
    """Complain of options that do not fit, that change nothing, or that set what another reading sets."""
    readings = told.law.contents.readings
    for name, reading in readings.items():
        for option in reading.options:
            if option != reading.as_written:
                _check_option(told, name, option)
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


def _is_among(field: _Field, others: Collection[_Field]) -> bool:
    """Say whether others set a field too; who adds or removes an element sets every field of it."""
    kind, element, name = field
    of_element = {other for *of, other in others if of == [kind, element]}
    return bool(of_element) and (name in of_element or _WHOLE in {name, *of_element})


def _check_option(told: Complaints, name: str, option: str) -> None:
    law = told.law
    try:
        other = law.under({name: option})
    except MisfitError as error:
        told.faults.extend(misfits_of(error, told))
        return
    changes = law.contents.readings[name].options[option]
    same = all(
        getattr(law.contents, kind).get(id_) == getattr(other.contents, kind).get(id_)
        for kind, id_, _ in (*changes.changed(), *changes.added(), *changes.removed())
    )
    if same:
        at: Path_ = ("readings", name, "options", option)
        told.complain(at, "expected an option that changes the law: everything it sets is so already", option)


def _fields(option: Option) -> Iterator[_Field]:
    """Yield what an option sets: an element that it adds or removes is set as a whole."""
    for kind, id_, fields in option.changed():
        for field in fields.model_fields_set:
            value = getattr(fields, field)
            if isinstance(value, dict) and field in {"rows", "cells", "groups"}:
                yield from ((kind, id_, f"{field}.{cell}") for cell in value)
            else:
                yield kind, id_, field
    for kind, id_, _ in (*option.added(), *option.removed()):
        yield kind, id_, _WHOLE


def misfits_of(error: MisfitError, told: Complaints) -> Iterator[Fault]:
    """Yield the faults of an option that does not fit, where it was written."""
    at: Path_ = ("readings", error.reading, "options", error.option)
    document, where = told.places.written(at)
    for misfit in error.misfits:
        yield from misfit_faults(misfit, document, where)

"""Narrowing: a law without what cannot change which offence stands, so that many cases are decided fast."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from propengine.law.conditions import Tree, subjects_of
from propengine.law.contents import Contents, conditions_of
from propengine.law.readings import Reading
from propengine.law.rules import ValueOf
from propengine.law.ruleset import Law
from propengine.law.subjects import IMPOSED
from propengine.law.vocabulary import Derivation

_DECIDING: Final = ("facts", "rules", "offences")
_OF_RANGES: Final = ("steps", "ranges", "ladders", "rungs", "programmes")
_OF_ANSWERS: Final = ("notices",)


def narrowed(law: Law) -> Law:
    """Return a law without notices; without ranges and programmes, too, if no offence or gap asks for one."""
    kinds = _OF_ANSWERS if _asks_for_ranges(law) else (*_OF_ANSWERS, *_OF_RANGES)
    return replace(law, text=_without(law.text, kinds), contents=_without(law.contents, kinds))


def _asks_for_ranges(law: Law) -> bool:
    """Say whether an offence or a gap can hang on a range, a sentence or a programme."""
    read = {name for tree in _trees(law) for name in subjects_of(tree)} | set(_values_of(law.contents))
    derived = {id_: fact.derive for id_, fact in law.contents.facts.items() if fact.derive is not None}
    while True:
        found = {part for id_ in read & derived.keys() for part in _parts(derived[id_])} - read
        if not found:
            return any(name == IMPOSED or name.startswith(("range.", "programme.")) for name in read)
        read |= found


def _values_of(contents: Contents) -> Iterator[str]:
    """Yield what rules conclude the value of."""
    for rule in contents.rules.values():
        yield from (value.value_of for value in rule.concludes.values() if isinstance(value, ValueOf))


def _parts(derivation: Derivation) -> Iterator[str]:
    """Yield the numbers that a number is made of."""
    yield from derivation.share or ()
    yield from (term.of for term in derivation.sum or ())


def _trees(law: Law) -> Iterator[Tree]:
    """Yield the conditions of what leads to an offence or a gap."""
    for kind in _DECIDING:
        for id_, element in getattr(law.contents, kind).items():
            found = conditions_of(kind, id_, element)
            yield from (tree for path, tree in found if path[-1] != "sanction")  # which fines are open
    for gap in law.jurisdiction.gaps:
        yield from (tree for tree in (gap.when, gap.unless) if tree is not None)


def _without(contents: Contents, kinds: tuple[str, ...]) -> Contents:
    """Return contents without some kinds of elements, which the options of readings leave alone, too."""
    changes: dict[str, Any] = {kind: {} for kind in kinds}
    if "ranges" in kinds:
        changes["offences"] = {
            id_: offence.model_copy(update={"sanction": None}) for id_, offence in contents.offences.items()
        }
    changes["readings"] = {id_: _of_reading(reading, kinds) for id_, reading in contents.readings.items()}
    return contents.model_copy(update=changes)


def _of_reading(reading: Reading, kinds: tuple[str, ...]) -> Reading:
    options = {}
    for id_, option in reading.options.items():
        parts = {"set": option.set, "add": option.add, "remove": option.remove}
        changed = {
            verb: part.model_copy(
                update={
                    kind: type(getattr(part, kind))() for kind in kinds if kind in type(part).model_fields
                }
            )
            for verb, part in parts.items()
        }
        options[id_] = option.model_copy(update=changed)
    return reading.model_copy(update={"options": options})

"""Narrowing: a law without what cannot change which offence stands, so that many cases are decided fast."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from propengine.law.conditions import Tree, subjects_of
from propengine.law.contents import Contents, conditions_of
from propengine.law.quantities import Measure
from propengine.law.readings import Reading
from propengine.law.rules import Rule, ValueOf
from propengine.law.ruleset import Law
from propengine.law.subjects import IMPOSED
from propengine.law.vocabulary import COMMON_FACTS, Derivation, Fact, FactType

_OF_RANGES: Final = ("steps", "ranges", "ladders", "rungs", "programmes")
_OF_ANSWERS: Final = ("notices",)
_EACH: Final = frozenset({"offences", "substances"})
"""The kinds of elements of which each may count."""
_ASKED: Final = ("groupings", "tables", "measures", "bands")
"""The kinds of elements of which those count that an offence or a gap asks for."""
_SINGLE: Final = frozenset({FactType.BOOLEAN, FactType.ENUM, FactType.INTEGER, FactType.NUMBER})
"""The types of facts that nothing but a condition or another number asks for."""


def narrowed(law: Law) -> Law:
    """Return a law without notices, and without what no offence and no gap asks for.

    Ranges and programmes are left out, too, if none asks for one; else the law stays whole but for notices.
    """
    asked = _asked(law)
    if any(name == IMPOSED or name.startswith(("range.", "programme.")) for name in asked):
        return replace(
            law, text=_without(law.text, _OF_ANSWERS), contents=_without(law.contents, _OF_ANSWERS)
        )
    return replace(law, text=_of_asked(law.text, asked), contents=_of_asked(law.contents, asked))


def _asked(law: Law) -> frozenset[str]:
    """Return what offences and gaps ask for, under any option of a reading, and all that it follows from."""
    under = [law.contents, *(other.contents for other in law.under_one_option)]
    asked: set[str] = set()
    found = {name for tree in _first_trees(law, under) for name in subjects_of(tree)}
    while not found <= asked:
        asked |= found
        found = {name for contents in under for name in _followed(contents, asked)}
    return frozenset(asked)


def _first_trees(law: Law, under: Iterable[Contents]) -> Iterator[Tree]:
    for contents in under:
        for id_, offence in contents.offences.items():
            found = conditions_of("offences", id_, offence)
            yield from (tree for path, tree in found if path[-1] != "sanction")  # which fines are open
    for gap in law.jurisdiction.gaps:
        yield from (tree for tree in (gap.when, gap.unless) if tree is not None)


def _followed(contents: Contents, asked: set[str]) -> Iterator[str]:
    """Yield what the conclusions and the numbers that are asked for follow from."""
    for id_, rule in contents.rules.items():
        if rule.variable in asked:
            yield from _subjects("rules", id_, rule)
            yield from (
                contents.rules[other].variable for other in rule.exception_to if other in contents.rules
            )
            if isinstance(rule.value, ValueOf):
                yield rule.value.value_of
    for name in asked & contents.facts.keys():
        fact = contents.facts[name]
        yield from _subjects("facts", name, fact)
        yield from _parts(fact.derive) if fact.derive is not None else ()
    for name in asked & contents.measures.keys():
        yield from _parts_of_measure(contents.measures[name])
    for name in asked & contents.tables.keys():
        banded = contents.tables[name].banded
        yield from (banded,) if banded is not None else ()
    for id_, reading in contents.readings.items():
        if _concerns(reading, contents, asked):
            yield from _subjects("readings", id_, reading)
            yield from (rule.variable for rule in _rules_of(reading, contents))
            yield from (id_ for kind, id_ in _changes(reading) if kind in _ASKED)


def _parts_of_measure(measure: Measure) -> Iterator[str]:
    """Yield what a measure is made of: its table, or what it asks of one item."""
    yield from subjects_of(measure.some_item) if measure.some_item is not None else ()
    yield from (measure.table,) if measure.table is not None else ()


def _subjects(kind: str, id_: str, element: object) -> Iterator[str]:
    yield from (name for _, tree in conditions_of(kind, id_, element) for name in subjects_of(tree))


def _parts(derivation: Derivation) -> Iterator[str]:
    """Yield the numbers that a number is made of."""
    yield from derivation.share or ()
    yield from (term.of for term in derivation.sum or ())


def _changes(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the kind and the id of each element that differs under an option."""
    for option in reading.options.values():
        yield from ((kind, id_) for kind, id_, _ in (*option.changed(), *option.added(), *option.removed()))


def _rules_of(reading: Reading, contents: Contents) -> Iterator[Rule]:
    """Yield the rules that differ under an option, and those that it adds."""
    yield from (
        contents.rules[id_] for kind, id_ in _changes(reading) if kind == "rules" and id_ in contents.rules
    )
    for option in reading.options.values():
        yield from (added for _, _, added in option.added() if isinstance(added, Rule))


def _concerns(reading: Reading, contents: Contents, asked: set[str]) -> bool:
    """Say whether what is asked for can differ under an option."""
    return any(kind in _EACH or (kind in _ASKED and id_ in asked) for kind, id_ in _changes(reading)) or any(
        rule.variable in asked for rule in _rules_of(reading, contents)
    )


def _of_asked(contents: Contents, asked: frozenset[str]) -> Contents:
    """Return contents without ranges and programmes, and without what nobody asks for.

    Quantities that only a range is made of would be measured for every substance, and nothing hangs on them.
    """
    narrow = _without(contents, (*_OF_ANSWERS, *_OF_RANGES))
    readings = narrow.readings.items()
    return narrow.model_copy(
        update={
            **{
                kind: {id_: element for id_, element in getattr(narrow, kind).items() if id_ in asked}
                for kind in _ASKED
            },
            "rules": {id_: rule for id_, rule in narrow.rules.items() if rule.variable in asked},
            "facts": {n: fact for n, fact in narrow.facts.items() if n in asked or _counts(n, fact)},
            "readings": {id_: r for id_, r in readings if _concerns(r, contents, {*asked})},
        }
    )


def _counts(name: str, fact: Fact) -> bool:
    """Say whether a fact may count though nothing asks for it: other facts, or everybody's, hang on it."""
    follows = fact.concluded or (fact.derive is not None and fact.derive.is_of_facts)
    single = fact.type in _SINGLE and fact.derive is None
    return name in COMMON_FACTS or not (follows or single)


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

"""Which facts a law reads, and what reads them: what an integrator builds forms from."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Final

from propengine.contract.enums import FACT_TYPE, SPEAKER
from propengine.contract.values import fill_text
from propengine.core.relevance import Purposes, purposes_for
from propengine.core.slots import of_counted, of_lengths, of_units, slot_of_member
from propengine.engine.compiled import CompiledLaw
from propengine.engine.facts import MOST_COUNT
from propengine.law.conditions import subjects_of
from propengine.law.conduct import Conduct
from propengine.law.contents import conditions_of
from propengine.law.programmes import Programme
from propengine.law.rules import Offence, Rule, ValueOf
from propengine.law.ruleset import Law
from propengine.law.sanctions import RangeTable, Sanction
from propengine.law.sizes import Size
from propengine.law.stages import Stage
from propengine.law.steps import Step
from propengine.law.subjects import IMPOSED, PROGRAMME
from propengine.law.vocabulary import (
    ACTS,
    AGE,
    BIRTH,
    IMPOSED_SENTENCE,
    REMAND_CREDIT,
    SERVED,
    SERVED_SINCE_SENTENCE,
    Derivation,
    Fact,
    FactType,
)
from propengine.v1 import fact_pb2, ruleset_service_pb2

_UNITS: Final = ("y", "m", "w", "d", "h")
_EXAMPLES: Final = {
    FactType.BOOLEAN: '{"boolean": true}',
    FactType.INTEGER: '{"integer": "2"}',
    FactType.DURATION: '{"text": "40 m"}',
    FactType.NUMBER: '{"text": "1/3"}',
    FactType.DATE: '{"text": "2001-07-01"}',
}

_EXAMPLES_OF: Final = {
    SERVED: '{"text": "15 m"}',
    SERVED_SINCE_SENTENCE: '{"text": "10 m"}',
    REMAND_CREDIT: '{"text": "5 m"}',
    ACTS: '{"integer": "1"}',
    BIRTH: '{"text": "1950-01-01"}',
}
"""Examples that one case may carry together: the parts make the whole, and one case is one act,
of somebody who was born before it."""


_SCOPE: Final = frozenset({"jurisdiction/sentencing-age", "jurisdiction/one-act"})
_TIME_SERVED: Final = "jurisdiction/time-served"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which facts are asked for; each part that is set leaves out others.

    Attributes:
        stage: those that matter at this stage.
        conduct: those on which answers to cases of this conduct can depend.
        stated: but for these, and what they alone would follow from.
    """

    stage: Stage | None = None
    conduct: Conduct | None = None
    stated: Collection[str] = ()


def fill_facts(
    target: ruleset_service_pb2.DescribeFactsResponse, compiled: CompiledLaw, asked: Asked
) -> None:
    """Write the facts of a law that are asked for, the most decisive first."""
    law = compiled.lowered.law
    readers = readers_of(law, asked.stage)
    purposes = purposes_for(compiled.lowered, str(asked.conduct) if asked.conduct is not None else None)
    passed = _passed(law, asked.stage) if asked.stage is not None else frozenset()
    found = []
    for name in readers.keys() & law.statable.keys():
        matters = _matters(law, purposes, readers, name)
        for programme in passed.intersection(matters.programmes):
            matters.programmes.remove(programme)
        if _is_stated(name, readers, asked.stated) or (asked.conduct and not matters.ListFields()):
            continue
        message = fact_pb2.Fact(name=name, read_by=readers[name], matters_for=matters)
        fill_fact(message, law.statable[name])
        chosen = _chosen(law, name)
        if chosen is not None:
            message.example = chosen
        found.append(message)
    target.facts.extend(sorted(found, key=lambda fact: (_order(fact.matters_for), fact.name)))


def _is_stated(name: str, readers: dict[str, list[str]], stated: Collection[str]) -> bool:
    """Say whether a fact is stated, or everything that would follow from it is."""
    through = [reader.removeprefix("facts/") for reader in readers[name]]
    return name in stated or all(fact in stated for fact in through)


def _matters(law: Law, purposes: Purposes, readers: dict[str, list[str]], name: str) -> fact_pb2.MattersFor:
    """Return what of an answer can depend on a fact, or on what follows from it."""
    names, through = {name}, [name]
    while through:
        following = {
            reader.removeprefix("facts/") for reader in readers[through.pop()] if reader[:6] == "facts/"
        }
        through += following - names
        names |= following
    slots = frozenset(chain.from_iterable(_slots(one, law.statable.get(one)) for one in names))
    read_by = frozenset(chain.from_iterable(readers[one] for one in names))
    return fact_pb2.MattersFor(
        scope=not _SCOPE.isdisjoint(read_by),
        offence=not slots.isdisjoint(purposes.offence),
        range=not slots.isdisjoint(purposes.range),
        other_sanctions=not slots.isdisjoint(purposes.other_sanctions),
        programmes=[id_ for id_, read in purposes.programmes.items() if not slots.isdisjoint(read)],
        time_served=_TIME_SERVED in read_by,
    )


def _slots(name: str, fact: Fact | None) -> Iterator[str]:
    """Yield the slots in which a fact can be read."""
    yield from (name, of_counted(name), of_lengths(name), *of_units(name))
    yield from (slot_of_member(name, member) for member in (fact.members if fact is not None else None) or ())


def _order(matters: fact_pb2.MattersFor) -> tuple[bool, ...]:
    """Return the place of what a fact matters for: the most decisive first."""
    parts = (matters.scope, matters.offence, matters.range, matters.other_sanctions, matters.programmes)
    return tuple(not part for part in parts)


def _chosen(law: Law, name: str) -> str | None:
    """Return an example of what a court chooses: a bound between which it lies, if the law states one."""
    sizes = (size for step in law.contents.steps.values() for _, size in step.move.sizes)
    for size in sizes:
        if isinstance(size, Size) and name in size.facts and size.between is not None:
            for bound in size.between:
                if isinstance(bound, Fraction) or bound.duration is not None:
                    kind = "integer" if law.statable[name].type is FactType.INTEGER else "text"
                    return f'{{"{kind}": "{bound}"}}'
    return None


def readers_of(law: Law, stage: Stage | None = None) -> dict[str, list[str]]:
    """Return what reads each name of a law, as `kind/id`.

    Programmes that have passed at the stage are left out, unless something else asks what they come to. A
    fact from which another follows is read by that other's readers through it, and stands here as read by it.
    """
    readers: dict[str, list[str]] = {}
    for reader, name in _reads(law, stage):
        known = readers.setdefault(name, [])
        if reader not in known:
            known.append(reader)
    pending = list(readers)
    while pending:
        name = pending.pop()
        fact = law.contents.facts.get(name)
        for source in _sources(fact.derive) if fact is not None and fact.derive is not None else ():
            if source not in readers:
                readers[source] = []
                pending.append(source)
            reader = f"facts/{name}"
            if reader not in readers[source]:
                readers[source].append(reader)
    return readers


def _reads(law: Law, stage: Stage | None) -> Iterator[tuple[str, str]]:
    yield "jurisdiction/sentencing-age", AGE
    yield "jurisdiction/one-act", ACTS
    if stage in {None, Stage.POST_SENTENCE}:
        yield from (("jurisdiction/time-served", name) for name in (IMPOSED_SENTENCE, SERVED))
    for reader, name in _of_elements(law, stage):
        yield reader, IMPOSED_SENTENCE if name == IMPOSED else name


def _of_elements(law: Law, stage: Stage | None) -> Iterator[tuple[str, str]]:
    contents = law.contents
    passed = _passed(law, stage) if stage is not None else frozenset()
    for kind, id_ in contents.ids():
        element = getattr(contents, kind)[id_]
        if isinstance(element, Fact) or (kind == "programmes" and id_ in passed):
            continue
        trees = (tree for _, tree in conditions_of(kind, id_, element))
        for name in chain.from_iterable(sorted(subjects_of(tree)) for tree in trees):
            yield f"{kind}/{id_}", name
        for name in _beside_conditions(element):
            yield f"{kind}/{id_}", name
    for gap in law.jurisdiction.gaps:
        for tree in (gap.when, gap.unless):
            yield from ((f"gaps/{gap.id}", name) for name in sorted(subjects_of(tree) if tree else ()))


def _passed(law: Law, stage: Stage) -> frozenset[str]:
    """Return the programmes that have passed at a stage and of which nothing asks what they come to."""
    contents = law.contents
    elements = ((kind, id_, getattr(contents, kind)[id_]) for kind, id_ in contents.ids())
    trees = (tree for kind, id_, element in elements for _, tree in conditions_of(kind, id_, element))
    asked = frozenset(name for tree in trees for name in subjects_of(tree))
    return frozenset(
        name
        for name, programme in contents.programmes.items()
        if programme.has_passed_at(stage) and f"{PROGRAMME}{name}" not in asked
    )


def _beside_conditions(element: object) -> Iterator[str]:
    """Yield what an element reads otherwise than by a condition: what it copies, looks up by, or converts."""
    match element:
        case Rule(value=ValueOf() as copied):
            yield copied.value_of
        case Offence():
            yield from _of_sanctions(element.leaves)
        case RangeTable():
            yield from element.by
        case Step():
            yield from sorted(element.move.choices)
        case Programme() if element.term is not None and element.term.of is not None:
            yield element.term.of
        case _:
            pass


def _of_sanctions(leaves: Iterable[Sanction]) -> Iterator[str]:
    for leaf in leaves:
        if leaf.fine is not None and leaf.fine.not_below_fact is not None:
            yield leaf.fine.not_below_fact
        if leaf.custody is not None and leaf.custody.levels is not None:
            yield leaf.custody.levels.base


def _sources(derive: Derivation) -> Iterator[str]:
    """Yield the names from which a fact follows."""
    for names in (derive.years_between, derive.days_between, derive.share, derive.lengths):
        yield from names or ()
    yield from (term.of for term in derive.sum or ())
    for tree in derive.count or ():
        yield from sorted(subjects_of(tree))
    if derive.size is not None:
        yield derive.size
    if derive.records is not None:
        yield derive.records.of
        if derive.records.before is not None:
            yield derive.records.before


def fill_fact(target: fact_pb2.Fact, fact: Fact) -> None:
    """Write what a fact is, whatever reads it; its name stands in the message already."""
    target.type = FACT_TYPE[fact.type]
    target.members.extend(fact.members or ())
    if fact.type is FactType.DURATION:
        target.units.extend(_UNITS)
    elif fact.type is FactType.INTEGER:
        target.least, target.most = (1, 1) if target.name == ACTS else (0, MOST_COUNT)
    target.example = _EXAMPLES_OF.get(target.name) or _example(fact)
    fill_text(target.called, fact.name)
    fill_text(target.question, fact.question)
    for word, texts in fact.words.items():
        fill_text(target.words.add(word=word).called, texts)
    target.stated_by.extend(SPEAKER[speaker] for speaker in fact.stated_by)
    for factor in fact.factors_to_weigh or ():
        fill_text(target.factors.add(), factor)
    target.concluded = fact.concluded
    if fact.derive is not None:
        target.derived_from.extend(dict.fromkeys(_sources(fact.derive)))
    target.favourable_only = fact.favourable_only
    target.provision = fact.provision or ""
    _fill_fields(target, fact)


def _example(fact: Fact) -> str:
    members = fact.members or []
    if fact.type is FactType.ENUM and members:
        return f'{{"text": "{members[0]}"}}'
    if fact.type is FactType.SET and members:
        return f'{{"words": {{"words": ["{members[0]}"]}}}}'
    return _EXAMPLES.get(fact.type, '{"records": {"records": []}}')


def _fill_fields(target: fact_pb2.Fact, fact: Fact) -> None:
    for name, field in (fact.fields or {}).items():
        message = target.record_fields.add(name=name, type=FACT_TYPE[field.type], members=field.members or ())
        fill_text(message.called, field.name)
        for word, texts in field.words.items():
            fill_text(message.words.add(word=word).called, texts)

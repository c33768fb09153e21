"""What a ruleset knows on any date, and what of it was examined: shared by the checks of every law."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from propengine.law.conditions import subjects_of
from propengine.law.contents import KINDS, Contents, conditions_of
from propengine.law.ruleset import Law, Ruleset
from propengine.law.sanctions import RangeTable
from propengine.law.shorthand import families_of, written_out
from propengine.law.subjects import Subject, subjects_of_law
from propengine.law.vocabulary import COMMON_FACTS, FactType

if TYPE_CHECKING:
    from propengine.core.statements import Clause


@dataclass(frozen=True)
class Known:
    """Every id and subject of all revisions: what is absent on one day but known is no slip of the pen.

    Attributes:
        ids: by kind.
        subjects: the names of all subjects.
        dates: the names of all date facts.
        durations: the names of all duration facts.
        unread: kind and id of each element that has mistakes of its own, which are told already.
        homes: kind and id of each element, with each instrument that has it on some date.
        examined: what was examined already.
    """

    ids: Mapping[str, set[str]]
    subjects: set[str]
    dates: frozenset[str]
    durations: frozenset[str]
    unread: frozenset[tuple[str, str]]
    homes: frozenset[tuple[str, str, str]]
    examined: "Examined"

    @classmethod
    def of(cls, ruleset: Ruleset, unread: frozenset[tuple[str, str]]) -> "Known":
        """Return what a ruleset knows, with the elements that have mistakes of their own."""
        ids: dict[str, set[str]] = {kind: set() for kind in KINDS}
        subjects = set(subjects_of_law(Contents(facts=dict(COMMON_FACTS))))
        ids["facts"] |= set(COMMON_FACTS)
        for instrument in ruleset.instruments.values():
            for revision in instrument.revisions:
                if revision.contents is not None:
                    subjects |= set(subjects_of_law(revision.contents))
                    for kind, id_ in revision.contents.ids():
                        ids[kind].add(id_)
                    ids["facts"] |= revision.contents.bands.keys()
                    ids["offences"] |= families_of(revision.contents).keys()
                    for reading in revision.contents.readings.values():
                        for option in reading.options.values():
                            for kind, id_, _ in option.added():
                                ids[kind].add(id_)
        for kind, id_ in unread:
            ids[kind].add(id_)
            subjects.add(f"programme.{id_}" if kind == "programmes" else id_)
        facts = [
            (n, f)
            for i in ruleset.instruments.values()
            for r in i.revisions
            if r.contents
            for n, f in r.contents.facts.items()
        ]
        facts += COMMON_FACTS.items()
        dates, durations = (
            frozenset(name for name, fact in facts if fact.type is of)
            for of in (FactType.DATE, FactType.DURATION)
        )
        revisions = [r for i in ruleset.instruments.values() for r in i.revisions]
        homes = frozenset((*e, r.instrument) for r in revisions if r.contents for e in r.contents.ids())
        return cls(ids, subjects, dates, durations, unread, homes, Examined())


Sight: TypeAlias = tuple[int, tuple[int, ...], tuple[int, ...]]
"""An element together with the subjects that it reads and the scales that its ranges name, as numbers."""
_SCALED: Final = frozenset({"offences", "ranges"})


class Examined:
    """What was examined under other dates or readings: laws share most of their elements.

    An element is the same when it is the same object and reads the same subjects.
    """

    def __init__(self) -> None:
        self.sights: set[Sight] = set()
        self.clauses: dict[int, Clause] = {}
        self.apart: set[tuple[int, int]] = set()
        self.too_wide: set[int] = set()
        self.said: set[tuple[object, ...]] = set()
        self._subjects: dict[Subject | None, int] = {}
        self._elements: dict[int, object] = {}
        self._reads: dict[int, tuple[str, ...]] = {}

    def sights_of(self, law: Law) -> Mapping[tuple[str, str], Sight]:
        """Return how each element stands in a law."""
        numbers: dict[str, int] = {}
        scales = [*law.contents.ladders.values(), *law.contents.rungs.values()]
        beside = tuple(map(self._identity, scales))
        found: dict[tuple[str, str], Sight] = {}
        for kind, id_, element in elements_of(law):
            reads = self._read_by(kind, id_, element)
            for name in reads:
                if name not in numbers:
                    numbers[name] = self._number(law.subjects.get(name))
            subjects = tuple(numbers[name] for name in reads)
            found[kind, id_] = (id(element), subjects, beside if kind in _SCALED else ())
        return found

    def _read_by(self, kind: str, id_: str, element: object) -> tuple[str, ...]:
        """Return the subjects that an element reads, in order."""
        known = self._reads.get(self._identity(element))
        if known is None:
            trees = [tree for _, tree in conditions_of(kind, id_, element)]
            names = (
                element.by if isinstance(element, RangeTable) else [n for t in trees for n in subjects_of(t)]
            )
            known = self._reads[id(element)] = tuple(dict.fromkeys(names))
        return known

    def _number(self, subject: Subject | None) -> int:
        return self._subjects.setdefault(subject, len(self._subjects))

    def _identity(self, element: object) -> int:
        """Return the element's identity, which lasts because the element is kept."""
        self._elements[id(element)] = element
        return id(element)


def elements_of(law: Law) -> Iterator[tuple[str, str, object]]:
    """Yield every element of a law, after its kind and its id."""
    for kind in KINDS:
        for id_, element in getattr(law.contents, kind).items():
            yield kind, id_, element


Elements: TypeAlias = Collection[tuple[str, str]]
"""Kind and id of each of some elements."""


def naming(law: Law, elements: Elements) -> Law:
    """Return a law in which conditions may name some offences and substances that it does not have."""
    words = {
        subject: (*law.words.get(subject, ()), *(id_ for kind, id_ in sorted(elements) if kind == of))
        for subject, of in (("offence", "offences"), ("substance", "substances"))
    }
    return replace(law, words={**law.words, **words})


def without(law: Law, elements: Elements) -> Law:
    """Return a law as written without some elements, and without the readings that change any of them."""
    if not elements:
        return law
    readings = {
        ("readings", name)
        for name, reading in law.contents.readings.items()
        for option in reading.options.values()
        for kind, id_, _ in (*option.changed(), *option.added(), *option.removed())
        if (kind, id_) in elements
    }
    left_out = readings.union(elements)
    kept = {
        kind: {id_: e for id_, e in getattr(law.text, kind).items() if (kind, id_) not in left_out}
        for kind in {kind for kind, _ in left_out if kind in KINDS}
    }
    text = law.text.model_copy(update=kept)
    return replace(naming(law, elements), text=text, contents=written_out(text, (law.text, law.contents)))

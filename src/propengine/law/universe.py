"""What a ruleset knows on any date, and what of it was examined: shared by the checks of every law."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from propengine.law.conditions import Tree, subjects_of
from propengine.law.contents import KINDS, Contents
from propengine.law.instruments import Revision
from propengine.law.ruleset import Law, Ruleset
from propengine.law.sources import Path_
from propengine.law.subjects import Subject, subjects_of_law
from propengine.law.vocabulary import COMMON_FACTS


@dataclass(frozen=True)
class Universe:
    """Every id and subject of all revisions: what is absent on one day but known is no slip of the pen.

    Attributes:
        ids: by kind.
        subjects: the names of all subjects.
        unread: kind and id of each element that has mistakes of its own, which are told already.
        examined: what was examined already.
    """

    ids: Mapping[str, set[str]]
    subjects: set[str]
    unread: set[tuple[str, str]]
    examined: "Examined"

    @classmethod
    def of(cls, ruleset: Ruleset) -> "Universe":
        """Return what a ruleset knows."""
        ids: dict[str, set[str]] = {kind: set() for kind in KINDS}
        subjects = set(subjects_of_law(Contents(facts=dict(COMMON_FACTS))))
        unread: set[tuple[str, str]] = set()
        ids["facts"] |= set(COMMON_FACTS)
        for instrument in ruleset.instruments.values():
            for revision in instrument.revisions:
                if revision.contents is not None:
                    subjects |= set(subjects_of_law(revision.contents))
                    for kind, id_ in revision.contents.ids():
                        ids[kind].add(id_)
                    unread |= _written(revision) - set(revision.contents.ids())
        for kind, id_ in unread:
            ids[kind].add(id_)
            subjects.add(f"programme.{id_}" if kind == "programmes" else id_)
        return cls(ids, subjects, unread, Examined())


Sight: TypeAlias = tuple[int, tuple[int, ...], tuple[int, ...]]
"""An element together with the subjects that it reads and the scales that its ranges name, as numbers."""
_SCALED: Final = frozenset({"offences", "ranges"})


class Examined:
    """What was examined under other dates or readings: laws share most of their elements.

    An element is the same when it is the same object and reads the same subjects.
    """

    def __init__(self) -> None:
        self.sights: set[Sight] = set()
        self.apart: set[tuple[Sight, Sight]] = set()
        self._subjects: dict[Subject | None, int] = {}
        self._elements: dict[int, object] = {}

    def sights_of(self, law: Law) -> Mapping[tuple[str, str], Sight]:
        """Return how each element that reads subjects stands in a law."""
        reads: dict[tuple[str, str], dict[str, None]] = {}
        for path, tree in conditions_of(law):
            reads.setdefault((str(path[0]), str(path[1])), {}).update(dict.fromkeys(subjects_of(tree)))
        for id_, table in law.contents.ranges.items():
            reads["ranges", id_] = dict.fromkeys(table.by)
        number = {name: self._number(law.subjects.get(name)) for names in reads.values() for name in names}
        scales = [*law.contents.ladders.values(), *law.contents.rungs.values()]
        beside = tuple(map(self._identity, scales))
        return {
            (kind, id_): (
                self._identity(getattr(law.contents, kind)[id_]),
                tuple(number[n] for n in names),
                beside if kind in _SCALED else (),
            )
            for (kind, id_), names in reads.items()
        }

    def _number(self, subject: Subject | None) -> int:
        return self._subjects.setdefault(subject, len(self._subjects))

    def _identity(self, element: object) -> int:
        """Return the element's identity, which lasts because the element is kept."""
        self._elements[id(element)] = element
        return id(element)


def _written(revision: Revision) -> set[tuple[str, str]]:
    """Return the kind and id of each element that the text holds, readable or not."""
    value = revision.document.value if isinstance(revision.document.value, dict) else {}
    return {
        (kind, id_)
        for kind, elements in value.items()
        if kind in KINDS and isinstance(elements, dict)
        for id_ in elements
    }


def conditions_of(law: Law) -> Iterator[tuple[Path_, Tree]]:
    """Yield every condition of the law, with the path of the field or element that holds it."""
    contents = law.contents
    for kind in ("rules", "offences", "steps", "readings", "notices"):
        for id_, element in getattr(contents, kind).items():
            yield from _when_and_unless((kind, id_), element)
    for id_, fact in contents.facts.items():
        for i, tree in enumerate((fact.derive.count if fact.derive else None) or []):
            yield ("facts", id_, "derive", "count", i), tree
    for id_, offence in contents.offences.items():
        for leaf in offence.sanction.leaves() if offence.sanction else ():
            optional = leaf.fine or leaf.response
            for _, tree in _when_and_unless((), optional) if optional is not None else ():
                yield ("offences", id_, "sanction"), tree
    for id_, programme in contents.programmes.items():
        for gate_kind, gate in programme.gates.items():
            yield from _when_and_unless(("programmes", id_, "gates", gate_kind), gate)
        for i, where in enumerate(programme.force_where):
            yield from _when_and_unless(("programmes", id_, "force_where", i), where)


class _Conditional(Protocol):
    """A part of the law with conditions of its own."""

    @property
    def when(self) -> Tree: ...
    @property
    def unless(self) -> Tree | None: ...


def _when_and_unless(path: Path_, part: _Conditional) -> Iterator[tuple[Path_, Tree]]:
    yield (*path, "when"), part.when
    if part.unless is not None:
        yield (*path, "unless"), part.unless

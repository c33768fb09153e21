"""What the checks of one law complain of, each fault where it is mended."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from propengine.law.faults import Expected, near_miss
from propengine.law.ruleset import Law
from propengine.law.sanctions import LIFE, NONE_STATED, NOT_RECORDED
from propengine.law.vocabulary import FactType
from propengine.notation.examined import Known, Sight
from propengine.notation.places import Places, Texts
from propengine.notation.sources import Path_

if TYPE_CHECKING:
    from propengine.notation.faults import Fault

_WHOLE = 2
"""The length of the path of an element: its kind and its id."""


class Complaints:
    """The faults of the law of one day, as written and under the options of its readings.

    Attributes:
        law: which law.
        known: what the ruleset knows on any date.
        faults: those found so far.
        faulty: kind and id of each element that has one.
    """

    def __init__(self, law: Law, known: Known, texts: Texts, written: "Complaints | None" = None) -> None:
        """Start without faults, or with those of the law as written, which this law is an option of."""
        self.law = law
        self.known = known
        self.places = Places(law, texts)
        self.faults: list[Fault] = written.faults if written is not None else []
        self.faulty: set[tuple[str, str]] = written.faulty if written is not None else set()

    @cached_property
    def sights(self) -> Mapping[tuple[str, str], Sight]:
        """Return how each element stands in this law."""
        return self.known.examined.sights_of(self.law)

    def under(self, options: Mapping[str, str]) -> "Complaints":
        """Return the same complaints for the law under options of its readings.

        Raises:
            MisfitError: an option does not fit the law.
        """
        return Complaints(self.law.under(options), self.known, self.places.texts, self)

    def complain(self, path: Path_, message: str, text: str = "") -> None:
        """Add a fault at a path."""
        if len(path) >= _WHOLE:
            self.faulty.add((str(path[0]), str(path[1])))
        self.faults.append(self.places.fault(path, message, text))

    def complain_of_newer(self, path: Path_, other: Path_, message: str, text: str) -> None:
        """Add a fault of two parts that do not fit each other, at that which was written last."""
        self.complain(max((path, other), key=self.places.age), message, text)
        self.faulty.add((str(path[0]), str(path[1])))

    def complain_of_all(
        self, kind: str, ids: Sequence[str], fields: Sequence[str], message: str, text: str
    ) -> None:
        """Add a fault of elements that do not go together, at that of which some fields were written last.

        It is told once at a place, however many laws and readings have it.
        """
        elements = [(kind, id_) for id_ in ids]
        self.faulty.update(elements)
        document, where = self.places.last_written(elements, fields)
        said = (document.place(where), *elements)
        if said not in self.known.examined.said:
            self.known.examined.said.add(said)
            self.faults.append(document.fault(where, message, text))

    def refer(self, kind: str, id_: str | None, path: Path_) -> None:
        """Complain unless `id_` is an id of the kind in some revision."""
        if id_ is not None and id_ not in self.known.ids[kind]:
            near = near_miss(id_, self.known.ids[kind])
            hint = f"; did you mean {near!r}?" if near else ""
            self.complain(path, f"expected the id of one of the {kind}, found {id_!r}{hint}", id_)

    def refer_here(self, kind: str, id_: str | None, path: Path_) -> None:
        """Complain unless `id_` is an id of the kind, which the instrument that names it has not taken away.

        Another instrument may not be in force yet; without what its own has lost, an element has no figure.
        """
        self.refer(kind, id_, path)
        owner = self.law.owners.get((str(path[0]), str(path[1])))
        home = (kind, id_, owner.instrument if owner is not None else "")
        if home in self.known.homes and id_ not in getattr(self.law.contents, kind):
            message = f"expected one of the {kind} that {owner} has, found {id_!r}, which is taken away"
            self.complain(path, message, str(id_))

    def refer_standing(self, kind: str, id_: str | None, path: Path_) -> None:
        """Complain unless `id_` is of the kind and in force on every day on which what names it is.

        A range that is made of it could not even be called not recorded without it.
        """
        self.refer_here(kind, id_, path)
        owner = self.law.owners.get((str(path[0]), str(path[1])))
        home = (kind, id_, owner.instrument if owner is not None else "")
        known = id_ in self.known.ids[kind] and home not in self.known.homes
        if known and id_ not in getattr(self.law.contents, kind):
            message = f"expected one of the {kind} in force whenever {owner} is, found {id_!r}"
            self.complain(path, f"{message}, which begins later or ends earlier", str(id_))

    def refer_fact(self, name: str | None, types: Collection[FactType], path: Path_) -> None:
        """Complain unless `name` is a fact of one of some types."""
        self.refer("facts", name, path)
        fact = self.law.contents.facts.get(name) if name is not None else None
        if fact is not None and fact.type not in types:
            wanted = " or ".join(sorted(types))
            self.complain(
                path, f"expected a fact of type {wanted}, found {name}, of type {fact.type}", str(name)
            )

    def refer_ranges(self, name: str | None, path: Path_, *, of_levels: bool) -> None:
        """Complain unless a table of ranges is there, and looked up by a level where there is one."""
        self.refer_here("ranges", name, path)
        table = self.law.contents.ranges.get(name) if name is not None else None
        if table is not None and ("level" in table.by) != of_levels:
            wanted = "looked up by level" if of_levels else "that is not looked up by level"
            self.complain(path, f"expected a table {wanted}, found {name}", str(name))

    def refer_end(self, word: str, path: Path_) -> None:
        """Complain unless a word may stand as an end of a range."""
        rungs = (rung for of_law in self.law.contents.rungs.values() for rung in of_law.rungs)
        words = {LIFE, NONE_STATED, NOT_RECORDED, *rungs}
        if word not in words:
            self.complain(path, str(Expected("life, none_stated, not_recorded or a rung", word, words)), word)

    def refer_subject(self, name: str, path: Path_) -> None:
        """Complain unless `name` is a subject in some revision."""
        if name not in self.known.subjects:
            near = near_miss(name, self.known.subjects)
            hint = f"; did you mean {near!r}?" if near else ""
            self.complain(path, f"expected a fact, measure, band or conclusion, found {name!r}{hint}", name)

    def is_new(self, kind: str, id_: str) -> bool:
        """Say whether an element was not examined yet with the subjects that this law has."""
        return self.sights[kind, id_] not in self.known.examined.sights

    def spot(self, path: Path_, word: str) -> Path_:
        """Return the path of the first key `word` below `path`."""
        return self.places.spot(path, word)

    def attempt(self, action: Callable[[], object], path: Path_, word: str) -> None:
        """Add what an action expected, at the first key `word` below a path."""
        try:
            action()
        except Expected as error:
            self.complain(self.spot(path, word), str(error), error.found)

"""What the checks of one law complain of, each fault where it is mended."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from propengine.law.faults import Expected, near_miss
from propengine.law.ruleset import Law
from propengine.notation.examined import Known
from propengine.notation.places import Places, Texts
from propengine.notation.sources import Path_

if TYPE_CHECKING:
    from propengine.notation.faults import Fault


class Complaints:
    """The faults of the law of one day, under one reading.

    Attributes:
        law: which law.
        known: what the ruleset knows on any date.
        sights: how each element that reads subjects stands in this law.
        faults: those found so far.
    """

    def __init__(self, law: Law, known: Known, texts: Texts) -> None:
        """Start without faults."""
        self.law = law
        self.known = known
        self.places = Places(law, texts)
        self.sights = known.examined.sights_of(law)
        self.faults: list[Fault] = []

    def complain(self, path: Path_, message: str, text: str = "") -> None:
        """Add a fault at a path."""
        self.faults.append(self.places.fault(path, message, text))

    def refer(self, kind: str, id_: str | None, path: Path_) -> None:
        """Complain unless `id_` is an id of the kind in some revision."""
        if id_ is not None and id_ not in self.known.ids[kind]:
            near = near_miss(id_, self.known.ids[kind])
            hint = f"; did you mean {near!r}?" if near else ""
            self.complain(path, f"expected the id of one of the {kind}, found {id_!r}{hint}", id_)

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

"""What the checks of one law complain of, each fault where it is mended."""

from collections.abc import Callable

from propengine.law.faults import Expected, Fault, near_miss
from propengine.law.ruleset import Law
from propengine.law.sources import Path_
from propengine.law.universe import Universe


class Complaints:
    """The faults of the law of one day, under one reading.

    Attributes:
        law: which law.
        universe: what the ruleset knows on any date.
        sights: how each element that reads subjects stands in this law.
        faults: those found so far.
    """

    def __init__(self, law: Law, universe: Universe) -> None:
        """Start without faults."""
        self.law = law
        self.universe = universe
        self.sights = universe.examined.sights_of(law)
        self.faults: list[Fault] = []

    def complain(self, path: Path_, message: str, text: str = "") -> None:
        """Add a fault at a path."""
        self.faults.append(self.law.document.fault(path, message, text))

    def refer(self, kind: str, id_: str | None, path: Path_) -> None:
        """Complain unless `id_` is an id of the kind in some revision."""
        if id_ is not None and id_ not in self.universe.ids[kind]:
            near = near_miss(id_, self.universe.ids[kind])
            hint = f"; did you mean {near!r}?" if near else ""
            self.complain(path, f"expected the id of one of the {kind}, found {id_!r}{hint}", id_)

    def refer_subject(self, name: str, path: Path_) -> None:
        """Complain unless `name` is a subject in some revision."""
        if name not in self.universe.subjects:
            near = near_miss(name, self.universe.subjects)
            hint = f"; did you mean {near!r}?" if near else ""
            self.complain(path, f"expected a fact, measure, band or conclusion, found {name!r}{hint}", name)

    def is_new(self, kind: str, id_: str) -> bool:
        """Say whether an element was not examined yet with the subjects that this law has."""
        return self.sights[kind, id_] not in self.universe.examined.sights

    def spot(self, path: Path_, word: str) -> Path_:
        """Return the path of the first key `word` below `path`."""
        below = (known for known in self.law.document.places if known[: len(path)] == path)
        return next((known for known in below if known[-1] == word), path)

    def attempt(self, action: Callable[[], object], path: Path_, word: str) -> None:
        """Add what an action expected, at the first key `word` below a path."""
        try:
            action()
        except Expected as error:
            self.complain(self.spot(path, word), str(error), error.found)

"""Every id of a ruleset, on any day and under any reading."""

from collections.abc import Iterator, Mapping

from propengine.law.contents import KINDS, Contents
from propengine.law.ruleset import Ruleset


def ids_of(ruleset: Ruleset) -> Mapping[str, frozenset[str]]:
    """Return every id of a ruleset by kind, on any day and under any reading."""
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for instrument in ruleset.instruments.values():
        for revision in instrument.revisions:
            for kind, id_ in _ids_in(revision.contents) if revision.contents is not None else ():
                found[kind].add(id_)
    found["gaps"] = {gap.id for gap in ruleset.jurisdiction.gaps}
    found["facts"] |= ruleset.statable.keys() | found["measures"]
    return {kind: frozenset(ids) for kind, ids in found.items()}


def _ids_in(contents: Contents) -> Iterator[tuple[str, str]]:
    yield from contents.ids()
    for reading in contents.readings.values():
        for option in reading.options.values():
            yield from ((kind, id_) for kind, id_, _ in option.added())

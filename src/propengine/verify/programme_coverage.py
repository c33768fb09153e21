"""What is recorded of programmes: in each jurisdiction and field, how many say it, and with what mark."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from propengine.law.catalogue import FIELDS, Entry
from propengine.law.elements import Mark
from propengine.law.stages import Stage


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the programmes of one jurisdiction say in one field.

    Attributes:
        jurisdiction: its code.
        field: one of `propengine.law.catalogue.FIELDS`.
        marked: how many say it, by mark; every mark is there.
        not_recorded: how many do not.
    """

    jurisdiction: str
    field: str
    marked: dict[Mark, int]
    not_recorded: int


def coverage(entries: Iterable[Entry]) -> Iterator[Coverage]:
    """Yield what is recorded in each field, jurisdiction by jurisdiction."""
    of_each: dict[str, list[Entry]] = {}
    for entry in entries:
        of_each.setdefault(entry.jurisdiction, []).append(entry)
    for jurisdiction, found in of_each.items():
        for field in FIELDS:
            counts = Counter(entry.mark_of(field) for entry in found)
            yield Coverage(jurisdiction, field, {mark: counts[mark] for mark in Mark}, counts[None])


def stages_without(entries: Iterable[Entry]) -> Mapping[str, Sequence[Stage]]:
    """Return the stages at which no programme of a jurisdiction opens, by its code, in order."""
    open_at: dict[str, set[Stage]] = {}
    for entry in entries:
        open_at.setdefault(entry.jurisdiction, set()).update(entry.stages)
    return {code: [stage for stage in Stage if stage not in stages] for code, stages in open_at.items()}

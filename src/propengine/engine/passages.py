"""Passages: the range of an offence through the phases of a law, as the steps that stand move it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from propengine.core.ends import Range
from propengine.core.moves import Arithmetic, AwaitedError, FineRange, Passage, Route, standing_moves
from propengine.core.slots import LAWFUL, LAWFUL_LEAST, LAWFUL_MOST, LEAST, Of, SlotValue
from propengine.core.statements import Move
from propengine.engine.bounded import Bounded
from propengine.engine.compiled import CompiledGroup, CompiledLaw
from propengine.engine.runs import Made, Run
from propengine.law.sanctions import Checkpoint
from propengine.law.vocabulary import IMPOSED_SENTENCE

_MOST: Final = 5000
_BYTES: Final = 3_600
"""So much memory one of them takes: the largest measured over the worked cases of four rulesets."""


class PassagesOfLaw:
    """What steps made of ranges under one law.

    Attributes:
        made: by all that they read; beside what the phases before made, of which the key has the identity.
    """

    def __init__(self, _law: CompiledLaw) -> None:
        """Start with none."""
        self.made: Bounded[object, tuple[Made | None, Made]] = Bounded(_MOST, _BYTES)


def moved_range(run: Run, group: CompiledGroup, held: int) -> Made:
    """Make the range, through the phases of a group, as the steps that stand move it."""
    law, offence = run.law, run.offence_id
    imposed = run.values.get(IMPOSED_SENTENCE)
    if offence is None:
        return Made(_imposed(_nothing(group, law), imposed))
    before = _made_before(run, group)
    places = tuple(run.standing(group, held))
    known_by = (
        id(group),
        id(before),
        offence,
        places,
        run.inputs.declined,
        tuple(run.options.values()),
        tuple(map(run.values.get, group.beside_in_order)),
        tuple(run.inputs.item_bands.items()),
    )
    kept = law.kept(PassagesOfLaw).made
    known = kept.get(known_by)
    if known is None:
        known = kept[known_by] = (before, _passage(run, group, places, before))
    return known[1]


def _passage(run: Run, group: CompiledGroup, places: Sequence[int], before: Made | None) -> Made:
    """Return what the steps that stand make of a range, in the phases of a group."""
    law, arithmetic = run.law, run.arithmetic()
    standing = tuple((group.ids[p], m) for p in places if isinstance(m := group.group.statements[p], Move))
    taken = standing_moves(standing, run.inputs.declined)
    passage = _moved(arithmetic, before.passage if before else None, before is None, law, group, taken)
    best = lawful = None
    if law.reads_best_case:
        favourable = run.arithmetic(Route.BEST_CASE)
        best = _moved(favourable, before.best if before else None, before is None, law, group, taken)
    if law.is_guided:
        unguided = run.arithmetic(Route.LAWFUL)
        lawful = _moved(unguided, before.lawful if before else None, before is None, law, group, taken)
    writes = _nothing(group, law)
    if passage is not None and not passage.awaited and passage.checkpoints:
        shown = _shown(arithmetic, passage)
        last = best.checkpoints.get(Checkpoint.FINAL) if best is not None else None
        for slot, of_slot in group.range_writes(law).items():
            range_ = _range_of(of_slot[0], passage, shown, last)
            writes[slot] = range_.number(of_slot[1]) if range_ is not None else None
    binding = lawful.checkpoints.get(Checkpoint.FINAL) if lawful is not None else None
    if binding is not None and LAWFUL_LEAST in writes:
        writes |= {LAWFUL_LEAST: binding.number(Of.MIN), LAWFUL_MOST: binding.number(Of.MAX)}
    return Made(
        _imposed(writes, run.values.get(IMPOSED_SENTENCE)),
        passage=passage,
        best=best,
        lawful=lawful,
        standing=standing,
        fines=_fines(run, arithmetic, passage, standing) if _is_last(group, law) else (),
        across=tuple(f"facts[{fact}]" for fact in passage.across) if passage is not None else (),
    )


def _nothing(group: CompiledGroup, law: CompiledLaw) -> dict[str, SlotValue]:
    """Return what a group writes while there is no range."""
    return dict.fromkeys(
        [*group.range_writes(law), *(LAWFUL.values() if LAWFUL_LEAST in group.group.writes else ())]
    )


def _shown(arithmetic: Arithmetic, passage: Passage) -> Range | None:
    """Return the ends of a range as it is now; None while the key of their table is not known."""
    try:
        return arithmetic.shown(passage)
    except AwaitedError:
        return None


def _range_of(
    checkpoint: Checkpoint | None, passage: Passage, shown: Range | None, best: Range | None
) -> Range | None:
    """Return the range at a checkpoint; the range as it is now where none is named."""
    if checkpoint is None:
        return shown
    return best if checkpoint is Checkpoint.BEST_CASE else passage.checkpoints.get(checkpoint)


def _imposed(writes: dict[str, SlotValue], imposed: SlotValue) -> dict[str, SlotValue]:
    """Return what a group writes; a sentence that was imposed stands for what may be imposed."""
    if LEAST in writes and imposed is not None:
        writes |= {end: imposed for end in (*LAWFUL, *LAWFUL.values()) if end in writes}
    return writes


def _moved(
    arithmetic: Arithmetic,
    before: Passage | None,
    first: bool,  # noqa: FBT001 - there may be no passage although phases went before
    law: CompiledLaw,
    group: CompiledGroup,
    taken: Mapping[str, Move],
) -> Passage | None:
    passage = arithmetic.through(arithmetic.start() if first else before, group.group.phases, taken)
    return arithmetic.finished(passage) if _is_last(group, law) else passage


def _is_last(group: CompiledGroup, law: CompiledLaw) -> bool:
    return group is law.groups[law.ranges[0]][law.ranges[1]]


def _fines(
    run: Run, arithmetic: Arithmetic, passage: Passage | None, standing: Iterable[tuple[str, Move]]
) -> tuple[FineRange | None, ...]:
    """Return the fine of each single sanction of the offence after the steps that act on fines."""
    if not run.law.moves_fines or passage is None or not passage.acted:
        return ()
    before = (step for level in run.made for made in level for step in made.standing)
    moves = {**dict(before), **dict(standing)}
    return tuple(
        arithmetic.fine(leaf.fine, passage.acted, moves) if leaf.fine is not None else None
        for leaf in run.view.contents.offences[str(run.offence_id)].leaves
    )


def _made_before(run: Run, group: CompiledGroup) -> Made | None:
    """Return what the group of the phases before made; None for the first."""
    at = run.law.before_ranges.get(id(group))
    return run.made[at[0]][at[1]] if at is not None else None

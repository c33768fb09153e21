"""Acting: what the person may still do at the stage of a case, and what would be answered then.

Which facts are such acts, and until when, is data of the ruleset. What would follow is decided.
"""

from collections.abc import Iterator, Sequence

from propengine.engine.answers import answer_of
from propengine.engine.applying import AppliedLaw, Comparison
from propengine.engine.changes import Change
from propengine.engine.open_acts import ActDone, ActStillOpen
from propengine.engine.redeciding import Redeciding, programmes_altered, run_to_begin_with
from propengine.engine.runs import Run
from propengine.law.stages import Stage
from propengine.law.vocabulary import NO_MEMBER, Fact, FactType, OpenAct


def open_acts_of(laws: Sequence[AppliedLaw], comparisons: Sequence[Comparison]) -> tuple[ActStillOpen, ...]:
    """Return what the person may still do, in the order of the law.

    Args:
        laws: those that take part, the offence date's first.
        comparisons: the laws as they apply in each world of the case.
    """
    redeciding, before = Redeciding(laws, comparisons), run_to_begin_with(comparisons)
    facts = {name: fact for law in laws for name, fact in law.choices.law.lowered.law.contents.facts.items()}
    found = []
    for name, fact in facts.items():
        if fact.open_act is None or _is_done(before.values.get(name)):
            continue
        done = tuple(_done(name, fact, fact.open_act, before, redeciding))
        if done:
            found.append(ActStillOpen(name, fact, fact.open_act, answer_of(before), done))
    return tuple(found)


def _is_done(value: object) -> bool:
    """Say whether an act was done: what is stated of it is neither false nor that there is none of it."""
    return value not in {None, False, NO_MEMBER}


def _done(name: str, fact: Fact, act: OpenAct, before: Run, redeciding: Redeciding) -> Iterator[ActDone]:
    """Yield the ways to do an act that are still open at the stage of the case and can be answered."""
    stage, order = Stage(str(before.values["stage"])), list(Stage)
    values: Sequence[bool | str] = (True,)
    if fact.type is FactType.ENUM:
        values = [member for member in fact.members or () if member != NO_MEMBER]
    for value in values:
        until = act.last_stage(str(value))
        if order.index(stage) > order.index(until):
            continue
        run = redeciding.run(frozenset({Change(name, value, {name: value})}))
        if run is not None:
            yield ActDone(value, until, answer_of(run), tuple(programmes_altered(before, run)))

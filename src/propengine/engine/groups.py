"""Groups: of which target groups of the source documents a case is, whatever its country calls them.

Dependence comes from what a clinician found alone, never from an amount or from possession.
"""

from collections.abc import Iterator
from typing import Final

from propengine.engine.outcome import Outcome
from propengine.law.conduct import Conduct
from propengine.law.programmes import TargetGroup
from propengine.law.rules import Classification
from propengine.law.vocabulary import NO_MEMBER, StandsFor

_MAKING: Final = frozenset({Conduct.CULTIVATION.value, Conduct.PRODUCTION.value})
_SMALL: Final = frozenset({Classification.PERSONAL_USE, Classification.MICRO_TRAFFICKING})


def target_groups(outcome: Outcome) -> Iterator[TargetGroup]:
    """Yield the groups of an outcome, in order: of one who uses violence neither of the non-violent ones."""
    peaceful = not _shown(outcome, StandsFor.VIOLENCE)
    making = outcome.slots.get("conduct") in _MAKING
    if outcome.classification is Classification.PERSONAL_USE:
        yield TargetGroup.OWN_USE
    if outcome.classification is Classification.MICRO_TRAFFICKING and peaceful and not making:
        yield TargetGroup.MICRO_TRAFFICKING
    small = outcome.classification in _SMALL or _shown(outcome, StandsFor.GROWING_OUT_OF_NEED)
    if small and peaceful and making:
        yield TargetGroup.LOW_CAPACITY_PRODUCTION
    if _shown(outcome, StandsFor.DEPENDENCE):
        yield TargetGroup.DEPENDENCE


def _shown(outcome: Outcome, meaning: StandsFor) -> bool:
    facts = outcome.law.contents.facts
    values = (outcome.slots.get(name) for name, fact in facts.items() if fact.stands_for is meaning)
    return any(value is True or (isinstance(value, str) and value != NO_MEMBER) for value in values)

"""P-11: what is short has a way without custody, and personal use never leads to custody.

A way without custody is what the ruleset records: a fine or another response that may be imposed in the
place of custody, a rung below custody as the least, or a programme before or at the sentence that is not
closed.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from propengine.engine.outcome import Outcome
from propengine.law.programmes import ProgrammeStatus
from propengine.law.rules import Classification, Liability
from propengine.law.sanctions import LIFE, NONE_STATED, NOT_RECORDED, Sanction
from propengine.law.stages import Stage
from propengine.verify.observations import Check, Observation, Severity, Witness
from propengine.verify.proportionality.answers import Answers, in_words, place_of
from propengine.verify.proportionality.bases import Base, Bases

SHORT: Final = Fraction(24)
"""Months: an offence that carries at most so much is to have a way without custody."""
_WORDS_OF_CUSTODY: Final = frozenset({LIFE, NONE_STATED, NOT_RECORDED})


def custody_first(answers: Answers, bases: Bases) -> Iterator[Observation]:
    """Yield the outcomes of worked cases that leave no way but custody, or put personal use into it."""
    for base in bases.kinds:
        answers.decided += 1
        for outcome in base.decision.outcomes:
            if outcome.offence_id is None:
                continue
            if _is_use_in_custody(outcome):
                yield _observed(base, outcome, "personal use", "personal use can lead to custody")
            if (
                base.case.stage != Stage.POST_SENTENCE
                and _is_short(outcome)
                and not _has_another_way(outcome)
            ):
                text = f"at most {SHORT} months of custody, and no way without it is recorded"
                yield _observed(base, outcome, "no other way", text)


def _is_use_in_custody(outcome: Outcome) -> bool:
    is_use = outcome.classification is Classification.PERSONAL_USE
    return is_use and outcome.liability is Liability.CRIMINAL_CUSTODIAL


def _is_short(outcome: Outcome) -> bool:
    final = outcome.run.final
    return final is not None and final.max.months is not None and final.max.months <= SHORT


def _has_another_way(outcome: Outcome) -> bool:
    final, offence = outcome.run.final, outcome.offence
    if final is not None and final.min.word is not None and final.min.word not in _WORDS_OF_CUSTODY:
        return True
    if offence is not None and offence.sanction is not None:
        open_ = set(map(id, outcome.run.open_sanctions.values()))
        if _avoids_custody(offence.sanction, open_):
            return True
    return any(
        verdict.status is not ProgrammeStatus.CLOSED and set(verdict.programme.stage) - {Stage.POST_SENTENCE}
        for verdict in outcome.programmes
    )


def _avoids_custody(sanction: Sanction, open_: set[int]) -> bool:
    """Say whether a sanction can be imposed without its custody."""
    if sanction.any_of is not None:
        return any(_avoids_custody(part, open_) for part in sanction.any_of)
    if sanction.all_of is not None:
        return all(_avoids_custody(part, open_) for part in sanction.all_of)
    return sanction.custody is None and id(sanction) in open_


def _observed(base: Base, outcome: Outcome, kind: str, text: str) -> Observation:
    return Observation(
        Check.LAST_RESORT,
        Severity.ERROR,
        base.case.jurisdiction,
        (place_of(outcome.law, "offences", str(outcome.offence_id)),),
        kind,
        text,
        Witness(base.id, "", (base.case,), (in_words(outcome),)),
        base.case.offence_date,
    )

"""P-18: the mildest law from the act until now is applied whole, while a sentence is being served too.

What the engine compares is what the ruleset names: that is asked of `milder_law` in `jurisdiction.yaml`, and
what reaches a sentence that is being served of `review`.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from propengine.law.jurisdictions import Candidate, MilderLaw, Reach, Review
from propengine.law.stages import Stage
from propengine.verify.observations import Check, Observation, Place, Severity, Witness
from propengine.verify.proportionality.answers import Answers, in_words
from propengine.verify.worked_cases import WorkedCase, engine_case

_BETWEEN: Final = {
    Candidate.INTERMEDIATE: "no law between the act and the decision is compared",
    Candidate.DECISION: "the law of the day of the decision is not compared",
}
_WHILE_SERVED: Final = {
    Reach.NOT_REACHED: "a milder law does not reach a sentence that is being served",
    Reach.IN_PART: "a milder law reaches a sentence that is being served in part alone",
    Reach.NOT_RECORDED: "whether a milder law reaches a sentence that is being served is not recorded",
}


def not_reached(answers: Answers, cases: Iterable[WorkedCase]) -> Iterator[Observation]:
    """Yield what the rule on the milder law does not reach; a ruleset of programmes alone needs none."""
    if not any(text.offences for text in answers.ruleset.texts):
        return
    jurisdiction = answers.ruleset.jurisdiction
    missing = list(_missing(jurisdiction.milder_law, jurisdiction.review))
    if not missing:
        return
    shown = _witness(answers, cases)
    for text, where in missing:
        yield Observation(Check.MILDER_LAW, Severity.ERROR, answers.ruleset.id, where, text, text, shown)


def _missing(rule: MilderLaw | None, review: Review | None) -> Iterator[tuple[str, tuple[Place, ...]]]:
    """Yield what is not reached, and the rule that says so, as far as one is recorded."""
    if rule is None and review is None:
        yield (
            "no rule is recorded by which a milder later law applies, at the sentence or while it is served",
            (),
        )
        return
    if rule is None:
        yield "no rule is recorded by which a milder later law applies at the sentence", ()
    else:
        of_rule = (Place("jurisdiction", "milder_law", rule.provision, rule.mark),)
        yield from ((t, of_rule) for candidate, t in _BETWEEN.items() if candidate not in rule.candidates)
    served = _WHILE_SERVED.get(review.reach if review is not None else Reach.NOT_RECORDED)
    if served is not None:
        yield (
            served,
            (Place("jurisdiction", "review", review.provision, review.mark),) if review is not None else (),
        )


def _witness(answers: Answers, cases: Iterable[WorkedCase]) -> Witness | None:
    """Return the worked case with the longest time from act to decision, those after a sentence first."""
    latest = max(
        cases,
        key=lambda worked: (
            worked.expect.refused is None,
            worked.case.stage == Stage.POST_SENTENCE,
            worked.case.decision_date - worked.case.offence_date,
        ),
        default=None,
    )
    if latest is None:
        return None
    case = engine_case(latest, answers.ruleset.id)
    decision = answers.decision(case)
    if decision is None:
        return None
    laws = sorted({str(outcome.day) for outcome in decision.outcomes})
    told = " / ".join(dict.fromkeys(map(in_words, decision.outcomes)))
    answer = f"by the law of {', '.join(laws)}: {told}" if laws else decision.status.value
    return Witness(latest.id, "", (case,), (answer,))

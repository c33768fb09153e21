"""P-18: the mildest law from the act until now is applied whole, while a sentence is being served too.

What the engine compares is what the ruleset names: that is asked of `milder_law` in `jurisdiction.yaml`.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from propengine.law.jurisdictions import Candidate, MilderLaw
from propengine.law.programmes import Stage
from propengine.verify.observations import Check, Observation, Place, Severity, Witness
from propengine.verify.proportionality.answers import Answers, in_words
from propengine.verify.worked_cases import WorkedCase, engine_case

_BETWEEN: Final = {
    Candidate.INTERMEDIATE: "no law between the act and the decision is compared",
    Candidate.DECISION: "the law of the day of the decision is not compared",
}


def not_reached(answers: Answers, cases: Iterable[WorkedCase]) -> Iterator[Observation]:
    """Yield what the rule on the milder law does not reach; a ruleset of programmes alone needs none."""
    if not any(text.offences for text in answers.ruleset.texts):
        return
    rule = answers.ruleset.jurisdiction.milder_law
    missing = list(_missing(rule))
    if not missing:
        return
    where = (Place("jurisdiction", "milder_law", rule.provision, rule.mark),) if rule is not None else ()
    shown = _witness(answers, cases)
    for text in missing:
        yield Observation(Check.MILDER_LAW, Severity.ERROR, answers.ruleset.id, where, text, text, shown)


def _missing(rule: MilderLaw | None) -> Iterator[str]:
    if rule is None:
        yield "no rule is recorded by which a milder later law applies, at the sentence or while it is served"
        return
    yield from (text for candidate, text in _BETWEEN.items() if candidate not in rule.candidates)
    if rule.while_serving is None:
        yield "whether a milder law reaches a sentence that is being served is not recorded"
    elif not rule.while_serving:
        yield "a law that lowers the penalty does not reach a sentence that is being served"


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

"""Bases: the worked cases that checks set out from, those of one kind once, by the latest act.

Nothing is asked of a law beyond what worked cases reach. Two of them count as one kind where they expect the
same offence, at the same stage, for the same conduct, substances and charge.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from propengine.engine.case import Case
from propengine.engine.decision import Decision, Status
from propengine.verify.proportionality.answers import Answer, Answers, answer_of
from propengine.verify.worked_cases import WorkedCase, engine_case


@dataclass(frozen=True)
class Base:
    """A worked case and what it is answered.

    Attributes:
        id: of the worked case.
        case: the case.
        decision: the whole decision.
        answer: the one offence that is answered; None where there is none, or several.
    """

    id: str
    case: Case
    decision: Decision
    answer: Answer | None


@dataclass(frozen=True)
class Bases:
    """What the worked cases of a ruleset reach.

    Attributes:
        every: the worked cases that expect an answer, the latest act first.
        kinds: of each kind, the first that is decided.
    """

    every: tuple[WorkedCase, ...]
    kinds: tuple[Base, ...]

    @property
    def answers(self) -> Iterable[tuple[Base, Answer]]:
        """Return the first kind that each offence, conduct and stage answers, with the answer."""
        found: dict[object, tuple[Base, Answer]] = {}
        for base in self.kinds:
            if base.answer is not None:
                key = base.answer.outcome.offence_id, base.case.conduct, base.case.stage
                found.setdefault(key, (base, base.answer))
        return found.values()


def latest_first(cases: Iterable[WorkedCase]) -> Sequence[WorkedCase]:
    """Return worked cases by the day of the act, the latest first: today's law comes before older law."""
    return sorted(cases, key=lambda worked: worked.case.offence_date, reverse=True)


def bases_of(answers: Answers, cases: Iterable[WorkedCase]) -> Bases:
    """Return the bases that worked cases give."""
    every = tuple(worked for worked in latest_first(cases) if worked.expect.refused is None)
    kinds: dict[object, Base] = {}
    for worked in every:
        kind = _kind(worked)
        if kind not in kinds and (base := base_of(answers, worked)) is not None:
            kinds[kind] = base
    return Bases(every, tuple(kinds.values()))


def _kind(worked: WorkedCase) -> object:
    case, expect = worked.case, worked.expect
    substances = tuple(sorted(item.substance for item in case.items))
    others = tuple(outcome.offence for outcome in expect.outcomes)
    return expect.offence, expect.status, others, case.stage, case.conduct, substances, case.charge


def base_of(answers: Answers, worked: WorkedCase) -> Base | None:
    """Return a worked case with what it is answered; None where it is refused or out of scope."""
    case = engine_case(worked, answers.ruleset.id)
    decision = answers.decision(case)
    if decision is None or decision.status is Status.OUT_OF_SCOPE:
        return None
    return Base(worked.id, case, decision, answer_of(case, decision))

"""Bases: the worked cases that checks set out from, those that a law hardly tells apart once.

Nothing is asked of a law beyond what worked cases reach. Two of them count as one kind where the same law
answers them with the same offence, at the same stage, for the same conduct, substances and charge.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from propengine.engine.case import Case
from propengine.engine.decision import Decision, Status
from propengine.verify.proportionality.answers import Answer, Answers, answer_of
from propengine.verify.worked_cases import WorkedCase, engine_case

_WITHOUT_ANSWER = frozenset({Status.OUT_OF_SCOPE})


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

    @property
    def kind(self) -> object:
        """Return what makes two worked cases one kind."""
        answer, case = self.answer, self.case
        if answer is None:
            return self.id
        substances = tuple(sorted(item.substance for item in case.items))
        return answer.law.key, answer.outcome.offence_id, case.stage, case.conduct, substances, case.charge


@dataclass(frozen=True)
class Bases:
    """What the worked cases of a ruleset reach.

    Attributes:
        every: each that is decided, in the order of the days of their acts: laws are made ready once.
        kinds: the first of each kind that has an answer.
        given: how many worked cases there are.
    """

    every: tuple[Base, ...]
    kinds: tuple[Base, ...]
    given: int


def bases_of(answers: Answers, cases: Iterable[WorkedCase]) -> Bases:
    """Return the bases that worked cases give."""
    given = sorted(cases, key=lambda case: (case.case.offence_date, case.case.decision_date))
    every = [base for case in given if (base := _base(answers, case)) is not None]
    kinds: dict[object, Base] = {}
    for base in every:
        if base.answer is not None:
            kinds.setdefault(base.kind, base)
    return Bases(tuple(every), tuple(kinds.values()), len(given))


def _base(answers: Answers, worked: WorkedCase) -> Base | None:
    case = engine_case(worked, answers.ruleset.id)
    decision = answers.decision(case)
    if decision is None or decision.status in _WITHOUT_ANSWER:
        return None
    return Base(worked.id, case, decision, answer_of(case, decision))

"""Answers to cases, as checks compare them: by the engine's own order of outcomes, and by nothing else."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from propengine.core.ends import Range
from propengine.engine.case import Case
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision
from propengine.engine.evaluators import Handles
from propengine.engine.milder import Favour, compare
from propengine.engine.outcome import Outcome
from propengine.engine.refusals import CaseRefusedError
from propengine.engine.runs import Run
from propengine.law.elements import Element, Mark
from propengine.law.rules import Classification, Liability
from propengine.law.ruleset import Law, Ruleset
from propengine.verify.observations import Place, Witness
from propengine.verify.worked_cases import words_of_range

_OFFENCES = "offences"
_LIABILITIES: Final = list(Liability)
NO_CRIME: Final = frozenset(_LIABILITIES[: _LIABILITIES.index(Liability.ADMINISTRATIVE) + 1])
"""What is lawful, tolerated or administrative."""


@dataclass(frozen=True)
class Answer:
    """What a case is answered, where one outcome is.

    Attributes:
        case: the case.
        decision: the whole decision.
        outcome: the preferred outcome, or the only one.
    """

    case: Case
    decision: Decision
    outcome: Outcome

    @property
    def law(self) -> Law:
        """Return the law that was applied, as written."""
        return self.outcome.run.law.lowered.law

    @property
    def classification(self) -> Classification | None:
        """Return the class of the offence that stands."""
        return self.outcome.classification

    @property
    def liability(self) -> Liability | None:
        """Return the most severe response that the law allows."""
        return self.outcome.liability

    @property
    def final(self) -> Range | None:
        """Return the final range of custody."""
        return self.outcome.run.final

    @property
    def place(self) -> Place:
        """Return the offence that stands; the answer must have one."""
        return place_of(self.outcome.law, _OFFENCES, str(self.outcome.offence_id))

    def __str__(self) -> str:
        """Return the main part in words: offence, class, liability and final range."""
        return in_words(self.outcome)


def in_words(outcome: Outcome) -> str:
    """Return the main part of an outcome in words."""
    if outcome.offence_id is None:
        return "no offence is shown"
    final = outcome.run.final
    ends = words_of_range(final)
    custody = f", {ends[0]} to {ends[1]}" if ends else ""
    return f"{outcome.offence_id} ({outcome.classification}, {outcome.liability}{custody})"


def place_of(law: Law, kind: str, id_: str) -> Place:
    """Return where an element of a law comes from."""
    element = getattr(law.contents, kind).get(id_)
    if isinstance(element, Element):
        return Place(kind, id_, element.provision, element.mark)
    owner = law.owners.get((kind, id_))
    provision = getattr(element, "provision", None) or (str(owner) if owner is not None else id_)
    return Place(kind, id_, provision, owner.header.mark if owner is not None else Mark.M)


class Answers:
    """Decides cases of one ruleset and counts them.

    Attributes:
        ruleset: whose law.
        handles: the two readers.
        decided: how many cases were decided.
        refused: how many were refused: the change made no case of them.
        open: how many had no offence, or several outcomes of which none is preferred.
        compared: how many pairs of answers were compared.
        incomparable: how many of those the engine's order leaves open.
    """

    def __init__(self, ruleset: Ruleset, handles: Handles) -> None:
        """Begin with nothing decided."""
        self.ruleset = ruleset
        self.handles = handles
        self.decided = self.refused = self.open = self.compared = self.incomparable = 0

    def decision(self, case: Case, *, with_decisive_sets: bool = False) -> Decision | None:
        """Return the decision; None where the case is refused."""
        try:
            decision = decide(case, self.ruleset, self.handles, with_decisive_sets=with_decisive_sets)
        except CaseRefusedError:
            self.refused += 1
            return None
        self.decided += 1
        return decision

    def of(self, case: Case) -> Answer | None:
        """Return the answer; None where the case is refused, or no single offence is answered."""
        decision = self.decision(case)
        if decision is None:
            return None
        answer = answer_of(case, decision)
        if answer is None:
            self.open += 1
        return answer

    def favour(self, first: Answer, second: Answer) -> Favour:
        """Compare what two cases are answered."""
        return self.favour_of_runs(first.outcome.run, second.outcome.run)

    def favour_of_runs(self, first: Run, second: Run) -> Favour:
        """Compare two answers of the law, in the engine's order."""
        self.compared += 1
        favour = compare(first, second)
        if favour is Favour.INCOMPARABLE:
            self.incomparable += 1
        return favour


def answer_of(case: Case, decision: Decision) -> Answer | None:
    """Return what is answered, where one outcome is preferred or there is one, and an offence stands."""
    only = decision.outcomes[0] if len(decision.outcomes) == 1 else None
    outcome = decision.preferred or only
    if outcome is None or outcome.offence_id is None:
        return None
    return Answer(case, decision, outcome)


def on_its_day(case: Case) -> Case:
    """Return a case decided on the last day of its act: no later law takes part."""
    day = case.offence_end_date or case.offence_date
    return replace(case, decision_date=day, conviction_date=None, sentence_date=None)


def witness(base: str, change: str, *answers: Answer) -> Witness:
    """Return the cases of some answers as a witness."""
    return Witness(base, change, tuple(one.case for one in answers), tuple(map(str, answers)))


Begun = Callable[[str], object]
"""What is told which part of an examination begins."""

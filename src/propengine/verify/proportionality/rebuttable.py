"""P-08: an amount alone decides nothing. Evidence can show own use, and supply, of every amount.

Asked are worked cases of possession, each substance of a law once, with everything stated taken away, for
every amount that the law tells apart. Evidence is what the answer itself lists as decisive: one fact, or two,
that somebody could still state; and, of supply, that it was held with intent, or supplied. Where evidence
shows own use and it is a crime all the same, the same evidence of the least amount must not be none. Besides,
every presumption of which the burden lies on the accused is told, and every one that cannot be rebutted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from propengine.engine.case import Case, StatedFact
from propengine.engine.decision import Decision, NoticeKind, Status
from propengine.engine.statables import Statement
from propengine.law.conduct import Conduct
from propengine.law.elements import Element
from propengine.law.rules import Classification, Presumption
from propengine.law.ruleset import Dates, Law, LawNotKnownError, NoLawOnDateError
from propengine.law.stages import Stage
from propengine.law.vocabulary import FactType
from propengine.verify.observations import Check, Observation, Place, Severity, Witness
from propengine.verify.proportionality.amounts import amount_in_words, ladders
from propengine.verify.proportionality.answers import (
    NO_CRIME,
    Answer,
    Answers,
    answer_of,
    in_words,
    on_its_day,
    witness,
)
from propengine.verify.proportionality.bases import Bases, base_of
from propengine.verify.worked_cases import engine_case

_SUPPLY: Final = frozenset(
    {Classification.MICRO_TRAFFICKING, Classification.TRAFFICKING, Classification.AGGRAVATED_TRAFFICKING}
)
_TRAFFICKING: Final = _SUPPLY - {Classification.MICRO_TRAFFICKING}
_OF_OFFENCES: Final = frozenset({"groupings", "tables", "measures", "bands", "rules", "offences", "readings"})
_OWN: Final = Classification.PERSONAL_USE
_OF_SUPPLY: Final = (Conduct.POSSESSION_WITH_INTENT.value, Conduct.SUPPLY.value)
_ALONE: Final = "decided on the day of the act, with the amount alone"


@dataclass(frozen=True)
class _Reached:
    """What evidence can show of one amount.

    Attributes:
        case: the amount, and nothing else stated.
        decision: what is answered then, with what would change it.
        can_be_supply: whether something shows supply: a fact or two, or another conduct.
    """

    case: Case
    decision: Decision
    can_be_supply: bool

    @property
    def amount(self) -> str:
        """Return the amount as it is told."""
        return amount_in_words(self.case.items[0])

    @property
    def alone(self) -> Answer | None:
        """Return what is answered where nothing else is stated; None where no offence is, or several."""
        return answer_of(self.case, self.decision)

    @property
    def classes(self) -> set[Classification | None]:
        """Return the classes of every outcome that is shown, or that a fact or two lead to."""
        return _classes(self.decision)

    @property
    def is_whole(self) -> bool:
        """Say whether pairs of facts were looked for, too."""
        singly = {NoticeKind.DECISIVE_SINGLY, NoticeKind.TOO_MANY_COMBINATIONS}
        return all(notice.kind not in singly for notice in self.decision.notices)

    @property
    def evidence(self) -> tuple[Statement, ...] | None:
        """Return what shows own use that is a crime all the same: asked facts first, one before two.

        None where something shows own use that is no crime.
        """
        shown = [(outcome.classification, outcome.liability) for outcome in self.decision.outcomes]
        led = [found for found in self.decision.decisive if found.after.classification is _OWN]
        answers = (*shown, *((found.after.classification, found.after.liability) for found in led))
        if any(class_ is _OWN and liability in NO_CRIME for class_, liability in answers):
            return None
        facts = self.decision.ruleset.statable

        def late(statements: Sequence[Statement]) -> tuple[bool, int]:
            asked = all(name in facts and facts[name].is_asked for name in (one.fact for one in statements))
            return not asked, len(statements)

        return min(
            (found.statements for found in led if found.before.classification is not _OWN),
            key=late,
            default=None,
        )


def by_amount_alone(answers: Answers, bases: Bases) -> Iterator[Observation]:
    """Yield the amounts that decide by themselves, and the presumptions that weigh on the accused."""
    yield from _presumptions(answers, bases)
    for worked, case in _held(answers, bases):
        bare = replace(on_its_day(case), facts={}, charge=None, stage=Stage.SENTENCING.value)
        for ladder in ladders(answers, bare, 0):
            reached = [one for rung in ladder if (one := _reached(answers, rung.least)) is not None]
            yield from _of_ladder(answers, worked, reached)


def _held(answers: Answers, bases: Bases) -> Iterator[tuple[str, Case]]:
    """Yield the latest worked case in which one substance is held, of each substance and each text."""
    seen: set[object] = set()
    for worked in bases.every:
        case = engine_case(worked, answers.ruleset.id)
        if case.conduct != Conduct.POSSESSION or len(case.items) != 1 or case.items[0].amount is None:
            continue
        law = _law_of(answers, case)
        key = (_text_of(law), case.items[0].substance) if law is not None else None
        if key is not None and key not in seen:
            seen.add(key)
            yield worked.id, case


def _text_of(law: Law) -> frozenset[str]:
    """Return the revisions of all that leads from an amount to an offence."""
    return frozenset(str(owner) for (kind, _), owner in law.owners.items() if kind in _OF_OFFENCES)


def _law_of(answers: Answers, case: Case) -> Law | None:
    """Return the law of the day of the act; None where there is none."""
    try:
        return answers.ruleset.law(Dates.all_on(case.offence_end_date or case.offence_date))
    except (NoLawOnDateError, LawNotKnownError):
        return None


def _reached(answers: Answers, case: Case) -> _Reached | None:
    decision = answers.decision(case, with_decisive_sets=True)
    if decision is None or not decision.outcomes:
        return None
    if decision.status is Status.NOT_RECORDED:  # what the gap holds may be own use, or supply
        return None
    return _Reached(case, decision, bool(_classes(decision) & _SUPPLY) or _is_supply(answers, case))


def _classes(decision: Decision) -> set[Classification | None]:
    led = {found.after.classification for found in decision.decisive}
    return led | {outcome.classification for outcome in decision.outcomes}


def _is_supply(answers: Answers, case: Case) -> bool:
    """Say whether the same amount is supply where it was held with intent, or supplied."""
    decisions = (answers.decision(replace(case, conduct=conduct)) for conduct in _OF_SUPPLY)
    return any(decision is not None and _classes(decision) & _SUPPLY for decision in decisions)


def _of_ladder(answers: Answers, base: str, reached: Sequence[_Reached]) -> Iterator[Observation]:
    for one in reached:
        alone = one.alone
        told = " / ".join(dict.fromkeys(map(in_words, one.decision.outcomes)))
        shown = Witness(base, _ALONE, (one.case,), (told,))
        place = (alone.place,) if alone is not None else ()
        if alone is not None and alone.classification in _TRAFFICKING:
            text = f"{one.amount}, with nothing else stated, is {alone.classification}"
            yield _observed(place, "alone", text, shown)
        if not one.can_be_supply:
            text = f"nothing that can be stated of {one.amount} shows supply"
            yield _observed(place, "no supply", text, shown)
        if Classification.PERSONAL_USE not in one.classes:
            extent = "and no two facts " if one.is_whole else ""
            text = f"no fact {extent}that can be stated of {one.amount} show own use"
            yield _observed(place, "no own use", text, shown)
    yield from _with_evidence(answers, base, reached)


def _with_evidence(answers: Answers, base: str, reached: Sequence[_Reached]) -> Iterator[Observation]:
    """Yield the amounts whose own use is a crime when it is shown, and that of the least amount is none."""
    for one in reached[1:]:
        evidence = one.evidence
        if evidence is None:
            continue
        facts = {statement.fact: _stated(answers, statement) for statement in evidence}
        least, more = (answers.of(replace(of.case, facts=facts)) for of in (reached[0], one))
        if least is None or more is None or least.liability not in NO_CRIME or more.liability in NO_CRIME:
            continue
        told = ", ".join(f"{name} {_told(stated.value)}" for name, stated in facts.items())
        text = (
            f"with {told}, own use of {reached[0].amount} is {least.liability} and that of {one.amount} "
            f"is {more.liability}: the amount alone decides"
        )
        shown = witness(base, f"{_ALONE}, and {told}", least, more)
        yield _observed((more.place,), "same evidence", text, shown)


def _stated(answers: Answers, statement: Statement) -> StatedFact:
    """Return something that could be stated as a case states it."""
    value, fact = statement.value, answers.ruleset.statable.get(statement.fact)
    if fact is not None and fact.type is FactType.SET:
        return StatedFact((str(value),))
    if isinstance(value, Fraction):
        return StatedFact(int(value) if value.denominator == 1 else str(value))
    return StatedFact(value if isinstance(value, bool) else str(value))


def _told(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _observed(where: tuple[Place, ...], kind: str, text: str, shown: Witness) -> Observation:
    case = shown.cases[0]
    return Observation(
        Check.REBUTTABLE, Severity.ERROR, case.jurisdiction, where, kind, text, shown, case.offence_date
    )


def _presumptions(answers: Answers, bases: Bases) -> Iterator[Observation]:
    for text in answers.ruleset.texts:
        for kind in ("rules", "offences"):
            for id_, element in getattr(text, kind).items():
                if element.presumption is not None and _weighs(element.presumption):
                    yield _presumed(answers, bases, kind, id_, element)


def _weighs(presumption: Presumption) -> bool:
    return presumption.burden == "accused" or not presumption.rebuttable


def _presumed(answers: Answers, bases: Bases, kind: str, id_: str, element: Element) -> Observation:
    presumption: Presumption = element.presumption  # type: ignore[attr-defined]  # of rules and offences
    shown = _where_it_stands(answers, bases, kind, id_)
    how = (
        "and the accused must show the contrary"
        if presumption.rebuttable
        else "and nothing can show the contrary"
    )
    return Observation(
        Check.REBUTTABLE,
        Severity.ERROR,
        answers.ruleset.id,
        (Place(kind, id_, element.provision, element.mark),),
        "burden",
        f"the law presumes, {how}",
        shown,
        shown.cases[0].offence_date if shown is not None else None,
    )


def _where_it_stands(answers: Answers, bases: Bases, kind: str, id_: str) -> Witness | None:
    """Return the first worked case in which a rule or an offence stands, of those whose law has it."""
    for worked in bases.every:
        law = _law_of(answers, engine_case(worked, answers.ruleset.id))
        if law is None or (kind, id_) not in law.owners:
            continue
        base = base_of(answers, worked)
        for outcome in base.decision.outcomes if base is not None else ():
            is_offence = kind == "offences" and outcome.offence_id == id_
            is_rule = kind == "rules" and any(s.clause.id == id_ and s.stands for s in outcome.trace)
            if base is not None and (is_offence or is_rule):
                return Witness(base.id, "", (base.case,), (in_words(outcome),))
    return None

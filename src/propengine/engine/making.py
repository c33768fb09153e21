"""Making: what each group of statements makes of the clauses that hold."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from propengine.core.ends import ABOVE_ALL
from propengine.core.lengths import place_share_of_months
from propengine.core.levels import Sort
from propengine.core.slots import (
    OF_OFFENCE,
    OFFENCE,
    RANGE,
    SlotValue,
    of_lengths,
    of_open,
    of_programme,
    of_units,
    slot_of_member,
)
from propengine.core.statements import Conclude, ConcludeHow, Guard, Refuse
from propengine.engine.bounded import Bounded
from propengine.engine.compiled import CompiledGroup, CompiledLaw
from propengine.engine.passages import moved_range
from propengine.engine.runs import Made, Run, total_of
from propengine.engine.verdicts import ProgrammeVerdict, verdict_of

_MOST_VERDICTS: Final = 10_000


class ContradictoryRulesError(Exception):
    """Two rules conclude different things and neither is an exception to the other.

    Loading finds such rules; reaching this is a defect of the ruleset or of the loader.

    Attributes:
        variable: what they conclude.
        rules: the rules.
    """

    def __init__(self, variable: str, rules: Sequence[str]) -> None:
        """Keep the parts."""
        self.variable, self.rules = variable, tuple(rules)
        super().__init__(f"{', '.join(rules)} conclude different values of {variable}")


class StatedContradictsDerivedError(Exception):
    """The case states a conclusion that differs from what follows from its other facts.

    Attributes:
        subject: the conclusion.
        stated: as the case states it.
        derived: as it follows.
        provision: where it follows from.
    """

    def __init__(self, subject: str, stated: str, derived: str, provision: str) -> None:
        """Keep the parts."""
        self.subject, self.stated, self.derived, self.provision = subject, stated, derived, provision
        where = f" ({provision})" if provision else ""
        super().__init__(
            f"{subject} is stated as {stated}, but {derived} follows from the other facts{where}"
        )


class UnknownTextReachedError(Exception):
    """The case leads to an offence whose text on that date is not known.

    Attributes:
        provision: the provision.
        why: the reason that the ruleset records.
    """

    def __init__(self, provision: str, why: str) -> None:
        """Keep the parts."""
        self.provision, self.why = provision, why
        super().__init__(f"the text of {provision} in force on that date is not known: {why}")


class VerdictsOfLaw:
    """Verdicts on the programmes of one law.

    Attributes:
        known: by programme, the clauses that hold, and the options of readings; None where there is none.
    """

    def __init__(self, _law: CompiledLaw) -> None:
        """Start with none."""
        self.known: Bounded[tuple[str, int, Guard], ProgrammeVerdict | None] = Bounded(_MOST_VERDICTS)


def make(run: Run, group: CompiledGroup, held: int) -> Made:
    """Return what a group makes in a run when certain clauses of its level hold."""
    return _MAKERS[group.group.sort](run, group, held)


def concludes_anew(run: Run, group: CompiledGroup, before: int, after: int) -> bool:
    """Say whether a group concludes something else when other clauses hold, as far as they alone say."""
    match group.group.sort:
        case Sort.RULES | Sort.OFFENCES | Sort.RANGES:
            aside = run.set_aside(group)
            was, would = group.standing(before, aside), group.standing(after, aside)
            if was == would:
                return False
            certain = group.group.sort is Sort.RANGES or group.copies
            return certain or group.concluded(was) != group.concluded(would)
        case Sort.PROGRAMME:
            verdicts = [_verdict(run, group, held) for held in (before, after)]
            return len({(v.status, v.told) if v is not None else None for v in verdicts}) > 1
        case Sort.LAST:
            return bool((before ^ after) & (run.law.opening_mask | run.law.reading_mask))
        case _:
            return True


def _fact(run: Run, group: CompiledGroup, held: int) -> Made:
    """Make a fact that follows from others: a count, the size of a set, or a share."""
    name = group.group.name
    facts = run.law.lowered.law.contents.facts
    fact = facts[name]
    derive = fact.derive
    value: SlotValue = None
    across: tuple[str, ...] = ()
    if derive is not None and derive.count is not None:
        return _counted(run, group, held, fact.provision or "")
    if derive is not None and derive.size is not None:
        members = facts[derive.size].members or []
        shown = [run.values.get(slot_of_member(derive.size, member)) for member in members]
        value = Fraction(sum(map(bool, shown))) if run.values.get(derive.size) else None
    elif derive is not None and derive.share is not None:
        value, across = _share(run, name, *derive.share)
    elif derive is not None and derive.sum is not None:
        value = total_of(derive.sum, run.values)
    return Made({name: _agreed(run, name, value, fact.provision or "")}, across=across)


def _share(run: Run, name: str, of: str, all_: str) -> tuple[SlotValue, tuple[str, ...]]:
    """Return which share of one number another is, and the field that was compared across units for it.

    Of what has no most, it is none. Of two lengths that are stated, the case was told so when it was read.
    """
    part, whole = run.values.get(of), run.values.get(all_)
    if not isinstance(part, Fraction) or not isinstance(whole, Fraction) or not whole:
        return None, ()
    if whole == ABOVE_ALL:
        return Fraction(0), ()
    months, days = (run.values.get(unit) for unit in of_units(of))
    if all_.startswith(RANGE) and isinstance(months, Fraction) and isinstance(days, Fraction):
        limits = run.law.lowered.law.share_limits.get(name, {})
        share, is_across = place_share_of_months(months, days, whole, limits)
        return share, (f"facts[{of}]",) if is_across else ()
    return run.values.get(of_lengths(name)) or part / whole, ()


def _counted(run: Run, group: CompiledGroup, held: int, provision: str) -> Made:
    """Make a count of conditions that are shown; open while what is not settled could make a difference.

    Where every test on it gives the same whatever else is shown, the count stands for all of them, and is
    still open to whoever looks something up by it.
    """
    name = group.group.name
    shown = sum(held >> bits[0] & 1 for bits in group.bits)
    settled = sum((held >> bits[0] | held >> bits[1]) & 1 for bits in group.bits)
    most = shown + len(group.bits) - settled
    stated = run.inputs.values.get(name)
    if isinstance(stated, Fraction) and shown <= stated <= most:
        return Made({name: stated, of_open(name): None})
    decides = shown == most or (
        name in run.law.lowered.domains
        and name not in run.law.beside_of_conclusions
        and len({run.law.answers_of(name, Fraction(number)) for number in range(shown, most + 1)}) == 1
    )
    value = _agreed(run, name, Fraction(shown) if decides else None, provision)
    return Made({name: value, of_open(name): shown != most or None})


def _rules(run: Run, group: CompiledGroup, held: int) -> Made:
    variable = group.group.name
    standing = run.standing(group, held)
    statements = [group.group.statements[place] for place in standing]
    values = {_value(statement, run) for statement in statements if isinstance(statement, Conclude)}
    if len(values) > 1:
        raise ContradictoryRulesError(variable, [group.ids[place] for place in standing])
    first = statements[0] if statements else None
    provision = first.provision if isinstance(first, Conclude) else ""
    value = values.pop() if values else None
    return Made({variable: _agreed(run, variable, value, provision)})


def _value(statement: Conclude, run: Run) -> SlotValue:
    if statement.how is not ConcludeHow.COPY:
        return statement.value
    found = run.values.get(str(statement.value))
    return Fraction(found) if isinstance(found, str) and found.isdigit() else found


def _offences(run: Run, group: CompiledGroup, held: int) -> Made:
    standing = [group.group.statements[place] for place in run.standing(group, held)]
    concluded = [statement for statement in standing if isinstance(statement, Conclude)]
    if len(concluded) > 1:
        raise ContradictoryRulesError(OFFENCE, [statement.clause.id for statement in concluded])
    value, provision = (concluded[0].value, concluded[0].provision) if concluded else (None, "")
    offence_id = _agreed(run, OFFENCE, value, provision)
    displacing = [s.clause.id for s in standing if isinstance(s, Refuse) and offence_id in s.instead_of]
    if offence_id is None or displacing:
        nothing: dict[str, SlotValue] = dict.fromkeys(OF_OFFENCE)
        return Made(nothing, displaced_by=displacing[0] if displacing else None)
    offence = run.view.contents.offences.get(str(offence_id))
    if offence is None:  # an option of a reading has it, and this is another
        raise StatedContradictsDerivedError(OFFENCE, str(offence_id), "no such offence", "")
    if offence.unknown is not None:
        raise UnknownTextReachedError(offence.provision, offence.unknown)
    writes = {
        OFFENCE: offence_id,
        "classification": offence.classification.value,
        "liability": offence.liability.value,
    }
    return Made(writes, offence=str(offence_id))


def _programme(run: Run, group: CompiledGroup, held: int) -> Made:
    verdict = _verdict(run, group, held)
    status = verdict.status.value if verdict is not None else None
    return Made({of_programme(group.group.name): status}, verdict=verdict)


def _verdict(run: Run, group: CompiledGroup, held: int) -> ProgrammeVerdict | None:
    """Return the verdict on a programme when certain clauses hold; None where the law as read has none."""
    law, name = run.law, group.group.name
    options = tuple((r, run.options[r]) for r in law.lowered.touching.get(("programmes", name), ()))
    key = (name, held & group.mask, options)
    known = law.kept(VerdictsOfLaw).known
    if key not in known:
        programme = run.view.contents.programmes.get(name)
        known[key] = verdict_of(name, programme, group, held, options) if programme is not None else None
    return known[key]


def _nothing(run: Run, group: CompiledGroup, held: int) -> Made:  # noqa: ARG001 - as the others
    return Made({})


def _agreed(run: Run, slot: str, value: SlotValue, provision: str) -> SlotValue:
    """Return what a slot holds after a conclusion: what is stated stays, and must not differ."""
    stated = run.inputs.values.get(slot)
    if stated is None or value is None or stated == value:
        return stated if value is None else value
    raise StatedContradictsDerivedError(slot, _told(stated), _told(value), provision)


def _told(value: SlotValue) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


_MAKERS: Final[Mapping[Sort, Callable[[Run, CompiledGroup, int], Made]]] = {
    Sort.FACT: _fact,
    Sort.RULES: _rules,
    Sort.OFFENCES: _offences,
    Sort.RANGES: moved_range,
    Sort.PROGRAMME: _programme,
    Sort.LAST: _nothing,
}

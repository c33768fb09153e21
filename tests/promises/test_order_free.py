"""Order-free: nothing depends on the order of elements, facts, items or cases, on units or on divisions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from random import Random

import pytest

from propengine.engine.case import Case, StatedFact
from propengine.engine.decision import Decision
from propengine.engine.evaluators import Handles
from propengine.engine.kinds import KindsOfLaw
from propengine.engine.marks import MarksOfLaw
from propengine.law.contents import KINDS, Contents
from propengine.law.ruleset import Ruleset
from tests.promises.generated import a_case, decimal, law_of
from tests.promises.sound import answer, outcomes

ORDERED = frozenset({"groupings", "tables", "ladders", "rungs"})
"""Kinds whose own entries are in an order that is law; the order of the elements themselves is not."""


def told(decision: Decision | None) -> object:
    """Return what an answer says, without what is only the order of a list."""
    if decision is None:
        return None
    outcomes = frozenset(
        (
            outcome.run.main,
            outcome.mark,
            frozenset(verdict.told for verdict in outcome.programmes),
            frozenset(frozenset(way) for way in outcome.ways),
        )
        for outcome in decision.outcomes
    )
    preferred = decision.preferred.run.main if decision.preferred is not None else None
    decisive = frozenset(
        (frozenset(s.fact for s in found.statements), found.main) for found in decision.decisive
    )
    return decision.status, outcomes, preferred, decisive, decision.mark


def shuffled(ruleset: Ruleset, random: Random) -> Ruleset:
    """Return a ruleset whose instruments, and whose elements, are written in another order."""
    instruments = list(ruleset.instruments.items())
    random.shuffle(instruments)
    return replace(
        ruleset,
        instruments={
            id_: replace(
                instrument,
                revisions=tuple(
                    replace(revision, contents=mixed(revision.contents, random))
                    for revision in instrument.revisions
                ),
            )
            for id_, instrument in instruments
        },
    )


def mixed(contents: Contents | None, random: Random) -> Contents | None:
    """Return contents with the elements of each kind in another order."""
    if contents is None:
        return None
    kinds = {}
    for kind in KINDS:
        elements = list(getattr(contents, kind).items())
        random.shuffle(elements)
        kinds[kind] = dict(elements)
    return contents.model_copy(update=kinds)


def test_the_order_in_which_law_is_written_does_not_matter(
    code: str, seeds: Sequence[int], rulesets: Mapping[str, Ruleset], handles: Handles
) -> None:
    """Files, elements and readings in another order give the same answer."""
    ruleset = rulesets[code]
    other, others = shuffled(ruleset, Random(7)), Handles()
    for seed in seeds:
        case = a_case(ruleset, Random(seed))

        assert told(answer(case, ruleset, handles)) == told(answer(case, other, others)), seed


def in_other_units(case: Case) -> Case:
    """Return a case whose masses are written in milligrams."""
    items = tuple(
        replace(
            item,
            amount=decimal(Fraction(item.amount) * 1000),
            unit="mg",
            amount_uncertainty=decimal(Fraction(item.amount_uncertainty) * 1000)
            if item.amount_uncertainty
            else None,
        )
        if item.unit == "g" and item.amount is not None
        else item
        for item in case.items
    )
    return replace(case, items=items)


def test_units_and_the_order_of_facts_and_items_do_not_matter(
    code: str, seeds: Sequence[int], rulesets: Mapping[str, Ruleset], handles: Handles
) -> None:
    """Grams or milligrams, and facts or items the other way round, give the same answer."""
    ruleset = rulesets[code]
    for seed in seeds:
        case = a_case(ruleset, Random(seed))
        facts = dict(reversed(list(case.facts.items())))
        known = not any(forms_of(case, ruleset)) and all(
            i.amount is not None and not i.amount_uncertainty and not i.purity_uncertainty for i in case.items
        )
        items = tuple(reversed(case.items)) if known else case.items
        other = in_other_units(replace(case, facts=facts, items=items))

        assert told(answer(case, ruleset, handles)) == told(answer(other, ruleset, handles)), seed


def forms_of(case: Case, ruleset: Ruleset) -> list[Sequence[str]]:
    """Return the forms that each item of a case may be of, where its form is not stated."""
    substances = law_of(case, ruleset).contents.substances
    return [of.forms for item in case.items if (of := substances.get(item.substance)) is not None]


def divided(case: Case) -> Case:
    """Return a case in which each known mass is found in two pieces."""
    items = []
    for item in case.items:
        micro = int(Fraction(item.amount or 0) * 10**6)
        whole = item.unit == "g" and item.amount is not None and item.amount_uncertainty is None and micro > 2
        pieces = (micro // 3, micro - micro // 3) if whole else ()
        items += [replace(item, amount=decimal(Fraction(piece, 10**6))) for piece in pieces] or [item]
    return replace(case, items=tuple(items))


def test_dividing_a_holding_does_not_matter(
    code: str, seeds: Sequence[int], rulesets: Mapping[str, Ruleset], handles: Handles
) -> None:
    """One bag or two of a drug whose form is known: one offence and range; two of another may differ."""
    ruleset = rulesets[code]
    for seed in seeds:
        case = a_case(ruleset, Random(seed))
        if (
            not case.items
            or any(forms_of(case, ruleset))
            or any(item.purity_uncertainty for item in case.items)
        ):
            continue
        whole, pieces = (outcomes(of, ruleset, handles) for of in (case, divided(case)))
        if whole is None or pieces is None:
            continue

        assert {o.run.main for o in whole.outcomes} == {o.run.main for o in pieces.outcomes}, seed


def forget(decision: Decision | None) -> None:
    """Let the laws of an answer forget what they keep for the next case of its kind."""
    if decision is None:
        return
    candidates = [c.outcome for comparison in decision.comparisons for c in comparison.candidates]
    for outcome in (*decision.outcomes, *candidates):
        outcome.run.law.kept(KindsOfLaw).found.clear()
        outcome.run.law.kept(MarksOfLaw).known.clear()


def alike(case: Case, decision: Decision | None) -> Iterator[Case]:
    """Yield cases like one that was decided: a little more of everything, and its conclusions stated."""
    yield replace(
        case,
        items=tuple(
            replace(item, amount=decimal(Fraction(item.amount) * Fraction(1001, 1000)))
            if item.unit == "g" and item.amount is not None
            else item
            for item in case.items
        ),
    )
    for outcome in decision.outcomes[:1] if decision is not None else ():
        for name, fact in outcome.law.statable.items():
            value = outcome.slots.get(name)
            if fact.concluded and name not in case.facts and isinstance(value, bool | str):
                yield replace(case, facts={**case.facts, name: StatedFact(value)})


@pytest.fixture(scope="module")
def forgetful() -> Handles:
    """Return handles of which a test lets the laws forget."""
    return Handles()


def test_what_was_decided_before_does_not_matter(
    code: str, seeds: Sequence[int], rulesets: Mapping[str, Ruleset], handles: Handles, forgetful: Handles
) -> None:
    """An engine that met the like before answers as one that met nothing."""
    ruleset = rulesets[code]
    for seed in seeds:
        case = a_case(ruleset, Random(seed))
        for of in (case, *islice(alike(case, answer(case, ruleset, handles)), 4)):
            anew = answer(of, ruleset, forgetful)
            forget(anew)

            assert told(answer(of, ruleset, handles)) == told(anew), (seed, of)

"""The exact reader: each clause of a law as one Python expression over exact values.

Every comparison is made between the value itself and the constant of the law, by cross-multiplication of
whole numbers. Nothing here looks at classes, so a slip in either reader shows as a disagreement.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final, TypeAlias

from propengine.core.comparisons import expression, meets
from propengine.core.formulas import ASKS_FOR_TRUTH, HOLDS_IN_SILENCE, Every, Formula, Leaf
from propengine.core.slots import Slot, Values
from propengine.engine.bounded import Bounded
from propengine.law.conditions import Comparison

Holds: TypeAlias = Callable[[Values], bool]
"""Says whether a clause holds for what is known; every slot of the law has an entry."""

_MOST_FUNCTIONS: Final = 20_000


class Compiler:
    """Makes functions of formulas; formulas that read alike share one."""

    def __init__(self) -> None:
        """Start with none."""
        self._known: Bounded[str, Holds] = Bounded(_MOST_FUNCTIONS)

    def function(self, formula: Formula, slots: Mapping[str, Slot]) -> Holds:
        """Return a function that says whether a formula holds."""
        text = as_python(formula, slots)
        known = self._known.get(text)
        if known is None:
            code = compile(f"lambda v: {text}", "<law>", "eval")
            known = self._known[text] = eval(code, {})  # noqa: S307 - written from checked trees: quoted names and whole numbers
        return known


def as_python(formula: Formula, slots: Mapping[str, Slot]) -> str:
    """Return a formula as a Python expression over `v`, the values of the slots."""
    if isinstance(formula, Leaf):
        return _leaf(formula, slots[formula.slot])
    word, empty = (" and ", "True") if isinstance(formula, Every) else (" or ", "False")
    return f"({word.join(as_python(part, slots) for part in formula.parts)})" if formula.parts else empty


def _leaf(leaf: Leaf, slot: Slot) -> str:
    silent = "or" if leaf.bound in HOLDS_IN_SILENCE else "and"
    known = "is" if leaf.bound in HOLDS_IN_SILENCE else "is not"
    sense = "" if leaf.bound in ASKS_FOR_TRUTH else "not "
    return f"((x := v[{leaf.slot!r}]) {known} None {silent} {sense}{_holds(leaf, slot)})"


def _holds(leaf: Leaf, slot: Slot) -> str:
    if leaf.comparison is Comparison.STATED:
        return "True"
    if slot.is_number:
        numbers = [reference for reference in leaf.references if isinstance(reference, Fraction)]
        terms = [(f"x.numerator * {n.denominator}", f"{n.numerator} * x.denominator") for n in numbers]
        return expression(leaf.comparison, terms)
    if slot.words:
        places = [slot.words.index(str(reference)) for reference in leaf.references]
        fitting = tuple(w for i, w in enumerate(slot.words) if meets(leaf.comparison, i, places))
        return f"(x in {fitting!r})"
    return expression(leaf.comparison, [("x", repr(reference)) for reference in leaf.references])

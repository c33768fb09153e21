"""The compiled evaluator: the conditions of a level as one Python function over exact values.

Every comparison is made between the value itself and the constant of the law, by cross-multiplication of
whole numbers. Nothing here looks at classes, so a slip in either evaluator shows as a disagreement.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final

from propengine.law.conditions import Comparison
from propengine.law.domains import Bound, Every, Formula, Leaf, SlotValue, leaves_of
from propengine.law.ruleset import Law
from propengine.law.subjects import Kind

_ORDER: Final = {
    Comparison.AT_LEAST: ">=",
    Comparison.MORE_THAN: ">",
    Comparison.AT_MOST: "<=",
    Comparison.LESS_THAN: "<",
    Comparison.EQUALS: "==",
}
_WORD_ORDER: Final = {
    Comparison.AT_LEAST: lambda i, j: i >= j,
    Comparison.MORE_THAN: lambda i, j: i > j,
    Comparison.AT_MOST: lambda i, j: i <= j,
    Comparison.LESS_THAN: lambda i, j: i < j,
}


def compile_level(
    formulas: Sequence[Formula], slots: Sequence[str], law: Law
) -> Callable[[Sequence[SlotValue]], int]:
    """Return a function from slot values to the formulas that hold, as a bit mask."""
    names = {slot: f"v{i}" for i, slot in enumerate(slots)}
    numeric = {
        leaf.slot
        for formula in formulas
        for leaf in leaves_of(formula)
        if any(isinstance(reference, Fraction) for reference in leaf.references)
    }
    writer = _Writer(names, law)
    lines = ["def evaluate(v):"]
    if slots:
        lines.append(f"    {', '.join(names.values())}, = v")
    lines += [
        f"    n{name[1:]}, d{name[1:]} = (0, 0) if {name} is None else ({name}.numerator, {name}.denominator)"
        for slot, name in names.items()
        if slot in numeric
    ]
    lines.append("    held = 0")
    for bit, formula in enumerate(formulas):
        lines.append(f"    if {writer.expression(formula)}: held |= {1 << bit}")
    lines.append("    return held")
    namespace: dict[str, object] = {}
    code = compile("\n".join(lines), f"<law of {law.jurisdiction_id}>", "exec")
    exec(code, namespace)  # noqa: S102 - generated from checked trees: slot names and whole numbers only
    return namespace["evaluate"]  # type: ignore[return-value]  # defined by the text above


class _Writer:
    """Writes formulas as Python expressions."""

    def __init__(self, names: dict[str, str], law: Law) -> None:
        self.names = names
        self.law = law

    def expression(self, formula: Formula) -> str:
        if isinstance(formula, Leaf):
            return self._leaf(formula)
        word, empty = (" and ", "True") if isinstance(formula, Every) else (" or ", "False")
        return f"({word.join(map(self.expression, formula.parts))})" if formula.parts else empty

    def _leaf(self, leaf: Leaf) -> str:
        name = self.names[leaf.slot]
        holds = self._holds(leaf, name)
        match leaf.bound:
            case Bound.SHOWN:
                return f"({name} is not None and {holds})"
            case Bound.DENIED:
                return f"({name} is not None and not {holds})"
            case Bound.NOT_SHOWN:
                return f"({name} is None or not {holds})"
            case Bound.NOT_DENIED:
                return f"({name} is None or {holds})"

    def _holds(self, leaf: Leaf, name: str) -> str:
        if leaf.comparison is Comparison.STATED:
            return "True"
        if isinstance(leaf.references[0], Fraction):
            return self._holds_number(leaf, name)
        if isinstance(leaf.references[0], bool):
            return f"({name} is {leaf.references[0]})"
        return f"({name} in {self._words(leaf)!r})"

    def _holds_number(self, leaf: Leaf, name: str) -> str:
        n, d = f"n{name[1:]}", f"d{name[1:]}"
        tests = [
            f"{n} * {r.denominator} {_ORDER.get(leaf.comparison, '==')} {r.numerator} * {d}"
            for r in leaf.references
            if isinstance(r, Fraction)
        ]
        joined = " or ".join(tests)
        return f"(not ({joined}))" if leaf.comparison is Comparison.NOT_ONE_OF else f"({joined})"

    def _words(self, leaf: Leaf) -> tuple[str, ...]:
        subject = self.law.subjects[leaf.slot]
        if subject.kind is not Kind.ENUM:
            message = f"{leaf.slot} does not hold words"
            raise TypeError(message)
        given = [str(reference) for reference in leaf.references]
        ordered = _WORD_ORDER.get(leaf.comparison)
        if ordered is not None:
            limit = subject.members.index(given[0])
            return tuple(m for i, m in enumerate(subject.members) if ordered(i, limit))
        if leaf.comparison is Comparison.NOT_ONE_OF:
            return tuple(m for m in subject.members if m not in given)
        return tuple(given)

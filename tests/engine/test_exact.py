"""The exact reader and the Rete engine on generated formulas: one meaning, before any ruleset is involved."""

from hypothesis import given, settings, strategies as st

from propengine.core.formulas import Bound, Every, Formula, Leaf
from propengine.core.profiles import branches, domains_of
from propengine.core.slots import SlotValue
from propengine.engine.exact import Compiler
from propengine.engine.rete import Engines, Rete, ReteLaw
from propengine.law.conditions import Comparison
from tests.core.test_profiles import FORMULAS, SLOTS, VALUES, holds

Values = dict[str, SlotValue]


@settings(max_examples=200)
@given(FORMULAS, VALUES)
def test_a_formula_as_an_expression_holds_where_the_formula_does(formula: Formula, values: Values) -> None:
    """For every comparison, way of asking and value, and for what is not known."""
    assert holds(formula, values) == Compiler().function(formula, SLOTS)(values)


@settings(max_examples=25)
@given(st.lists(FORMULAS, min_size=1, max_size=5), st.lists(VALUES, min_size=1, max_size=5))
def test_the_rete_engine_matches_what_the_exact_reader_finds(
    formulas: list[Formula], cases: list[Values]
) -> None:
    """Several formulas at once, on one case after the other."""
    domains = domains_of(formulas, SLOTS)
    places = {slot: place for place, slot in enumerate(domains)}
    ways = [
        [{places[slot]: mask for slot, mask in branch.items()} for branch in branches(formula, domains)]
        for formula in formulas
    ]
    compiler = Compiler()
    functions = [compiler.function(formula, SLOTS) for formula in formulas]
    engines = Engines()
    rete = Rete(ReteLaw(tuple(domains.values()), ways), engines)
    try:
        for values in cases:
            expected = sum(1 << bit for bit, held in enumerate(functions) if held(values))
            assert expected == rete.match([d.classify(values[slot]) for slot, d in domains.items()])
    finally:
        engines.close()


def test_formulas_that_read_alike_share_one_function() -> None:
    """A law of many clauses compiles each text once."""
    compiler = Compiler()
    leaf = Leaf("truth", Comparison.EQUALS, (True,), Bound.SHOWN)

    assert compiler.function(leaf, SLOTS) is compiler.function(
        Leaf("truth", Comparison.EQUALS, (True,), Bound.SHOWN), SLOTS
    )
    assert compiler.function(Every((leaf,)), SLOTS)({"truth": True})

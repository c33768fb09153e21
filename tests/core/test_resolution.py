from dataclasses import dataclass, field

from hypothesis import given, strategies as st

from propengine.core.resolution import ancestors, set_aside


@dataclass
class _Rule:
    exception_to: list[str] = field(default_factory=list)


def test_an_exception_sets_aside_everything_above_it() -> None:
    """The exception of an exception is an exception to the base rule too."""
    rules = {"base": _Rule(), "narrow": _Rule(["base"]), "narrowest": _Rule(["narrow"])}

    assert frozenset({"base", "narrow"}) == ancestors(rules, "narrowest")
    assert frozenset() == ancestors(rules, "base")


def test_a_circle_leads_back_to_itself() -> None:
    """A circle is found, and looking for it ends."""
    rules = {"a": _Rule(["b"]), "b": _Rule(["a"])}

    assert "a" in ancestors(rules, "a")


def test_an_exception_to_what_is_not_in_force_is_followed_no_further() -> None:
    """A rule of another instrument may be absent on a day."""
    assert frozenset({"gone"}) == ancestors({"a": _Rule(["gone"])}, "a")
    assert frozenset() == ancestors({}, "unknown")


def test_of_those_that_hold_the_narrowest_stands() -> None:
    """Each rule that holds and is set aside names an exception that holds."""
    above = {
        "base": frozenset[str](),
        "narrow": frozenset({"base"}),
        "narrowest": frozenset({"base", "narrow"}),
    }

    assert {"base": "narrowest", "narrow": "narrowest"} == set_aside(above, ["base", "narrow", "narrowest"])
    assert {"base": "narrowest"} == set_aside(above, ["base", "narrowest"])
    assert {} == set_aside(above, ["base"])


@given(st.permutations(["base", "narrow", "narrowest", "other"]))
def test_the_order_in_which_rules_are_written_cannot_matter(order: list[str]) -> None:
    """What stands is the same in every order."""
    above = {
        "base": frozenset[str](),
        "narrow": frozenset({"base"}),
        "narrowest": frozenset({"base", "narrow"}),
        "other": frozenset[str](),
    }

    assert {"base", "narrow"} == set(set_aside(above, order))

"""Exceptions: what an exception sets aside, directly or through others."""

from dataclasses import dataclass, field

from propengine.core.resolution import ancestors


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

"""A compiled law: what is known of it once and for all, and what its readers keep of it."""

from propengine.core.lowering import Lowering
from propengine.engine.compiled import CompiledLaw
from propengine.engine.exact import Compiler
from propengine.law.ruleset import Dates, Ruleset
from tests.support import DAY


class Notes:
    """What some reader keeps of a law."""

    def __init__(self, law: CompiledLaw) -> None:
        """Take the law."""
        self.law = law


class OtherNotes(Notes):
    """What another keeps."""


def test_what_a_reader_keeps_of_a_law_is_made_once(pt: Ruleset) -> None:
    """Each class has its own of each law, and none gets another's."""
    law, other = (CompiledLaw(Lowering().lower(pt.law(Dates.all_on(DAY))), Compiler()) for _ in range(2))
    first, again = law.kept(Notes), law.kept(Notes)

    assert first is again
    assert (law, other) == (first.law, other.kept(Notes).law)
    assert OtherNotes is type(law.kept(OtherNotes))
    assert Notes is type(law.kept(Notes))

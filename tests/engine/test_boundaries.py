"""Boundaries: each value at which some clause turns is tried, and nothing is compared twice."""

from fractions import Fraction
from pathlib import Path

from propengine.core.lowering import Lowering
from propengine.core.statements import Clause
from propengine.engine.boundaries import Agreed, boundary_cases
from propengine.engine.compiled import CompiledLaw
from propengine.engine.exact import Compiler
from tests.support import an_offence, law_of

LAW = """
facts:
  priors: {type: integer, question: {en: how many?}}
  armed: {type: boolean, question: {en: armed?}}
  role: {type: enum, members: [low, middle, high], question: {en: which role?}}
offences:
""" + an_offence("grave", when="{priors: {at_least: 3}, armed: true, role: {at_least: middle}}")
LAW += an_offence("light", when="{role: low, priors: {less_than: 3}}")

COMPILER = Compiler()


def law_in(folder: Path, text: str = LAW) -> CompiledLaw:
    """Return a law made ready."""
    return CompiledLaw(Lowering().lower(law_of(folder, text)), COMPILER)


def every(law: CompiledLaw) -> list[Clause]:
    """Return all clauses of a law."""
    return [clause for level in law.lowered.clauses for clause in level]


class TestBoundaryCases:
    """Just below, at and just above each constant, each member, and nothing known, are all tried."""

    def test_they_touch_every_class_of_every_slot(self, tmp_path: Path) -> None:
        """No class is left out, that of nothing known included."""
        law = law_in(tmp_path)

        cases = list(boundary_cases(law, every(law)))
        hair = Fraction(1, 10**12)

        assert {None, 3 - hair, Fraction(3), 3 + hair} <= {values.get("priors") for values in cases}
        for slot, domain in law.lowered.domains.items():
            assert set(range(domain.size)) == {domain.classify(values.get(slot)) for values in cases}

    def test_every_way_to_satisfy_a_clause_is_tried(self, tmp_path: Path) -> None:
        """A case in which it holds is among the boundary cases."""
        law = law_in(tmp_path)
        nothing = dict.fromkeys(law.lowered.slots)
        cases = [nothing, *boundary_cases(law, every(law))]
        for functions in law.functions:
            for holds in functions:
                assert any(holds({**nothing, **values}) for values in cases)

    def test_those_of_some_clauses_name_what_these_read(self, tmp_path: Path) -> None:
        """Others are not tried."""
        law = law_in(tmp_path)
        light = [clause for clause in every(law) if clause.id == "light"]
        read = {slot for clause in light for slot in clause.reads}

        assert read == {slot for values in boundary_cases(law, light) for slot in values}


class TestAgreed:
    """What was compared is known by the clause and the classes of what it reads."""

    def test_an_equal_law_is_not_compared_again(self, tmp_path: Path) -> None:
        """Nor is any clause that another law has, too."""
        agreed = Agreed()
        first, same = law_in(tmp_path / "a"), law_in(tmp_path / "b")
        assert every(first) == agreed.unknown(first)

        agreed.keep(first)

        assert [] == agreed.unknown(same)

    def test_a_clause_that_changed_is_compared(self, tmp_path: Path) -> None:
        """The other clauses are not."""
        agreed = Agreed()
        agreed.keep(law_in(tmp_path / "a"))
        changed = law_in(tmp_path / "b", LAW.replace("armed: true, ", ""))

        assert ["grave"] == [clause.id for clause in agreed.unknown(changed) if clause.role == "offence"]

    def test_what_reads_a_slot_with_other_classes_is_compared(self, tmp_path: Path) -> None:
        """A limit moved in one clause divides anew what another reads, although that one stands as it was."""
        agreed = Agreed()
        agreed.keep(law_in(tmp_path / "a"))
        moved = law_in(tmp_path / "b", LAW.replace("{at_least: 3}", "{at_least: 4}"))

        offences = [clause.id for clause in agreed.unknown(moved) if clause.role == "offence"]
        assert ["grave", "light"] == offences

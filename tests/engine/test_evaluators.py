"""Two evaluators, compared on every answer: what they promise, and that a slip in either is caught."""

import gc
import resource
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from weakref import ref

import pytest

from propengine.core import comparisons
from propengine.core.comparisons import RELATIONS, Relation
from propengine.core.lowering import Lowering
from propengine.core.statements import Clause
from propengine.engine import evaluators, rete
from propengine.engine.boundaries import Agreed
from propengine.engine.compiled import CompiledLaw
from propengine.engine.concluding import evaluate
from propengine.engine.deciding import decide
from propengine.engine.evaluators import (
    EvaluatorsDisagreeError,
    Handle,
    Handles,
    RevisionWithdrawnError,
)
from propengine.engine.exact import Compiler
from propengine.engine.kinds import FoundOfKind, KindsOfLaw
from propengine.engine.rete import Engines
from propengine.engine.runs import Inputs
from propengine.law.conditions import Comparison
from propengine.law.ruleset import Dates, Law, Ruleset
from propengine.verify.worked_cases import load_cases, run_cases
from tests.support import DAY, RULESETS, a_case, an_offence, grams, law_of, ruleset_of

ORDERED = {
    Comparison.AT_LEAST: (">=", ">"),
    Comparison.MORE_THAN: (">", ">="),
    Comparison.AT_MOST: ("<=", "<"),
    Comparison.LESS_THAN: ("<", "<="),
}

LAW = """
facts:
  priors: {type: integer, question: {en: how many?}}
  armed: {type: boolean, question: {en: armed?}}
  role: {type: enum, members: [low, middle, high], question: {en: which role?}}
offences:
""" + an_offence("grave", when="{priors: {COMPARISON: 3}, armed: true, role: {at_least: middle}}")


def law_with(folder: Path, comparison: Comparison) -> Law:
    """Return a law whose offence compares a number in the given way."""
    return law_of(folder, LAW.replace("COMPARISON", comparison.value))


def compiled(law: Law) -> CompiledLaw:
    """Return a law made ready, apart from any other."""
    return CompiledLaw(Lowering().lower(law), Compiler())


class TestPlantedSlips:
    """A slip planted in one evaluator withdraws the law before any case meets it."""

    @pytest.mark.parametrize("comparison", ORDERED)
    def test_off_by_one_in_the_exact_reader(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, comparison: Comparison
    ) -> None:
        """Each ordered comparison in the text of the exact reader, made strict or loose, is noticed."""
        law = law_with(tmp_path, comparison)
        right, wrong = ORDERED[comparison]
        relation = RELATIONS[comparison]
        assert relation.symbol == right

        slipped = {**RELATIONS, comparison: Relation(wrong, relation.holds)}
        monkeypatch.setattr(comparisons, "RELATIONS", slipped)

        with pytest.raises(RevisionWithdrawnError, match="offence grave"):
            Handle(compiled(law), Agreed(), Engines())

    @pytest.mark.parametrize("comparison", [Comparison.EQUALS, Comparison.ONE_OF, Comparison.NOT_ONE_OF])
    def test_sameness_taken_for_difference(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, comparison: Comparison
    ) -> None:
        """Equal read as unequal, or the other way round, is noticed."""
        constant = "3" if comparison is Comparison.EQUALS else "[3, 5]"
        text = LAW.replace("COMPARISON: 3", f"{comparison}: {constant}")
        law = law_of(tmp_path, text)
        relation = RELATIONS[comparison]
        wrong = "==" if relation.symbol == "!=" else "!="
        monkeypatch.setattr(
            comparisons, "RELATIONS", {**RELATIONS, comparison: Relation(wrong, relation.holds)}
        )

        with pytest.raises(RevisionWithdrawnError, match="offence grave"):
            Handle(compiled(law), Agreed(), Engines())

    @pytest.mark.parametrize("comparison", ORDERED)
    def test_a_slip_in_the_meaning_of_classes(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, comparison: Comparison
    ) -> None:
        """A comparison of classes that is off by one while the text is right is noticed, too."""
        law = law_with(tmp_path, comparison)
        other = {
            Comparison.AT_LEAST: Comparison.MORE_THAN,
            Comparison.MORE_THAN: Comparison.AT_LEAST,
            Comparison.AT_MOST: Comparison.LESS_THAN,
            Comparison.LESS_THAN: Comparison.AT_MOST,
        }[comparison]
        slipped = {**RELATIONS, comparison: Relation(RELATIONS[comparison].symbol, RELATIONS[other].holds)}
        monkeypatch.setattr(comparisons, "RELATIONS", slipped)

        with pytest.raises(RevisionWithdrawnError, match="offence grave"):
            Handle(compiled(law), Agreed(), Engines())

    @pytest.mark.parametrize("comparison", ORDERED)
    @pytest.mark.parametrize("shift", [-1, 1])
    def test_off_by_one_in_the_rete_rules(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, comparison: Comparison, shift: int
    ) -> None:
        """A bound of the Rete rules, shifted by one class, is noticed."""
        law = law_with(tmp_path, comparison)
        terms = rete._terms

        def shifted(attribute: str, low: int, high: int, size: int) -> object:
            return (
                terms(attribute, low, high + shift, size)
                if high < size - 1
                else terms(attribute, low + shift, high, size)
            )

        monkeypatch.setattr(rete, "_terms", shifted)

        with pytest.raises(RevisionWithdrawnError, match="offence grave"):
            Handle(compiled(law), Agreed(), Engines())

    def test_a_withdrawn_law_stays_withdrawn(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Once withdrawn, a law is refused without being tried again, even when the slip is gone."""
        law = law_with(tmp_path, Comparison.AT_LEAST)
        handles = Handles()
        with monkeypatch.context() as planted:
            slipped = {**RELATIONS, Comparison.AT_LEAST: Relation(">", RELATIONS[Comparison.AT_LEAST].holds)}
            planted.setattr(comparisons, "RELATIONS", slipped)
            found = handles.compiled(law)
            with pytest.raises(RevisionWithdrawnError), handles.lent(found):
                pass

        with pytest.raises(RevisionWithdrawnError), handles.lent(handles.compiled(law)):
            pass

    def test_a_disagreement_on_a_case_gives_no_answer(
        self, pt: Ruleset, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """When the evaluators differ on a live case the case gets an error, never either answer."""
        handles = Handles()
        case = a_case([grams("10")], {"own_use_proven": True}, jurisdiction="pt")
        decide(case, pt, handles)
        match = rete.Rete.match
        monkeypatch.setattr(rete.Rete, "match", lambda self, classes: match(self, classes) ^ 1)

        with pytest.raises(EvaluatorsDisagreeError) as caught:
            decide(case, pt, handles)

        assert "10" not in str(caught.value)


class TestHandles:
    """Handles are lent to one thread at a time, and bounded."""

    def test_a_lent_handle_is_nobody_elses(self, pt: Ruleset) -> None:
        """Two loans of one law at once are two handles; after both are back, one is lent again."""
        handles = Handles()
        law = handles.compiled(pt.law(Dates.all_on(date(2020, 1, 1))))

        with handles.lent(law) as first, handles.lent(law) as second:
            assert first is not second
        with handles.lent(law) as third:
            assert third in {first, second}

    def test_so_many_rules_lie_idle_and_not_so_many_engines(self, pt: Ruleset) -> None:
        """Engines with more rules count for more; those used longest ago are freed."""
        law = Handles().compiled(pt.law(Dates.all_on(date(2020, 1, 1))))
        handles = Handles()
        with handles.lent(law):
            pass
        ((bench,),) = handles._idle.values()
        rules = bench.engines.rules
        assert rules > 1

        for most, kept in ((2 * rules, 2), (2 * rules - 1, 1), (rules - 1, 0)):
            handles = Handles(most_idle=most)
            with handles.lent(law) as last, handles.lent(law) as first:
                pass
            idle = [
                handle for of in handles._idle.values() for bench in of for handle in bench.handles.values()
            ]
            assert [first, last][2 - kept :] == idle

    def test_the_laws_of_one_legal_order_share_their_engines(self, pt: Ruleset) -> None:
        """A revision adds what it changes; the handle of the one before is still there."""
        handles = Handles()
        before, after = (handles.compiled(pt.law(Dates.all_on(date(year, 1, 1)))) for year in (2020, 2025))
        with handles.lent(before) as first:
            pass
        ((bench,),) = handles._idle.values()
        alone = bench.engines.rules
        with handles.lent(after) as second:
            pass

        assert first is not second
        assert alone < bench.engines.rules < 2 * alone
        with handles.lent(before) as third:
            assert first is third

    def test_a_failing_evaluation_gives_its_handle_back(self, pt: Ruleset) -> None:
        """An exception inside a loan does not lose the handle."""
        handles = Handles()
        law = handles.compiled(pt.law(Dates.all_on(date(2020, 1, 1))))

        with pytest.raises(RuntimeError), handles.lent(law) as first:
            raise RuntimeError
        with handles.lent(law) as second:
            assert first is second

    def test_a_handle_that_failed_is_never_lent_again(self, pt: Ruleset) -> None:
        """After an error of an engine the handle is freed."""
        handles = Handles()
        law = handles.compiled(pt.law(Dates.all_on(date(2020, 1, 1))))

        with pytest.raises(rete.ReteError), handles.lent(law) as first:
            raise rete.ReteError(99)
        with handles.lent(law) as second:
            assert first is not second

    def test_a_law_is_compared_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A handle that is made again is not compared again; a new pool trusts nothing."""
        laws = [
            law_with(tmp_path / order.value, order) for order in (Comparison.AT_LEAST, Comparison.AT_MOST)
        ]
        asked: list[Sequence[Clause]] = []
        compare = Handle._compare_boundaries

        def noted(handle: Handle, clauses: Sequence[Clause]) -> None:
            asked.append(clauses)
            compare(handle, clauses)

        def lend(handles: Handles) -> list[Sequence[Clause]]:
            asked.clear()
            for law in laws:
                with handles.lent(handles.compiled(law)):
                    pass
            return list(asked)

        monkeypatch.setattr(Handle, "_compare_boundaries", noted)
        handles = Handles(most_idle=1)
        first, again, elsewhere = lend(handles), lend(handles), lend(Handles(most_idle=1))

        assert all(first)
        assert [[], []] == again
        assert first == elsewhere

    def test_memory_stays_flat_with_more_laws_than_handles(self, tmp_path: Path) -> None:
        """Forty laws through a bound of four rules, fourteen times over: no growth after the first rounds."""
        laws = []
        for i in range(40):
            folder = tmp_path / str(i)
            text = LAW.replace("COMPARISON", "at_least").replace(": 3}", f": {i + 2}}}")
            laws.append(law_of(folder, text))
        handles = Handles(most_idle=4)
        nothing = Inputs({})

        def round_trip() -> None:
            for law in laws:
                found = handles.compiled(law)
                handles.confirm(found, [evaluate(found, nothing)])

        round_trip()
        round_trip()
        gc.collect()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for _ in range(12):
            round_trip()
        grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before

        assert grown_kib < 24 * 1024  # 480 more engines at two hundred kilobytes each would pass 90 MiB


class TestThreads:
    """Eight threads, eight hundred different cases, one pool of handles."""

    def test_no_answer_or_trace_is_mixed(self, pt: Ruleset) -> None:
        """Each answer and each trace belongs to the case that asked, and the evaluators never disagree."""
        handles = Handles()
        day = date(2012, 6, 1)

        def one(number: int) -> bool:
            amount = Fraction(number + 1, 16)
            case = a_case(
                [grams(f"{float(amount):.4f}")],
                {"own_use_proven": True, "drug_dependent": bool(number % 2)},
                jurisdiction="pt",
                offence=day,
            )
            outcome = decide(case, pt, handles).first
            assert outcome is not None
            expected = "lei-30-2000-art-2" if amount <= 25 else "art-40-2-above-ten-days"
            standing = [
                step.clause.id for step in outcome.trace if step.stands and step.clause.role == "offence"
            ]
            days = {
                value
                for step in outcome.trace
                for leaf, value in outcome.reads(step.clause)
                if leaf.slot == "days"
            }
            fined = any(leaf.fine for leaf in outcome.sanctions)
            return (
                outcome.offence_id == expected
                and standing == [expected]
                and days == {amount / Fraction(5, 2)}
                and (amount > 25 or fined == (number % 2 == 0))
            )

        with ThreadPoolExecutor(8) as threads:
            answers = list(threads.map(one, range(800)))

        assert [] == [number for number, right in enumerate(answers) if not right]


class TestPortugal:
    """Before a handle meets a case, both evaluators have met every boundary of the law."""

    def test_every_date_of_portugal_gets_a_handle(self, pt: Ruleset) -> None:
        """Whatever the offence date and the decision date, the law that they make is not withdrawn."""
        handles = Handles(most_idle=2)
        days = pt.change_dates()
        laws = {
            pt.law(Dates(offence, decision, decision, decision)).key: (offence, decision)
            for offence in days
            for decision in days
            if offence <= decision
        }
        for offence, decision in laws.values():
            law = handles.compiled(pt.law(Dates(offence, decision, decision, decision)))
            with handles.lent(law) as handle:
                assert handle.law.lowered.levels

        assert len(laws) > len(days)


class TestCompiledLaws:
    """A law is made ready once for all options of its readings."""

    def test_a_law_under_an_option_is_the_law_that_it_is_written_in(self, pt: Ruleset) -> None:
        """Its options are guards; nothing is compiled for one of them."""
        handles = Handles()
        law = pt.law(Dates.all_on(date(2005, 1, 1)))

        assert handles.compiled(law) is handles.compiled(law.under({"above-ten-days": "administrative"}))

    def test_a_handle_confirms_what_the_exact_reader_found(self, tmp_path: Path) -> None:
        """And nothing else: one bit more or less is a disagreement, which names the clause."""
        law = compiled(law_with(tmp_path, Comparison.AT_LEAST))
        engines = Engines()
        handle = Handle(law, Agreed(), engines)
        run = evaluate(law, Inputs({"priors": Fraction(3), "armed": True, "role": "high"}))
        handle.confirm(run)
        level = next(n for n, clauses in enumerate(law.lowered.clauses) if clauses)
        run.held[level] ^= 1

        with pytest.raises(EvaluatorsDisagreeError, match="offence grave") as caught:
            handle.confirm(run)
        assert level == caught.value.level
        engines.close()


class TestOneBound:
    """Whatever the ruleset, so many laws are ready, and so much is kept for the next case."""

    def laws(self, folder: Path) -> list[Law]:
        text = LAW.replace("COMPARISON", "at_least")
        return [law_of(folder / str(i), text.replace(": 3}", f": {i + 2}}}")) for i in range(4)]

    def test_laws_used_longest_ago_are_forgotten(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The one that was used again stays; one that was forgotten is made anew."""
        monkeypatch.setattr(evaluators, "MOST_LAWS", 3)
        laws, handles = self.laws(tmp_path), Handles()
        first, second, _ = (handles.compiled(law) for law in laws[:3])

        assert first is handles.compiled(laws[0])
        handles.compiled(laws[3])

        assert first is handles.compiled(laws[0])
        assert second is not handles.compiled(laws[1])

    def test_nothing_of_a_forgotten_law_is_left(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Its ruleset has its parts, and no longer the law that they make."""
        monkeypatch.setattr(evaluators, "MOST_LAWS", 1)
        ruleset, handles = ruleset_of(tmp_path / "own", LAW.replace("COMPARISON", "at_least")), Handles()
        law = ref(ruleset.law(Dates.all_on(DAY)))
        assert law() is None

        compiled = ref(handles.compiled(ruleset.law(Dates.all_on(DAY))))
        law = ref(ruleset.law(Dates.all_on(DAY)))
        gc.collect()
        assert law() is not None

        handles.compiled(self.laws(tmp_path)[0])
        gc.collect()
        assert (None, None) == (law(), compiled())

    def test_a_forgotten_law_is_gone_at_once(self, pt: Ruleset, monkeypatch: pytest.MonkeyPatch) -> None:
        """Whatever cases have left with it, memory does not wait for a collection."""
        monkeypatch.setattr(evaluators, "MOST_LAWS", 1)
        handles, day = Handles(most_idle=0), date(2012, 6, 1)
        pt = replace(pt)  # other tests may hold the laws of the one that all share
        case = a_case([grams("30")], {"own_use_proven": True}, jurisdiction="pt", offence=day)
        decide(case, pt, handles)
        (law,) = (ref(compiled.lowered.law) for compiled in handles._laws.values())
        known = law()
        assert known is not None
        assert known._under
        del known

        gc.collect()
        gc.disable()
        try:
            handles.compiled(pt.law(Dates.all_on(date(2024, 6, 1))))
            assert law() is None
        finally:
            gc.enable()

    def test_what_is_kept_for_the_next_case_is_bounded(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Beyond the bound the laws used longest ago forget it, and no others; all of them stay ready."""
        laws, handles = self.laws(tmp_path), Handles()
        ready = [handles.compiled(law) for law in laws]
        for law in ready:
            law.kept(KindsOfLaw).found[0,] = FoundOfKind((), ())
        each = ready[0].remembered()
        assert each > 0
        monkeypatch.setattr(evaluators, "MOST_REMEMBERED", 2 * each)
        monkeypatch.setattr(evaluators, "_LOOKED_AT_EVERY", 1)

        assert ready[0] is handles.compiled(laws[0])

        assert [each, 0, 0, each] == [law.remembered() for law in ready]
        assert ready == [handles.compiled(law) for law in laws]

    def test_answers_do_not_depend_on_what_is_kept(
        self, pt: Ruleset, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Worked cases are answered as they should be while everything is forgotten all the time."""
        for name in ("MOST_LAWS", "_MOST_SHARED", "_LOOKED_AT_EVERY"):
            monkeypatch.setattr(evaluators, name, 1)
        monkeypatch.setattr(evaluators, "MOST_REMEMBERED", 0)
        cases = load_cases(RULESETS / "pt" / "cases.yaml")[::9]

        report = run_cases(pt, cases, Handles(most_idle=0))

        assert len(cases) == report.cases
        assert [] == report.differences

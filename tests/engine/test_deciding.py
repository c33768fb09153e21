"""Decisions: everything open takes one shape, the milder law is found, what would change it is said."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from propengine.engine.case import Case, Item, RawValue, Standing, StatedFact
from propengine.engine.conditions import Question
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision, MilderLawComparison, MilderVerdict, NoticeKind, Status
from propengine.engine.evaluators import Handles
from propengine.engine.kinds import KindsOfLaw
from propengine.engine.refusals import CaseRefusedError, Reason
from propengine.law.programmes import GateKind, ProgrammeStatus
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Checkpoint
from propengine.law.vocabulary import AGE, BIRTH
from propengine.notation.loading import load_ruleset
from tests.shipped import HANDLES, SHIPPED
from tests.support import JURISDICTION, a_case, an_offence, grams, ruleset_of

OWN_USE = {"own_use_proven": True}


Told = list[tuple[str | None, list[list[tuple[str, str]]]]]


def told(decision: Decision) -> Told:
    """Return each outcome's offence and the ways that lead to it, each as what must be so."""
    return [
        (outcome.offence_id, [[(condition.id, condition.value) for condition in way] for way in outcome.ways])
        for outcome in decision.outcomes
    ]


def offences(decision: Decision) -> list[str | None]:
    """Return the offence of each outcome."""
    return [outcome.offence_id for outcome in decision.outcomes]


def compared(decision: Decision) -> MilderLawComparison:
    """Return the only comparison of laws."""
    (comparison,) = decision.comparisons
    return comparison


class TestEverythingOpen:
    """Readings, disputed facts, findings, may-steps and uncertainty: outcomes with their conditions."""

    def test_a_disputed_fact_that_matters_gives_both_outcomes(self, pt: Ruleset, handles: Handles) -> None:
        """The more favourable one is preferred, and each says on which value it rests."""
        case = a_case([grams("30")], jurisdiction="pt", offence=date(2024, 6, 1))
        disputed = {
            "trade_evidence": StatedFact(value=True, standing=Standing.DISPUTED),
            "own_use_proven": StatedFact(value=True),
        }
        without = decide(_with(case, disputed), pt, handles)
        alone = decide(_with(case, {"trade_evidence": disputed["trade_evidence"]}), pt, handles)

        assert [("lei-30-2000-art-2", [[]])] == told(without)
        assert {None, "art-21-1", "art-25-a"} == set(offences(alone))
        assert alone.preferred is not None
        assert alone.preferred.offence_id is None

    def test_several_disputed_facts_are_settled_in_every_way(self, pt: Ruleset, handles: Handles) -> None:
        """Whatever the order of the facts, every way is decided: own use or, excluded, art. 21(1)."""
        case = a_case([grams("30")], jurisdiction="pt", offence=date(2012, 6, 1))
        own = {"own_use_proven": StatedFact(value=False, standing=Standing.DISPUTED)}
        trade = {"trade_evidence": StatedFact(value=True, standing=Standing.DISPUTED)}
        decisions = [told(decide(_with(case, facts), pt, handles)) for facts in (own | trade, trade | own)]

        assert sorted(map(str, decisions[0])) == sorted(map(str, decisions[1]))
        assert {"art-21-1", "art-25-a", "art-40-2-above-ten-days"} == {offence for offence, _ in decisions[0]}

    def test_each_way_to_settle_a_dispute_keeps_its_readings(self, pt: Ruleset, handles: Handles) -> None:
        """In 2007 own use above ten days has three readings; a dispute about own use loses none of them.

        Read as trafficking, and where own use is excluded, it may be found to be of lesser gravity, too.
        """
        case = a_case([grams("40")], jurisdiction="pt", offence=date(2007, 3, 1), decision=date(2007, 9, 1))
        own = {"own_use_proven": StatedFact(value=True, standing=Standing.DISPUTED)}
        found = set(offences(decide(_with(case, own), pt, handles)))

        assert {"lei-30-2000-art-2", "art-40-2-above-ten-days", "art-21-1", "art-25-a"} == found

    def test_a_disputed_fact_that_does_not_matter_gives_one(self, pt: Ruleset, handles: Handles) -> None:
        """Nothing is shown twice."""
        case = a_case([grams("5")], jurisdiction="pt", conduct="supply", offence=date(2024, 6, 1))
        facts = {
            "own_use_proven": StatedFact(value=True, standing=Standing.DISPUTED),
            "considerably_diminished_unlawfulness": StatedFact(value=False),
        }

        assert [("art-21-1", [[]])] == told(decide(_with(case, facts), pt, handles))

    @pytest.mark.requirement("S-257")
    def test_a_finding_is_never_guessed(self, pt: Ruleset, handles: Handles) -> None:
        """What only a court can find is not found until it says so; the other outcome stands beside."""
        case = a_case([grams("5")], jurisdiction="pt", conduct="supply", offence=date(2024, 6, 1))
        name = "considerably_diminished_unlawfulness"

        decision = decide(case, pt, handles)

        assert [("art-21-1", [[(name, "not found")]]), ("art-25-a", [[(name, "found")]])] == told(decision)
        assert decision.preferred is decision.outcomes[0]
        assert Status.DECIDED is decision.status

    def test_uncertainty_is_cut_at_the_limit(self, pt: Ruleset, handles: Handles) -> None:
        """25 g give or take a tenth: up to ten days, which are 25 g, or more; the favourable is preferred."""
        case = a_case(
            [grams("25", amount_uncertainty="0.1")], OWN_USE, jurisdiction="pt", offence=date(2012, 6, 1)
        )
        decision = decide(case, pt, handles)

        assert {
            ("lei-30-2000-art-2", "items[0].amount", ">= 24.9 g, <= 25 g"),
            ("art-40-2-above-ten-days", "items[0].amount", "> 25 g, <= 25.1 g"),
        } == {(offence, *way[0]) for offence, ways in told(decision) for way in ways}
        assert decision.preferred is not None
        assert "lei-30-2000-art-2" == decision.preferred.offence_id
        assert "uncertainty" in {notice.kind for notice in decision.notices}

    @pytest.mark.requirement("S-257")
    def test_every_option_of_an_open_reading_is_an_outcome(self, pt: Ruleset, handles: Handles) -> None:
        """In 2007 own use above ten days has three readings; the case law of 2008 does not settle 2007."""
        case = a_case(
            [grams("40")], OWN_USE, jurisdiction="pt", offence=date(2007, 3, 15), decision=date(2007, 11, 15)
        )
        decision = decide(case, pt, handles)
        readings = {
            condition.value
            for outcome in decision.outcomes
            for way in outcome.ways
            for condition in way
            if condition.question is Question.READING
        }

        assert Status.DISCRETION is decision.status
        assert {"administrative", "crime-of-art-40-2", "trafficking"} <= readings
        assert decision.preferred is not None
        assert "lei-30-2000-art-2" == decision.preferred.offence_id


class TestMilderLaw:
    """Each candidate is applied whole; liability first, then both ends of custody."""

    LAW = """
offences:
  act:
    name: {en: the act}
    provision: art. 1
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {conduct: possession}
    sanction: {custody: {ends: {min: MIN, max: MAX}}}
"""

    def chain(self, folder: Path, *ranges: tuple[str, str, str]) -> Ruleset:
        """Return a ruleset whose only offence has these ranges from these days on."""
        milder = "milder_law: {candidates: [offence, intermediate, decision], provision: art. 2, mark: V}\n"
        first = self.LAW.replace("MIN", ranges[0][1]).replace("MAX", ranges[0][2])
        ruleset_of(folder, first, JURISDICTION + milder)
        before = "2000-01-01"
        for day, low, high in ranges[1:]:
            text = f'amends: "{before}"\ncitation: Act\nmark: V\nset:\n  offences:\n    act:\n'
            text += f"      sanction: {{custody: {{ends: {{min: {low}, max: {high}}}}}}}\n"
            if low == "lawful":
                text = f'amends: "{before}"\ncitation: Act\nmark: V\nset:\n  offences:\n    act: '
                text += "{liability: lawful, classification: none, sanction: null}\n"
            if low == "unknown":
                text = "unknown: the text was not found\ncitation: Act\nmark: M\n"
            (folder / "xx" / "act" / f"{day}.yaml").write_text(text)
            before = day
        return load_ruleset(folder / "xx")

    @pytest.mark.parametrize(
        ("later", "verdict", "custody"),
        [
            (("3 y", "5 y"), MilderVerdict.OFFENCE_LAW, "24"),
            (("24 m", "48 m"), MilderVerdict.EQUAL, "24"),
            (("1 y", "4 y"), MilderVerdict.LATER_LAW, "12"),
            (("2 y", "3 y"), MilderVerdict.LATER_LAW, "24"),
            (("1 y", "5 y"), MilderVerdict.INCOMPARABLE, "24"),
        ],
    )
    def test_both_ends_are_compared(
        self, tmp_path: Path, handles: Handles, later: tuple[str, str], verdict: MilderVerdict, custody: str
    ) -> None:
        """Lower at one end and not higher at the other is milder; crossing ends are incomparable."""
        ruleset = self.chain(tmp_path, ("2000-01-01", "2 y", "4 y"), ("2010-01-01", *later))
        decision = decide(a_case(offence=date(2005, 1, 1), decision=date(2015, 1, 1)), ruleset, handles)
        least = {str(o.checkpoints[Checkpoint.STATUTORY].min.months) for o in decision.outcomes}

        assert verdict is compared(decision).verdict
        assert custody in least
        assert (2 if verdict is MilderVerdict.INCOMPARABLE else 1) == len(decision.outcomes)

    def test_an_intermediate_law_counts(self, tmp_path: Path, handles: Handles) -> None:
        """A law milder than both the offence's and the decision's applies, and its day is named."""
        ruleset = self.chain(
            tmp_path, ("2000-01-01", "5 y", "9 y"), ("2008-01-01", "1 y", "2 y"), ("2010-01-01", "6 y", "9 y")
        )
        decision = decide(a_case(offence=date(2005, 1, 1), decision=date(2015, 1, 1)), ruleset, handles)

        assert date(2008, 1, 1) == compared(decision).applied
        assert ["act@2008-01-01"] == [str(used.revision) for used in decision.used[0]]

    def test_conduct_that_is_no_longer_punished_is_its_own_result(
        self, tmp_path: Path, handles: Handles
    ) -> None:
        """The decision says that the later law does not punish the conduct."""
        ruleset = self.chain(tmp_path, ("2000-01-01", "2 y", "4 y"), ("2010-01-01", "lawful", ""))
        decision = decide(a_case(offence=date(2005, 1, 1), decision=date(2015, 1, 1)), ruleset, handles)

        assert Status.NO_LONGER_AN_OFFENCE is decision.status

    def test_what_was_lawful_stays_so_whatever_a_later_law_leaves_open(
        self, tmp_path: Path, handles: Handles
    ) -> None:
        """A later law under which nothing is decided yet is not milder than one that declares it lawful."""
        self.chain(tmp_path, ("2000-01-01", "2 y", "4 y"), ("2002-01-01", "lawful", ""))
        text = 'amends: "2002-01-01"\ncitation: Act\nmark: V\n'
        text += "set: {offences: {act: {when: {conduct: supply}}}}\n"
        (tmp_path / "xx" / "act" / "2010-01-01.yaml").write_text(text)
        ruleset = load_ruleset(tmp_path / "xx")
        decision = decide(a_case(offence=date(2005, 1, 1), decision=date(2015, 1, 1)), ruleset, handles)

        assert MilderVerdict.OFFENCE_LAW is compared(decision).verdict
        assert Status.DECIDED is decision.status

    def test_an_unknown_text_makes_the_comparison_incomplete(self, tmp_path: Path, handles: Handles) -> None:
        """The offence's law answers, and the decision says that the comparison could not be finished."""
        ruleset = self.chain(tmp_path, ("2000-01-01", "2 y", "4 y"), ("2010-01-01", "unknown", ""))
        decision = decide(a_case(offence=date(2005, 1, 1), decision=date(2015, 1, 1)), ruleset, handles)

        assert (date(2010, 1, 1), date(2015, 1, 1))[-1] in compared(decision).incomplete
        assert "comparison_incomplete" in {notice.kind for notice in decision.notices}

    def test_an_unknown_text_on_the_offence_date_is_refused(self, tmp_path: Path, handles: Handles) -> None:
        """No neighbouring text answers in its place."""
        ruleset = self.chain(tmp_path, ("2000-01-01", "2 y", "4 y"), ("2010-01-01", "unknown", ""))

        with pytest.raises(CaseRefusedError) as caught:
            decide(a_case(offence=date(2012, 1, 1)), ruleset, handles)

        assert [Reason.LAW_NOT_KNOWN] == [refusal.reason for refusal in caught.value.refusals]

    def test_an_offence_period_takes_the_mildest_law_within_it(
        self, tmp_path: Path, handles: Handles
    ) -> None:
        """The last day's law and every law within the period take part, and the decision says so."""
        ruleset = self.chain(tmp_path, ("2000-01-01", "2 y", "4 y"), ("2010-01-01", "3 y", "5 y"))
        case = a_case(offence=date(2009, 1, 1), decision=date(2015, 1, 1), offence_end_date=date(2011, 1, 1))
        decision = decide(case, ruleset, handles)

        assert ["act@2000-01-01"] == [str(used.revision) for used in decision.used[0]]
        assert "offence_period" in {notice.kind for notice in decision.notices}

    @pytest.mark.parametrize(
        ("first", "last", "expected", "status"),
        [
            ("lawful", "criminal_custodial", "criminal_custodial", Status.DECIDED),
            ("criminal_custodial", "lawful", "lawful", Status.DECIDED),
        ],
    )
    def test_an_act_that_was_lawful_when_it_began(
        self, tmp_path: Path, handles: Handles, first: str, last: str, expected: str, status: Status
    ) -> None:
        """What was done on the days of the later law it punishes; where it punishes nothing, nothing is."""
        punishes = an_offence()
        kept, _, _ = punishes.partition("    sanction")
        of = {
            "criminal_custodial": punishes.replace("trafficking", "none"),
            "lawful": kept.replace("trafficking", "none").replace("criminal_custodial", "lawful"),
        }
        folder = tmp_path / "xx" / "act"
        ruleset_of(tmp_path, f"offences:\n{of[first]}")
        later = (folder / "2000-01-01.yaml").read_text().partition("offences:")[0]
        (folder / "2010-01-01.yaml").write_text(f"{later}offences:\n{of[last]}")
        case = a_case(
            offence=date(2009, 12, 31), offence_end_date=date(2010, 1, 2), decision=date(2010, 1, 2)
        )
        decision = decide(case, load_ruleset(tmp_path / "xx"), handles)

        assert decision.preferred is not None
        assert expected == decision.preferred.liability
        assert status is decision.status

    def test_the_law_that_applies_without_a_finding_says_so(self) -> None:
        """Costa Rica, art. 77 bis: who is found vulnerable is judged by the later law, which asks for it."""
        case = a_case(
            [Item("cocaine_hydrochloride", "20", "g")],
            {"purpose": "supply", "gender": "female"},
            conduct="introduce_into_prison",
            jurisdiction="cr",
            offence=date(2013, 6, 1),
            decision=date(2014, 10, 1),
        )
        decision = decide(case, SHIPPED["cr"], HANDLES)

        assert decision.preferred is not None
        assert [[("vulnerable", "not found")]] == [
            [(c.id, c.value) for c in way] for way in decision.preferred.ways
        ]

    def test_a_harsher_later_judgment_is_flagged(self, pt: Ruleset, handles: Handles) -> None:
        """Case law counts from the decision date; the decision names the judgment later than the offence."""
        case = a_case(
            [grams("40")], OWN_USE, jurisdiction="pt", offence=date(2007, 3, 15), decision=date(2010, 1, 15)
        )
        decision = decide(case, pt, handles)

        assert ["art-40-2-above-ten-days"] == offences(decision)
        assert [("stj-8-2008@2008-08-05",)] == [
            n.subjects for n in decision.notices if n.kind == "later_case_law"
        ]


class TestElementAddedLater:
    """A later law asks for one element more; whether it is there has not been stated."""

    LAW = """
facts:
  dealing: {type: boolean, question: {en: dealing?}, stated_by: [court]}
offences:
  own:
    name: {en: own use}
    provision: art. 1
    mark: V
    classification: personal_use
    liability: lawful
    when: {conduct: consumption}
  act:
    name: {en: the act}
    provision: art. 2
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {conduct: possession}
    sanction: {custody: {ends: {min: 2 y, max: 4 y}}}
"""
    MILDER = "milder_law: {candidates: [offence, decision], provision: art. 3, mark: V}\n"

    def reformed(self, folder: Path, first: str, changes: str) -> Ruleset:
        """Return the ruleset of a law and its reform of 2010."""
        ruleset_of(folder, first, JURISDICTION + self.MILDER)
        text = f'amends: "2000-01-01"\ncitation: Act\nmark: V\n{changes}\n'
        (folder / "xx" / "act" / "2010-01-01.yaml").write_text(text)
        return load_ruleset(folder / "xx")

    def test_laws_of_which_one_leads_nowhere_yet_cannot_be_compared(
        self, tmp_path: Path, handles: Handles
    ) -> None:
        """Both are given in full, each on the condition that its law applies."""
        reform = "set: {offences: {act: {when: {conduct: possession, dealing: true}}}}"
        ruleset = self.reformed(tmp_path, self.LAW, reform)

        decision = decide(a_case(offence=date(2005, 1, 1), decision=date(2015, 1, 1)), ruleset, handles)

        assert Status.INCOMPARABLE is decision.status
        assert [
            ("act", [[("offence", "2005-01-01")]]),
            (None, [[("decision", "2015-01-01")]]),
        ] == told(decision)
        assert decision.preferred is None

    def test_lawful_later_after_undetermined_is_not_an_offence_that_ended(
        self, tmp_path: Path, handles: Handles
    ) -> None:
        """Under the law of the act no offence was shown: none has ceased to be one."""
        first = self.LAW.replace("when: {conduct: possession}", "when: {conduct: possession, dealing: true}")
        reform = "set: {offences: {own: {when: {conduct: possession}}}}\nremove: {offences: [act]}"
        ruleset = self.reformed(tmp_path, first, reform)

        decision = decide(a_case(offence=date(2005, 1, 1), decision=date(2015, 1, 1)), ruleset, handles)

        assert Status.DECIDED is decision.status
        assert ["own"] == offences(decision)


class TestProgrammes:
    """Gates are reported apart; a bar that nobody stated is never silence."""

    def verdict(
        self, decision: Decision, name: str
    ) -> tuple[ProgrammeStatus, dict[GateKind, ProgrammeStatus]]:
        """Return a programme's status and its gates'."""
        assert decision.preferred is not None
        found = next(v for v in decision.preferred.programmes if v.id == name)
        return found.status, {verdict.gate.kind: verdict.status for verdict in found.gates}

    @staticmethod
    def before_arrest(facts: Mapping[str, RawValue]) -> Case:
        """Return a case of a small amount at the first stage."""
        return replace(a_case([grams("5")], facts, jurisdiction="pt"), stage="pre_arrest")

    def test_an_unstated_bar_is_open_unless(self, pt: Ruleset, handles: Handles) -> None:
        """Eligible only when the bar is stated not to exist; closed when it does."""
        facts: dict[str, bool] = {"own_use_proven": True, "drug_dependent": False}
        name = "pt-cdt-suspension-without-record"
        found = [
            self.verdict(decide(self.before_arrest(facts | more), pt, handles), name)[0]
            for more in ({}, {"prior_file": False}, {"prior_file": True})
        ]

        assert [ProgrammeStatus.OPEN_UNLESS, ProgrammeStatus.ELIGIBLE, ProgrammeStatus.CLOSED] == found

    def test_gates_are_never_merged(self, pt: Ruleset, handles: Handles) -> None:
        """The legal gate may be open while consent is unknown and the clinical gate is closed."""
        case = self.before_arrest({"own_use_proven": True, "drug_dependent": False})
        status, gates = self.verdict(decide(case, pt, handles), "pt-cdt-suspension-with-treatment")

        assert ProgrammeStatus.CLOSED is status
        assert {
            GateKind.LEGAL: ProgrammeStatus.ELIGIBLE,
            GateKind.CLINICAL: ProgrammeStatus.CLOSED,
            GateKind.CONSENT: ProgrammeStatus.UNDETERMINED,
        } == gates

    @pytest.mark.parametrize(
        ("imposed", "status"),
        [
            (None, ProgrammeStatus.CONDITIONAL),
            ("5 y", ProgrammeStatus.ELIGIBLE),
            ("5 y 1 d", ProgrammeStatus.CLOSED),
        ],
    )
    def test_a_limit_on_the_sentence_imposed(
        self, pt: Ruleset, handles: Handles, imposed: str | None, status: ProgrammeStatus
    ) -> None:
        """Before the sentence it is conditional on it; a day above the limit closes it."""
        facts: dict[str, bool | str] = {"favourable_prognosis": True}
        sentence: dict[str, bool | str] = {"imposed_sentence": imposed} if imposed else {}
        case = a_case([grams("2000", "cocaine")], facts | sentence, jurisdiction="pt", conduct="transport")

        assert status is self.verdict(decide(case, pt, handles), "pt-suspension")[0]

    def test_a_programme_outside_its_window_says_so(self, pt: Ruleset, handles: Handles) -> None:
        """What is not in force yet is named with its first day."""
        case = a_case([grams("1")], OWN_USE, jurisdiction="pt", offence=date(2000, 6, 1))
        windows = {window.id: window.first for window in decide(case, pt, handles).windows}

        assert date(2001, 7, 1) == windows["pt-cdt"]


class TestNotices:
    """What the reader of a decision must be told."""

    def test_a_sentence_outside_the_range_is_told(self, pt: Ruleset, handles: Handles) -> None:
        """One year for an offence of four to twelve is used for the gates, and the decision says so."""
        facts = {"considerably_diminished_unlawfulness": False}
        kinds = [
            {
                notice.kind.value
                for notice in decide(
                    a_case(
                        [grams("9", "heroin")],
                        facts | {"imposed_sentence": imposed},
                        jurisdiction="pt",
                        conduct="supply",
                    ),
                    pt,
                    handles,
                ).notices
            }
            for imposed in ("1 y", "4 y", "12 y", "12 y 1 d")
        ]

        assert [True, False, False, True] == ["imposed_outside_range" in of for of in kinds]

    def test_a_table_that_was_not_in_force_yet_is_told(self, pt: Ruleset, handles: Handles) -> None:
        """Before the map of daily doses no amount can be measured in days, and the decision says so."""
        case = a_case([grams("1000", "heroin")], OWN_USE, jurisdiction="pt", offence=date(1995, 6, 1))
        undefined = [n.subjects for n in decide(case, pt, handles).notices if n.kind == "quantity_undefined"]

        assert [("days",)] == undefined

    def test_a_charge_does_not_refuse_the_findings_beside_it(self, pt: Ruleset, handles: Handles) -> None:
        """The charge stands; what would contradict it is not tried against the case."""
        case = a_case([grams("5", "heroin")], jurisdiction="pt", conduct="supply", charge="art-21-1")

        assert ["art-21-1"] == offences(decide(case, pt, handles))

    @pytest.mark.parametrize(("absent", "told"), [("left_out", ()), ("undefined", ("scale",))])
    def test_a_table_that_leaves_substances_out_is_not_missed(
        self, tmp_path: Path, handles: Handles, absent: str, told: tuple[str, ...]
    ) -> None:
        """Where the law itself leaves other substances out of a table, nothing is undefined."""
        ruleset = ruleset_of(
            tmp_path,
            f"""
substances: {{cannabis_herbal: {{name: {{en: herb}}}}, heroin: {{name: {{en: heroin}}}}}}
tables:
  scale:
    provision: a
    mark: V
    effect: element
    absent: {absent}
    bands: [{{band: small, to: included}}, {{band: large}}]
    rows: {{heroin: {{cuts: [1 g]}}}}
offences:
  act: {{name: {{en: act}}, provision: c, mark: V, classification: none, liability: lawful}}
""",
        )
        decision = decide(a_case([grams("5")]), ruleset, handles)
        found = [notice for notice in decision.notices if notice.kind is NoticeKind.QUANTITY_UNDEFINED]

        assert told == (found[0].subjects if found else ())


class TestRulesThatCopy:
    """A rule that concludes what another subject holds."""

    @pytest.mark.parametrize(("facts", "role"), [({}, "low"), ({"found_role": "high"}, "high")])
    def test_a_rule_with_nothing_to_copy_sets_nothing_aside(
        self, tmp_path: Path, handles: Handles, facts: dict[str, str], role: str
    ) -> None:
        """The exception takes the place of the base rule only when it has something to conclude."""
        ruleset = ruleset_of(
            tmp_path,
            """
facts:
  found_role: {type: enum, members: [low, high], question: {en: which role?}, stated_by: [court]}
  role: {type: enum, members: [low, high], concluded: true}
rules:
  base: {provision: a, mark: V, concludes: {role: low}}
  found: {provision: b, mark: V, concludes: {role: {value_of: found_role}}, exception_to: [base]}
offences:
  act: {name: {en: act}, provision: c, mark: V, classification: none, liability: lawful}
""",
        )
        decision = decide(a_case(facts=facts), ruleset, handles)

        assert role == decision.outcomes[0].slots["role"]


class TestStatedConclusions:
    """What is stated of a conclusion picks the options under which it is so."""

    @pytest.mark.parametrize(
        "charge", ["art-40-2-above-ten-days", "lei-30-2000-art-2", "art-21-1", "art-25-a"]
    )
    def test_a_charge_that_the_answer_lists_is_answered(
        self, pt: Ruleset, handles: Handles, charge: str
    ) -> None:
        """Above ten days in 2005, each reading gives another offence: any of them may be charged."""
        case = a_case([grams("50")], {"own_use_proven": True}, jurisdiction="pt", offence=date(2005, 6, 1))
        listed = {outcome.offence_id for outcome in decide(case, pt, handles).outcomes}
        charged = decide(replace(case, charge=charge), pt, handles)

        assert charge in listed
        assert {charge} == {outcome.offence_id for outcome in charged.outcomes}
        assert charged.preferred is not None

    def test_a_charge_that_no_option_leads_to_is_refused(self, pt: Ruleset, handles: Handles) -> None:
        """Nothing that is stated leads to trafficking in Portugal's tables of medicines."""
        case = a_case([grams("1")], {"own_use_proven": True}, jurisdiction="pt", offence=date(2005, 6, 1))

        with pytest.raises(CaseRefusedError) as caught:
            decide(replace(case, charge="art-21-1"), pt, handles)
        assert {Reason.CONTRADICTORY_FACTS} == {refusal.reason for refusal in caught.value.refusals}


class TestDisputedAge:
    """A disputed age is as it is stated, or not stated: neither is taken for granted."""

    @pytest.mark.parametrize(
        "stated", [{AGE: 17}, {BIRTH: "2003-01-01"}], ids=["the age", "the date of birth"]
    )
    def test_both_answers_are_given(
        self, tmp_path: Path, handles: Handles, stated: dict[str, RawValue]
    ) -> None:
        """The outcomes for an adult, and that the case would be referred."""
        facts = {name: StatedFact(value, Standing.DISPUTED) for name, value in stated.items()}
        ruleset = ruleset_of(tmp_path, ACT)
        decision = decide(replace(a_case(), facts=facts), ruleset, handles)

        assert Status.DISCRETION is decision.status
        assert ["act"] == [outcome.offence_id for outcome in decision.outcomes]
        assert decision.may_be_out_of_scope
        assert (NoticeKind.AGE_DISPUTED, tuple(stated)) in {(n.kind, n.subjects) for n in decision.notices}

    def test_an_age_that_is_not_disputed_is_out_of_scope(self, tmp_path: Path, handles: Handles) -> None:
        """A referral, and no range."""
        decision = decide(a_case(facts={AGE: 17}), ruleset_of(tmp_path, ACT), handles)

        assert (Status.OUT_OF_SCOPE, ()) == (decision.status, decision.outcomes)

    def test_a_disputed_age_above_the_limit_changes_nothing(self, tmp_path: Path, handles: Handles) -> None:
        """As stated or not stated, the person is an adult."""
        facts = {AGE: StatedFact(30, Standing.DISPUTED)}
        decision = decide(replace(a_case(), facts=facts), ruleset_of(tmp_path, ACT), handles)

        assert Status.DECIDED is decision.status
        assert not decision.may_be_out_of_scope

    def test_an_age_that_follows_from_what_nobody_disputes_is_not_open(
        self, tmp_path: Path, handles: Handles
    ) -> None:
        """A date of birth that is not disputed makes the person seventeen, whatever is said of the age."""
        facts = {BIRTH: StatedFact("2003-01-01"), AGE: StatedFact(17, Standing.DISPUTED)}
        decision = decide(replace(a_case(), facts=facts), ruleset_of(tmp_path, ACT), handles)

        assert Status.OUT_OF_SCOPE is decision.status

    def test_a_disputed_date_of_birth_may_differ_from_an_age_that_is_not_disputed(
        self, tmp_path: Path, handles: Handles
    ) -> None:
        """What is disputed contradicts nothing where it is not so."""
        facts = {BIRTH: StatedFact("2003-01-01", Standing.DISPUTED), AGE: StatedFact(30)}
        decision = decide(replace(a_case(), facts=facts), ruleset_of(tmp_path, ACT), handles)

        assert Status.DECIDED is decision.status

    def test_what_follows_from_a_disputed_date_is_disputed(self, tmp_path: Path, handles: Handles) -> None:
        """Who was under 21 by a disputed date of birth may be punished less, or not."""
        young = (
            ACT
            + """
steps:
  young:
    provision: art. 2
    mark: V
    phase: first
    when: {age_at_offence: {less_than: 21}}
    move: {scale: 1/2}
"""
        )
        facts = {BIRTH: StatedFact("2000-01-01", Standing.DISPUTED)}
        decision = decide(replace(a_case(), facts=facts), ruleset_of(tmp_path, young), handles)

        assert {(12, 24): {("not stated",)}, (6, 12): {("stated",)}} == {
            (int(final.min.months or 0), int(final.max.months or 0)): {
                tuple(condition.value for condition in way) for way in outcome.ways
            }
            for outcome in decision.outcomes
            for final in [outcome.checkpoints[Checkpoint.FINAL]]
        }


class TestRepeatability:
    """A decision is a function of the case and the law."""

    def test_the_same_case_gives_the_same_decision(self, pt: Ruleset) -> None:
        """Fresh handles, a reloaded ruleset and facts in another order change nothing."""
        facts = {"own_use_proven": True, "drug_dependent": False, "trade_evidence": False}
        case = a_case(
            [grams("26"), grams("0.3", "heroin")], facts, jurisdiction="pt", offence=date(2012, 6, 1)
        )
        turned = a_case(
            [grams("26"), grams("0.3", "heroin")],
            dict(reversed(facts.items())),
            jurisdiction="pt",
            offence=date(2012, 6, 1),
        )
        again = load_ruleset(Path(__file__).parents[2] / "rulesets" / "pt")
        first, second = decide(case, pt, Handles()), decide(turned, again, Handles())

        assert [o.run.main for o in first.outcomes] == [o.run.main for o in second.outcomes]
        assert told(first) == told(second)
        assert [o.trace for o in first.outcomes] == [o.trace for o in second.outcomes]
        assert first.ruleset.digest == second.ruleset.digest


def _with(case: Case, facts: dict[str, StatedFact]) -> Case:
    return Case(
        **{**{name: getattr(case, name) for name in Case.__slots__}, "facts": {**case.facts, **facts}}
    )


class TestStillWanted:
    """Nobody waits for an answer that is no longer wanted."""

    def test_work_stops_in_the_middle_of_a_decision(self, pt: Ruleset, handles: Handles) -> None:
        """What the caller raises before any of the evaluations ends the work, and leaves sound handles."""
        disputed = {
            name: StatedFact(value=True, standing=Standing.DISPUTED)
            for name in ("own_use_proven", "trade_evidence", "drug_dependent")
        }
        case = _with(a_case([grams("30")], jurisdiction="pt", offence=date(2012, 6, 1)), disputed)
        asked = []
        whole = decide(case, pt, handles, lambda: asked.append(len(asked)))

        for last in (0, len(asked) // 2, len(asked) - 1):
            left = iter(range(last))

            def stop(left: Iterator[int] = left) -> None:
                if next(left, None) is None:
                    raise NotWantedError

            whole.outcomes[0].run.law.kept(
                KindsOfLaw
            ).found.clear()  # what was found for it already would need less work
            with pytest.raises(NotWantedError):
                decide(case, pt, handles, stop)

        assert len(asked) > 3
        assert told(whole) == told(decide(case, pt, handles))

    def test_work_stops_while_worlds_are_looked_for(self, pt: Ruleset, handles: Handles) -> None:
        """Twelve items of unknown form are 4,096 worlds: whoever has gone does not wait for them."""
        case = a_case([Item("cocaine", "1", "g")] * 12, jurisdiction="pt")
        asked = []

        def stop() -> None:
            asked.append("")
            if len(asked) == 10:
                raise NotWantedError

        with pytest.raises(NotWantedError):
            decide(case, pt, handles, stop)

    @pytest.mark.parametrize(
        "items",
        [[Item("heroin"), Item("cannabis_resin"), Item("lsd")], [Item("cocaine", "1", "g")] * 20],
        ids=["three unweighed drugs", "twenty of unknown form"],
    )
    def test_too_much_is_named_and_not_looked_through(
        self, pt: Ruleset, handles: Handles, items: list[Item]
    ) -> None:
        """The answer says which items, after a bounded number of places."""
        asked: list[str] = []
        decision = decide(a_case(items, jurisdiction="pt"), pt, handles, lambda: asked.append(""))

        assert Status.UNDETERMINED is decision.status
        assert [(NoticeKind.TOO_MANY_COMBINATIONS, tuple(f"items[{i}]" for i in range(len(items))))] == [
            (notice.kind, notice.subjects) for notice in decision.notices
        ]
        assert len(asked) < 5000


class NotWantedError(Exception):
    """Nobody waits any more."""


COUNTED = """
facts:
  armed: {type: boolean, question: {en: x}}
  masked: {type: boolean, question: {en: x}}
  points: {type: integer, derive: {count: [{armed: true}, {masked: true}]}}
ranges:
  grid:
    provision: art. 2
    mark: V
    by: [level]
    cells: {"0": {max: 1 y}, "1": {min: 1 y, max: 2 y}, "2": {min: 2 y, max: 3 y}}
offences:
  act:
    name: {en: the act}
    provision: art. 1
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {conduct: possession}
    sanction: {custody: {levels: {base: points, least: 0, most: 2, table: grid}}}
notices:
  many: {provision: art. 3, mark: V, flag: told, text: {en: many}, when: {points: {at_least: 9}}}
"""


class TestSilence:
    """A count, a sum or a look-up over what nobody stated is open, not zero."""

    @pytest.mark.parametrize("facts", [{}, {"armed": True}, {"armed": False}])
    def test_points_counted_from_silence_decide_nothing(
        self, tmp_path: Path, handles: Handles, facts: dict[str, bool]
    ) -> None:
        """No range follows from points that nobody has counted; what is awaited is said."""
        decision = decide(a_case(facts=facts), ruleset_of(tmp_path, COUNTED), handles)

        assert Status.UNDETERMINED is decision.status
        assert decision.first is not None
        assert {} == decision.first.checkpoints
        assert ("points",) == decision.first.awaited

    @pytest.mark.parametrize(
        ("facts", "most"), [((True, True), 36), ((True, False), 24), ((False, False), 12)]
    )
    def test_points_that_are_all_settled_count(
        self, tmp_path: Path, handles: Handles, facts: tuple[bool, bool], most: int
    ) -> None:
        """Each shown or denied."""
        stated = dict(zip(("armed", "masked"), facts, strict=True))
        decision = decide(a_case(facts=stated), ruleset_of(tmp_path, COUNTED), handles)

        assert Status.DECIDED is decision.status
        assert decision.preferred is not None
        assert most == decision.preferred.checkpoints[Checkpoint.FINAL].max.months


GAPS = """
gaps:
  - {id: export, conduct: [export], text: {en: the law of export}, provision: art. 9}
  - {id: old, conduct: any, text: {en: the old law}, last: 2010-12-31, when: {conduct: import}}
"""
ACT = """
offences:
  act:
    name: {en: the act}
    provision: art. 1
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {conduct: possession}
    sanction: {custody: {ends: {min: 1 y, max: 2 y}}}
"""


class TestGaps:
    """Law that the ruleset does not hold has an answer of its own."""

    @pytest.mark.parametrize(
        ("conduct", "status", "gaps"),
        [
            ("export", Status.NOT_RECORDED, ("export",)),
            ("possession", Status.DECIDED, ()),
            ("supply", Status.UNDETERMINED, ()),
        ],
    )
    def test_a_declared_gap_is_not_recorded(
        self, tmp_path: Path, handles: Handles, conduct: str, status: Status, gaps: tuple[str, ...]
    ) -> None:
        """It is named; where an offence stands it does not matter; else the case is undetermined."""
        ruleset = ruleset_of(tmp_path, ACT, JURISDICTION + GAPS)
        decision = decide(a_case(conduct=conduct), ruleset, handles)

        assert status is decision.status
        assert decision.first is not None
        assert gaps == decision.first.gaps

    @pytest.mark.parametrize(("day", "status"), [(2010, Status.NOT_RECORDED), (2011, Status.UNDETERMINED)])
    def test_a_gap_has_its_days(self, tmp_path: Path, handles: Handles, day: int, status: Status) -> None:
        """A gap that ended with 2010 says nothing of an offence of 2011."""
        ruleset = ruleset_of(tmp_path, ACT, JURISDICTION + GAPS)
        decision = decide(a_case(conduct="import", offence=date(day, 12, 31)), ruleset, handles)

        assert status is decision.status

    def test_a_cell_that_is_not_there_is_not_recorded(self, tmp_path: Path, handles: Handles) -> None:
        """The answer is that the ruleset does not hold the figure, and never another cell's."""
        text = ACT.replace("{ends: {min: 1 y, max: 2 y}}", "{table: grid}")
        text += """
facts: {kind: {type: enum, members: [a, b], question: {en: x}}}
ranges:
  grid: {provision: art. 2, mark: V, by: [kind], cells: {a: {max: 1 y}}}
"""
        ruleset = ruleset_of(tmp_path, text)
        held, lost, open_ = (
            decide(a_case(facts=facts), ruleset, handles) for facts in ({"kind": "a"}, {"kind": "b"}, {})
        )

        assert [Status.DECIDED, Status.NOT_RECORDED, Status.UNDETERMINED] == [
            d.status for d in (held, lost, open_)
        ]
        assert open_.first is not None
        assert ("kind",) == open_.first.awaited


ADDED = """
facts:
  wide: {type: boolean, question: {en: x}}
readings:
  scope:
    provision: art. 9
    mark: V
    question: {en: which?}
    when: {conduct: possession}
    options:
      plain: {says: {en: as written}}
      more:
        says: {en: more}
        add:
          offences:
            extra:
              name: {en: extra}
              provision: art. 3
              mark: V
              classification: trafficking
              liability: criminal_custodial
              exception_to: [act]
              when: {conduct: possession, wide: true}
              sanction: {custody: {ends: {min: 3 y, max: 4 y}}}
offences:
""" + an_offence()


@pytest.mark.parametrize("facts", [{"wide": True}, {}])
def test_a_charge_that_only_an_option_has_is_answered_under_it(
    tmp_path: Path, handles: Handles, facts: dict[str, RawValue]
) -> None:
    """The way says under which option; what the charge asks for is implied as of any other."""
    decision = decide(a_case(facts=facts, charge="extra"), ruleset_of(tmp_path, ADDED), handles)

    (outcome,) = decision.outcomes
    assert "extra" == outcome.offence_id
    assert [[("scope", "more")]] == [[(c.id, c.value) for c in way] for way in outcome.ways]


def test_a_charge_that_no_option_has_is_not_known(tmp_path: Path, handles: Handles) -> None:
    """It is no offence of the law under any of its readings."""
    with pytest.raises(CaseRefusedError) as refused:
        decide(a_case(facts={"wide": True}, charge="nothing"), ruleset_of(tmp_path, ADDED), handles)

    assert [Reason.UNKNOWN_CHARGE] == [refusal.reason for refusal in refused.value.refusals]

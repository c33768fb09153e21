"""Decisions: everything open takes one shape, the milder law is found, what would change it is said."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from propengine.engine.case import Case, Standing, StatedFact
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision, MilderVerdict, NoticeKind, Question, Status
from propengine.engine.evaluators import Handles
from propengine.engine.refusals import CaseRefusedError, Reason
from propengine.notation.loading import load_ruleset
from propengine.law.programmes import GateKind
from propengine.law.ruleset import Ruleset
from propengine.law.subjects import ProgrammeStatus
from tests.support import JURISDICTION, a_case, grams, ruleset_of

OWN_USE = {"own_use_proven": True}


def told(decision: Decision) -> list[tuple[str | None, list[tuple[str, str]]]]:
    """Return each outcome's offence and conditions."""
    return [
        (c.outcome.offence_id, [(condition.id, condition.value) for condition in c.conditions])
        for c in decision.outcomes
    ]


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

        assert [("lei-30-2000-art-2", [])] == told(without)
        assert [None, "art-21-1", "art-25-a"] == [offence for offence, _ in told(alone)]

    def test_several_disputed_facts_are_settled_in_every_way(self, pt: Ruleset, handles: Handles) -> None:
        """Whatever the order of the facts, every way is decided, and a dispute alone never convicts."""
        case = a_case([grams("30")], jurisdiction="pt", offence=date(2012, 6, 1))
        own = {"own_use_proven": StatedFact(value=False, standing=Standing.DISPUTED)}
        trade = {"trade_evidence": StatedFact(value=True, standing=Standing.DISPUTED)}
        decisions = [told(decide(_with(case, facts), pt, handles)) for facts in (own | trade, trade | own)]

        assert decisions[0] == decisions[1]
        assert None is decisions[0][0][0]
        assert {None, "art-21-1", "art-40-2-above-ten-days"} <= {offence for offence, _ in decisions[0]}

    def test_each_way_to_settle_a_dispute_keeps_its_readings(self, pt: Ruleset, handles: Handles) -> None:
        """In 2007 own use above ten days has three readings; a dispute about own use loses none of them."""
        case = a_case([grams("40")], jurisdiction="pt", offence=date(2007, 3, 1), decision=date(2007, 9, 1))
        own = {"own_use_proven": StatedFact(value=True, standing=Standing.DISPUTED)}
        offences = {offence for offence, _ in told(decide(_with(case, own), pt, handles))}

        assert {None, "lei-30-2000-art-2", "art-40-2-above-ten-days", "art-21-1"} == offences

    def test_a_disputed_fact_that_does_not_matter_gives_one(self, pt: Ruleset, handles: Handles) -> None:
        """Nothing is shown twice."""
        case = a_case([grams("5")], jurisdiction="pt", conduct="supply", offence=date(2024, 6, 1))
        facts = {
            "own_use_proven": StatedFact(value=True, standing=Standing.DISPUTED),
            "considerably_diminished_unlawfulness": StatedFact(value=False),
        }

        assert ["art-21-1"] == [offence for offence, _ in told(decide(_with(case, facts), pt, handles))]

    def test_a_finding_is_never_guessed(self, pt: Ruleset, handles: Handles) -> None:
        """What only a court can find is not found until it says so; the other outcome stands beside."""
        case = a_case([grams("5")], jurisdiction="pt", conduct="supply", offence=date(2024, 6, 1))
        name = "considerably_diminished_unlawfulness"

        assert [("art-21-1", [(name, "not found")]), ("art-25-a", [(name, "found")])] == told(
            decide(case, pt, handles)
        )

    def test_uncertainty_is_computed_at_both_ends(self, pt: Ruleset, handles: Handles) -> None:
        """The favourable end is used; the other outcome is shown where it differs."""
        case = a_case(
            [grams("25", amount_uncertainty="0.1")], OWN_USE, jurisdiction="pt", offence=date(2012, 6, 1)
        )
        decision = decide(case, pt, handles)

        assert [
            ("lei-30-2000-art-2", [("items", "lower")]),
            ("art-40-2-above-ten-days", [("items", "upper")]),
        ] == told(decision)

    def test_readings_are_tried_one_at_a_time(self, pt: Ruleset, handles: Handles) -> None:
        """The preferred reading stands first; every other option that changes the answer follows alone."""
        case = a_case(
            [grams("40")], OWN_USE, jurisdiction="pt", offence=date(2007, 3, 15), decision=date(2007, 11, 15)
        )
        decision = decide(case, pt, handles)
        readings = [
            [c.value for c in conditioned.conditions if c.question is Question.READING]
            for conditioned in decision.outcomes
        ]

        assert Status.DISCRETION is decision.status
        assert [["administrative"], ["crime-of-art-40-2"], ["trafficking"]] == [r[:1] for r in readings]


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
            (("2 y", "4 y"), MilderVerdict.EQUAL, "24"),
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
        least = {str(c.outcome.checkpoints["statutory"].min.months) for c in decision.outcomes}  # type: ignore[index]

        assert decision.milder_law is not None
        assert verdict is decision.milder_law.verdict
        assert custody in least
        assert (2 if verdict is MilderVerdict.INCOMPARABLE else 1) == len(decision.outcomes)

    def test_an_intermediate_law_counts(self, tmp_path: Path, handles: Handles) -> None:
        """A law milder than both the offence's and the decision's applies, and its day is named."""
        ruleset = self.chain(
            tmp_path, ("2000-01-01", "5 y", "9 y"), ("2008-01-01", "1 y", "2 y"), ("2010-01-01", "6 y", "9 y")
        )
        decision = decide(a_case(offence=date(2005, 1, 1), decision=date(2015, 1, 1)), ruleset, handles)

        assert decision.milder_law is not None
        assert date(2008, 1, 1) == decision.milder_law.applied
        assert ["act@2008-01-01"] == [str(used.revision) for used in decision.used]

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

        assert decision.milder_law is not None
        assert MilderVerdict.OFFENCE_LAW is decision.milder_law.verdict
        assert Status.DECIDED is decision.status

    def test_an_unknown_text_makes_the_comparison_incomplete(self, tmp_path: Path, handles: Handles) -> None:
        """The offence's law answers, and the decision says that the comparison could not be finished."""
        ruleset = self.chain(tmp_path, ("2000-01-01", "2 y", "4 y"), ("2010-01-01", "unknown", ""))
        decision = decide(a_case(offence=date(2005, 1, 1), decision=date(2015, 1, 1)), ruleset, handles)

        assert decision.milder_law is not None
        assert (date(2010, 1, 1), date(2015, 1, 1))[-1] in decision.milder_law.incomplete
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

        assert ["act@2000-01-01"] == [str(used.revision) for used in decision.used]
        assert "offence_period" in {notice.kind for notice in decision.notices}

    def test_a_harsher_later_judgment_is_flagged(self, pt: Ruleset, handles: Handles) -> None:
        """Case law counts from the decision date; the decision names the judgment later than the offence."""
        case = a_case(
            [grams("40")], OWN_USE, jurisdiction="pt", offence=date(2007, 3, 15), decision=date(2010, 1, 15)
        )
        decision = decide(case, pt, handles)

        assert ["art-40-2-above-ten-days"] == [offence for offence, _ in told(decision)]
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

    def test_what_would_settle_the_other_law_is_listed(self, tmp_path: Path, handles: Handles) -> None:
        """The laws cannot be compared; the fact that the later one lacks is decisive for that law."""
        reform = "set: {offences: {act: {when: {conduct: possession, dealing: true}}}}"
        ruleset = self.reformed(tmp_path, self.LAW, reform)

        decision = decide(a_case(offence=date(2005, 1, 1), decision=date(2015, 1, 1)), ruleset, handles)

        assert Status.INCOMPARABLE is decision.status
        assert ["act", None] == [offence for offence, _ in told(decision)]
        assert [("dealing", True, date(2015, 1, 1))] == [
            (fact.fact, fact.value, fact.law_date) for fact in decision.decisive_facts
        ]

    def test_lawful_later_after_undetermined_is_not_an_offence_that_ended(
        self, tmp_path: Path, handles: Handles
    ) -> None:
        """Under the law of the act no offence was shown: none has ceased to be one."""
        first = self.LAW.replace("when: {conduct: possession}", "when: {conduct: possession, dealing: true}")
        reform = "set: {offences: {own: {when: {conduct: possession}}}}\nremove: {offences: [act]}"
        ruleset = self.reformed(tmp_path, first, reform)

        decision = decide(a_case(offence=date(2005, 1, 1), decision=date(2015, 1, 1)), ruleset, handles)

        assert Status.DECIDED is decision.status
        assert ["own"] == [offence for offence, _ in told(decision)]


class TestProgrammes:
    """Gates are reported apart; a bar that nobody stated is never silence."""

    def verdict(
        self, decision: Decision, name: str
    ) -> tuple[ProgrammeStatus, dict[GateKind, ProgrammeStatus]]:
        """Return a programme's status and its gates'."""
        assert decision.preferred is not None
        found = next(v for v in decision.preferred.programmes if v.id == name)
        return found.status, {gate.kind: gate.status for gate in found.gates}

    def test_an_unstated_bar_is_open_unless(self, pt: Ruleset, handles: Handles) -> None:
        """Eligible only when the bar is stated not to exist; closed when it does."""
        facts: dict[str, bool] = {"own_use_proven": True, "drug_dependent": False}
        name = "pt-cdt-suspension-without-record"
        found = [
            self.verdict(decide(a_case([grams("5")], facts | more, jurisdiction="pt"), pt, handles), name)[0]
            for more in ({}, {"prior_file": False}, {"prior_file": True})
        ]

        assert [ProgrammeStatus.OPEN_UNLESS, ProgrammeStatus.ELIGIBLE, ProgrammeStatus.CLOSED] == found

    def test_gates_are_never_merged(self, pt: Ruleset, handles: Handles) -> None:
        """The legal gate may be open while consent is unknown and the clinical gate is closed."""
        case = a_case([grams("5")], {"own_use_proven": True, "drug_dependent": False}, jurisdiction="pt")
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
        facts = {"imposed_sentence": imposed} if imposed else {}
        case = a_case([grams("2000", "cocaine")], facts, jurisdiction="pt", conduct="transport")

        assert status is self.verdict(decide(case, pt, handles), "pt-suspension")[0]

    def test_a_programme_outside_its_window_says_so(self, pt: Ruleset, handles: Handles) -> None:
        """What is not in force yet is named with its first day."""
        case = a_case([grams("1")], OWN_USE, jurisdiction="pt", offence=date(2000, 6, 1))
        windows = {window.id: window.first for window in decide(case, pt, handles).windows}

        assert date(2001, 7, 1) == windows["pt-cdt"]


class TestDecisiveFacts:
    """Each unstated fact that would change the answer is named; no other is."""

    def test_own_use_decides_above_ten_days_in_2024(self, pt: Ruleset, handles: Handles) -> None:
        """Nothing stated: undetermined, and both facts that settle it are named with what they lead to."""
        case = a_case([grams("25.1")], jurisdiction="pt", offence=date(2024, 1, 1))
        decision = decide(case, pt, handles)
        leads = {fact.fact: fact.outcome.offence_id for fact in decision.decisive_facts}

        assert Status.UNDETERMINED is decision.status
        assert ("lei-30-2000-art-2", "art-21-1") == (leads["own_use_proven"], leads["trade_evidence"])

    def test_stating_a_decisive_fact_gives_the_outcome_it_promised(
        self, pt: Ruleset, handles: Handles
    ) -> None:
        """Every decisive boolean fact, once stated, changes the answer to the one that was named."""
        case = a_case(
            [grams("2000", "cocaine")], jurisdiction="pt", conduct="transport", offence=date(2019, 1, 1)
        )
        decision = decide(case, pt, handles)

        assert len(decision.decisive_facts) > 3
        for fact in decision.decisive_facts:
            if not isinstance(fact.value, bool):
                continue
            stated = decide(_with(case, {fact.fact: StatedFact(fact.value)}), pt, handles)
            answers = [conditioned.outcome.answer for conditioned in stated.outcomes]
            assert fact.outcome.answer in answers, fact.fact
            assert decision.preferred is not None
            assert decision.preferred.answer != fact.outcome.answer

    def test_a_decisive_number_is_one_that_somebody_could_state(self, pt: Ruleset, handles: Handles) -> None:
        """A count is whole, not a hair below a limit."""
        facts = {"considerably_diminished_unlawfulness": True, "consents": True}
        case = a_case(
            [grams("9", "cocaine")], facts, jurisdiction="pt", conduct="supply", offence=date(2019, 1, 1)
        )
        values = {fact.fact: fact.value for fact in decide(case, pt, handles).decisive_facts}

        assert 0 == values["prior_convictions"]

    def test_a_stated_fact_is_not_decisive(self, pt: Ruleset, handles: Handles) -> None:
        """Only what nobody stated is listed."""
        case = a_case([grams("5")], {**OWN_USE, "drug_dependent": False}, jurisdiction="pt")
        names = {fact.fact for fact in decide(case, pt, handles).decisive_facts}

        assert names.isdisjoint({"own_use_proven", "drug_dependent"})

    def test_a_part_of_a_share_is_decisive(self, tmp_path: Path, handles: Handles) -> None:
        """Half must be served: with the sentence stated, the time served is asked for, at its limit."""
        ruleset = ruleset_of(
            tmp_path,
            """
facts:
  served: {type: duration, question: {en: how long?}, stated_by: [court]}
  share: {type: number, derive: {share: [served, imposed_sentence]}}
offences:
  act:
    name: {en: the act}
    provision: art. 1
    mark: V
    classification: trafficking
    liability: criminal_custodial
    sanction: {custody: {ends: {min: 2 y, max: 4 y}}}
programmes:
  parole:
    name: {en: parole}
    provision: art. 2
    mark: V
    stage: [post_sentence]
    approach: [proportionality]
    mechanism: standing
    origin: legislative
    gates: {legal: {when: {share: {at_least: 1/2}}}}
""",
        )
        decision = decide(a_case(facts={"imposed_sentence": "36 m"}), ruleset, handles)

        assert [("served", Fraction(18))] == [(f.fact, f.value) for f in decision.decisive_facts]


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

        assert ["art-21-1"] == [offence for offence, _ in told(decide(case, pt, handles))]

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

        assert role == decision.outcomes[0].outcome.slots["role"]


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

        assert [c.outcome.answer for c in first.outcomes] == [c.outcome.answer for c in second.outcomes]
        assert [c.outcome.trace for c in first.outcomes] == [c.outcome.trace for c in second.outcomes]
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

            with pytest.raises(NotWantedError):
                decide(case, pt, handles, stop)

        assert len(asked) > 20
        assert told(whole) == told(decide(case, pt, handles))


class NotWantedError(Exception):
    """Nobody waits any more."""

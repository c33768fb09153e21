from collections.abc import Callable
from fractions import Fraction

import pytest
from google.protobuf import json_format

from propengine.v1 import (
    case_pb2,
    decision_pb2,
    evaluation_service_pb2,
    fact_pb2,
    law_pb2,
    programme_pb2,
    sanction_pb2,
    trace_pb2,
)
from propengine.v1.evaluation_service_pb2_grpc import EvaluationServiceStub as Stub

Decide = Callable[[case_pb2.Case], decision_pb2.Decision]


@pytest.fixture
def decide(evaluations: Stub) -> Decide:
    """Sends a case and returns its decision, in every language that there is."""

    def send(case: case_pb2.Case) -> decision_pb2.Decision:
        request = evaluation_service_pb2.EvaluateCaseRequest(case=case, languages=["en", "es", "pt", "fr"])
        return evaluations.EvaluateCase(request, timeout=30).decision

    return send


def months(end: sanction_pb2.End) -> Fraction:
    return Fraction(end.months.numerator, end.months.denominator)


def checkpoint(outcome: decision_pb2.Outcome, name: int) -> sanction_pb2.Range:
    return next(here.range for here in outcome.checkpoints if here.name == name)


def programme(outcome: decision_pb2.Outcome, id_: str) -> programme_pb2.Programme:
    return next(found for found in outcome.programmes if found.id == id_)


def preferred(decision: decision_pb2.Decision) -> decision_pb2.Outcome:
    assert decision.HasField("preferred")
    return decision.outcomes[decision.preferred]


def conditions(way: decision_pb2.Way) -> list[tuple[int, str, str, str]]:
    return [(c.question, c.id, c.value, c.provision) for c in way.conditions]


def step(outcome: decision_pb2.Outcome, role: int, id_: str) -> trace_pb2.TraceStep:
    return next(found for found in outcome.trace if (found.role, found.id) == (role, id_))


def state(case: case_pb2.Case, **facts: object) -> case_pb2.Case:
    for name, value in facts.items():
        fact = value if isinstance(value, dict) else {"boolean": value}
        json_format.ParseDict(fact, case.facts[name])
    return case


def test_decided(case: case_pb2.Case, decide: Decide) -> None:
    """A case that nothing leaves open has one outcome, its class, its liability and its offence."""
    decision = decide(state(case, extreme_need=False))

    assert decision_pb2.DECISION_STATUS_DECIDED == decision.status
    (outcome,) = decision.outcomes
    assert decision_pb2.CLASSIFICATION_TRAFFICKING == outcome.classification
    assert decision_pb2.LIABILITY_CRIMINAL_CUSTODIAL == outcome.liability
    assert ("trafficking", "tráfico", "Example Act s. 5", law_pb2.MARK_V, "drug-law@2000-01-01") == (
        outcome.offence.id,
        outcome.offence.name.es,
        outcome.offence.source.provision,
        outcome.offence.source.mark,
        outcome.offence.source.revision,
    )
    assert "Example Act 1 of 2000" == outcome.offence.citation
    assert law_pb2.MARK_P == decision.lowest_mark


def test_small_amount_is_another_answer(case: case_pb2.Case, decide: Decide) -> None:
    """The answer follows the conduct and the amount; without custody no range, and fines are exact."""
    case.conduct = case_pb2.CONDUCT_POSSESSION
    case.items[0].amount = "5"

    (outcome,) = decide(case).outcomes

    assert decision_pb2.CLASSIFICATION_PERSONAL_USE == outcome.classification
    assert [] == list(outcome.checkpoints)
    fine, warning = outcome.sanction.any_of.sanctions
    assert ("EUR", "12.5", "99.99") == (fine.fine.unit, fine.fine.min, fine.fine.max)
    assert "warning" == warning.response.name.en


def test_ranges_are_exact_and_told(case: case_pb2.Case, decide: Decide) -> None:
    """Each checkpoint has exact months, the enacted words while unchanged, and words in four languages."""
    state(case, extreme_need=False, guilty_plea=True, plea_reduction={"text": "1/7"})
    json_format.ParseDict({"text": "1/5"}, case.facts["plea_reduction"])

    (outcome,) = decide(case).outcomes

    statutory = checkpoint(outcome, sanction_pb2.CHECKPOINT_NAME_STATUTORY)
    final = checkpoint(outcome, sanction_pb2.CHECKPOINT_NAME_FINAL)
    assert ("4 y", "8 y") == (statutory.min.enacted, statutory.max.enacted)
    assert (Fraction(192, 5), Fraction(384, 5)) == (months(final.min), months(final.max))
    assert ("", sanction_pb2.END_KIND_MONTHS, False) == (final.min.enacted, final.min.kind, final.min.rounded)
    assert (
        "3 years, 2 months and 12 days",
        "3 años, 2 meses y 12 días",
        "3 anos, 2 meses e 12 dias",
        "3 ans, 2 mois et 12 jours",
    ) == (final.min.rendered.en, final.min.rendered.es, final.min.rendered.pt, final.min.rendered.fr)
    (applied,) = outcome.applied_steps
    assert ("plea", "plea", sanction_pb2.FORCE_MUST) == (applied.step, applied.phase, applied.force)
    assert (Fraction(48), Fraction(192, 5)) == (months(applied.before.min), months(applied.after.min))
    (cell,) = outcome.looked_up_cells
    assert ("trafficking-ranges", "large", law_pb2.MARK_P) == (cell.table, cell.key, cell.source.mark)


def test_life_is_no_number(case: case_pb2.Case, decide: Decide) -> None:
    """An end without a number has a kind and words, and no months."""
    case.conduct = case_pb2.CONDUCT_FINANCING

    (outcome,) = decide(state(case, guilty_plea=False, coerced=False)).outcomes

    most = checkpoint(outcome, sanction_pb2.CHECKPOINT_NAME_FINAL).max
    assert (sanction_pb2.END_KIND_LIFE, False, "life") == (
        most.kind,
        most.HasField("months"),
        most.rendered.en,
    )


def test_sanctions_keep_their_structure(case: case_pb2.Case, decide: Decide) -> None:
    """Custody and a fine that go together are told as such, the fine's most in the law's own words."""
    (outcome,) = decide(state(case, extreme_need=False)).outcomes

    custody, fine = outcome.sanction.all_of.sanctions
    assert "prison" == custody.custody.called.en
    assert ("day_fine", "10", "", "the value of the drug") == (
        fine.fine.unit,
        fine.fine.min,
        fine.fine.max,
        fine.fine.max_called.en,
    )


def test_trace_says_what_was_read(case: case_pb2.Case, decide: Decide) -> None:
    """Each step names its provision and revision, every test, the value met and what it concluded."""
    (outcome,) = decide(state(case, extreme_need=False)).outcomes

    sold = step(outcome, trace_pb2.ROLE_RULE, "sold")
    presumed = step(outcome, trace_pb2.ROLE_RULE, "presumed-own-use")
    assert (True, "purpose", "trade", "Example Act s. 3(2)", "drug-law@2000-01-01") == (
        sold.holds,
        sold.concludes,
        sold.concluded.word,
        sold.source.provision,
        sold.source.revision,
    )
    (read,) = sold.reads
    assert ("conduct", trace_pb2.COMPARISON_EQUALS, "supply", "supply", True) == (
        read.subject,
        read.comparison,
        read.constants[0].word,
        read.met.word,
        read.holds,
    )
    assert (False, False, True, "prosecution") == (
        presumed.holds,
        presumed.HasField("concluded"),
        presumed.presumption.rebuttable,
        presumed.presumption.burden,
    )
    assert [("conduct", False), ("limits", False)] == [(r.subject, r.holds) for r in presumed.reads]


def test_trace_says_what_was_set_aside(case: case_pb2.Case, decide: Decide) -> None:
    """An element that holds and is set aside names the exception that did it."""
    (outcome,) = decide(state(case, extreme_need=True)).outcomes

    assert "mitigated-trafficking" == outcome.offence.id
    assert "mitigated-trafficking" == step(outcome, trace_pb2.ROLE_OFFENCE, "trafficking").set_aside_by


def test_silence_is_not_met(case: case_pb2.Case, decide: Decide) -> None:
    """A test of something that nobody stated has no value met."""
    outcome = preferred(decide(case))

    reads = step(outcome, trace_pb2.ROLE_STEP, "plea").reads
    (read,) = (read for read in reads if read.subject != "offence")
    assert ("guilty_plea", False, False) == (read.subject, read.HasField("met"), read.holds)


def test_figures_and_conclusions(case: case_pb2.Case, decide: Decide) -> None:
    """What was measured stands with the law's own figure, its mark and what followed."""
    (outcome,) = decide(state(case, extreme_need=False)).outcomes

    (figure,) = outcome.figures
    assert (0, "cocaine", "limits", "cocaine", "6", "g", ["5 g"], "5,0 g", "large", law_pb2.MARK_P) == (
        figure.item,
        figure.substance,
        figure.of,
        figure.row,
        figure.value.number,
        figure.value.unit,
        list(figure.enacted),
        figure.as_printed,
        figure.concluded,
        figure.source.mark,
    )
    told = {c.subject: (c.value.word, c.kind, list(c.rules)) for c in outcome.conclusions}
    assert ("large", decision_pb2.CONCLUSION_KIND_MEASURED, []) == told["limits"]
    assert ("trade", decision_pb2.CONCLUSION_KIND_RULE, ["sold"]) == told["purpose"]


@pytest.mark.requirement("S-173")
def test_programme_gates_are_told_apart(case: case_pb2.Case, decide: Decide) -> None:
    """Each gate of a programme says how it stands and what it turns on."""
    (outcome,) = decide(state(case, extreme_need=False)).outcomes

    found = programme(outcome, "treatment")
    assert programme_pb2.PROGRAMME_STATUS_UNDETERMINED == found.status
    assert [
        (programme_pb2.GATE_KIND_LEGAL, programme_pb2.PROGRAMME_STATUS_OPEN_UNLESS, ["prior_convictions"]),
        (programme_pb2.GATE_KIND_CLINICAL, programme_pb2.PROGRAMME_STATUS_UNDETERMINED, ["drug_dependent"]),
    ] == [(gate.kind, gate.status, list(gate.subjects)) for gate in found.gates]
    assert ["attends treatment"] == [condition.en for condition in found.conditions]
    assert ("6 m", "1 y", "the case is suspended") == (found.term.min, found.term.max, found.effect.en)
    assert [case_pb2.STAGE_PRE_TRIAL, case_pb2.STAGE_SENTENCING] == list(found.stages)
    assert "treatment-law@2005-01-01" == found.source.revision


def test_programme_opens_and_closes_with_the_facts(case: case_pb2.Case, decide: Decide) -> None:
    """What is stated opens a programme or closes it, and what closed it is named."""
    record = {"fields": {"kind": {"text": "drug"}, "day": {"text": "2003-01-01"}}}
    state(case, extreme_need=False, drug_dependent=True, prior_convictions={"integer": "0"})
    assert programme_pb2.PROGRAMME_STATUS_ELIGIBLE == programme(preferred(decide(case)), "treatment").status
    del case.facts["prior_convictions"]
    state(case, convictions={"records": {"records": [record]}})

    closed = programme(preferred(decide(case)), "treatment")

    assert programme_pb2.PROGRAMME_STATUS_CLOSED == closed.status
    assert ["prior_convictions"] == list(closed.gates[0].subjects)


def test_disputed_fact_gives_both_outcomes(case: case_pb2.Case, decide: Decide) -> None:
    """A disputed fact that matters gives an outcome for each answer; the favourable one is preferred."""
    state(case, extreme_need=False, coerced={"boolean": True, "standing": "STANDING_DISPUTED"})

    decision = decide(case)

    assert decision_pb2.DECISION_STATUS_DISCRETION == decision.status
    told = {tuple(conditions(way)) for outcome in decision.outcomes for way in outcome.ways}
    disputed = decision_pb2.QUESTION_DISPUTED_FACT
    assert {
        ((disputed, "coerced", "true", "Example Act s. 9"),),
        ((disputed, "coerced", "false", "Example Act s. 9"),),
    } == told
    (way,) = preferred(decision).ways
    assert "true" == way.conditions[0].value
    (notice,) = preferred(decision).notices
    assert ("review-coercion", "review") == (notice.id, notice.flag)


def test_what_is_not_known_is_told_between_its_ends(case: case_pb2.Case, decide: Decide) -> None:
    """An amount that nobody stated gives each outcome that it may lead to, with the stretch in fields."""
    case.items[0].ClearField("amount")
    case.items[0].ClearField("unit")

    decision = decide(state(case, extreme_need=False))

    assert decision_pb2.DECISION_STATUS_UNDETERMINED == decision.status
    told = {}
    for outcome in decision.outcomes:
        (way,) = outcome.ways
        (condition,) = way.conditions
        assert (decision_pb2.QUESTION_AMOUNT, "items[0].amount") == (condition.question, condition.id)
        least = checkpoint(outcome, sanction_pb2.CHECKPOINT_NAME_FINAL).min
        told[least.enacted] = condition.bounds
    assert ("5", True, "g") == (told["1 y"].most, told["1 y"].most_included, told["1 y"].unit)
    assert ("5", False, "g") == (told["4 y"].least, told["4 y"].least_included, told["4 y"].unit)
    (notice,) = [n for n in decision.notices if n.kind == decision_pb2.NOTICE_KIND_NOT_KNOWN]
    assert ["items[0].amount"] == list(notice.subjects)


def test_a_range_that_waits_says_for_what(case: case_pb2.Case, decide: Decide) -> None:
    """Where a table is looked up by what the law does not give, the range is open and says what it awaits."""
    case.items[0].substance = "khat"

    decision = decide(state(case, extreme_need=False))

    assert decision_pb2.DECISION_STATUS_UNDETERMINED == decision.status
    (outcome,) = decision.outcomes
    assert ("trafficking", ["limits"], []) == (
        outcome.offence.id,
        list(outcome.awaited_subjects),
        list(outcome.checkpoints),
    )


def test_a_declared_gap_is_named(case: case_pb2.Case, decide: Decide) -> None:
    """Law that the ruleset declares not to hold is no missing offence: the answer names it."""
    case.conduct = case_pb2.CONDUCT_CULTIVATION

    decision = decide(case)

    assert decision_pb2.DECISION_STATUS_NOT_RECORDED == decision.status
    (outcome,) = decision.outcomes
    (gap,) = outcome.gaps
    assert ("growing", "The law on growing is not recorded.", "Example Act s. 11") == (
        gap.id,
        gap.text.en,
        gap.provision,
    )
    assert [case_pb2.CONDUCT_CULTIVATION] == list(gap.conducts)
    assert step(outcome, trace_pb2.ROLE_GAP, "growing").holds
    assert not outcome.HasField("offence")


def test_decisive_facts_say_what_would_change(case: case_pb2.Case, decide: Decide) -> None:
    """An unstated fact that would change the answer is told with its question, its value and the change."""
    (outcome,) = decide(state(case, extreme_need=False)).outcomes

    sets = {tuple(fact.fact for fact in one.facts): one for one in outcome.decisive_sets}
    coerced, dependent = sets["coerced",], sets["drug_dependent",]
    (asked,) = coerced.facts
    assert (True, "¿Fue coaccionada la persona?", "Example Act s. 9") == (
        asked.value.boolean,
        asked.question.es,
        asked.provision,
    )
    assert [fact_pb2.SPEAKER_DEFENCE, fact_pb2.SPEAKER_COURT] == list(asked.stated_by)
    assert (True, False) == (coerced.changes_main_part, coerced.leads_to_an_offence)
    assert [decision_pb2.ANSWER_PART_RANGE] == list(coerced.changes)
    assert ("trafficking", Fraction(6)) == (coerced.after.offence, months(coerced.after.final_range.min))
    assert decision_pb2.CLASSIFICATION_TRAFFICKING == coerced.after.classification
    assert not dependent.changes_main_part
    assert "treatment" in [change.id for change in dependent.programme_changes]
    assert coerced.rank < dependent.rank


def test_what_leads_to_an_offence_is_asked_first(case: case_pb2.Case, decide: Decide) -> None:
    """An undetermined answer asks first for what would show an offence."""
    case.conduct = case_pb2.CONDUCT_TRANSPORT

    decision = decide(case)

    sets = sorted((s for o in decision.outcomes for s in o.decisive_sets), key=lambda one: one.rank)
    assert list(range(1, len(sets) + 1)) == [one.rank for one in sets]
    leading = [one.leads_to_an_offence for one in sets]
    assert True in leading
    assert sorted(leading, reverse=True) == leading


def test_milder_law(case: case_pb2.Case, decide: Decide) -> None:
    """A later, milder law is applied; every law compared is told with what it leads to."""
    case.decision_date.year = 2012
    (milder,) = decide(state(case, extreme_need=False)).milder_law_comparisons

    assert [] == list(milder.ways)
    assert decision_pb2.MILDER_LAW_VERDICT_LATER_LAW == milder.verdict
    assert "Example Code s. 2" == milder.provision
    told = [
        (c.law_date.year, c.outcome.offence, months(c.outcome.final_range.min)) for c in milder.candidates
    ]
    assert [(2005, "trafficking", Fraction(48)), (2010, "trafficking", Fraction(24))] == told
    assert (2010, 1, 1) == (milder.applied_date.year, milder.applied_date.month, milder.applied_date.day)


def test_incomplete_comparison_is_told(case: case_pb2.Case, decide: Decide) -> None:
    """A candidate whose text is not known makes the comparison incomplete, in a field and in a notice."""
    case.decision_date.year = 2021
    decision = decide(state(case, extreme_need=False))

    (comparison,) = decision.milder_law_comparisons
    assert [2020, 2021] == [day.year for day in comparison.incomplete_dates]
    kinds = [notice.kind for notice in decision.notices]
    assert decision_pb2.NOTICE_KIND_COMPARISON_INCOMPLETE in kinds


def test_closed_window(case: case_pb2.Case, decide: Decide) -> None:
    """A programme that is no longer in force is told with its days."""
    case.decision_date.year = 2016

    (window,) = decide(case).closed_windows

    assert ("early", 2005, 2014, 2016) == (
        window.id,
        window.start_date.year,
        window.end_date.year,
        window.asked_date.year,
    )


def test_programmes_that_have_passed(case: case_pb2.Case, decide: Decide) -> None:
    """They are told apart by name, stages and source; those that lie ahead are answered."""
    found = {}
    for stage in (case_pb2.STAGE_PRE_ARREST, case_pb2.STAGE_TRIAL, case_pb2.STAGE_POST_SENTENCE):
        case.stage = stage
        outcomes = decide(case).outcomes
        found[stage] = (
            {(p.id, p.name.en, *p.stages, p.source.provision) for o in outcomes for p in o.passed_programmes},
            {programme.id for outcome in outcomes for programme in outcome.programmes},
        )

    caution = ("caution", "caution by the police", case_pb2.STAGE_PRE_ARREST, "Treatment Act s. 3")
    early = ("early", "early treatment", case_pb2.STAGE_PRE_TRIAL, "Treatment Act s. 4")
    stages = (case_pb2.STAGE_PRE_TRIAL, case_pb2.STAGE_SENTENCING)
    treatment = ("treatment", "treatment instead of custody", *stages, "Treatment Act s. 2")
    assert {
        case_pb2.STAGE_PRE_ARREST: (set(), {"treatment", "caution", "early"}),
        case_pb2.STAGE_TRIAL: ({caution, early}, {"treatment"}),
        case_pb2.STAGE_POST_SENTENCE: ({caution, early, treatment}, set()),
    } == found


def test_time_served(case: case_pb2.Case, decide: Decide) -> None:
    """After the sentence the parts of what was served stand apart, beside the range and how it is met."""
    for name, length in (
        ("imposed_sentence", "40 m"),
        ("served_since_sentence", "30 m"),
        ("remand_credit", "6 m"),
    ):
        case.facts[name].text = length
    assert not any(outcome.HasField("time_served") for outcome in decide(case).outcomes)
    case.stage = case_pb2.STAGE_POST_SENTENCE
    decision = decide(case)

    found = set()
    assert decision_pb2.REVIEW_REACH_NOT_RECORDED == decision.sentence_review.reach
    for outcome in decision.outcomes:
        told = outcome.time_served
        lengths = (told.imposed, told.served, told.served_since_sentence, told.remand_credit)
        assert ["40", "36", "30", "6"] == [length.number for length in lengths]
        assert outcome.checkpoints[-1].range == told.reviewed_range
        found.add((end(told.reviewed_range.min), end(told.reviewed_range.max), told.meets))
    most, below = (
        decision_pb2.SERVED_AGAINST_RANGE_MOST_REACHED,
        decision_pb2.SERVED_AGAINST_RANGE_BELOW_LEAST,
    )
    assert {(Fraction(0), Fraction(12), most), (Fraction(48), Fraction(96), below)} == found


def end(message: sanction_pb2.End) -> Fraction:
    """Return the months of an end."""
    return Fraction(int(message.months.numerator), int(message.months.denominator))


def test_frame(case: case_pb2.Case, decide: Decide) -> None:
    """Every answer names the revisions and the ruleset, what was not examined, and that a human decides."""
    decision = decide(case)

    for outcome in decision.outcomes:
        assert [
            ("drug-law", law_pb2.DATE_KEY_OFFENCE, 2005, 64),
            ("treatment-law", law_pb2.DATE_KEY_DECISION, 2006, 64),
        ] == [(u.instrument, u.date_key, u.picked_date.year, len(u.digest)) for u in outcome.used_revisions]
        assert (decision_pb2.CANDIDATE_OFFENCE, 2005) == (outcome.candidate, outcome.law_date.year)
    assert ["limitation"] == [item.id for item in decision.not_examined]
    assert ("xx", 64, "0.1.0") == (
        decision.jurisdiction,
        len(decision.ruleset_digest),
        decision.engine_version,
    )
    advisory = decision.advisory
    assert all((advisory.en, advisory.es, advisory.pt, advisory.fr))
    assert "a human decides" in advisory.en


def test_rounding_is_told(case: case_pb2.Case, decide: Decide) -> None:
    """An amount finer than a microgram is rounded in the accused's favour, and the answer says which."""
    case.items[0].amount = "5.0000001"
    case.conduct = case_pb2.CONDUCT_POSSESSION

    decision = decide(case)

    assert decision_pb2.CLASSIFICATION_PERSONAL_USE == preferred(decision).classification
    (notice,) = [n for n in decision.notices if n.kind == decision_pb2.NOTICE_KIND_ROUNDED]
    assert ["items[0].amount"] == list(notice.subjects)


def test_charge_is_taken_as_stated(case: case_pb2.Case, decide: Decide) -> None:
    """A charge settles the offence where nothing else follows, and a notice says so."""
    case.conduct = case_pb2.CONDUCT_TRANSPORT
    case.charge = "trafficking"

    decision = decide(case)

    assert "trafficking" == preferred(decision).offence.id
    assert ["charge"] == [
        subject
        for notice in decision.notices
        if notice.kind == decision_pb2.NOTICE_KIND_STATED_CONCLUSION
        for subject in notice.subjects
    ]


def test_undetermined(case: case_pb2.Case, decide: Decide) -> None:
    """Without a shown offence nothing is guessed: no class, no liability, no offence."""
    case.conduct = case_pb2.CONDUCT_POSSESSION
    del case.items[:]

    decision = decide(case)

    assert decision_pb2.DECISION_STATUS_UNDETERMINED == decision.status
    (outcome,) = decision.outcomes
    assert (False, 0, 0) == (outcome.HasField("offence"), outcome.classification, outcome.liability)


def test_under_age_is_a_referral(case: case_pb2.Case, decide: Decide) -> None:
    """A person under the sentencing age gets a referral and no outcome, in every language that there is."""
    decision = decide(state(case, birth_date={"text": "1990-01-01"}))

    assert decision_pb2.DECISION_STATUS_OUT_OF_SCOPE == decision.status
    assert [] == list(decision.outcomes)
    assert ("Refer the case to the youth authority.", 18, "Example Code s. 1") == (
        decision.referral.text.en,
        decision.referral.sentencing_age_years,
        decision.referral.source.provision,
    )
    assert "autoridad de menores" in decision.referral.text.es
    assert "By the age on the day of the offence." == decision.referral.note.en
    assert [] == list(decision.milder_law_comparisons)
    assert not decision.HasField("preferred")


def test_other_jurisdiction(decide: Decide, case: case_pb2.Case) -> None:
    """The same act under another ruleset has that ruleset's answer."""
    case.jurisdiction = "yy"
    case.items[0].substance = "heroin"

    decision = decide(case)

    (outcome,) = decision.outcomes
    (comparison,) = decision.milder_law_comparisons
    least = checkpoint(outcome, sanction_pb2.CHECKPOINT_NAME_FINAL).min
    assert ("any-act", "3 y 1 d", Fraction(1081, 30)) == (
        outcome.offence.id,
        least.enacted,
        months(least),
    )
    assert decision_pb2.MILDER_LAW_VERDICT_NOT_COMPARED == comparison.verdict


def test_same_case_same_answer(case: case_pb2.Case, decide: Decide) -> None:
    """An answer is a function of the case: nothing in it changes from call to call."""
    state(case, coerced={"boolean": True, "standing": "STANDING_DISPUTED"})

    assert decide(case) == decide(case)

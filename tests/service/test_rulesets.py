from collections.abc import Callable
from typing import Any

import grpc
import pytest
from google.protobuf import json_format
from google.type import date_pb2

from propengine.v1 import (
    case_pb2,
    fact_pb2,
    law_pb2,
    ruleset_service_pb2 as messages,
    ruleset_service_pb2_grpc,
)

Stub = ruleset_service_pb2_grpc.RulesetServiceStub


def day(year: int, month: int = 1, of_month: int = 1) -> date_pb2.Date:
    return date_pb2.Date(year=year, month=month, day=of_month)


def describe(rulesets: Stub, **fields: Any) -> messages.DescribeFactsResponse:
    request = messages.DescribeFactsRequest(**{"jurisdiction": "xx", "offence_date": day(2005), **fields})
    return rulesets.DescribeFacts(request, timeout=30)


def names(response: messages.DescribeFactsResponse) -> set[str]:
    return {fact.name for fact in response.facts}


@pytest.fixture
def refused(told: Any) -> Callable[[Callable[[], object]], Any]:
    """Makes a call that must be refused and returns what was told."""

    def call(action: Callable[[], object]) -> Any:
        with pytest.raises(grpc.RpcError) as caught:
            action()
        return told(caught.value)

    return call


def test_list_in_pages(rulesets: Stub) -> None:
    """A page holds what was asked for, and its token leads to the next."""
    first = rulesets.ListRulesets(messages.ListRulesetsRequest(page_size=1))
    second = rulesets.ListRulesets(
        messages.ListRulesetsRequest(page_size=1, page_token=first.next_page_token)
    )

    assert (["rulesets/xx"], ["rulesets/yy"], "") == (
        [ruleset.name for ruleset in first.rulesets],
        [ruleset.name for ruleset in second.rulesets],
        second.next_page_token,
    )
    everything = rulesets.ListRulesets(messages.ListRulesetsRequest(page_size=5000))
    assert [*first.rulesets, *second.rulesets] == list(everything.rulesets)


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (messages.ListRulesetsRequest(page_size=-1), "page_size"),
        (messages.ListRulesetsRequest(page_token="?"), "page_token"),  # noqa: S106 - no secret
        (messages.ListRulesetsRequest(page_token="_w=="), "page_token"),  # noqa: S106 - no secret
    ],
)
def test_list_refuses(
    rulesets: Stub,
    refused: Callable[[Callable[[], object]], Any],
    request_: messages.ListRulesetsRequest,
    field: str,
) -> None:
    """A size below zero and a token of another hand are refused."""
    answer = refused(lambda: rulesets.ListRulesets(request_))

    assert ("INVALID_ARGUMENT", {field: "INVALID_PAGE"}) == (answer.code, answer.fields)


def test_get(rulesets: Stub) -> None:
    """A ruleset tells its instruments and every revision with its days, citation, mark and digest."""
    ruleset = rulesets.GetRuleset(messages.GetRulesetRequest(name="rulesets/xx"))
    other = rulesets.GetRuleset(messages.GetRulesetRequest(name="rulesets/yy"))

    assert ("Example State", 18, (1, 30)) == (
        ruleset.title.en,
        ruleset.sentencing_age_years,
        (ruleset.calendar.day_months.numerator, ruleset.calendar.day_months.denominator),
    )
    assert [("drug-law", law_pb2.DATE_KEY_OFFENCE), ("treatment-law", law_pb2.DATE_KEY_DECISION)] == [
        (instrument.id, instrument.date_key) for instrument in ruleset.instruments
    ]
    first, second, unknown = ruleset.instruments[0].revisions
    assert ("drug-law@2000-01-01", day(2000), day(2009, 12, 31), law_pb2.MARK_V, "Example Act 1 of 2000") == (
        first.id,
        first.start_date,
        first.end_date,
        first.mark,
        first.citation,
    )
    assert first.digest != second.digest
    assert ("the gazette of that year has not been found", False) == (
        unknown.unknown,
        unknown.HasField("end_date"),
    )
    gap, *_ = ruleset.gaps
    assert ("growing", [case_pb2.CONDUCT_CULTIVATION], False) == (
        gap.id,
        list(gap.conducts),
        gap.HasField("start_date"),
    )
    assert ("Other State", 21) == (other.title.en, other.sentencing_age_years)
    (age,) = ruleset.other_ages
    assert (16, False, day(1989, 12, 31), "Example Code of 1950 s. 3", law_pb2.MARK_M, "The older code.") == (
        age.years,
        age.HasField("start_date"),
        age.end_date,
        age.source.provision,
        age.source.mark,
        age.note.en,
    )


@pytest.mark.parametrize(
    ("name", "code", "reason"),
    [
        ("rulesets/zz", "NOT_FOUND", "UNKNOWN_RULESET"),
        ("xx", "INVALID_ARGUMENT", "INVALID_NAME"),
        ("", "INVALID_ARGUMENT", "INVALID_NAME"),
        ("rulesets/", "INVALID_ARGUMENT", "INVALID_NAME"),
    ],
)
def test_get_refuses(
    rulesets: Stub, refused: Callable[[Callable[[], object]], Any], name: str, code: str, reason: str
) -> None:
    """A name that is none, and one that nothing has, are told apart."""
    answer = refused(lambda: rulesets.GetRuleset(messages.GetRulesetRequest(name=name)))

    assert (code, reason, {"name": reason}) == (answer.code, answer.reason, answer.fields)


def test_describe_every_kind_of_fact(rulesets: Stub) -> None:
    """Each fact that a rule reads has its type, members, units, question, speakers and what reads it."""
    facts = {fact.name: fact for fact in describe(rulesets).facts}

    coerced = facts["coerced"]
    assert (fact_pb2.FACT_TYPE_BOOLEAN, "¿Fue coaccionada la persona?", True, "Example Act s. 9") == (
        coerced.type,
        coerced.question.es,
        coerced.favourable_only,
        coerced.provision,
    )
    assert [fact_pb2.SPEAKER_DEFENCE, fact_pb2.SPEAKER_COURT] == list(coerced.stated_by)
    assert ["steps/coercion", "notices/review-coercion"] == list(coerced.read_by)
    assert (["own_use", "trade"], True) == (list(facts["purpose"].members), facts["purpose"].concluded)
    assert (["small", "large"], True) == (list(facts["limits"].members), facts["limits"].concluded)
    assert ["income", "dependants"] == [factor.en for factor in facts["extreme_need"].factors]
    assert ["steps/plea"] == list(facts["plea_reduction"].read_by)
    assert ["jurisdiction/sentencing-age"] == list(facts["age_at_offence"].read_by)
    assert ["birth_date", "offence_date"] == list(facts["age_at_offence"].derived_from)
    assert ["facts/age_at_offence"] == list(facts["birth_date"].read_by)
    assert ["convictions", "offence_date"] == list(facts["prior_convictions"].derived_from)
    kind, day = facts["convictions"].record_fields
    assert ("kind", fact_pb2.FACT_TYPE_ENUM, ["drug", "other"]) == (kind.name, kind.type, list(kind.members))
    assert {"drug": "drug offence", "other": "other"} == {word.word: word.called.en for word in kind.words}
    assert ("day", fact_pb2.FACT_TYPE_DATE, "day of the conviction") == (day.name, day.type, day.called.en)


def test_describe_leaves_out_what_nothing_reads(rulesets: Stub) -> None:
    """A fact of the vocabulary that no rule reads is not asked for."""
    assert "roles" not in names(describe(rulesets))


def test_describe_follows_the_stage(rulesets: Stub) -> None:
    """What only a programme reads whose stages have passed does not matter; what a later one reads does."""
    assert "arrested_at_home" in names(describe(rulesets))
    assert "arrested_at_home" in names(describe(rulesets, stage=case_pb2.STAGE_PRE_ARREST))
    assert "arrested_at_home" not in names(describe(rulesets, stage=case_pb2.STAGE_SENTENCING))
    assert "drug_dependent" in names(describe(rulesets, stage=case_pb2.STAGE_PRE_ARREST))
    assert "drug_dependent" not in names(describe(rulesets, stage=case_pb2.STAGE_POST_SENTENCE))


def test_describe_leaves_out_what_is_stated(rulesets: Stub) -> None:
    """So is what only a stated fact would follow from."""
    left = names(describe(rulesets, stated_facts=["age_at_offence", "coerced"]))

    assert set() == left & {"age_at_offence", "birth_date", "coerced"}
    assert "birth_date" in names(describe(rulesets, stated_facts=["coerced"]))


def test_describe_says_what_a_fact_matters_for(rulesets: Stub) -> None:
    """The most decisive stand first, and each says which part of an answer can turn on it."""
    described = describe(rulesets).facts
    facts = {fact.name: fact.matters_for for fact in described}

    assert fact_pb2.MattersFor(scope=True) == facts["acts"]
    assert facts["birth_date"].scope
    assert (False, True) == (facts["plea_reduction"].offence, facts["plea_reduction"].range)
    assert facts["drug_dependent"].programmes
    assert {"acts", "age_at_offence", "birth_date"} == {fact.name for fact in described[:3]}


def test_describe_bounds_and_units(rulesets: Stub) -> None:
    """A whole number has bounds, and a substance the units for which the law has a figure."""
    response = describe(rulesets)
    facts = {fact.name: fact for fact in response.facts}
    units = {substance.id: list(substance.unit_codes) for substance in response.substances}

    assert ((1, 1), (0, 10_000_000)) == (
        (facts["acts"].least, facts["acts"].most),
        (facts["age_at_offence"].least, facts["age_at_offence"].most),
    )
    assert not facts["coerced"].HasField("most")
    assert ["g", "kg", "mg", "ug", "t", "lb", "oz"] == units["cocaine"]


def test_describe_follows_the_dates(rulesets: Stub) -> None:
    """The facts are those of the law on the dates: before the treatment law, its facts are not read."""
    before = describe(rulesets, decision_date=day(2004), offence_date=day(2001))

    assert "drug_dependent" not in names(before)
    assert ["drug-law"] == [used.instrument for used in before.used_revisions]
    assert "drug_dependent" in names(describe(rulesets))


def test_describe_follows_the_jurisdiction(rulesets: Stub) -> None:
    """Substances, charges and facts are the jurisdiction's own."""
    here, there = describe(rulesets), describe(rulesets, jurisdiction="yy")

    assert (["cocaine", "cannabis", "khat"], ["coke"]) == (
        [substance.id for substance in here.substances],
        list(here.substances[0].aliases),
    )
    assert (["heroin"], ["any-act"]) == ([s.id for s in there.substances], [c.id for c in there.charges])
    assert "g" in here.unit_codes


def test_described_examples_are_accepted(
    rulesets: Stub, case: case_pb2.Case, decide: Callable[[case_pb2.Case], Any]
) -> None:
    """The example of each fact that somebody states is one that a case may carry."""
    for fact in describe(rulesets).facts:
        if not fact.concluded and fact.name not in {"age_at_offence", "birth_date"}:
            json_format.Parse(fact.example, case.facts[fact.name])
    del case.facts["prior_convictions"]

    assert decide(case).outcomes


@pytest.mark.parametrize(
    ("fields", "code", "faults"),
    [
        ({"jurisdiction": "zz"}, "NOT_FOUND", {"jurisdiction": "UNKNOWN_JURISDICTION"}),
        (
            {"jurisdiction": "", "offence_date": None},
            "INVALID_ARGUMENT",
            {"jurisdiction": "MISSING_FIELD", "offence_date": "MISSING_FIELD"},
        ),
        ({"offence_date": day(2005, 13)}, "INVALID_ARGUMENT", {"offence_date": "INVALID_DATE"}),
        ({"stage": 44}, "INVALID_ARGUMENT", {"stage": "UNKNOWN_ENUM_VALUE"}),
        ({"conduct": 44}, "INVALID_ARGUMENT", {"conduct": "UNKNOWN_ENUM_VALUE"}),
        ({"stated_facts": ["coerced"] * 501}, "INVALID_ARGUMENT", {"stated_facts": "TOO_MANY_FACTS"}),
        ({"offence_date": day(1950)}, "FAILED_PRECONDITION", {"offence_date": "NO_LAW_ON_DATE"}),
        ({"offence_date": day(2021)}, "FAILED_PRECONDITION", {"offence_date": "LAW_NOT_KNOWN"}),
    ],
)
def test_describe_refuses(
    rulesets: Stub,
    refused: Callable[[Callable[[], object]], Any],
    fields: dict[str, Any],
    code: str,
    faults: dict[str, str],
) -> None:
    """A request that names no law says which field is at fault."""
    answer = refused(lambda: describe(rulesets, **fields))

    assert (code, faults) == (answer.code, answer.fields)

"""What forms are built from, of every shipped ruleset."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import json_format

from propengine.contract.application import Application
from propengine.contract.cases import read_case
from propengine.contract.enums import CONDUCT, STAGE
from propengine.contract.listing import describe_facts
from propengine.contract.values import fill_date
from propengine.engine.intake import dates_of, read_case as read_under
from propengine.law.conduct import Conduct
from propengine.law.ruleset import Dates, LawNotKnownError, NoLawOnDateError, Ruleset
from propengine.law.stages import Stage
from propengine.v1 import case_pb2, fact_pb2, ruleset_service_pb2
from tests.shipped import CODES, HANDLES, SHIPPED
from tests.support import DAY, an_offence, ruleset_of

TWO_CONDUCTS = f"""
facts:
  with_a_gun: {{type: boolean, question: {{en: With a gun?}}, stated_by: [police]}}
  under_a_roof: {{type: boolean, question: {{en: Under a roof?}}, stated_by: [police]}}
  sorry: {{type: boolean, question: {{en: Sorry?}}, stated_by: [court]}}
offences: {an_offence("selling", when="{conduct: supply, with_a_gun: true}")}
{an_offence("growing", when="{conduct: cultivation, under_a_roof: true}")}
steps:
  regret:
    provision: art. 2
    mark: V
    phase: first
    move: {{target: custody, scale: 1/2}}
    when: {{sorry: true}}
"""


def described(ruleset: Ruleset) -> Iterator[tuple[date, fact_pb2.Fact]]:
    """Yield each fact that any text of the law reads, with a day on which it does."""
    application = Application({ruleset.id: ruleset}, HANDLES)
    seen: set[str] = set()
    for day in reversed(ruleset.change_dates()):
        try:
            law = ruleset.law(Dates.all_on(day))
        except (LawNotKnownError, NoLawOnDateError):
            continue
        if law.statable.keys() <= seen:
            continue
        seen |= law.statable.keys()
        request = ruleset_service_pb2.DescribeFactsRequest(jurisdiction=ruleset.id)
        fill_date(request.offence_date, day)
        for fact in describe_facts(application, request).facts:
            yield day, fact


def cases_with_examples(ruleset: Ruleset) -> Iterator[case_pb2.Case]:
    """Yield a case for each of these facts, which states its example."""
    for day, fact in described(ruleset):
        case = case_pb2.Case(
            jurisdiction=ruleset.id,
            stage=STAGE[Stage.SENTENCING],
            conduct=CONDUCT[Conduct.POSSESSION],
        )
        for field in (case.offence_date, case.decision_date):
            fill_date(field, day)
        json_format.Parse(fact.example, case.facts[fact.name])
        yield case


@pytest.mark.parametrize("code", CODES)
def test_a_form_shows_no_id(code: str) -> None:
    """Facts, their words, fields of records and their words: each has a name, and every member a word."""
    for _, fact in described(SHIPPED[code]):
        parts: list[Any] = [fact, *fact.record_fields]  # both have a name, a word for each member, and words
        for part in parts:
            assert part.called.ByteSize(), (fact.name, part.name)
            assert set(part.members) == {word.word for word in part.words}, (fact.name, part.name)
            assert all(word.called.ByteSize() for word in part.words), (fact.name, part.name)


@pytest.mark.parametrize("code", CODES)
def test_every_example_is_accepted(code: str) -> None:
    """Each example of each fact is read under the law that it is given for, and nothing is refused."""
    ruleset = SHIPPED[code]
    refused = []
    count = 0
    for message in cases_with_examples(ruleset):
        case, violations = read_case(message)
        dates, _ = dates_of(case)
        refused += [*violations, *read_under(case, ruleset.law(dates), dates, ruleset.statable)[1]]
        count += 1

    assert [] == refused
    assert count


def test_what_another_conduct_turns_on_is_left_out(tmp_path: Path) -> None:
    """A fact of an offence of growing cannot matter to a seller; one that lowers every range can to both."""
    ruleset = ruleset_of(tmp_path, TWO_CONDUCTS)
    application = Application({"xx": ruleset}, HANDLES)

    def described(conduct: Conduct | None) -> dict[str, fact_pb2.MattersFor]:
        request = ruleset_service_pb2.DescribeFactsRequest(jurisdiction="xx", stage=STAGE[Stage.SENTENCING])
        request.conduct = CONDUCT[conduct] if conduct is not None else case_pb2.CONDUCT_UNSPECIFIED
        fill_date(request.offence_date, DAY)
        facts = describe_facts(application, request).facts
        return {fact.name: fact.matters_for for fact in facts if not fact.matters_for.scope}

    offence, range_ = fact_pb2.MattersFor(offence=True), fact_pb2.MattersFor(range=True)
    assert {"with_a_gun": offence, "under_a_roof": offence, "sorry": range_} == described(None)
    assert [("with_a_gun", offence), ("sorry", range_)] == [*described(Conduct.SUPPLY).items()]
    assert [("under_a_roof", offence), ("sorry", range_)] == [*described(Conduct.CULTIVATION).items()]
    assert {} == described(Conduct.CONSUMPTION)

"""What several tests need: laws from a few lines of YAML, and cases in one line."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

from propengine.engine.case import Case, Item, RawValue, StatedFact
from propengine.law.ruleset import Dates, Law, Ruleset
from propengine.notation.loading import load_ruleset
from tests.named import named

RULESETS = Path(__file__).parents[1] / "rulesets"
DAY = date(2020, 6, 1)

JURISDICTION = """
name: {en: Testland}
languages: [en]
calendar: {day: 1/30, week: 7/30, provision: convention}
sentencing_age: {years: 18, referral: {en: to another authority}, provision: art. 1, mark: V}
phases:
  - {phase: first, name: {en: the first phase}, checkpoint: aggravated}
  - {phase: second, name: {en: the second phase}, checkpoint: individualised}
  - {phase: third, name: {en: the third phase}, checkpoint: final}
not_examined: [{id: defences, text: {en: defences}}]
"""

HEADER = """
title: {en: the law}
date_key: offence
citation: Act 1
mark: V
"""


def an_offence(
    id_: str = "act", ends: str = "{min: 1 y, max: 2 y}", when: str = "{conduct: possession}"
) -> str:
    """Return an offence as YAML, to stand below `offences:`."""
    return f"""
  {id_}:
    name: {{en: the {id_}}}
    provision: art. 1
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {when}
    sanction: {{custody: {{ends: {ends}}}}}
"""


def ruleset_of(folder: Path, contents: str, jurisdiction: str = JURISDICTION) -> Ruleset:
    """Return a ruleset of one instrument, in force from 2000-01-01; its YAML may leave names out."""
    here = folder / "xx"
    (here / "act").mkdir(parents=True, exist_ok=True)
    (here / "jurisdiction.yaml").write_text(named(jurisdiction))
    (here / "act" / "2000-01-01.yaml").write_text(named(HEADER + dedent(contents)))
    return load_ruleset(here)


def law_of(folder: Path, contents: str) -> Law:
    """Return the law of such a ruleset."""
    return ruleset_of(folder, contents).law(Dates.all_on(DAY))


def a_case(
    items: Sequence[Item] = (),
    facts: Mapping[str, RawValue] | None = None,
    conduct: str = "possession",
    jurisdiction: str = "xx",
    offence: date = DAY,
    decision: date | None = None,
    **more: Any,
) -> Case:
    """Return a case; what is not given is the same every time."""
    stated = {name: StatedFact(value) for name, value in (facts or {}).items()}
    return Case(
        jurisdiction,
        offence,
        decision or offence,
        "sentencing",
        conduct,
        items=tuple(items),
        facts=stated,
        **more,
    )


def grams(amount: str, substance: str = "cannabis_herbal", **more: Any) -> Item:
    """Return an item weighed in grams."""
    return Item(substance, amount, "g", **more)


def as_protojson(case: Case) -> dict[str, Any]:
    """Return a case as every gRPC client sends it, as plain data."""
    dates = ("offence_date", "offence_end_date", "conviction_date", "sentence_date", "decision_date")
    days = {name: getattr(case, name) for name in dates}
    facts = {
        name: _fact_kind(stated.value) | {"standing": f"STANDING_{stated.standing.upper()}"}
        for name, stated in case.facts.items()
    }
    message = {
        "jurisdiction": case.jurisdiction,
        "stage": f"STAGE_{case.stage.upper()}",
        "conduct": f"CONDUCT_{case.conduct.upper()}",
        "items": [
            {field.name: value for field in fields(item) if (value := getattr(item, field.name)) is not None}
            for item in case.items
        ],
        "charge": case.charge,
        "facts": facts,
        **{name: {"year": day.year, "month": day.month, "day": day.day} for name, day in days.items() if day},
    }
    return {name: value for name, value in message.items() if value is not None}


def _fact_kind(value: RawValue) -> dict[str, Any]:
    match value:
        case bool():
            return {"boolean": value}
        case int():
            return {"integer": value}
        case str():
            return {"text": value}
        case tuple() if all(isinstance(part, str) for part in value):
            return {"words": {"words": list(value)}}
        case _:
            records = [{name: _fact_kind(of) for name, of in record.items()} for record in value]  # type: ignore[union-attr]
            return {"records": {"records": [{"fields": record} for record in records]}}

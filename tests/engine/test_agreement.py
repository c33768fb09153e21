"""Generated rulesets and cases: both evaluators and the plain calculation agree, at every threshold too."""

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from propengine.core.ends import Range, RangeRuleError
from propengine.engine.case import Item
from propengine.engine.deciding import decide
from propengine.engine.decision import NoticeKind
from propengine.engine.evaluators import Handles
from propengine.engine.refusals import CaseRefusedError, Reason
from tests.engine.plain import Plain, PlainAnswer, grams
from tests.plain_ranges import MeaninglessError, OutsideError, PlainRange
from tests.strategies import CODE, FIRST_DAY, Files, load_files, rulesets
from tests.support import a_case

MICROGRAM = Fraction(1, 10**6)
ACROSS_UNITS = "a length in months was compared with days"
"""The plain calculation has 30 days in every month; `tests/promises/test_exact.py` looks at such lengths."""


@st.composite
def _items(draw: st.DrawFn, law: Any) -> list[tuple[str, str]]:
    """Draw items whose amounts lie at, just below and just above the law's own figures, or anywhere."""
    found = []
    for substance in draw(st.lists(st.sampled_from(sorted(law["substances"])), max_size=3)):
        row = law["tables"]["amounts"]["rows"][substance]
        near = [grams(text) for text in row.get("cuts", row.get("amounts"))]
        amount = draw(st.sampled_from(near)) * draw(st.sampled_from([1, 1, 2, 3]))
        amount += draw(st.sampled_from([-1, 0, 1])) * MICROGRAM
        micro = max(int(amount / MICROGRAM), 1)
        found.append((substance, f"{micro // 10**6}.{micro % 10**6:06d} g"))
    return found


@st.composite
def _facts(draw: st.DrawFn, law: Any) -> dict[str, Any]:
    """Draw a statement, or silence, about each fact."""
    found: dict[str, Any] = {}
    for name, fact in law["facts"].items():
        if fact.get("concluded") or "derive" in fact or draw(st.integers(0, 3)) == 0:
            continue
        match fact["type"]:
            case "boolean":
                found[name] = draw(st.booleans())
            case "enum":
                found[name] = draw(st.sampled_from(fact["members"]))
            case "set":
                found[name] = draw(st.sets(st.sampled_from(fact["members"])))
            case "number":
                found[name] = draw(st.sampled_from(["0", "1/6", "1/3", "1/2", "2/3", "1"]))
            case "duration":
                found[name] = draw(st.integers(1, 300).map(lambda n: f"{n} m"))
            case _:
                found[name] = draw(st.integers(0, 6))
    return found


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a whole ruleset shrinks too slowly to be worth it
)
@given(st.data())
def test_the_engine_and_the_plain_calculation_agree(data: st.DataObject) -> None:
    """Purpose, offence, final custody, gates and notice are the same, or both refuse to multiply life."""
    files: Files = data.draw(rulesets())
    law = files[f"{CODE}/drug-law/{FIRST_DAY}.yaml"]
    ruleset = load_files(files)[CODE]
    handles = Handles()
    for _ in range(5):
        items, facts = data.draw(_items(law)), data.draw(_facts(law))
        conduct = data.draw(st.sampled_from(["consumption", "possession", "supply", "transport"]))
        try:
            expected: object = Plain(
                files[f"{CODE}/jurisdiction.yaml"],
                law,
                files[f"{CODE}/programmes/{FIRST_DAY}.yaml"],
                {**facts, "conduct": conduct},
                items,
            ).answer()
        except (MeaninglessError, OutsideError) as error:
            expected = type(error)
        case = a_case(
            [Item(substance, text.split()[0], "g") for substance, text in items],
            {n: tuple(sorted(v)) if isinstance(v, set) else v for n, v in facts.items()},
            conduct=conduct,
            jurisdiction=CODE,
            offence=date(2005, 1, 1),
        )

        found = _decided(case, ruleset, handles)
        assert found is ACROSS_UNITS or expected == found


def _decided(case: Any, ruleset: Any, handles: Handles) -> object:
    try:
        decision = decide(case, ruleset, handles)
    except RangeRuleError:
        return MeaninglessError
    except CaseRefusedError as error:
        outside = all(refusal.reason is Reason.OUTSIDE_BOUNDS for refusal in error.refusals)
        return OutsideError if outside else error
    if any(notice.kind is NoticeKind.UNITS_OF_TIME for notice in decision.notices):
        return ACROSS_UNITS
    preferred = decision.preferred
    assert preferred is not None
    purpose = preferred.slots.get("purpose")
    return PlainAnswer(
        None if purpose is None else str(purpose),
        preferred.offence_id,
        {checkpoint.value: _plain(range_) for checkpoint, range_ in preferred.checkpoints.items()},
        {
            gate.gate.kind.value: gate.status.value
            for verdict in preferred.run.programmes  # the calculation looks at the case alone, as it stands
            for gate in verdict.gates
        },
        any(name == "told" for name, _ in preferred.notices),
    )


def _plain(range_: Range) -> PlainRange:
    ends = {"min": range_.min, "max": range_.max, "point": range_.point}
    return {side: end.word or end.months for side, end in ends.items() if end is not None}

"""A compiled law: a case decided again after a change is the case decided anew."""

from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from propengine.core.ends import RangeRuleError
from propengine.core.lowering import Lowering
from propengine.core.moves import FractionOutsideBoundsError
from propengine.core.slots import SlotValue
from propengine.engine.compiled import CompiledLaw, Inputs, Run
from propengine.engine.exact import Compiler
from propengine.law.ruleset import Dates, Ruleset
from tests.core.test_relevance import values_of
from tests.strategies import CODE, load_files, rulesets
from tests.support import DAY

REFUSED = (RangeRuleError, FractionOutsideBoundsError)


@settings(
    max_examples=25,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(st.data())
def test_deciding_again_is_deciding_anew(data: st.DataObject) -> None:
    """For generated laws and changes of any inputs: every value, clause, range and verdict is the same."""
    ruleset = load_files(data.draw(rulesets()))[CODE]
    law = CompiledLaw(Lowering().lower(ruleset.law(Dates.all_on(DAY))), Compiler())
    slots = law.lowered.slots
    stated = [
        name
        for name, fact in law.lowered.law.contents.facts.items()
        if not fact.concluded and fact.derive is None and name in slots
    ]
    conducts = st.sampled_from(["consumption", "possession", "supply", "transport"])
    base: dict[str, SlotValue] = {name: data.draw(values_of(slots[name])) for name in stated}
    base["conduct"] = data.draw(conducts)
    first = _decided(law, base)
    if not isinstance(first, Run):
        return
    for _ in range(4):
        changes: dict[str, SlotValue] = {
            name: data.draw(values_of(slots[name])) for name in data.draw(st.sets(st.sampled_from(stated)))
        }
        if data.draw(st.booleans()):
            changes["conduct"] = data.draw(conducts)
        inputs = Inputs({**base, **changes})
        anew = _decided(law, inputs.values)
        try:
            again: Any = law.again(first, inputs, changes)
        except REFUSED as error:
            again = type(error)

        assert _told(anew) == _told(again)


def _decided(law: CompiledLaw, values: Any) -> Any:
    try:
        return law.evaluate(Inputs(values))
    except REFUSED as error:
        return type(error)


def _told(run: Any) -> Any:
    if not isinstance(run, Run):
        return run
    return run.values, run.held, run.main, [verdict.told for verdict in run.programmes]


def test_a_run_is_not_changed_by_what_follows_from_it() -> None:
    """Deciding again leaves the first run as it was."""
    files = {
        f"{CODE}/jurisdiction.yaml": {
            "name": {"en": "Testland"},
            "calendar": {"day": "1/30", "week": "7/30", "provision": "convention"},
            "sentencing_age": {"years": 18, "referral": {"en": "x"}, "provision": "a", "mark": "V"},
            "not_examined": [{"id": "defences", "text": {"en": "defences"}}],
        },
        f"{CODE}/law/2000-01-01.yaml": {
            "title": {"en": "x"},
            "date_key": "offence",
            "citation": "Act 1",
            "mark": "V",
            "facts": {"n": {"type": "integer", "question": {"en": "x"}}},
            "offences": {
                "act": {
                    "name": {"en": "x"},
                    "provision": "a",
                    "mark": "V",
                    "classification": "none",
                    "liability": "lawful",
                    "when": {"n": {"at_least": 2}},
                }
            },
        },
    }
    law = CompiledLaw(Lowering().lower(load_files(files)[CODE].law(Dates.all_on(DAY))), Compiler())
    first = law.evaluate(Inputs({"n": Fraction(1)}))
    second = law.again(first, Inputs({"n": Fraction(2)}), {"n"})

    assert (None, "act") == (first.offence_id, second.offence_id)
    assert Fraction(1) == first.values["n"]


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

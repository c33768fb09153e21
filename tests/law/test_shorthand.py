"""A family's name stands for the offences that belong to it on the day, wherever offences are named."""

from datetime import date
from pathlib import Path

import pytest

from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.law.elements import Mark
from propengine.law.ruleset import Dates, Law
from propengine.law.shorthand import families_of, written_out
from propengine.notation.faults import RulesetFaults
from propengine.notation.loading import load_ruleset
from tests.named import named
from tests.shipped import CODES, SHIPPED
from tests.support import HEADER, JURISDICTION, a_case, an_offence, law_of, ruleset_of

THREE = (
    "facts: {gravely: {type: boolean, question: {en: x}}}\noffences:\n"
    + an_offence("sale").rstrip()
    + "\n    families: [trade]\n"
    + an_offence("import", when="{conduct: import}").rstrip()
    + "\n    families: [trade, border]\n"
    + an_offence("use", when="{conduct: consumption}")
)
STEP = "{provision: art. 9, mark: V, phase: first, when: {gravely: true}, move: {scale: 2}, offences: [OF]}"


@pytest.fixture(scope="module")
def handles() -> Handles:
    """Return the two readers."""
    return Handles()


def law(folder: Path, more: str) -> Law:
    return law_of(folder, THREE + more)


def test_the_families_of_a_law(tmp_path: Path) -> None:
    """An offence may belong to several."""
    assert {"trade": ("sale", "import"), "border": ("import",)} == families_of(law(tmp_path, "").contents)


def test_a_step_limited_to_a_family(tmp_path: Path, handles: Handles) -> None:
    """It moves the ranges of its members, and of no other offence."""
    ruleset = ruleset_of(tmp_path, THREE + f"steps: {{double: {STEP.replace('OF', 'trade')}}}\n")

    assert ["sale", "import"] == law_at(ruleset.law(Dates.all_on(date(2020, 1, 1))))
    for conduct, acted in (("possession", ("double",)), ("import", ("double",)), ("consumption", ())):
        (outcome,) = decide(a_case(facts={"gravely": True}, conduct=conduct), ruleset, handles).outcomes
        assert outcome.passage is not None
        assert acted == outcome.passage.acted


def law_at(law: Law) -> list[str] | None:
    return law.contents.steps["double"].offences


@pytest.mark.parametrize("asked", ["trade", "[trade, use]", "{one_of: [trade]}", "{not_one_of: [trade]}"])
def test_a_condition_on_a_family(tmp_path: Path, handles: Handles, asked: str) -> None:
    """It asks whether the offence is one of its members."""
    said = "provision: a, mark: V, flag: told, text: {en: x}"
    notice = f"notices: {{told: {{{said}, when: {{offence: {asked}}}}}}}\n"
    ruleset = ruleset_of(tmp_path, THREE + notice)
    told = {}
    for conduct in ("possession", "import", "consumption"):
        (outcome,) = decide(a_case(conduct=conduct), ruleset, handles).outcomes
        told[conduct] = bool(outcome.notices)

    others = {"[trade, use]": True, "{not_one_of: [trade]}": True}.get(asked, False)
    of_trade = asked != "{not_one_of: [trade]}"
    assert {"possession": of_trade, "import": of_trade, "consumption": others} == told


def test_an_exception_to_a_family_is_none_to_itself(tmp_path: Path) -> None:
    """A member that sets its family aside sets aside the others."""
    grave = an_offence("grave", when="{conduct: [possession, import], gravely: true}").rstrip()
    found = law(tmp_path, grave + "\n    families: [trade]\n    exception_to: [trade, use]\n")

    assert ["sale", "import", "use"] == found.contents.offences["grave"].exception_to


def test_a_later_text_adds_a_member(tmp_path: Path) -> None:
    """The step of an earlier text covers it: nobody has to write its list again."""
    folder = tmp_path / "xx"
    (folder / "act").mkdir(parents=True)
    (folder / "jurisdiction.yaml").write_text(JURISDICTION)
    steps = f"steps: {{double: {STEP.replace('OF', 'trade')}}}\n"
    (folder / "act" / "2000-01-01.yaml").write_text(named(HEADER + THREE + steps))
    added = an_offence("export", when="{conduct: export}").rstrip().replace("\n", "\n  ")
    amends = "amends: 2000-01-01\ncitation: B\nmark: V\nadd:\n  offences:\n"
    (folder / "act" / "2010-01-01.yaml").write_text(amends + added + "\n      families: [trade]\n")
    ruleset = load_ruleset(folder)

    assert ["sale", "import"] == law_at(ruleset.law(Dates.all_on(date(2005, 1, 1))))
    assert ["sale", "import", "export"] == law_at(ruleset.law(Dates.all_on(date(2015, 1, 1))))


def test_an_option_of_a_reading_adds_a_member(tmp_path: Path, handles: Handles) -> None:
    """A family is what it is under the reading."""
    added = an_offence("export", when="{conduct: export}").strip().replace("\n", "\n  ")
    reading = f"""
readings:
  covered:
    provision: art. 1
    mark: V
    question: {{en: x}}
    options:
      narrow: {{says: {{en: x}}}}
      wide:
        says: {{en: y}}
        add:
          offences:
            {added.replace(chr(10), chr(10) + "        ")}
              families: [trade]
"""
    ruleset = ruleset_of(tmp_path, THREE + f"steps: {{double: {STEP.replace('OF', 'trade')}}}\n" + reading)
    found = ruleset.law(Dates.all_on(date(2020, 1, 1)))
    case = a_case(facts={"gravely": True}, conduct="export")
    exported = [o for o in decide(case, ruleset, handles).outcomes if o.offence_id == "export"]

    assert [("double",)] == [outcome.passage.acted for outcome in exported if outcome.passage is not None]
    assert ["sale", "import", "export"] == law_at(found.under({"covered": "wide"}))


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            f"steps: {{double: {STEP.replace('OF', 'trades')}}}\n",
            "expected the id of one of the offences, found 'trades'; did you mean 'trade'?",
        ),
        (
            an_offence("trade", when="{conduct: export}"),
            "expected a family that is no offence, found 'trade'",
        ),
    ],
)
def test_a_name_that_is_no_family(tmp_path: Path, more: str, message: str) -> None:
    """A misspelt one, and one that is an offence too, are faults."""
    with pytest.raises(RulesetFaults) as caught:
        law(tmp_path, more)

    assert message in {fault.message for fault in caught.value.faults}


class TestTakenFromALawThatIsLikeIt:
    """Under an option of a reading only what the option changes is written out anew."""

    @pytest.mark.parametrize("code", CODES)
    def test_what_is_taken_is_what_would_be_written(self, code: str) -> None:
        """In the newest law of each ruleset, under each option of each reading."""
        law = SHIPPED[code].law(Dates.all_on(date(2026, 1, 1)))
        options = [(name, option) for name, of in law.contents.readings.items() for option in of.options]

        for name, option in options:
            under = law.under({name: option})
            assert written_out(under.text) == under.contents

    def test_what_is_alike_is_the_same_element(self, tmp_path: Path) -> None:
        """And what differs is not."""
        text = law(tmp_path, "").text
        done = written_out(text)
        use = text.offences["use"].model_copy(update={"mark": Mark.M})
        other = text.model_copy(update={"offences": {**text.offences, "use": use}})

        again = written_out(other, (text, done))

        assert again.offences["sale"] is done.offences["sale"]
        assert Mark.M is again.offences["use"].mark

    def test_another_family_is_written_out_everywhere(self, tmp_path: Path) -> None:
        """Nothing is taken from a law in which a family has other offences."""
        more = f"steps: {{double: {STEP.replace('OF', 'trade')}}}\n"
        text = law(tmp_path, more).text
        done = written_out(text)
        sale = text.offences["sale"].model_copy(update={"families": []})
        other = text.model_copy(update={"offences": {**text.offences, "sale": sale}})

        again = written_out(other, (text, done))

        assert ["sale", "import"] == done.steps["double"].offences
        assert ["import"] == again.steps["double"].offences

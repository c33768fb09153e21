"""Making: what rules, offences and counts make of the clauses that hold, and what they refuse to make."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from propengine.core.lowering import Lowering
from propengine.core.slots import SlotValue, of_open
from propengine.engine.compiled import CompiledLaw
from propengine.engine.concluding import evaluate
from propengine.engine.exact import Compiler
from propengine.engine.making import StatedContradictsDerivedError, UnknownTextReachedError
from propengine.engine.runs import Inputs, Run
from tests.support import an_offence, law_of

LAW = """
facts:
  armed: {type: boolean, question: {en: x}}
  gang: {type: boolean, question: {en: x}}
  grade: {type: enum, members: [base, narrow, narrowest], concluded: true}
  factors: {type: integer, derive: {count: [{armed: true}, {gang: true}]}, question: {en: x}}
rules:
  base: {provision: a, mark: V, concludes: {grade: base}}
  narrow: {provision: b, mark: V, concludes: {grade: narrow}, exception_to: [base], when: {armed: true}}
  narrowest:
    provision: c
    mark: V
    concludes: {grade: narrowest}
    exception_to: [narrow]
    when: {gang: true}
steps:
  many: {provision: a, mark: V, phase: first, when: {factors: {at_least: 2}}, move: {scale: 2}}
offences:
  lost:
    name: {en: a lost text}
    provision: art. 9
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {conduct: supply}
    unknown: nobody has it
""" + an_offence()


def compiled(folder: Path, text: str) -> CompiledLaw:
    """Return a law made ready."""
    return CompiledLaw(Lowering().lower(law_of(folder, text)), Compiler())


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> CompiledLaw:
    """Return a law with a rule, its exception and the exception of that."""
    return compiled(tmp_path_factory.mktemp("law"), LAW)


def run(law: CompiledLaw, facts: Mapping[str, SlotValue], conduct: str = "possession") -> Run:
    """Return the law decided where some facts are stated."""
    return evaluate(law, Inputs({"conduct": conduct, **facts}))


@pytest.mark.parametrize(
    ("facts", "grade"),
    [
        ({}, "base"),
        ({"armed": True}, "narrow"),
        ({"gang": True}, "narrowest"),  # an exception of an exception sets aside what that one would
        ({"armed": True, "gang": True}, "narrowest"),
    ],
)
def test_of_those_that_hold_the_narrowest_stands(
    law: CompiledLaw, facts: dict[str, bool], grade: str
) -> None:
    """Whether or not the exception between them holds itself."""
    assert grade == run(law, facts).values["grade"]


@given(st.permutations(["base", "narrow", "narrowest"]))
def test_the_order_in_which_rules_are_written_cannot_matter(
    tmp_path_factory: pytest.TempPathFactory, order: list[str]
) -> None:
    """What stands is the same in every order."""
    parts = {
        "base": "",
        "narrow": ", exception_to: [base], when: {armed: true}",
        "narrowest": ", exception_to: [narrow], when: {gang: true}",
    }
    rules = [
        f"  {id_}: {{provision: a, mark: V, concludes: {{grade: {id_}}}{parts[id_]}}}\n" for id_ in order
    ]
    start, end = LAW.index("  base:"), LAW.index("steps:")
    text = LAW[:start] + "".join(rules) + LAW[end:]
    written = compiled(tmp_path_factory.mktemp("law"), text)

    assert ["base", "narrow", "narrowest", "narrowest"] == [
        run(written, {"armed": armed, "gang": gang}).values["grade"]
        for armed, gang in ((False, False), (True, False), (False, True), (True, True))
    ]


def test_what_is_stated_must_not_differ_from_what_follows(law: CompiledLaw) -> None:
    """The fault names both, and the provision from which it follows."""
    assert "narrow" == run(law, {"armed": True, "grade": "narrow"}).values["grade"]
    with pytest.raises(StatedContradictsDerivedError) as caught:
        run(law, {"armed": True, "grade": "base"})

    found = caught.value
    assert ("grade", "base", "narrow", "b") == (found.subject, found.stated, found.derived, found.provision)


def test_an_offence_whose_text_is_lost_is_no_answer(law: CompiledLaw) -> None:
    """It is named, with the reason."""
    with pytest.raises(UnknownTextReachedError) as caught:
        run(law, {}, "supply")

    assert ("art. 9", "nobody has it") == (caught.value.provision, caught.value.why)


@pytest.mark.parametrize(
    ("facts", "count", "is_open"),
    [
        ({"armed": True, "gang": True}, 2, None),
        ({"armed": True, "gang": False}, 1, None),
        ({"armed": False}, 0, True),  # one at the most: no test on it could come out otherwise
        ({"armed": True}, None, True),  # two would be many
        ({}, None, True),
        ({"armed": True, "factors": Fraction(2)}, 2, None),  # stated, within what is left open
    ],
)
def test_a_count_is_open_while_the_rest_could_make_a_difference(
    law: CompiledLaw,
    facts: dict[str, SlotValue],
    count: int | None,
    is_open: bool | None,  # noqa: FBT001 - a case
) -> None:
    """Where every test on it gives the same, it stands for all that it may be."""
    values = run(law, facts).values

    assert (count, is_open) == (values["factors"], values[of_open("factors")])


@pytest.mark.parametrize(
    ("asked", "facts", "count"),
    [
        ("{at_least: 2}", ("armed", "gang"), 2),  # as many as are asked for, and one may be more
        ("{at_least: 2}", ("armed",), None),
        ("{at_most: 2}", ("armed", "gang"), None),
        ("{equals: 2}", ("armed", "gang"), None),
        ("{not_one_of: [0, 1]}", ("armed", "gang"), 2),
        ("{not_one_of: [0, 2]}", ("armed",), None),
    ],
)
def test_a_count_at_a_limit_is_what_its_tests_say_of_all_that_it_may_be(
    tmp_path: Path, asked: str, facts: Sequence[str], count: int | None
) -> None:
    """The limit itself and what lies beyond it are alike where no test tells them apart."""
    text = LAW.replace("{gang: true}]}", "{gang: true}, {lead: true}]}").replace("{at_least: 2}", asked)
    law = compiled(
        tmp_path, text.replace("facts:\n", "facts:\n  lead: {type: boolean, question: {en: x}}\n", 1)
    )

    assert count == run(law, dict.fromkeys(facts, True)).values["factors"]

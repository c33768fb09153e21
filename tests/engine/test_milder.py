"""Which of two answers is more favourable: liability first, then both ends of custody."""

from pathlib import Path

import pytest

from propengine.core.lowering import Lowering
from propengine.engine.compiled import CompiledLaw
from propengine.engine.concluding import evaluate
from propengine.engine.exact import Compiler
from propengine.engine.milder import Favour, compare, prefers
from propengine.engine.runs import Inputs, Run
from tests.support import law_of

LAW = """
facts: {kind: {type: enum, members: [KINDS], question: {en: x}}}
offences:
"""
ANSWERS = {
    "lawful": "liability: lawful",
    "ticket": "liability: ticket",
    "short": "liability: criminal_custodial, sanction: {custody: {ends: {min: 1 y, max: 4 y}}}",
    "same": "liability: criminal_custodial, sanction: {custody: {ends: {min: 12 m, max: 48 m}}}",
    "longer": "liability: criminal_custodial, sanction: {custody: {ends: {min: 1 y, max: 5 y}}}",
    "narrow": "liability: criminal_custodial, sanction: {custody: {ends: {min: 2 y, max: 3 y}}}",
    "life": "liability: criminal_custodial, sanction: {custody: {ends: {min: 1 y, max: life}}}",
    "open": "liability: criminal_custodial, sanction: {custody: {ends: {min: 1 y, max: none_stated}}}",
    "least": "liability: criminal_custodial, sanction: {custody: {ends: {min: none_stated, max: 4 y}}}",
    "nothing": "liability: criminal_custodial, sanction: {custody: {ends: {max: 4 y}}}",
    "no_custody": "liability: criminal_custodial",
}


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> CompiledLaw:
    """Return a law with an offence for each answer."""
    folder: Path = tmp_path_factory.mktemp("law")
    text = LAW.replace("KINDS", ", ".join([*ANSWERS, "none"]))
    for name, answer in ANSWERS.items():
        text += f"  {name}: {{name: {{en: x}}, provision: a, mark: V, classification: trafficking, "
        text += f"when: {{kind: {name}}}, {answer}}}\n"
    return CompiledLaw(Lowering().lower(law_of(folder, text)), Compiler())


def run(law: CompiledLaw, kind: str) -> Run:
    """Return the answer of a kind."""
    return evaluate(law, Inputs({"kind": kind}))


@pytest.mark.parametrize(
    ("first", "second", "favour"),
    [
        ("lawful", "ticket", Favour.MORE),
        ("ticket", "short", Favour.MORE),
        ("short", "same", Favour.EQUAL),
        ("short", "longer", Favour.MORE),
        ("short", "narrow", Favour.INCOMPARABLE),
        ("short", "life", Favour.MORE),
        ("short", "open", Favour.MORE),  # an unstated most is above four years
        ("open", "life", Favour.INCOMPARABLE),  # no law says which is more
        ("open", "narrow", Favour.INCOMPARABLE),  # less at the least, more at the most
        ("least", "nothing", Favour.EQUAL),
        ("least", "short", Favour.MORE),
        ("no_custody", "short", Favour.MORE),
        ("none", "lawful", Favour.LESS),
        ("none", "short", Favour.INCOMPARABLE),
        ("none", "none", Favour.EQUAL),
    ],
)
def test_two_answers(law: CompiledLaw, first: str, second: str, favour: Favour) -> None:
    """And the same the other way round; nothing is more favourable than lawful."""
    reversed_ = {Favour.MORE: Favour.LESS, Favour.LESS: Favour.MORE}
    a, b = run(law, first), run(law, second)

    assert favour is compare(a, b)
    assert reversed_.get(favour, favour) is compare(b, a)


@pytest.mark.parametrize(
    ("first", "second", "prefers_first"),
    [
        ("none", "short", True),  # what is open alone never convicts
        ("none", "ticket", True),
        ("none", "lawful", False),
        ("lawful", "none", True),
        ("short", "longer", True),
        ("short", "narrow", False),
        ("short", "same", False),
    ],
)
def test_which_choice_is_milder(law: CompiledLaw, first: str, second: str, *, prefers_first: bool) -> None:
    """An answer without an offence is milder than one with an offence, but for lawful."""
    assert prefers_first is prefers(run(law, first), run(law, second))

"""Gates: whatever is stated of a gate only refines what was said, and in the end it is open or closed."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import pytest
from hypothesis import given, reject, strategies as st

from propengine.core.lowering import Lowering
from propengine.core.slots import SlotValue
from propengine.engine.compiled import CompiledLaw
from propengine.engine.concluding import evaluate
from propengine.engine.exact import Compiler
from propengine.engine.runs import Inputs
from propengine.law.programmes import ProgrammeStatus
from propengine.notation.faults import RulesetFaults
from propengine.notation.writing import write_yaml
from tests.strategies import element, texts
from tests.support import law_of

Tree: TypeAlias = dict[str, Any]
Facts: TypeAlias = Mapping[str, SlotValue]

ELIGIBLE, OPEN_UNLESS, CONDITIONAL, UNDETERMINED, OUTSIDE_GUIDANCE, CLOSED = ProgrammeStatus
NAMES = ("first", "second", "third")
FACTS = ("a", "b", "c")
FINAL = {ELIGIBLE, CLOSED}
MAY_BECOME = {ELIGIBLE: {ELIGIBLE}, CLOSED: {CLOSED}, OPEN_UNLESS: {OPEN_UNLESS, *FINAL}}
"""As design and docs/promises.md have it; what is not here may become anything."""


def compiled(programmes: Mapping[str, Mapping[str, Tree]], *, guided: bool = False) -> CompiledLaw:
    """Return a law of programmes, each of a gate's `when` and `unless`; custody from one to six years.

    A guideline of two to four years may guide within it.
    """
    offence = element(
        name=texts("act"),
        classification="trafficking",
        liability="criminal_custodial",
        when={"conduct": "possession"},
        sanction={"custody": {"statutory": {"min": "1 y", "max": "6 y"}, "table": "range"}},
    )
    cell = {"min": "2 y", "max": "4 y"} if guided else {"min": "1 y", "max": "6 y"}
    guides = {"guides_within": "statutory"} if guided else {}
    contents = {
        "facts": {
            name: {"type": "boolean", "question": texts("x"), "stated_by": ["court"]} for name in FACTS
        },
        "offences": {"act": offence},
        "ranges": {"range": element(by=["conduct"], cells={"possession": cell}, **guides)},
        "programmes": {
            name: element(
                name=texts(name),
                stage=["sentencing"],
                approach=["diversion"],
                origin="legislative",
                gates={"legal": gate},
            )
            for name, gate in programmes.items()
        },
    }
    with TemporaryDirectory() as folder:
        law = law_of(Path(folder), write_yaml(contents))
    return CompiledLaw(Lowering().lower(law), Compiler())


def statuses(law: CompiledLaw, facts: Facts) -> dict[str, ProgrammeStatus]:
    """Return the status of each programme where some facts are stated."""
    run = evaluate(law, Inputs({"conduct": "possession", **facts}))
    return {verdict.id: verdict.status for verdict in run.programmes}


def _tests(number: int) -> st.SearchStrategy[Tree]:
    """Draw tests of a fact, of the sentence, and of the programmes before."""
    facts = st.sampled_from(FACTS).flatmap(lambda name: st.booleans().map(lambda is_so: {name: is_so}))
    limits = st.sampled_from(["2 y", "3 y", "5 y"])
    sides = st.sampled_from(["at_least", "more_than", "at_most", "less_than"])
    sentences = st.tuples(sides, limits).map(lambda asked: {"imposed": {asked[0]: asked[1]}})
    before = [f"programme.{name}" for name in NAMES[:number]]
    words = st.sampled_from(["eligible", "closed"])
    others = [st.tuples(st.sampled_from(before), words).map(lambda asked: {asked[0]: asked[1]})] * 2
    return st.one_of(facts, sentences, *(others if before else ()))


def _trees(number: int) -> st.SearchStrategy[Tree]:
    groups = st.sampled_from(["all_of", "any_of", "none_of"])
    return st.recursive(
        _tests(number),
        lambda parts: st.tuples(groups, st.lists(parts, min_size=1, max_size=3)).map(
            lambda of: {of[0]: of[1]}
        ),
        max_leaves=4,
    )


@st.composite
def _programmes(draw: st.DrawFn) -> dict[str, dict[str, Tree]]:
    found = {}
    for number, name in enumerate(NAMES):
        found[name] = {"when": draw(_trees(number))}
        if draw(st.booleans()):
            found[name]["unless"] = draw(_trees(number))
    return found


def _statements() -> st.SearchStrategy[dict[str, SlotValue]]:
    """Draw a statement of everything, in an order in which it may be made."""
    facts: st.SearchStrategy[dict[str, SlotValue]] = st.fixed_dictionaries(
        dict.fromkeys(FACTS, st.booleans())
    )
    months = st.sampled_from([12, 24, 30, 36, 48, 60, 72])
    order = st.permutations([*FACTS, "imposed_sentence"])
    return st.tuples(order, facts, months).map(
        lambda of: {name: of[1].get(name, Fraction(of[2])) for name in of[0]}
    )


def met(tree: Tree, facts: Facts, open_: Mapping[str, bool]) -> bool:
    """Say whether a condition holds of facts and a sentence that are all known."""
    ((name, asked),) = tree.items()
    match name:
        case "all_of" | "any_of" | "none_of":
            parts = [met(part, facts, open_) for part in asked]
            return {"all_of": all(parts), "any_of": any(parts), "none_of": not any(parts)}[name]
        case "imposed":
            ((side, limit),) = asked.items()
            months = 12 * int(limit.removesuffix(" y"))
            sentence = facts["imposed_sentence"]
            assert isinstance(sentence, Fraction)
            return {
                "at_least": sentence >= months,
                "more_than": sentence > months,
                "at_most": sentence <= months,
                "less_than": sentence < months,
            }[str(side)]
        case _ if name.startswith("programme."):
            return open_[name.removeprefix("programme.")] is (asked == "eligible")
        case _:
            return facts[name] is asked


@given(programmes=_programmes(), stated=_statements(), guided=st.booleans())
def test_a_status_is_only_refined_and_ends_as_the_conditions_say(
    programmes: dict[str, dict[str, Tree]], stated: dict[str, SlotValue], *, guided: bool
) -> None:
    """One thing after the other is stated: each status may become the next; the last is open or closed."""
    try:
        law = compiled(programmes, guided=guided)
    except RulesetFaults:  # what nothing can meet is refused
        reject()
    names = list(stated)
    said = [statuses(law, {name: stated[name] for name in names[:n]}) for n in range(len(names) + 1)]
    open_: dict[str, bool] = {}
    for name, gate in programmes.items():
        bar = gate.get("unless")
        open_[name] = met(gate["when"], stated, open_) and not (bar and met(bar, stated, open_))

    for before, after in ((said[i], said[j]) for j in range(len(said)) for i in range(j)):
        for name in programmes:
            assert after[name] in MAY_BECOME.get(before[name], set(ProgrammeStatus))
    assert {name: ELIGIBLE if is_open else CLOSED for name, is_open in open_.items()} == said[-1]


@pytest.mark.parametrize(
    ("first", "facts", "where_open", "where_shut"),
    [
        ({"when": {"a": True}}, {}, UNDETERMINED, UNDETERMINED),
        ({"when": {"a": True}}, {"a": True}, ELIGIBLE, CLOSED),
        ({"when": {"a": True}}, {"a": False}, CLOSED, ELIGIBLE),
        ({"when": {"imposed": {"at_most": "3 y"}}}, {}, CONDITIONAL, CONDITIONAL),
        ({"when": {"a": True}, "unless": {"b": True}}, {"a": True}, OPEN_UNLESS, UNDETERMINED),
    ],
)
def test_a_gate_that_asks_for_another_programme_hangs_on_what_that_hangs_on(
    first: dict[str, Tree], facts: Facts, where_open: ProgrammeStatus, where_shut: ProgrammeStatus
) -> None:
    """A programme that is open where another is, and one that is open where it is not."""
    second, third = ({"when": {"programme.first": word}} for word in ("eligible", "closed"))
    found = statuses(compiled({"first": first, "second": second, "third": third}), facts)

    assert (where_open, where_shut) == (found["second"], found["third"])


@pytest.mark.parametrize(
    ("first", "facts", "where_open", "where_shut"),
    [
        ({"when": {"a": True}}, {}, UNDETERMINED, UNDETERMINED),
        ({"when": {"a": True}}, {"a": True}, CLOSED, ELIGIBLE),
        ({"when": {"imposed": {"at_most": "3 y"}}}, {}, CONDITIONAL, CONDITIONAL),
        ({"when": {"a": True}, "unless": {"b": True}}, {"a": True}, UNDETERMINED, OPEN_UNLESS),
    ],
)
def test_a_bar_that_asks_for_another_programme_likewise(
    first: dict[str, Tree], facts: Facts, where_open: ProgrammeStatus, where_shut: ProgrammeStatus
) -> None:
    """A programme that is barred where another is open, and one that is barred where it is not."""
    second, third = (
        {"when": {"conduct": "possession"}, "unless": {"programme.first": word}}
        for word in ("eligible", "closed")
    )
    found = statuses(compiled({"first": first, "second": second, "third": third}), facts)

    assert (where_open, where_shut) == (found["second"], found["third"])


def test_what_opens_outside_the_guidance_opens_the_other_there(tmp_path: Path) -> None:
    """The guideline's least is two years: at most one year is open only to a court that leaves it."""
    first = {"when": {"imposed": {"at_most": "1 y"}}}
    law = compiled({"first": first, "second": {"when": {"programme.first": "eligible"}}}, guided=True)

    assert dict.fromkeys(("first", "second"), OUTSIDE_GUIDANCE) == statuses(law, {})


@pytest.mark.parametrize(
    ("gate", "facts", "expected"),
    [
        ({"when": {"any_of": [{"a": True}, {"imposed": {"at_most": "3 y"}}]}}, {}, CONDITIONAL),
        (
            {"when": {"any_of": [{"a": True}, {"imposed": {"at_most": "3 y"}}]}},
            {"imposed_sentence": 48},
            UNDETERMINED,
        ),
        ({"unless": {"all_of": [{"a": True}, {"imposed": {"more_than": "3 y"}}]}}, {}, CONDITIONAL),
        (
            {"unless": {"all_of": [{"a": True}, {"imposed": {"more_than": "3 y"}}]}},
            {"imposed_sentence": 48},
            OPEN_UNLESS,
        ),
        ({"unless": {"any_of": [{"a": True}, {"imposed": {"more_than": "3 y"}}]}}, {}, CONDITIONAL),
        (
            {"unless": {"any_of": [{"a": True}, {"imposed": {"more_than": "3 y"}}]}},
            {"imposed_sentence": 24},
            OPEN_UNLESS,
        ),
    ],
)
def test_it_turns_on_the_sentence_only_while_that_is_open(
    gate: dict[str, Tree], facts: Mapping[str, int], expected: ProgrammeStatus
) -> None:
    """Once the sentence is stated, what is left is the fact that nobody stated."""
    law = compiled({"first": {"when": {"conduct": "possession"}, **gate}})

    assert {"first": expected} == statuses(law, {name: Fraction(months) for name, months in facts.items()})


@pytest.mark.parametrize("word", ["open_unless", "undetermined", "conditional"])
def test_a_condition_asks_what_a_programme_comes_to_and_not_what_is_known(word: str) -> None:
    """Such a word is refused where it is written."""
    with pytest.raises(
        RulesetFaults, match=r"expected a value of programme.first \(eligible, closed\), found"
    ):
        compiled({"first": {"when": {"a": True}}, "second": {"when": {"programme.first": word}}})

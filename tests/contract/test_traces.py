"""The trace of an answer is that of the engine, made from what a law says whatever the case."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from google.protobuf import json_format
from jsonschema import Draft202012Validator

from propengine.contract.application import Application, View
from propengine.contract.cases import read_case
from propengine.contract.enums import ROLE
from propengine.contract.templates import templates_of
from propengine.contract.traces import TRACE_VERSION
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.engine.trace import trace_of
from propengine.law.ruleset import Ruleset
from propengine.v1 import case_pb2, decision_pb2
from tests.shipped import HANDLES, SHIPPED

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("pt-*.json"))
SCHEMA = Draft202012Validator(json.loads((ROOT / "schemas" / "decision.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def portugal() -> Ruleset:
    """The ruleset of Portugal."""
    return SHIPPED["pt"]


@pytest.fixture(scope="module")
def handles() -> Handles:
    """The readers of its laws, made once."""
    return HANDLES


def outcomes(file: Path, ruleset: Ruleset, handles: Handles) -> tuple[Outcome, ...]:
    message = json_format.Parse(file.read_text(encoding="utf-8"), case_pb2.Case())
    if message.HasField("code_system"):
        return ()
    case, violations = read_case(message)
    assert [] == violations
    return decide(case, ruleset, handles).outcomes


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: str(file.stem))
def test_every_step_is_as_the_engine_has_it(file: Path, portugal: Ruleset, handles: Handles) -> None:
    """The same steps in the same order, of the law under the readings of the outcome alone."""
    for outcome in outcomes(file, portugal, handles):
        message = decision_pb2.Outcome()
        templates_of(outcome.law, outcome.run.law).trace.fill(message, outcome.run)

        assert [
            (s.level, ROLE[s.clause.role], s.clause.id, s.clause.part, s.holds, s.set_aside_by or "")
            for s in trace_of(outcome.run)
        ] == [(s.level, s.role, s.id, s.part, s.holds, s.set_aside_by) for s in message.trace]


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: str(file.stem))
def test_every_test_is_as_the_engine_has_it(file: Path, portugal: Ruleset, handles: Handles) -> None:
    """Each test says what it met and whether it held; that a reading was chosen is no test of the law."""
    for outcome in outcomes(file, portugal, handles):
        message = decision_pb2.Outcome()
        templates_of(outcome.law, outcome.run.law).trace.fill(message, outcome.run)

        read = [read for step in message.trace for read in step.reads]
        expected = [
            (leaf.slot, value is not None, outcome.leaf_holds(leaf))
            for step in trace_of(outcome.run)
            for leaf, value in outcome.reads(step.clause)
        ]
        assert expected == [(r.subject, r.HasField("met"), r.holds) for r in read]
        assert [] == [r.subject for r in read if r.subject.startswith("reading.")]


def test_each_reading_has_its_own_steps(portugal: Ruleset, handles: Handles) -> None:
    """A step that belongs to another reading is not shown."""
    (file,) = (file for file in EXAMPLES if file.stem == "pt-herb-25.1-g-2005")
    laws = {outcome.run.view.key: outcome for outcome in outcomes(file, portugal, handles)}

    assert 3 == len(laws)
    assert 3 == len({id(templates_of(outcome.law, outcome.run.law)) for outcome in laws.values()})
    for outcome in laws.values():
        assert templates_of(outcome.law, outcome.run.law) is templates_of(outcome.law, outcome.run.law)


@pytest.mark.parametrize(
    "file", [file for file in EXAMPLES if "codes" not in file.stem], ids=lambda file: file.stem
)
def test_an_answer_fits_the_published_schema(file: Path) -> None:
    """As protojson, with all that can be asked for; the form of its traces has a number."""
    answer = decision_pb2.Decision()
    case = json_format.Parse(file.read_text(encoding="utf-8"), case_pb2.Case())
    Application({"pt": SHIPPED["pt"]}, HANDLES).evaluate(case, answer, View(hinges_on=True, still_open=True))

    assert [] == [error.message for error in SCHEMA.iter_errors(json_format.MessageToDict(answer))]
    assert TRACE_VERSION == answer.trace_version


def test_an_answer_without_traces_says_no_version_of_them() -> None:
    answer = decision_pb2.Decision()
    case = json_format.Parse(EXAMPLES[0].read_text(encoding="utf-8"), case_pb2.Case())
    Application({"pt": SHIPPED["pt"]}, HANDLES).evaluate(case, answer, View(with_traces=False))

    assert (1, 0) == (len(answer.outcomes), answer.trace_version)


def test_a_misspelt_field_does_not_fit_the_schema() -> None:
    assert [*SCHEMA.iter_errors({"outcomes": [{"trace": [{"hold": True}]}]})]


def test_an_answer_is_the_same_to_the_byte_in_another_process() -> None:
    """Whatever order its process keeps sets in."""
    answers = {
        subprocess.run(
            [sys.executable, "-m", "propengine.cli.main", "evaluate", str(EXAMPLES[0]), "--json"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert 1 == len(answers)

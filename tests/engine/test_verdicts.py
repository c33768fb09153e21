"""Verdicts: what is said of a programme by which clauses of its gates hold."""

import pytest

from propengine.core.lowering import Lowering
from propengine.core.slots import SlotValue
from propengine.engine.compiled import CompiledLaw
from propengine.engine.concluding import evaluate
from propengine.engine.exact import Compiler
from propengine.engine.runs import Inputs
from propengine.engine.verdicts import ProgrammeVerdict
from propengine.law.programmes import ProgrammeStatus
from tests.support import an_offence, law_of

ELIGIBLE, OPEN_UNLESS, _, UNDETERMINED, _, CLOSED = ProgrammeStatus
LAW = """
facts:
  sober: {type: boolean, question: {en: x}}
  record: {type: boolean, question: {en: x}}
  willing: {type: boolean, question: {en: x}}
programmes:
  care:
    name: {en: care}
    provision: art. 2
    mark: V
    stage: [sentencing]
    approach: [diversion]
    origin: legislative
    gates:
      legal: {when: {sober: true}, unless: {record: true}}
      consent: {when: {willing: true}}
offences:
""" + an_offence()


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> CompiledLaw:
    """Return a law with a programme of two gates, one of which has a bar."""
    return CompiledLaw(Lowering().lower(law_of(tmp_path_factory.mktemp("law"), LAW)), Compiler())


def verdict(law: CompiledLaw, **facts: SlotValue) -> ProgrammeVerdict:
    """Return the verdict on the programme where some facts are stated."""
    (found,) = evaluate(law, Inputs({"conduct": "possession", **facts})).programmes
    return found


@pytest.mark.parametrize(
    ("facts", "legal"),
    [
        ({}, UNDETERMINED),
        ({"sober": True}, OPEN_UNLESS),
        ({"sober": True, "record": False}, ELIGIBLE),
        ({"sober": True, "record": True}, CLOSED),
        ({"record": True}, CLOSED),
        ({"sober": False, "record": False}, CLOSED),
    ],
)
def test_a_gate_stands_by_its_own_clauses(
    law: CompiledLaw, facts: dict[str, bool], legal: ProgrammeStatus
) -> None:
    """Closed is said only where it is shown; a bar that nobody states leaves it open unless."""
    gates = verdict(law, **facts).gates

    assert [legal, UNDETERMINED] == [gate.status for gate in gates]


def test_what_a_gate_turns_on_is_named_and_nothing_where_it_is_open(law: CompiledLaw) -> None:
    """The clause that closes it or that it waits for."""
    barred = verdict(law, sober=True, record=True, willing=True).gates
    read = [gate.because.reads if gate.because is not None else None for gate in barred]

    assert [frozenset({"record"}), None] == read


def test_a_programme_is_as_good_as_its_worst_gate(law: CompiledLaw) -> None:
    """All gates must be open."""
    statuses = [
        verdict(law, sober=True, record=False, willing=willing).status for willing in (True, None, False)
    ]

    assert [ELIGIBLE, UNDETERMINED, CLOSED] == statuses

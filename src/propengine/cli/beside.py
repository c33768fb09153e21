"""One case under two laws, side by side: two decisions, and what either law was not given."""

import json as plain_json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import typer
from google.protobuf import json_format
from google.protobuf.message import Message
from google.rpc import status_pb2

from propengine.cli.output import say
from propengine.cli.refusal import told_refusal
from propengine.cli.shared import REFUSED, asked_for
from propengine.cli.terminal import write
from propengine.contract.application import Application, View
from propengine.contract.beside import Given, given_to
from propengine.explain.catalogues import Language
from propengine.explain.decision import told_decision
from propengine.explain.page import GAP, Line, head, line
from propengine.explain.phrases import Phrases
from propengine.server.errors import failure_of
from propengine.v1 import case_pb2, decision_pb2


class _Answer(NamedTuple):
    """What one law answers.

    Attributes:
        folder: of its ruleset; None for the shipped ones.
        left_out: the paths of what it was not given.
        said: its decision, or why there is none.
    """

    folder: Path | None
    left_out: tuple[str, ...]
    said: decision_pb2.Decision | status_pb2.Status


def evaluate_beside(
    case: case_pb2.Case,
    sides: Sequence[tuple[Path | None, Application]],
    language: Language,
    *,
    with_reasoning: bool,
    why_not: bool,
    hinges_on: bool,
    still_open: bool,
    json: bool,
) -> None:
    """Print what two laws say of a case; exit 1 where one of them gives no decision.

    Args:
        case: the case.
        sides: the folder of each law, None for the shipped rulesets, and what was loaded of it.
        language: of the page.
        with_reasoning: print every condition that was considered, too.
        why_not: print why each answer is no other, too.
        hinges_on: print what each answer hinges on, too.
        still_open: print what may still be done under each law, too.
        json: print protojson.
    """
    (first, one), (second, other) = sides
    view = View(hinges_on=hinges_on, still_open=still_open, languages=asked_for(language, json=json))
    answers = [
        _answer(first, one, _given(one, other, case), view),
        _answer(second, other, _given(other, one, case), view),
    ]
    if json:
        say(plain_json.dumps([_as_json(answer) for answer in answers], indent=2))
    else:
        phrases = Phrases(language, case.jurisdiction)
        lines = [_told(answer, phrases, with_reasoning=with_reasoning, why_not=why_not) for answer in answers]
        write([*lines[0], GAP, *lines[1]])
    if any(isinstance(answer.said, status_pb2.Status) for answer in answers):
        raise typer.Exit(REFUSED)


def _given(own: Application, other: Application, case: case_pb2.Case) -> Given:
    ruleset, beside = (of.rulesets.get(case.jurisdiction) for of in (own, other))
    return given_to(ruleset, case, beside) if ruleset and beside else Given(case, ())


def _answer(folder: Path | None, application: Application, given: Given, view: View) -> _Answer:
    decision = decision_pb2.Decision()
    try:
        application.evaluate(given.case, decision, view)
    except Exception as error:  # noqa: BLE001 - told as the service tells it
        return _Answer(folder, given.left_out, failure_of(error).status)
    return _Answer(folder, given.left_out, decision)


def _as_json(answer: _Answer) -> dict[str, Any]:
    of: Message = answer.said
    said = "refusal" if isinstance(of, status_pb2.Status) else "decision"
    return {
        "rulesets": None if answer.folder is None else str(answer.folder),
        "leftOut": list(answer.left_out),
        said: json_format.MessageToDict(of),
    }


def _told(answer: _Answer, phrases: Phrases, *, with_reasoning: bool, why_not: bool) -> list[Line]:
    where = (
        phrases.say("beside.shipped-rulesets")
        if answer.folder is None
        else phrases.say("beside.rulesets-of", folder=answer.folder)
    )
    lines = [head(f"== {where} ==")]
    if answer.left_out:
        facts = ", ".join(answer.left_out)
        lines.append(line(phrases.say("beside.left-out", facts=facts), indent=0))
    if isinstance(answer.said, status_pb2.Status):
        return [*lines, *told_refusal(answer.said, "")]
    return [*lines, *told_decision(answer.said, phrases, with_reasoning=with_reasoning, why_not=why_not)]

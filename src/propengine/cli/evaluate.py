"""`propengine evaluate`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from propengine.cli.shared import REFUSED, Folder, Json, load

if TYPE_CHECKING:
    from google.rpc import status_pb2

    from propengine.v1 import case_pb2, decision_pb2

EPILOG = (
    """Examples:  propengine evaluate case.json  |  jq .case request.json | propengine evaluate - --json"""
)

_STDIN = Path("-")


def evaluate(
    file: Annotated[
        Path, typer.Argument(metavar="FILE|-", help="The protojson of a Case; - for standard input.")
    ],
    rulesets: Folder = None,
    json: Json = False,
) -> None:
    """Decide one case and print the decision.

    FILE holds the protojson of a `propengine.v1.Case`, as every gRPC client sends it.

    Exit codes: 0 decided, 1 refused (every fault is printed with its field), 2 wrong usage.
    """
    from propengine.server.errors import failure_of
    from propengine.server.logs import configure_logs
    from propengine.v1 import decision_pb2

    configure_logs("error")
    text = _read(file)
    application = load(rulesets)
    decision = decision_pb2.Decision()
    try:
        application.evaluate(_parse(text), decision)
    except Exception as error:  # noqa: BLE001 - told as the service tells it
        _stop(failure_of(error).status, json=json)
    if json:
        _print_json(decision)
    else:
        from propengine.cli.printing import print_decision

        print_decision(decision)


def _read(file: Path) -> str:
    try:
        return sys.stdin.read() if file == _STDIN else file.read_text(encoding="utf-8")
    except OSError as error:
        raise typer.BadParameter(f"cannot read {file}: {error.strerror}", param_hint="FILE") from None
    except UnicodeDecodeError:
        raise typer.BadParameter(f"{file} is not UTF-8 text", param_hint="FILE") from None


def _parse(text: str) -> "case_pb2.Case":
    from google.protobuf import json_format

    from propengine.server.faults import Fault, RequestRefusedError, ServiceReason
    from propengine.v1 import case_pb2

    try:
        return json_format.Parse(text, case_pb2.Case())
    except json_format.ParseError as error:
        message = f"expected the protojson of a Case: {error}"
        raise RequestRefusedError([Fault(ServiceReason.UNDECODABLE_REQUEST, "(file)", message)]) from None


def _stop(status: "status_pb2.Status", *, json: bool) -> NoReturn:
    if json:
        _print_json(status)
    else:
        from propengine.cli.printing import print_refusal

        print_refusal(status)
    raise typer.Exit(REFUSED)


def _print_json(message: "decision_pb2.Decision | status_pb2.Status") -> None:
    from google.protobuf import json_format

    typer.echo(json_format.MessageToJson(message, ensure_ascii=False))

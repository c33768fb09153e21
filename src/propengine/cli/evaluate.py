"""`propengine evaluate`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from propengine.cli.output import print_json, read_input
from propengine.cli.shared import (
    REFUSED,
    Codes,
    Folder,
    Form,
    HingesOn,
    Json,
    Language,
    Level,
    StillOpen,
    WhyNot,
    asked_for,
    load,
)

if TYPE_CHECKING:
    from google.rpc import status_pb2

EPILOG = (
    """Examples:  propengine evaluate case.json  |  jq .case request.json | propengine evaluate - --json"""
)

_STDIN = Path("-")


def evaluate(
    file: Annotated[
        Path, typer.Argument(metavar="FILE|-", help="The protojson of a Case; - for standard input.")
    ],
    *,
    rulesets: Folder = None,
    codes: Codes = None,
    language: Language = "en",
    trace: Annotated[
        bool, typer.Option("--trace", help="Print every condition that was considered, too, held or not.")
    ] = False,
    why_not: WhyNot = False,
    hinges_on: HingesOn = False,
    still_open: StillOpen = False,
    beside: Annotated[
        Path | None,
        typer.Option(
            "--with",
            metavar="DIR",
            help="Decide the case under the rulesets of this folder too, such as a reform; print both.",
        ),
    ] = None,
    level: Level = "professional",
    form: Form = "text",
    json: Json = False,
) -> None:
    """Decide one case and print the decision.

    FILE holds the protojson of a `propengine.v1.Case`, as every gRPC client sends it.

    Five lines come first: what it is, what may be imposed, what is open, what is missing, how sure it is.

    Under two laws, each is given the facts that it knows, and what it is not given is printed with its
    decision; with --json, the two stand in a list.

    Exit codes: 0 decided, 1 refused (every fault is printed with its field), 2 wrong usage,
    3 the answer could not be written or standard input not be read, 141 whoever reads the answer has gone.
    """
    from propengine.contract.application import View
    from propengine.contract.protojson import read_case_text
    from propengine.server.logs import configure_logs
    from propengine.v1 import decision_pb2

    configure_logs("error")
    text = read_text(file)
    if beside is not None:
        from propengine.cli.beside import evaluate_beside

        with told_as_the_service_tells(file, json=json):
            case = read_case_text(text)
        sides = [(folder, load(folder, codes, case)) for folder in (rulesets, beside)]
        evaluate_beside(
            case,
            sides,
            language,
            with_reasoning=trace,
            why_not=why_not,
            hinges_on=hinges_on,
            still_open=still_open,
            json=json,
        )
        return
    decision = decision_pb2.Decision()
    with told_as_the_service_tells(file, json=json):
        case = read_case_text(text)
    application = load(rulesets, codes, case)
    with told_as_the_service_tells(file, json=json):
        view = View(hinges_on=hinges_on, still_open=still_open, languages=asked_for(language, json=json))
        application.evaluate(case, decision, view)
    if json:
        print_json(decision)
    else:
        from propengine.cli.answer import print_answer
        from propengine.explain import forms

        print_answer(decision, forms.Wanted(language, forms.Level(level), forms.Form(form), trace, why_not))


def read_text(file: Path) -> str:
    """Return what a file holds, or standard input for `-`; stop the program where it cannot be read."""
    from propengine.notation.files import read_bytes

    try:
        data = read_input() if file == _STDIN else read_bytes(file)
        return data.decode("utf-8-sig")
    except OSError as error:
        raise typer.BadParameter(f"cannot read {file}: {error.strerror}", param_hint="FILE") from None
    except UnicodeDecodeError:
        raise typer.BadParameter(f"{file} is not UTF-8 text", param_hint="FILE") from None


@contextmanager
def told_as_the_service_tells(file: Path, *, json: bool) -> Iterator[None]:
    """Print what failed, and stop."""
    from propengine.server.errors import failure_of

    try:
        yield
    except Exception as error:  # noqa: BLE001 - told as the service tells it
        _stop(failure_of(error).status, file, json=json)


def _stop(status: "status_pb2.Status", file: Path, *, json: bool) -> NoReturn:
    if json:
        print_json(status)
    else:
        from propengine.cli.refusal import told_refusal
        from propengine.cli.terminal import write

        write(told_refusal(status, "" if file == _STDIN else str(file)), error=True)
    raise typer.Exit(REFUSED)

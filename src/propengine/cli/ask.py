"""`propengine ask`."""

import signal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from propengine.cli.evaluate import told_as_the_service_tells
from propengine.cli.output import LOST
from propengine.cli.shared import REFUSED, USAGE, Folder, Form, Language, Level, load

if TYPE_CHECKING:
    from propengine.v1.case_pb2 import Case

EPILOG = """Example:  propengine ask pt --language pt --save case.json --form html > page.html"""
_INTERRUPTED: Final = 128 + signal.SIGINT
_STDIN: Final = Path("-")


def ask(
    jurisdiction: Annotated[str, typer.Argument(metavar="JURISDICTION", help="The code, such as pt.")],
    *,
    save: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the case to this new file, as `evaluate` reads it."),
    ] = None,
    rulesets: Folder = None,
    language: Language = "en",
    level: Level = "professional",
    form: Form = "text",
) -> None:
    """Ask for the facts of one case, one question after another, and print the answer.

    First what every case has, then the facts that would change the answer so far, the most decisive first,
    until nothing more would change it. A question mark says that something is not known; an empty line
    stops. Questions stand on standard error, the answer on standard output.

    Exit codes: 0 answered, 1 refused or stopped before there was a case, 2 wrong usage, 3 the answer or the
    case could not be written, 130 stopped by Ctrl-C, 141 whoever reads the answer has gone.
    """
    from propengine.cli.answer import print_answer
    from propengine.cli.asking import Asking
    from propengine.cli.person import Person
    from propengine.explain import forms
    from propengine.explain.phrases import Phrases
    from propengine.server.logs import configure_logs
    from propengine.v1 import case_pb2

    configure_logs("error")
    if save is not None and save.exists():
        message = f"expected the name of a new file, found {save}, which is there already"
        raise typer.BadParameter(message, param_hint="--save")
    case = case_pb2.Case(jurisdiction=jurisdiction)
    application = load(rulesets, None, case)
    if jurisdiction not in application.rulesets:
        typer.echo(application.unknown_jurisdiction(jurisdiction).message, err=True)
        raise typer.Exit(USAGE)
    person = Person(Phrases(language, jurisdiction))
    asking = Asking(person, application, case)
    try:
        with told_as_the_service_tells(_STDIN, json=False):
            is_answered = asking.run()
    except KeyboardInterrupt:
        person.tell(person.phrases.say("ask.interrupted"))
        raise typer.Exit(_INTERRUPTED) from None
    if not is_answered:
        person.tell(person.phrases.say("ask.stopped-without-a-case"))
        raise typer.Exit(REFUSED)
    if save is not None:
        _save(case, save)
    print_answer(asking.decision, forms.Wanted(language, forms.Level(level), forms.Form(form)))


def _save(case: "Case", file: Path) -> None:
    from google.protobuf import json_format

    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(f"{json_format.MessageToJson(case, ensure_ascii=False)}\n")
    except OSError as error:
        typer.echo(f"cannot write the case to {file}: {error.strerror}", err=True)
        raise typer.Exit(LOST) from None

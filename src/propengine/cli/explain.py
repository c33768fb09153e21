"""`propengine explain`."""

from pathlib import Path
from typing import Annotated

import typer

from propengine.cli.evaluate import read_text, told_as_the_service_tells
from propengine.cli.shared import REFUSED, Form, Language, Level, WhyNot

EPILOG = """Example:  propengine explain kept.json --form html"""


def explain(
    file: Annotated[
        Path, typer.Argument(metavar="FILE|-", help="The protojson of a Decision; - for standard input.")
    ],
    *,
    language: Language = "en",
    level: Level = "professional",
    form: Form = "text",
    trace: Annotated[
        bool, typer.Option("--trace", help="Print every condition that was considered, too, held or not.")
    ] = False,
    why_not: WhyNot = False,
) -> None:
    """Tell a kept answer again, from itself alone: no ruleset is read and nothing is decided.

    FILE holds the protojson of a `propengine.v1.Decision`, as `evaluate --json` prints it and the service
    answers it in the full view.

    Exit codes: 0 told, 1 refused (every fault is printed with its field), 2 wrong usage,
    3 the answer could not be written or standard input not be read, 141 whoever reads the answer has gone.
    """
    from propengine.cli.answer import print_answer
    from propengine.contract.protojson import read_decision_text
    from propengine.explain import forms

    text = read_text(file)
    wanted = forms.Wanted(language, forms.Level(level), forms.Form(form), trace, why_not)
    with told_as_the_service_tells(file, json=False):
        decision = read_decision_text(text)
    try:
        print_answer(decision, wanted)
    except forms.UnreadableAnswerError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(REFUSED) from None

"""The program `propengine`."""

from typing import Annotated

import typer

from propengine import __version__
from propengine.cli import ask, catalogue, evaluate, explain, priorities, rulesets, serve
from propengine.cli.garbage import look_seldom

_PURPOSE = "Proportionality in drug sentencing: one case in, one exact explained decision out."

app = typer.Typer(
    name="propengine",
    help=_PURPOSE,
    epilog="It advises; a human decides. Exit codes: 0 done, 1 refused or faulty, 2 wrong usage, "
    "3 output not written or input not read.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command(epilog=serve.EPILOG)(serve.serve)
app.command(epilog=evaluate.EPILOG)(evaluate.evaluate)
app.command(epilog=ask.EPILOG)(ask.ask)
app.command(epilog=explain.EPILOG)(explain.explain)
app.add_typer(rulesets.app, name="rulesets")
app.add_typer(catalogue.app, name="programmes")
app.add_typer(priorities.app, name="priorities")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"propengine {__version__}")
        raise typer.Exit


@app.callback(help=_PURPOSE)
def main(
    version: Annotated[  # noqa: ARG001 - its callback prints it
        bool,
        typer.Option("--version", help="Print the version and stop.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """Run one of the commands."""
    look_seldom()


if __name__ == "__main__":
    app()

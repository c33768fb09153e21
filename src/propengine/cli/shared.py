"""What several commands share: where the rulesets are, and what is printed when they are faulty."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

if TYPE_CHECKING:
    from propengine.contract.application import Application
    from propengine.contract.languages import Asked
    from propengine.notation.check_records import CheckRecords
    from propengine.notation.faults import RulesetFaults
    from propengine.v1.case_pb2 import Case

REFUSED = 1
USAGE = 2

Folder = Annotated[
    Path | None,
    typer.Option(
        "--rulesets", metavar="DIR", help="Use the rulesets of this folder instead of the shipped ones."
    ),
]
Codes = Annotated[
    list[Path] | None,
    typer.Option(
        "--codes",
        metavar="FILE|DIR",
        help="Read a court's own codes from this file, or from the files of this folder; may be repeated.",
    ),
]
Language = Annotated[
    Literal["en", "es", "pt", "fr"],
    typer.Option(help="The language of the answer; what a ruleset lacks in it stands in another."),
]
Level = Annotated[
    Literal["plain", "professional"],
    typer.Option(help="For the person whom it is about, in short sentences, or for courts, with everything."),
]
Form = Annotated[
    Literal["text", "markdown", "html"],
    typer.Option(help="Lines for a terminal, Markdown, or one page of HTML that needs nothing else."),
]
WhyNot = Annotated[
    bool,
    typer.Option(
        "--why-not",
        help="Print why no other offence stands, no other programme is open and the range is not lower, too.",
    ),
]
HingesOn = Annotated[
    bool,
    typer.Option(
        "--hinges-on",
        help="Print the smallest sets of changes of the case that would alter the answer, too.",
    ),
]
StillOpen = Annotated[
    bool,
    typer.Option(
        "--still-open",
        help="Print what the person may still do at this stage, and what would follow in law, too.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print protojson, as the service's clients get it.")]


def _untold(*_: object, **__: object) -> None:
    """Tell nobody: a command that cannot remember a check has checked, and has no log."""


def asked_for(language: str, *, json: bool) -> "Asked":
    """Return the languages to ask for: the one that is printed; for JSON all, it may be told in any."""
    from propengine.contract.languages import Asked
    from propengine.law.elements import Language as Spoken

    return Asked(tuple(Spoken) if json else (Spoken(language),))


def own_records() -> "CheckRecords | None":
    """Return the records of the user of what was checked before."""
    from propengine.notation.check_records import CheckRecords

    return CheckRecords.of_user(_untold)


def load(
    folder: Path | None,
    codes: list[Path] | None = None,
    case: "Case | None" = None,
    records: "CheckRecords | None" = None,
) -> "Application":
    """Load the rulesets and code systems; print every fault and stop when they are faulty.

    Where there is one case to decide and no code system, its ruleset alone is loaded, which takes less time.
    What was checked before is looked up in the user's own records when there are no others.
    """
    from propengine.notation.faults import RulesetFaults
    from propengine.server.loading import load_application, load_for

    records = records or own_records()
    try:
        if case is not None and not codes:
            return load_for(case, folder, records)
        return load_application(folder, codes or (), records)
    except RulesetFaults as error:
        stop_faulty(error)


def stop_faulty(error: "RulesetFaults") -> NoReturn:
    """Print every fault, one a line, and stop."""
    for fault in error.faults:
        typer.echo(str(fault), err=True)
    count = len(error.faults)
    typer.echo(f"{count} fault{'s' if count != 1 else ''}", err=True)
    raise typer.Exit(REFUSED)

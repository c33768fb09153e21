"""`propengine priorities`: in which order an office may take up its cases, by criteria that it declares."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from propengine.cli.output import print_data, say
from propengine.cli.shared import stop_faulty

if TYPE_CHECKING:
    from propengine.priorities.conflicts import Conflict

app = typer.Typer(
    help="Rank cases, never persons, by criteria that an office declares. It shares nothing with a decision.",
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog="Examples:  propengine priorities check criteria.yaml  |  "
    "propengine priorities rank criteria.yaml cases.yaml",
)

CriteriaFile = Annotated[
    Path, typer.Argument(metavar="CRITERIA.yaml", help="What the office goes by, and what each weighs.")
]


@app.command(epilog="Example:  propengine priorities rank criteria.yaml cases.yaml --language es")
def rank(
    criteria: CriteriaFile,
    cases: Annotated[
        list[Path],
        typer.Argument(metavar="CASES.yaml...", help="The cases, in one file or in several."),
    ],
    language: Annotated[
        Literal["en", "es", "pt", "fr"],
        typer.Option(help="The language of the ranking; what the criteria lack in it stands in another."),
    ] = "en",
    json: Annotated[bool, typer.Option("--json", help="Print JSON, exact numbers as text.")] = False,
) -> None:
    """Rank cases: every point by its criterion, and two ranks where missing answers leave both possible.

    It is advice on the order of work. It ranks no person, predicts nothing, and is no part of a decision.

    Exit codes: 0 ranked, 1 faulty (every fault is printed as file:line:column), 2 wrong usage,
    3 the ranking could not be written, 141 whoever reads it has gone.
    """
    from propengine.cli.ranked import told_ranking
    from propengine.cli.terminal import write
    from propengine.explain.phrases import Phrases
    from propengine.notation.faults import RulesetFaults
    from propengine.priorities.loading import load_cases
    from propengine.priorities.ranking import rank as ranked
    from propengine.priorities.report import data_of

    try:
        declared, found = load_cases(criteria, cases)
    except RulesetFaults as error:
        stop_faulty(error)
    ranking = ranked(found, declared)
    if json:
        print_data(data_of(ranking))
    else:
        write(told_ranking(ranking, Phrases(language)))


@app.command(epilog="Example:  propengine priorities check criteria.yaml")
def check(criteria: CriteriaFile) -> None:
    """Read criteria and print every fault, as file:line:column; exit 1 when there is one."""
    from propengine.law.numerals import legible
    from propengine.notation.faults import RulesetFaults
    from propengine.priorities.loading import load_criteria

    try:
        declared = load_criteria(criteria)
    except RulesetFaults as error:
        stop_faulty(error)
    count = len(declared.criteria)
    noun = "criteria" if count > 1 else "criterion"
    say(f"{criteria}: sound; {count} {noun}, {legible(declared.most_points)} points")


@app.command(epilog="Example:  propengine priorities compare prosecutor.yaml police.yaml")
def compare(
    criteria: CriteriaFile,
    other: Annotated[
        Path, typer.Argument(metavar="OTHER.yaml", help="What another office, such as the police, goes by.")
    ],
) -> None:
    """Tell where the objectives of two offices do not fit together; the exit code is 0 all the same."""
    from propengine.notation.faults import RulesetFaults
    from propengine.priorities.conflicts import conflicts
    from propengine.priorities.loading import load_criteria

    try:
        found = list(conflicts(load_criteria(criteria), load_criteria(other)))
    except RulesetFaults as error:
        stop_faulty(error)
    noun = "difference" if len(found) == 1 else "differences"
    say(f"{criteria} and {other}: {len(found) or 'no'} {noun}")
    for conflict in found:
        say(f"  {_told(conflict, criteria, other)}")


def _told(conflict: "Conflict", criteria: Path, other: Path) -> str:
    from propengine.priorities.conflicts import Kind

    match conflict.kind:
        case Kind.MEANING:
            return f"{conflict.criteria[0]}: asked or answered otherwise, so that it is not shared"
        case Kind.ORDER:
            first, second = conflict.criteria
            return f"{first} and {second}: {criteria} puts {first} first, {other} {second}"
        case Kind.ALONE:
            return f"{conflict.criteria[0]}: in {criteria if conflict.ours else other} alone"

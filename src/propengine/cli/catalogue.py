"""`propengine programmes`: which alternatives to incarceration are known, and what is recorded of them."""

from enum import StrEnum
from typing import Annotated, TypeVar

import typer

from propengine.cli.output import print_json
from propengine.cli.shared import REFUSED, Folder, Json, load

app = typer.Typer(
    help="List the programmes, and count what is recorded of them.",
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog="Examples:  propengine programmes list --jurisdiction pt  |  propengine programmes coverage",
)

Jurisdiction = Annotated[
    str, typer.Option(metavar="CODE", help="Only those of this jurisdiction, such as pt.")
]


@app.command(
    "list", epilog="Example:  propengine programmes list --stage pre_trial --target-group dependence"
)
def list_(
    *,
    jurisdiction: Jurisdiction = "",
    stage: Annotated[str, typer.Option(help="Only those that open at this stage, such as pre_trial.")] = "",
    approach: Annotated[
        str, typer.Option(help="Only those that follow this approach, such as diversion.")
    ] = "",
    target_group: Annotated[
        str, typer.Option(help="Only those for this group, such as own_use or dependence.")
    ] = "",
    population: Annotated[
        str, typer.Option(help="Only those for this population: adult, juvenile or both.")
    ] = "",
    called: Annotated[
        str, typer.Option(metavar="NAME", help="Only those with this id, name or other name.")
    ] = "",
    rulesets: Folder = None,
    json: Json = False,
) -> None:
    """List the programmes of every ruleset, and those that are only listed, by jurisdiction and id."""
    from propengine.cli.listing import told_programmes
    from propengine.cli.terminal import write
    from propengine.contract.catalogue import list_programmes
    from propengine.contract.enums import APPROACH, POPULATION, STAGE, TARGET_GROUP
    from propengine.contract.pages import MOST_PAGE_SIZE
    from propengine.contract.violations import RequestRefusedError
    from propengine.law.catalogue import Population
    from propengine.law.programmes import Approach, TargetGroup
    from propengine.law.stages import Stage
    from propengine.v1 import ruleset_service_pb2

    request = ruleset_service_pb2.ListProgrammesRequest(
        page_size=MOST_PAGE_SIZE, jurisdiction=jurisdiction, called=called
    )
    if stage:
        request.stage = STAGE[_word(Stage, stage, "--stage")]
    if approach:
        request.approach = APPROACH[_word(Approach, approach, "--approach")]
    if target_group:
        request.target_group = TARGET_GROUP[_word(TargetGroup, target_group, "--target-group")]
    if population:
        request.population = POPULATION[_word(Population, population, "--population")]
    application = load(rulesets)
    response = ruleset_service_pb2.ListProgrammesResponse()
    try:
        while True:
            page = list_programmes(application, request)
            response.programmes.extend(page.programmes)
            if not page.next_page_token:
                break
            request.page_token = page.next_page_token
    except RequestRefusedError as error:
        for violation in error.violations:
            typer.echo(f"{violation.path}: {violation.message}", err=True)
        raise typer.Exit(REFUSED) from None
    if json:
        print_json(response)
    else:
        write(told_programmes(response))


@app.command("coverage", epilog="Example:  propengine programmes coverage --jurisdiction pt")
def coverage_(jurisdiction: Jurisdiction = "", rulesets: Folder = None) -> None:
    """Count in each field how many programmes say it, by mark, and of how many it is not recorded."""
    from propengine.cli.listing import told_coverage
    from propengine.cli.terminal import write
    from propengine.law.catalogue import entries
    from propengine.law.faults import Expected
    from propengine.verify.programme_coverage import coverage, stages_without

    application = load(rulesets)
    known_programmes = list(entries(application.catalogue, application.rulesets))
    found = list(coverage(known_programmes))
    known = list(dict.fromkeys(one.jurisdiction for one in found))
    if jurisdiction and jurisdiction not in known:
        message = str(Expected("a jurisdiction with programmes", jurisdiction, known))
        raise typer.BadParameter(message, param_hint="--jurisdiction")
    shown = [one for one in found if jurisdiction in {"", one.jurisdiction}]
    write(told_coverage(shown, stages_without(known_programmes)))


_Word = TypeVar("_Word", bound=StrEnum)


def _word(words: type[_Word], found: str, option: str) -> _Word:
    from propengine.law.faults import Expected

    if found not in tuple(words):
        raise typer.BadParameter(str(Expected("one of the words", found, tuple(words))), param_hint=option)
    return words(found)

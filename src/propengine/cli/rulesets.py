"""`propengine rulesets`: what is loaded, which facts it reads, whether it is sound."""

import sys
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from propengine.cli.output import print_json, say
from propengine.cli.shared import REFUSED, Folder, Json, load, own_records, stop_faulty

if TYPE_CHECKING:
    from propengine.contract.application import Application
    from propengine.contract.violations import RequestRefusedError
    from propengine.law.ruleset import Ruleset
    from propengine.notation.check_records import CheckRecords
    from propengine.verify.observations import Check

app = typer.Typer(
    help="Begin, show, describe, check, test and verify rulesets.",
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog="Examples:  propengine rulesets check ./rulesets  |  propengine rulesets test pt",
)

Jurisdiction = Annotated[str, typer.Argument(metavar="JURISDICTION", help="The code, such as pt.")]
_DAY = ["%Y-%m-%d"]


@app.command("list")
def list_(rulesets: Folder = None, json: Json = False) -> None:
    """List the rulesets."""
    from propengine.cli.listing import told_rulesets
    from propengine.cli.terminal import write
    from propengine.contract.listing import list_rulesets
    from propengine.v1 import ruleset_service_pb2

    application = load(rulesets)
    request = ruleset_service_pb2.ListRulesetsRequest(page_size=len(application.rulesets))
    response = list_rulesets(application, request)
    if json:
        print_json(response)
    else:
        write(told_rulesets(response))


@app.command()
def show(jurisdiction: Jurisdiction, rulesets: Folder = None, json: Json = False) -> None:
    """Show one ruleset: its instruments and their revisions."""
    from propengine.cli.listing import told_ruleset
    from propengine.cli.terminal import write
    from propengine.contract.listing import COLLECTION, get_ruleset
    from propengine.contract.violations import RequestRefusedError
    from propengine.v1 import ruleset_service_pb2

    application = load(rulesets)
    request = ruleset_service_pb2.GetRulesetRequest(name=f"{COLLECTION}{jurisdiction}")
    try:
        ruleset = get_ruleset(application, request)
    except RequestRefusedError as error:
        _stop(error)
    if json:
        print_json(ruleset)
    else:
        write(told_ruleset(ruleset))


@app.command(epilog="Example:  propengine rulesets facts pt --offence-date 2024-01-05 --stage sentencing")
def facts(
    jurisdiction: Jurisdiction,
    offence_date: Annotated[datetime, typer.Option(formats=_DAY, help="The day of the act.")],
    decision_date: Annotated[
        datetime | None,
        typer.Option(formats=_DAY, help="The day of the answer; the offence date when absent."),
    ] = None,
    stage: Annotated[
        str,
        typer.Option(help="Only facts that matter at this stage, such as pre_trial or sentencing."),
    ] = "",
    conduct: Annotated[
        str,
        typer.Option(help="Only facts that can matter to this conduct, such as possession or supply."),
    ] = "",
    rulesets: Folder = None,
    json: Json = False,
) -> None:
    """Describe every fact that the law of a jurisdiction reads on a date: what forms are built from."""
    from propengine.cli.listing import told_facts
    from propengine.cli.terminal import write
    from propengine.contract.enums import CONDUCT, STAGE
    from propengine.contract.listing import describe_facts
    from propengine.contract.values import fill_date
    from propengine.contract.violations import RequestRefusedError
    from propengine.law.conduct import Conduct
    from propengine.law.stages import Stage
    from propengine.v1 import ruleset_service_pb2

    if stage and stage not in tuple(Stage):
        raise typer.BadParameter(f"expected one of {', '.join(Stage)}, found {stage!r}", param_hint="--stage")
    if conduct and conduct not in tuple(Conduct):
        expected = f"expected one of {', '.join(Conduct)}, found {conduct!r}"
        raise typer.BadParameter(expected, param_hint="--conduct")
    request = ruleset_service_pb2.DescribeFactsRequest(jurisdiction=jurisdiction)
    fill_date(request.offence_date, offence_date.date())
    if decision_date is not None:
        fill_date(request.decision_date, decision_date.date())
    if stage:
        request.stage = STAGE[Stage(stage)]
    if conduct:
        request.conduct = CONDUCT[Conduct(conduct)]
    try:
        response = describe_facts(load(rulesets), request)
    except RequestRefusedError as error:
        _stop(error)
    if json:
        print_json(response)
    else:
        write(told_facts(response))


@app.command()
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR|CODE",
            help="A folder of rulesets, the folder of one, or the code of a shipped one; "
            "the shipped ones when absent.",
        ),
    ] = None,
) -> None:
    """Read every ruleset and print every fault, as file:line:column; exit 1 when there is one.

    Worked cases are read too, and each law is searched for conduct without an answer or a declared gap.
    What is noteworthy of its proportionality is told beside (P-09, P-18, P-24), and is no fault.
    What was found sound before, by the same program, is not looked at again.
    """
    from propengine.notation.faults import Fault, RulesetFaults
    from propengine.notation.files import is_there
    from propengine.notation.loading import CASES_FILE
    from propengine.notation.places import JURISDICTION_FILE
    from propengine.server.loading import folder_of_one, load_application, load_one, shipped_folder
    from propengine.verify.case_ids import faults_of_cases, faults_of_form
    from propengine.verify.holes import holes

    one = folder_of_one(folder) if folder is not None else None
    root = one.parent if one is not None else folder or shipped_folder()
    records = own_records()
    try:
        application = load_one(one, records) if one is not None else load_application(folder, records=records)
    except RulesetFaults as error:  # what the cases name cannot be looked up; how they are written can
        files = [one / CASES_FILE] if one is not None else _case_files(root)
        of_cases = (fault for file in files if is_there(file) for fault in faults_of_form(file))
        stop_faulty(RulesetFaults((*error.faults, *of_cases)))
    faults: list[Fault] = []
    for code, ruleset in application.rulesets.items():
        found = list(faults_of_cases(root / code / CASES_FILE, ruleset))
        file = f"{code}/{JURISDICTION_FILE}"
        missing = holes(ruleset, application.handles, partial(_looking, code), records)
        found += [Fault(file, 1, 1, "gaps", str(hole)) for hole in missing]
        _looked()
        faults += found
        if not found:
            revisions = sum(len(instrument.revisions) for instrument in ruleset.instruments.values())
            parts = f"{len(ruleset.instruments)} instruments, {revisions} revisions"
            say(f"{code}: sound; {parts}, {ruleset.digest}")
            _observe(ruleset, root / code / CASES_FILE, application, records)
    if faults:
        stop_faulty(RulesetFaults(faults))


def _observe(
    ruleset: "Ruleset", file: Path, application: "Application", records: "CheckRecords | None"
) -> None:
    """Tell what the text of a sound ruleset shows of its proportionality, once looked at, from its record."""
    from propengine.cli.observations import heading, told_groups
    from propengine.explain.page import plain
    from propengine.notation.files import is_there
    from propengine.verify.observations import grouped
    from propengine.verify.proportionality.examining import digest_of, examine_text
    from propengine.verify.worked_cases import load_cases

    cases = load_cases(file) if is_there(file) else []
    digest = digest_of(ruleset, cases)
    text = records.observed(digest) if records is not None else None
    if text is None:
        groups = grouped(examine_text(ruleset, application.handles, cases))
        text = plain([heading(ruleset.id, groups), *told_groups(groups)]) if groups else ""
        if records is not None:
            records.add_observed(digest, text)
    if text:
        say(text)


def _case_files(root: Path) -> "list[Path]":
    """Return where the worked cases of every ruleset of a folder stand, if there are some."""
    from propengine.notation.files import shown
    from propengine.notation.loading import CASES_FILE

    return [child / CASES_FILE for child in (shown(root) if root.is_dir() else [])]


def _looking(code: str, day: date) -> None:
    """Tell somebody who waits at a terminal which law is looked at."""
    if sys.stderr.isatty():
        typer.echo(f"\r{code}: looking for holes in the law of {day}", err=True, nl=False)


def _looked() -> None:
    if sys.stderr.isatty():
        typer.echo("\r\x1b[K", err=True, nl=False)


@app.command("test")
def run_worked_cases(
    jurisdictions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DIR|CODE]...", help="Folders of jurisdictions, or codes; every code when absent."
        ),
    ] = None,
    rulesets: Folder = None,
) -> None:
    """Decide the worked cases of each ruleset and print every difference.

    Exit 1 when there is a difference, or when a ruleset has no worked cases: nothing was compared then.
    """
    from propengine.notation.faults import RulesetFaults
    from propengine.notation.files import is_there
    from propengine.notation.loading import CASES_FILE
    from propengine.verify.worked_cases import load_cases, run_cases

    failed = False
    for folder, application in _named(jurisdictions or [], rulesets):
        code, file = folder.name, folder / CASES_FILE
        try:
            cases = load_cases(file) if is_there(file) else []
            report = run_cases(application.rulesets[code], cases, application.handles)
        except RulesetFaults as error:
            stop_faulty(error)
        if not cases:
            expected = f"expected worked cases in {code}/{CASES_FILE}, found none: nothing was compared"
            typer.echo(f"{code}: {expected}", err=True)
            failed = True
            continue
        for difference in report.differences:
            typer.echo(str(difference), err=True)
        failed = failed or bool(report.differences)
        differ = len(report.differences)
        say(f"{code}: {report.cases} cases, {report.compared} fields compared, {differ} differ")
    if failed:
        raise typer.Exit(REFUSED)


@app.command(
    epilog="Examples:  propengine rulesets verify pt  |  propengine rulesets verify ./draft/pt --json"
)
def verify(
    jurisdictions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DIR|CODE]...", help="Folders of jurisdictions, or codes; every code when absent."
        ),
    ] = None,
    rulesets: Folder = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print every observation, with its cases whole.")
    ] = False,
) -> None:
    """Look for what is out of proportion in rulesets, over the profiles that their worked cases reach.

    Asked are P-02, P-07, P-08, P-09, P-11, P-12, P-18 and P-24 (docs/proportionality.md). What is found is
    observed, with a case that shows it: it is no fault and never changes the exit code. Nothing is proved.
    """
    from propengine.cli.observations import as_json, told_examination
    from propengine.cli.terminal import write
    from propengine.notation.faults import RulesetFaults
    from propengine.notation.files import is_there
    from propengine.notation.loading import CASES_FILE
    from propengine.verify.proportionality.examining import examine
    from propengine.verify.worked_cases import load_cases

    found = []
    for folder, application in _named(jurisdictions or [], rulesets):
        code, file = folder.name, folder / CASES_FILE
        try:
            cases = load_cases(file) if is_there(file) else []
        except RulesetFaults as error:
            stop_faulty(error)
        examination = examine(
            application.rulesets[code], application.handles, cases, partial(_verifying, code)
        )
        _looked()
        if json:
            found.append(examination)
        else:
            write(told_examination(examination))
    if json:
        say(as_json(found))


def _verifying(code: str, check: "Check") -> None:
    """Tell somebody who waits at a terminal which check begins."""
    if sys.stderr.isatty():
        typer.echo(f"\r{code}: looking at {check}", err=True, nl=False)


@app.command(epilog="Example:  propengine rulesets coverage pt")
def coverage(
    jurisdiction: Annotated[
        str, typer.Argument(metavar="DIR|CODE", help="The folder of a jurisdiction, or its code.")
    ],
    rulesets: Folder = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Decide the worked cases of a ruleset and say what of it they exercise, and what none of them does.

    Conducts, offences, rules, steps, readings and their options, notices, programmes and their gates; each
    comparison of a number at its limit and beyond it; the first day of each revision and the day before; the
    classes of each fact that the law tells apart. What is missing is no fault. Exit 1 when there is no case.
    """
    from propengine.cli.coverage import coverage_as_json, told_coverage
    from propengine.cli.terminal import write
    from propengine.notation.faults import RulesetFaults
    from propengine.notation.files import is_there
    from propengine.notation.loading import CASES_FILE
    from propengine.verify.coverage import coverage_of
    from propengine.verify.worked_cases import load_cases

    ((folder, application),) = _named([jurisdiction], rulesets)
    code, file = folder.name, folder / CASES_FILE
    try:
        cases = load_cases(file) if is_there(file) else []
    except RulesetFaults as error:
        stop_faulty(error)
    if not cases:
        typer.echo(f"{code}: expected worked cases in {code}/{CASES_FILE}, found none", err=True)
        raise typer.Exit(REFUSED)
    found = coverage_of(application.rulesets[code], folder, cases, application.handles)
    if json:
        say(coverage_as_json(code, found))
    else:
        write(told_coverage(code, found))


def _named(names: list[str], rulesets: Path | None) -> "list[tuple[Path, Application]]":
    """Return the folder of each jurisdiction that was named, or of every one, and what was loaded of it."""
    from propengine.notation.faults import RulesetFaults
    from propengine.notation.files import shown
    from propengine.server.loading import folder_of_one, load_one, shipped_folder

    root = rulesets or shipped_folder()
    if not names:
        application = load(rulesets)
        return [(root / code, application) for code in application.rulesets]
    found = {name: folder_of_one(name, rulesets) for name in names}
    unknown = [name for name, folder in found.items() if folder is None]
    if unknown:
        folders = (child for child in (shown(root) if root.is_dir() else []) if child.is_dir())
        known = ", ".join(folder.name for folder in folders)
        message = (
            f"expected a folder with a jurisdiction.yaml, or some of {known}; found {', '.join(unknown)}"
        )
        raise typer.BadParameter(message, param_hint="DIR|CODE")
    try:
        return [(folder, load_one(folder)) for folder in found.values() if folder is not None]
    except RulesetFaults as error:
        stop_faulty(error)


@app.command(epilog="Example:  propengine rulesets new xx  &&  propengine rulesets check xx")
def new(
    code: Annotated[str, typer.Argument(metavar="CODE", help="The code of the jurisdiction, such as xx.")],
    rulesets: Annotated[
        Path,
        typer.Option("--rulesets", metavar="DIR", help="The folder of rulesets that it is written into."),
    ] = Path(),
) -> None:
    """Begin a jurisdiction: a few sound files with one offence and one worked case, to be written on."""
    from propengine.law.faults import Expected
    from propengine.notation.beginning import begin

    try:
        files = begin(code, rulesets)
    except Expected as error:
        raise typer.BadParameter(str(error), param_hint="CODE") from None
    except FileExistsError:
        raise typer.BadParameter(f"{rulesets / code} is there already", param_hint="CODE") from None
    except OSError as error:
        raise typer.BadParameter(f"cannot write {rulesets / code}: {error.strerror}") from None
    for file in files:
        say(str(file))


def _stop(error: "RequestRefusedError") -> NoReturn:
    for violation in error.violations:
        typer.echo(f"{violation.path}: {violation.message}", err=True)
    raise typer.Exit(REFUSED)

"""`propengine serve`."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from propengine.cli.garbage import look_as_usual
from propengine.cli.shared import REFUSED, load, stop_faulty
from propengine.notation.faults import RulesetFaults
from propengine.server.configuration import (
    CONFIG,
    UnknownVariableError,
    read_file,
    refuse_unknown,
    variable_of,
)
from propengine.server.settings import Settings

EPILOG = (
    """Examples:  propengine serve  |  propengine serve --host 0.0.0.0 --port 8443 --rulesets ./rulesets"""
)


def serve(**given: Any) -> None:
    """Serve gRPC until SIGTERM or SIGINT; at SIGHUP, read the rulesets anew.

    The port is insecure: no TLS and no authentication. Put it behind something that has both.

    The log is one JSON object a line on standard error. It holds no facts of any case.

    A flag comes before a variable of the environment, that before the file, and that before the default.
    """
    from propengine.server import signals

    signals.hold()

    import structlog

    from propengine.notation.check_records import CheckRecords
    from propengine.server.loading import load_application
    from propengine.server.logs import configure_logs
    from propengine.server.ports import CannotListenError
    from propengine.server.supervision import supervise

    settings = Settings(**{name: given[name] for name in Settings.model_fields})
    configure_logs(settings.log_level)
    tell = structlog.get_logger().warning
    kept = settings.check_records
    records = CheckRecords(kept, tell) if kept is not None else CheckRecords.of_user(tell)
    application = load(settings.rulesets, settings.codes, records=records)
    look_as_usual()
    try:
        code = supervise(
            application, settings, lambda: load_application(settings.rulesets, settings.codes or (), records)
        )
    except CannotListenError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(REFUSED) from None
    raise typer.Exit(code)


def _read_config(context: typer.Context, file: Path | None) -> Path | None:
    """Make the file's settings the defaults of the flags."""
    try:
        refuse_unknown()
    except UnknownVariableError as error:
        raise typer.BadParameter(str(error), param_hint="environment") from None
    if file is not None:
        try:
            context.default_map = dict(read_file(file))
        except OSError as error:
            raise typer.BadParameter(f"cannot read {file}: {error.strerror}") from None
        except RulesetFaults as error:
            stop_faulty(error)
    return file


def _parameters() -> Iterator[inspect.Parameter]:
    """Yield an option for the file, and one for each setting."""
    option = typer.Option(
        metavar="FILE",
        envvar=CONFIG,
        is_eager=True,
        callback=_read_config,
        help="Read settings from this YAML file.",
    )
    config = Annotated[Path | None, option]
    yield inspect.Parameter("config", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=config)
    for name, field in Settings.model_fields.items():
        least = next((part.ge for part in field.metadata if hasattr(part, "ge")), None)
        most = next((part.le for part in field.metadata if hasattr(part, "le")), None)
        option = typer.Option(envvar=variable_of(name), help=field.description, min=least, max=most)
        kind = Annotated[field.annotation, option]  # type: ignore[name-defined]  # made for typer to read
        yield inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=kind)


serve.__signature__ = inspect.Signature(list(_parameters()))  # type: ignore[attr-defined]

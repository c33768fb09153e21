"""`propengine serve`."""

from typing import Annotated

import typer

from propengine.cli.shared import REFUSED, Folder, load

EPILOG = (
    """Examples:  propengine serve  |  propengine serve --host 0.0.0.0 --port 8443 --rulesets ./rulesets"""
)


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for every one.")] = "localhost",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 picks a free one.")] = 50051,
    rulesets: Folder = None,
    reflection: Annotated[bool, typer.Option(help="Let clients ask which methods there are.")] = True,
    grace: Annotated[
        float, typer.Option(min=0, help="Seconds that open calls have to end when stopping.")
    ] = 10.0,
    log_level: Annotated[str, typer.Option(help="debug, info, warning or error.")] = "info",
) -> None:
    """Serve gRPC until SIGTERM or SIGINT.

    The port is insecure: no TLS and no authentication. Put it behind something that has both.

    The log is one JSON object a line on standard error. It holds no facts of any case.
    """
    from propengine.server import signals

    signals.hold()

    import structlog

    from propengine.server.logs import LEVELS, configure_logs
    from propengine.server.serve import PortInUseError, serve_until_told, start

    if log_level not in LEVELS:
        raise typer.BadParameter(
            f"expected one of {', '.join(LEVELS)}, found {log_level!r}", param_hint="--log-level"
        )
    application = load(rulesets)
    configure_logs(log_level)
    try:
        serving = start(application, host, port, with_reflection=reflection)
    except PortInUseError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(REFUSED) from None
    structlog.get_logger().info(
        "serving",
        address=f"{host}:{serving.port}",
        rulesets={code: ruleset.digest for code, ruleset in application.rulesets.items()},
    )
    serve_until_told(serving, grace)

"""Checks a built image as an operator meets it, with docker or podman.

    python -m scripts.check_image [IMAGE]

Everything runs locked down: read-only files, no capabilities, no new privileges. A client outside asks the
server that runs inside. Each line is a statement and whether it holds; exit code 1 if one does not.
"""

import json
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

import grpc
from google.protobuf import json_format
from grpc_health.v1 import health_pb2, health_pb2_grpc

from propengine.v1 import case_pb2, evaluation_service_pb2, evaluation_service_pb2_grpc
from scripts.build_image import NAME, ROOT
from scripts.containers import NoToolError, first_that_works

MOST_MEGABYTES: Final = 200
PATIENCE: Final = 120.0
"""Seconds after which a server that is not ready, or has not stopped, counts as broken."""

# The health check is run here, by its own command.
LOCKED: Final = ("--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges", "--no-healthcheck")
CASE: Final = ROOT / "examples" / "pt-herb-25.1-g-2010.json"
OFFENCE: Final = "art-40-2-above-ten-days"
# At once, not after the second that a channel waits by default: the time until ready is measured.
EAGER: Final = (("grpc.initial_reconnect_backoff_ms", 50), ("grpc.max_reconnect_backoff_ms", 50))

# Both run inside, by the image's own interpreter.
LEFTOVERS: Final = """
import importlib.util, json, os, pathlib, shutil, sysconfig
tools = "as c++ cc clang cmake cpp g++ gcc ld make pip pip3 uv".split()
modules = "ensurepip hatchling pip setuptools wheel".split()
header = pathlib.Path(sysconfig.get_path("include"), "Python.h")
found = [*filter(shutil.which, tools), *filter(importlib.util.find_spec, modules)]
print(json.dumps({"uid": os.getuid(), "found": found + [str(header)] * header.exists()}))
"""
PROCESSES: Final = """
import json, pathlib
def of(process):
    rows = (line.split() for line in (process / "smaps_rollup").read_text().splitlines()[1:])
    return {row[0].rstrip(":"): int(row[1]) for row in rows}
found = {}
for process in pathlib.Path("/proc").iterdir():
    if process.name.isdigit() and b"propengine\\0serve" in (process / "cmdline").read_bytes():
        found[process.name] = of(process)
print(json.dumps(found))
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that should hold of the image.

    Attributes:
        holds: whether it does.
        text: what was seen, and what was expected where that is not plain.
    """

    holds: bool
    text: str

    def __str__(self) -> str:
        """Return it as a line."""
        return f"{'ok  ' if self.holds else 'FAIL'} {self.text}"


@dataclass(frozen=True, slots=True)
class Tool:
    """A container tool and an image; docker and podman are spoken to in the same words."""

    program: str
    image: str

    def ask(self, *arguments: str) -> str:
        """Return what a command prints; its standard error is shown.

        Raises:
            subprocess.CalledProcessError: it failed.
        """
        done = subprocess.run([self.program, *arguments], check=True, stdout=subprocess.PIPE, text=True)
        return done.stdout.strip()

    def about(self, field: str) -> str:
        """Return a field of what the tool knows of the image, as JSON."""
        return self.ask("image", "inspect", f"--format={{{{json .{field}}}}}", self.image)

    @contextmanager
    def container(self) -> Iterator["Container"]:
        """Yield a locked container of the image's own command, not yet started; remove it at the end."""
        name = self.ask("create", *LOCKED, "--publish=127.0.0.1::50051", self.image)
        try:
            yield Container(self, name)
        finally:
            self.ask("rm", "--force", name)


@dataclass(frozen=True, slots=True)
class Container:
    """A container of the image."""

    tool: Tool
    name: str

    def run(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run a command inside, as the image's user."""
        running = [self.tool.program, "exec", self.name, *command]
        return subprocess.run(running, check=False, stdout=subprocess.PIPE, text=True)

    def told(self, *command: str) -> Any:
        """Return the JSON that a command inside prints."""
        done = self.run(*command)
        done.check_returncode()
        return json.loads(done.stdout)


def statements(tool: Tool) -> Iterator[Statement]:
    """Everything that is checked, in the order of a container's life."""
    yield size(tool)
    with tool.container() as container:
        began = monotonic()
        tool.ask("start", container.name)
        address = tool.ask("port", container.name, "50051").splitlines()[0]
        with grpc.insecure_channel(address, EAGER) as channel:
            yield ready(channel, began)
            yield decided(channel)
        yield from memory(container)
        yield probed(container)
        yield from contents(container)
        yield from law(container)
        yield recorded(container)
        yield stopped(container)


def size(tool: Tool) -> Statement:
    """The size, unpacked."""
    megabytes = int(tool.about("Size")) / 1e6
    return Statement(megabytes <= MOST_MEGABYTES, f"size: {megabytes:.0f} MB, at most {MOST_MEGABYTES}")


def ready(channel: grpc.Channel, began: float) -> Statement:
    """Wait until the server says to a client outside that it serves."""
    health: Any = health_pb2_grpc.HealthStub(channel)
    answer = health.Check(health_pb2.HealthCheckRequest(), timeout=PATIENCE, wait_for_ready=True)
    took = monotonic() - began
    serves = answer.status == health_pb2.HealthCheckResponse.SERVING
    return Statement(serves, f"ready: {took:.1f} s after the start of the container")


def decided(channel: grpc.Channel) -> Statement:
    """One case, asked from outside."""
    case = json_format.Parse(CASE.read_text(encoding="utf-8"), case_pb2.Case())
    service = evaluation_service_pb2_grpc.EvaluationServiceStub(channel)
    began = monotonic()
    answer = service.EvaluateCase(
        evaluation_service_pb2.EvaluateCaseRequest(case=case), timeout=PATIENCE, wait_for_ready=True
    )
    took = (monotonic() - began) * 1000
    offences = [outcome.offence.id for outcome in answer.decision.outcomes]
    return Statement(
        offences == [OFFENCE], f"EvaluateCase: {CASE.stem} is {' '.join(offences)}, {took:.0f} ms"
    )


def memory(container: Container) -> Iterator[Statement]:
    """What each process holds after one answer: measured, with no bound."""
    processes = container.told("python3", "-c", PROCESSES)
    yield Statement(bool(processes), f"processes: {len(processes)}")
    for process, sizes in sorted(processes.items(), key=lambda each: int(each[0])):
        resident, share = sizes["Rss"] / 1024, sizes["Pss"] / 1024
        yield Statement(
            holds=True, text=f"process {process}: {resident:.0f} MiB resident, {share:.0f} its share"
        )


def probed(container: Container) -> Statement:
    """The image's own health check, as the tool would run it."""
    kind, *command = json.loads(container.tool.about("Config.Healthcheck"))["Test"]
    code = container.run(*command).returncode
    return Statement((kind, code) == ("CMD", 0), f"health check: {' '.join(command)} exits {code}")


def contents(container: Container) -> Iterator[Statement]:
    """Who runs, and what must not lie in the image."""
    inside = container.told("python3", "-c", LEFTOVERS)
    found = ", ".join(inside["found"])
    yield Statement(inside["uid"] != 0, f"user: {inside['uid']}")
    yield Statement(not found, f"compiler, header or installer: {found or 'none'}")


def recorded(container: Container) -> Statement:
    """The start has found the record that the build made: it would log that it cannot write one."""
    logs = [container.tool.program, "logs", container.name]
    log = subprocess.run(logs, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
    told = [line for line in log.splitlines() if "check_record" in line]
    return Statement(not told, f"record of the check: {'; '.join(told) or 'found'}")


def law(container: Container) -> Iterator[Statement]:
    """Every ruleset of the tree, deciding its worked cases inside."""
    listed = container.told("propengine", "rulesets", "list", "--json")["rulesets"]
    codes = sorted(ruleset["name"].rpartition("/")[2] for ruleset in listed)
    wanted = sorted(file.parent.name for file in ROOT.glob("rulesets/*/jurisdiction.yaml"))
    yield Statement(codes == wanted, f"rulesets: {' '.join(codes)}; in the tree: {' '.join(wanted)}")
    for code in codes:
        done = container.run("propengine", "rulesets", "test", code)
        yield Statement(done.returncode == 0, f"worked cases: {done.stdout.splitlines()[-1]}")


def stopped(container: Container) -> Statement:
    """The end: the tool sends the stop signal, and kills what does not go."""
    signal = json.loads(container.tool.about("Config.StopSignal"))
    began = monotonic()
    container.tool.ask("stop", f"--time={PATIENCE:.0f}", container.name)
    took = monotonic() - began
    code = int(container.tool.ask("inspect", "--format={{.State.ExitCode}}", container.name))
    return Statement(code == 0, f"{signal}: ends with {code} after {took:.1f} s")


def main(arguments: list[str]) -> int:
    """Print the statements; 1 if one does not hold, or no tool works."""
    try:
        tool = Tool(first_that_works(["docker", "podman"]), arguments[0] if arguments else NAME)
    except NoToolError as error:
        print(error, file=sys.stderr)
        return 1
    held = True
    try:
        for statement in statements(tool):
            print(statement, flush=True)
            held = held and statement.holds
    except subprocess.CalledProcessError as error:
        print(
            Statement(holds=False, text=f"{shlex.join(error.cmd)}: exit {error.returncode}\n{error.stdout}")
        )
        return 1
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

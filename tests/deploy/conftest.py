"""The real proxy with the configuration that is shipped, in front of a real server."""

import http.client
import json
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import trustme

from tests.service.conftest import (
    Service,
    case as case,  # noqa: PLC0414 - a fixture
    evaluations as evaluations,  # noqa: PLC0414 - a fixture
    service as service,  # noqa: PLC0414 - a fixture
    start as start,  # noqa: PLC0414 - a fixture
    until,
)

ROOT = Path(__file__).parents[2]
CONFIGURATION = ROOT / "deploy" / "envoy.yaml"
ENVOY = Path(sys.executable).with_name("envoy")
CLIENTS, PROBES, SERVICE = (f"port_value: {port}" for port in (8443, 8081, 50051))
ETC = "/etc/propengine/"
ADMIN = "admin: {address: {socket_address: {address: 127.0.0.1, port_value: 0}}}"


@dataclass(frozen=True)
class Answer:
    """What came back over HTTP."""

    status: int
    media_type: str
    text: str
    headers: dict[str, str]

    def json(self) -> Any:
        """Return what the text holds."""
        return json.loads(self.text)


@dataclass(frozen=True)
class Front:
    """A proxy in front of a server.

    Attributes:
        port: where clients ask.
        probes: where health is asked for.
        tls: the folder with the certificates: `server.crt`, `clients.crt`, `clerk.crt`, `clerk.key`.
        output: what it has printed.
    """

    port: int
    probes: int
    tls: Path
    output: Path

    def connection(self, *, certificate: Path | None) -> http.client.HTTPSConnection:
        """Return a connection of a client that trusts the server, with its certificate."""
        context = ssl.create_default_context(cafile=self.tls / "clients.crt")
        if certificate is not None:
            context.load_cert_chain(certificate.with_suffix(".crt"), certificate.with_suffix(".key"))
        return http.client.HTTPSConnection("localhost", self.port, timeout=60, context=context)

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """Ask as a client with a certificate; a body that is no text is sent as JSON."""
        sent = body if isinstance(body, str | bytes | None) else json.dumps(body)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(self.connection(certificate=self.tls / "clerk")) as connection:
            connection.request(method, path, sent, {"content-type": "application/json", **named})
            response = connection.getresponse()
            told = {name.lower(): value for name, value in response.getheaders()}
            text = response.read().decode()
        return Answer(response.status, told.get("content-type", ""), text, told)

    def health(self) -> int:
        """Return the status of the probe; 0 where nothing listens there yet."""
        connection = http.client.HTTPConnection("127.0.0.1", self.probes, timeout=60)
        with closing(connection), suppress(ConnectionError):
            connection.request("GET", "/healthz")
            return connection.getresponse().status
        return 0


def certified(tls: Path) -> None:
    """Make an authority, and certificates of it for the server and for a client."""
    tls.mkdir()
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tls / "clients.crt")
    for name, identity in (("server", "localhost"), ("clerk", "clerk@court.example")):
        issued = authority.issue_cert(identity, common_name=name)
        issued.private_key_pem.write_to_path(tls / f"{name}.key")
        for part in issued.cert_chain_pems:
            part.write_to_path(tls / f"{name}.crt", append=True)


def configured(folder: Path, upstream: int) -> Path:
    """Write the shipped configuration for a folder instead of /etc, free ports, and a server."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    for old, port in ((CLIENTS, 0), (PROBES, 0), (SERVICE, upstream)):
        assert 1 == text.count(old)
        text = text.replace(old, f"port_value: {port}")
    (folder / "propengine.binpb").write_bytes((ROOT / "deploy" / "propengine.binpb").read_bytes())
    file = folder / "envoy.yaml"
    file.write_text(text.replace(ETC, f"{folder}/"), encoding="utf-8")
    return file


@contextmanager
def fronted(folder: Path, upstream: int) -> Iterator[Front]:
    """Start a proxy in front of the server that listens on a port, and end it."""
    certified(folder / "tls")
    file, output, admin = configured(folder, upstream), folder / "output", folder / "admin"
    command: list[str | Path] = [ENVOY, "-c", file, "--config-yaml", ADMIN, "--admin-address-path", admin]
    command += ["--disable-hot-restart", "--concurrency", "2", "--log-level", "warn"]
    command += ["--file-flush-interval-msec", "50"]
    with output.open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        ports = until(lambda: _ports(process, admin, output))
        front = Front(ports["clients"], ports["probes"], folder / "tls", output)
        until(lambda: front.health() == HTTPStatus.OK)
        yield front
    finally:
        process.terminate()
        process.wait(60)


def _ports(process: "subprocess.Popen[bytes]", admin: Path, output: Path) -> dict[str, int]:
    """Return where each listener listens, once all do."""
    assert process.poll() is None, output.read_text(encoding="utf-8")
    if not admin.exists() or not (address := admin.read_text(encoding="utf-8")):
        return {}
    told: list[Any] = []
    with closing(http.client.HTTPConnection(address, timeout=60)) as connection, suppress(ConnectionError):
        connection.request("GET", "/listeners?format=json")
        told = json.load(connection.getresponse()).get("listener_statuses", [])
    ports = {one["name"]: one["local_address"]["socket_address"]["port_value"] for one in told}
    return ports if ports.keys() == {"clients", "probes"} else {}


@pytest.fixture(scope="session")
def front(service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """A proxy in front of the server that all tests share."""
    with fronted(tmp_path_factory.mktemp("front"), service.port) as proxy:
        yield proxy

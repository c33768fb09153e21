import select
import socket

import pytest

from propengine.server.ports import (
    CannotListenError,
    HostElsewhereError,
    HostUnknownError,
    Port,
    PortInUseError,
    SocketFileError,
)


def shared(port: int) -> socket.socket:
    """Listen as a worker does."""
    worker = socket.socket()
    worker.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    worker.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    worker.bind(("127.0.0.1", port))
    worker.listen()
    return worker


def test_workers_share_it() -> None:
    """Any number of workers listen on a reserved port, and all connections are theirs."""
    port = Port("127.0.0.1", 0)
    with shared(port.number) as one, shared(port.number) as other:
        taken = 0
        for _ in range(20):
            with socket.create_connection(("127.0.0.1", port.number)):
                asked, _, _ = select.select([one, other], [], [])
                for worker in asked:
                    worker.accept()[0].close()
                    taken += 1
    port.close()

    assert 20 == taken


@pytest.mark.parametrize("listening", [False, True])
def test_nobody_else_takes_it(*, listening: bool) -> None:
    """A second server is refused, whether or not workers listen yet; afterwards it may have the port."""
    port = Port("127.0.0.1", 0)
    worker = shared(port.number) if listening else None
    with pytest.raises(PortInUseError) as caught:
        Port("127.0.0.1", port.number)
    if worker is not None:
        worker.close()
    port.close()
    again = Port("127.0.0.1", port.number)
    again.close()

    assert f"127.0.0.1:{port.number}" == caught.value.address


def test_a_program_that_shares_nothing_has_it() -> None:
    """A port on which another program listens is refused."""
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(PortInUseError):
        Port("127.0.0.1", other.getsockname()[1])


@pytest.mark.parametrize("host", ["localhost", "0.0.0.0", "::"])  # noqa: S104 - what operators write
def test_every_address_of_a_host(host: str) -> None:
    """A host with several addresses has one port on all of them."""
    port = Port(host, 0)
    with pytest.raises(PortInUseError):
        Port("127.0.0.1" if host != "::" else "::1", port.number)
    port.close()


@pytest.mark.parametrize(
    ("host", "kind", "address"),
    [
        ("host.invalid", HostUnknownError, "host.invalid:0"),
        ("", HostUnknownError, ":0"),
        ("*", HostUnknownError, "*:0"),
        ("a..b", HostUnknownError, "a..b:0"),
        ("192.0.2.1", HostElsewhereError, "192.0.2.1:0"),
        ("unix:/tmp/socket", SocketFileError, "unix:/tmp/socket"),
        ("/tmp/socket", SocketFileError, "/tmp/socket"),  # noqa: S108 - not opened
    ],
)
def test_a_host_that_is_none(host: str, kind: type[CannotListenError], address: str) -> None:
    """What is wrong with a host is told apart from a port that somebody has."""
    with pytest.raises(CannotListenError) as caught:
        Port(host, 0)

    assert (kind, address) == (type(caught.value), caught.value.address)

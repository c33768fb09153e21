"""The page for those who ask for it, over real connections."""

import select
import socket
from collections.abc import Iterator

import pytest

from propengine.server.visits import MOST_LOOKS, MOST_VISITS, Visits


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as heard:
        heard.settimeout(0)
        yield heard


@pytest.fixture
def visits(listening: socket.socket) -> Iterator[Visits]:
    heard = Visits([listening], "text/plain")
    yield heard
    heard.close()


def visitor(listening: socket.socket) -> socket.socket:
    return socket.create_connection(listening.getsockname(), 10)


def go_on(visits: Visits) -> None:
    """Do all that can be done without waiting for anybody."""
    while True:
        found, free, _ = select.select(visits.reading, visits.writing, [], 0.1)
        if not found and not free:
            return
        visits.go_on({*found, *free}, lambda: b"the page\n")


def test_who_asks_is_answered_however_many_say_nothing(visits: Visits, listening: socket.socket) -> None:
    """One more takes the place of who has been there longest without an answer."""
    silent = [visitor(listening) for _ in range(MOST_VISITS + 5)]
    with visitor(listening) as asking:
        asking.sendall(b"GET /metrics HTTP/1.1\r\n\r\n")

        go_on(visits)

        assert asking.recv(1000).endswith(b"the page\n")
    gone = [one for one in silent if select.select([one], [], [], 0)[0]]
    assert silent[:6] == gone
    for one in silent:
        one.close()


def test_who_says_nothing_is_sent_away_in_the_end(visits: Visits, listening: socket.socket) -> None:
    """After so many looks, and not before."""
    with visitor(listening) as silent:
        go_on(visits)
        for _ in range(MOST_LOOKS):
            visits.look()
        assert [] == select.select([silent], [], [], 0)[0]

        visits.look()

        assert b"" == silent.recv(1)

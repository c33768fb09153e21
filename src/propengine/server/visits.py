"""A small web server for one page, for a process that has no thread and must not wait for anybody."""

import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

MOST_VISITS: Final = 16
"""So many visitors are heard at once; one more takes the place of who has been there longest unanswered."""
MOST_LOOKS: Final = 10
"""So many times a visitor is looked after, once a second; then it is sent away."""
MOST_ASKED_BYTES: Final = 8192


@dataclass(slots=True, eq=False)
class _Visit:
    """One visitor: what it has asked so far, and what is still to be sent to it."""

    connection: socket.socket
    asked: bytes = b""
    answer: bytes = b""
    looks: int = 0


class Visits:
    """Those who ask for the page at `/metrics`."""

    def __init__(self, listening: Sequence[socket.socket], content_type: str) -> None:
        """Hear visitors on sockets that do not wait; on none, nobody is heard."""
        self._listening = listening
        self._content_type = content_type
        self._visits: list[_Visit] = []

    @property
    def reading(self) -> list[int]:
        """What is waited for to be read, by descriptor."""
        asking = [visit.connection for visit in self._visits if not visit.answer]
        return [one.fileno() for one in (*self._listening, *asking)]

    @property
    def writing(self) -> list[int]:
        """What is waited for to take more."""
        return [visit.connection.fileno() for visit in self._visits if visit.answer]

    def go_on(self, ready: Collection[int], page: Callable[[], bytes]) -> None:
        """Do what can be done without waiting; the page is made for who has asked for it."""
        for visit in [visit for visit in self._visits if visit.connection.fileno() in ready]:
            try:
                self._serve(visit, page)
            except BlockingIOError:
                continue
            except OSError:
                self._end(visit)
        for listening in (one for one in self._listening if one.fileno() in ready):
            try:
                connection, _ = listening.accept()
            except OSError:
                continue
            connection.settimeout(0)
            if len(self._visits) >= MOST_VISITS:
                self._end(min(self._visits, key=lambda visit: bool(visit.answer)))
            self._visits.append(_Visit(connection))

    def look(self) -> None:
        """Send away whoever takes too long; called once a second."""
        for visit in list(self._visits):
            visit.looks += 1
            if visit.looks > MOST_LOOKS:
                self._end(visit)

    def close(self) -> None:
        """Hear nobody any more."""
        for one in (*self._listening, *(visit.connection for visit in self._visits)):
            one.close()

    def _serve(self, visit: _Visit, page: Callable[[], bytes]) -> None:
        if not visit.answer:
            said = visit.connection.recv(MOST_ASKED_BYTES)
            visit.asked += said
            if not said or len(visit.asked) > MOST_ASKED_BYTES:
                self._end(visit)
                return
            if b"\r\n\r\n" not in visit.asked:
                return
            visit.answer = self._answer(visit.asked, page)
        visit.answer = visit.answer[visit.connection.send(visit.answer) :]
        if not visit.answer:
            self._end(visit)

    def _answer(self, asked: bytes, page: Callable[[], bytes]) -> bytes:
        found = asked.startswith((b"GET /metrics ", b"GET /metrics?"))
        status, body = ("200 OK", page()) if found else ("404 Not Found", b"expected GET /metrics\n")
        head = f"HTTP/1.1 {status}\r\nContent-Type: {self._content_type}\r\nContent-Length: {len(body)}\r\n"
        return head.encode() + b"Connection: close\r\n\r\n" + body

    def _end(self, visit: _Visit) -> None:
        visit.connection.close()
        self._visits.remove(visit)

"""A port that belongs to one server, although all its workers listen on it."""

import errno
import socket
from contextlib import ExitStack


def address_of(host: str, port: int) -> str:
    """Return host and port as one text, which clients can be given as it is."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


class PortInUseError(Exception):
    """The address cannot be listened on.

    Attributes:
        address: which.
    """

    def __init__(self, address: str) -> None:
        """Keep the address."""
        self.address = address
        super().__init__(
            f"cannot listen on {address}: another program has the port, or the host is not this one"
        )


class Port:
    """A port that is reserved until it is closed: own workers can share it, no other program can take it.

    Attributes:
        number: the port.
    """

    def __init__(self, host: str, number: int) -> None:
        """Reserve a port on every address of a host; 0 picks a free one.

        Raises:
            PortInUseError: another program has it, or the host is not this one.
        """
        with ExitStack() as held:
            try:
                places = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
            except OSError:
                raise PortInUseError(address_of(host, number)) from None
            self.number = number
            found = False
            for family, kind, _, _, place in places:
                held_one = socket.socket(family, kind)
                held.callback(held_one.close)
                try:
                    self.number = self.number or _free(family, place)
                    _reserve(held_one, (place[0], self.number, *place[2:]))
                except OSError as error:
                    if error.errno not in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}:
                        raise PortInUseError(address_of(host, self.number)) from None
                else:
                    found = True
            if not found:
                raise PortInUseError(address_of(host, number))
            self._held = held.pop_all()

    def close(self) -> None:
        """Give the port back."""
        self._held.close()


def _free(family: int, place: tuple[object, ...]) -> int:
    """Return a port that is free now."""
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.bind((place[0], 0, *place[2:]))
        return int(probe.getsockname()[1])


def _reserve(held: socket.socket, place: tuple[object, ...]) -> None:
    """Own a port without receiving its connections.

    Listening decides which of two servers has it, once and for all: a second one cannot listen, nor bind
    later, because this socket shares the port with none but those that ask to share it, as the workers do.
    Sharing is asked for after the port is owned: before, two servers could share it by accident.
    """
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # after a restart, old connections linger
    if held.family == socket.AF_INET6:
        held.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    held.bind(place)
    held.listen(1)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    held.shutdown(socket.SHUT_RDWR)  # stays bound, hears nothing

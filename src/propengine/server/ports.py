"""A port that belongs to one server, although all its workers listen on it."""

import errno
import socket
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from ipaddress import ip_address
from typing import Any, Final


def address_of(host: str, port: int) -> str:
    """Return host and port as one text, which clients can be given as it is."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


class CannotListenError(Exception):
    """The address cannot be listened on. Its subclasses name the situations.

    Attributes:
        address: which.
    """

    def __init__(self, address: str, cause: str) -> None:
        """Keep the address and say the cause."""
        self.address = address
        super().__init__(f"cannot listen on {address}: {cause}")


class PortInUseError(CannotListenError):
    """Another program has the port."""

    def __init__(self, address: str) -> None:
        """Keep the address."""
        super().__init__(address, "another program has the port")


class PortNotAllowedError(CannotListenError):
    """Who starts the server may not have this port."""

    def __init__(self, address: str) -> None:
        """Keep the address."""
        super().__init__(address, "the system does not allow it; ports below 1024 are often reserved")


class HostUnknownError(CannotListenError):
    """The host is no address, and no name that is known here."""

    def __init__(self, address: str) -> None:
        """Keep the address."""
        super().__init__(address, "no such host is known; expected a name, an address, or 0.0.0.0 for all")


class HostElsewhereError(CannotListenError):
    """The host is known, and none of its addresses is one of this machine."""

    def __init__(self, address: str) -> None:
        """Keep the address."""
        super().__init__(address, "no address of that host is one of this machine")


class SocketFileError(CannotListenError):
    """The host is a socket in the file system."""

    def __init__(self, address: str) -> None:
        """Keep the address."""
        super().__init__(address, "unix sockets are not served; expected a name or an address")


_NO_HOSTS: Final = frozenset({"", "*"})
"""What the system takes for every address, and the transport does not."""


class Port:
    """A port that is reserved until it is closed: own workers can share it, no other program can take it.

    Attributes:
        number: the port.
        is_local: nobody but this machine reaches it.
    """

    def __init__(self, host: str, number: int) -> None:
        """Reserve a port on every address of a host; 0 picks a free one.

        Raises:
            CannotListenError: in the class of its situation.
        """
        self._held, self.number = _on_each_address(host, number, _reserve)
        self.is_local = are_local(self._held)

    def close(self) -> None:
        """Give the port back."""
        for held in self._held:
            held.close()


def listen(host: str, number: int) -> tuple[Sequence[socket.socket], int]:
    """Listen on a port of every address of a host, without waiting for anybody; 0 picks a free one.

    Returns: the sockets, and the port.

    Raises:
        CannotListenError: in the class of its situation.
    """
    return _on_each_address(host, number, _listen)


def are_local(sockets: Iterable[socket.socket]) -> bool:
    """Say whether nobody but this machine reaches them."""
    return all(ip_address(one.getsockname()[0]).is_loopback for one in sockets)


def _on_each_address(
    host: str, number: int, take: Callable[[socket.socket, tuple[Any, ...]], None]
) -> tuple[Sequence[socket.socket], int]:
    """Take one port on every address of a host that this machine has."""
    with ExitStack() as held:
        places, taken = _places(host, number), []
        for family, kind, _, _, place in places:
            held_one = socket.socket(family, kind)
            held.callback(held_one.close)
            try:
                number = number or _free(family, place)
                take(held_one, (place[0], number, *place[2:]))
            except OSError as error:
                if error.errno in {errno.EACCES, errno.EPERM}:
                    raise PortNotAllowedError(address_of(host, number)) from None
                if error.errno not in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}:
                    raise PortInUseError(address_of(host, number)) from None
            else:
                taken.append(held_one)
        if not taken:
            raise HostElsewhereError(address_of(host, number))
        held.pop_all()
    return taken, number


def _places(host: str, number: int) -> Sequence[tuple[Any, ...]]:
    """Return what the system knows of a host, an entry for each address.

    Raises:
        SocketFileError: it is a socket in the file system.
        HostUnknownError: it knows nothing.
    """
    if host.startswith(("unix:", "unix-abstract:", "/")):
        raise SocketFileError(host)
    try:
        if host not in _NO_HOSTS:
            return socket.getaddrinfo(host, number, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):  # the latter where a part of the name is too long, or none
        pass
    raise HostUnknownError(address_of(host, number))


def _free(family: int, place: tuple[object, ...]) -> int:
    """Return a port that is free now."""
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.bind((place[0], 0, *place[2:]))
        return int(probe.getsockname()[1])


def _listen(held: socket.socket, place: tuple[object, ...]) -> None:
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if held.family == socket.AF_INET6:
        held.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    held.bind(place)
    held.listen()
    held.settimeout(0)


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

"""Who calls: the address of a connection, and the name that a caller gives to a call."""

import re
import secrets
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote

REQUEST_ID: Final = "x-request-id"
"""The metadata in which a caller names a call."""
MOST_REQUEST_ID: Final = 128
"""No name is longer, in characters; what is beyond is cut off."""
_NOT_OF_NAMES: Final = re.compile(r"[^A-Za-z0-9._:/+=@-]")


def peer_of(told: str) -> str:
    """Return address and port of what the transport tells: `[::1]:50` of `ipv6:%5B::1%5D:50`."""
    return unquote(told.partition(":")[2])


def address_of_peer(told: str) -> str:
    """Return its address alone, which all connections of a machine share."""
    return peer_of(told).rpartition(":")[0]


def request_id_of(metadata: Iterable[tuple[str, str | bytes]]) -> str:
    """Return the name that a caller gives to a call, without odd characters; else one that is made."""
    given = next((value for name, value in metadata if name == REQUEST_ID), "")
    name = _NOT_OF_NAMES.sub("", given)[:MOST_REQUEST_ID] if isinstance(given, str) else ""
    return name or secrets.token_hex(8)

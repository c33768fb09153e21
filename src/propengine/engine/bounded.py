"""What is remembered for the next case, in bounds: a server that runs for months must not grow."""

from typing import Final, TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


_ENTRY_BYTES: Final = 2_000
"""So much memory an entry takes where nothing else was measured; those of most tables take 400 to 1,800."""


class Bounded(dict[_Key, _Value]):
    """What was found, by key; all of it is forgotten before it would be more than so many.

    Attributes:
        most: so many.
        entry_bytes: about how much memory one of them takes, with what it alone holds.
    """

    def __init__(self, most: int, entry_bytes: int = _ENTRY_BYTES) -> None:
        """Start with nothing."""
        super().__init__()
        self.most = most
        self.entry_bytes = entry_bytes

    @property
    def bytes(self) -> int:
        """Return about how much memory all of it takes."""
        return len(self) * self.entry_bytes

    def __setitem__(self, key: _Key, value: _Value) -> None:
        """Remember something."""
        if len(self) >= self.most:
            self.clear()
        super().__setitem__(key, value)

"""What is remembered for the next case, in bounds: a server that runs for months must not grow."""

from typing import TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Bounded(dict[_Key, _Value]):
    """What was found, by key; all of it is forgotten before it would be more than so many.

    Attributes:
        most: so many.
    """

    def __init__(self, most: int) -> None:
        """Start with nothing."""
        super().__init__()
        self.most = most

    def __setitem__(self, key: _Key, value: _Value) -> None:
        """Remember something."""
        if len(self) >= self.most:
            self.clear()
        super().__setitem__(key, value)

"""Pages of a list: how many to return, and what asks for the next."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from propengine.contract.violations import RequestReason, Violation

PAGE_SIZE: Final = 50
MOST_PAGE_SIZE: Final = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a sorted list is asked for.

    Attributes:
        size: the most to return.
        after: what the page before ended with; empty for the first page.
    """

    size: int
    after: str

    @classmethod
    def read(cls, size: int, token: str, violations: list[Violation]) -> "Page":
        """Read a size (the usual one when 0) and a token; append what is wrong with them."""
        if size < 0:
            message = f"expected a size of 0 or more, found {size}"
            violations.append(
                Violation(RequestReason.INVALID_PAGE, "page_size", message, {"found": str(size)})
            )
        after = ""
        try:
            after = base64.b64decode(token, altchars=b"-_", validate=True).decode()
        except (binascii.Error, UnicodeError):
            message = "expected the next_page_token of the page before, or nothing"
            violations.append(Violation(RequestReason.INVALID_PAGE, "page_token", message))
        return cls(min(size or PAGE_SIZE, MOST_PAGE_SIZE), after)

    def of(self, keys: Sequence[str]) -> tuple[Sequence[str], str]:
        """Return the part of some sorted keys, and the token for the next page; empty on the last."""
        left = [key for key in keys if key > self.after]
        shown = left[: self.size]
        token = base64.urlsafe_b64encode(shown[-1].encode()).decode() if len(left) > len(shown) else ""
        return shown, token

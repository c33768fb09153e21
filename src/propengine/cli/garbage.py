"""How often a command looks for objects that nobody needs but that hold each other."""

import gc
from typing import Final

_USUAL: Final = gc.get_threshold()
_SELDOM: Final = 50_000
"""After so many new objects: nearly all that a command makes of rulesets stays until its end.

Looking as often as usual takes a tenth to a quarter of the time more, never looking 120 MiB more where all
is checked.
"""


def look_seldom() -> None:
    """Look after many new objects."""
    gc.set_threshold(_SELDOM)


def look_as_usual() -> None:
    """Look as often as Python does by itself, as what serves for months must."""
    gc.set_threshold(*_USUAL)

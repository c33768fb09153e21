"""Finds a container tool that works on this machine; a client without its engine does not."""

import subprocess
from collections.abc import Iterable, Mapping


class NoToolError(Exception):
    """None of the tools works here.

    Attributes:
        faults: why not, by tool.
    """

    def __init__(self, faults: Mapping[str, str]) -> None:
        """Keep the reasons."""
        self.faults = faults
        reasons = "; ".join(f"{tool}: {fault}" for tool, fault in faults.items())
        super().__init__(f"No container tool works here ({reasons}). Install one of: {', '.join(faults)}.")


def first_that_works(tools: Iterable[str]) -> str:
    """Return the first tool that can describe its engine.

    Raises:
        NoToolError: none can.
    """
    faults: dict[str, str] = {}
    for tool in tools:
        try:
            asked = subprocess.run([tool, "info"], capture_output=True, text=True, check=False)
        except FileNotFoundError:
            faults[tool] = "not installed"
            continue
        if asked.returncode == 0:
            return tool
        faults[tool] = next(iter(asked.stderr.splitlines()), f"exit {asked.returncode}").rstrip(".")
    raise NoToolError(faults)

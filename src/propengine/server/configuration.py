"""Where settings come from: a flag, else a variable of the environment, else the file, else the default."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from propengine.law.faults import near_miss
from propengine.notation.faults import EmptyFileFaults, Fault, RulesetFaults
from propengine.notation.sources import read_document
from propengine.notation.validation import validate
from propengine.server.settings import Settings

PREFIX: Final = "PROPENGINE_"
CONFIG: Final = f"{PREFIX}CONFIG"
_SERVICE_LINKS: Final = (f"{PREFIX}SERVICE_", f"{PREFIX}PORT_")


class UnknownVariableError(Exception):
    """A variable of the environment looks like a setting and is none.

    Attributes:
        name: the variable.
        near: the variable that it resembles, if any.
    """

    def __init__(self, name: str, near: str | None) -> None:
        """Keep the parts."""
        self.name = name
        self.near = near
        hint = f"; did you mean {near}?" if near else ""
        if name.startswith(_SERVICE_LINKS):
            hint = "; Kubernetes sets it for a Service called propengine: say enableServiceLinks: false"
        super().__init__(f"{name} is no setting{hint}")


def variable_of(setting: str) -> str:
    """Return the variable of the environment that sets a setting."""
    return f"{PREFIX}{setting.upper()}"


def refuse_unknown(names: Iterable[str] = os.environ) -> None:
    """Refuse variables that are misspelt settings: what is ignored silently is what somebody relied on.

    Raises:
        UnknownVariableError: for the first.
    """
    known = {CONFIG, *map(variable_of, Settings.model_fields)}
    for name in sorted(names):
        if name.startswith(PREFIX) and name not in known:
            # Compared without the prefix, which makes any two of them alike.
            near = near_miss(name.removeprefix(PREFIX), (other.removeprefix(PREFIX) for other in known))
            raise UnknownVariableError(name, PREFIX + near if near else None)


def read_file(file: Path) -> Mapping[str, Any]:
    """Return the settings that a file holds; none where all of it is commented out.

    Raises:
        RulesetFaults: with every mistake and its place.
    """
    try:
        document = read_document(file, file.name)
    except EmptyFileFaults:
        return {}
    faults: list[Fault] = []
    settings = validate(Settings, document, faults)
    if faults or settings is None:
        raise RulesetFaults(faults)
    return {name: getattr(settings, name) for name in settings.model_fields_set}

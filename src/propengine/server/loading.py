"""Loading what is served: rulesets, those that are shipped or those of a folder, and courts' code systems."""

from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from propengine.contract.application import Application
from propengine.notation.codes import load_codes
from propengine.notation.files import shown
from propengine.notation.loading import load_ruleset, load_rulesets
from propengine.v1 import case_pb2


def shipped_folder() -> Path:
    """Return the folder of the shipped rulesets; in an editable install, the tree's own."""
    package = Path(str(resources.files("propengine")))
    installed = package / "rulesets"
    return installed if installed.is_dir() else package.parent.parent / "rulesets"


def load_application(folder: Path | None = None, codes: Iterable[Path] = ()) -> Application:
    """Load the rulesets of a folder, the shipped ones when there is none, and code systems.

    Raises:
        RulesetFaults: with every mistake of every file.
    """
    rulesets = load_rulesets(folder or shipped_folder())
    return Application(rulesets, code_systems=load_codes(codes, rulesets))


def load_for(case: case_pb2.Case, folder: Path | None = None) -> Application:
    """Load what deciding one case needs: its ruleset, or every one where there is none for it.

    Raises:
        RulesetFaults: with every mistake of every file that was read.
    """
    own = {child.name: child for child in _folders(folder or shipped_folder())}.get(case.jurisdiction)
    return Application({own.name: load_ruleset(own)}) if own is not None else load_application(folder)


def _folders(root: Path) -> Iterable[Path]:
    return (child for child in shown(root) if child.is_dir()) if root.is_dir() else ()

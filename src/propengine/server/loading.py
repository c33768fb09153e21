"""Loading what is served: rulesets, those that are shipped or those of a folder, and courts' code systems."""

from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from propengine.contract.application import Application
from propengine.notation.catalogue import load_catalogue, read_catalogue
from propengine.notation.check_records import CheckRecords
from propengine.notation.codes import load_codes
from propengine.notation.files import is_there, shown
from propengine.notation.loading import load_ruleset, load_rulesets
from propengine.notation.places import JURISDICTION_FILE
from propengine.v1 import case_pb2


def shipped_folder() -> Path:
    """Return the folder of the shipped rulesets; in an editable install, the tree's own."""
    package = Path(str(resources.files("propengine")))
    installed = package / "rulesets"
    return installed if installed.is_dir() else package.parent.parent / "rulesets"


def load_application(
    folder: Path | None = None, codes: Iterable[Path] = (), records: CheckRecords | None = None
) -> Application:
    """Load the rulesets and catalogue of a folder, the shipped ones when there is none, and code systems.

    Args:
        folder: of rulesets.
        codes: files and folders of code systems.
        records: of what was checked before and need not be checked again; all is checked when absent.

    Raises:
        RulesetFaults: with every mistake of every file.
    """
    root = folder or shipped_folder()
    rulesets = load_rulesets(root, records)
    systems, catalogue = load_codes(codes, rulesets), load_catalogue(root, rulesets)
    return Application(rulesets, code_systems=systems, catalogue=catalogue)


def load_for(
    case: case_pb2.Case, folder: Path | None = None, records: CheckRecords | None = None
) -> Application:
    """Load what deciding one case needs: its ruleset and the catalogue, or all where it has no ruleset.

    Args:
        case: the case.
        folder: of rulesets.
        records: as for `load_application`.

    Raises:
        RulesetFaults: with every mistake of every file that was read.
    """
    root = folder or shipped_folder()
    own = {child.name: child for child in _folders(root)}.get(case.jurisdiction)
    if own is None:
        return load_application(folder, records=records)
    return Application({own.name: load_ruleset(own, records)}, catalogue=read_catalogue(root))


def load_one(folder: Path, records: CheckRecords | None = None) -> Application:
    """Load the ruleset of one jurisdiction, whose folder is named.

    Args:
        folder: of the jurisdiction.
        records: as for `load_application`.

    Raises:
        RulesetFaults: with every mistake of every file that was read.
    """
    return Application({folder.name: load_ruleset(folder, records)})


def folder_of_one(name: str | Path, root: Path | None = None) -> Path | None:
    """Return the folder of a jurisdiction that a path or a code names; None where it names none.

    Args:
        name: a path to the folder, or the code of a jurisdiction.
        root: a folder of rulesets that the code is looked for in alone; beside the shipped ones when absent.
    """
    places = [root / name] if root is not None else [Path(name), shipped_folder() / name]
    found = next((place for place in places if is_there(place / JURISDICTION_FILE)), None)
    return found.resolve() if found is not None else None


def _folders(root: Path) -> Iterable[Path]:
    return (child for child in shown(root) if child.is_dir()) if root.is_dir() else ()

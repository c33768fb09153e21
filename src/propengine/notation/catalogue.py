"""Reading the catalogue of programmes from the file beside the rulesets."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from propengine.law.catalogue import Catalogue
from propengine.law.faults import near_miss
from propengine.law.ruleset import Ruleset
from propengine.notation.faults import Fault, RulesetFaults
from propengine.notation.files import is_there
from propengine.notation.places import CATALOGUE_FILE
from propengine.notation.sources import Document, read_document
from propengine.notation.validation import refuse_nulls, validate


def load_catalogue(folder: Path, rulesets: Mapping[str, Ruleset]) -> Catalogue:
    """Load the catalogue of a folder of rulesets; an empty one where there is no file of it.

    Args:
        folder: of rulesets.
        rulesets: those of the folder, by jurisdiction code, whose programmes it describes.

    Raises:
        RulesetFaults: with every mistake of the file.
    """
    return _load(folder, rulesets)


def read_catalogue(folder: Path) -> Catalogue:
    """Read the catalogue beside rulesets of which some are not loaded: whose its programmes are is not asked.

    Args:
        folder: of rulesets.

    Raises:
        RulesetFaults: with every mistake of the file.
    """
    return _load(folder, None)


def _load(folder: Path, rulesets: Mapping[str, Ruleset] | None) -> Catalogue:
    file = folder / CATALOGUE_FILE
    if not is_there(file):
        return Catalogue()
    document = read_document(file, CATALOGUE_FILE)
    faults: list[Fault] = []
    catalogue = validate(Catalogue, document, faults)
    refuse_nulls(document, faults)
    if catalogue is not None and rulesets is not None:
        faults.extend(_strangers(catalogue, document, rulesets))
    if faults or catalogue is None:
        raise RulesetFaults(faults)
    return catalogue


def _strangers(catalogue: Catalogue, document: Document, rulesets: Mapping[str, Ruleset]) -> Iterator[Fault]:
    """Yield a fault for each programme that no ruleset has and that is not listed, or that is both."""
    known = {id_: code for code, ruleset in rulesets.items() for id_ in ruleset.programme_windows}
    for id_, described in catalogue.programmes.items():
        path = ("programmes", id_)
        if described.listed is None and id_ not in known:
            near = near_miss(id_, known)
            hint = f"; did you mean {near!r}?" if near else ""
            message = f"expected a programme of a ruleset, or all that is known of it under listed{hint}"
            yield document.fault(path, message, id_)
        for code in described.listed.jurisdictions if described.listed is not None else ():
            if code in rulesets and id_ in rulesets[code].programme_windows:
                message = f"expected nothing listed: the ruleset {code} decides the gates of this programme"
                yield document.fault((*path, "listed"), message, id_)

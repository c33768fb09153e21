"""Loading: from folders of YAML to checked, immutable rulesets, with every mistake told in one pass."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from propengine.law.checks import check_ruleset
from propengine.law.contents import KINDS, Changes, Contents
from propengine.law.faults import Fault, RulesetFaults, near_miss
from propengine.law.instruments import Header, Instrument, Revision, digest_of
from propengine.law.jurisdictions import Jurisdiction
from propengine.law.ruleset import Ruleset
from propengine.law.sources import Document, Place, Value, read_document
from propengine.law.validation import validate

JURISDICTION_FILE: Final = "jurisdiction.yaml"
CASES_FILE: Final = "cases.yaml"
_HEADER: Final = frozenset(Header.model_fields)
_CHANGES: Final = frozenset({"set", "add", "remove"})


def load_rulesets(folder: Path) -> Mapping[str, Ruleset]:
    """Load every ruleset in a folder, by jurisdiction code.

    Raises:
        RulesetFaults: with every mistake of every file.
    """
    faults: list[Fault] = []
    if not folder.is_dir():
        raise RulesetFaults(
            [Fault(str(folder), 1, 1, "(folder)", "expected a folder of rulesets, found none")]
        )
    drafts: dict[str, Ruleset] = {}
    for child in sorted(folder.iterdir()):
        if child.is_dir() and not child.name.startswith("."):
            draft = _load_jurisdiction(child, folder, faults)
            if draft is not None:
                drafts[child.name] = draft
    if not drafts and not faults:
        message = f"expected at least one folder with a {JURISDICTION_FILE}"
        faults.append(Fault(str(folder), 1, 1, "(folder)", message))
    rulesets = {id_: _extended(draft, drafts, folder, faults) for id_, draft in drafts.items()}
    if not faults:
        for ruleset in rulesets.values():
            faults.extend(check_ruleset(ruleset))
    if faults:
        raise RulesetFaults(faults)
    return rulesets


def load_ruleset(folder: Path) -> Ruleset:
    """Load one ruleset that extends no other.

    Raises:
        RulesetFaults: with every mistake of every file.
    """
    faults: list[Fault] = []
    ruleset = _load_jurisdiction(folder, folder.parent, faults)
    if ruleset is not None and not faults:
        faults.extend(check_ruleset(ruleset))
    if faults or ruleset is None:
        raise RulesetFaults(faults)
    return ruleset


def _load_jurisdiction(folder: Path, root: Path, faults: list[Fault]) -> Ruleset | None:
    file = folder / JURISDICTION_FILE
    shown = file.relative_to(root).as_posix()
    if not file.is_file():
        faults.append(Fault(shown, 1, 1, "(file)", "expected this file in every ruleset, found none"))
        return None
    document = _read(file, root, faults)
    jurisdiction = validate(Jurisdiction, document, faults) if document else None
    instruments = {
        child.name: instrument
        for child in sorted(folder.iterdir())
        if child.is_dir() and (instrument := _load_instrument(child, root, faults)) is not None
    }
    if jurisdiction is None:
        return None
    if not instruments and jurisdiction.extends is None:
        faults.append(Fault(shown, 1, 1, "(folder)", "expected at least one instrument beside this file"))
    return Ruleset(folder.name, jurisdiction, instruments)


def _extended(draft: Ruleset, drafts: Mapping[str, Ruleset], root: Path, faults: list[Fault]) -> Ruleset:
    parent_id = draft.jurisdiction.extends
    if parent_id is None:
        return draft
    shown = f"{draft.id}/{JURISDICTION_FILE}"
    place = _read_place(root / draft.id / JURISDICTION_FILE, shown)
    parent = drafts.get(parent_id)
    if parent is None or parent.jurisdiction.extends is not None:
        message = f"expected a loaded jurisdiction that extends no other, found {parent_id!r}"
        faults.append(place.fault(("extends",), message, parent_id))
        return draft
    return Ruleset(draft.id, draft.jurisdiction, {**parent.instruments, **draft.instruments})


def _read_place(file: Path, shown: str) -> Place:
    return read_document(file, shown).place(("extends",))


def _read(file: Path, root: Path, faults: list[Fault]) -> Document | None:
    try:
        return read_document(file, file.relative_to(root).as_posix())
    except RulesetFaults as error:
        faults.extend(error.faults)
        return None


def _load_instrument(folder: Path, root: Path, faults: list[Fault]) -> Instrument | None:
    found = list(_dated_files(folder, root, faults))
    if not found:
        shown = folder.relative_to(root).as_posix()
        faults.append(
            Fault(shown, 1, 1, "(folder)", "expected at least one revision file named by its first day")
        )
        return None
    before = len(faults)
    chain: list[Revision] = []
    for i, (in_force, file) in enumerate(found):
        until = found[i + 1][0] - timedelta(days=1) if i + 1 < len(found) else None
        revision = _load_revision(file, root, in_force, until, chain[-1] if chain else None, faults)
        if revision is None:
            return None
        chain.append(revision)
    header = chain[0].header
    if header.title is None or header.date_key is None:
        place = chain[0].document.place(())
        faults.append(place.fault((), "expected a title and a date_key: the first revision is written whole"))
    return (
        Instrument(folder.name, header.title, header.date_key, tuple(chain))
        if len(faults) == before and header.title is not None and header.date_key is not None
        else None
    )


def _dated_files(folder: Path, root: Path, faults: list[Fault]) -> Iterator[tuple[date, Path]]:
    for file in sorted(folder.iterdir()):
        try:
            yield date.fromisoformat(file.stem if file.suffix == ".yaml" else "no date"), file
        except ValueError:
            message = "expected a file named by the first day in force, such as 2001-07-01.yaml"
            faults.append(Fault(file.relative_to(root).as_posix(), 1, 1, "(file)", message, file.name))


def _load_revision(
    file: Path,
    root: Path,
    in_force: date,
    until: date | None,
    before: Revision | None,
    faults: list[Fault],
) -> Revision | None:
    document = _read(file, root, faults)
    if document is None:
        return None
    if not isinstance(document.value, dict):
        faults.append(document.fault((), "expected a mapping"))
        return None
    header = validate(Header, _only(document, _HEADER), faults)
    _refuse_unknown_keys(document, header, faults)
    if header is None:
        return None
    text = _text_of(document, header, before, faults)
    contents = validate(Contents, text, faults) if text is not None else None
    if text is not None and contents is None:
        return None
    instrument = file.parent.name
    digest = digest_of(instrument, in_force, header, contents)
    return Revision(instrument, in_force, until, header, contents, text or document, digest)


def _text_of(
    document: Document, header: Header, before: Revision | None, faults: list[Fault]
) -> Document | None:
    if header.title is not None:
        return _only(document, frozenset(KINDS))
    predecessor = header.amends or header.ends
    if predecessor is not None and (before is None or before.in_force.isoformat() != predecessor):
        expected = before.in_force.isoformat() if before else "a revision before this one"
        field = "amends" if header.amends else "ends"
        faults.append(document.fault((field,), f"expected {expected}, found {predecessor}", predecessor))
        return None
    if header.amends is None:
        return None
    if before is None or before.contents is None:
        faults.append(document.fault(("amends",), "expected a text to amend; after a gap, write it whole"))
        return None
    return Changes(document).apply(before.document, faults)


def _refuse_unknown_keys(document: Document, header: Header | None, faults: list[Fault]) -> None:
    whole = header is None or header.title is not None
    amending = header is None or header.amends is not None
    allowed = _HEADER | (frozenset(KINDS) if whole else frozenset()) | (_CHANGES if amending else frozenset())
    for key in document.value if isinstance(document.value, dict) else ():
        if key not in allowed:
            near = near_miss(key, allowed)
            hint = f"; did you mean {near!r}?" if near else ""
            faults.append(document.fault((key,), f"expected no field {key!r} here{hint}", key))


def _only(document: Document, keys: frozenset[str]) -> Document:
    value: Value = document.value
    kept = {key: part for key, part in value.items() if key in keys} if isinstance(value, dict) else value
    places = {path: place for path, place in document.places.items() if not path or path[0] in keys}
    return Document(kept, places)

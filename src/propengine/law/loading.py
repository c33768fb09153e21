"""Loading: from folders of YAML to checked, immutable rulesets, with every mistake told in one pass."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from propengine.law.checks import check_ruleset
from propengine.law.contents import KINDS, Changes, Contents, read_contents
from propengine.law.faults import Fault, RulesetFaults, near_miss
from propengine.law.instruments import Header, Instrument, Revision, digest_of
from propengine.law.jurisdictions import Jurisdiction
from propengine.law.ruleset import Ruleset
from propengine.law.sources import Document, Place, Value, read_document, unreadable
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
    drafts: dict[str, _Draft] = {}
    for child in sorted(folder.iterdir()):
        if child.is_dir() and not child.name.startswith("."):
            draft = _load_jurisdiction(child, folder, faults)
            if draft is not None:
                drafts[child.name] = draft
    if not drafts and not faults:
        message = f"expected at least one folder with a {JURISDICTION_FILE}"
        faults.append(Fault(str(folder), 1, 1, "(folder)", message))
    extended = {id_: _extended(draft, drafts, folder, faults) for id_, draft in drafts.items()}
    for draft in extended.values():
        faults.extend(check_ruleset(draft.ruleset) if draft.known else ())
    if faults:
        raise RulesetFaults(faults)
    return {id_: draft.ruleset for id_, draft in extended.items()}


def load_ruleset(folder: Path) -> Ruleset:
    """Load one ruleset, and the one that it extends, which stands beside it.

    Raises:
        RulesetFaults: with every mistake of every file.
    """
    faults: list[Fault] = []
    draft = _load_jurisdiction(folder, folder.parent, faults)
    if draft is not None and (parent_id := draft.ruleset.jurisdiction.extends) is not None:
        beside = folder.parent / parent_id
        parent = _load_jurisdiction(beside, folder.parent, faults) if beside.is_dir() else None
        draft = _extended(draft, {parent_id: parent} if parent is not None else {}, folder.parent, faults)
    if draft is not None and draft.known:
        faults.extend(check_ruleset(draft.ruleset))
    if faults or draft is None:
        raise RulesetFaults(faults)
    return draft.ruleset


@dataclass(frozen=True, slots=True)
class _Draft:
    """A ruleset as far as it could be read.

    Attributes:
        ruleset: the instruments that could be read; elements with mistakes are left out.
        known: whether the ids of all its elements are known, so that references can be checked.
    """

    ruleset: Ruleset
    known: bool


def _load_jurisdiction(folder: Path, root: Path, faults: list[Fault]) -> _Draft | None:
    try:
        return _read_jurisdiction(folder, root, faults)
    except OSError as error:  # of a folder; files have their own
        faults.append(unreadable(Path(error.filename).relative_to(root).as_posix(), error))
        return None


def _read_jurisdiction(folder: Path, root: Path, faults: list[Fault]) -> _Draft | None:
    file = folder / JURISDICTION_FILE
    shown = file.relative_to(root).as_posix()
    if not file.is_file():
        faults.append(Fault(shown, 1, 1, "(file)", "expected this file in every ruleset, found none"))
        return None
    document = _read(file, root, faults)
    jurisdiction = validate(Jurisdiction, document, faults) if document else None
    found = {
        child.name: _load_instrument(child, root, faults)
        for child in sorted(folder.iterdir())
        if child.is_dir()
    }
    if jurisdiction is None:
        return None
    if not found and jurisdiction.extends is None:
        faults.append(Fault(shown, 1, 1, "(folder)", "expected at least one instrument beside this file"))
    instruments = {id_: instrument for id_, instrument in found.items() if instrument is not None}
    return _Draft(Ruleset(folder.name, jurisdiction, instruments), known=None not in found.values())


def _extended(draft: _Draft, drafts: Mapping[str, _Draft], root: Path, faults: list[Fault]) -> _Draft:
    ruleset = draft.ruleset
    parent_id = ruleset.jurisdiction.extends
    if parent_id is None:
        return draft
    shown = f"{ruleset.id}/{JURISDICTION_FILE}"
    place = _read_place(root / ruleset.id / JURISDICTION_FILE, shown)
    parent = drafts.get(parent_id)
    if parent is None or parent.ruleset.jurisdiction.extends is not None:
        message = f"expected a loaded jurisdiction that extends no other, found {parent_id!r}"
        faults.append(place.fault(("extends",), message, parent_id))
        return replace(draft, known=False)
    for id_ in ruleset.instruments.keys() & parent.ruleset.instruments.keys():
        message = f"expected an instrument that {parent_id} does not have, found {id_!r}"
        faults.append(Fault(f"{ruleset.id}/{id_}", 1, 1, "(folder)", message, id_))
    instruments = {**parent.ruleset.instruments, **ruleset.instruments}
    return _Draft(replace(ruleset, instruments=instruments), draft.known and parent.known)


def _read_place(file: Path, shown: str) -> Place:
    return read_document(file, shown).place(("extends",))


def _read(file: Path, root: Path, faults: list[Fault]) -> Document | None:
    shown = file.relative_to(root).as_posix()
    try:
        return read_document(file, shown)
    except RulesetFaults as error:
        faults.extend(error.faults)
    except OSError as error:
        faults.append(unreadable(shown, error))
    return None


def _load_instrument(folder: Path, root: Path, faults: list[Fault]) -> Instrument | None:
    """Return the instrument; None when not even the ids of its elements are known."""
    found = list(_dated_files(folder, root, faults))
    read = [_read_revision(file, root, faults) for _, file in found]
    if not found:
        shown = folder.relative_to(root).as_posix()
        faults.append(
            Fault(shown, 1, 1, "(folder)", "expected at least one revision file named by its first day")
        )
        return None
    chain: list[Revision] = []
    for i, ((in_force, _), part) in enumerate(zip(found, read, strict=True)):
        until = found[i + 1][0] - timedelta(days=1) if i + 1 < len(found) else None
        if part is None:
            return None
        chain.append(_load_revision(folder.name, part, (in_force, until), chain, faults))
    header = chain[0].header
    if header.title is None or header.date_key is None:
        place = chain[0].document.place(())
        faults.append(place.fault((), "expected a title and a date_key: the first revision is written whole"))
        return None
    return Instrument(folder.name, header.title, header.date_key, tuple(chain))


def _dated_files(folder: Path, root: Path, faults: list[Fault]) -> Iterator[tuple[date, Path]]:
    for file in sorted(folder.iterdir()):
        day = _day(file.stem) if file.suffix == ".yaml" else None
        if day is not None:
            yield day, file
        else:
            message = "expected a file named by the first day in force, such as 2001-07-01.yaml"
            faults.append(Fault(file.relative_to(root).as_posix(), 1, 1, "(file)", message, file.name))


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def _read_revision(file: Path, root: Path, faults: list[Fault]) -> tuple[Document, Header] | None:
    document = _read(file, root, faults)
    if document is None:
        return None
    if not isinstance(document.value, dict):
        faults.append(document.fault((), "expected a mapping"))
        return None
    header = validate(Header, _only(document, _HEADER), faults)
    _refuse_unknown_keys(document, header, faults)
    return (document, header) if header is not None else None


def _load_revision(
    instrument: str,
    read: tuple[Document, Header],
    days: tuple[date, date | None],
    chain: Sequence[Revision],
    faults: list[Fault],
) -> Revision:
    document, header = read
    in_force, until = days
    text = _text_of(document, header, chain[-1] if chain else None, faults)
    contents = _contents_of(text, chain[-1] if chain else None, faults) if text is not None else None
    digest = digest_of(instrument, in_force, header, contents)
    return Revision(instrument, in_force, until, header, contents, text or document, digest)


def _text_of(
    document: Document, header: Header, before: Revision | None, faults: list[Fault]
) -> Document | None:
    if header.title is not None:
        return _only(document, frozenset(KINDS))
    predecessor = header.amends or header.ends
    if predecessor is not None and (before is None or before.in_force.isoformat() != predecessor):
        expected = f"the revision before, {before.in_force}" if before else "a revision before this one"
        field = "amends" if header.amends else "ends"
        faults.append(document.fault((field,), f"expected {expected}, found {predecessor!r}", predecessor))
    if header.amends is None or before is None:
        return None
    if before.contents is None:
        faults.append(document.fault(("amends",), "expected a text to amend; after a gap, write it whole"))
        return None
    return Changes(document).apply(before.document, faults)


def _contents_of(text: Document, before: Revision | None, faults: list[Fault]) -> Contents:
    """Return the elements that can be read, after appending every mistake of the others."""
    amended = before.document if before is not None else None
    contents = read_contents(text, faults, amended, before.contents if before is not None else None)
    if contents is not None:
        return contents
    kept: dict[str, dict[str, Value]] = {}
    for kind, elements in text.value.items() if isinstance(text.value, dict) else ():
        for id_, element in elements.items() if isinstance(elements, dict) else ():
            if validate(Contents, Document({kind: {id_: element}}, {}), []) is not None:
                kept.setdefault(kind, {})[id_] = element
    return Contents.model_validate(kept)


def _refuse_unknown_keys(document: Document, header: Header | None, faults: list[Fault]) -> None:
    whole = header is None or header.title is not None
    amending = header is None or header.amends is not None
    allowed = _HEADER | (frozenset(KINDS) if whole else frozenset()) | (_CHANGES if amending else frozenset())
    for key in document.value if isinstance(document.value, dict) else ():
        if key in allowed:
            continue
        if key in KINDS:
            message = f"expected {key} under set, add or remove, because this file amends a text"
            faults.append(document.fault((key,), message, key))
        else:
            near = near_miss(key, allowed)
            hint = f"; did you mean {near!r}?" if near else ""
            faults.append(document.fault((key,), f"expected no field {key!r} here{hint}", key))


def _only(document: Document, keys: frozenset[str]) -> Document:
    value: Value = document.value
    kept = {key: part for key, part in value.items() if key in keys} if isinstance(value, dict) else value
    places = {path: place for path, place in document.places.items() if not path or path[0] in keys}
    return Document(kept, places)

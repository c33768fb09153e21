"""Loading: from folders of YAML to checked, immutable rulesets, with every mistake told in one pass."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from propengine.law.amendments import amend, set_already
from propengine.law.contents import KINDS, Contents, RevisionAmendment
from propengine.law.elements import ID_PATTERN
from propengine.law.faults import near_miss
from propengine.law.instruments import Header, Instrument, Revision, digest_of
from propengine.law.jurisdictions import Jurisdiction
from propengine.law.ruleset import Ruleset
from propengine.notation.check_records import CheckRecords
from propengine.notation.checks import check_ruleset
from propengine.notation.faults import Fault, RulesetFaults
from propengine.notation.files import is_there, shown
from propengine.notation.misfits import misfit_faults
from propengine.notation.places import CATALOGUE_FILE, JURISDICTION_FILE, Layers
from propengine.notation.sources import Document, Value, read_document, unreadable
from propengine.notation.validation import refuse_nulls, validate

CASES_FILE: Final = "cases.yaml"
_READ: Final = (JURISDICTION_FILE, CASES_FILE)
_ID: Final = re.compile(ID_PATTERN)
_HEADER: Final = frozenset(Header.model_fields)
_CHANGES: Final = ("set", "add", "remove")


def load_rulesets(folder: Path, records: CheckRecords | None = None) -> Mapping[str, Ruleset]:
    """Load every ruleset in a folder, by jurisdiction code.

    Args:
        folder: of rulesets.
        records: of what was checked before and need not be checked again; all is checked when absent.

    Raises:
        RulesetFaults: with every mistake of every file.
    """
    faults: list[Fault] = []
    if not folder.is_dir():
        raise RulesetFaults(
            [Fault(str(folder), 1, 1, "(folder)", "expected a folder of rulesets, found none")]
        )
    drafts: dict[str, _Draft] = {}
    for child in shown(folder):
        if not child.is_dir():
            if child.name == CATALOGUE_FILE:
                continue
            message = (
                f"expected folders of jurisdictions and {CATALOGUE_FILE}, found a file that nothing reads"
            )
            faults.append(Fault(child.name, 1, 1, "(file)", message, child.name))
            continue
        draft = _load_jurisdiction(child, folder, faults)
        if draft is not None:
            drafts[child.name] = draft
    if not drafts and not faults:
        message = f"expected at least one folder with a {JURISDICTION_FILE}"
        faults.append(Fault(str(folder), 1, 1, "(folder)", message))
    extended = {id_: _extended(draft, drafts, faults) for id_, draft in drafts.items()}
    faults.extend(_faults_of_wholes(list(extended.values()), None if faults else records))
    if faults:
        raise RulesetFaults(faults)
    return {id_: draft.ruleset for id_, draft in extended.items()}


def load_ruleset(folder: Path, records: CheckRecords | None = None) -> Ruleset:
    """Load one ruleset, and the one that it extends, which stands beside it.

    Args:
        folder: of the ruleset.
        records: of what was checked before and need not be checked again; all is checked when absent.

    Raises:
        RulesetFaults: with every mistake of every file.
    """
    faults: list[Fault] = []
    draft = _load_jurisdiction(folder, folder.parent, faults)
    if draft is not None and (parent_id := draft.ruleset.jurisdiction.extends) is not None:
        beside = folder.parent / parent_id
        parent = _load_jurisdiction(beside, folder.parent, faults) if beside.is_dir() else None
        draft = _extended(draft, {parent_id: parent} if parent is not None else {}, faults)
    if draft is not None:
        faults.extend(_faults_of_wholes([draft], None if faults else records))
    if faults or draft is None:
        raise RulesetFaults(faults)
    return draft.ruleset


@dataclass(frozen=True, slots=True)
class _Draft:
    """A ruleset as far as it could be read.

    Attributes:
        ruleset: the instruments that could be read; elements with mistakes are left out.
        known: whether the ids of all its elements are known, so that references can be checked.
        texts: the files that make each revision.
        unread: kind and id of each element that has mistakes of its own.
    """

    ruleset: Ruleset
    known: bool
    texts: Mapping[str, Layers]
    unread: frozenset[tuple[str, str]]


def _faults_of_wholes(drafts: Sequence[_Draft], records: CheckRecords | None) -> Iterator[Fault]:
    """Yield what is wrong with rulesets as wholes.

    Args:
        drafts: what was read.
        records: of what was checked before; None when a file has a mistake of its own.
    """
    for draft in drafts:
        if not draft.known or (records is not None and records.has(draft.texts)):
            continue
        found = check_ruleset(draft.ruleset, draft.texts, draft.unread)
        if records is not None and not found:
            records.add(draft.texts)
        yield from found


def _load_jurisdiction(folder: Path, root: Path, faults: list[Fault]) -> _Draft | None:
    try:
        return _read_jurisdiction(folder, root, faults)
    except OSError as error:  # of a folder; files have their own
        faults.append(unreadable(Path(error.filename).relative_to(root).as_posix(), error))
        return None


def _read_jurisdiction(folder: Path, root: Path, faults: list[Fault]) -> _Draft | None:
    file = folder / JURISDICTION_FILE
    named = file.relative_to(root).as_posix()
    _refuse_name(folder, root, faults)
    if not is_there(file):
        faults.append(Fault(named, 1, 1, "(file)", "expected this file in every ruleset, found none"))
        return None
    document = _read(file, root, faults)
    jurisdiction = validate(Jurisdiction, document, faults) if document else None
    if document is not None:
        refuse_nulls(document, faults)
    beside = shown(folder)
    faults.extend(_stray(child, root) for child in beside if not child.is_dir() and child.name not in _READ)
    found = {child.name: _load_chain(child, root, faults) for child in beside if child.is_dir()}
    if jurisdiction is None:
        return None
    if not found and jurisdiction.extends is None:
        faults.append(Fault(named, 1, 1, "(folder)", "expected at least one instrument beside this file"))
    chains = {id_: chain for id_, chain in found.items() if chain is not None}
    instruments = {
        id_: instrument for id_, chain in chains.items() if (instrument := chain.instrument(faults))
    }
    texts = {str(link.revision): link.layers for chain in chains.values() for link in chain.links}
    texts[JURISDICTION_FILE] = (document,) if document is not None else ()
    unread = frozenset(
        element for chain in chains.values() for link in chain.links for element in link.unread
    )
    known = len(instruments) == len(found)
    return _Draft(Ruleset(folder.name, jurisdiction, instruments), known, texts, unread)


def _stray(file: Path, root: Path) -> Fault:
    """Return the fault of a file beside `jurisdiction.yaml` that nothing reads."""
    near = near_miss(file.stem, [Path(name).stem for name in _READ])
    within = near_miss(file.stem, Jurisdiction.model_fields)
    hint = f"; {within} is a field of {JURISDICTION_FILE}" if within else ""
    hint = f"; did you mean '{near}.yaml'?" if near else hint
    message = f"expected {' or '.join(_READ)} or a folder of an instrument, found what nothing reads{hint}"
    return Fault(file.relative_to(root).as_posix(), 1, 1, "(file)", message, file.name)


def _extended(draft: _Draft, drafts: Mapping[str, _Draft], faults: list[Fault]) -> _Draft:
    ruleset = draft.ruleset
    parent_id = ruleset.jurisdiction.extends
    if parent_id is None:
        return draft
    (document,) = draft.texts[JURISDICTION_FILE]
    parent = drafts.get(parent_id)
    if parent is None or parent.ruleset.jurisdiction.extends is not None:
        message = f"expected a loaded jurisdiction that extends no other, found {parent_id!r}"
        if parent is None:
            message = f"{message}, of which no folder stands beside that of {ruleset.id}"
        faults.append(document.fault(("extends",), message, parent_id))
        return replace(draft, known=False)
    for id_ in ruleset.instruments.keys() & parent.ruleset.instruments.keys():
        message = f"expected an instrument that {parent_id} does not have, found {id_!r}"
        faults.append(Fault(f"{ruleset.id}/{id_}", 1, 1, "(folder)", message, id_))
    early = list(_before_the_parent(ruleset, parent.ruleset))
    faults += early
    instruments = {**parent.ruleset.instruments, **ruleset.instruments}
    return _Draft(
        replace(ruleset, instruments=instruments),
        draft.known and parent.known and not early,
        {**parent.texts, **draft.texts},
        parent.unread | draft.unread,
    )


def _before_the_parent(ruleset: Ruleset, parent: Ruleset) -> Iterator[Fault]:
    """Yield the faults of instruments that begin on a day of which what they change has no law."""
    begins = min((of.revisions[0].in_force for of in parent.instruments.values()), default=date.max)
    for id_, of in ruleset.instruments.items():
        first = of.revisions[0].in_force
        if first < begins:
            expected = f"a first day on or after {begins}, on which the law of {parent.id} begins"
            message = f"expected {expected}, found {first}"
            yield Fault(f"{ruleset.id}/{id_}/{first}.yaml", 1, 1, "(file)", message, str(first))


def _read(file: Path, root: Path, faults: list[Fault]) -> Document | None:
    named = file.relative_to(root).as_posix()
    try:
        return read_document(file, named)
    except RulesetFaults as error:
        faults.extend(error.faults)
    except OSError as error:
        faults.append(unreadable(named, error))
    return None


@dataclass(frozen=True)
class _Link:
    """A revision as far as it could be read.

    Attributes:
        revision: the revision.
        layers: the files that make its text.
        unread: the elements of it that have mistakes of their own.
    """

    revision: Revision
    layers: Layers
    unread: frozenset[tuple[str, str]] = field(default=frozenset())


@dataclass(frozen=True)
class _Chain:
    """The revisions of an instrument as far as they could be read."""

    id: str
    links: tuple[_Link, ...]

    def instrument(self, faults: list[Fault]) -> Instrument | None:
        """Return the instrument; None where its first file does not begin one."""
        first = self.links[0]
        header = first.revision.header
        if header.title is None or header.date_key is None:
            message = "expected a title and a date_key: the first revision is written whole"
            faults.append(first.layers[0].fault((), message))
            return None
        revisions = tuple(link.revision for link in self.links)
        return Instrument(self.id, header.title, header.date_key, revisions)


def _load_chain(folder: Path, root: Path, faults: list[Fault]) -> _Chain | None:
    """Return the revisions of an instrument; None when not even the ids of their elements are known."""
    _refuse_name(folder, root, faults)
    found = list(_dated_files(folder, root, faults))
    read = [_read_revision(file, root, faults) for _, file in found]
    if not found:
        named = folder.relative_to(root).as_posix()
        message = "expected at least one revision file named by its first day"
        faults.append(Fault(named, 1, 1, "(folder)", message))
        return None
    links: list[_Link] = []
    for i, ((in_force, _), part) in enumerate(zip(found, read, strict=True)):
        until = found[i + 1][0] - timedelta(days=1) if i + 1 < len(found) else None
        if part is None:
            return None
        document, header = part
        text = _text_of(document, header, links[-1] if links else None, faults)
        refuse_nulls(document, faults)
        digest = digest_of(folder.name, in_force, header, text.contents)
        revision = Revision(folder.name, in_force, until, header, text.contents, digest)
        links.append(_Link(revision, text.layers, text.unread))
    return _Chain(folder.name, tuple(links))


def _refuse_name(folder: Path, root: Path, faults: list[Fault]) -> None:
    """Append a fault where a folder's name is no id: it is the code of a jurisdiction or of an instrument."""
    if not _ID.fullmatch(folder.name):
        message = "expected a folder named by lower-case words joined by hyphens or underscores"
        faults.append(Fault(folder.relative_to(root).as_posix(), 1, 1, "(folder)", message, folder.name))


def _dated_files(folder: Path, root: Path, faults: list[Fault]) -> Iterator[tuple[date, Path]]:
    for file in shown(folder):
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


@dataclass(frozen=True)
class _Text:
    """The text of a revision as far as it could be read."""

    contents: Contents | None
    layers: Layers
    unread: frozenset[tuple[str, str]] = field(default=frozenset())


def _text_of(document: Document, header: Header, before: _Link | None, faults: list[Fault]) -> _Text:
    if header.title is not None:
        return _whole_text(document, faults)
    predecessor = header.amends or header.ends
    in_force = before.revision.in_force if before is not None else None
    if predecessor is not None and (in_force is None or in_force.isoformat() != predecessor):
        expected = f"the revision before, {in_force}" if in_force else "a revision before this one"
        at = "amends" if header.amends else "ends"
        faults.append(document.fault((at,), f"expected {expected}, found {predecessor!r}", predecessor))
    if header.amends is None or before is None:
        return _Text(None, (document,))
    if before.revision.contents is None:
        faults.append(document.fault(("amends",), "expected a text to amend; after a gap, write it whole"))
        return _Text(None, (document,))
    return _amended(document, header, before, before.revision.contents, faults)


def _whole_text(document: Document, faults: list[Fault]) -> _Text:
    """Return the elements that can be read, after appending every mistake of the others."""
    text = _only(document, frozenset(KINDS))
    contents = validate(Contents, text, faults)
    if contents is not None:
        return _Text(contents, (document,))
    kept: dict[str, dict[str, Value]] = {}
    unread: set[tuple[str, str]] = set()
    for kind, elements in text.value.items() if isinstance(text.value, dict) else ():
        for id_, element in elements.items() if isinstance(elements, dict) else ():
            if validate(Contents, Document({kind: {id_: element}}, {}), []) is not None:
                kept.setdefault(kind, {})[id_] = element
            else:
                unread.add((kind, id_))
    return _Text(Contents.model_validate(kept), (document,), frozenset(unread))


def _amended(
    document: Document, header: Header, before: _Link, contents: Contents, faults: list[Fault]
) -> _Text:
    """Return a text with an amendment applied, after appending whatever of it does not fit."""
    changes = _only(document, frozenset(_CHANGES))
    amendment = validate(RevisionAmendment, changes, faults)
    unread = set(before.unread)
    if amendment is None:
        amendment = RevisionAmendment.model_validate(_readable(changes, unread))
    for path in set_already(contents, amendment):
        if path[:2] not in before.unread:
            message = "expected a change, found what is so already: leave it out"
            faults.append(document.fault(("set", *path), message))
    found, misfits = amend(contents, amendment, header.mark)
    for misfit in misfits:
        if (misfit.kind, misfit.id) not in before.unread:
            faults.extend(misfit_faults(misfit, document, ()))
            unread |= {(misfit.kind, misfit.id)} if misfit.error is not None else set()
    return _Text(found, (*before.layers, document), frozenset(unread))


def _readable(changes: Document, unread: set[tuple[str, str]]) -> dict[str, dict[str, Any]]:
    """Return the entries of an amendment that can be read, and note those that cannot."""
    kept: dict[str, dict[str, Any]] = {}
    value = changes.value if isinstance(changes.value, dict) else {}
    for verb in ("set", "add"):
        kinds = value.get(verb)
        for kind, entries in kinds.items() if isinstance(kinds, dict) else ():
            for id_, entry in entries.items() if isinstance(entries, dict) else ():
                one: Value = {verb: {kind: {id_: entry}}}
                if validate(RevisionAmendment, Document(one, {}), []) is not None:
                    kept.setdefault(verb, {}).setdefault(kind, {})[id_] = entry
                elif kind in KINDS:
                    unread.add((kind, id_))
    removed = value.get("remove")
    for kind, ids in removed.items() if isinstance(removed, dict) else ():
        for gone in ids if isinstance(ids, list) else ():
            if validate(RevisionAmendment, Document({"remove": {kind: [gone]}}, {}), []) is not None:
                kept.setdefault("remove", {}).setdefault(kind, []).append(gone)
    return kept


def _refuse_unknown_keys(document: Document, header: Header | None, faults: list[Fault]) -> None:
    whole = header is None or header.title is not None
    amending = header is None or header.amends is not None
    allowed = (
        _HEADER
        | (frozenset(KINDS) if whole else frozenset())
        | (frozenset(_CHANGES) if amending else frozenset())
    )
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
    empty = frozenset(path for path in document.empty if path[:1] and path[0] in keys)
    cut = {path: comment for path, comment in document.cut.items() if path[:1] and path[0] in keys}
    return Document(kept, places, empty, cut)

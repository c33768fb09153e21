"""Reading code systems from files: a code means what the file says, letter for letter.

Nothing is guessed from how a code looks.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from propengine.law.codes import CodeSystem
from propengine.law.faults import Expected, near_miss
from propengine.law.ruleset import Ruleset
from propengine.notation.faults import Fault, RulesetFaults
from propengine.notation.files import shown
from propengine.notation.sources import Document, read_document, unreadable
from propengine.notation.validation import validate

_SUFFIX: Final = ".yaml"


def load_codes(paths: Iterable[Path], rulesets: Mapping[str, Ruleset]) -> Mapping[str, CodeSystem]:
    """Load code systems, by id.

    Args:
        paths: files of one code system each, or folders of such files.
        rulesets: by jurisdiction code, which every code is checked against.

    Raises:
        RulesetFaults: with every mistake of every file.
    """
    faults: list[Fault] = []
    systems: dict[str, CodeSystem] = {}
    files: dict[str, str] = {}
    for file in [file for path in paths for file in _files(path, faults)]:
        document = _read(file, faults)
        if document is None:
            continue
        found: list[Fault] = []
        system = validate(CodeSystem, document, found)
        told = {fault.path for fault in found}
        faults += [*found, *(fault for fault in _check(document, rulesets) if fault.path not in told)]
        if system is None:
            continue
        if (other := files.setdefault(system.code_system, str(file))) != str(file):
            message = f"expected an id that no other file has, found that of {other}"
            faults.append(document.fault(("code_system",), message, system.code_system))
        systems[system.code_system] = system
    if faults:
        raise RulesetFaults(faults)
    return systems


def _files(path: Path, faults: list[Fault]) -> Iterator[Path]:
    if path.exists() and not path.is_dir():
        yield path
        return
    found = shown(path) if path.is_dir() else []
    if not found:
        faults.append(Fault(str(path), 1, 1, "(file)", "expected a file of codes, or a folder of such files"))
    for file in found:
        if file.suffix == _SUFFIX:
            yield file
        else:
            message = f"expected a file of codes, whose name ends in {_SUFFIX}"
            faults.append(Fault(str(file), 1, 1, "(file)", message, file.name))


def _read(file: Path, faults: list[Fault]) -> Document | None:
    try:
        return read_document(file, str(file))
    except RulesetFaults as error:
        faults.extend(error.faults)
    except OSError as error:
        faults.append(unreadable(str(file), error))
    return None


def _check(document: Document, rulesets: Mapping[str, Ruleset]) -> Iterator[Fault]:
    """Yield what is wrong with the jurisdiction and the ids, in a document that may have other mistakes."""
    value = document.value
    if not isinstance(value, dict):
        return
    if not any(value.get(kind) for kind in ("offences", "substances")):
        yield document.fault((), "expected at least one code under offences or substances")
    jurisdiction = value.get("jurisdiction")
    if not isinstance(jurisdiction, str):
        return
    ruleset = rulesets.get(jurisdiction)
    if ruleset is None:
        message = str(Expected("a loaded jurisdiction", jurisdiction, rulesets))
        yield document.fault(("jurisdiction",), message, jurisdiction)
        return
    known, aliases = _ids(ruleset)
    for kind, ids in known.items():
        codes = value.get(kind)
        for code, id_ in codes.items() if isinstance(codes, dict) else ():
            if isinstance(id_, str) and id_ not in ids:
                near = aliases.get(id_) if kind == "substances" else None
                near = near or near_miss(id_, ids)
                hint = f"; did you mean {near!r}?" if near else ""
                message = f"expected the id of {_NOUN[kind]} of {jurisdiction}, found {id_!r}{hint}"
                yield document.fault((kind, code), message, id_)


_NOUN: Final = {"offences": "an offence", "substances": "a substance"}


def _ids(ruleset: Ruleset) -> tuple[Mapping[str, frozenset[str]], Mapping[str, str]]:
    """Return the ids that any revision has, by kind, and the substance of each alias."""
    contents = [r.contents for i in ruleset.instruments.values() for r in i.revisions if r.contents]
    aliases = {alias: name for c in contents for name, s in c.substances.items() for alias in s.aliases}
    known = {
        "offences": frozenset(name for c in contents for name in c.offences),
        "substances": frozenset(name for c in contents for name in c.substances),
    }
    return known, aliases

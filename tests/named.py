"""Names for small rulesets: each id that a reader of an answer would see, called by its own words in English.

A test says what its law is about, and not what each of its parts is called; what it does name stays as it is.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

import yaml

from propengine.law.contents import KINDS
from propengine.notation.naming import NAMED

_PLAIN: Final = re.compile(r"(?!(true|false|null|yes|no|on|off|y|n)$)[a-z][a-z0-9 ]*")
_WORDS: Final[Mapping[str, str]] = {"bands": "band", "grades": "grade"}
"""Lists of mappings whose words stand under a key."""


def named(text: str) -> str:
    """Return YAML of a jurisdiction or of a revision with the names and words that it lacks.

    Lines may move; what is no YAML stays as it is.
    """
    try:
        root = yaml.compose(text, yaml.CSafeLoader)
    except yaml.YAMLError:
        return text
    if not isinstance(root, yaml.MappingNode):
        return text
    found = sorted(_insertions(root), key=lambda insertion: insertion[0])
    for index, inserted in reversed(found):
        text = text[:index] + inserted + text[index:]
    return text


def _insertions(root: yaml.MappingNode) -> Iterator[tuple[int, str]]:
    """Yield what is to be put where."""
    parts = _parts(root)
    if "calendar" in parts:
        if "languages" not in parts:
            yield _within(root, "languages: [en]")
        for phase in _nodes(parts.get("phases")):
            if "name" not in _parts(phase):
                yield _within(phase, f"name: {_text(_parts(phase)['phase'].value)}")
    for contents in (parts, _parts(parts.get("add"))):
        for kind, elements in contents.items():
            for id_, element in _parts(elements).items() if kind in KINDS else ():
                yield from _of_element(kind, id_, element)


def _of_element(kind: str, id_: str, element: yaml.Node) -> Iterator[tuple[int, str]]:
    if not isinstance(element, yaml.MappingNode):
        return
    parts = _parts(element)
    added = [f"name: {_text(id_)}"] if kind in NAMED and "name" not in parts else []
    lacking = [word for word in dict.fromkeys(_words(kind, parts)) if word not in _parts(parts.get("words"))]
    if lacking:
        words = ", ".join(f"{_quoted(word)}: {_text(word)}" for word in lacking)
        if "words" in parts:
            yield _within(parts["words"], words)
        else:
            added.append(f"words: {{{words}}}")
    if added:
        yield _within(element, *added)
    for name, field in _parts(parts.get("fields")).items() if kind == "facts" else ():
        yield from _of_element("facts", name, field)


def _words(kind: str, parts: Mapping[str, yaml.Node]) -> Iterator[str]:
    """Yield the words that an element may be."""
    match kind:
        case "facts" | "rungs":
            yield from (node.value for node in _nodes(parts.get({"facts": "members"}.get(kind, kind))))
        case "groupings":
            yield from _parts(parts.get("groups"))
        case "bands" | "tables" | "ladders":
            held = "grades" if kind == "ladders" else "bands"
            yield from (_parts(node)[_WORDS[held]].value for node in _nodes(parts.get(held)))


def _within(node: yaml.Node, *entries: str) -> tuple[int, str]:
    """Return where and how entries are written as the first of a mapping."""
    start = node.start_mark
    if isinstance(node, yaml.CollectionNode) and node.flow_style:
        return start.index + 1, "".join(f"{entry}, " for entry in entries)
    return start.index, "".join(f"{entry}\n{' ' * start.column}" for entry in entries)


def _parts(node: yaml.Node | None) -> Mapping[str, yaml.Node]:
    return {key.value: value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def _nodes(node: yaml.Node | None) -> list[yaml.Node]:
    return node.value if isinstance(node, yaml.SequenceNode) else []


def _text(id_: str) -> str:
    return f"{{en: {_quoted(re.sub('[-_]', ' ', id_))}}}"


def _quoted(words: str) -> str:
    return words if _PLAIN.fullmatch(re.sub("[-_]", " ", words)) else f'"{words}"'

"""Writing: from a loaded ruleset back to YAML files that load to the same thing.

Every revision is written as a whole text, amendments worked in. A text that was written whole keeps its
digest; an amendment becomes a text of its own, with the same contents and another header.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from propengine.law.instruments import Instrument, Revision
from propengine.law.ruleset import Ruleset
from propengine.notation.places import JURISDICTION_FILE


class _Dumper(yaml.CSafeDumper):
    """Writes every value out; anchors are refused on reading."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the signature is PyYAML's
        """Say that no value stands for another."""
        return True


def write_rulesets(rulesets: Mapping[str, Ruleset], folder: Path) -> None:
    """Write every ruleset into a folder; instruments of an extended jurisdiction stand only with it."""
    for ruleset in rulesets.values():
        parent = rulesets.get(ruleset.jurisdiction.extends or "")
        inherited = parent.instruments if parent is not None else {}
        here = folder / ruleset.id
        here.mkdir(parents=True, exist_ok=True)
        jurisdiction = _short(ruleset.jurisdiction.model_dump(mode="json", exclude_defaults=True))
        (here / JURISDICTION_FILE).write_text(write_yaml(jurisdiction), encoding="utf-8")
        for instrument in ruleset.instruments.values():
            if instrument.id not in inherited:
                write_instrument(instrument, here)


def write_instrument(instrument: Instrument, folder: Path) -> None:
    """Write the revisions of an instrument into its folder below the jurisdiction's."""
    here = folder / instrument.id
    here.mkdir(parents=True, exist_ok=True)
    for revision in instrument.revisions:
        text = write_yaml(whole_text(instrument, revision))
        (here / f"{revision.in_force.isoformat()}.yaml").write_text(text, encoding="utf-8")


def whole_text(instrument: Instrument, revision: Revision) -> dict[str, object]:
    """Return a revision as plain data that begins the text anew, or that ends it."""
    header = revision.header.model_dump(mode="json", exclude_none=True)
    if revision.contents is None:
        return header
    contents = _short(revision.contents.model_dump(mode="json", exclude_defaults=True))
    if header.pop("amends", None) is not None:
        header["title"] = {language.value: words for language, words in instrument.title.items()}
        header["date_key"] = instrument.date_key.value
    return {**header, **contents}


def _short(value: Any) -> Any:
    """Return plain data with each condition as people write it, a word or a list alone.

    Of a set, `equals` and `one_of` spelt out would say what is not asked.
    """
    match value:
        case {"equals": only, **rest} | {"one_of": only, **rest} if not (rest or isinstance(only, dict)):
            return only
        case dict():
            return {key: _short(inner) for key, inner in value.items()}
        case list():
            return [_short(inner) for inner in value]
        case _:
            return value


def write_yaml(value: object) -> str:
    """Return plain data as YAML that `sources` reads as the same data."""
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)

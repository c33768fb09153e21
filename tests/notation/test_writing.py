from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings

from propengine.law.ruleset import Ruleset
from propengine.notation.loading import load_rulesets
from propengine.notation.writing import write_rulesets
from tests.shipped import CODES, SHIPPED, AllChecked
from tests.strategies import Files, load_files, rulesets


class Written(NamedTuple):
    """Shipped rulesets, the folder into which they were written, and what loads from there."""

    shipped: Mapping[str, Ruleset]
    folder: Path
    found: Mapping[str, Ruleset]


@pytest.fixture(scope="module", params=CODES)
def code(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def rewritten(code: str, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A shipped ruleset, with the one that it extends if there is one, written and loaded again."""
    extended = SHIPPED[code].jurisdiction.extends
    shipped = {id_: SHIPPED[id_] for id_ in sorted({code, extended or code})}
    folder = tmp_path_factory.mktemp("written")
    return Written(shipped, folder, written(shipped, folder))


def written(rulesets: Mapping[str, Ruleset], folder: Path) -> Mapping[str, Ruleset]:
    """Return what loads from where rulesets were written: they are the ones that were checked."""
    write_rulesets(rulesets, folder)
    return load_rulesets(folder, AllChecked())


def test_what_was_written_loads_to_the_same_law(rewritten: Written) -> None:
    """Jurisdictions, dates, headers' dates and contents are the same; every text is whole."""
    shipped, _, found = rewritten

    assert list(shipped) == list(found)
    for id_, ruleset in shipped.items():
        assert ruleset.jurisdiction == found[id_].jurisdiction
        assert list(ruleset.instruments) == list(found[id_].instruments)
        for name, instrument in ruleset.instruments.items():
            other = found[id_].instruments[name]
            assert (instrument.title, instrument.date_key) == (other.title, other.date_key)
            for old, new in zip(instrument.revisions, other.revisions, strict=True):
                assert (old.in_force, old.until, old.contents) == (new.in_force, new.until, new.contents)


def test_a_whole_text_keeps_its_digest(rewritten: Written) -> None:
    """What names a text does not hang on how its file is laid out."""
    shipped, _, found = rewritten
    whole = [
        (id_, name, i)
        for id_, ruleset in shipped.items()
        for name, instrument in ruleset.instruments.items()
        for i, revision in enumerate(instrument.revisions)
        if revision.header.amends is None
    ]

    assert whole
    for id_, name, i in whole:
        old = shipped[id_].instruments[name].revisions[i]

        assert old.digest == found[id_].instruments[name].revisions[i].digest


def test_writing_twice_writes_the_same(rewritten: Written, tmp_path: Path) -> None:
    """Whole texts are written as they are, byte for byte."""
    write_rulesets(rewritten.found, tmp_path)

    def contents(folder: Path) -> dict[str, bytes]:
        return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*.yaml")}

    assert contents(rewritten.folder) == contents(tmp_path)


@settings(max_examples=20)
@given(rulesets())
def test_loading_what_was_written_gives_the_same_thing_back(
    tmp_path_factory: pytest.TempPathFactory, files: Files
) -> None:
    """For every small ruleset: same contents, and the same digests where the text was whole."""
    drawn = load_files(files)
    again = written(drawn, tmp_path_factory.mktemp("written"))

    for name, instrument in drawn["xx"].instruments.items():
        for old, new in zip(instrument.revisions, again["xx"].instruments[name].revisions, strict=True):
            assert old.contents == new.contents
            if old.header.amends is None:
                assert old.digest == new.digest

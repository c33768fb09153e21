import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from propengine.notation import check_records, loading
from propengine.notation.check_records import MOST_RECORDS, CheckRecords
from propengine.notation.checks import check_ruleset
from propengine.notation.faults import RulesetFaults
from propengine.notation.loading import load_ruleset, load_rulesets
from propengine.notation.sources import parse_document
from tests.support import HEADER, JURISDICTION, an_offence

Told = list[tuple[str, dict[str, str]]]
RULES = f"offences:{an_offence()}"
CODES = ["xx", "yy"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two small rulesets; the act of the first is amended once."""
    for code in CODES:
        here = tmp_path / "rulesets" / code
        (here / "act").mkdir(parents=True)
        (here / "jurisdiction.yaml").write_text(JURISDICTION)
        (here / "act" / "2000-01-01.yaml").write_text(HEADER + RULES)
    amendment = (
        'citation: Act 2\nmark: V\namends: "2000-01-01"\nset: {offences: {act: {provision: art. 2}}}\n'
    )
    (tmp_path / "rulesets" / "xx" / "act" / "2010-01-01.yaml").write_text(amendment)
    return tmp_path / "rulesets"


@pytest.fixture
def told() -> Told:
    return []


@pytest.fixture
def records(tmp_path: Path, told: Told) -> CheckRecords:
    return CheckRecords(tmp_path / "records", lambda event, **details: told.append((event, details)))


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The rulesets that were checked, in order."""
    found: list[str] = []

    def counting(ruleset: object, *rest: object) -> object:
        found.append(ruleset.id)  # type: ignore[attr-defined]  # as the real one takes it
        return check_ruleset(ruleset, *rest)  # type: ignore[arg-type]  # the same

    monkeypatch.setattr(loading, "check_ruleset", counting)
    return found


@pytest.fixture
def afresh() -> Iterator[Callable[[], None]]:
    """Forgets what checks, as a new process would."""
    yield check_records._what_checks.cache_clear
    check_records._what_checks.cache_clear()


def test_what_was_checked_is_not_checked_again(
    folder: Path, records: CheckRecords, checked: list[str], told: Told
) -> None:
    """The second start loads the same law without a check, and nothing is told."""
    first = load_rulesets(folder, records)
    second = load_rulesets(folder, records)

    assert CODES == checked
    assert {code: law.digest for code, law in first.items()} == {c: law.digest for c, law in second.items()}
    assert [] == told


def test_one_ruleset_alone_has_the_same_record(
    folder: Path, records: CheckRecords, checked: list[str]
) -> None:
    load_rulesets(folder, records)
    load_ruleset(folder / "xx", records)

    assert CODES == checked


def test_without_records_all_is_checked(folder: Path, records: CheckRecords, checked: list[str]) -> None:
    """Whatever was recorded."""
    load_rulesets(folder, records)
    load_rulesets(folder)

    assert [*CODES, *CODES] == checked


@pytest.mark.parametrize("file", ["jurisdiction.yaml", "act/2000-01-01.yaml", "act/2010-01-01.yaml"])
def test_a_changed_byte_of_any_file_is_checked(
    folder: Path, records: CheckRecords, checked: list[str], file: str
) -> None:
    """Even one of a comment; what was not changed is not checked again, and going back needs no check."""
    load_rulesets(folder, records)
    before = (folder / "xx" / file).read_bytes()
    (folder / "xx" / file).write_bytes(before + b"#")
    load_rulesets(folder, records)
    assert [*CODES, "xx"] == checked

    (folder / "xx" / file).write_bytes(before)
    load_rulesets(folder, records)
    assert [*CODES, "xx"] == checked


def test_another_name_of_a_file_or_of_a_jurisdiction_is_checked(
    folder: Path, records: CheckRecords, checked: list[str]
) -> None:
    """The name of a file is the day from which it is in force, and that of a folder is in the law."""
    load_rulesets(folder, records)
    (folder / "xx" / "act" / "2010-01-01.yaml").rename(folder / "xx" / "act" / "2010-01-02.yaml")
    (folder / "yy").rename(folder / "zz")
    load_rulesets(folder, records)

    assert [*CODES, "xx", "zz"] == checked


def test_a_removed_file_is_noticed(folder: Path, records: CheckRecords, checked: list[str]) -> None:
    load_rulesets(folder, records)
    (folder / "xx" / "act" / "2010-01-01.yaml").unlink()
    load_rulesets(folder, records)

    assert [*CODES, "xx"] == checked


def test_the_law_that_is_extended_is_part_of_it(
    folder: Path, records: CheckRecords, checked: list[str]
) -> None:
    """A province is checked again when the law of its nation changes."""
    (folder / "yy" / "act").rename(folder / "yy" / "local-act")
    local = HEADER + f"offences:{an_offence('local', when='{conduct: import}')}"
    (folder / "yy" / "local-act" / "2000-01-01.yaml").write_text(local)
    (folder / "yy" / "jurisdiction.yaml").write_text(f"extends: xx{JURISDICTION}")
    load_rulesets(folder, records)
    nation = folder / "xx" / "act" / "2000-01-01.yaml"
    nation.write_text(nation.read_text() + "# a word\n")
    load_rulesets(folder, records)

    assert [*CODES, *CODES] == checked


def test_another_version_checks_again(
    folder: Path,
    records: CheckRecords,
    checked: list[str],
    afresh: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load_rulesets(folder, records)
    monkeypatch.setattr(check_records, "__version__", "another")
    afresh()
    load_rulesets(folder, records)

    assert [*CODES, *CODES] == checked


@pytest.mark.parametrize("module", ["law/ruleset.py", "core/lowering.py", "notation/references.py"])
def test_a_changed_source_of_what_checks_checks_again(
    folder: Path,
    records: CheckRecords,
    checked: list[str],
    afresh: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    module: str,
) -> None:
    """A version may stand still while a check is mended."""
    for package in ("law", "core", "notation"):
        shutil.copytree(check_records._ROOT / package, tmp_path / "propengine" / package)
    monkeypatch.setattr(check_records, "_ROOT", tmp_path / "propengine")
    load_rulesets(folder, records)
    assert CODES == checked

    with (tmp_path / "propengine" / module).open("a") as file:
        file.write("#")
    afresh()
    load_rulesets(folder, records)
    assert [*CODES, *CODES] == checked


def test_without_sources_nothing_is_recorded(
    folder: Path,
    records: CheckRecords,
    checked: list[str],
    told: Told,
    afresh: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Where nobody can say what checks, it checks."""
    for package in ("law", "core", "notation"):
        (tmp_path / "propengine" / package).mkdir(parents=True)
    monkeypatch.setattr(check_records, "_ROOT", tmp_path / "propengine")
    afresh()
    load_rulesets(folder, records)
    load_rulesets(folder, records)

    assert [*CODES, *CODES] == checked
    assert {"propengine is here without its sources"} == {details["cause"] for _, details in told}


def test_a_text_that_was_not_read_from_a_file_is_never_recorded(
    tmp_path: Path, records: CheckRecords, told: Told
) -> None:
    """Nothing tells one such text from another."""
    texts = {"act@2000-01-01": (parse_document("a: 1", "xx/act/2000-01-01.yaml"),)}

    records.add(texts)

    assert not records.has(texts)
    assert ["a text was not read from a file"] * 2 == [details["cause"] for _, details in told]
    assert [] == list((tmp_path / "records").iterdir())


@pytest.mark.parametrize("content", [b"", b"Checked and found sound: ", b"\0" * 90, b"x" * 10_000])
def test_a_damaged_record_is_told_and_mended(
    folder: Path, tmp_path: Path, records: CheckRecords, checked: list[str], told: Told, content: bytes
) -> None:
    """What a full disk cut off says nothing: the rulesets are checked, and the record is written anew."""
    load_rulesets(folder, records)
    for record in (tmp_path / "records").iterdir():
        record.write_bytes(content)
    load_rulesets(folder, records)
    assert [*CODES, *CODES] == checked
    assert ["check_record_damaged"] * 2 == [event for event, _ in told]

    load_rulesets(folder, records)
    assert [*CODES, *CODES] == checked


def test_a_folder_that_cannot_be_written_is_told(
    folder: Path, tmp_path: Path, records: CheckRecords, checked: list[str], told: Told
) -> None:
    """The start goes on, as if nothing could be remembered."""
    (tmp_path / "records").write_text("a file where the folder should be")
    assert CODES == list(load_rulesets(folder, records))

    assert CODES == checked
    assert {"check_record_unread", "check_record_unwritten"} == {event for event, _ in told}
    assert {str(tmp_path / "records")} == {details["folder"] for _, details in told}


def test_a_record_that_is_a_folder_is_told(
    folder: Path, tmp_path: Path, records: CheckRecords, checked: list[str], told: Told
) -> None:
    load_rulesets(folder, records)
    for record in list((tmp_path / "records").iterdir()):
        record.unlink()
        record.mkdir()
    load_rulesets(folder, records)

    assert [*CODES, *CODES] == checked
    assert ["check_record_unread", "check_record_unwritten"] * 2 == [event for event, _ in told]
    assert 2 == len(list((tmp_path / "records").iterdir()))


def test_faulty_rulesets_leave_no_record(folder: Path, tmp_path: Path, records: CheckRecords) -> None:
    """One fault of a whole ruleset, or of a file: a second start tells it as the first did."""
    (folder / "xx" / "act" / "2010-01-01.yaml").unlink()
    wrong = RULES.replace("{conduct: possession}", "{conduct: possession, nothing: true}")
    (folder / "xx" / "act" / "2000-01-01.yaml").write_text(HEADER + wrong)
    (folder / "yy" / "stray.yaml").write_text("a: 1\n")
    found = []
    for _ in range(2):
        with pytest.raises(RulesetFaults) as caught:
            load_rulesets(folder, records)
        found.append(list(map(str, caught.value.faults)))

    assert found[0] == found[1]
    assert 2 == len(found[0])
    assert not (tmp_path / "records").exists()

    (folder / "yy" / "stray.yaml").unlink()
    with pytest.raises(RulesetFaults):
        load_rulesets(folder, records)
    assert 1 == len(list((tmp_path / "records").iterdir()))


def test_what_is_kept_is_bounded(folder: Path, tmp_path: Path, records: CheckRecords) -> None:
    """The oldest go, what a killed process left half written among them."""
    (tmp_path / "records").mkdir()
    for number in range(MOST_RECORDS + 10):
        (tmp_path / "records" / f".{number}").write_text("half")
    load_rulesets(folder, records)

    left = list((tmp_path / "records").iterdir())
    assert MOST_RECORDS == len(left)
    assert 2 == sum(not file.name.startswith(".") for file in left)


def test_nothing_of_the_law_or_of_the_machine_is_in_a_record(
    folder: Path, tmp_path: Path, records: CheckRecords
) -> None:
    load_rulesets(folder, records)

    for record in (tmp_path / "records").iterdir():
        assert f"Checked and found sound: {record.name}\n" == record.read_text()
        assert 64 == len(record.name)


_PROGRAM = """
import sys
from pathlib import Path
from propengine.notation.check_records import CheckRecords
from propengine.notation.loading import load_rulesets
def tell(event, **details): sys.exit(event)
for _ in range(20):
    for record in Path(sys.argv[2]).glob("[!.]*"):
        record.unlink(missing_ok=True)
    load_rulesets(Path(sys.argv[1]), CheckRecords(Path(sys.argv[2]), tell))
"""


def test_two_at_once_do_no_harm(folder: Path, tmp_path: Path) -> None:
    """Neither reads half of what the other writes, and nothing is left over."""
    command: list[str | Path] = [sys.executable, "-c", _PROGRAM, folder, tmp_path / "records"]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [(process.communicate()[1], process.returncode) for process in both]

    assert [("", 0), ("", 0)] == said
    assert all(not file.name.startswith(".") for file in (tmp_path / "records").iterdir())


def test_the_users_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, told: Told) -> None:
    """As the XDG base directories have it: a relative path does not count."""

    def folder_of_user() -> Path | None:
        found = CheckRecords.of_user(lambda event, **details: told.append((event, details)))
        return found._folder if found is not None else None

    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "elsewhere"))
    assert tmp_path / "elsewhere" / "propengine" / "checks" == folder_of_user()
    for value in ("", "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", value)
        assert tmp_path / ".cache" / "propengine" / "checks" == folder_of_user()

    def no_home() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(Path, "home", no_home)
    assert folder_of_user() is None
    assert ["check_record_unwritten"] == [event for event, _ in told]


@pytest.mark.parametrize("module", ["engine/concluding.py", "verify/holes.py"])
def test_a_changed_source_of_what_searches_searches_again(
    folder: Path,
    records: CheckRecords,
    checked: list[str],
    afresh: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    module: str,
) -> None:
    """What is only checked stays checked."""
    for package in ("law", "core", "notation", "engine", "verify"):
        shutil.copytree(check_records._ROOT / package, tmp_path / "propengine" / package)
    monkeypatch.setattr(check_records, "_ROOT", tmp_path / "propengine")
    load_rulesets(folder, records)
    records.add_searched("of a law")
    assert records.has_searched("of a law")
    assert not records.has_searched("of another")

    with (tmp_path / "propengine" / module).open("a") as file:
        file.write("#")
    afresh()
    load_rulesets(folder, records)
    assert not records.has_searched("of a law")
    assert CODES == checked


def test_what_was_observed_is_told_again(records: CheckRecords, told: Told) -> None:
    """Word by word; of something else nothing is known, and that nothing was observed is known, too."""
    records.add_observed("a", "one\ntwo: ñ\n")
    records.add_observed("b", "")

    assert ("one\ntwo: ñ\n", "", None) == tuple(map(records.observed, "abc"))
    assert [] == told


def test_a_damaged_observation_is_not_told(records: CheckRecords, told: Told, tmp_path: Path) -> None:
    """A record whose text was changed, or cut short, does not serve, and that is told."""
    records.add_observed("a", "one")
    (file,) = (tmp_path / "records").iterdir()
    whole = file.read_bytes()

    for damaged in (whole.replace(b"one", b"two"), whole[:-1], b""):
        file.write_bytes(damaged)
        assert None is records.observed("a")

    assert ["check_record_damaged"] * 3 == [event for event, _ in told]


def test_an_observation_counts_for_the_program_that_made_it(
    records: CheckRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program may observe something else."""
    records.add_observed("a", "one")
    monkeypatch.setattr(check_records, "_what_checks", lambda _: ["another"])

    assert None is records.observed("a")

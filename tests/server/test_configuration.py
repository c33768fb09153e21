from pathlib import Path

import pytest

from propengine.notation.faults import RulesetFaults
from propengine.server.configuration import UnknownVariableError, read_file, refuse_unknown, variable_of
from propengine.server.settings import Settings


def test_variables() -> None:
    """Each setting has a variable; those are known, and so is that of the file."""
    names = [variable_of(name) for name in Settings.model_fields]
    refuse_unknown([*names, "PROPENGINE_CONFIG", "PATH"])

    assert "PROPENGINE_MOST_WAITING" in names


def test_a_variable_that_is_none() -> None:
    """A misspelt variable is refused with the one that was meant."""
    with pytest.raises(UnknownVariableError) as caught:
        refuse_unknown(["PROPENGINE_WROKERS"])

    assert ("PROPENGINE_WROKERS", "PROPENGINE_WORKERS") == (caught.value.name, caught.value.near)


def test_a_variable_that_is_like_no_other() -> None:
    """The prefix, which all have, is no likeness."""
    with pytest.raises(UnknownVariableError) as caught:
        refuse_unknown(["PROPENGINE_FOO"])

    assert caught.value.near is None


@pytest.mark.parametrize("name", ["PROPENGINE_SERVICE_HOST", "PROPENGINE_PORT_50051_TCP"])
def test_a_variable_of_a_service_link(name: str) -> None:
    """What Kubernetes sets for a Service of our name is refused, with what to say to Kubernetes."""
    with pytest.raises(UnknownVariableError, match="say enableServiceLinks: false"):
        refuse_unknown([name, "PROPENGINE_PORT"])


def test_a_file(tmp_path: Path) -> None:
    """A file gives what it names and nothing else."""
    file = tmp_path / "server.yaml"
    file.write_text("workers: 3\ngrace: 0.5\nreflection: false\nrulesets: law\n", encoding="utf-8")

    assert {"workers": 3, "grace": 0.5, "reflection": False, "rulesets": Path("law")} == dict(read_file(file))


@pytest.mark.parametrize("text", ["", "\n", "# grace: 1\n"])
def test_a_file_without_settings(tmp_path: Path, text: str) -> None:
    """A file of which all is commented out leaves every default."""
    file = tmp_path / "server.yaml"
    file.write_text(text, encoding="utf-8")

    assert {} == dict(read_file(file))


@pytest.mark.parametrize("text", ["codes: court.yaml", "codes: [court.yaml]"])
def test_one_path_is_a_list_of_one(tmp_path: Path, text: str) -> None:
    """Where there may be several paths, one stands alone, as with the flag."""
    file = tmp_path / "server.yaml"
    file.write_text(text, encoding="utf-8")

    assert {"codes": [Path("court.yaml")]} == dict(read_file(file))


def test_values_of_another_kind(tmp_path: Path) -> None:
    """What is no number and no path is told in the words of every other fault."""
    file = tmp_path / "server.yaml"
    file.write_text("grace: .nan\nconnection_age:\nrulesets: 3\n", encoding="utf-8")
    with pytest.raises(RulesetFaults) as caught:
        read_file(file)

    assert [
        "expected a number, found '.nan'",
        "expected a number, found nothing",
        "expected a path, found 3",
    ] == [fault.message for fault in caught.value.faults]


def test_a_file_with_faults(tmp_path: Path) -> None:
    """Every fault of a file is told with its place."""
    file = tmp_path / "server.yaml"
    file.write_text("wrokers: 3\nport: 70000\nconnection_age: 1e300\n", encoding="utf-8")
    with pytest.raises(RulesetFaults) as caught:
        read_file(file)

    assert [
        "server.yaml:1:10: wrokers: expected no field 'wrokers' here; did you mean 'workers'?",
        "server.yaml:2:7: port: expected at most 65535, found 70000",
        "server.yaml:3:17: connection_age: expected at most 86400.0, found '1e300'",
    ] == list(map(str, caught.value.faults))

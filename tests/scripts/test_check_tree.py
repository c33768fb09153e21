from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

# Put together here, so that this file passes its own check.
HOST = "pypi" + ".org"
HOME = "/ho" + "me/ana"


@pytest.fixture
def complaints(script: Callable[[str], ModuleType], tmp_path: Path) -> Callable[[str], list[str]]:
    check = script("check_tree")

    def of(text: str) -> list[str]:
        (tmp_path / "file.txt").write_text(text, encoding="utf-8")
        return list(check.complaints(tmp_path, ["file.txt"]))

    return of


def test_a_registry_host_is_named_with_its_place(complaints: Callable[[str], list[str]]) -> None:
    assert [f"file.txt:2:9: names a registry host: {HOST}"] == complaints(f"first\nhttps://{HOST}/simple\n")


def test_a_home_folder_is_a_path_of_a_machine(complaints: Callable[[str], list[str]]) -> None:
    assert [f"file.txt:1:7: names a path of a machine: {HOME[:7]}"] == complaints(
        f'open("{HOME}/case.json")\n'
    )


def test_the_checkout_itself_is_a_path_of_a_machine(
    complaints: Callable[[str], list[str]], tmp_path: Path
) -> None:
    assert [f"file.txt:1:1: names a path of a machine: {tmp_path}"] == complaints(f"{tmp_path}/src\n")


@pytest.mark.parametrize(
    "text",
    [
        "https://www.gov.example/home/laws",
        "/opt/venv/bin/propengine",
        "src/home/order.py",
        "    --hash=sha256:053b26f5e48d312d4fa27995243f954671be6eece477f150c059c364eb4d7d61",
    ],
)
def test_addresses_of_law_and_paths_of_the_image_pass(
    complaints: Callable[[str], list[str]], text: str
) -> None:
    assert [] == complaints(text)

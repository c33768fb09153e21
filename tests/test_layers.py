"""Who may know whom: each package of propengine imports only what its place in the house allows."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "propengine"
ALLOWED = {
    "law": {"law"},
    "notation": {"law", "core", "notation"},
    "core": {"law", "core"},
    "engine": {"core", "law", "engine"},
    "contract": {"engine", "core", "law", "v1", "contract"},
    "explain": {"law", "contract", "v1", "explain"},
    "verify": {"engine", "core", "law", "notation", "verify"},
    "priorities": {"law", "notation", "priorities"},
    "client": {"client", "v1"},
    "server": {"law", "core", "notation", "engine", "contract", "explain", "server", "v1"},
    "cli": {"law", "notation", "contract", "verify", "server", "priorities", "explain", "cli", "v1"},
    "v1": {"v1"},
}


def imported(file: Path) -> Iterator[str]:
    """Yield the packages of propengine that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            root, _, rest = name.partition(".")
            package = rest.partition(".")[0]
            if root == "propengine" and (SOURCE / package).is_dir():
                yield package


@pytest.mark.parametrize("package", ["law", "core", "engine", "notation", "priorities"])
def test_the_map_of_a_package_names_every_module(package: str) -> None:
    """A newcomer finds each module where its package says in which order to read them."""
    of = ast.get_docstring(ast.parse((SOURCE / package / "__init__.py").read_text(encoding="utf-8"))) or ""
    modules = {file.stem for file in (SOURCE / package).glob("*.py")} - {"__init__"}

    assert set() == modules - set(re.findall(r"\w+", of))


def test_every_package_has_its_place() -> None:
    """A package that is not listed has no rule."""
    packages = {folder.name for folder in SOURCE.iterdir() if folder.is_dir() and folder.name[0] not in "._"}

    assert packages == ALLOWED.keys()


@pytest.mark.parametrize("package", ALLOWED)
def test_a_package_imports_only_what_it_may(package: str) -> None:
    """The law knows nothing of the rest; the client the contract alone, which only three know."""
    found = {
        (file.relative_to(SOURCE).as_posix(), other)
        for file in (SOURCE / package).rglob("*.py")
        for other in imported(file)
    }

    assert found
    assert set() == {(file, other) for file, other in found if other not in ALLOWED[package]}


HOW_LAW_IS_WRITTEN = {
    "propengine.law.amendments",
    "propengine.law.durations",
    "propengine.law.elements",
    "propengine.law.faults",
    "propengine.law.numerals",
    "propengine.notation.faults",
    "propengine.notation.files",
    "propengine.notation.sources",
    "propengine.notation.syntax",
    "propengine.notation.validation",
}
"""Ids, texts, exact numbers, and YAML with places: no module of these holds a fact, a class or a sanction."""


@pytest.mark.requirement("S-188")
def test_priorities_share_nothing_with_a_decision() -> None:
    """All that ranking cases loads, at whatever distance, is how files are read."""
    modules = sorted(file.stem for file in (SOURCE / "priorities").glob("*.py"))
    imports = ", ".join(f"propengine.priorities.{name}" for name in modules if name != "__init__")
    asked = f"import sys, {imports}; print(*(name for name in sys.modules if name.startswith('propengine.')))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    of_others = {name for name in done.stdout.split() if name.count(".") > 1 and ".priorities." not in name}

    assert of_others
    assert set() == of_others - HOW_LAW_IS_WRITTEN

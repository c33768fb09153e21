from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file."""

    def to(name: str, text: str) -> Path:
        file = tmp_path / name
        file.write_text(dedent(text), encoding="utf-8")
        return file

    return to

"""Writes the table of the server's settings from the model that the server reads.

    python scripts/generate_configuration.py [FILE]

The default file is docs/configuration.md, of which only what lies below its mark is written anew.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic.fields import FieldInfo

from propengine.server.configuration import variable_of
from propengine.server.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
MARK = (
    "<!-- Below this line: written by scripts/generate_configuration.py from "
    "src/propengine/server/settings.py. -->\n"
)


def table() -> str:
    """Return a row for each setting."""
    return "\n".join([*_rows(), ""])


def _rows() -> Iterator[str]:
    yield "| in the file | flag | variable | default | |"
    yield "|---|---|---|---|---|"
    for name, field in Settings.model_fields.items():
        flag = f"--{name.replace('_', '-')}"
        flags = f"`{flag}`, `--no-{flag[2:]}`" if field.annotation is bool else f"`{flag}`"
        yield f"| `{name}` | {flags} | `{variable_of(name)}` | {_default(field)} | {field.description} |"


def _default(field: FieldInfo) -> str:
    if field.default is None:
        return "–"
    shown = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
    return f"`{shown.removesuffix('.0')}`"


def main(arguments: list[str]) -> int:
    """Write the table below the mark of the file named, or of docs/configuration.md."""
    file = Path(arguments[0]) if arguments else ROOT / "docs" / "configuration.md"
    written, _, _ = file.read_text(encoding="utf-8").partition(MARK)
    file.write_text(f"{written}{MARK}\n{table()}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

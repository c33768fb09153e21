"""Writes the JSON Schemas of the ruleset files, for editors, and of an answer, for whoever keeps it.

    python -m scripts.generate_schemas [FOLDER]

The default folder is schemas. `revision.json` is for `*/*/*.yaml` below rulesets, `jurisdiction.json` and
`cases.json` for the files of those names, `codes.json` for the files that `--codes` names, `programmes.json`
for `programmes.yaml` beside the folders of rulesets, `priority-criteria.json` and `priority-cases.json` for
what `propengine priorities` reads. `decision.json` is the form of an answer as protojson, with its traces.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from propengine.law.catalogue import Catalogue
from propengine.law.codes import CodeSystem
from propengine.notation.schema import DIALECT, Schema, jurisdiction_schema, revision_schema, schema_of
from propengine.priorities.cases import CaseList
from propengine.priorities.criteria import Criteria
from propengine.verify.worked_cases import CaseFile
from scripts.generate_openapi import decision, described

ROOT = Path(__file__).resolve().parent.parent


def schemas() -> Mapping[str, Schema]:
    """Every schema, by the name of its file."""
    return {
        "revision.json": revision_schema(),
        "jurisdiction.json": jurisdiction_schema(),
        "cases.json": {"$schema": DIALECT, **schema_of(CaseFile)},
        "codes.json": {"$schema": DIALECT, **schema_of(CodeSystem)},
        "priority-criteria.json": {"$schema": DIALECT, **schema_of(Criteria)},
        "priority-cases.json": {"$schema": DIALECT, **schema_of(CaseList)},
        "programmes.json": {"$schema": DIALECT, **schema_of(Catalogue)},
        "decision.json": decision(described()),
    }


def main(arguments: list[str]) -> int:
    """Write them into the folder named, or into schemas; say how, when asked anything else."""
    if arguments and arguments[0].startswith("-"):
        print(__doc__)
        return 0
    folder = Path(arguments[0]) if arguments else ROOT / "schemas"
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        (folder / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

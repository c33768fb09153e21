"""What is written of the figures of a ruleset: how many there are, and who notices each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import yaml

from tests.rulesets.noticing import By, Told

UNNOTICED: Final = Path(__file__).parent / "data" / "unnoticed_figures"
"""The mutants that nobody notices, by the reason why nothing can: a file for each ruleset."""
_COUNTED: Final = (By.CASE, By.TRANSCRIPTION, By.READING, By.CHECKS, By.NOBODY)
_HEADED: Final[Mapping[By, str]] = {
    By.CASE: "a worked case",
    By.TRANSCRIPTION: "a second transcription",
    By.READING: "reading",
    By.CHECKS: "the checks",
    By.NOBODY: "nobody",
}


def reasons_of(code: str) -> Mapping[str, str]:
    """Return the reason of each mutant of a ruleset that is known to be noticed by nobody, by its name."""
    listed = yaml.safe_load((UNNOTICED / f"{code}.yaml").read_text(encoding="utf-8"))
    return {name: entry["reason"] for entry in listed for name in entry["mutants"]}


def report_of(code: str, every: Sequence[Told], reasons: Mapping[str, str]) -> str:
    """Return the report of a ruleset as Markdown."""
    return "\n".join(_lines(code, every, reasons)) + "\n"


def _lines(code: str, every: Sequence[Told], reasons: Mapping[str, str]) -> Iterator[str]:
    yield f"# Figures of `{code}`"
    yield ""
    yield (
        "Written by `make proof`: each figure is made another, one at a time, "
        "and whoever notices first is counted ([how](../../drafters.md#who-notices-a-figure))."
    )
    yield ""
    yield "| file | figures | mutants | " + " | ".join(_HEADED[by] for by in _COUNTED) + " |"
    yield "|---|" + "---|" * (2 + len(_COUNTED))
    files = dict.fromkeys(told.mutant.file for told in every)
    yield from (_row(file, [told for told in every if told.mutant.file == file]) for file in files)
    yield _row("all", every)
    unnoticed = [told for told in every if told.by is By.NOBODY]
    if unnoticed:
        yield from ("", "## Noticed by nobody", "")
        yield "| figure | says | could say | why nothing notices |"
        yield "|---|---|---|---|"
        yield from (_survivor(told, reasons) for told in unnoticed)


def _row(name: str, every: Iterable[Told]) -> str:
    every = list(every)
    found = Counter(told.by for told in every)
    figures = len({told.mutant.figure for told in every})
    return f"| {name} | {figures} | {len(every)} | " + " | ".join(str(found[by]) for by in _COUNTED) + " |"


def _survivor(told: Told, reasons: Mapping[str, str]) -> str:
    mutant = told.mutant
    reason = reasons.get(mutant.name, "**not listed**")
    return f"| {mutant.file}:{mutant.line} `{mutant.where}` | {mutant.says} | {mutant.instead} | {reason} |"

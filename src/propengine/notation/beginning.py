"""The beginning of a jurisdiction: a few files that are sound, with one offence and one worked case."""

import re
from pathlib import Path
from typing import Final

from propengine.law.elements import ID_PATTERN
from propengine.law.faults import Expected
from propengine.notation.places import JURISDICTION_FILE

_ID: Final = re.compile(ID_PATTERN)
_LONGEST: Final = 40

_JURISDICTION: Final = """\
# What holds for the whole jurisdiction: docs/format.md, Jurisdiction.
name: {en: CODE}
# The languages of the answers, English among them: whatever has a name has it in each.
languages: [en]
# How many months a day and a week are, and who says so.
calendar: {day: 1/30, week: 7/30, provision: "convention of this ruleset"}
# Below it the answer is a referral.
sentencing_age:
  years: 18
  referral: {en: Refer the case to the authority for young people.}
  provision: "to be written: the article"
  mark: M
# What no decision looks at: every answer says it.
not_examined:
  - {id: limitation, text: {en: whether prosecution or punishment is barred by time}}
# Law that is not held here yet. Narrow it as you write the law; a case that it covers is told of it.
gaps:
  - id: not-written-yet
    conduct: any
    text: {en: Nothing is recorded yet but the possession of cannabis.}
"""

_LAW: Final = """\
# A revision, named by its first day in force: the first is written whole, each later one amends it.
title: {en: The drug law}
date_key: offence
citation: "to be written: the statute"
mark: M

substances:
  cannabis: {name: {en: cannabis}}

offences:
  possession:
    name: {en: Possession}
    provision: "to be written: the article"
    # V read in a published copy, P partly supported, M unsourced.
    mark: M
    classification: personal_use
    liability: criminal_custodial
    when: {conduct: possession, substance: cannabis}
    sanction: {custody: {ends: {max: 1 y}}}
"""

_CASES: Final = """\
# Worked cases: docs/cases.md. The answer is worked out by hand from the provision.
cases:
  - id: possession-of-cannabis
    case:
      offence_date: 2020-01-01
      decision_date: 2020-01-01
      conduct: possession
      items: [{substance: cannabis, amount: "5", unit: g}]
    expect:
      status: decided
      offence: possession
      custody: [0, 1 y]
    derivation: "to be written: how the answer follows from the provision"
    source: "to be written: the article"
"""

_FILES: Final = {
    JURISDICTION_FILE: _JURISDICTION,
    "drug-law/2000-01-01.yaml": _LAW,
    "cases.yaml": _CASES,
}


def begin(code: str, root: Path) -> list[Path]:
    """Write the files of a new jurisdiction into a folder of rulesets, and return them.

    Raises:
        Expected: the code is none.
        OSError: its folder is there already, or cannot be written.
    """
    if not _is_code(code):
        raise Expected("a code of lower-case words joined by hyphens or underscores, such as xx", code)
    written: list[Path] = []
    (root / code).mkdir(parents=True)
    for name, text in _FILES.items():
        file = root / code / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text.replace("CODE", code), encoding="utf-8")
        written.append(file)
    return written


def _is_code(code: str) -> bool:
    return len(code) <= _LONGEST and _ID.fullmatch(code) is not None

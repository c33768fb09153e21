"""A small law that is in proportion, and worked cases; each test plants one thing that is not."""

from collections.abc import Sequence
from pathlib import Path

from propengine.engine.evaluators import Handles
from propengine.law.ruleset import Ruleset
from propengine.verify.observations import Check, Observation
from propengine.verify.proportionality.examining import Examination, examine
from propengine.verify.worked_cases import load_cases
from tests.support import JURISDICTION, ruleset_of

MILDER_LAW = """
milder_law:
  candidates: [offence, intermediate, decision]
  provision: art. 2
  mark: V
review: {reach: reached, text: {en: it is reached}, provision: art. 2, mark: V}
"""
LAW = """
facts:
  own_use: {type: boolean, question: {en: for own use?}, stated_by: [court]}
  sold: {type: boolean, question: {en: was it sold?}, stated_by: [court]}
  part:
    type: enum
    members: [head, hand]
    ranked: [hand, head]
    question: {en: which part?}
    stated_by: [court]
  poor: {type: boolean, question: {en: poor?}, stated_by: [court], favourable_only: true}
substances:
  cocaine: {name: {en: cocaine}}
tables:
  amount:
    name: {en: amount}
    words: {small: {en: small}, large: {en: large}}
    provision: art. 3
    mark: V
    effect: element
    bands: [{band: small, to: included}, {band: large}]
    rows: {cocaine: {cuts: [10 g]}}
offences:
  use:
    name: {en: use}
    provision: art. 4
    mark: V
    classification: personal_use
    liability: lawful
    when: {conduct: consumption}
  own:
    name: {en: possession for own use}
    provision: art. 5
    mark: V
    classification: personal_use
    liability: lawful
    when: {conduct: possession, own_use: true}
    exception_to: [small, large]
  small:
    name: {en: a small amount}
    provision: art. 6
    mark: V
    classification: micro_trafficking
    liability: criminal_custodial
    when: {conduct: possession, sold: true, amount: small}
    sanction:
      any_of: [{custody: {ends: {max: 2 y}}}, {fine: {unit: EUR, max: 100}}]
  large:
    name: {en: a large amount}
    provision: art. 7
    mark: V
    classification: trafficking
    liability: criminal_custodial
    when: {conduct: possession, sold: true, amount: large}
    sanction: {custody: {ends: {min: 3 y, max: 6 y}}}
steps:
  hand:
    name: {en: a helping hand}
    provision: art. 8
    mark: V
    phase: first
    offences: [small, large]
    when: {part: hand}
    move: {scale: 1/2}
  poverty:
    name: {en: poverty}
    provision: art. 9
    mark: V
    phase: second
    offences: [small, large]
    when: {poor: true}
    move: {scale: 1/2}
"""
CASES = """
cases:
  - id: own
    case:
      offence_date: 2020-01-01
      decision_date: 2020-01-01
      conduct: possession
      items: [{substance: cocaine, amount: "5", unit: g}]
      facts: {own_use: true}
    expect: {offence: own}
    derivation: art. 5
    source: art. 5
  - id: sold
    case:
      offence_date: 2020-01-01
      decision_date: 2020-01-01
      conduct: possession
      items: [{substance: cocaine, amount: "5", unit: g}]
      facts: {sold: true}
    expect: {offence: small}
    derivation: art. 6
    source: art. 6
"""
OTHERS = """
gaps: [{id: others, conduct: [%s], text: {en: the rest}, provision: art. 1}]
"""


def examined(
    folder: Path,
    *planted: tuple[str, str],
    milder_law: str = MILDER_LAW,
    cases: str = "",
    gap: str = "supply",
) -> Examination:
    """Return what is found in the small law with some text replaced, and more worked cases."""
    ruleset = written(folder, *planted, milder_law=milder_law, cases=cases, gap=gap)
    return examine(ruleset, Handles(), load_cases(folder / "xx" / "cases.yaml"))


def written(
    folder: Path,
    *planted: tuple[str, str],
    milder_law: str = MILDER_LAW,
    cases: str = "",
    gap: str = "supply",
) -> Ruleset:
    """Write the small law as the ruleset `xx` of a folder, with some text replaced, and return it."""
    law = LAW
    for old, new in planted:
        assert old in law, old
        law = law.replace(old, new)
    ruleset = ruleset_of(folder, law, JURISDICTION + milder_law + OTHERS % gap)
    file = folder / "xx" / "cases.yaml"
    file.write_text(CASES + cases, encoding="utf-8")
    return ruleset


def of(check: Check, examination: Examination) -> Sequence[Observation]:
    """Return what one check found."""
    return [one for one in examination.observations if one.check is check]

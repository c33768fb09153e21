"""A small law of the search for what is decisive, and cases applied to it step by step, as `decide` would."""

from collections.abc import Sequence
from dataclasses import replace

from propengine.engine.applying import AppliedLaw, Comparison, apply_laws
from propengine.engine.case import Case
from propengine.engine.choosing import Choices
from propengine.engine.evaluators import Handles
from propengine.engine.intake import dates_of, read_case
from propengine.engine.kinds import Kinds, Place
from propengine.engine.worlds import worlds_of
from propengine.law.jurisdictions import Candidate
from propengine.law.ruleset import Ruleset
from tests.support import an_offence

LAW = """
substances: {powder: {name: {en: powder}}}
facts:
  armed: {type: boolean, question: {en: x}}
  gang: {type: boolean, question: {en: x}}
  leader: {type: boolean, question: {en: x}}
  young: {type: boolean, question: {en: x}}
  ill: {type: boolean, question: {en: x}}
  forced: {type: boolean, question: {en: x}, factors_to_weigh: [{en: all of it}]}
  worked: {type: boolean, question: {en: x}}
  relief: {type: number, question: {en: x}}
  grave: {type: boolean, concluded: true}
tables:
  scale:
    provision: art. 2
    mark: V
    effect: element
    absent: left_out
    bands: [{band: small, to: included}, {band: large}]
    rows: {powder: {cuts: ["20 g"]}}
rules:
  together: {provision: art. 3, mark: V, concludes: {grave: true}, when: {armed: true, gang: true}}
  leading: {provision: art. 4, mark: V, concludes: {grave: true}, when: {leader: true}}
steps:
  more: {provision: art. 5, mark: V, phase: first, when: {grave: true}, move: {scale: 2}}
  large: {provision: art. 5, mark: V, phase: first, when: {scale: large}, move: {scale: 3}}
  youth: {provision: art. 6, mark: V, phase: second, when: {young: true}, move: {scale: 1/2}}
  mercy: {provision: art. 6, mark: V, phase: second, force: may, when: {ill: true}, move: {scale: 1/3}}
  force:
    provision: art. 7
    mark: V
    phase: third
    when: {forced: true}
    move: {reduce: {between: [0, 1/2], chosen: relief}}
programmes:
  work:
    name: {en: work}
    provision: art. 8
    mark: V
    stage: [sentencing]
    approach: [proportionality]
    origin: legislative
    gates: {legal: {when: {worked: true}}}
offences:
""" + an_offence()

GAPS = """
gaps: [{id: abroad, conduct: [export], text: {en: the law of export}, provision: art. 9}]
"""


def applied(case: Case, ruleset: Ruleset, handles: Handles) -> Sequence[Comparison]:
    """Return the one law as it applies in each world of a case."""
    dates, _ = dates_of(case)
    law = ruleset.law(dates)
    intake, refusals = read_case(case, law, dates, ruleset.statable)
    choices = Choices(handles.compiled(law), intake, lambda: None)

    assert [] == refusals
    of = AppliedLaw(Candidate.OFFENCE, case.offence_date, choices)
    return apply_laws([of], worlds_of(intake, [choices.law.lowered]), [])


def first_place(case: Case, ruleset: Ruleset, handles: Handles) -> Place:
    """Return the first state of a case and where it stands."""
    return Kinds(applied(case, ruleset, handles)).places[0]


def with_world_of(before: Sequence[Comparison], after: Sequence[Comparison]) -> Sequence[Comparison]:
    """Return what applies after something is stated, in the one world in which it applied before."""
    (old,), (new,) = before, after
    return (replace(new, world=old.world),)

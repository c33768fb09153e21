"""Rules and offences: base rules and their labelled exceptions, from the provisions of a statute."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StrictBool

from propengine.law.conditions import ALWAYS, Condition
from propengine.law.elements import Element, Id, Part, Sentence, Texts
from propengine.law.sanctions import Sanction


class Classification(StrEnum):
    """A comparative class, declared for each offence; not a legal qualification."""

    NONE = "none"
    """The conduct is none of the others."""
    PERSONAL_USE = "personal_use"
    MICRO_TRAFFICKING = "micro_trafficking"
    TRAFFICKING = "trafficking"
    AGGRAVATED_TRAFFICKING = "aggravated_trafficking"


class Liability(StrEnum):
    """The most severe response that the law allows on the facts, least severe first."""

    LAWFUL = "lawful"
    TOLERATED = "tolerated"
    ADMINISTRATIVE = "administrative"
    TICKET = "ticket"
    FIXED_PENALTY = "fixed_penalty"
    FALTA = "falta"
    CRIMINAL_NON_CUSTODIAL = "criminal_non_custodial"
    CRIMINAL_CUSTODIAL = "criminal_custodial"


class Presumption(Part):
    """That a rule presumes something: who may rebut it, and whose burden it is.

    The rebuttal itself is a rule with `exception_to`. Silence never convicts: a burden on the accused is
    shown in the trace and reported by verification.

    Attributes:
        rebuttable: whether evidence can displace it.
        burden: who must prove.
    """

    rebuttable: StrictBool
    burden: Literal["prosecution", "accused"]


class ValueOf(Part):
    """A conclusion that takes the value of a band, grouping or fact; its rule holds where that is known."""

    value_of: str


class Rule(Element):
    """A rule that concludes something about the case.

    Attributes:
        concludes: a fact of the vocabulary marked `concluded`, and the value it takes.
        when: what must be shown.
        unless: what, when shown, defeats it.
        exception_to: the rules that it sets aside when both hold.
        presumption: present when the conclusion is presumed.
    """

    concludes: dict[Id, bool | int | Id | ValueOf] = Field(min_length=1, max_length=1)
    when: Condition = ALWAYS
    unless: Condition | None = None
    exception_to: list[Id] = Field(default_factory=list)
    presumption: Presumption | None = None

    @property
    def variable(self) -> str:
        """Return the fact that it concludes."""
        return next(iter(self.concludes))

    @property
    def value(self) -> bool | int | str | ValueOf:
        """Return the value that the fact takes."""
        return self.concludes[self.variable]


class Offence(Element):
    """An offence, or conduct that the law declares lawful, tolerated or administrative.

    Attributes:
        name: its name in words.
        classification: the comparative class.
        liability: the most severe response that the law allows.
        when: what must be shown.
        unless: what, when shown, defeats it.
        exception_to: the offences, or families of them, that it displaces when both hold.
        families: names under which exceptions, steps and conditions may speak of it and of others together.
        sanction: what it carries; absent for lawful conduct.
        charge_barred: no charge may be brought; barred is not lawful.
        presumption: present when an element is presumed.
        unknown: present when the provision existed but its text is not known: reaching it is a refusal.
        other_law: the law, not in this ruleset, that gives the answer.
    """

    name: Texts
    classification: Classification
    liability: Liability
    when: Condition = ALWAYS
    unless: Condition | None = None
    exception_to: list[Id] = Field(default_factory=list)
    families: list[Id] = Field(default_factory=list)
    sanction: Sanction | None = None
    charge_barred: StrictBool = False
    presumption: Presumption | None = None
    unknown: Sentence | None = None
    other_law: Sentence | None = None

    @property
    def leaves(self) -> Sequence[Sanction]:
        """Return the single sanctions that it carries, in order."""
        return self.sanction.leaves() if self.sanction is not None else ()


class Notice(Element):
    """Something that the reader of a decision must be told.

    Attributes:
        text: what is told.
        flag: a word by which programs recognise it, such as review or equality.
        when: what must be shown.
        unless: what, when shown, keeps it away.
    """

    text: Texts
    flag: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    when: Condition = ALWAYS
    unless: Condition | None = None

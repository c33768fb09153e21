"""What holds for a whole jurisdiction: names, calendar, ages, milder-law candidates, phases and limits."""

from enum import StrEnum

from pydantic import Field

from propengine.law.durations import Calendar
from propengine.law.elements import Element, Id, Part, Texts
from propengine.law.sanctions import Phase


class Candidate(StrEnum):
    """A law that the milder-law comparison may apply."""

    OFFENCE = "offence"
    INTERMEDIATE = "intermediate"
    DECISION = "decision"


class MilderLaw(Element):
    """Which laws are compared, each applied whole to the case; the law of the offence always is.

    Attributes:
        candidates: the laws that take part.
    """

    candidates: list[Candidate]


class SentencingAge(Element):
    """The age from which the sanction logic applies; below it the case goes to another authority.

    Attributes:
        years: the age in whole years at the offence.
        referral: to whom the case goes.
    """

    years: int = Field(ge=1, le=30)
    referral: Texts


class NotExamined(Part):
    """Something that a decision never looks at."""

    id: Id
    text: Texts


class Jurisdiction(Part):
    """The file `jurisdiction.yaml`.

    Attributes:
        name: the legal order in words.
        extends: the jurisdiction whose instruments apply here too, such as a nation's in its province.
        calendar: how days and weeks count.
        sentencing_age: below it the answer is a referral.
        milder_law: which laws are compared; absent where the offence-date law alone applies.
        phases: the phases of the sanction arithmetic, in order.
        not_examined: what no decision looks at.
    """

    name: Texts
    extends: Id | None = None
    calendar: Calendar
    sentencing_age: SentencingAge
    milder_law: MilderLaw | None = None
    phases: list[Phase] = Field(default_factory=list)
    not_examined: list[NotExamined] = Field(min_length=1)

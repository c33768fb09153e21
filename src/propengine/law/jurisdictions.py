"""What holds for a whole jurisdiction: names, calendar, ages, milder-law candidates, phases and limits."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StrictInt, model_validator

from propengine.law.conditions import ALWAYS, Condition
from propengine.law.conduct import Conduct
from propengine.law.durations import Calendar
from propengine.law.elements import Day, Element, Id, Language, Part, Sentence, Texts, each_once
from propengine.law.faults import Expected
from propengine.law.sanctions import Checkpoint, Phase
from propengine.law.vocabulary import AGE


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

    candidates: list[Candidate] = Field(min_length=1)


class Reach(StrEnum):
    """Whether a milder law that is made while a sentence is served reaches it."""

    REACHED = "reached"
    IN_PART = "in_part"
    """Some sentences, or some changes of the law, as the text says."""
    NOT_REACHED = "not_reached"
    NOT_RECORDED = "not_recorded"


class Review(Element):
    """What a milder law does to a sentence that is being served.

    Attributes:
        reach: whether it is reached.
        text: the rule in words.
    """

    reach: Reach
    text: Texts


class OfDays(Part):
    """What is about offences of some days.

    Attributes:
        first: the first day of the offence that it is about; every earlier day too when absent.
        last: the last such day; every later day too when absent.
    """

    first: Day | None = None
    last: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first is not None and self.last is not None and self.first > self.last:
            message = f"expected the first day not to be after the last, found {self.first} and {self.last}"
            raise ValueError(message)
        return self

    def covers(self, day: date) -> bool:
        """Say whether it is about an offence of a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class OtherAge(OfDays, Element):
    """The age from which the sanction logic applies to acts of some days, in place of the usual one.

    Attributes:
        years: the age in whole years.
    """

    years: StrictInt = Field(ge=1, le=30)


class SentencingAge(Element):
    """The age from which the sanction logic applies; below it the case goes to another authority.

    Attributes:
        years: the age in whole years.
        of: the whole-number fact that holds the age on the day that counts.
        referral: to whom the case goes.
        other: other ages, each for acts of some days; of several that cover a day, the first counts.
    """

    years: StrictInt = Field(ge=1, le=30)
    of: Id = AGE
    referral: Texts
    other: list[OtherAge] = Field(default_factory=list)

    def on(self, day: date) -> "SentencingAge":
        """Return it as it stands for an offence of a day: with all that is said of the age of that day."""
        other = next((other for other in self.other if other.covers(day)), None)
        if other is None:
            return self
        said = {name: getattr(other, name) for name in ("years", *Element.model_fields)}
        return self.model_copy(update=said)


class Gap(OfDays):
    """Law that exists, or may exist, and that the ruleset does not hold: it is not read as no law.

    A case in which no offence is shown and whose gap is shown is answered "not recorded", with this text.

    Attributes:
        id: its name.
        conduct: the conduct that it is about, or `any`.
        text: what is not recorded, and why.
        provision: where the law would be found, as far as that is known.
        when: what must be shown.
        unless: what, when shown, keeps it away.
        exception_to: the offences, or families of them, that it displaces when both hold: the law that the
            ruleset does not hold takes their place.
    """

    id: Id
    conduct: Literal["any"] | Annotated[list[Conduct], Field(min_length=1)]
    text: Texts
    provision: Sentence | None = None
    when: Condition = ALWAYS
    unless: Condition | None = None
    exception_to: list[Id] = Field(default_factory=list)


class NotExamined(Part):
    """Something that a decision never looks at."""

    id: Id
    text: Texts


class Service(Element):
    """A health or social service to which a person is referred whom no programme takes.

    Attributes:
        id: its name.
        text: which service, and for what.
    """

    id: Id
    text: Texts


class RankedBy(StrEnum):
    """What makes one open programme come before another."""

    DETENTION = "detention"
    """Before trial, what takes the place of detention comes first."""
    FORCE = "force"
    """What must be applied, then what is presumed, must be considered first, may be applied."""
    STAGE = "stage"
    """What opens at an earlier stage, because it ends the process earlier."""


def _in_order(phases: list[Phase]) -> list[Phase]:
    order = list(Checkpoint)
    for i, (before, after) in enumerate(pairwise(phases), start=1):
        if order.index(after.checkpoint) < order.index(before.checkpoint):
            expected = f"a checkpoint that is not before {before.checkpoint}"
            raise Expected(expected, after.checkpoint.value).within(i, "checkpoint")
    return phases


_Phases = Annotated[list[Phase], each_once("phase"), AfterValidator(_in_order)]


def _with_english(languages: list[Language]) -> list[Language]:
    if Language.EN not in languages or len(set(languages)) != len(languages):
        raise Expected("each language once, and en among them", ", ".join(languages) or "none")
    return languages


def _each_criterion_once(order: list[RankedBy]) -> list[RankedBy]:
    if len(set(order)) != len(order):
        raise Expected("each criterion once", ", ".join(order))
    return order


class Jurisdiction(Part):
    """The file `jurisdiction.yaml`.

    Attributes:
        name: the legal order in words.
        languages: those in which everything that a reader of an answer sees is said and named: its own, and
            English.
        checked_until: the last day on which the ruleset was checked; an answer about a later day says so.
        extends: the jurisdiction whose instruments apply here too, such as a nation's in its province.
        calendar: how days and weeks count.
        sentencing_age: below it the answer is a referral.
        milder_law: which laws are compared; absent where the offence-date law alone applies.
        review: what a milder law does to a sentence that is being served; not recorded when absent.
        phases: the phases of the sanction arithmetic, in order.
        programmes_ranked_by: by what open programmes are ranked, what counts first at the front; what is left
            out counts for nothing.
        services: health and social services for whom no programme is open; none where none are recorded.
        not_examined: what no decision looks at.
        gaps: law that the ruleset does not hold.
    """

    name: Texts
    languages: Annotated[list[Language], AfterValidator(_with_english)] = Field(examples=[["pt", "en"]])
    checked_until: Day | None = None
    extends: Id | None = None
    calendar: Calendar
    sentencing_age: SentencingAge
    milder_law: MilderLaw | None = None
    review: Review | None = None
    phases: _Phases = Field(default_factory=list)
    programmes_ranked_by: Annotated[list[RankedBy], AfterValidator(_each_criterion_once)] = Field(
        default_factory=lambda: list(RankedBy), min_length=1
    )
    services: Annotated[list[Service], each_once("id")] = Field(default_factory=list)
    not_examined: Annotated[list[NotExamined], each_once("id")] = Field(min_length=1)
    gaps: Annotated[list[Gap], each_once("id")] = Field(default_factory=list)

    @cached_property
    def checkpoints(self) -> Mapping[str, Checkpoint]:
        """Return to which checkpoint each phase leads, in their order."""
        return {phase.phase: Checkpoint(phase.checkpoint) for phase in self.phases}

"""Programmes: alternatives to incarceration, with their stage, approach and separate gates."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, Literal, Self

from pydantic import Field, model_validator

from propengine.law.conditions import ALWAYS, Condition
from propengine.law.durations import DurationText, ExactNumber
from propengine.law.elements import Day, Element, Part, Texts
from propengine.law.sanctions import Force
from propengine.law.stages import Stage
from propengine.law.vocabulary import Speaker

_IN_ORDER: Final = tuple(Stage)


class Approach(StrEnum):
    """The five strategic approaches of CICAD."""

    DECRIMINALIZATION = "decriminalization"
    PROPORTIONALITY = "proportionality"
    DIVERSION = "diversion"
    NON_CUSTODIAL_MEASURES = "non_custodial_measures"
    DIFFERENTIATION = "differentiation"


class TargetGroup(StrEnum):
    """Whom the alternatives of the source documents are for."""

    OWN_USE = "own_use"
    """Possession for own use."""
    MICRO_TRAFFICKING = "micro_trafficking"
    """Non-violent micro-trafficking."""
    LOW_CAPACITY_PRODUCTION = "low_capacity_production"
    """Non-violent production of low capacity."""
    DEPENDENCE = "dependence"
    """Dependence, as a clinician finds it."""


class GateKind(StrEnum):
    """The gates of a programme, reported apart and never merged."""

    LEGAL = "legal"
    CLINICAL = "clinical"
    CONSENT = "consent"
    OPERATIONAL = "operational"


class ProgrammeStatus(StrEnum):
    """What a decision says of a programme."""

    ELIGIBLE = "eligible"
    """Every gate is shown open."""
    OPEN_UNLESS = "open_unless"
    """Open, unless a bar that nobody has stated exists."""
    CONDITIONAL = "conditional"
    """It turns on the sentence that will be imposed."""
    UNDETERMINED = "undetermined"
    """It turns on a fact that nobody has stated."""
    OUTSIDE_GUIDANCE = "outside_guidance"
    """Open only if the court does not follow a range that guides it and does not bind."""
    CLOSED = "closed"
    """A gate is shown closed."""


FINAL_STATUSES: Final = (ProgrammeStatus.ELIGIBLE, ProgrammeStatus.CLOSED)
"""What a programme comes to once everything is stated, and all that a condition may ask of one."""
_FROM_BEST_TO_WORST: Final = tuple(ProgrammeStatus)


def worst(statuses: Iterable[ProgrammeStatus]) -> ProgrammeStatus:
    """Return what gates of some statuses make together."""
    return max(statuses, key=_FROM_BEST_TO_WORST.index)


class Gate(Part):
    """One gate: open where `when` is shown and `unless` is not."""

    when: Condition = ALWAYS
    unless: Condition | None = None


class Term(Part):
    """How long a measure lasts: at a rate of something, or between two durations.

    Attributes:
        rate: units of the measure for one `per` of `of`.
        unit: what is counted, such as hours of work.
        per: the stretch of the sentence that one rate stands for.
        of: the duration fact or checkpoint end that is converted.
        most: no more units than this.
        min: the least duration.
        max: the most duration.
    """

    rate: ExactNumber | None = None
    unit: Texts | None = None
    per: DurationText | None = None
    of: str | None = None
    most: ExactNumber | None = None
    min: DurationText | None = None
    max: DurationText | None = None

    @model_validator(mode="after")
    def _says_how_long(self) -> Self:
        if not self.model_fields_set:
            message = "expected how long it lasts: a rate, or a least or a most"
            raise ValueError(message)
        rated = (self.rate, self.unit, self.per, self.of)
        if any(part is not None for part in rated) and not all(part is not None for part in rated):
            message = "expected rate, unit, per and of together"
            raise ValueError(message)
        return self


class ForceWhere(Part):
    """A stronger or weaker force of a programme in some cases."""

    force: Force
    when: Condition
    unless: Condition | None = None


class Referral(Part):
    """Who refers a person to a programme, and to whom.

    Attributes:
        by: who refers.
        to: whom the person is referred to.
        stage: the stages of the process at which it is done.
    """

    by: list[Speaker] = Field(min_length=1)
    to: Texts
    stage: list[Stage] = Field(min_length=1)


class ProgrammePhase(Part):
    """A phase of a programme; the phases come in order.

    Attributes:
        name: what it is called.
        before_enrolment: it comes before the person is in the programme.
        asks: what the person does in it.
        term: how long it lasts.
    """

    name: Texts
    before_enrolment: bool = False
    asks: list[Texts] = Field(default_factory=list)
    term: Term | None = None


class Programme(Element):
    """An alternative to incarceration.

    Attributes:
        name: its name in words.
        stage: the stages of the process at which it opens; once all have passed, nothing is said of it.
        approach: which of the five approaches it follows.
        mechanism: a standing framework, or a special measure for a time.
        acts_until: of a measure for a time that itself ends on no day: the last day of the acts it reaches.
        origin: what kind of measure brought it in.
        force: whether it is available, presumed, mandatory or to be considered first.
        force_where: cases in which the force is another; the first that holds counts.
        gates: the legal, clinical, consent and operational gates.
        gates_not_recorded: those of which no source that was read says whether there is one.
        conditions: what the person undertakes.
        referrals: who refers to it, at which stages and to whom; what no source says is not recorded.
        instead_of_detention: it takes the place of detention before trial.
        effect: what it does to the case.
        term: how long it lasts.
        phases: its phases, in order.
        completed_by: what completes it: each is asked.
        on_completion: what follows when it is completed.
        on_failure: what follows when it fails.
    """

    name: Texts
    stage: list[Stage] = Field(min_length=1)
    approach: list[Approach] = Field(min_length=1)
    mechanism: Literal["standing", "special_temporary"] = "standing"
    acts_until: Day | None = None
    origin: Literal["political", "legislative", "administrative", "judicial"]
    force: Force = Force.MAY
    force_where: list[ForceWhere] = Field(default_factory=list)
    gates: dict[GateKind, Gate] = Field(min_length=1)
    gates_not_recorded: list[GateKind] = Field(default_factory=list)
    conditions: list[Texts] = Field(default_factory=list)
    referrals: list[Referral] = Field(default_factory=list)
    instead_of_detention: bool = False
    effect: Texts | None = None
    term: Term | None = None
    phases: list[ProgrammePhase] = Field(default_factory=list)
    completed_by: list[Texts] = Field(default_factory=list)
    on_completion: Texts | None = None
    on_failure: Texts | None = None

    @model_validator(mode="after")
    def _acts_of_a_time(self) -> Self:
        if self.acts_until is not None and self.mechanism == "standing":
            message = "expected acts_until of a special_temporary measure alone"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _either_recorded_or_not(self) -> Self:
        both = [kind.value for kind in self.gates_not_recorded if kind in self.gates]
        if both:
            message = f"expected each gate to be recorded or not, found both: {', '.join(both)}"
            raise ValueError(message)
        return self

    def has_passed_at(self, stage: Stage) -> bool:
        """Say whether every stage at which it opens lies before a stage."""
        return max(map(_IN_ORDER.index, self.stage)) < _IN_ORDER.index(stage)

"""Worked cases: facts, the answer that the provision gives, and the derivation; compared field by field.

The file `cases.yaml` of a ruleset is a list of such cases. What a case expects in words only stands under
`told`; such fields are not compared, and a report counts them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    WithJsonSchema,
    model_validator,
)

from propengine.core.ends import End, Range
from propengine.engine.case import Case, Item, RawValue, Standing, StatedFact
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision, MilderVerdict, Status
from propengine.engine.evaluators import Handles
from propengine.engine.outcome import Outcome
from propengine.engine.refusals import CaseRefusedError, Reason
from propengine.engine.serving import Meets, time_served
from propengine.law.amounts import UNIT_CODES
from propengine.law.conduct import Conduct
from propengine.law.durations import Calendar, Duration, DurationText, ExactNumber
from propengine.law.elements import Day, Mark, Part
from propengine.law.faults import Expected
from propengine.law.programmes import ProgrammeStatus
from propengine.law.rules import Classification, Liability
from propengine.law.ruleset import Ruleset
from propengine.law.sanctions import Checkpoint, EndText, Force, WrittenEnd
from propengine.law.stages import Stage
from propengine.notation.faults import Fault, RulesetFaults
from propengine.notation.sources import read_document, unreadable
from propengine.notation.validation import validate
from propengine.verify.ids import ids_of


def _text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Exact = Annotated[str, BeforeValidator(_text, json_schema_input_type=int | str)]
"""An exact number as text, such as 24.9 or 1/3."""


Length = EndText
"""An end of a range of custody as law writes it: `24 m`, `5 y 4 m`, 0, life, none_stated or a rung."""


NO_OFFENCE: Final = "none"
"""What a worked case expects where no offence is shown."""
PASSED: Final = "passed"
"""What a worked case expects of a programme whose stages all lie before that of the case."""


def _two_ends(ends: list[WrittenEnd]) -> list[WrittenEnd]:
    if len(ends) not in {0, 2}:
        raise Expected("the least and the most, or an empty list", f"{len(ends)} entries")
    return ends


Custody = Annotated[list[Length], AfterValidator(_two_ends)]
"""The least and the most; an empty list where there is no custody."""


def _one_of(words: Iterable[str]) -> WithJsonSchema:
    """Let editors know the words; another one is refused where the case is read, as from any caller."""
    return WithJsonSchema({"type": "string", "enum": list(words)})


class WorkedItem(Part):
    """An item of a worked case, as a case of the service has it; amounts are exact numbers.

    Attributes:
        substance: the id of a substance, or another word for it.
        amount: how much; the case leaves it open when absent.
        unit: the [unit](numbers.md) of the amount.
        amount_uncertainty: how much more or less it may be.
        purity_percent: the share of the active principle.
        purity_uncertainty: how much more or less that may be.
        pure: the amount is of the active principle alone.
        mass_of_one: the mass of one piece, where pieces were counted.
        mass_of_one_unit: of that mass.
    """

    substance: str
    amount: Exact | None = None
    unit: Annotated[str, _one_of(UNIT_CODES)] | None = None
    amount_uncertainty: Exact | None = None
    purity_percent: Exact | None = None
    purity_uncertainty: Exact | None = None
    pure: StrictBool = False
    mass_of_one: Exact | None = None
    mass_of_one_unit: Annotated[str, _one_of(UNIT_CODES)] | None = None


class WorkedFacts(Part):
    """The facts of a worked case, as a case of the service states them.

    Attributes:
        offence_date: the day of the offence, or its first day.
        offence_end_date: its last day.
        conviction_date: the day of the conviction.
        sentence_date: the day of the sentence.
        decision_date: the day of the answer.
        stage: the [stage](format.md#stage) of the process.
        conduct: [what the person did](format.md#conduct).
        items: what was held, supplied or carried.
        charge: the id of the offence that is charged.
        facts: the other facts, by name: true or false, a whole number, a word, a length of time, a list of
            words, or a list of records.
        disputed: the names of those that are disputed; all others count as found.
    """

    offence_date: Day
    offence_end_date: Day | None = None
    conviction_date: Day | None = None
    sentence_date: Day | None = None
    decision_date: Day
    stage: Annotated[str, _one_of(Stage)] = "sentencing"
    conduct: Annotated[str, _one_of(Conduct)]
    items: list[WorkedItem] = Field(default_factory=list)
    charge: str | None = None
    facts: dict[str, bool | int | str | list[str] | list[dict[str, bool | int | str]]] = Field(
        default_factory=dict
    )
    disputed: list[str] = Field(default_factory=list)


class ExpectedOutcome(Part):
    """What an outcome must be; a field that is left out is not compared.

    Attributes:
        classification: the comparative class, or undetermined.
        liability: the most severe response.
        offence: the id of the offence; none where no offence is shown.
        provision: the offence's provision.
        charge_barred: whether no charge may be brought.
        checkpoint: the checkpoint at which custody, point and level are compared. Without it, after
            everything that is stated but plea and procedure: what sources mostly give.
        custody: the least and the most at it, as law writes them (`[24 m, 5 y 4 m]`; also life, none_stated
            or a rung); an empty list where there is no custody.
        point: the starting point at it, written likewise.
        programmes: programmes by status, or `passed` where every stage of theirs lies before that of the
            case; those not named are not compared.
        force: the force of programmes.
        mark: the weakest mark.
        level: the level of a point system.
        fines: the fines that are open, each as unit, least and most (the most may be null).
    """

    classification: Classification | Literal["undetermined"] | None = None
    liability: Liability | None = None
    offence: str | None = None
    provision: str | None = None
    charge_barred: StrictBool | None = None
    checkpoint: Checkpoint = Checkpoint.INDIVIDUALISED
    custody: Custody | None = None
    point: Length | None = None
    programmes: dict[ProgrammeStatus | Literal["passed"], list[str]] = Field(default_factory=dict)
    force: dict[str, Force] = Field(default_factory=dict)
    mark: Mark | None = None
    level: StrictInt | None = None
    fines: list[tuple[str, ExactNumber | None, ExactNumber | None]] | None = None

    @property
    def asks(self) -> bool:
        """Say whether some field of the outcome is compared; an empty list asks for no range, or no fine."""
        own = (self.classification, self.liability, self.offence, self.provision, self.charge_barred)
        ranges = (self.custody, self.point, self.level, self.fines)
        stated = any(value is not None for value in (*own, *ranges))
        return stated or any(self.programmes.values()) or bool(self.force)


class Expectation(ExpectedOutcome):
    """What a decision must be: the preferred outcome, the others, and what stands beside them.

    Attributes:
        status: how far the case could be decided.
        outcomes: outcomes that must be shown, each matching in every field given.
        at_checkpoints: further ranges of the preferred outcome, each as its least and its most.
        points_at: its starting points at checkpoints.
        units: how many units of a programme stand for the sentence, exactly, by programme.
        terms: how long a programme lasts, by programme: the least and the most, each of which may be null.
        meets: how the time served stands to the range of the preferred outcome.
        milder_law: what the comparison of laws found.
        applied: the day whose law was applied.
        incomplete: the days whose text is not known, so that the comparison of laws is incomplete.
        compared: the laws that took part, by the day whose law each is, and what each one's outcome must be.
        differs_elsewhere: whether the laws differ in fines or programmes.
        decisive: facts that must be listed as decisive.
        notices: notices of the ruleset that must be told, by id.
        not_told: notices of the ruleset that must not be told.
        windows: programmes that must be reported as not in force.
        refused: the [reason](errors/README.md) of the refusal, instead of an answer.
        none_preferred: no outcome is preferred; every outcome that is asked for stands under `outcomes`.
        gaps: the declared gaps that are named, all of them, where the law is not recorded.
        conclusions: other conclusions and bands, by name.
        told: what the source says in words and nothing compares.
    """

    status: Status | None = None
    outcomes: list[ExpectedOutcome] = Field(default_factory=list)
    at_checkpoints: dict[Checkpoint, Custody] = Field(default_factory=dict)
    points_at: dict[Checkpoint, Length] = Field(default_factory=dict)
    units: dict[str, Exact] = Field(default_factory=dict)
    terms: dict[str, tuple[DurationText | None, DurationText | None]] = Field(default_factory=dict)
    meets: Meets | None = None
    milder_law: MilderVerdict | None = None
    applied: Day | None = None
    incomplete: list[Day] | None = None
    compared: dict[Day, ExpectedOutcome] = Field(default_factory=dict)
    differs_elsewhere: StrictBool | None = None
    decisive: list[str] = Field(default_factory=list)
    notices: list[str] = Field(default_factory=list)
    not_told: list[str] = Field(default_factory=list)
    windows: list[str] = Field(default_factory=list)
    refused: Annotated[str, _one_of(Reason)] | None = None
    none_preferred: StrictBool = False
    gaps: list[str] = Field(default_factory=list)
    conclusions: dict[str, bool | Exact] = Field(default_factory=dict)
    told: dict[str, object] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _compares_an_outcome(self) -> Self:
        others = (*self.outcomes, *self.compared.values())
        if not all(other.asks for other in others):
            message = "expected at least one field of each outcome that is compared"
            raise ValueError(message)
        if not (self.asks_for_preferred or others or self.refused) and self.status not in _WITHOUT_OUTCOME:
            message = (
                "expected at least one field of an outcome (such as offence, custody or programmes), "
                "outcomes, refused, or a status under which there is none"
            )
            raise ValueError(message)
        return self

    @property
    def asks_for_preferred(self) -> bool:
        """Say whether a field of the preferred outcome is asked for."""
        return self.asks or any(getattr(self, name) for name in _OF_PREFERRED)


_WITHOUT_OUTCOME: Final = frozenset({Status.OUT_OF_SCOPE, Status.NOT_RECORDED, Status.UNDETERMINED})
_OF_PREFERRED: Final = frozenset(
    {"at_checkpoints", "points_at", "units", "terms", "meets", "conclusions", "notices", "not_told"}
)


class WorkedCase(Part):
    """One worked case.

    Attributes:
        id: its name.
        case: the facts.
        expect: the answer.
        derivation: how the answer follows from the provision, in words.
        source: the public source.
        origin: whether it was derived from the provision or published.
        independent: false when the case also informed a rule of the ruleset.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    case: WorkedFacts
    expect: Expectation
    derivation: str
    source: str
    origin: Literal["derived", "published_example", "court_decision"] = "derived"
    independent: StrictBool = True


class CaseFile(Part):
    """The file `cases.yaml`.

    Attributes:
        cases: worked cases: facts, the answer that the provision gives, and the derivation.
    """

    cases: list[WorkedCase]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the answer differs from the expectation."""

    case: str
    path: str
    expected: str
    found: str

    def __str__(self) -> str:
        """Return one sentence."""
        return f"{self.case}: {self.path}: expected {self.expected}, found {self.found}"


@dataclass(slots=True)
class Report:
    """What running worked cases found.

    Attributes:
        cases: how many were run.
        compared: how many fields were compared.
        not_compared: how many fields stand in words only.
        differences: the differences.
    """

    cases: int = 0
    compared: int = 0
    not_compared: int = 0
    differences: list[Difference] = field(default_factory=list)

    def check(self, case: str, path: str, expected: object, found: object) -> None:
        """Compare one field."""
        self.compared += 1
        if expected != found:
            self.differences.append(Difference(case, path, str(expected), str(found)))


def load_cases(file: Path) -> list[WorkedCase]:
    """Load a `cases.yaml`.

    Raises:
        RulesetFaults: with every mistake of the file.
    """
    named = f"{file.parent.name}/{file.name}"
    try:
        document = read_document(file, named)
    except OSError as error:
        raise RulesetFaults([unreadable(named, error)]) from None
    faults: list[Fault] = []
    found = validate(CaseFile, document, faults)
    if faults or found is None:
        raise RulesetFaults(faults)
    ids = [case.id for case in found.cases]
    for i, id_ in enumerate(ids):
        if id_ in ids[:i]:
            faults.append(
                document.fault(("cases", i, "id"), f"expected each id once, found {id_!r} twice", id_)
            )
    if faults:
        raise RulesetFaults(faults)
    return found.cases


def run_cases(ruleset: Ruleset, cases: Iterable[WorkedCase], handles: Handles) -> Report:
    """Decide every case and compare it with its expectation."""
    report = Report()
    notices = ids_of(ruleset)["notices"]
    for case in cases:
        report.cases += 1
        for name in set(case.expect.not_told) - notices:
            report.check(case.id, "not_told", "the id of a notice of the ruleset", name)
        report.not_compared += len(case.expect.told)
        _Comparison(case, report, ruleset.jurisdiction.calendar).run(ruleset, handles)
    return report


def engine_case(worked: WorkedCase, jurisdiction: str) -> Case:
    """Return a worked case as the engine takes it."""
    given = worked.case
    facts = {
        name: StatedFact(_raw(value), Standing.DISPUTED if name in given.disputed else Standing.FOUND)
        for name, value in given.facts.items()
    }
    return Case(
        jurisdiction=jurisdiction,
        offence_date=given.offence_date,
        decision_date=given.decision_date,
        stage=given.stage,
        conduct=given.conduct,
        offence_end_date=given.offence_end_date,
        conviction_date=given.conviction_date,
        sentence_date=given.sentence_date,
        items=tuple(Item(**item.model_dump()) for item in given.items),
        charge=given.charge,
        facts=facts,
    )


def _raw(value: object) -> RawValue:
    return tuple(value) if isinstance(value, list) else value  # type: ignore[return-value]  # as the file's model says


class _Comparison:
    """Compares one decision with one expectation."""

    def __init__(self, case: WorkedCase, report: Report, calendar: Calendar) -> None:
        self.case = case
        self.calendar = calendar
        self.expect = case.expect
        self.report = report

    def check(self, path: str, expected: object, found: object) -> None:
        self.report.check(self.case.id, path, expected, found)

    def run(self, ruleset: Ruleset, handles: Handles) -> None:
        try:
            decision = decide(
                engine_case(self.case, ruleset.id),
                ruleset,
                handles,
                with_decisive_sets=bool(self.expect.decisive),
            )
        except CaseRefusedError as error:
            reasons = ", ".join(refusal.reason for refusal in error.refusals)
            self.check(
                "refused", self.expect.refused, f"{reasons} ({error})" if not self.expect.refused else reasons
            )
            return
        if self.expect.refused is not None:
            self.check("refused", self.expect.refused, decision.status.value)
            return
        self._decision(decision)

    def _decision(self, decision: Decision) -> None:
        expect = self.expect
        for name in _OF_DECISION:
            expected = getattr(expect, name)
            if expected is not None:
                self.check(name, expected, _of_decision(decision, name))
        for fact in expect.decisive:
            self.check(
                f"decisive[{fact}]",
                "listed",
                _listed(fact, (s.fact for d in decision.decisive for s in d.statements)),
            )
        for window in expect.windows:
            self.check(f"windows[{window}]", "listed", _listed(window, (w.id for w in decision.windows)))
        self._laws(decision)
        expect = self.expect
        if expect.none_preferred or (
            decision.preferred is None and expect.outcomes and not expect.asks_for_preferred
        ):
            self.check("none_preferred", expect.none_preferred, decision.preferred is None)
        shown = decision.preferred or self._only(decision)
        if shown is not None:
            self._preferred(shown)
        elif expect.asks_for_preferred:
            self.check("preferred", "an outcome", "none is preferred" if decision.outcomes else "no outcome")
        self._outcomes(decision.outcomes)
        named = {gap for outcome in decision.outcomes for gap in outcome.gaps}
        if expect.gaps:
            self.check("gaps", sorted(expect.gaps), sorted(named))

    @staticmethod
    def _only(decision: Decision) -> Outcome | None:
        """Return the one outcome that there is."""
        return decision.outcomes[0] if len(decision.outcomes) == 1 else None

    def _preferred(self, preferred: Outcome) -> None:
        expect = self.expect
        for path, expected, found in _differing(expect, preferred, self.calendar):
            self.check(path, expected, found)
        told = {name for name, _ in preferred.notices}
        for notice in expect.notices:
            self.check(f"notices[{notice}]", "listed", _listed(notice, told))
        for notice in expect.not_told:
            self.check(f"not_told[{notice}]", "not listed", _listed(notice, told))
        for checkpoint, custody in expect.at_checkpoints.items():
            ends = words_of_range(preferred.checkpoints.get(checkpoint))
            self.check(f"at_checkpoints[{checkpoint}]", _written(custody, self.calendar), ends)
        for checkpoint, point in expect.points_at.items():
            (length,) = _written([point], self.calendar)
            self.check(f"points_at[{checkpoint}]", length, _point(preferred.checkpoints.get(checkpoint)))
        units = {verdict.id: _number(preferred.units_of(verdict)) for verdict in preferred.programmes}
        for name, number in expect.units.items():
            self.check(f"units[{name}]", number, units.get(name))
        self._terms(preferred)
        if expect.meets is not None:
            served = time_served(preferred)
            self.check("meets", expect.meets, served.meets if served is not None else None)
        for name, value in expect.conclusions.items():
            self.check(f"conclusions[{name}]", str(value), str(preferred.slots.get(name)))

    def _terms(self, preferred: Outcome) -> None:
        terms = {verdict.id: verdict.programme.term for verdict in preferred.programmes}
        for name, lengths in self.expect.terms.items():
            term = terms.get(name)
            lasts = [self._lasts(length) for length in (term.min, term.max)] if term else None
            self.check(f"terms[{name}]", [self._lasts(length) for length in lengths], lasts)

    def _lasts(self, duration: Duration | None) -> str | None:
        return _length(self.calendar.months(duration)) if duration is not None else None

    def _laws(self, decision: Decision) -> None:
        laws = {law.day: law.outcome for c in decision.comparisons for law in c.candidates}
        for day, compared in self.expect.compared.items():
            self.check(
                f"compared[{day}]", "listed", "listed" if day in laws else f"only {sorted(map(str, laws))}"
            )
            for path, expected, found in (
                _differing(compared, laws[day], self.calendar) if day in laws else ()
            ):
                self.check(f"compared[{day}].{path}", expected, found)

    def _outcomes(self, found: Sequence[Outcome]) -> None:
        for i, other in enumerate(self.expect.outcomes):
            best = min(
                (
                    [f"{p}: {e} / {f}" for p, e, f in _differing(other, c, self.calendar) if e != f]
                    for c in found
                ),
                key=len,
                default=["no other outcome"],
            )
            self.check(f"outcomes[{i}]", [], best)


_OF_DECISION: Final = ("status", "milder_law", "applied", "incomplete", "differs_elsewhere", "mark")
"""Fields of a decision as a whole that an expectation may name."""


def _of_decision(decision: Decision, name: str) -> object:
    milder = decision.comparisons[0] if decision.comparisons else None
    match name:
        case "milder_law":
            return milder.verdict if milder else None
        case "applied":
            return milder.applied if milder else None
        case "incomplete":
            return list(milder.incomplete) if milder else None
        case "differs_elsewhere":
            return milder.differs_elsewhere if milder else None
        case _:
            return getattr(decision, name)


def _listed(name: str, names: Iterable[str]) -> str:
    return "listed" if name in names else "not listed"


def _differing(
    expect: ExpectedOutcome, outcome: Outcome, calendar: Calendar
) -> Iterator[tuple[str, object, object]]:
    """Yield each expected field with what was expected and what was found."""
    if expect.classification is not None:
        yield "classification", str(expect.classification), str(outcome.classification or "undetermined")
    if expect.liability is not None:
        yield "liability", expect.liability, outcome.liability
    if expect.offence is not None:
        yield "offence", expect.offence, outcome.offence_id or NO_OFFENCE
    if expect.provision is not None:
        yield "provision", expect.provision, outcome.offence.provision if outcome.offence else None
    if expect.charge_barred is not None:
        yield "charge_barred", expect.charge_barred, bool(outcome.offence and outcome.offence.charge_barred)
    yield from _differing_sanctions(expect, outcome, calendar)
    told = {verdict.id: verdict for verdict in outcome.programmes}
    statuses = {name: str(verdict.status) for name, verdict in told.items()}
    statuses |= {verdict.id: PASSED for verdict in outcome.passed}
    for status, names in expect.programmes.items():
        for name in names:
            yield f"programmes[{name}]", str(status), statuses.get(name)
    for name, force in expect.force.items():
        yield f"force[{name}]", force, told[name].force.value if name in told else None


def _differing_sanctions(
    expect: ExpectedOutcome, outcome: Outcome, calendar: Calendar
) -> Iterator[tuple[str, object, object]]:
    range_ = outcome.checkpoints.get(expect.checkpoint)
    if expect.custody is not None:
        yield f"custody at {expect.checkpoint}", _written(expect.custody, calendar), words_of_range(range_)
    if expect.point is not None:
        yield f"point at {expect.checkpoint}", _written([expect.point], calendar)[0], _point(range_)
    if expect.level is not None:
        yield f"level at {expect.checkpoint}", expect.level, range_.level if range_ else None
    if expect.fines is not None:
        found = [(fine.fine.unit, *map(_number, fine.shown)) for fine in outcome.fines]
        yield "fines", [(unit, *map(_number, ends)) for unit, *ends in expect.fines], found


def _number(value: object) -> str | None:
    return None if value is None else str(value)


def words_of_range(range_: Range | None) -> list[str]:
    """Return the least and the most of a range in words, such as `5 y 4 m`; nothing where there is none."""
    return [_end(range_.min), _end(range_.max)] if range_ is not None else []


def _point(range_: Range | None) -> str | None:
    return _end(range_.point) if range_ is not None and range_.point is not None else None


def _end(end: End) -> str:
    return end.word or _length(end.months)


def _written(ends: Iterable[WrittenEnd], calendar: Calendar) -> list[str]:
    """Return ends in the words in which those of an answer are shown, whatever units they were written in."""
    return [end.word or _length(calendar.months(end.duration) if end.duration else None) for end in ends]


def _length(months: Fraction | None) -> str:
    """Return a length as `5 y 4 m`; the same months always give the same words."""
    years, rest = divmod(months or Fraction(0), 12)
    parts = [f"{number} {unit}" for number, unit in ((years, "y"), (rest, "m")) if number]
    return " ".join(parts) or "0"

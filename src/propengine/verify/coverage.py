"""Coverage: what of a ruleset its worked cases exercise, and what none of them does.

Nothing is decided here: what holds is the engine's own trace, what is told apart are its own classes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Final

from propengine.core.formulas import leaves_of
from propengine.core.profiles import UNKNOWN, Domain
from propengine.core.slots import of_reading
from propengine.core.statements import KIND_OF, Clause, Role
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision
from propengine.engine.evaluators import Handles
from propengine.engine.intake import dates_of
from propengine.engine.outcome import Outcome
from propengine.engine.refusals import CaseRefusedError
from propengine.engine.runs import Run
from propengine.engine.trace import trace_of
from propengine.law.amounts import MICRO
from propengine.law.conditions import Comparison
from propengine.law.conduct import Conduct
from propengine.law.contents import Contents
from propengine.law.instruments import DateKey
from propengine.law.numerals import legible
from propengine.law.programmes import ProgrammeStatus
from propengine.law.rows import CutRow
from propengine.law.ruleset import LawKey, Ruleset
from propengine.law.tables import BandTable
from propengine.law.vocabulary import FactType
from propengine.notation.files import shown
from propengine.notation.sources import Path_, read_document
from propengine.verify.worked_cases import WorkedCase, engine_case


class Kind(StrEnum):
    """What a worked case may exercise, in the order in which it is told."""

    CONDUCTS = "conducts"
    OFFENCES = "offences"
    """Stood: it held, and nothing set it aside."""
    RULES = "rules"
    """Stood."""
    STEPS = "steps"
    """Stood."""
    READINGS = "readings"
    """Was open."""
    OPTIONS = "options"
    """Was followed in an answer that is shown, while its reading was open."""
    NOTICES = "notices"
    """Was told."""
    PROGRAMMES = "programmes"
    """Was answered."""
    GATES = "gates"
    """Was shown open, and was shown closed: two for each gate."""
    LIMITS = "limits"
    """A number was at the limit of a comparison or at a cut point, and beyond it: two for each."""
    DATES = "dates"
    """Something lies on the first day of a revision, and on the day before: two for each."""
    CLASSES = "classes"
    """A slot was in the class: one for each that some law tells apart."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something of a ruleset that a worked case may exercise.

    Attributes:
        kind: what it is.
        id: of the element; of a revision its instrument and first day; of a class its slot.
        which: what of it: the option, the gate and how it stands, the comparison and the side, the class;
            may be empty.
        file: where it is written, from the folder of rulesets; empty where it stands in no file.
        line: the line there; 0 where it stands in none.
        is_exercised: a worked case does.
    """

    kind: Kind
    id: str
    which: str
    file: str
    line: int
    is_exercised: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the worked cases of a ruleset exercise.

    Attributes:
        cases: how many cases there are.
        refused: how many of them are refused.
        profiles: how many the laws told apart in the answers shown.
        parts: all that they may exercise, in order.
    """

    cases: int
    refused: int
    profiles: int
    parts: Sequence[Part]

    def of(self, kind: Kind) -> Sequence[Part]:
        """Return the parts of one kind."""
        return [part for part in self.parts if part.kind is kind]


_Key = tuple[str, str]
"""The id of an element and what of it."""


@dataclass
class _Seen:
    """What was seen while cases were decided.

    Attributes:
        exercised: what was exercised, by kind.
        limits: every comparison of a number that the laws make, with where its element is written.
        classes: every class that the laws tell apart of a slot that the ruleset's own elements read.
        profiles: what was told apart, by law.
        laws: of each law that was looked at, what it tells apart of what the own elements read.
        refused: how many cases were refused.
    """

    exercised: dict[Kind, set[_Key]] = field(default_factory=lambda: {kind: set() for kind in Kind})
    limits: dict[_Key, Path_] = field(default_factory=dict)
    classes: dict[_Key, None] = field(default_factory=dict)
    profiles: set[tuple[LawKey, tuple[int, ...]]] = field(default_factory=set)
    laws: dict[LawKey, Mapping[str, Domain]] = field(default_factory=dict)
    refused: int = 0


def coverage_of(ruleset: Ruleset, folder: Path, cases: Sequence[WorkedCase], handles: Handles) -> Coverage:
    """Decide every worked case and say what of the ruleset they exercise.

    What a ruleset has from the one that it extends is not counted: the cases of that one answer for it.

    Args:
        ruleset: the ruleset.
        folder: where it is written.
        cases: its worked cases.
        handles: the two readers.
    """
    own = frozenset(child.name for child in shown(folder) if child.is_dir())
    seen = _Seen()
    for case in cases:
        seen.exercised[Kind.CONDUCTS].add((_CONDUCT, case.case.conduct))
        try:
            decision = decide(engine_case(case, ruleset.id), ruleset, handles, with_decisive_sets=False)
        except CaseRefusedError:
            seen.refused += 1
            continue
        for outcome in _shown(decision):
            _look(outcome, own, seen)
    _dates(ruleset, cases, seen)
    parts = tuple(_parts(ruleset, own, seen, _places(folder)))
    return Coverage(len(cases), seen.refused, len(seen.profiles), parts)


def _shown(decision: Decision) -> Iterator[Outcome]:
    """Yield every answer that is shown: the outcomes, and those of the laws that were compared."""
    yield from decision.outcomes
    for comparison in decision.comparisons:
        yield from (law.outcome for law in comparison.candidates)


def _look(outcome: Outcome, own: frozenset[str], seen: _Seen) -> None:
    """Take down what an answer exercises."""
    exercised = seen.exercised
    for run, _ in outcome.runs:
        domains = _domains(run, own, seen)
        for step in trace_of(run):
            kind = _KINDS.get(step.clause.role)
            if kind is not None and step.stands:
                exercised[kind].add((step.clause.id, ""))
            _at_limits(step.clause, run, seen)
        for reading in outcome.open_readings:
            exercised[Kind.READINGS].add((reading, ""))
            exercised[Kind.OPTIONS].add((reading, run.options[reading]))
        seen.profiles.add((run.law.lowered.law.key, run.classes))
        for (slot, domain), class_ in zip(run.law.lowered.domains.items(), run.classes, strict=True):
            if slot in domains:
                exercised[Kind.CLASSES].add((slot, _class_name(domain, class_)))
    for verdict in outcome.programmes:
        exercised[Kind.PROGRAMMES].add((verdict.id, ""))
        for gate in verdict.gates:
            if gate.status in _SHOWN:
                exercised[Kind.GATES].add((verdict.id, f"{gate.gate.kind} {_SHOWN[gate.status]}"))
    exercised[Kind.LIMITS].update(_at_cuts(outcome))


_KINDS: Final[Mapping[Role, Kind]] = {
    Role.OFFENCE: Kind.OFFENCES,
    Role.RULE: Kind.RULES,
    Role.STEP: Kind.STEPS,
    Role.NOTICE: Kind.NOTICES,
}
_SHOWN: Final[Mapping[ProgrammeStatus, str]] = {
    ProgrammeStatus.ELIGIBLE: "open",
    ProgrammeStatus.CLOSED: "closed",
}
_COMPARING: Final = frozenset(
    {*_KINDS, Role.SANCTION, Role.READING, Role.GATE_ASKED, Role.GATE_BARRED, Role.FORCE}
)
"""The clauses that hold the comparisons as they are written; others ask the same in another way."""
_BELOW: Final = frozenset({Comparison.AT_LEAST, Comparison.LESS_THAN})
"""The comparisons that turn below the limit: what lies there is beyond it, and unlike what lies at it."""
_ABOVE: Final = frozenset({Comparison.AT_MOST, Comparison.MORE_THAN})
"""Those that turn above it."""


def _domains(run: Run, own: frozenset[str], seen: _Seen) -> Mapping[str, Domain]:
    """Return what a law tells apart of what its own elements read; each law is looked at once."""
    lowered = run.law.lowered
    found = seen.laws.get(lowered.law.key)
    if found is not None:
        return found
    clauses = [c for level in lowered.clauses for c in level if _owner(c, run) in own]
    apart = {_CONDUCT, *map(of_reading, lowered.as_written)}  # conducts and options are told by themselves
    reads = frozenset(slot for clause in clauses for slot in clause.reads) - apart
    found = {slot: domain for slot, domain in lowered.domains.items() if slot in reads}
    seen.laws[lowered.law.key] = found
    facts = lowered.law.contents.facts
    for slot, domain in found.items():
        is_whole = slot in facts and facts[slot].type is FactType.INTEGER
        classes = (class_ for class_ in range(domain.size) if _can_be(domain, class_, is_whole=is_whole))
        seen.classes |= {(slot, _class_name(domain, class_)): None for class_ in classes}
    for clause in clauses:
        for _, key in _limits(clause):
            seen.limits.setdefault(key, (KIND_OF[clause.role], clause.id))
    return found


def _owner(clause: Clause, run: Run) -> str:
    """Return the instrument of the element that a clause belongs to; of an option, that of its reading."""
    owners = run.law.lowered.law.owners
    keys = [(KIND_OF[clause.role], clause.id), *(("readings", reading) for reading, _ in clause.guard)]
    return next((owners[key].instrument for key in keys if key in owners), "")


def _limits(clause: Clause) -> Iterator[tuple[tuple[str, Comparison, Fraction], _Key]]:
    """Yield each comparison of a number that a clause makes, and what it is called."""
    if clause.role not in _COMPARING:
        return
    for leaf in leaves_of(clause.asked):
        if leaf.comparison in _BELOW | _ABOVE:
            for reference in leaf.references:
                if isinstance(reference, Fraction):
                    which = f"{leaf.slot} {leaf.comparison} {legible(reference)}"
                    yield (leaf.slot, leaf.comparison, reference), (clause.id, which)


def _at_limits(clause: Clause, run: Run, seen: _Seen) -> None:
    """Take down on which side of each limit a number lies, by the classes of its slot."""
    for (slot, comparison, reference), (id_, which) in _limits(clause):
        domain = run.law.lowered.domains[slot]
        class_, limit = domain.classify(run.values.get(slot)), domain.classify(reference)
        if class_ == UNKNOWN:
            continue
        if class_ == limit:
            seen.exercised[Kind.LIMITS].add((id_, f"{which}: {_AT}"))
        elif (class_ < limit) == (comparison in _BELOW):
            seen.exercised[Kind.LIMITS].add((id_, f"{which}: {_BEYOND}"))


def _at_cuts(outcome: Outcome) -> Iterator[_Key]:
    """Yield the cut points of tables at which an amount lies, and those beyond which one lies."""
    tables = outcome.law.contents.tables
    for figure in outcome.figures:
        row = tables[figure.of].rows.get(figure.row) if figure.of in tables else None
        if not isinstance(row, CutRow) or not isinstance(figure.value, Fraction):
            continue
        for cut in row.cuts:
            limit = Fraction(cut.micro, MICRO)
            if figure.value >= limit:
                side = _AT if figure.value == limit else _BEYOND
                yield figure.of, f"{figure.row} {cut.text}: {side}"


_CONDUCT: Final = "conduct"
_AT: Final = "at the limit"
_BEYOND: Final = "beyond it"
_FIRST: Final = "first day"
_EVE: Final = "day before"


def _class_name(domain: Domain, class_: int) -> str:
    """Return what a class of a slot is called."""
    if class_ == UNKNOWN:
        return "not known"
    if domain.members:
        member = domain.members[class_ - 1]
        return member if isinstance(member, str) else str(member).lower()
    low, above = domain.edge(class_, upper=False)
    high, _ = domain.edge(class_, upper=True)
    if low is not None and not above:
        return f"{legible(low)}"
    if low is None:
        return f"below {legible(high)}" if high is not None else "any number"
    return f"above {legible(low)}" + (f" and below {legible(high)}" if high is not None else "")


def _can_be(domain: Domain, class_: int, *, is_whole: bool) -> bool:
    """Say whether a case can be in a class: the stage is always stated, and a count is whole."""
    if class_ == UNKNOWN:
        return domain.slot != "stage"
    if not is_whole or domain.members:
        return True
    low, above = domain.edge(class_, upper=False)
    high, below = domain.edge(class_, upper=True)
    return low is None or high is None or high - low > 1 or not (above or below)


def _dates(ruleset: Ruleset, cases: Iterable[WorkedCase], seen: _Seen) -> None:
    """Take down which first days of revisions, and which days before them, something of a case lies on."""
    days: dict[DateKey, set[date]] = {key: set() for key in DateKey}
    for worked in cases:
        case = engine_case(worked, ruleset.id)
        dates, _ = dates_of(case)
        days[DateKey.OFFENCE].add(case.offence_date)
        for key in DateKey:
            days[key].add(dates.of(key))
    for instrument in ruleset.instruments.values():
        for revision in instrument.revisions:
            for which, day in ((_FIRST, revision.in_force), (_EVE, revision.in_force - timedelta(days=1))):
                if day in days[instrument.date_key]:
                    seen.exercised[Kind.DATES].add((str(revision), which))


_Place = tuple[str, int]


def _places(folder: Path) -> Mapping[Path_, _Place]:
    """Return where each part of an element is first written, whole or by an amendment or an option."""
    found: dict[Path_, _Place] = {}
    for instrument in shown(folder):
        for file in sorted(instrument.glob("*.yaml")) if instrument.is_dir() else ():
            name = f"{folder.name}/{instrument.name}/{file.name}"
            found[(f"{instrument.name}@{file.stem}",)] = (name, 1)
            for path, place in read_document(file, name).places.items():
                start = max((i for i, step in enumerate(path) if step in {"add", "set"}), default=-1)
                found.setdefault(path[start + 1 :], (place.file, place.line))
    return found


def _parts(
    ruleset: Ruleset, own: frozenset[str], seen: _Seen, places: Mapping[Path_, _Place]
) -> Iterator[Part]:
    """Yield all that the cases may exercise, by kind and in the order of the files."""
    listed: dict[Kind, dict[_Key, Path_]] = {kind: {} for kind in Kind}
    listed[Kind.CONDUCTS] = {(_CONDUCT, conduct.value): () for conduct in Conduct}
    for instrument in ruleset.instruments.values():
        for revision in instrument.revisions if instrument.id in own else ():
            listed[Kind.DATES] |= {(str(revision), which): (str(revision),) for which in (_FIRST, _EVE)}
            if revision.contents is not None:
                for kind, key, path in _elements(revision.contents):
                    listed[kind].setdefault(key, path)
    for (id_, which), path in seen.limits.items():
        listed[Kind.LIMITS] |= {(id_, f"{which}: {side}"): path for side in (_AT, _BEYOND)}
    listed[Kind.CLASSES] = dict.fromkeys(seen.classes, ())
    for kind in Kind:
        for key, path in listed[kind].items():
            file, line = _placed(path, places)
            yield Part(kind, *key, file, line, key in seen.exercised[kind])


def _placed(path: Path_, places: Mapping[Path_, _Place]) -> _Place:
    """Return where something is written, or what encloses it; nowhere where it stands in no file."""
    lengths = range(len(path), 0, -1)
    return next((places[path[:length]] for length in lengths if path[:length] in places), ("", 0))


def _elements(contents: Contents) -> Iterator[tuple[Kind, _Key, Path_]]:
    """Yield the elements of a text, and those that options of its readings add, with their paths."""
    for kind, id_ in contents.ids():
        yield from _of_element(kind, id_, getattr(contents, kind)[id_])
    for reading in contents.readings.values():
        for option in reading.options.values():
            for kind, id_, element in option.added():
                yield from _of_element(kind, id_, element)


def _of_element(kind: str, id_: str, element: object) -> Iterator[tuple[Kind, _Key, Path_]]:
    if kind in _ELEMENTS:
        yield _ELEMENTS[kind], (id_, ""), (kind, id_)
    if isinstance(element, BandTable):
        for row_id, row in element.rows.items():
            for cut in row.cuts:
                for side in (_AT, _BEYOND):
                    yield Kind.LIMITS, (id_, f"{row_id} {cut.text}: {side}"), (kind, id_, "rows", row_id)
    for option in getattr(element, "options", ()) if kind == Kind.READINGS else ():
        yield Kind.OPTIONS, (id_, str(option)), (kind, id_, "options", option)
    for gate in getattr(element, "gates", ()) if kind == Kind.PROGRAMMES else ():
        for how in _SHOWN.values():
            yield Kind.GATES, (id_, f"{gate} {how}"), (kind, id_, "gates", gate)


_ELEMENTS: Final[Mapping[str, Kind]] = {
    kind.value: kind
    for kind in (Kind.OFFENCES, Kind.RULES, Kind.STEPS, Kind.READINGS, Kind.NOTICES, Kind.PROGRAMMES)
}

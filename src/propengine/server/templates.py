"""What an answer says of a law whatever the case: made once for each law and copied into every answer.

A copy inside the message library is many times faster than writing the same fields again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from propengine.engine.program import Program
from propengine.core.domains import UNKNOWN, Domain, Leaf, leaves_of
from propengine.law.elements import Language
from propengine.law.programmes import GateKind, Term
from propengine.law.rules import Offence, Presumption
from propengine.law.ruleset import Law, LawKey
from propengine.core.strata import KIND_OF, Conditional, Role
from propengine.server.values import fill_source, fill_text, fill_value, unit_of
from propengine.server.words import APPROACH, BOUND, COMPARISON, GATE_KIND, ROLE, SPEAKER, STAGE
from propengine.v1 import decision_pb2, programme_pb2, trace_pb2


@dataclass(frozen=True, slots=True)
class SlotReads:
    """Where the trace reads a slot.

    Attributes:
        slot: which.
        unit: what a number there counts.
        domain: the classes of its values.
        places: the step, the test in it, and the classes in which that test holds, as a bit mask.
    """

    slot: str
    unit: str
    domain: Domain
    places: tuple[tuple[int, int, int], ...]


_NOTHING_KNOWN: Final = 1 << UNKNOWN


class LawTemplates:
    """The parts of answers that only the law decides.

    Attributes:
        law: the law.
        trace: an outcome that holds every step of the trace, as it is when nothing is known.
        conditions: the conditions behind those steps.
        reads: where they read what.
        programmes: the programmes, by id.
        offences: the offences, by id.
        decisive: what is said of each fact when it is decisive, by name.
        names: what things are called, by `kind/id`.
    """

    def __init__(self, law: Law, program: Program) -> None:
        """Write them."""
        self.law = law
        self._units = {slot: unit_of(law, slot) for slot in program.strata.domains}
        self.trace = decision_pb2.Outcome()
        self.conditions = [condition for level in program.levels for condition in level.conditions]
        for number, level in enumerate(program.levels):
            for condition in level.conditions:
                self._fill_step(self.trace.trace.add(level=number), condition)
        self.reads = tuple(self._reads(program.strata.domains))
        self.programmes = {name: self._programme(name) for name in law.contents.programmes}
        self.offences = {name: self._offence(name) for name in law.contents.offences}
        self.decisive = {name: self._decisive(name) for name in law.contents.facts}
        self.names = {element: _name(element, texts) for element, texts in self._texts() if texts}

    def unit(self, slot: str) -> str:
        """Return what a number in a slot counts."""
        unit = self._units.get(slot)
        if unit is None:
            unit = self._units[slot] = unit_of(self.law, slot)
        return unit

    def _reads(self, domains: Mapping[str, Domain]) -> Iterator[SlotReads]:
        places: dict[str, list[tuple[int, int, int]]] = {slot: [] for slot in domains}
        for i, condition in enumerate(self.conditions):
            for j, leaf in enumerate(leaves_of(condition.formula)):
                allowed = domains[leaf.slot].allowed(leaf)
                places[leaf.slot].append((i, j, allowed))
                self.trace.trace[i].reads[j].holds = bool(allowed & _NOTHING_KNOWN)
        for slot, of_slot in places.items():
            yield SlotReads(slot, self.unit(slot), domains[slot], tuple(of_slot))

    def _fill_step(self, step: trace_pb2.TraceStep, condition: Conditional) -> None:
        contents = self.law.contents
        step.role, step.id, step.part = ROLE[condition.role], condition.id, condition.part
        kind = KIND_OF[condition.role]
        fill_source(step.source, self.law, kind, condition.id)
        for leaf in leaves_of(condition.formula):
            self._fill_read(step.reads.add(), leaf)
        match condition.role:
            case Role.RULE:
                rule = contents.rules[condition.id]
                step.concludes = rule.variable
                fill_presumption(step.presumption, rule.presumption)
            case Role.OFFENCE:
                fill_presumption(step.presumption, contents.offences[condition.id].presumption)
            case Role.COUNTED:
                step.source.provision = contents.facts[condition.id].provision or ""
            case Role.SANCTION:
                self._fill_sanction_source(step, contents.offences[condition.id], int(condition.part))
            case _:
                pass

    def _fill_sanction_source(self, step: trace_pb2.TraceStep, offence: Offence, position: int) -> None:
        leaf = offence.sanction.leaves()[position] if offence.sanction else None
        part = (leaf.fine or leaf.response) if leaf else None
        if part is not None:
            fill_source(step.source, self.law, "offences", step.id, part.mark, part.provision)

    def _fill_read(self, read: trace_pb2.Read, leaf: Leaf) -> None:
        read.subject = leaf.slot
        read.comparison = COMPARISON[leaf.comparison]
        read.bound = BOUND[leaf.bound]
        for reference in leaf.references:
            fill_value(read.constants.add(), reference, self.unit(leaf.slot))

    def _offence(self, name: str) -> decision_pb2.Offence:
        offence = self.law.contents.offences[name]
        message = decision_pb2.Offence(
            id=name, charge_barred=offence.charge_barred, other_law=offence.other_law or ""
        )
        fill_text(message.name, offence.name)
        fill_source(message.source, self.law, "offences", name)
        owner = self.law.owners.get(("offences", name))
        message.citation = owner.header.citation if owner is not None else ""
        fill_presumption(message.presumption, offence.presumption)
        return message

    def _decisive(self, name: str) -> decision_pb2.DecisiveFact:
        fact = self.law.contents.facts[name]
        message = decision_pb2.DecisiveFact(fact=name, provision=fact.provision or "")
        fill_text(message.question, fact.question)
        message.stated_by.extend(SPEAKER[speaker] for speaker in fact.stated_by)
        return message

    def _texts(self) -> Iterator[tuple[str, Mapping[Language, str] | None]]:
        """Yield what things are called."""
        contents = self.law.contents
        yield from ((f"facts/{name}", fact.question) for name, fact in self.law.statable.items())
        for kind in ("substances", "offences", "programmes"):
            yield from ((f"{kind}/{name}", element.name) for name, element in getattr(contents, kind).items())
        for name, reading in (self.law.written or self.law).contents.readings.items():
            yield f"readings/{name}", reading.question
            yield from ((f"readings/{name}/{id_}", option.says) for id_, option in reading.options.items())

    def _programme(self, name: str) -> programme_pb2.Programme:
        programme = self.law.contents.programmes[name]
        message = programme_pb2.Programme(id=name, mechanism=programme.mechanism, origin=programme.origin)
        fill_text(message.name, programme.name)
        message.stages.extend(STAGE[stage] for stage in programme.stage)
        message.approaches.extend(APPROACH[approach] for approach in programme.approach)
        fill_source(message.source, self.law, "programmes", name)
        for condition in programme.conditions:
            fill_text(message.conditions.add(), condition)
        for field, texts in (
            (message.effect, programme.effect),
            (message.on_completion, programme.on_completion),
            (message.on_failure, programme.on_failure),
        ):
            fill_text(field, texts)
        for kind in programme.gates:
            message.gates.add(kind=GATE_KIND[GateKind(kind)])
        if programme.term is not None:
            _fill_term(message.term, programme.term)
        return message


def _name(element: str, texts: Mapping[Language, str]) -> decision_pb2.Name:
    name = decision_pb2.Name(element=element)
    fill_text(name.text, texts)
    return name


def fill_presumption(target: trace_pb2.Presumption, presumption: Presumption | None) -> None:
    """Write that something is presumed, where it is."""
    if presumption is not None:
        target.rebuttable = presumption.rebuttable
        target.burden = presumption.burden


def _fill_term(target: programme_pb2.Term, term: Term) -> None:
    fill_text(target.unit, term.unit)
    for name in ("rate", "per", "of", "most", "min", "max"):
        value = getattr(term, name)
        if value is not None:
            setattr(target, name, str(value))


_MOST_LAWS: Final = 512
_KNOWN: Final[dict[LawKey, LawTemplates]] = {}


def templates_of(law: Law, program: Program) -> LawTemplates:
    """Return the templates of a law."""
    known = _KNOWN.get(law.key)
    if known is None:
        if len(_KNOWN) >= _MOST_LAWS:
            _KNOWN.clear()
        known = _KNOWN[law.key] = LawTemplates(law, program)
    return known

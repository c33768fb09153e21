"""What an answer says of a law whatever the case: made once for a law, readings and languages.

A copy inside the message library is many times faster than writing the same fields again.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from propengine.contract.enums import SPEAKER
from propengine.contract.languages import Written, languages_written
from propengine.contract.presumptions import fill_presumption
from propengine.contract.programmes import fill_programme
from propengine.contract.subjects import named_in_trace
from propengine.contract.traces import TraceTemplate
from propengine.contract.values import fill_source, fill_text, unit_of
from propengine.engine.bounded import Bounded
from propengine.engine.compiled import CompiledLaw
from propengine.law.elements import Language
from propengine.law.ruleset import Law
from propengine.v1 import decision_pb2, programme_pb2

_NAMED: Final = (
    "substances",
    "groupings",
    "tables",
    "measures",
    "offences",
    "ranges",
    "steps",
    "programmes",
)
_WORDED: Final = ("facts", "groupings", "tables", "ladders")


class LawTemplates:
    """The parts of answers that only the law decides.

    Attributes:
        law: the law, under options of its readings.
        trace: every step of the trace, as it is while nothing is known.
        programmes: the programmes, by id.
        offences: the offences, by id.
        decisive: what is said of each fact when it is decisive, by name.
        names: what things are called, by `kind/id`.
        traced: of those, what the trace may speak of.
        traced_unnamed: what it may speak of and another law may have a name for.
    """

    def __init__(self, law: Law, compiled: CompiledLaw) -> None:
        """Write those of a law under options of its readings."""
        self.law = law
        options = {**compiled.lowered.as_written, **dict(law.readings)}
        self.trace = TraceTemplate(law, compiled.lowered, options)
        self.programmes = {name: self._programme(name) for name in law.contents.programmes}
        self.offences = {name: self._offence(name) for name in law.contents.offences}
        self.decisive = {name: self._decisive(name) for name in law.contents.facts}
        self.names = {element: _name(element, texts) for element, texts in self._texts() if texts}
        traced = dict.fromkeys(named_in_trace(self.trace))
        self.traced = {element: self.names[element] for element in traced if element in self.names}
        self.traced_unnamed = tuple(element for element in traced if element not in self.names)
        self._units: dict[str, str] = {}

    def unit(self, slot: str) -> str:
        """Return what a number in a slot counts."""
        unit = self._units.get(slot)
        if unit is None:
            unit = self._units[slot] = unit_of(self.law, slot)
        return unit

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
        fill_text(message.note, offence.note)
        return message

    def _decisive(self, name: str) -> decision_pb2.DecisiveFact:
        fact = self.law.contents.facts[name]
        message = decision_pb2.DecisiveFact(fact=name, provision=fact.provision or "")
        fill_text(message.question, fact.question)
        message.stated_by.extend(SPEAKER[speaker] for speaker in fact.stated_by)
        return message

    def _texts(self) -> Iterator[tuple[str, Mapping[Language, str] | None]]:
        """Yield what things are called: elements, and the words that they may be."""
        contents = self.law.contents
        yield from ((f"facts/{name}", fact.name or fact.question) for name, fact in self.law.statable.items())
        for kind in _NAMED:
            yield from ((f"{kind}/{name}", element.name) for name, element in getattr(contents, kind).items())
        for kind in _WORDED:
            for name, element in getattr(contents, kind).items():
                yield from ((f"{kind}/{name}/{word}", texts) for word, texts in element.words.items())
        for rungs in contents.rungs.values():
            yield from ((f"rungs/{rung}", texts) for rung, texts in rungs.words.items())
        yield from ((f"phases/{phase.phase}", phase.name) for phase in self.law.jurisdiction.phases)
        for name, reading in self.law.as_written.contents.readings.items():
            yield f"readings/{name}", reading.question
            yield from ((f"readings/{name}/{id_}", option.says) for id_, option in reading.options.items())

    def _programme(self, name: str) -> programme_pb2.Programme:
        message = programme_pb2.Programme()
        fill_programme(message, name, self.law.contents.programmes[name])
        fill_source(message.source, self.law, "programmes", name)
        return message


def _name(element: str, texts: Mapping[Language, str]) -> decision_pb2.Name:
    name = decision_pb2.Name(element=element)
    fill_text(name.text, texts)
    return name


_MOST_OPTIONS: Final = 64
_BYTES: Final = 220_000
"""So much memory the templates of one law under some options take, most of it in the message library."""


class TemplatesOfLaw:
    """The templates of one law made ready, under the options that were asked for; they go when it goes.

    Attributes:
        known: by the law under the options, and the languages.
    """

    def __init__(self, compiled: CompiledLaw) -> None:
        """Start with none."""
        self._compiled = compiled
        self.known: Bounded[tuple[str, Written], LawTemplates] = Bounded(_MOST_OPTIONS, _BYTES)

    def of(self, law: Law) -> LawTemplates:
        """Return the templates of the law under options of its readings, in the languages of the answer."""
        key = (law.key, languages_written())
        known = self.known.get(key)
        if known is None:
            known = self.known[key] = LawTemplates(law, self._compiled)
        return known


def templates_of(law: Law, compiled: CompiledLaw) -> LawTemplates:
    """Return what answers say of a law whatever the case.

    Args:
        law: under options of its readings.
        compiled: the same made ready, with all options.
    """
    return compiled.kept(TemplatesOfLaw).of(law)

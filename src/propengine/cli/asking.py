"""A case put together by questions: what every case has, then what would change the answer, one by one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Final, TypeVar

from propengine.cli.person import InputEndedError, Person, UnreadError, chosen, listed
from propengine.cli.typed import ASKED, Options, expected_of, options_of, read_amount, read_day, read_fact
from propengine.contract.application import Application, View
from propengine.contract.enums import CONDUCT, STAGE
from propengine.contract.facts import fill_fact
from propengine.contract.languages import Asked
from propengine.contract.listing import describe_facts
from propengine.contract.values import fill_date
from propengine.contract.violations import RequestRefusedError
from propengine.explain.ids import CONDUCT as CONDUCTS, STAGE as STAGES
from propengine.explain.telling import humanised
from propengine.law.conduct import Conduct
from propengine.law.elements import Language
from propengine.law.faults import near_miss
from propengine.law.stages import Stage
from propengine.v1 import case_pb2, decision_pb2, fact_pb2, ruleset_service_pb2

_Answer = TypeVar("_Answer")
_FINDING: Final = decision_pb2.QUESTION_FINDING


class _StoppedError(Exception):
    """The person stopped before there was a case to answer."""


@dataclass(slots=True)
class Asking:
    """One case under one jurisdiction, as far as it is told.

    Attributes:
        person: who is asked.
        application: the rulesets.
        case: what is stated so far.
        decision: the answer to it, once there is one.
        unknown: the facts that the person does not know.
    """

    person: Person
    application: Application
    case: case_pb2.Case
    decision: decision_pb2.Decision = field(default_factory=decision_pb2.Decision)
    unknown: set[str] = field(default_factory=set)

    def run(self) -> bool:
        """Ask until nothing more would change the answer, or the person stops; say whether there is one.

        Raises:
            RequestRefusedError: what every case has is refused.
        """
        try:
            self._begin()
        except (InputEndedError, _StoppedError):
            return False
        self.decision = self._decided()
        say = self.person.phrases.say
        self.person.tell(say("ask.how-to-answer"))
        self.person.tell(self._asked_all())
        return True

    def _asked_all(self) -> str:
        """Ask for one fact after another, and return why no more is asked."""
        say = self.person.phrases.say
        try:
            while (fact := self._next()) is not None:
                if not self._asked(fact):
                    return say("ask.stopped")
        except InputEndedError:
            return say("ask.input-ended")
        return say("ask.all-asked")

    def _begin(self) -> None:
        """Ask what every case has."""
        say = self.person.phrases.say
        law = self._law()
        while law is None:
            law = self._law()
        stage = self._one_of(say("ask.stage"), [(str(word), say(STAGES[n])) for word, n in STAGE.items()])
        conduct = self._one_of(
            say("ask.conduct"), [(str(word), say(CONDUCTS[n])) for word, n in CONDUCT.items()]
        )
        self.case.stage = STAGE[Stage(stage)]
        self.case.conduct = CONDUCT[Conduct(conduct)]
        while (substance := self._substance(law)) is not None:
            self._item(substance)

    def _day(self, question: str, first: date | None = None) -> date:
        say = self.person.phrases.say
        expected = say("ask.expected-day")
        if first is not None:
            expected = say("ask.expected-day-not-before", day=first)

        def read(text: str) -> date:
            day = read_day(text)
            if first is not None and day < first:
                raise UnreadError
            return day

        return _needed(self.person.ask(question, expected, read))

    def _law(self) -> ruleset_service_pb2.DescribeFactsResponse | None:
        """Ask for the dates, and return what a case may state then; None, told, where there is no law."""
        say = self.person.phrases.say
        offence = self._day(say("ask.offence-day"))
        decision = self._day(say("ask.decision-day"), offence)
        fill_date(self.case.offence_date, offence)
        fill_date(self.case.decision_date, decision)
        request = ruleset_service_pb2.DescribeFactsRequest(
            jurisdiction=self.case.jurisdiction,
            offence_date=self.case.offence_date,
            decision_date=self.case.decision_date,
        )
        try:
            return describe_facts(self.application, request)
        except RequestRefusedError as error:
            self._tell(error)
            return None

    def _one_of(self, question: str, options: Options) -> str:
        expected = self.person.phrases.say("ask.expected-one-of-list")
        return _needed(self.person.ask(question, expected, partial(chosen, options), listed(options)))

    def _substance(self, law: ruleset_service_pb2.DescribeFactsResponse) -> fact_pb2.Substance | None:
        say, phrases = self.person.phrases.say, self.person.phrases
        known: dict[str, fact_pb2.Substance] = {}
        for substance in law.substances:
            names = [getattr(substance.name, field.name) for field in substance.name.DESCRIPTOR.fields]
            for name in (*names, *substance.aliases):
                known.setdefault(name.casefold(), substance)
        known |= {substance.id: substance for substance in law.substances}
        known.pop("", None)

        def read(text: str) -> fact_pb2.Substance:
            found = known.get(text.casefold())
            if found is not None:
                return found
            near = near_miss(text.casefold(), known)
            if near is not None:
                self.person.tell(say("ask.did-you-mean", near=phrases.said(known[near].name)))
            raise UnreadError

        question = say("ask.substance")
        every = "; ".join(phrases.said(one.name) for one in law.substances)
        return self.person.ask(question, say("ask.expected-substance"), read, [every])

    def _item(self, substance: fact_pb2.Substance) -> None:
        say = self.person.phrases.say
        units = ", ".join(substance.unit_codes)
        expected = say("ask.expected-amount", units=units)
        question = say("ask.amount", substance=self.person.phrases.said(substance.name))
        amount = _needed(self.person.ask(question, expected, read_amount))
        item = self.case.items.add(substance=substance.id)
        if all(amount):
            item.amount, item.unit = amount

    def _decided(self) -> decision_pb2.Decision:
        decision = decision_pb2.Decision()
        languages = Asked((Language(self.person.phrases.language),))
        self.application.evaluate(self.case, decision, View(languages=languages))
        return decision

    def _next(self) -> fact_pb2.Fact | None:
        """Return the fact to ask for: by rank, those that have a question first."""
        known = self.application.rulesets[self.case.jurisdiction].statable
        names = [name for name in _open(self.decision) if name in known and name not in self.unknown]
        for name in sorted(dict.fromkeys(names), key=lambda name: not known[name].is_asked):
            fact = fact_pb2.Fact(name=name)
            fill_fact(fact, known[name])
            if name not in self.case.facts and fact.type in ASKED:
                return fact
        return None

    def _asked(self, fact: fact_pb2.Fact) -> bool:
        """Ask for a fact and answer the case anew; say whether the person goes on."""
        say, phrases = self.person.phrases.say, self.person.phrases
        question = phrases.said(fact.question) or say(
            "decisive.conclusion", name=phrases.said(fact.called) or humanised(fact.name)
        )
        options = options_of(fact, phrases)
        below = [f"– {phrases.said(factor)}" for factor in fact.factors]
        below += listed(options) if fact.members else []
        provision = f" [{fact.provision}]" if fact.provision else ""
        read = partial(read_fact, fact, options)
        value = self.person.ask(f"{question}{provision}", expected_of(fact, phrases), read, below)
        if value is None:
            return False
        if value.WhichOneof("kind") is None:
            self.unknown.add(fact.name)
            return True
        self.case.facts[fact.name].CopyFrom(value)
        try:
            self.decision = self._decided()
        except RequestRefusedError as error:
            self._tell(error)
            del self.case.facts[fact.name]
        return True

    def _tell(self, error: RequestRefusedError) -> None:
        for violation in error.violations:
            self.person.tell(f"{violation.path}: {violation.message}")


def _open(decision: decision_pb2.Decision) -> Iterator[str]:
    """Yield the facts that would change an answer: the decisive ones by rank, then open findings."""
    sets = [one for outcome in decision.outcomes for one in outcome.decisive_sets]
    for one in sorted(sets, key=lambda one: one.rank):
        yield from (fact.fact for fact in one.facts)
    for outcome in decision.outcomes:
        for way in outcome.ways:
            for condition in way.conditions:
                if condition.question == _FINDING:
                    yield condition.id


def _needed(answer: _Answer | None) -> _Answer:
    """Return an answer that every case needs.

    Raises:
        _StoppedError: it is an empty line.
    """
    if answer is None:
        raise _StoppedError
    return answer

"""Hinges: the search for decisive sets.

A statement can matter only where it turns a clause or is read beside one; where it does, the case is decided
again from there. What changes is then shown by deciding the whole case again, under every law that takes
part.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

from propengine.engine.answers import answer_of
from propengine.engine.applying import Comparison, not_contradicted
from propengine.engine.choosing import REFUSED_COMPLETIONS, StillWanted, TooManyStatesError
from propengine.engine.decisive import DecisiveSet
from propengine.engine.kinds import Found, Kinds, KindsOfLaw, Place
from propengine.engine.outcome import Outcome
from propengine.engine.pairs import Brought
from propengine.engine.refining import Overturned, overturned
from propengine.engine.refusals import CaseRefusedError
from propengine.engine.statables import Statement, statables_of
from propengine.engine.stating import Stating
from propengine.engine.taking_back import TakingBack
from propengine.engine.turning import Turned, live_in, turned_in
from propengine.engine.witnesses import mains_of, witness_of
from propengine.law.vocabulary import FactType

if TYPE_CHECKING:
    from propengine.core.slots import SlotValue

MOST_STATES_FOR_PAIRS: Final = 24
"""With more states than this, decisive facts are looked for one at a time."""
_WORDS: Final = frozenset({FactType.BOOLEAN, FactType.ENUM})
_Key: TypeAlias = tuple[tuple[str, str], ...]


class Hinges:
    """What the answer to a case hinges on: found for it, or known from a case of its kind.

    Cases that the laws do not tell apart have the same: what was found for one is shown for the next.
    """

    def __init__(
        self, comparisons: Sequence[Comparison], outcomes: Sequence[Outcome], still_wanted: StillWanted
    ) -> None:
        """Take the case; nothing is looked for before somebody asks.

        Args:
            comparisons: the laws as they apply in each world.
            outcomes: of the decision.
            still_wanted: called now and then; what it raises stops the work.
        """
        self._case = comparisons, outcomes, still_wanted
        self._kinds = Kinds(comparisons)
        law = self._kinds.places[0].state.run.law
        self._kept = law.kept(KindsOfLaw).of(self._kinds.of_case)
        self._outcome_of = {id(run): outcome for outcome in outcomes for run, _ in outcome.runs}

    def settled(self) -> Mapping[int, Outcome]:
        """Return, by identity, the outcomes of which something that nobody has stated overturns a gate."""
        if self._kept.overturned is None:
            self._kept.overturned = self._search.overturned()
        found: dict[int, Outcome] = {}
        for place, gate in self._kept.overturned:
            outcome = self._shown(place)
            known = found.get(id(outcome), outcome)
            found[id(outcome)] = replace(known, overturned=(*known.overturned, gate))
        return found

    def sets(self) -> tuple[DecisiveSet, ...]:
        """Return the decisive sets: what leads to an offence, what changes the main part, the others."""
        if self._kept.sets is None:
            self._kept.sets = self._search.sets()
        return tuple(one.of(self._shown(one.place)) for one in self._kept.sets)

    @property
    def are_singly(self) -> bool:
        """Say whether there are too many states to look for pairs."""
        return len(set(self._kinds.kinds)) > MOST_STATES_FOR_PAIRS

    @cached_property
    def _search(self) -> "_Search":
        return _Search(*self._case, self._kinds, singly=self.are_singly)

    def _shown(self, place: int) -> Outcome:
        return self._outcome_of[id(self._kinds.places[place].state.run)]


class _Search:
    """Looks for what a case hinges on."""

    def __init__(
        self,
        comparisons: Sequence[Comparison],
        outcomes: Sequence[Outcome],
        still_wanted: StillWanted,
        kinds: Kinds,
        *,
        singly: bool,
    ) -> None:
        """Take the laws as they apply in each world, the outcomes that are shown, and the kinds of states."""
        self.comparisons = comparisons
        self.still_wanted = still_wanted
        self.singly = singly
        self.shown = {id(run) for outcome in outcomes for run, _ in outcome.runs}
        self.mains = mains_of(comparisons)
        self.places = kinds.places
        self.place_of = {id(place.state.run): i for i, place in enumerate(self.places)}
        first: dict[object, Place] = {}
        for place, kind in zip(self.places, kinds.kinds, strict=True):
            first.setdefault(kind, place)
        self.each_kind = tuple(first.values())
        self.alike = {
            id(place.state): first[kind] for place, kind in zip(self.places, kinds.kinds, strict=True)
        }
        self.statables = {id(place): statables_of(place.state.run) for place in self.each_kind}
        self.main: dict[frozenset[str], Found] = {}
        self.aside: dict[str, Found] = {}
        self._live: dict[int, tuple[Turned, ...]] = {}

    def overturned(self) -> tuple[tuple[int, Overturned], ...]:
        """Return the gates of what is shown that something stated would overturn, with its place."""
        found: dict[tuple[int, Overturned], None] = {}
        for place in self.each_kind:
            before = place.state.run
            if id(before) not in self.shown:
                continue
            for one in self._taking_back(place):
                if one.run is not None and not one.changes_main:
                    gates = overturned(before, one.run, one.statements[0].fact)
                    found |= dict.fromkeys((self.place_of[id(before)], gate) for gate in gates)
        return tuple(found)

    def _taking_back(self, place: Place) -> Iterable[Turned]:
        """Return what may take back what is shown of a programme in a state, and perhaps more."""
        if id(place) in self._live:
            return self._live[id(place)]
        self.still_wanted()
        run = place.state.run
        taking_back = run.law.kept(TakingBack)
        return live_in(place, taking_back.may_take_back(run, self.statables[id(place)].of(run)))

    def live(self, place: Place) -> tuple[Turned, ...]:
        """Return what turns something in a state; it is looked for once."""
        if id(place) not in self._live:
            self.still_wanted()
            run = place.state.run
            self._live[id(place)] = tuple(live_in(place, self.statables[id(place)].of(run)))
        return self._live[id(place)]

    def sets(self) -> tuple[Found, ...]:
        """Return every decisive set: what leads to an offence comes first, then what a person can answer."""
        self._look()
        main = sorted(
            self.main.values(),
            key=lambda found: (
                not self._leads_to_an_offence(found),
                self._is_unasked(found),
                len(found.statements),
            ),
        )
        alone = {fact for facts in self.main if len(facts) == 1 for fact in facts}
        aside = [found for fact, found in self.aside.items() if fact not in alone]
        return (*main, *sorted(aside, key=self._is_unasked))

    def _is_unasked(self, found: Found) -> bool:
        """Say whether it states something of which nobody is asked: it follows from other facts."""
        statable = self.places[found.place].state.run.law.lowered.law.statable
        facts = [statable.get(statement.fact) for statement in found.statements]
        return not all(fact is not None and fact.is_asked for fact in facts)  # none: a band of another day

    def _has_offence(self, found: Found) -> bool:
        return self.places[found.place].state.run.offence_id is not None

    def _leads_to_an_offence(self, found: Found) -> bool:
        return found.after.offence_id is not None and not self._has_offence(found)

    def _look(self) -> None:
        """Look for every decisive set, in one state of each kind."""
        self._judge(turned for place in self.each_kind for turned in self.live(place))
        self._judge_concluded()
        if not self.singly:
            pairs: list[Turned] = []
            for place in self.each_kind:
                brought = Brought(place.state.run, self.statables[id(place)], self.live(place))
                pairs += self._pairs(place, brought)
            self._judge(pairs)

    def _judge(self, found: Iterable[Turned]) -> None:
        """Keep what is decisive of some sets of statements, each as it turns every state."""
        by_key: dict[_Key, list[Turned]] = {}
        for turned in found:
            if turned.run is None and not turned.is_contradicted:
                continue
            key = tuple((statement.fact, str(statement.value)) for statement in turned.statements)
            by_key.setdefault(key, []).append(turned)
        for of_key in by_key.values():
            if any(turned.may_change_main for turned in of_key):
                self._judge_main(of_key[0].statements, of_key)
            if len(of_key[0].statements) == 1:
                self._judge_aside(of_key)

    def _judge_main(self, statements: tuple[Statement, ...], turned: Sequence[Turned]) -> None:
        """Decide the case again with something stated, and keep it if the main part changes."""
        facts = frozenset(statement.fact for statement in statements)
        known = self.main.get(facts)
        if known is not None and (self._leads_to_an_offence(known) or self._has_offence(known)):
            return
        again = self._again(statements, turned)
        if not again or mains_of(again) == self.mains:
            return
        witness = witness_of(self.comparisons, again, facts)
        if witness is None or id(witness.before) not in self.shown:
            return
        found = Found(statements, self.place_of[id(witness.before)], answer_of(witness.after), main=True)
        if known is None or self._leads_to_an_offence(found):
            self.main[facts] = found

    def _judge_concluded(self) -> None:
        """Keep what states conclude otherwise, where stating it would rule some of them out.

        Where some conclude nothing, a word that none of them concludes rules out all others.
        """
        law = self.places[0].law.law.choices
        for fact, of in sorted(law.law.lowered.law.statable.items()):
            concluded = [place.state.run.values.get(fact) for place in self.each_kind]
            values = set(concluded)
            is_axis = fact in law.law.lowered.law.findings
            stated = law.intake.slots.get(fact) is not None
            if is_axis or stated or of.type not in _WORDS or len(values) == 1:
                continue
            words: set[SlotValue] = set(of.members or (True, False)) if None in values else set()
            others = words - values
            for value in (*sorted(values - {None}, key=str), *sorted(others, key=str)):
                if value in others and frozenset({fact}) in self.main:
                    break
                statement = Statement(fact, value, {fact: value})
                turned = [
                    Turned((statement,), place, {}, place.state.run)
                    for place, own in zip(self.each_kind, concluded, strict=True)
                    if own == value
                ]
                self._judge_main((statement,), turned)

    def _judge_aside(self, turned: Sequence[Turned]) -> None:
        """Keep a fact that changes programmes, or what may be imposed, of an outcome that is shown."""
        for one in turned:
            fact, before = one.statements[0].fact, one.place.state.run
            if one.run is None or id(before) not in self.shown or one.changes_main:
                continue
            if fact in self.aside or one.run.same_answer(before):
                continue
            place = self.place_of[id(before)]
            self.aside[fact] = Found(one.statements, place, answer_of(one.run), main=False)

    def _again(
        self, statements: tuple[Statement, ...], turned: Sequence[Turned]
    ) -> tuple[Comparison, ...] | None:
        """Return the laws as they apply with something stated; None where such a case would be refused.

        A world that what is stated contradicts falls away.
        """
        again = Stating(statements, {id(one.place.state): one for one in turned}, self.alike)
        comparisons = {id(comparison.world): comparison for comparison in self.comparisons}
        worlds = [comparison.world for comparison in self.comparisons]
        try:
            return tuple(not_contradicted(worlds, lambda world: again.compared(comparisons[id(world)])))
        except (CaseRefusedError, TooManyStatesError, *REFUSED_COMPLETIONS):
            return None

    def _pairs(self, place: Place, brought: "Brought") -> Iterator[Turned]:
        """Yield the pairs of statements that change the main part of a state together, and neither alone."""
        tried: set[tuple[int, int]] = set()
        for first, second in brought.pairs():
            facts = frozenset({first.fact, second.fact})
            if (id(first), id(second)) in tried or any(part <= facts for part in self.main):
                continue
            tried |= {(id(first), id(second)), (id(second), id(first))}
            turned = turned_in(place, first, second)
            if turned is not None and turned.may_change_main:
                yield turned

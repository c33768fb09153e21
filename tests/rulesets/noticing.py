"""Who notices that a figure is another: loading, a worked case, a second transcription, or nobody."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from shutil import copytree, rmtree
from typing import Final
from unittest.mock import patch

from propengine.core.ends import RangeRuleError
from propengine.engine.compiled import CompiledLaw
from propengine.engine.evaluators import Handles
from propengine.engine.hinges import Hinges
from propengine.engine.runs import Run
from propengine.law.conditions import subjects_of
from propengine.law.ruleset import Law, Ruleset
from propengine.notation.faults import RulesetFaults
from propengine.notation.loading import CASES_FILE, load_ruleset
from propengine.verify.worked_cases import Expectation, WorkedCase, load_cases, run_cases
from tests.rulesets.figures import Files, Mutant
from tests.rulesets.transcriptions import Transcription
from tests.shipped import AllChecked

_WORD: Final = re.compile(r"[a-z0-9.]+")
_FIRST: Final = 12
"""So many worked cases, and so many transcriptions, are asked before all others."""
_MUTANTS_A_HANDLES: Final = 100
"""After so many mutants their laws are forgotten."""


class By(StrEnum):
    """Who notices a mutant, in the order in which they are asked."""

    READING = "reading"
    """Its files cannot be read: a value does not fit its place."""
    CASE = "worked case"
    TRANSCRIPTION = "second transcription"
    CHECKS = "checks"
    """The checks of the ruleset as a whole."""
    NOBODY = "nobody"


class _Watched(Handles):
    """Handles that know which revisions were used; what the Rete engine says is no question of figures."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[object] = set()

    def compiled(self, law: Law) -> CompiledLaw:
        self.used |= {_identity(revision) for revision in law.used.values()}
        return super().compiled(law)

    def confirm(self, law: CompiledLaw, runs: Iterable[Run]) -> None:
        pass


def _identity(revision: object) -> object:
    """Return what tells a revision from every other: its text and its days."""
    return tuple(getattr(revision, name) for name in ("instrument", "in_force", "until", "digest"))


def _identities(ruleset: Ruleset) -> set[object]:
    return {_identity(revision) for i in ruleset.instruments.values() for revision in i.revisions}


class _Witnesses:
    """Who may notice a mutant, of one sort: whoever noticed its neighbours, or has words in common, first."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        """Take the words of each, by name."""
        self.words = words
        self._noticed: dict[tuple[object, ...], dict[str, None]] = {}

    def add(self, mutant: Mutant, name: str) -> None:
        """Remember who noticed a mutant, at every place that encloses it."""
        for place in _enclosing(mutant):
            known = self._noticed.setdefault(place, {})
            known.pop(name, None)
            known[name] = None

    def ordered(self, mutant: Mutant, names: Iterable[str]) -> list[str]:
        """Return some of them in the order in which they are best asked; of neighbours the last first."""
        words = _words_in((mutant.where, mutant.says, mutant.instead))
        ranked = sorted(names, key=lambda name: -len(words & self.words[name]))
        wanted = set(ranked)
        near = (name for place in _enclosing(mutant) for name in reversed(self._noticed.get(place, {})))
        return list(dict.fromkeys((*(name for name in near if name in wanted), *ranked)))


def _enclosing(mutant: Mutant) -> Iterator[tuple[object, ...]]:
    place: tuple[object, ...] = (mutant.file, *mutant.path)
    yield from (place[:length] for length in range(len(place), 0, -1))


@dataclass(frozen=True)
class Told:
    """Who noticed a mutant.

    Attributes:
        mutant: the mutant.
        by: who noticed it.
        which: the worked case or the transcription.
    """

    mutant: Mutant
    by: By
    which: str = ""


class Noticing:
    """Puts mutants of one ruleset to whoever may notice them.

    What is decisive is searched for only in those worked cases that turn on it: the search takes nine tenths
    of deciding. What a silent fact would take back of a programme is looked at only where one is compared.
    """

    def __init__(self, folder: Path, scratch: Path, transcriptions: Iterable[Transcription] = ()) -> None:
        """Take the ruleset's folder, a folder to write mutants in, and the second transcriptions."""
        self.base = load_ruleset(folder)
        self.folder = folder
        self.mutated = scratch / folder.name
        if (parent := self.base.jurisdiction.extends) is not None:
            copytree(folder.parent / parent, scratch / parent)
        self.cases = {case.id: case for case in load_cases(folder / CASES_FILE)}
        self.transcriptions = {each.name: each for each in transcriptions}
        self._handles = _Watched()
        self._asked = 0
        self._cases = _Witnesses(
            {id_: _words_in(_texts_of(case.model_dump(mode="json"))) for id_, case in self.cases.items()}
        )
        self._transcriptions = _Witnesses(
            {
                name: _words_in(map(str, (name, *each.parameters.values())))
                for name, each in self.transcriptions.items()
            }
        )
        self.used: dict[str, frozenset[object]] = {}
        self.turning = {id_ for id_, case in self.cases.items() if case.expect.decisive}
        self._look_at_base()

    def _look_at_base(self) -> None:
        """Find the revisions that each worked case uses.

        Raises:
            ValueError: a worked case or a transcription differs from the ruleset as it is.
        """
        for id_, case in self.cases.items():
            self._handles.used = set()
            if self._differs(self.base, case):
                raise ValueError(f"worked case {id_} differs already")
            self.used[id_] = frozenset(self._handles.used)
        for name, each in self.transcriptions.items():
            if each.differs(self.base, self._handles):
                raise ValueError(f"{name} differs already")

    def _differs(self, ruleset: Ruleset, case: WorkedCase) -> bool:
        """Say whether a case is answered otherwise; a step that has no meaning for its range is no answer."""
        looked_at: AbstractContextManager[object] = (
            nullcontext() if _compares_programmes(case.expect) else _GATES_LEFT_AS_THEY_ARE
        )
        try:
            with looked_at:
                return bool(run_cases(ruleset, [case], self._handles).differences)
        except RangeRuleError:
            return True

    def tell(self, mutant: Mutant) -> Told:
        """Return who notices a mutant."""
        self._asked += 1
        if self._asked % _MUTANTS_A_HANDLES == 0:
            self._handles = _Watched()
        ruleset = next((r for way in mutant.ways if (r := self._read(way)) is not None), None)
        if ruleset is None:
            return Told(mutant, By.READING)
        try:
            told = self._told(mutant, ruleset)
        except Exception:  # a law that the checks refuse may not be fit to decide by
            if not self._refused():
                raise
            return Told(mutant, By.CHECKS)
        return Told(mutant, By.CHECKS) if told.by is By.NOBODY and self._refused() else told

    def _told(self, mutant: Mutant, ruleset: Ruleset) -> Told:
        cases = self._cases.ordered(mutant, self._affected(mutant, ruleset))
        transcriptions = self._transcriptions.ordered(mutant, self.transcriptions)
        for part in (slice(_FIRST), slice(_FIRST, None)):
            for id_ in cases[part]:
                if self._differs(ruleset, self.cases[id_]):
                    self._cases.add(mutant, id_)
                    return Told(mutant, By.CASE, id_)
            for name in transcriptions[part]:
                if self.transcriptions[name].differs(ruleset, self._handles):
                    self._transcriptions.add(mutant, name)
                    return Told(mutant, By.TRANSCRIPTION, name)
        return Told(mutant, By.NOBODY)

    def _affected(self, mutant: Mutant, ruleset: Ruleset) -> list[str]:
        """Return the worked cases that a mutant can concern: who uses no law may be refused by any."""
        if mutant.day is not None:
            return self._around(mutant)
        changed = _identities(self.base) - _identities(ruleset)
        affected = [id_ for id_, used in self.used.items() if not changed or not used or used & changed]
        named = self._compared_by_name(mutant)
        if named is not None:
            affected = [id_ for id_ in affected if named in self._named[id_] or id_ in self.turning]
        return affected

    def _compared_by_name(self, mutant: Mutant) -> str | None:
        """Return the notice or programme that a figure stands in, if a case compares it only by its name."""
        for kind in ("notices", "programmes"):
            if kind in mutant.path[:-1]:
                id_ = str(mutant.path[mutant.path.index(kind) + 1])
                return id_ if f"programme.{id_}" not in self._read_by_conditions else None
        return None

    @cached_property
    def _read_by_conditions(self) -> frozenset[str]:
        """Return every subject that a condition of the ruleset reads."""
        texts = [r.contents for i in self.base.instruments.values() for r in i.revisions if r.contents]
        return frozenset(name for text in texts for tree in text.conditions() for name in subjects_of(tree))

    @cached_property
    def _named(self) -> Mapping[str, frozenset[str]]:
        """Return what each worked case names in its expectation."""
        return {
            id_: frozenset(_texts_of(case.expect.model_dump(mode="json"))) for id_, case in self.cases.items()
        }

    def _around(self, mutant: Mutant) -> list[str]:
        """Return the worked cases whose days have a first day among them, those at it first."""
        assert mutant.day is not None
        edges = {mutant.day, mutant.day - timedelta(days=1)}
        days = {id_: set(_days(case)) for id_, case in self.cases.items()}
        at = [id_ for id_, of in days.items() if of & edges]
        over = [id_ for id_, of in days.items() if min(of) < mutant.day <= max(of)]
        return list(dict.fromkeys((*at, *over)))

    def _read(self, way: Files) -> Ruleset | None:
        """Write a mutant and read it, without the checks of the whole; None where it cannot be read."""
        rmtree(self.mutated, ignore_errors=True)
        copytree(self.folder, self.mutated)
        for name, value in way.items():
            if value is None:
                (self.mutated / name).unlink()
            else:  # JSON is YAML
                text = json.dumps(value, ensure_ascii=False)
                (self.mutated / name).write_text(text, encoding="utf-8")
        try:
            return load_ruleset(self.mutated, AllChecked())
        except RulesetFaults:
            return None

    def _refused(self) -> bool:
        """Say whether the checks find a fault in the mutant that was read last."""
        try:
            load_ruleset(self.mutated)
        except RulesetFaults:
            return True
        return False


_GATES_LEFT_AS_THEY_ARE: Final[AbstractContextManager[object]] = patch.object(Hinges, "settled", lambda _: {})


def _compares_programmes(expect: Expectation) -> bool:
    """Say whether the status of a programme can matter to what is expected."""
    every = (expect, *expect.outcomes, *expect.compared.values())
    whole = expect.units or expect.terms or expect.told or expect.decisive
    return bool(whole) or any(outcome.programmes or outcome.force for outcome in every)


def _days(case: WorkedCase) -> Iterator[date]:
    given = case.case
    days = (given.offence_date, given.offence_end_date, given.conviction_date, given.sentence_date)
    yield from (day for day in (*days, given.decision_date) if day is not None)


def _texts_of(value: object) -> Iterator[str]:
    """Yield every key and every value of plain data as text."""
    match value:
        case dict():
            for key, part in value.items():
                yield key
                yield from _texts_of(part)
        case list():
            for part in value:
                yield from _texts_of(part)
        case _:
            yield str(value)


def _words_in(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in _WORD.findall(text.lower()))

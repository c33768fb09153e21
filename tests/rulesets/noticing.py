"""Who notices that a figure is another: loading, a worked case, a second transcription, or nobody."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import astuple, dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from shutil import copy, copytree, rmtree
from typing import Any, Final
from unittest.mock import patch

from propengine.core.ends import RangeRuleError
from propengine.core.lowering import Lowering
from propengine.engine.compiled import CompiledLaw
from propengine.engine.evaluators import Handles
from propengine.engine.hinges import Hinges
from propengine.engine.runs import Run
from propengine.law.conditions import subjects_of
from propengine.law.contents import KINDS, Contents
from propengine.law.instruments import Instrument, Revision
from propengine.law.ruleset import Law, Ruleset
from propengine.notation.faults import RulesetFaults
from propengine.notation.loading import CASES_FILE, load_ruleset
from propengine.notation.places import JURISDICTION_FILE
from propengine.notation.sources import Document
from propengine.notation.validation import validate
from propengine.verify.worked_cases import Expectation, WorkedCase, load_cases, run_cases
from tests.rulesets.figures import Files, Mutant
from tests.rulesets.readers import Known, concerned, concerning, element_of, recording
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


def _with_element(revision: Revision, kind: str, id_: str, element: object, name: str) -> Revision:
    """Return a revision with another element, and a digest of its own."""
    assert revision.contents is not None
    elements = {**getattr(revision.contents, kind), id_: element}
    digest = sha256(f"{revision.digest} {name}".encode()).hexdigest()
    return replace(revision, contents=revision.contents.model_copy(update={kind: elements}), digest=digest)


def _sharing(read: Instrument, base: Instrument) -> Instrument:
    """Return an instrument with the elements of another in the place of those that are the same.

    What two laws share is made ready once.
    """
    revisions = []
    for found in read.revisions:
        revision = found
        before = next((r for r in base.revisions if r.in_force == revision.in_force), None)
        if revision.contents is not None and before is not None and before.contents is not None:
            same = {
                kind: {
                    id_: known if known == element else element
                    for id_, element in getattr(revision.contents, kind).items()
                    for known in [getattr(before.contents, kind).get(id_)]
                }
                for kind in KINDS
            }
            revision = replace(revision, contents=revision.contents.model_copy(update=same))
        revisions.append(revision)
    return replace(read, revisions=tuple(revisions))


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
        every = {each.name: each for each in transcriptions}
        self.of_text = {name: each for name, each in every.items() if not each.decides}
        self.transcriptions = {name: each for name, each in every.items() if each.decides}
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
        self.known: dict[str, Sequence[Known]] = {}
        self._noticed_last = ""
        self._was_of_all = False
        self._lowering = Lowering()
        self._like: Law | None = None
        self.turning = {id_ for id_, case in self.cases.items() if case.expect.decisive}
        self._look_at_base()

    def _look_at_base(self) -> None:
        """Find what each worked case and each transcription that decides uses and knows.

        Raises:
            ValueError: a worked case or a transcription differs from the ruleset as it is.
        """
        deciding = {id_: partial(self._differs, self.base, case) for id_, case in self.cases.items()}
        for name, each in (*self.of_text.items(), *self.transcriptions.items()):
            deciding[name] = partial(each.differs, self.base, self._handles)
        for name, differs in deciding.items():
            self._handles.used = set()
            known: list[Known] = []
            with recording(known):
                if differs():
                    what = "worked case " if name in self.cases else ""
                    raise ValueError(f"{what}{name} differs already")
            self.used[name], self.known[name] = frozenset(self._handles.used), known
            self._like = known[0].lowered.law if known else self._like

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
        of_all = mutant.file == JURISDICTION_FILE  # lengths of time are lowered by the calendar, say
        if self._asked % _MUTANTS_A_HANDLES == 0 or of_all or self._was_of_all:
            self._handles = _Watched()
        self._was_of_all = of_all
        swapped = self.swapped(mutant)
        if swapped is not None:
            found: tuple[Files, Ruleset] | None = (mutant.ways[0], swapped)
        else:
            ways = ((way, self._read(way)) for way in mutant.ways)
            found = next(((way, ruleset) for way, ruleset in ways if ruleset is not None), None)
        if found is None:
            return Told(mutant, By.READING)
        way, ruleset = found
        try:
            told = self._told(mutant, ruleset)
        except Exception:  # a law that the checks refuse may not be fit to decide by
            if not self._refused(way):
                raise
            return Told(mutant, By.CHECKS)
        return Told(mutant, By.CHECKS) if told.by is By.NOBODY and self._refused(way) else told

    def swapped(self, mutant: Mutant) -> Ruleset | None:
        """Return the ruleset with one element in the place of another, which saves reading it all anew.

        None where the element cannot be read by itself, or where a later text changes it.
        """
        kind, id_, _ = element_of(mutant.path)
        folder, _, file = mutant.file.rpartition("/")
        instrument = self.base.instruments.get(folder)
        if not kind or mutant.path[0] == "set" or instrument is None:
            return None
        document: Any = mutant.ways[0][mutant.file]
        elements = document["add"] if mutant.path[0] == "add" else document
        found = validate(Contents, Document({kind: {id_: elements[kind][id_]}}, {}), [])
        if found is None:
            return None
        texts = [r for r in instrument.revisions if str(r.in_force) >= file.removesuffix(".yaml")]
        versions = [
            getattr(r.contents, kind)[id_] for r in texts if r.contents and id_ in getattr(r.contents, kind)
        ]
        if any(version is not versions[0] for version in versions):
            return None
        new = getattr(found, kind)[id_]
        revisions = tuple(
            _with_element(revision, kind, id_, new, mutant.name)
            if revision in texts and revision.contents is not None and id_ in getattr(revision.contents, kind)
            else revision
            for revision in instrument.revisions
        )
        return self._with({instrument.id: replace(instrument, revisions=revisions)})

    def _told_by_text(self, mutant: Mutant, ruleset: Ruleset) -> Told | None:
        for name in sorted(self.of_text, key=lambda name: name != self._noticed_last):
            if self.of_text[name].differs(ruleset, self._handles):
                self._noticed_last = name
                return Told(mutant, By.TRANSCRIPTION, name)
        return None

    def _with(self, instruments: Mapping[str, Instrument]) -> Ruleset:
        """Return the ruleset with other instruments; what its laws share with one of before is made once."""
        ruleset = replace(self.base, instruments={**self.base.instruments, **instruments})
        if self._like is not None:
            ruleset._laws["before",] = self._like  # as if it had been asked for first
        return ruleset

    def _told(self, mutant: Mutant, ruleset: Ruleset) -> Told:
        """Ask whoever compares the text first, who decides nothing; then those whom the figure concerns."""
        if (told := self._told_by_text(mutant, ruleset)) is not None:
            return told
        cases = self._cases.ordered(mutant, self.affected(mutant, ruleset, self.cases))
        transcriptions = self._transcriptions.ordered(
            mutant, self.affected(mutant, ruleset, self.transcriptions)
        )
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

    def affected(self, mutant: Mutant, ruleset: Ruleset, names: Iterable[str]) -> list[str]:
        """Return those whom a mutant can concern: who uses no law may be refused by any."""
        if mutant.day is not None:
            return self._around(mutant, names)
        changed = _identities(self.base) - _identities(ruleset)
        affected = [name for name in names if not changed or not self.used[name] or self.used[name] & changed]
        named = self._compared_by_name(mutant)
        if named is not None:
            affected = [
                name for name in affected if named in self._named.get(name, ()) or name in self.turning
            ]
        concerns = concerning(mutant.path, ruleset, self._lowering)
        return affected if concerns is None else concerned(affected, self.known, concerns)

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

    def _around(self, mutant: Mutant, names: Iterable[str]) -> list[str]:
        """Return those whose days have a first day among them, those at it first."""
        assert mutant.day is not None
        edges = {mutant.day, mutant.day - timedelta(days=1)}
        days = {name: found for name in names if (found := self._days[name])}
        at = [name for name, of in days.items() if of & edges]
        over = [name for name, of in days.items() if min(of) < mutant.day <= max(of)]
        return list(dict.fromkeys((*at, *over)))

    @cached_property
    def _days(self) -> Mapping[str, frozenset[date]]:
        """Return the days of each worked case, and of the cases of each transcription."""
        of_cases = {id_: frozenset(_days(case)) for id_, case in self.cases.items()}
        asked = {
            name: frozenset(day for known in self.known[name] for day in astuple(known.dates))
            for name in self.transcriptions
        }
        return {**of_cases, **asked}

    def _read(self, way: Files) -> Ruleset | None:
        """Write what a mutant changes and read it, without the checks of the whole; None if it cannot be.

        The other instruments are those of the ruleset as it is.
        """
        changed = {folder for name in way if (folder := name.rpartition("/")[0])}
        self._write(way, changed or set(list(self._own)[:1]))
        try:
            read = load_ruleset(self.mutated, AllChecked())
        except RulesetFaults:
            return None
        own = {id_: _sharing(read.instruments[id_], self.base.instruments[id_]) for id_ in changed}
        ruleset = self._with(own)
        return ruleset if JURISDICTION_FILE not in way else replace(ruleset, jurisdiction=read.jurisdiction)

    @cached_property
    def _own(self) -> Mapping[str, int]:
        """Return the folders of its own instruments, the shortest first, with the bytes of each."""
        sizes = {
            child.name: sum(file.stat().st_size for file in child.iterdir())
            for child in self.folder.iterdir()
            if child.is_dir()
        }
        return dict(sorted(sizes.items(), key=lambda item: item[1]))

    def _write(self, way: Files, instruments: Iterable[str]) -> None:
        """Write a mutant, with some instruments alone."""
        rmtree(self.mutated, ignore_errors=True)
        self.mutated.mkdir(parents=True)
        copy(self.folder / JURISDICTION_FILE, self.mutated)
        for instrument in instruments:
            copytree(self.folder / instrument, self.mutated / instrument)
        for name, value in way.items():
            if value is None:
                (self.mutated / name).unlink()
            else:  # JSON is YAML
                text = json.dumps(value, ensure_ascii=False)
                (self.mutated / name).write_text(text, encoding="utf-8")

    def _refused(self, way: Files) -> bool:
        """Say whether the checks of the whole find a fault in a mutant."""
        self._write(way, self._own)
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

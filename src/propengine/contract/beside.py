"""A case that is decided under two laws: each is given what it knows, and what it is not given is named.

A reform may add a fact, a word or an offence, which the law beside it would refuse. What neither knows is
left in the case: it is a mistake, and both say so.
"""

from collections.abc import Iterator
from typing import NamedTuple

from propengine.law.ruleset import Ruleset
from propengine.law.vocabulary import COMMON_FACTS
from propengine.v1 import case_pb2


class Given(NamedTuple):
    """A case as one law is given it.

    Attributes:
        case: what the law knows of it.
        left_out: the paths of what it does not know, and the law beside it does.
    """

    case: case_pb2.Case
    left_out: tuple[str, ...]


def given_to(ruleset: Ruleset, case: case_pb2.Case, beside: Ruleset) -> Given:
    """Return a case without what one ruleset does not know and another, beside it, does."""
    known = case_pb2.Case()
    known.CopyFrom(case)
    left_out: list[str] = []
    for name in sorted(case.facts):
        value = case.facts[name]
        if not _knows(ruleset, name, value) and _knows(beside, name, value):
            del known.facts[name]
            left_out.append(f"facts[{name}]")
    is_id = case.charge and not case.HasField("code_system")
    if is_id and not _has_offence(ruleset, case.charge) and _has_offence(beside, case.charge):
        known.ClearField("charge")
        left_out.append("charge")
    return Given(known, tuple(left_out))


def _knows(ruleset: Ruleset, name: str, value: case_pb2.FactValue) -> bool:
    """Say whether a ruleset has a fact on any day, and the words that it is said to be."""
    fact = ruleset.statable.get(name) or COMMON_FACTS.get(name)
    if fact is None:
        return False
    members = {*(fact.members or ()), *ruleset.words.get(name, ())}
    return not members or members.issuperset(_words(value))


def _words(value: case_pb2.FactValue) -> Iterator[str]:
    match value.WhichOneof("kind"):
        case "text":
            yield value.text
        case "words":
            yield from value.words.words
        case _:
            return


def _has_offence(ruleset: Ruleset, id_: str) -> bool:
    revisions = (revision for of in ruleset.instruments.values() for revision in of.revisions)
    return any(revision.contents is not None and id_ in revision.contents.offences for revision in revisions)

"""Reading criteria and cases: what is not as declared is told where it stands, all of it in one pass."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from propengine.law.elements import Language
from propengine.law.faults import Expected
from propengine.notation.faults import Fault, RulesetFaults
from propengine.notation.sources import Document, Path_, Place, Value, read_document, unreadable
from propengine.notation.validation import refuse_nulls, validate
from propengine.priorities.cases import Case, CaseList, Record
from propengine.priorities.criteria import Criteria, Criterion
from propengine.priorities.persons import asks_of_a_person

_Model = TypeVar("_Model", bound=BaseModel)


def load_criteria(file: Path) -> Criteria:
    """Load what an office goes by.

    Raises:
        RulesetFaults: with every mistake of the file.
    """
    faults: list[Fault] = []
    criteria, _ = _criteria(file, faults)
    if faults or criteria is None:
        raise RulesetFaults(faults)
    return criteria


def load_cases(criteria_file: Path, files: Sequence[Path]) -> tuple[Criteria, tuple[Case, ...]]:
    """Load what an office goes by, and the cases that are to be ranked by it.

    Args:
        criteria_file: the criteria.
        files: of cases; in which order they are named changes nothing.

    Raises:
        RulesetFaults: with every mistake of every file.
    """
    faults: list[Fault] = []
    criteria, declared = _criteria(criteria_file, faults)
    records: list[Record] = []
    places: dict[str, Place] = {}
    for file in sorted(set(files)):
        found: list[Fault] = []
        document, listed = _read(CaseList, file, found)
        if document is not None:
            told = {fault.path for fault in found}
            others = (*_twice(document, places), *(_no_answers(document, declared) if declared else ()))
            found += [fault for fault in others if fault.path not in told]
        records += listed.cases if listed is not None else ()
        faults += found
    if faults or criteria is None:
        raise RulesetFaults(faults)
    return criteria, tuple(_case(record, criteria) for record in records)


def _case(record: Record, criteria: Criteria) -> Case:
    answers = {id_: criteria.criteria[id_].read(value) for id_, value in record.answers.items()}
    return Case(record.id, record.structure, answers)


def _read(model: type[_Model], file: Path, faults: list[Fault]) -> tuple[Document | None, _Model | None]:
    """Return a file and what it holds, as far as it can be read; append every mistake."""
    try:
        document = read_document(file, str(file))
    except RulesetFaults as error:
        faults.extend(error.faults)
        return None, None
    except OSError as error:
        faults.append(unreadable(str(file), error))
        return None, None
    read = validate(model, document, faults)
    refuse_nulls(document, faults)
    return document, read


def _criteria(file: Path, faults: list[Fault]) -> tuple[Criteria | None, Mapping[str, Criterion | None]]:
    """Return the criteria, and each by itself as far as it can be read, for the answers to be checked by."""
    document, criteria = _read(Criteria, file, faults)
    if document is None:
        return None, {}
    told = {fault.path for fault in faults}
    languages = _languages(document.value)
    of_texts = (*_of_persons(document), *_untranslated(document, document.value, (), languages))
    faults.extend(fault for fault in of_texts if fault.path not in told)
    ids = _declared(document.value)
    return criteria, {id_: validate(Criterion, document, [], ("criteria", id_)) for id_ in ids}


def _declared(value: Value) -> Mapping[str, Value]:
    """Return the criteria of a document that may have mistakes, by id."""
    criteria = value.get("criteria") if isinstance(value, dict) else None
    return criteria if isinstance(criteria, dict) else {}


def _records(document: Document) -> Iterator[tuple[Path_, Mapping[str, Value]]]:
    """Yield the cases of a document that may have mistakes, each with where it stands."""
    listed = document.value.get("cases") if isinstance(document.value, dict) else None
    for i, record in enumerate(listed) if isinstance(listed, list) else ():
        if isinstance(record, dict):
            yield ("cases", i), record


def _twice(document: Document, places: dict[str, Place]) -> Iterator[Fault]:
    """Yield a fault for each case that stands somewhere already, and note where the others stand."""
    for path, record in _records(document):
        number, here = str(record.get("id")), document.place((*path, "id"))
        if "id" in record and (there := places.setdefault(number, here)) != here:
            where = f"on line {there.line} of {there.file}"
            message = f"expected each case once, found it {where} too: take one of them out"
            yield here.fault((*path, "id"), message, number)


def _no_answers(document: Document, declared: Mapping[str, Criterion | None]) -> Iterator[Fault]:
    """Yield a fault for each answer that answers no question of the criteria that can be read."""
    for path, record in _records(document):
        answers = record.get("answers")
        for id_, value in answers.items() if isinstance(answers, dict) else ():
            at = (*path, "answers", id_)
            if id_ not in declared:
                yield document.fault(at, str(Expected("the id of a declared criterion", id_, declared)), id_)
                continue
            try:
                if (criterion := declared[id_]) is not None:
                    criterion.read(value)
            except Expected as error:
                yield document.fault(at, f"{error}; leave out what is not known", str(value))


def _of_persons(document: Document) -> Iterator[Fault]:
    """Yield what asks who a person is, in a document that may have other mistakes."""
    for path, language, text in _asked(document.value):
        if word := asks_of_a_person(text, language):
            message = (
                f"expected what is asked of a case, found {word!r}, which speaks of a person or predicts: "
                "cases are ranked, never persons; ask it of the case, or leave the criterion out"
            )
            yield document.fault(path, message, text)


def _asked(value: Value) -> Iterator[tuple[Path_, Language | None, str]]:
    """Yield the title, and each id, name, question, word and unit: where it stands, in which language."""
    yield from _texts(value.get("title") if isinstance(value, dict) else None, ("title",))
    for id_, criterion in _declared(value).items():
        at: Path_ = ("criteria", id_)
        yield at, None, id_
        if isinstance(criterion, dict):
            for field in ("name", "question", "answer"):
                yield from _texts(criterion.get(field), (*at, field))


def _texts(value: Value, at: Path_) -> Iterator[tuple[Path_, Language | None, str]]:
    match value:
        case str():
            yield at, Language(at[-1]) if at[-1] in tuple(Language) else None, value
        case dict():
            for key, part in value.items():
                yield from _texts(part, (*at, key))
        case list():
            for i, part in enumerate(value):
                yield from _texts(part, (*at, i))
        case _:
            pass


def _languages(value: Value) -> list[str]:
    """Return the languages of the title, which every text has to have."""
    title = value.get("title") if isinstance(value, dict) else None
    return [key for key in title if key in tuple(Language)] if isinstance(title, dict) else []


def _untranslated(document: Document, value: Value, at: Path_, languages: Sequence[str]) -> Iterator[Fault]:
    """Yield the texts that lack a language of the title."""
    parts: Mapping[str, Value] | dict[int, Value] = {}
    if isinstance(value, dict):
        parts = value
        if value and value.keys() <= set(Language):
            missing = [language for language in languages if language not in value]
            if missing:
                message = f"expected this text in {' and '.join(missing)} too, as the title is"
                yield document.fault(at, message)
    elif isinstance(value, list):
        parts = dict(enumerate(value))
    for key, part in parts.items():
        yield from _untranslated(document, part, (*at, key), languages)

"""A case of the engine as one that can be sent: what `cases` reads, written."""

from typing import Final

from propengine.contract.enums import CONDUCT, STAGE, STANDING
from propengine.contract.values import fill_date
from propengine.engine.case import Case, RawValue, RecordValue, Standing
from propengine.law.conduct import Conduct
from propengine.law.stages import Stage
from propengine.v1 import case_pb2

_DAYS: Final = ("offence_date", "offence_end_date", "conviction_date", "sentence_date", "decision_date")
_OF_ITEM: Final = (
    "amount",
    "unit",
    "amount_uncertainty",
    "purity_percent",
    "purity_uncertainty",
    "mass_of_one",
    "mass_of_one_unit",
)


def message_of(case: Case) -> case_pb2.Case:
    """Return a case as a message; reading it gives the case again."""
    message = case_pb2.Case(
        jurisdiction=case.jurisdiction,
        stage=STAGE[Stage(case.stage)],
        conduct=CONDUCT[Conduct(case.conduct)],
        charge=case.charge,
    )
    for name in _DAYS:
        day = getattr(case, name)
        if day is not None:
            fill_date(getattr(message, name), day)
    for item in case.items:
        optional = {name: getattr(item, name) for name in _OF_ITEM}
        message.items.add(substance=item.substance, pure=item.pure, **optional)
    for name, stated in sorted(case.facts.items()):
        target = message.facts[name]
        _fill_fact(target, stated.value)
        if stated.standing is not Standing.FOUND:
            target.standing = STANDING[stated.standing]
    return message


def _fill_fact(target: case_pb2.FactValue, value: RawValue) -> None:
    if not isinstance(value, tuple):
        _fill_plain(target, value)
        return
    words = [word for word in value if isinstance(word, str)]
    records = [record for record in value if not isinstance(record, str)]
    if not records:
        target.words.words.extend(words)
        target.words.SetInParent()
    for record in records:
        fields = target.records.records.add().fields
        for name, field in record.items():
            _fill_plain(fields[name], field)


def _fill_plain(target: case_pb2.FactValue | case_pb2.RecordValue, value: RecordValue) -> None:
    if isinstance(value, bool):
        target.boolean = value
    elif isinstance(value, int):
        target.integer = value
    else:
        target.text = value

"""P-09: where use is lawful or administrative, possession for own use is answered no more severely.

Of the worked cases those are looked at that expect an offence of possession for own use, each offence once;
and, where a law tells no possession apart as for own use, those that expect another offence of possession.
Each is decided, and decided again as use.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from propengine.engine.milder import Favour
from propengine.law.conduct import Conduct
from propengine.law.rules import Classification, Offence
from propengine.verify.observations import Check, Observation, Severity
from propengine.verify.proportionality.answers import NO_CRIME, Answer, Answers, on_its_day, witness
from propengine.verify.proportionality.bases import latest_first
from propengine.verify.worked_cases import WorkedCase, engine_case


def graver_possession(answers: Answers, cases: Iterable[WorkedCase]) -> Iterator[Observation]:
    """Yield each offence of possession that is graver than use under its law, shown by the latest act."""
    offences = {id_: of for text in answers.ruleset.texts for id_, of in text.offences.items()}
    seen: set[str] = set()
    for worked in latest_first(cases):
        name = worked.expect.offence
        if worked.case.conduct != Conduct.POSSESSION or worked.case.charge is not None:
            continue
        if name is None or name in seen or not _is_graver(offences.get(name)):
            continue
        observation = _observed(answers, worked)
        if observation is not None:
            seen.add(name)
            yield observation


def _is_graver(offence: Offence | None) -> bool:
    return offence is not None and offence.liability not in NO_CRIME


def _observed(answers: Answers, worked: WorkedCase) -> Observation | None:
    case = on_its_day(engine_case(worked, answers.ruleset.id))
    held = answers.of(case)
    if held is None or held.liability in NO_CRIME:
        return None
    used = answers.of(replace(case, conduct=Conduct.CONSUMPTION.value))
    if used is None or used.liability not in NO_CRIME or answers.favour(used, held) is not Favour.MORE:
        return None
    own_use = held.classification is Classification.PERSONAL_USE
    if not own_use and _tells_own_use_apart(held, used):
        return None
    what = (
        "possession for own use"
        if own_use
        else "possession, which no offence of this law tells apart as own use,"
    )
    text = f"use is {used.liability}, and {what} is {held.liability}"
    return Observation(
        Check.USE_AND_POSSESSION,
        Severity.ERROR,
        answers.ruleset.id,
        (used.place, held.place),
        what,
        text,
        witness(worked.id, "decided on the day of the act, as use and as it is", used, held),
        case.offence_date,
    )


def _tells_own_use_apart(held: Answer, used: Answer) -> bool:
    """Say whether the law has an offence of personal use beside that of use itself."""
    contents = held.law.contents.offences
    own = {id_ for id_, of in contents.items() if of.classification is Classification.PERSONAL_USE}
    return bool(own - {used.outcome.offence_id})

"""The vocabulary of a ruleset: the facts that its rules may read and the substances that it knows."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Self

from pydantic import Field, StrictBool, StrictInt, model_validator

from propengine.law.conditions import ALWAYS, Condition
from propengine.law.durations import DurationText, ExactNumber
from propengine.law.elements import Id, Language, Part, Sentence, Texts, Words
from propengine.law.stages import Stage


class FactType(StrEnum):
    """What a fact's value may be."""

    BOOLEAN = "boolean"
    ENUM = "enum"
    """One of the fact's members."""
    SET = "set"
    """Any of the fact's members; an empty set is a statement too."""
    INTEGER = "integer"
    DURATION = "duration"
    """A length of time, exact, in the ruleset's calendar."""
    NUMBER = "number"
    """An exact number, such as a fraction that a court chose."""
    DATE = "date"
    RECORDS = "records"
    """A list of things with named fields, such as earlier convictions; read only through a derivation."""


class Speaker(StrEnum):
    """Who may state a fact."""

    COURT = "court"
    PROSECUTION = "prosecution"
    DEFENCE = "defence"
    POLICE = "police"
    LABORATORY = "laboratory"
    CLINIC = "clinic"
    PROGRAMME = "programme"


class RecordField(Part):
    """A field of the records of a list.

    Attributes:
        type: what its value may be.
        name: what it is called, in each of the languages of the jurisdiction.
        members: for an enum, the possible members, in order.
        words: what each member is called.
    """

    type: FactType
    name: Texts | None = None
    members: list[Id] | None = Field(default=None, min_length=1)
    words: Words = Field(default_factory=dict)

    @model_validator(mode="after")
    def _members_where_needed(self) -> Self:
        if self.type in {FactType.SET, FactType.RECORDS}:
            message = f"expected a type of one value, found {self.type}"
            raise ValueError(message)
        if (self.type is FactType.ENUM) != (self.members is not None):
            message = "expected members exactly when the type is enum"
            raise ValueError(message)
        return self


class CountedRecords(Part):
    """How many records of a list fit.

    Attributes:
        of: the fact that holds the records.
        where: a condition on their fields; while it is not known of a record, the number is open.
        within: how far back from `before` the record's `since` field may lie: less than so long, the same day
            so long ago no longer; however far when absent.
        before: the case date or date fact from which is counted back.
        since: the record's date field from which the time runs.
        most: no more than this many count.
    """

    of: Id
    where: Condition = ALWAYS
    within: DurationText | None = None
    before: Id | None = None
    since: Id | None = None
    most: StrictInt | None = None


class Term(Part):
    """One part of a sum.

    Attributes:
        of: the number fact.
        times: how much each counts.
        most: no more than this counts, after multiplying.
    """

    of: Id
    times: ExactNumber = Field(default=1, validate_default=True)
    most: ExactNumber | None = None


class Derivation(Part):
    """How a fact follows from others when nobody states it; exactly one way.

    A fact that is both stated and derived must be the same both times.

    Attributes:
        years_between: whole years by calendar from the first date to the second (29 February counts as 28).
        days_between: days from the first date to the second.
        count: how many of these conditions are shown.
        size: how many members of a set fact are stated.
        share: the first number or length of time divided by the second, each a fact or an end of a range such
            as `range.final.max`; what has no most, such as life, is infinitely long.
        sum: a sum of other numbers; open while one of them is.
        records: how many records fit.
        lengths: lengths of time added, each of them stated.
    """

    years_between: tuple[Id, Id] | None = None
    days_between: tuple[Id, Id] | None = None
    count: list[Condition] | None = Field(default=None, min_length=1)
    size: Id | None = None
    share: tuple[str, str] | None = None
    sum: list[Term] | None = Field(default=None, min_length=1)
    records: CountedRecords | None = None
    lengths: list[Id] | None = Field(default=None, min_length=2)

    @property
    def is_of_facts(self) -> bool:
        """Say whether it is made of other facts and conclusions, and not of dates, records or lengths."""
        return any(way is not None for way in (self.count, self.size, self.share, self.sum))

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if [getattr(self, name) is not None for name in self.model_fields_set] != [True]:
            message = "expected exactly one way to derive the fact"
            raise ValueError(message)
        return self


class ActKind(StrEnum):
    """Something that a person may still do while the case goes on."""

    TREATMENT = "treatment"
    RESTITUTION = "restitution"
    COOPERATION = "cooperation"
    PLEA = "plea"
    CONFESSION = "confession"


class OpenAct(Part):
    """That a fact is an act which may still be done, and until when.

    Attributes:
        kind: what kind of act.
        until: the last stage of the process at which it can be done.
        members_until: for members of an enum that can be done no longer before that, the last stage of each.
    """

    kind: ActKind
    until: Stage
    members_until: dict[Id, Stage] = Field(default_factory=dict)

    def last_stage(self, member: str = "") -> Stage:
        """Return the last stage at which it can be done, or done as a member says."""
        return self.members_until.get(member, self.until)


class StandsFor(StrEnum):
    """What some fact of every ruleset is about, by whatever name: what the groups of a case are told by."""

    DEPENDENCE = "dependence"
    """Dependence, as a clinician finds it."""
    GROWING_OUT_OF_NEED = "growing_out_of_need"
    """A field worker grows out of need, as the law itself defines it."""
    MINOR_OFFENCE = "minor_offence"
    """The offence is minor."""
    VIOLENCE = "violence"
    """Violence or a threat of it."""


NO_MEMBER: Final = "none"
"""The member of an enum that says that there is none of what it is about."""


class Fact(Part):
    """A typed statement about the case that rules may read.

    Attributes:
        type: what its value may be.
        name: what it is called, in each of the languages of the jurisdiction.
        members: for an enum or a set, the possible members.
        words: what each member is called.
        fields: for records, their fields.
        question: the question to put to whoever states it.
        stated_by: who may state it.
        factors_to_weigh: present when only a person can find it: what that person weighs.
        favourable_only: it may only lower the outcome, because it is personal and the statute says so.
        protected: it is about who the person is, such as a pregnancy or a disability: the law may hear of it,
            and no answer suggests that it be otherwise.
        ranked: of an enum that is about the part somebody had, members from the least to the most serious
            one; verification asks whether the law answers them in that order.
        derive: how it follows from other facts.
        concluded: it is a conclusion of rules; it may also be stated, and then is taken as stated.
        open_act: of a boolean or an enum: it is something that the person may still do.
        stands_for: of a boolean, or an enum with the member none: what it is about, in every ruleset.
        provision: where the law uses it, if one place does.
    """

    type: FactType
    name: Texts | None = None
    members: list[Id] | None = Field(default=None, min_length=1)
    words: Words = Field(default_factory=dict)
    fields: dict[Id, RecordField] | None = Field(default=None, min_length=1)
    question: Texts | None = None
    stated_by: list[Speaker] = Field(default_factory=list, min_length=1)
    factors_to_weigh: list[Texts] | None = None
    favourable_only: StrictBool = False
    protected: StrictBool = False
    ranked: list[Id] | None = Field(default=None, min_length=2)
    derive: Derivation | None = None
    concluded: StrictBool = False
    open_act: OpenAct | None = None
    stands_for: StandsFor | None = None
    provision: Sentence | None = None

    @property
    def is_asked(self) -> bool:
        """Say whether somebody is asked for it; what only follows from other facts may be stated, too."""
        return self.question is not None

    def _is_act(self, act: OpenAct) -> bool:
        is_word = self.type in {FactType.BOOLEAN, FactType.ENUM}
        return is_word and self.is_asked and set(act.members_until) <= set(self.members or ())

    def _is_ranking(self, ranked: Sequence[str]) -> bool:
        is_enum = self.type is FactType.ENUM
        return is_enum and set(ranked) <= set(self.members or ()) and len(set(ranked)) == len(ranked)

    @model_validator(mode="after")
    def _members_where_needed(self) -> Self:
        if (self.type in {FactType.ENUM, FactType.SET}) != (self.members is not None):
            message = "expected members exactly when the type is enum or set"
            raise ValueError(message)
        if (self.type is FactType.RECORDS) != (self.fields is not None):
            message = "expected fields exactly when the type is records"
            raise ValueError(message)
        if self.members is not None and len(set(self.members)) != len(self.members):
            message = "expected each member once"
            raise ValueError(message)
        if self.ranked is not None and not self._is_ranking(self.ranked):
            message = "expected ranked to name members of an enum, each once"
            raise ValueError(message)
        if self.open_act is not None and not self._is_act(self.open_act):
            message = (
                "expected open_act of a boolean or an enum that somebody is asked for, and members of it"
            )
            raise ValueError(message)
        if self.stands_for and self.type is not FactType.BOOLEAN and NO_MEMBER not in (self.members or ()):
            message = "expected stands_for of a boolean, or of an enum with the member none"
            raise ValueError(message)
        if self.stands_for is StandsFor.DEPENDENCE and Speaker.CLINIC not in self.stated_by:
            message = "expected a fact that stands for dependence to be stated by a clinic"
            raise ValueError(message)
        if not self.is_asked and not (self.concluded or self.derive):
            message = "expected a question, because somebody has to state this fact"
            raise ValueError(message)
        return self


class Substance(Part):
    """A substance that the ruleset knows.

    Attributes:
        name: its name in words.
        aliases: other words by which a case may call it.
        family: substances of one family are one kind of drug where the law counts kinds; itself by default.
        forms: for a substance whose form is not stated, the substances that it may be, one of them.
    """

    name: Texts
    aliases: list[Id] = Field(default_factory=list)
    family: Id | None = None
    forms: list[Id] = Field(default_factory=list)


def _said(en: str, es: str, pt: str, fr: str) -> dict[Language, str]:
    return {Language.EN: en, Language.ES: es, Language.PT: pt, Language.FR: fr}


AGE = "age_at_offence"
BIRTH = "birth_date"
IMPOSED_SENTENCE = "imposed_sentence"
SERVED = "served"
SERVED_SINCE_SENTENCE = "served_since_sentence"
REMAND_CREDIT = "remand_credit"
ACTS = "acts"

COMMON_FACTS: Final[Mapping[str, Fact]] = MappingProxyType(
    {
        BIRTH: Fact(
            type=FactType.DATE,
            name=_said("date of birth", "fecha de nacimiento", "data de nascimento", "date de naissance"),
            question=_said(
                "When was the person born?",
                "¿Cuándo nació la persona?",
                "Quando nasceu a pessoa?",
                "Quand la personne est-elle née ?",
            ),
            stated_by=[Speaker.COURT, Speaker.PROSECUTION, Speaker.DEFENCE, Speaker.POLICE],
        ),
        AGE: Fact(
            type=FactType.INTEGER,
            name=_said(
                "age at the offence",
                "edad en el momento del hecho",
                "idade à data do facto",
                "âge au moment des faits",
            ),
            question=_said(
                "How old was the person, in whole years, on the day of the offence?",
                "¿Cuántos años cumplidos tenía la persona el día del hecho?",
                "Quantos anos completos tinha a pessoa no dia do facto?",
                "Quel âge avait la personne, en années révolues, le jour des faits ?",
            ),
            stated_by=[Speaker.COURT, Speaker.PROSECUTION, Speaker.DEFENCE, Speaker.POLICE],
            derive=Derivation(years_between=(BIRTH, "offence_date")),
        ),
        IMPOSED_SENTENCE: Fact(
            type=FactType.DURATION,
            name=_said(
                "custody imposed",
                "privación de libertad impuesta",
                "pena de prisão aplicada",
                "privation de liberté prononcée",
            ),
            question=_said(
                "What length of custody was imposed?",
                "¿Qué duración de privación de libertad se impuso?",
                "Que duração de pena de prisão foi aplicada?",
                "Quelle durée de privation de liberté a été prononcée ?",
            ),
            stated_by=[Speaker.COURT],
        ),
        SERVED: Fact(
            type=FactType.DURATION,
            name=_said(
                "time served in all",
                "tiempo cumplido en total",
                "tempo cumprido no total",
                "durée exécutée au total",
            ),
            question=_said(
                "How much of the sentence has been served in all, with custody before it that counts?",
                "¿Cuánto de la pena se ha cumplido en total, con la detención anterior que se abona?",
                "Quanto da pena foi cumprido no total, com a privação da liberdade anterior que se desconta?",
                "Combien de la peine a été exécuté au total, avec la détention antérieure imputée ?",
            ),
            stated_by=[Speaker.COURT, Speaker.PROGRAMME],
            derive=Derivation(lengths=[SERVED_SINCE_SENTENCE, REMAND_CREDIT]),
        ),
        SERVED_SINCE_SENTENCE: Fact(
            type=FactType.DURATION,
            name=_said(
                "time served since the sentence",
                "tiempo cumplido desde la sentencia",
                "tempo cumprido desde a sentença",
                "durée exécutée depuis la condamnation",
            ),
            question=_said(
                "How much has been served since the sentence?",
                "¿Cuánto se ha cumplido desde la sentencia?",
                "Quanto foi cumprido desde a sentença?",
                "Quelle durée a été exécutée depuis la condamnation ?",
            ),
            stated_by=[Speaker.COURT, Speaker.PROGRAMME],
        ),
        REMAND_CREDIT: Fact(
            type=FactType.DURATION,
            name=_said(
                "custody before the sentence that counts",
                "privación de libertad anterior que se abona",
                "privação da liberdade anterior que se desconta",
                "détention antérieure imputée",
            ),
            question=_said(
                "How much custody from before the sentence counts toward it?",
                "¿Cuánta privación de libertad anterior a la sentencia se abona a la pena?",
                "Quanta privação da liberdade anterior à sentença se desconta na pena?",
                "Quelle durée de détention antérieure à la condamnation est imputée sur la peine ?",
            ),
            stated_by=[Speaker.COURT, Speaker.PROGRAMME],
        ),
        ACTS: Fact(
            type=FactType.INTEGER,
            name=_said("number of acts", "número de hechos", "número de factos", "nombre de faits"),
            question=_said(
                "How many separate acts is the case about?",
                "¿Sobre cuántos hechos distintos trata el caso?",
                "Sobre quantos factos distintos incide o caso?",
                "Sur combien de faits distincts porte l'affaire ?",
            ),
            stated_by=[Speaker.COURT, Speaker.PROSECUTION],
        ),
    }
)
"""Facts that every legal order has; each ruleset's vocabulary holds them without saying so."""

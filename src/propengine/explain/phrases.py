"""This program's own words for what an answer holds, and the choice of a language.

The tables give each enum number its English phrase; `translations` has that phrase in the other languages.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from propengine.explain.translations import TRANSLATED
from propengine.v1 import case_pb2, decision_pb2, fact_pb2, law_pb2, programme_pb2, sanction_pb2, trace_pb2

Language: TypeAlias = Literal["en", "es", "pt", "fr"]

_TRANSLATIONS: Final[tuple[Language, ...]] = ("es", "pt", "fr")
"""The languages of a translation, in the order in which they stand in the table."""
_ORDER: Final[Mapping[Language, tuple[Language, ...]]] = MappingProxyType(
    {
        "en": ("en", "es", "pt", "fr"),
        "es": ("es", "pt", "en", "fr"),
        "pt": ("pt", "es", "en", "fr"),
        "fr": ("fr", "en", "es", "pt"),
    }
)
"""The languages in which a text is looked for, by the one that is wanted: the nearest to its readers first.

Who reads Portuguese reads Spanish, and the other way round; the law that is in French is Canada's, whose
other language is English.
"""

_POINT: Final = re.compile(r"(?<=\d)\.(?=\d)")
_LONG: Final = re.compile(r"(?<![\d.,])\d{5,}")
"""A whole number of so many digits that it is read in groups of three."""
_BEFORE_I: Final = re.compile(r"(?:h?i(?!e)|h?í)", re.IGNORECASE)
_BEFORE_O: Final = re.compile(r"(?:h?[oó]|8|11\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language, and what stands in for what it lacks.

    Attributes:
        language: the language.
    """

    language: Language = "en"

    def said(self, text: law_pb2.Text) -> str:
        """Return what the ruleset says, in the nearest language that it has where it lacks this one."""
        found: list[str] = [getattr(text, language) for language in _ORDER[self.language]]
        return next((said for said in found if said), "")

    def decimals(self, text: str) -> str:
        """Return text with its decimals as the language marks them: 10.125 reads as ten thousand in Portuguese."""
        return text if self.language == "en" else _POINT.sub(",", text)

    def grouped(self, text: str) -> str:
        """Return text with its long numbers in groups of three: 5,000,000 in English, with spaces elsewhere."""
        mark = "," if self.language == "en" else "\N{NO-BREAK SPACE}"
        return _LONG.sub(lambda found: f"{int(found[0]):,}".replace(",", mark), text)

    def joined(self, last: str, word: str) -> str:
        """Return `and` or `or` with what follows it; in Spanish it is otherwise before its own sound."""
        said = self.own(last)
        if self.language == "es" and said == "y" and _BEFORE_I.match(word):
            said = "e"
        elif self.language == "es" and said == "o" and _BEFORE_O.match(word):
            said = "u"
        return f"{said} {word}"

    def date(self, date: dt.date) -> str:
        """Return a day as the language writes it in words."""
        day = "1er" if self.language == "fr" and date.day == 1 else str(date.day)
        of = " de " if self.language in {"es", "pt"} else " "
        return of.join((day, MONTHS[self.language][date.month - 1], str(date.year)))

    def own(self, phrase: str, **parts: object) -> str:
        """Return a phrase of this program, with its parts put in."""
        said = phrase if self.language == "en" else TRANSLATED[phrase][_TRANSLATIONS.index(self.language)]
        return said.format(**parts) if parts else said


UNITS: Final[Mapping[Language, Mapping[str, tuple[str, str]]]] = MappingProxyType(
    {
        "en": {
            "y": ("year", "years"),
            "m": ("month", "months"),
            "w": ("week", "weeks"),
            "d": ("day", "days"),
            "h": ("hour", "hours"),
        },
        "es": {
            "y": ("año", "años"),
            "m": ("mes", "meses"),
            "w": ("semana", "semanas"),
            "d": ("día", "días"),
            "h": ("hora", "horas"),
        },
        "pt": {
            "y": ("ano", "anos"),
            "m": ("mês", "meses"),
            "w": ("semana", "semanas"),
            "d": ("dia", "dias"),
            "h": ("hora", "horas"),
        },
        "fr": {
            "y": ("an", "ans"),
            "m": ("mois", "mois"),
            "w": ("semaine", "semaines"),
            "d": ("jour", "jours"),
            "h": ("heure", "heures"),
        },
    }
)
"""Units of time by language: one, and several."""

MONTHS: Final[Mapping[Language, tuple[str, ...]]] = MappingProxyType(
    {
        "en": (
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
        "es": (
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ),
        "pt": (
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ),
        "fr": (
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ),
    }
)
"""The months of a year by language."""

FINE_UNITS: Final[Mapping[str, str]] = MappingProxyType({"day_fine": "day-fines"})

STATUS: Final[Mapping[int, str]] = MappingProxyType(
    {
        decision_pb2.DECISION_STATUS_UNSPECIFIED: "not decided",
        decision_pb2.DECISION_STATUS_DECIDED: "decided",
        decision_pb2.DECISION_STATUS_UNDETERMINED: "undetermined on what is stated",
        decision_pb2.DECISION_STATUS_DISCRETION: "several outcomes, a person says which holds",
        decision_pb2.DECISION_STATUS_INCOMPARABLE: "two laws could be the milder one, both outcomes are given",
        decision_pb2.DECISION_STATUS_NO_LONGER_AN_OFFENCE: "no longer an offence under the milder law",
        decision_pb2.DECISION_STATUS_OUT_OF_SCOPE: "out of scope, the person is referred",
        decision_pb2.DECISION_STATUS_NOT_RECORDED: "not recorded, the ruleset does not hold the law of this case",
    }
)
NOT_RECORDED_IN_FULL: Final = "not recorded in full, the ruleset does not hold all of the law of this case"
MARK: Final[Mapping[int, str]] = MappingProxyType(
    {
        law_pb2.MARK_V: "every figure was read in a published copy (V)",
        law_pb2.MARK_P: "a figure is only partly supported (P)",
        law_pb2.MARK_M: "a figure has no source yet (M)",
    }
)
"""What the weakest mark says."""
CLASSIFICATION: Final[Mapping[int, str]] = MappingProxyType(
    {
        decision_pb2.CLASSIFICATION_UNSPECIFIED: "undetermined",
        decision_pb2.CLASSIFICATION_NONE: "no class of its own",
        decision_pb2.CLASSIFICATION_PERSONAL_USE: "personal use",
        decision_pb2.CLASSIFICATION_MICRO_TRAFFICKING: "micro-trafficking",
        decision_pb2.CLASSIFICATION_TRAFFICKING: "trafficking",
        decision_pb2.CLASSIFICATION_AGGRAVATED_TRAFFICKING: "aggravated trafficking",
    }
)
PLAIN_STATUS: Final[Mapping[int, str]] = MappingProxyType(
    {
        decision_pb2.DECISION_STATUS_UNSPECIFIED: "There is no answer.",
        decision_pb2.DECISION_STATUS_DECIDED: "On these facts, the law gives one answer.",
        decision_pb2.DECISION_STATUS_UNDETERMINED: "Too much is not known for one answer.",
        decision_pb2.DECISION_STATUS_DISCRETION: "Several answers are possible. A person must choose.",
        decision_pb2.DECISION_STATUS_INCOMPARABLE: "Two laws could apply. A court must choose.",
        decision_pb2.DECISION_STATUS_NO_LONGER_AN_OFFENCE: "A newer law no longer punishes this.",
        decision_pb2.DECISION_STATUS_OUT_OF_SCOPE: "This program gives no punishment for a person of this age.",
        decision_pb2.DECISION_STATUS_NOT_RECORDED: "Only somebody who knows that law can answer.",
    }
)
PLAIN_CLASSIFICATION: Final[Mapping[int, str]] = MappingProxyType(
    {
        decision_pb2.CLASSIFICATION_UNSPECIFIED: "What kind of act it is, is not known yet.",
        decision_pb2.CLASSIFICATION_NONE: "It is counted neither as own use nor as supply to others.",
        decision_pb2.CLASSIFICATION_PERSONAL_USE: "It is about drugs for the person’s own use.",
        decision_pb2.CLASSIFICATION_MICRO_TRAFFICKING: "It is about passing on drugs on a small scale.",
        decision_pb2.CLASSIFICATION_TRAFFICKING: "It is about supplying drugs to others.",
        decision_pb2.CLASSIFICATION_AGGRAVATED_TRAFFICKING: "It is about a graver form of supplying drugs to others.",
    }
)
PLAIN_LIABILITY: Final[Mapping[int, str]] = MappingProxyType(
    {
        decision_pb2.LIABILITY_UNSPECIFIED: "Whether it is punished is not known yet.",
        decision_pb2.LIABILITY_LAWFUL: "It is allowed.",
        decision_pb2.LIABILITY_TOLERATED: "It is not punished.",
        decision_pb2.LIABILITY_ADMINISTRATIVE: "It is not a crime. An authority can still act.",
        decision_pb2.LIABILITY_TICKET: "It leads to a ticket.",
        decision_pb2.LIABILITY_FIXED_PENALTY: "It leads to a fixed penalty.",
        decision_pb2.LIABILITY_FALTA: "It is a minor offence.",
        decision_pb2.LIABILITY_CRIMINAL_NON_CUSTODIAL: "It is a crime. It does not lead to prison.",
        decision_pb2.LIABILITY_CRIMINAL_CUSTODIAL: "It is a crime. It can lead to prison.",
    }
)
"""What the plain level says."""
PLAIN_OPEN: Final[Mapping[int, str]] = MappingProxyType(
    {
        programme_pb2.PROGRAMME_STATUS_ELIGIBLE: "These are open to the person:",
        programme_pb2.PROGRAMME_STATUS_OPEN_UNLESS: "These are open, unless something shuts them:",
        programme_pb2.PROGRAMME_STATUS_CONDITIONAL: "These depend on the sentence:",
        programme_pb2.PROGRAMME_STATUS_UNDETERMINED: "These may open, when more is known:",
        programme_pb2.PROGRAMME_STATUS_OUTSIDE_GUIDANCE: "These are open only outside the court’s guideline:",
    }
)
"""What the plain level says of alternatives, by how they stand; what is closed is not told."""
LIABILITY: Final[Mapping[int, str]] = MappingProxyType(
    {
        decision_pb2.LIABILITY_UNSPECIFIED: "undetermined",
        decision_pb2.LIABILITY_LAWFUL: "lawful",
        decision_pb2.LIABILITY_TOLERATED: "tolerated",
        decision_pb2.LIABILITY_ADMINISTRATIVE: "an administrative offence, no crime",
        decision_pb2.LIABILITY_TICKET: "dealt with by a ticket",
        decision_pb2.LIABILITY_FIXED_PENALTY: "dealt with by a fixed penalty",
        decision_pb2.LIABILITY_FALTA: "a falta, between administrative and criminal",
        decision_pb2.LIABILITY_CRIMINAL_NON_CUSTODIAL: "a crime without custody",
        decision_pb2.LIABILITY_CRIMINAL_CUSTODIAL: "a crime for which custody is possible",
    }
)
CHECKPOINT: Final[Mapping[int, str]] = MappingProxyType(
    {
        sanction_pb2.CHECKPOINT_NAME_UNSPECIFIED: "range",
        sanction_pb2.CHECKPOINT_NAME_STATUTORY: "statutory",
        sanction_pb2.CHECKPOINT_NAME_AGGRAVATED: "aggravated",
        sanction_pb2.CHECKPOINT_NAME_INDIVIDUALISED: "individualised",
        sanction_pb2.CHECKPOINT_NAME_FINAL: "final",
    }
)
FORCE: Final[Mapping[int, str]] = MappingProxyType(
    {
        sanction_pb2.FORCE_UNSPECIFIED: "available",
        sanction_pb2.FORCE_MUST: "must be applied",
        sanction_pb2.FORCE_PRESUMED: "is presumed",
        sanction_pb2.FORCE_MAY: "may be applied",
        sanction_pb2.FORCE_MUST_CONSIDER: "must be considered first",
    }
)
GATE_KIND: Final[Mapping[int, str]] = MappingProxyType(
    {
        programme_pb2.GATE_KIND_UNSPECIFIED: "gate",
        programme_pb2.GATE_KIND_LEGAL: "by law",
        programme_pb2.GATE_KIND_CLINICAL: "clinically",
        programme_pb2.GATE_KIND_CONSENT: "consent",
        programme_pb2.GATE_KIND_OPERATIONAL: "whether it runs",
    }
)
STAGE: Final[Mapping[int, str]] = MappingProxyType(
    {
        case_pb2.STAGE_UNSPECIFIED: "at any stage",
        case_pb2.STAGE_PRE_ARREST: "before arrest",
        case_pb2.STAGE_PRE_TRIAL: "before trial",
        case_pb2.STAGE_TRIAL: "at trial",
        case_pb2.STAGE_SENTENCING: "at sentencing",
        case_pb2.STAGE_POST_SENTENCE: "after the sentence",
    }
)
CONDUCT: Final[Mapping[int, str]] = MappingProxyType(
    {
        case_pb2.CONDUCT_CONSUMPTION: "consuming",
        case_pb2.CONDUCT_ACQUISITION: "acquiring",
        case_pb2.CONDUCT_POSSESSION: "holding",
        case_pb2.CONDUCT_POSSESSION_WITH_INTENT: "holding in order to supply",
        case_pb2.CONDUCT_SUPPLY: "supplying to others",
        case_pb2.CONDUCT_SOCIAL_SUPPLY: "supplying to friends for use together",
        case_pb2.CONDUCT_TRANSPORT: "carrying",
        case_pb2.CONDUCT_IMPORT: "bringing into the country",
        case_pb2.CONDUCT_EXPORT: "taking out of the country",
        case_pb2.CONDUCT_CULTIVATION: "growing",
        case_pb2.CONDUCT_PRODUCTION: "making",
        case_pb2.CONDUCT_INTRODUCE_INTO_PRISON: "bringing into a prison",
        case_pb2.CONDUCT_FINANCING: "financing",
        case_pb2.CONDUCT_PREMISES: "letting premises be used",
        case_pb2.CONDUCT_OTHER_OFFENCE: "an offence that is no drug offence",
    }
)
PROGRAMME_STATUS: Final[Mapping[int, str]] = MappingProxyType(
    {
        programme_pb2.PROGRAMME_STATUS_ELIGIBLE: "open",
        programme_pb2.PROGRAMME_STATUS_OPEN_UNLESS: "open unless a bar exists",
        programme_pb2.PROGRAMME_STATUS_CONDITIONAL: "by the sentence that is imposed",
        programme_pb2.PROGRAMME_STATUS_UNDETERMINED: "turning on what nobody has stated",
        programme_pb2.PROGRAMME_STATUS_OUTSIDE_GUIDANCE: "open only outside the range that guides",
        programme_pb2.PROGRAMME_STATUS_CLOSED: "closed",
    }
)
SPEAKER: Final[Mapping[int, str]] = MappingProxyType(
    {
        fact_pb2.SPEAKER_UNSPECIFIED: "anybody",
        fact_pb2.SPEAKER_COURT: "the court",
        fact_pb2.SPEAKER_PROSECUTION: "the prosecution",
        fact_pb2.SPEAKER_DEFENCE: "the defence",
        fact_pb2.SPEAKER_POLICE: "the police",
        fact_pb2.SPEAKER_LABORATORY: "a laboratory",
        fact_pb2.SPEAKER_CLINIC: "a clinic",
        fact_pb2.SPEAKER_PROGRAMME: "who runs the programme",
    }
)
CONCLUSION_KIND: Final[Mapping[int, str]] = MappingProxyType(
    {
        decision_pb2.CONCLUSION_KIND_UNSPECIFIED: "concluded",
        decision_pb2.CONCLUSION_KIND_DERIVED: "follows from other facts",
        decision_pb2.CONCLUSION_KIND_MEASURED: "measured from the items",
        decision_pb2.CONCLUSION_KIND_RULE: "by law",
        decision_pb2.CONCLUSION_KIND_STATED: "as the case states it",
    }
)
VERDICT: Final[Mapping[int, str]] = MappingProxyType(
    {
        decision_pb2.MILDER_LAW_VERDICT_UNSPECIFIED: "not compared",
        decision_pb2.MILDER_LAW_VERDICT_NOT_COMPARED: "only one law takes part: that of {date}",
        decision_pb2.MILDER_LAW_VERDICT_EQUAL: "the laws lead to the same liability and custody: that of {date} applies",
        decision_pb2.MILDER_LAW_VERDICT_OFFENCE_LAW: "the law of the offence is the milder one: that of {date} applies",
        decision_pb2.MILDER_LAW_VERDICT_LATER_LAW: "a later law is milder: that of {date} applies",
        decision_pb2.MILDER_LAW_VERDICT_INCOMPARABLE: "no law is milder at both ends: the outcomes of each are given",
    }
)
MEETS: Final[Mapping[int, str]] = MappingProxyType(
    {
        decision_pb2.SERVED_AGAINST_RANGE_UNSPECIFIED: "not compared",
        decision_pb2.SERVED_AGAINST_RANGE_NOT_KNOWN: "whether the time served meets it cannot be said",
        decision_pb2.SERVED_AGAINST_RANGE_BELOW_LEAST: "the time served does not reach its least",
        decision_pb2.SERVED_AGAINST_RANGE_LEAST_REACHED: "the time served reaches its least, and not its most",
        decision_pb2.SERVED_AGAINST_RANGE_MOST_REACHED: "the time served reaches its most",
        decision_pb2.SERVED_AGAINST_RANGE_NO_CUSTODY: "the law applied allows no custody for the offence",
    }
)
REACH: Final[Mapping[int, str]] = MappingProxyType(
    {
        decision_pb2.REVIEW_REACH_UNSPECIFIED: "not compared",
        decision_pb2.REVIEW_REACH_REACHED: "a milder law reaches a sentence that is being served",
        decision_pb2.REVIEW_REACH_IN_PART: "a milder law reaches a sentence that is being served in part",
        decision_pb2.REVIEW_REACH_NOT_REACHED: "a milder law does not reach a sentence that is being served",
        decision_pb2.REVIEW_REACH_NOT_RECORDED: "whether a milder law reaches a sentence that is being served is not recorded",
    }
)
CANDIDATE: Final[Mapping[int, str]] = MappingProxyType(
    {
        decision_pb2.CANDIDATE_UNSPECIFIED: "law of {date}",
        decision_pb2.CANDIDATE_OFFENCE: "law of the offence, {date}",
        decision_pb2.CANDIDATE_INTERMEDIATE: "law in between, {date}",
        decision_pb2.CANDIDATE_DECISION: "law of the decision, {date}",
    }
)
DATE_KEY: Final[Mapping[int, str]] = MappingProxyType(
    {
        law_pb2.DATE_KEY_UNSPECIFIED: "date",
        law_pb2.DATE_KEY_OFFENCE: "date of the offence",
        law_pb2.DATE_KEY_CONVICTION: "date of conviction",
        law_pb2.DATE_KEY_SENTENCE: "date of the sentence",
        law_pb2.DATE_KEY_DECISION: "date of the decision",
    }
)
NOTICE_KIND: Final[Mapping[int, str]] = MappingProxyType(
    {
        decision_pb2.NOTICE_KIND_UNSPECIFIED: "notice: {subjects}",
        decision_pb2.NOTICE_KIND_ROUNDED: "rounded in the accused’s favour: {subjects}",
        decision_pb2.NOTICE_KIND_DATE_DEFAULTED: "not stated, taken to be the date of the decision: {subjects}",
        decision_pb2.NOTICE_KIND_OFFENCE_PERIOD: "the law changed while the act lasted: {subjects}",
        decision_pb2.NOTICE_KIND_ALLEGED: "only alleged: {subjects}",
        decision_pb2.NOTICE_KIND_UNCERTAINTY: "computed within the stated uncertainty: {subjects}",
        decision_pb2.NOTICE_KIND_COMPOSITION_OPEN: "the law does not say how several substances combine: {subjects}",
        decision_pb2.NOTICE_KIND_QUANTITY_UNDEFINED: "the law gives no figure: {subjects}",
        decision_pb2.NOTICE_KIND_STATED_CONCLUSION: "taken as stated, not concluded: {subjects}",
        decision_pb2.NOTICE_KIND_COMPARISON_INCOMPLETE: "the text of a law is not known: {subjects}",
        decision_pb2.NOTICE_KIND_LATER_CASE_LAW: "rules later than the offence, in force on the day of decision, were used: {subjects}",
        decision_pb2.NOTICE_KIND_IMPOSED_OUTSIDE_RANGE: "the sentence imposed lies outside the range: {subjects}",
        decision_pb2.NOTICE_KIND_UNITS_OF_TIME: "compared across units of time, in the accused’s favour: {subjects}",
        decision_pb2.NOTICE_KIND_NOT_KNOWN: "not known, and it makes a difference: {subjects}",
        decision_pb2.NOTICE_KIND_TOO_MANY_COMBINATIONS: "too many combinations are open, state some of these: {subjects}",
        decision_pb2.NOTICE_KIND_DECISIVE_SINGLY: "with so much open, what would change the answer was looked for one by one",
        decision_pb2.NOTICE_KIND_AGE_DISPUTED: "the age is disputed; if it is as stated, the case is referred: {subjects}",
        decision_pb2.NOTICE_KIND_LEAP_BIRTHDAY: "born on 29 February: the law does not say when the age changes in a common year, and 28 February is taken: {subjects}",
        decision_pb2.NOTICE_KIND_AFTER_LAST_CHECK: "the ruleset was checked against the law until the day named here, and the decision is later: {subjects}",
        decision_pb2.NOTICE_KIND_IMPLIED_BY_CHARGE: "taken as shown because the charge asks for it: {subjects}",
    }
)
BURDEN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "prosecution": "the burden of proof is on the prosecution",
        "accused": "the burden of displacing it is on the accused",
    }
)
RANGE: Final[Mapping[str, str]] = MappingProxyType({"best_case": "most favourable"})
"""Named ranges that a condition reads and whose names are no words."""
END: Final[Mapping[str, str]] = MappingProxyType(
    {
        "min": "minimum",
        "max": "maximum",
        "mean": "mean",
        "point": "starting point",
        "level": "level",
        "grades": "grades",
    }
)
"""What of a range a condition reads."""
ACT_KIND: Final[Mapping[int, str]] = MappingProxyType(
    {
        decision_pb2.ACT_KIND_TREATMENT: "Treatment",
        decision_pb2.ACT_KIND_RESTITUTION: "Making good the harm",
        decision_pb2.ACT_KIND_COOPERATION: "Cooperation",
        decision_pb2.ACT_KIND_PLEA: "Plea",
        decision_pb2.ACT_KIND_CONFESSION: "Confession",
    }
)
RANGE_CHANGE: Final[Mapping[int, str]] = MappingProxyType(
    {
        decision_pb2.RANGE_CHANGE_LOWER: "a lower range of custody",
        decision_pb2.RANGE_CHANGE_HIGHER: "a higher range of custody",
        decision_pb2.RANGE_CHANGE_CROSSING: "another range of custody",
    }
)
TOGETHER: Final[Mapping[int, str]] = MappingProxyType(
    {
        1: "One change alone",
        2: "Two changes together, and neither alone",
        3: "Three changes together, and no fewer",
    }
)
"""How many changes are told under it."""
OF_ITEM: Final[Mapping[str, str]] = MappingProxyType(
    {
        "": "item {number}",
        "amount": "the amount of item {number}",
        "purity": "the purity of item {number}",
        "purity_percent": "the purity of item {number}",
        "substance": "the form of item {number}",
        "mass_of_one": "the mass of one of item {number}",
    }
)
"""What of an item a notice is about, by its field."""
OF_CASE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "items": "the items",
        "charge": "the charge",
        "conviction_date": "date of conviction",
        "sentence_date": "date of the sentence",
    }
)
"""Fields of a case that a notice is about."""
SUBJECT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "offence": "the offence",
        "classification": "the class",
        "liability": "the liability",
        "stage": "the stage",
        "conduct": "the conduct",
        "substance": "the substance",
        "items": "the number of items",
        "purity_stated": "whether the purity is stated",
        "imposed": "the sentence imposed",
        "imposed.least": "the least sentence that may be imposed",
        "imposed.most": "the most that may be imposed",
        "imposed.lawful_least": "the least sentence that the law allows",
        "imposed.lawful_most": "the most that the law allows",
        "imposed_sentence": "the sentence imposed",
    }
)
ROLE: Final[Mapping[int, str]] = MappingProxyType(
    {
        trace_pb2.ROLE_UNSPECIFIED: "condition",
        trace_pb2.ROLE_RULE: "rule",
        trace_pb2.ROLE_OFFENCE: "offence",
        trace_pb2.ROLE_COUNTED: "count",
        trace_pb2.ROLE_STEP: "step",
        trace_pb2.ROLE_SANCTION: "sanction of",
        trace_pb2.ROLE_GATE_ASKED: "asked by the gate of",
        trace_pb2.ROLE_GATE_FAILED: "shown not to be, for the gate of",
        trace_pb2.ROLE_GATE_BARRED: "bar of",
        trace_pb2.ROLE_GATE_CLEARED: "no bar of",
        trace_pb2.ROLE_GATE_AWAITS_SENTENCE: "but for the sentence, asked by the gate of",
        trace_pb2.ROLE_BAR_AWAITS_SENTENCE: "turning on the sentence, bar of",
        trace_pb2.ROLE_GATE_OUTSIDE_GUIDANCE: "within the range that guides the court, shown not to be, for the gate of",
        trace_pb2.ROLE_BAR_WITHIN_GUIDANCE: "within the range that guides the court, bar of",
        trace_pb2.ROLE_GATE_OPEN_UNLESS: "but for bars of other programmes, asked by the gate of",
        trace_pb2.ROLE_BAR_TURNS_ON_PROGRAMME: "turning on another programme, bar of",
        trace_pb2.ROLE_FORCE: "force of",
        trace_pb2.ROLE_PASSED: "has passed:",
        trace_pb2.ROLE_READING: "open reading",
        trace_pb2.ROLE_NOTICE: "notice",
        trace_pb2.ROLE_NOT_COUNTED: "not counted for",
        trace_pb2.ROLE_GAP: "declared gap",
    }
)
PART: Final[Mapping[str, str]] = MappingProxyType(
    {"legal": "by law", "clinical": "clinically", "consent": "consent", "operational": "whether it runs"}
)
"""Parts of an element whose conditions stand apart; others are numbered."""
COMPARISON: Final[Mapping[int, str]] = MappingProxyType(
    {
        trace_pb2.COMPARISON_NOT_ONE_OF: "other than",
        trace_pb2.COMPARISON_INCLUDES: "includes",
        trace_pb2.COMPARISON_AT_LEAST: "at least",
        trace_pb2.COMPARISON_MORE_THAN: "more than",
        trace_pb2.COMPARISON_AT_MOST: "at most",
        trace_pb2.COMPARISON_LESS_THAN: "less than",
        trace_pb2.COMPARISON_STATED: "is stated",
    }
)
BOUND: Final[Mapping[int, str]] = MappingProxyType(
    {
        trace_pb2.BOUND_DENIED: "shown not to be so",
        trace_pb2.BOUND_NOT_SHOWN: "not shown to be so",
        trace_pb2.BOUND_NOT_DENIED: "not shown not to be so",
    }
)
"""What is asked of a test beside that it is shown."""

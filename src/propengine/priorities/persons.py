"""What no criterion may ask: who a person is, what they did before, what they might do.

Cases are ranked, never persons, and nothing is predicted. A list of words cannot read what an office means.
It stops what is said outright, in the four languages, and errs towards refusing: a refused question can be
asked of the case in other words, while a person who was ranked cannot be unranked. The words for those on
trial are on it, because a question that names them asks about them.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from propengine.law.elements import Language

_TERMS: Final[Mapping[Language, str]] = {
    Language.EN: r"""
        person|he|she|him|his|her|accused|suspects?|defendants?|offenders?|perpetrators?|detainees?|arrestees?
        convicts?|convicted|prisoners?
        age|ages|aged|sex|gender|race|races|racial|ethnic\w*|national origin|nationalit(?:y|ies)|foreigners?
        foreign nationals?|citizenship|migrants?|immigra\w*|religio\w*|beliefs?|colou?r|skin|sexual\w*
        political (?:opinions?|views?|affiliation)|marital|pregnan\w*|disab\w*|illness\w*|diagnos\w*
        (?:mental )?health (?:condition|status|state)|mental\w*|addict\w*|dependenc[ey]|incomes?|poor|poverty
        employment|unemploy\w*|occupation|profession|education|schooling|homeless\w*
        residen(?:t|ts|ce|cy)|address|neighbou?rhoods?|surnames?|biometric\w*|facial|faces?|emotion\w*
        records?|criminal history|antecedents?|(?:previous|prior|earlier|past) convictions?|recidivi\w*
        re ?offend\w*|risk\w*|danger(?:ous\w*)?|predict\w*|propensity|profil\w*|scor\w*
    """,
    Language.ES: r"""
        persona|acusad[oa]s?|imputad[oa]s?|procesad[oa]s?|indiciad[oa]s?|sospechos[oa]s?|sindicad[oa]s?
        detenid[oa]s?|capturad[oa]s?|condenad[oa]s?|delincuentes?|infractor(?:a|es|as)?
        edad(?:es)?|sexo|genero|razas?|racial\w*|etni\w*|nacionalidad(?:es)?|extranjer[oa]s?|ciudadania
        migrantes?|inmigra\w*|religi\w*|creencias?|color|piel|sexual\w*|opinion(?:es)? politicas?|estado civil
        embaraz\w*|discapaci\w*|enferm\w*|diagnostic\w*|estado de salud|salud mental|adict\w*|adiccion\w*
        dependencia|ingresos?|pobre\w*|desemple\w*|profesion|ocupacion|escolaridad|nivel educativo
        residen(?:cia|tes?)|domicilios?|vecindarios?|barrios?|apellidos?|biometri\w*|facial\w*|rostros?
        emocion\w*
        antecedentes?|condenas? (?:previas?|anteriores)|reinciden\w*|riesgos?|peligros\w*
        predic\w*|pronosticos?|perfil\w*|puntajes?|puntuacion\w*
    """,
    Language.PT: r"""
        pessoa|acusad[oa]s?|reus?|suspeit[oa]s?|indiciad[oa]s?|arguid[oa]s?|pres[oa]s?|detid[oa]s?|condenad[oa]s?
        infrator(?:a|es|as)?|delinquentes?
        idades?|sexo|genero|racas?|racial\w*|raciais|etni\w*|nacionalidades?|estrangeir[oa]s?|cidadania
        migrantes?|imigra\w*|religi\w*|crencas?|cor|pele|sexua\w*|opini(?:ao|oes) politicas?|estado civil
        gravid\w*|gestantes?|deficien\w*|doen\w*|diagnostic\w*|estado de saude|saude mental|viciad[oa]s?
        dependencia|renda|pobre\w*|desempreg\w*|profissao|ocupacao|escolaridade|residen(?:cia|tes?)
        domicilios?|enderecos?|bairros?|sobrenomes?|biometri\w*|facia\w*|rostos?|emoc\w*
        antecedentes?|condenac(?:ao|oes) anterior(?:es)?|reinciden\w*|riscos?|periculos\w*|perigos\w*
        predic\w*|previs(?:ao|oes)|perfil|perfis|pontuac\w*
    """,
    Language.FR: r"""
        personne|accuse\w*|prevenue?s?|suspecte?s?|inculpe\w*|mise? en (?:cause|examen)|detenue?s?
        condamnee?s?|delinquant\w*|ages?|agee?s?|sexes?|genres?|races?|racia\w*|ethni\w*|nationalites?|etrang(?:er|ere)s?
        citoyennete|migrante?s?|immigr\w*|religi\w*|croyances?|couleur|peau|sexuel\w*|opinions? politiques?
        etat civil|enceintes?|grossesse|handicap\w*|malad\w*|diagnosti\w*|etat de sante|sante mentale
        toxicoman\w*|dependance|revenus?|pauvre\w*|chomage|profession|scolarite|residen(?:ce|ts?|tes?)|domicile|adresse
        quartiers?|patronymes?|biometri\w*|facia\w*|visages?|emotion\w*
        antecedents?|casier|condamnations? anterieures?|recidiv\w*|risques?|dangerosite|dangereu\w*|predi\w*
        profil\w*|scores?
    """,
}
"""By language, what is looked for, as whole words without accents."""


def _pattern(terms: str) -> re.Pattern[str]:
    any_of = "|".join(line.strip() for line in terms.strip().splitlines())
    return re.compile(rf"\b(?:{any_of})\b")


_PATTERNS: Final[Mapping[Language, re.Pattern[str]]] = {
    language: _pattern(terms) for language, terms in _TERMS.items()
}


def asks_of_a_person(text: str, language: Language | None = None) -> str | None:
    """Return the word of a text that speaks of a person or predicts, without accents; None when none does.

    Args:
        text: what an office wrote: an id, a name, a question, a word.
        language: the language that it is in; every one is looked through when it is None, as for ids.
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    spaced = re.sub(r"[\s_-]+", " ", plain)
    for pattern in [_PATTERNS[language]] if language else _PATTERNS.values():
        if found := pattern.search(spaced):
            return found[0]
    return None

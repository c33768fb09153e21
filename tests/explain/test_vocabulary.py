"""What the vocabulary of the source documents names, the program calls as it does, in each language.

A term may have several words for it, with the country of each; a remark in brackets is none of them.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest

from propengine.explain.catalogues import LANGUAGES, Language, catalogue_of

VOCABULARY: Final = Path(__file__).with_name("vocabulary.csv")
USED: Final = {
    "possession_for_personal_use": ["conduct.possession"],
    "possession_with_intent_to_supply": ["conduct.possession-with-intent"],
    "social_supply_sharing_without_profit": ["conduct.social-supply"],
    "departure_from_the_guideline": ["plain-open.outside-guidance"],
    "sanction_range": ["outcome.range-of-custody", "subject.range-statutory", "why-not.lower-range"],
    "more_lenient_law_lex_mitior": ["decision.milder-law", "status.no-longer-an-offence", "review.reached"],
    "this_is_decision_support_a_human_decides": ["five-lines.a-person-decides"],
}
"""Where the program speaks of a term without all its words."""
SHORT: Final[Mapping[str, Mapping[Language, str]]] = {
    "possession_for_personal_use": {"en": "possession", "es": "posesión", "pt": "posse", "fr": "possession"},
    "departure_from_the_guideline": {
        "en": "guideline",
        "es": "guía",
        "pt": "diretriz",
        "fr": "ligne directrice",
    },
    "sanction_range": {"en": "range", "es": "rango", "pt": "faixa", "fr": "fourchette"},
    "more_lenient_law_lex_mitior": {"es": "más favorable", "pt": "mais benéfica", "fr": "plus douce"},
}
"""What the program says of a term, where the rest is said around it: words of the vocabulary all the same."""
OWN_WORDS: Final[Mapping[tuple[str, Language], str]] = {
    ("more_lenient_law_lex_mitior", "en"): "milder law",
    ("this_is_decision_support_a_human_decides", "en"): "a person decides",
}
"""What this program says in English all the same: it is what its contract and its pages say."""


def terms() -> Mapping[str, Mapping[str, str]]:
    with VOCABULARY.open(encoding="utf-8") as file:
        return {term["key"]: term for term in csv.DictReader(file)}


def bare(text: str) -> str:
    """Return a text as it is compared: plurals, and the two ways to write Portuguese, are one."""
    text = text.lower().replace("’", "'").replace("ô", "ó")
    return re.sub(r"(?<=\w\w)s\b", "", text)


def words_of(term: Mapping[str, str], language: Language) -> Sequence[str]:
    """Return each word for a term; of a motto, each clause."""
    said = re.sub(r"\s*\([^)]*\)", "", term[language])
    return [bare(one.strip()) for one in re.split("[;/]", said)]


def called(key: str, language: Language) -> Sequence[str]:
    """Return what the program may call a term."""
    own, short = OWN_WORDS.get((key, language)), SHORT.get(key, {}).get(language)
    found = own or short
    return [bare(found)] if found else words_of(terms()[key], language)


def verbatim() -> Iterator[tuple[str, str]]:
    """Yield each term with each message that has all its words in English."""
    for key, term in terms().items():
        for id_, forms in catalogue_of("en").texts.items():
            text = bare(" ".join(forms))
            if any(re.search(rf"(?<![\w-]){re.escape(word)}(?!\w)", text) for word in words_of(term, "en")):
                yield key, id_


ASKED: Final = sorted({*verbatim(), *((key, id_) for key, ids in USED.items() for id_ in ids)})


@pytest.mark.parametrize(("key", "id_"), ASKED)
def test_a_term_is_called_as_the_vocabulary_calls_it(key: str, id_: str) -> None:
    """In all four languages, wherever it stands in English."""
    for language in LANGUAGES:
        said, words = bare(" ".join(catalogue_of(language).texts[id_])), called(key, language)
        assert any(word in said for word in words), (language, said, words)


@pytest.mark.parametrize("key", SHORT)
def test_a_short_word_is_one_of_the_vocabulary(key: str) -> None:
    """It is not made up."""
    for language, short in SHORT[key].items():
        assert any(bare(short) in word for word in words_of(terms()[key], language)), (language, short)


def test_the_terms_that_are_used() -> None:
    """Fewer would say that nothing was compared."""
    assert {
        "aggravated_trafficking",
        "alternative_to_incarceration",
        "burden_of_proof",
        "criminal_structure",
        "micro_trafficking",
        "personal_use",
        "starting_point",
        "trafficking",
        *USED,
    } <= {key for key, _ in ASKED}


@pytest.mark.parametrize(("language", "words"), [("es", ["marco"]), ("pt", ["moldura"])])
def test_no_second_word_for_a_range(language: Language, words: list[str]) -> None:
    """`Rango` and `faixa` are the words of the vocabulary, and the only ones."""
    texts = [bare(form) for forms in catalogue_of(language).texts.values() for form in forms]

    assert [] == [text for text in texts for word in words if re.search(rf"\b{word}\b", text)]

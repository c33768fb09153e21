"""The forms of an answer: the same facts in each, nothing of the caller unescaped, and only answers."""

import re
from html.parser import HTMLParser

import pytest

from propengine.explain.catalogues import Language
from propengine.explain.forms import Form, Level, UnreadableAnswerError, Wanted, lines_of, text_of
from propengine.explain.page import plain
from propengine.v1 import decision_pb2, law_pb2
from tests.explain.conftest import Decided

DECIDED = decision_pb2.DECISION_STATUS_DECIDED
LANGUAGES: tuple[Language, ...] = ("en", "es", "pt", "fr")
EXAMPLES = (
    "pt-herb-24.9-g-2005",
    "cl-small-trafficker-2024",
    "us-courier-2018",
    "gb-eaw-courier-2021",
    "uy-six-plants",
    "ec-review-2014",
)


class Words(HTMLParser):
    """What a page says, and the elements that are open and were never closed."""

    VOID = frozenset({"meta", "rect"})

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.open: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.outside += [str(value) for name, value in attrs if name in {"src", "href"}]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Leave out what is closed where it is opened."""

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.said.append(data)


def words_of(page: str) -> Words:
    found = Words()
    found.feed(page)
    found.close()
    return found


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_form_says_what_the_lines_say(
    name: str, language: Language, level: Level, decided: Decided
) -> None:
    """Each line stands in the page, in Markdown and in the text."""
    decision = decided(name)
    lines = [bare(line.text) for line in lines_of(decision, Wanted(language, level)) if line.text]
    page = words_of(text_of(decision, Wanted(language, level, Form.HTML)))
    marked = text_of(decision, Wanted(language, level, Form.MARKDOWN))
    text = text_of(decision, Wanted(language, level))

    said = bare("".join(page.said))
    unmarked = bare(re.sub(r"\\(.)", r"\1", marked).replace("**", ""))
    assert [] == [line for line in lines if line not in said]
    assert [] == [line for line in lines if line not in unmarked]
    assert bare(text) == "".join(lines)


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_page_is_whole_and_asks_for_nothing(name: str, level: Level, decided: Decided) -> None:
    """Its elements are closed, it names no address, and it is small."""
    page = text_of(decided(name), Wanted("en", level, Form.HTML))
    found = words_of(page)

    assert [] == found.open
    assert [] == found.outside
    assert "http" not in page
    assert len(page.encode()) <= 100_000


def test_what_an_answer_holds_is_escaped() -> None:
    """A name is text, whatever it holds, in each form."""
    name = '<script>alert("1")</script> & *this* [that](x)'
    decision = decision_pb2.Decision(status=DECIDED, jurisdiction="xx")
    outcome = decision.outcomes.add()
    outcome.offence.id = "act"
    outcome.offence.name.en = name
    page = text_of(decision, Wanted(form=Form.HTML))
    marked = text_of(decision, Wanted(form=Form.MARKDOWN))

    assert "<script" not in page
    assert bare(name) in bare("".join(words_of(page).said))
    assert r"\<script\>" in marked
    assert r"\*this\* \[that\]" in marked


@pytest.mark.parametrize(
    ("decision", "why"),
    [
        (decision_pb2.Decision(), "no jurisdiction or no status"),
        (decision_pb2.Decision(status=DECIDED), "no jurisdiction or no status"),
        (
            decision_pb2.Decision(status=DECIDED, jurisdiction="xx", preferred=3),
            "an outcome that it does not",
        ),
        (decision_pb2.Decision(status=DECIDED, jurisdiction="xx", trace_version=2), "are of version 2"),
        (decision_pb2.Decision(status=99, jurisdiction="xx"), "99 is not known"),  # type: ignore[arg-type]
        (
            decision_pb2.Decision(
                status=DECIDED,
                jurisdiction="xx",
                outcomes=[
                    decision_pb2.Outcome(
                        conclusions=[
                            decision_pb2.Conclusion(subject="x", value=law_pb2.Value(number="one", unit="m"))
                        ]
                    )
                ],
            ),
            "where a number stands",
        ),
    ],
)
def test_what_is_no_answer_is_refused_by_name(decision: decision_pb2.Decision, why: str) -> None:
    """Nothing, an outcome that is not there, a word of a later version, a number that is none."""
    with pytest.raises(UnreadableAnswerError, match=why):
        text_of(decision, Wanted())


def test_a_passage_in_another_language_says_which(decided: Decided) -> None:
    """What the ruleset of Portugal says in no French stands in the language it has, and is marked so."""
    page = text_of(decided("pt-herb-24.9-g-2005"), Wanted("fr", form=Form.HTML))

    assert '<html lang="fr">' in page
    assert re.search(r'<span lang="(en|pt)">[^<]+</span>', page)
    assert "<span lang=" not in text_of(decided("pt-herb-24.9-g-2005"), Wanted("en", form=Form.HTML))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", Level)
def test_a_translation_says_that_nobody_signed_it_off(
    language: Language, level: Level, decided: Decided
) -> None:
    """English is the language in which the words are written."""
    working = {
        "en": "working translation",
        "es": "traducción de trabajo",
        "pt": "tradução de trabalho",
        "fr": "traduction de travail",
    }
    text = plain(lines_of(decided("uy-six-plants"), Wanted(language, level)))

    assert (working[language] in text) == (language != "en")

import pytest
from pydantic import ValidationError

from propengine.law.elements import Language, Mark, lowest
from propengine.law.vocabulary import COMMON_FACTS, Derivation, Fact, Speaker

ASKED = {"question": {"en": "Is it so?"}, "stated_by": ["court"]}


@pytest.mark.parametrize(
    "data",
    [
        {"type": "boolean", **ASKED},
        {"type": "enum", "members": ["a", "b"], **ASKED},
        {"type": "enum", "members": ["a", "b", "c"], "ranked": ["c", "a"], **ASKED},
        {"type": "set", "members": ["a"], **ASKED},
        {"type": "boolean", "open_act": {"kind": "plea", "until": "trial"}, **ASKED},
        {
            "type": "enum",
            "members": ["a", "b"],
            "open_act": {"kind": "plea", "until": "trial", "members_until": {"a": "pre_trial"}},
            **ASKED,
        },
        {"type": "boolean", "concluded": True},
        {"type": "integer", "derive": {"size": "roles"}},
    ],
)
def test_a_fact_is_asked_concluded_or_derived(data: dict[str, object]) -> None:
    """Somebody states it, a rule concludes it, or it follows: each is enough."""
    assert data["type"] == Fact.model_validate(data).type


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"type": "boolean"}, "expected a question"),
        ({"type": "enum", **ASKED}, "expected members exactly when the type is enum or set"),
        ({"type": "boolean", "members": ["a"], **ASKED}, "expected members exactly when"),
        ({"type": "enum", "members": ["a", "a"], **ASKED}, "expected each member once"),
        ({"type": "enum", "members": ["A b"], **ASKED}, "should match pattern"),
        ({"type": "enum", "members": ["a", "b"], "ranked": ["a", "c"], **ASKED}, "expected ranked to name"),
        ({"type": "enum", "members": ["a", "b"], "ranked": ["a", "a"], **ASKED}, "expected ranked to name"),
        ({"type": "set", "members": ["a", "b"], "ranked": ["a", "b"], **ASKED}, "expected ranked to name"),
        (
            {"type": "integer", "open_act": {"kind": "plea", "until": "trial"}, **ASKED},
            "expected open_act of",
        ),
        (
            {
                "type": "enum",
                "members": ["a"],
                "open_act": {"kind": "plea", "until": "trial", "members_until": {"b": "trial"}},
                **ASKED,
            },
            "expected open_act of",
        ),
        ({"type": "boolean", "open_act": {"kind": "flight", "until": "trial"}, **ASKED}, "'treatment'"),
        ({"type": "boolean", "open_act": {"kind": "plea"}, **ASKED}, "Field required"),
        ({"type": "text", **ASKED}, "'boolean', 'enum'"),
        ({"type": "integer", "derive": {}}, "exactly one way to derive"),
        ({"type": "integer", "derive": {"size": "a", "share": ["a", "b"]}}, "exactly one way to derive"),
    ],
)
def test_a_fact_that_nobody_could_state_is_refused(data: dict[str, object], told: str) -> None:
    """Members belong to enums and sets; a fact without a source is none; a derivation goes one way."""
    with pytest.raises(ValidationError, match=told):
        Fact.model_validate(data)


def test_a_misspelt_field_is_a_fault() -> None:
    """Parts are closed: nothing that a drafter wrote is silently ignored."""
    with pytest.raises(ValidationError, match="Extra inputs"):
        Fact.model_validate({"type": "boolean", "favorable_only": True, **ASKED})


def test_a_derivation_keeps_its_one_way() -> None:
    """The order of the two dates is kept: from the first to the second."""
    derivation = Derivation.model_validate({"years_between": ["birth_date", "offence_date"]})

    assert ("birth_date", "offence_date") == derivation.years_between


def test_the_common_facts_speak_four_languages() -> None:
    """Every legal order asks for them, so every interface language has its question."""
    assert all(fact.question and set(Language) == set(fact.question) for fact in COMMON_FACTS.values())


def test_age_follows_from_the_birth_date() -> None:
    """The age at the offence is derived, so that a case need state only one of the two."""
    derive = COMMON_FACTS["age_at_offence"].derive

    assert derive is not None
    assert ("birth_date", "offence_date") == derive.years_between


def test_a_sentence_is_stated_by_the_court_alone() -> None:
    """Nobody else may say what was imposed."""
    assert [Speaker.COURT] == COMMON_FACTS["imposed_sentence"].stated_by


@pytest.mark.parametrize(
    ("marks", "weakest"),
    [
        ((), Mark.V),
        ((Mark.V, Mark.P), Mark.P),
        ((Mark.M, Mark.V, Mark.P), Mark.M),
        ((Mark.V, Mark.V), Mark.V),
    ],
)
def test_an_answer_is_as_good_as_its_weakest_figure(marks: tuple[Mark, ...], weakest: Mark) -> None:
    """M is weaker than P, and P than V; with no figures nothing is in doubt."""
    assert weakest == lowest(*marks)

"""An answer is in the languages that its request names, and in no other."""

from collections.abc import Iterator

import grpc
import pytest

from propengine.client import Client
from propengine.explain.forms import Wanted, text_of
from propengine.explain.telling import texts_of
from propengine.v1 import case_pb2, decision_pb2, evaluation_service_pb2 as messages
from propengine.v1.evaluation_service_pb2_grpc import EvaluationServiceStub as Stub
from tests.service.conftest import Service, refused

EVERY = ["en", "es", "pt", "fr"]


def sent(decision: decision_pb2.Decision) -> set[str]:
    """Return the languages of its texts: the trace, and what has one language alone, included."""
    return {field.name for text in texts_of(decision) for field, _ in text.ListFields()}


def answered(evaluations: Stub, case: case_pb2.Case, *languages: str) -> decision_pb2.Decision:
    request = messages.EvaluateCaseRequest(case=case, languages=languages)
    return evaluations.EvaluateCase(request, timeout=30).decision


def test_none_is_named(evaluations: Stub, case: case_pb2.Case) -> None:
    """The jurisdiction's own and English: of this one, English is its own."""
    decision = answered(evaluations, case)

    assert ["en"] == list(decision.languages)
    assert {"en"} == sent(decision)
    assert [] == list(decision.unspoken_languages)


def test_one_is_named(evaluations: Stub, case: case_pb2.Case) -> None:
    """What has no text in it keeps those it has: a name is never lost."""
    every, french = answered(evaluations, case, *EVERY), answered(evaluations, case, "fr-CA")
    without = {text.en for text in texts_of(every) if not text.fr}
    kept = [text for text in texts_of(french) if text.en]

    assert ["fr"] == list(french.languages)
    assert any(text.fr for text in texts_of(french))
    assert without >= {text.en for text in kept}
    assert not any(text.fr for text in kept)
    assert french.ByteSize() < every.ByteSize()


@pytest.mark.parametrize("view", [messages.DECISION_VIEW_BASIC, messages.DECISION_VIEW_FULL])
def test_the_languages_change_nothing_else(view: int, evaluations: Stub, case: case_pb2.Case) -> None:
    """Without its texts, an answer in one language is the answer in four, whichever was asked for before."""

    def bare(*languages: str) -> decision_pb2.Decision:
        request = messages.EvaluateCaseRequest(case=case, view=view, languages=languages)  # type: ignore[arg-type]  # a number of the enum
        decision = evaluations.EvaluateCase(request, timeout=30).decision
        for text in list(texts_of(decision)):
            text.Clear()
        decision.ClearField("languages")
        return decision

    assert bare(*EVERY) == bare("es")
    assert bare("pt", "en") == bare(*EVERY)


def test_one_that_is_not_spoken_is_told(evaluations: Stub, case: case_pb2.Case) -> None:
    """Others stand in: those that are spoken among the named ones, else what is sent to everybody."""
    one, none = answered(evaluations, case, "de", "es"), answered(evaluations, case, "de", "nah")

    assert (["es"], ["de"]) == (list(one.languages), list(one.unspoken_languages))
    assert (["en"], ["de", "nah"]) == (list(none.languages), list(none.unspoken_languages))
    assert "not spoken here: de and nah" in text_of(none, Wanted())


@pytest.mark.parametrize(
    ("languages", "fields"),
    [
        (["es", "Spanish, please"], {"languages[1]": "INVALID_LANGUAGE"}),
        (["", "pt_BR"], {"languages[0]": "INVALID_LANGUAGE", "languages[1]": "INVALID_LANGUAGE"}),
        (["a" * 36], {"languages[0]": "INVALID_LANGUAGE"}),
        (["en"] * 21, {"languages": "INVALID_LANGUAGE"}),
    ],
)
def test_what_is_no_tag_is_refused(
    languages: list[str], fields: dict[str, str], evaluations: Stub, case: case_pb2.Case
) -> None:
    """With its place, and with every other fault of the request."""
    with pytest.raises(grpc.RpcError) as caught:
        answered(evaluations, case, *languages)

    assert fields == refused(caught.value).fields


def test_each_of_several_cases_has_its_own(service: Service, evaluations: Stub, case: case_pb2.Case) -> None:
    """In a batch and in a stream, beside each other."""
    named = [["es"], [], ["fr", "en"]]
    batch = messages.BatchEvaluateCasesRequest(
        requests=[messages.EvaluateCaseRequest(case=case, languages=one) for one in named]
    )
    results = evaluations.BatchEvaluateCases(batch, timeout=30).results

    def requests() -> Iterator[messages.StreamEvaluateCasesRequest]:
        yield from (messages.StreamEvaluateCasesRequest(case=case, languages=one) for one in named)

    streamed = [response.result for response in evaluations.StreamEvaluateCases(requests(), timeout=30)]
    with Client(service.address) as client:
        (many,) = client.evaluate_many([case], languages=["es"])
        (flowing,) = client.evaluate_stream([case], languages=["es"])
        one = client.evaluate(case, languages=["es"])

    expected = [["es"], ["en"], ["fr", "en"]]
    assert expected == [list(result.decision.languages) for result in results]
    assert expected == [list(result.decision.languages) for result in streamed]
    assert one == many == flowing == results[0].decision

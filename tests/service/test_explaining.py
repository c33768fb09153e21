"""An answer told over the wire: in a language, at a level, in a form; what cannot be told is refused."""

from collections.abc import Callable

import grpc
import pytest

from propengine.client import Client, RefusedError
from propengine.v1 import case_pb2, decision_pb2, evaluation_service_pb2 as messages
from propengine.v1.evaluation_service_pb2_grpc import EvaluationServiceStub as Stub
from tests.service.conftest import Service, refused

PLAIN = messages.EXPLANATION_LEVEL_PLAIN
HTML = messages.EXPLANATION_FORM_HTML

Decide = Callable[[case_pb2.Case], decision_pb2.Decision]


def test_a_kept_answer_is_told_again(decide: Decide, case: case_pb2.Case, service: Service) -> None:
    """From itself alone, after it was bytes; what is not asked for is English text for professionals."""
    kept = decision_pb2.Decision.FromString(decide(case).SerializeToString())
    with Client(service.address) as client:
        told = client.explain(kept)
        page = client.explain(kept, languages=["de", "es-419", "fr"], level=PLAIN, form=HTML)

    assert ("en", "text/plain", "") == (told.language, told.media_type, told.notice)
    assert "\nWhat it is: " in told.text
    assert ("es", "text/html", "") == (page.language, page.media_type, page.notice)
    assert '<html lang="es">' in page.text
    assert "¿Qué puede pasar?" in page.text


def test_why_not_is_told_where_it_is_asked_for(decide: Decide, case: case_pb2.Case, service: Service) -> None:
    """From the answer alone, too."""
    decision = decide(case)
    with Client(service.address) as client:
        told, asked = client.explain(decision), client.explain(decision, why_not=True)

    assert "\nWhy not\n" not in told.text
    assert "\nWhy not\n" in asked.text


def test_a_language_that_is_not_spoken_is_said(
    decide: Decide, case: case_pb2.Case, evaluations: Stub
) -> None:
    """English stands in for it, and the answer says so."""
    request = messages.ExplainDecisionRequest(decision=decide(case), languages=["de", "nah"])
    told = evaluations.ExplainDecision(request, timeout=30)

    assert "en" == told.language
    assert "de, nah: not spoken here (en, es, pt, fr are); this is told in English" == told.notice


@pytest.mark.parametrize(
    ("request_", "fields"),
    [
        (messages.ExplainDecisionRequest(), {"decision": "MISSING_FIELD"}),
        (messages.ExplainDecisionRequest(decision={}), {"decision": "UNREADABLE_ANSWER"}),
        (
            messages.ExplainDecisionRequest(decision={}, languages=["es", "x" * 36], level=7, form=9),  # type: ignore[arg-type]
            {
                "languages[1]": "INVALID_LANGUAGE",
                "level": "UNKNOWN_ENUM_VALUE",
                "form": "UNKNOWN_ENUM_VALUE",
            },
        ),
    ],
)
def test_what_cannot_be_told_is_refused(
    request_: messages.ExplainDecisionRequest, fields: dict[str, str], evaluations: Stub
) -> None:
    """Every fault is named with its field."""
    with pytest.raises(grpc.RpcError) as caught:
        evaluations.ExplainDecision(request_, timeout=30)

    assert fields == refused(caught.value).fields


def test_the_client_raises_what_the_service_refuses(service: Service) -> None:
    """As for a case."""
    with Client(service.address) as client, pytest.raises(RefusedError, match="no jurisdiction or no status"):
        client.explain(decision_pb2.Decision())

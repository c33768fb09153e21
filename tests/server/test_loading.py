from pathlib import Path

import pytest

from propengine.contract.violations import RequestRefusedError
from propengine.notation.faults import RulesetFaults
from propengine.server.loading import load_for
from propengine.v1 import case_pb2, decision_pb2
from tests.support import JURISDICTION, ruleset_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound ruleset `xx` beside a broken one `yy`."""
    ruleset_of(tmp_path, "facts: {a: {type: boolean, concluded: true}}")
    (tmp_path / "yy").mkdir()
    (tmp_path / "yy" / "jurisdiction.yaml").write_text(JURISDICTION.replace("name:", "nmae:"))
    return tmp_path


def test_one_case_needs_its_own_ruleset_alone(folder: Path) -> None:
    """A mistake in the law of another country does not keep a case from being decided."""
    assert ["xx"] == list(load_for(case_pb2.Case(jurisdiction="xx"), folder).rulesets)
    with pytest.raises(RulesetFaults):
        load_for(case_pb2.Case(jurisdiction="yy"), folder)


@pytest.mark.parametrize("jurisdiction", ["zz", "", ".", "..", "../xx", "xx/act", "/"])
def test_where_there_is_none_every_ruleset_is_loaded(tmp_path: Path, jurisdiction: str) -> None:
    """So that the refusal can say which there are; a path leads nowhere."""
    ruleset_of(tmp_path, "facts: {a: {type: boolean, concluded: true}}")
    case = case_pb2.Case(jurisdiction=jurisdiction)
    application = load_for(case, tmp_path)

    assert ["xx"] == list(application.rulesets)
    with pytest.raises(RequestRefusedError):
        application.evaluate(case, decision_pb2.Decision())

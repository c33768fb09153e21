from itertools import chain
from typing import Any

import pytest
from google.protobuf.descriptor import Descriptor, FieldDescriptor

from propengine.v1 import (
    case_pb2,
    decision_pb2,
    evaluation_service_pb2,
    fact_pb2,
    gap_pb2,
    law_pb2,
    programme_pb2,
    ruleset_service_pb2,
    sanction_pb2,
    trace_pb2,
)

FILES: tuple[Any, ...] = (
    case_pb2,
    decision_pb2,
    evaluation_service_pb2,
    fact_pb2,
    gap_pb2,
    law_pb2,
    programme_pb2,
    ruleset_service_pb2,
    sanction_pb2,
    trace_pb2,
)
MESSAGES: list[Descriptor] = list(
    chain.from_iterable(f.DESCRIPTOR.message_types_by_name.values() for f in FILES)
)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: str(message.name))
def test_no_binary_float(message: Descriptor) -> None:
    """No legal figure passes through a binary float: the contract has none."""
    floats = {FieldDescriptor.TYPE_DOUBLE, FieldDescriptor.TYPE_FLOAT}

    assert [] == [field.name for field in message.fields if field.type in floats]

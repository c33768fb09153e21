"""Reading a case from protojson, the form in which files and other programs hold it."""

import json

from google.protobuf import json_format

from propengine.client.errors import CaseUnreadableError
from propengine.v1 import case_pb2


def case_from_json(text: str | bytes) -> case_pb2.Case:
    """Return the case that protojson holds: field names in lowerCamel or as in the contract, UTF-8.

    Raises:
        CaseUnreadableError: it is no protojson of a case.
    """
    try:
        case = json_format.Parse(text, case_pb2.Case())
    except (json_format.ParseError, UnicodeDecodeError) as error:
        raise CaseUnreadableError(str(error)) from None
    if not isinstance(json.loads(text), dict):  # an empty list would be read as a case without fields
        raise CaseUnreadableError("expected a JSON object, found an empty list")
    return case

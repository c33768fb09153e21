"""The second transcriptions of a ruleset's tables, as comparisons that any ruleset can be put to.

A comparison is a test of `tests/rulesets/test_*_tables.py` with its parameters; what such a test asks for
besides is the ruleset and the handles.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from types import ModuleType
from typing import Any, Final

import pytest

from propengine.engine.evaluators import Handles
from propengine.law.ruleset import Ruleset
from tests.rulesets import (
    test_antigua_and_barbuda_tables,
    test_argentina_tables,
    test_barbados_tables,
    test_belize_tables,
    test_brazil_tables,
    test_british_columbia,
    test_canada_tables,
    test_colombia_tables,
    test_costa_rica_tables,
    test_dominican_republic_tables,
    test_ecuador_tables,
    test_england_and_wales_tables,
    test_guyana_tables,
    test_jamaica_tables,
    test_mexico_tables,
    test_panama_tables,
    test_peru_tables,
    test_saint_lucia_tables,
    test_san_francisco_programme,
    test_trinidad_and_tobago_tables,
    test_united_states_tables,
    test_uruguay_tables,
)

TABLES: Final[Mapping[str, ModuleType]] = {
    "ar": test_argentina_tables,
    "br": test_brazil_tables,
    "ca": test_canada_tables,
    "ca-bc": test_british_columbia,
    "co": test_colombia_tables,
    "cr": test_costa_rica_tables,
    "do": test_dominican_republic_tables,
    "ec": test_ecuador_tables,
    "gb-eaw": test_england_and_wales_tables,
    "pe": test_peru_tables,
    "mx": test_mexico_tables,
    "pa": test_panama_tables,
    "us-ca-sf": test_san_francisco_programme,
    "us-fed": test_united_states_tables,
    "uy": test_uruguay_tables,
    "ag": test_antigua_and_barbuda_tables,
    "bb": test_barbados_tables,
    "bz": test_belize_tables,
    "gy": test_guyana_tables,
    "jm": test_jamaica_tables,
    "lc": test_saint_lucia_tables,
    "tt": test_trinidad_and_tobago_tables,
}
"""The tests of the second transcriptions by jurisdiction."""


@dataclass(frozen=True)
class Transcription:
    """One comparison of a ruleset with a second transcription.

    Attributes:
        name: of the test, with the place of its parameters.
        test: the test.
        ruleset: the name by which it asks for the ruleset.
        parameters: the others.
    """

    name: str
    test: Callable[..., None]
    ruleset: str
    parameters: Mapping[str, Any]

    @property
    def decides(self) -> bool:
        """Say whether it asks the engine; others compare what is written, and decide nothing."""
        return "handles" in inspect.signature(self.test).parameters

    def differs(self, ruleset: Ruleset, handles: Handles) -> bool:
        """Say whether the test fails for a ruleset."""
        given = {"handles": handles} if self.decides else {}
        try:
            self.test(**{self.ruleset: ruleset}, **given, **self.parameters)
        except (Exception, pytest.fail.Exception):  # noqa: BLE001 - whatever it is, the test fails
            return True
        return False


def transcriptions_of(module: ModuleType) -> Iterator[Transcription]:
    """Yield every comparison of a module of tests that asks for a ruleset.

    Left out are those whose figures others of the module compare as they are written, without deciding.
    """
    for name, test in vars(module).items():
        if not name.startswith("test_") or test in getattr(module, "HELD_AS_WRITTEN", ()):
            continue
        asked = inspect.signature(test).parameters.values()
        rulesets = [parameter.name for parameter in asked if parameter.annotation is Ruleset]
        marks = [mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
        sets = list(product(*(list(_rows(mark.args[0], mark.args[1])) for mark in marks)))
        for i, rows in enumerate(sets):
            parameters = {key: value for row in rows for key, value in row.items()}
            for ruleset in rulesets:
                yield Transcription(f"{name}[{i}]", test, ruleset, parameters)


def _rows(names: str | tuple[str, ...], values: Any) -> Iterator[Mapping[str, Any]]:
    named = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    for value in values:
        yield {named[0]: value} if len(named) == 1 else dict(zip(named, value, strict=True))

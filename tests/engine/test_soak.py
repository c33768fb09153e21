"""The long evidence about the evaluators: run by `make proof`."""

import random
import resource
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.law.ruleset import Dates, Ruleset
from tests.support import a_case, grams

DECISIONS = 40_000
THREADS = 8


@pytest.mark.proof
def test_forty_thousand_decisions_on_any_date(
    pt: Ruleset, record_property: Callable[[str, object], None]
) -> None:
    """Random cases in eight threads: no disagreement, no growth after the first half."""
    handles = Handles()
    substances = [
        s for s in pt.law(Dates.all_on(date(2020, 1, 1))).contents.substances if s != "cannabis_plants"
    ]

    def one(number: int) -> str:
        draw = random.Random(number)
        offence = date(1996, 4, 1) + timedelta(days=draw.randrange(10_500))
        facts = {
            name: draw.random() < 0.5 for name in ("own_use_proven", "drug_dependent") if draw.random() < 0.7
        }
        case = a_case(
            [grams(f"{draw.randrange(1, 50_000) / 1000:.3f}", draw.choice(substances))],
            facts if offence >= date(2001, 7, 1) else {},
            conduct=draw.choice(["possession", "supply", "transport"]),
            jurisdiction="pt",
            offence=offence,
            decision=offence + timedelta(days=draw.randrange(1, 900)),
        )
        return decide(case, pt, handles).status.value

    with ThreadPoolExecutor(THREADS) as threads:
        first = list(threads.map(one, range(DECISIONS // 2)))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        second = list(threads.map(one, range(DECISIONS // 2, DECISIONS)))
    grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    record_property("decisions", DECISIONS)
    record_property("grown_kib_in_the_second_half", grown_kib)
    record_property("statuses", str(sorted({*first, *second})))

    assert grown_kib < 64 * 1024
    assert {"decided", "undetermined"} <= {*first, *second}

"""What an answer hinges on: how long the search takes over worked cases whose law is in use."""

import gc
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bench.measuring import MICRO, Timing
from propengine.engine.case import Case
from propengine.engine.deciding import decide
from propengine.engine.decision import Decision
from propengine.engine.evaluators import Handles
from propengine.engine.refusals import CaseRefusedError
from propengine.law.ruleset import Ruleset
from propengine.verify.worked_cases import engine_case, load_cases

CODES: Final = ("gb-eaw", "us-fed")
"""The ruleset with most programmes and steps of a guideline, and that with most phases."""
CASES: Final = 60


def run(rulesets: Mapping[str, Ruleset], folder: Path) -> None:
    """Print what the search takes beside the answer itself, and how far it came."""
    for code in CODES:
        every = load_cases(folder / code / "cases.yaml")
        cases = [engine_case(case, code) for case in every[:: max(1, len(every) // CASES)]]
        handles = Handles()
        for case in cases:  # the laws are made ready
            _decided(case, rulesets[code], handles, hinges_on=True)
        gc.collect()
        gc.freeze()  # as a worker does with the rulesets that it has read
        seconds, cpu, complete = [], [], []
        for case in cases:
            _decided(case, rulesets[code], handles, hinges_on=False)  # what is remembered has its bounds
            start, used = time.perf_counter(), time.thread_time()
            plain = _decided(case, rulesets[code], handles, hinges_on=False)
            middle, used_by_plain = time.perf_counter(), time.thread_time()
            decision = _decided(case, rulesets[code], handles, hinges_on=True)
            end, used_by_both = time.perf_counter(), time.thread_time()
            if plain is not None and decision is not None and decision.change_sets is not None:
                seconds.append(max(0.0, (end - middle) - (middle - start)))
                cpu.append(max(0.0, (used_by_both - used_by_plain) - (used_by_plain - used)))
                complete.append(decision.change_sets)
        gc.unfreeze()
        timing = Timing.of(seconds, cpu)
        print(
            f"\nWhat the answer hinges on: {len(seconds)} worked cases of {code} (target: p99 at most 50 ms)"
        )
        print(f"  by the clock    p50 {timing.p50 / 1000:6.1f} ms   p99 {timing.p99 / 1000:6.1f} ms")
        p99 = sorted(cpu)[int(len(cpu) * 0.99)] * MICRO
        print(f"  processor time  p50 {timing.cpu / 1000:6.1f} ms   p99 {p99 / 1000:6.1f} ms")
        whole = sum(sets.is_complete for sets in complete)
        decided = sorted(sets.decided for sets in complete)[len(complete) // 2]
        print(f"  {decided} sets decided (median); looked through whole in {whole} of {len(complete)} cases")


def _decided(case: Case, ruleset: Ruleset, handles: Handles, *, hinges_on: bool) -> Decision | None:
    """Return the answer without its decisive sets; None where the case is refused."""
    try:
        return decide(case, ruleset, handles, with_decisive_sets=False, with_change_sets=hinges_on)
    except CaseRefusedError:
        return None

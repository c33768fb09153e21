"""A reform on a loaded base: only what changes is lowered and compiled anew."""

from dataclasses import replace
from datetime import date
from typing import Final

from bench.measuring import MICRO, Timing, interleaved
from propengine.core.lowering import Lowering
from propengine.engine.compiled import CompiledLaw
from propengine.engine.exact import Compiler
from propengine.law.amendments import amend
from propengine.law.contents import RevisionAmendment
from propengine.law.ruleset import Dates, Law, Ruleset
from propengine.law.shorthand import written_out

TARGET_MS: Final = 50
STEP: Final = "guideline-import"


def run(ruleset: Ruleset, day: date = date(2022, 9, 1), rounds: int = 15) -> None:
    """Print what it takes to make a law ready after one step of it changed, and from nothing."""
    law = ruleset.law(Dates.all_on(day)).as_written
    lowering, compiler = Lowering(), Compiler()
    _ready(lowering, compiler, law)
    timings = interleaved(
        {
            "after one step changed": lambda: _ready(lowering, compiler, _reformed(law)),
            "from nothing": lambda: _ready(Lowering(), Compiler(), _reformed(law)),
        },
        rounds,
        warm=2,
    )
    print(f"\nA reform of {ruleset.id}, lowered and compiled, checks apart (target: at most {TARGET_MS} ms)")
    for name, timing in timings.items():
        _tell(name, timing)


def _ready(lowering: Lowering, compiler: Compiler, law: Law) -> object:
    """Make a law ready to decide a case: lowered, compiled, and with the classes that it tells apart."""
    compiled = CompiledLaw(lowering.lower(law), compiler)
    return compiled.lowered.domains, compiled.lowered.quantities


def _tell(name: str, timing: Timing) -> None:
    milli = MICRO / 1000
    print(f"  {name:<44} p50 {timing.p50 / milli:7.1f} ms   processor {timing.cpu / milli:7.1f} ms")


def _reformed(law: Law) -> Law:
    """Return the law with one step changed, as a reform proposal changes it; nothing of it is kept."""
    changes = {"set": {"steps": {STEP: {"when": {"conduct": "import", "role": {"stated": True}}}}}}
    text, misfits = amend(law.text, RevisionAmendment.model_validate(changes))
    assert not misfits
    return replace(law, text=text, contents=written_out(text))

"""The range as a figure: a bar and a row for the statute, for each step that moved it, and for the end."""

import re

from propengine.explain.figure import figure_of, rows_of
from propengine.explain.phrases import Phrases
from propengine.explain.telling import Telling
from propengine.v1 import decision_pb2, law_pb2, sanction_pb2
from tests.explain.conftest import Decided

MONTHS = sanction_pb2.END_KIND_MONTHS


def test_each_step_has_its_row(decided: Decided) -> None:
    """Chile's small trafficker: two grades by statute; one mitigating circumstance leaves the highest out."""
    decision = decided("cl-small-trafficker-2024")
    telling = Telling.of(decision, Phrases())
    rows = rows_of(telling, decision.outcomes[0])

    assert ["statutory", "final"] == [rows[0].label, rows[-1].label]
    assert [60, 36, 36] == [row.range.max.months.numerator for row in rows]


def test_the_bars_are_as_long_as_the_ranges(decided: Decided) -> None:
    """Five years and three years from the same beginning: the bars end at their share of the longest."""
    decision = decided("cl-small-trafficker-2024")
    figure = figure_of(Telling.of(decision, Phrases()), decision.outcomes[0])
    bars = [
        tuple(map(float, bar)) for bar in re.findall(r'<rect x="([\d.]+)%" y="\d+" width="([\d.]+)%"', figure)
    ]
    ends = [start + width for start, width in bars]

    assert 3 == len(bars)
    assert abs(ends[1] / ends[0] - 36 / 60) < 0.01
    assert figure.count("<tr>") == 1 + 3
    assert ["0", "5 years"] == re.findall(r"<text[^>]*>([^<]*)</text>", figure)[:2]


def test_no_custody_has_no_figure(decided: Decided) -> None:
    """An administrative offence carries none."""
    decision = decided("pt-herb-24.9-g-2005")

    assert "" == figure_of(Telling.of(decision, Phrases()), decision.outcomes[0])


def test_life_runs_out_of_the_drawing() -> None:
    """A most that is no length has a bar to the edge; what is not recorded has none."""
    decision = decision_pb2.Decision(jurisdiction="xx")
    ten = sanction_pb2.End(kind=MONTHS, months=law_pb2.Rational(numerator=120, denominator=1))
    life = sanction_pb2.End(kind=sanction_pb2.END_KIND_LIFE)
    unknown = sanction_pb2.End(kind=sanction_pb2.END_KIND_NOT_RECORDED)
    telling = Telling.of(decision, Phrases())

    for most, bars in ((life, 2), (unknown, 0)):
        outcome = decision_pb2.Outcome()
        range_ = sanction_pb2.Range(min=ten, max=most)
        for name in (sanction_pb2.CHECKPOINT_NAME_STATUTORY, sanction_pb2.CHECKPOINT_NAME_FINAL):
            outcome.checkpoints.add(name=name, range=range_)
        assert bars == figure_of(telling, outcome).count("<rect"), most

"""How many provisions, rows and cells of a ruleset have each mark."""

from collections import Counter
from pathlib import Path

from propengine.law.elements import Mark
from propengine.notation.loading import load_ruleset
from tests.support import an_offence, ruleset_of

LAW = """
substances: {lsd: {name: {en: lsd}}, mdma: {name: {en: mdma}}, pcp: {name: {en: pcp}}}
tables:
  scale:
    provision: art. 2
    mark: P
    effect: element
    bands: [{band: small, to: included}, {band: large}]
    rows:
      lsd: {cuts: [1 mg]}
      mdma: {cuts: [1 g], mark: V}
      pcp: {cuts: [1 g], marks: [V, M]}
ranges:
  grid:
    provision: art. 3
    mark: V
    by: [scale]
    cells: {small: {max: 1 y}, large: {max: 2 y, mark: M}}
offences:
"""


def test_rows_and_cells_stand_for_what_holds_them(tmp_path: Path) -> None:
    """Three rows, of which one has the table's mark and one the weakest of its own; two cells; an offence."""
    ruleset = ruleset_of(tmp_path, LAW + an_offence())

    assert Counter({Mark.V: 3, Mark.P: 1, Mark.M: 2}) == ruleset.marked


def test_what_stays_the_same_through_revisions_counts_once(tmp_path: Path) -> None:
    """A later text changes one row, which is one more."""
    ruleset_of(tmp_path, LAW + an_offence())
    later = tmp_path / "xx" / "act" / "2010-01-01.yaml"
    change = "tables: {scale: {rows: {mdma: {cuts: [2 g], mark: P}}}}"
    later.write_text(f'{{amends: "2000-01-01", citation: B, mark: V, set: {{{change}}}}}')

    assert Counter({Mark.V: 3, Mark.P: 2, Mark.M: 2}) == load_ruleset(tmp_path / "xx").marked

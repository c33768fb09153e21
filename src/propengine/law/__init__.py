"""What a ruleset is: law as dated, cited data.

Start at `ruleset` (what a law is); each module needs only those before it.

faults, numerals, conduct, stages -> amounts, durations, conditions, elements -> amendments, rows, sanctions,
vocabulary -> tables -> quantities, sizes -> steps, programmes, rules, jurisdictions -> bandings ->
readings -> contents -> shorthand (families and bands, written out) -> subjects, instruments -> limits (what
lengths of time are compared with), marked, codes -> ruleset -> catalogue (of programmes).

This package knows nothing of the rest of propengine; how law is written is the business of `notation`.
"""

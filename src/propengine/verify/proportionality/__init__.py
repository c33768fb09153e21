"""Proportionality: what a ruleset is asked while it is written, one check a module, none with a solver.

`answers` decides cases and compares what is answered, by the engine's own order; `bases` are the worked
cases that checks set out from, `amounts` what one of their amounts is changed to. Of the text alone: `bands`
(P-24), `milder_law` (P-18). Of a few worked cases: `use_and_possession` (P-09). Of changed cases: `monotone`
(P-02), `roles` (P-07), `rebuttable` (P-08), `last_resort` (P-11), `favourable_only` (P-12). `examining` runs
them.
"""

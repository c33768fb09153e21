"""How law is written: YAML with the place of every value, amendments, and the checks before a law is used.

Start at `loading`, which reads a ruleset whole. Read the other modules in this order.

faults -> files (one bound on what is read) -> syntax (what a text that is no YAML lacks) -> sources (YAML
with places) -> validation (a document as models) -> misfits (of an amendment) -> places (of the parts of a
law) -> examined -> complaints -> impossible (conditions), references, naming, contradictions, moves, readings
(what only shows when parts are seen together) -> checks -> check_records (what need not be checked again)
-> loading -> codes, catalogue, writing, beginning -> schema (for editors).
"""

"""How law is written: YAML with the place of every value, amendments, and the checks before a law is used.

Start at `loading`, which reads a ruleset whole. Read the other modules in this order.

faults -> sources (YAML with places) -> validation (a document as models) -> misfits (of an amendment)
-> places (of the parts of a law) -> examined -> complaints -> references, contradictions, moves, naming,
readings (what only shows when parts are seen together) -> checks -> check_records (what need not be checked again)
-> loading -> codes, writing -> schema (for editors).
"""

"""How one case is decided. Start at `decision.decide`; each module before it is one step of the way.

case -> intake (facts and items, exact) -> measures (numbers and bands) -> outcome (strata, sanction, programmes)
-> decision (readings, disputed facts, milder law, decisive facts).
"""

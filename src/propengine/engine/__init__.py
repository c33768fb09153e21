"""How one case is decided. Start at `deciding.decide`; each module before it is one step of the way.

case -> intake (facts and items, exact) -> measures (numbers and bands) -> outcome (strata, sanction, programmes)
-> alternatives (readings, disputed facts, findings) -> deciding (milder law) -> decision (what is told).
"""

"""How one case is decided. Start at `deciding.decide`; each module before it is one step of the way.

case -> intake (facts and items, exact) -> measures (numbers and bands) -> walk (strata, sanction, programmes)
-> outcome -> alternatives (readings, disputed facts, findings) -> deciding (milder law) -> decision.
"""

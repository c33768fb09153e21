"""How one case is decided. Start at `deciding.decide`; each module before it is one step of the way.

case -> intake (facts and items, exact) -> worlds (what is so but not known) -> measuring (numbers and bands)
-> compiled (the law, level by level) -> choosing (readings, findings, steps that a court may take)
-> applying (the milder law) -> hinges (decisive sets) -> report -> decision. `evaluators` has both readers.
"""

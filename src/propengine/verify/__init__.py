"""How a ruleset is examined: its worked cases, whose expectations never come from the engine."""

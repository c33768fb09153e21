"""How a ruleset is examined: its worked cases, whose expectations come from the provisions and never from the engine."""

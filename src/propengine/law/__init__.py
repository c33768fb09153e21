"""What a ruleset is: law as dated, cited data.

Start at `ruleset` (what a law is) and `loading` (where it comes from).
This package knows nothing of the rest of propengine.
"""

"""A rules engine for proportionality in drug sentencing: one case in, one exact explained decision out.

Where to start reading:

- ``propengine.law``: what a ruleset is, from a folder of YAML to an immutable object.
- ``propengine.engine``: how one case is decided. Every stratum is a function from (case, law, conclusions so
  far) to conclusions.
- ``propengine.server`` and ``propengine.cli``: the two ways in. They hold no rules of their own.

``law`` knows nothing of the rest; ``engine`` knows ``law``; the others know both.
"""

__version__ = "0.1.0"

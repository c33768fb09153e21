"""A rules engine for proportionality in drug sentencing: one case in, one exact explained decision out.

Where to start reading:

- ``propengine.law``: what a ruleset is, from a folder of YAML to an immutable object.
- ``propengine.engine``: how one case is decided. Every stratum is a function from (case, law, conclusions so
  far) to conclusions.
- ``propengine.server`` and ``propengine.cli``: the two ways in. They hold no rules of their own.
- ``propengine.client``: what programs in Python ask the server with. It knows the contract and nothing else.

``law`` knows nothing of the rest; ``engine`` knows ``law``; the others know both, but for the client.
The contract, ``propengine.v1``, is for ``server``, ``cli`` and ``client`` alone.
"""

__version__ = "0.1.0"

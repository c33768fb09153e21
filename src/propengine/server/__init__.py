"""How the engine is served: one mapping between the contract and the engine, and a gRPC server around it.

Where to start reading: `application`, which every way in goes through; then `messages` (a case as it
arrives), `answers` (a decision as it leaves) and `errors` (the one place that says what a caller sees of a
failure).
"""

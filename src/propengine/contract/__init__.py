"""A decision as messages of the contract, and the requests that ask for one. No transport is known here."""

"""A decision as messages of the contract, and the requests that ask for one; nothing here knows a transport."""

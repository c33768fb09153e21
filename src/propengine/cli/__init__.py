"""The command line: what the service says, from a terminal; a file for each group of commands."""

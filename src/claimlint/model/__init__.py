"""The vocabulary of the linter: frozen types that every other part speaks in.

Nothing in here reads a file, runs a pattern or knows an output format.
"""

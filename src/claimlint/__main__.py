"""Lets ``python -m claimlint`` do what the command does."""

from __future__ import annotations

from claimlint.cli import command

if __name__ == "__main__":
    command()

"""Document and library in, findings out; no reading of files and no rendering."""

from claimlint.engine.check import Checker

__all__ = ["Checker"]

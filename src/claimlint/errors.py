"""The errors that speak to a person; anything else that is raised is a fault of the linter."""

from __future__ import annotations


class ClaimlintError(Exception):
    """Something the user can put right. Its text says what is wrong, where, and what to do."""


class UsageError(ClaimlintError):
    """The command line asks for something that cannot be done."""


class ConfigError(ClaimlintError):
    """The configuration is not usable."""


class PackError(ClaimlintError):
    """A rule pack is not usable; the text starts with ``file:line:column``."""

    def __init__(self, path: str, line: int, column: int, message: str) -> None:
        super().__init__(f"{path}:{line}:{column}: {message}")
        self.path, self.line, self.column, self.message = path, line, column, message


class ReadError(ClaimlintError):
    """A file cannot be read as copy."""


class WriteError(ClaimlintError):
    """A file cannot be written; it is as it was. ``reason`` is the text without the path."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"cannot write {path}: {reason}")
        self.path, self.reason = path, reason

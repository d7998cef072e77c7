"""Puts the rules and their compiled form into the wheel, so that an installed linter starts without parsing YAML."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RulesBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds ``rules/**/*.yaml`` and ``compiled.rules`` as ``claimlint/rules``.

    An editable install gets nothing: it finds the rules at the top of the checkout.
    """

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, dict[str, str]]) -> None:
        """Compile the rules; a fault in them stops the build with its place."""
        if version == "editable":
            return
        top = Path(self.root)
        rules = top / "rules"
        sys.path.insert(0, str(top / "src"))
        from claimlint.packs.compiled import write_compiled

        self._folder = tempfile.TemporaryDirectory()
        compiled = Path(self._folder.name) / "compiled.rules"
        write_compiled(rules, compiled)
        included = build_data["force_include"]
        included[str(compiled)] = "claimlint/rules/compiled.rules"
        # File by file: a checkout may hold a compiled form of its own, of any age.
        for file in sorted(rules.rglob("*.yaml")):
            included[str(file)] = f"claimlint/rules/{file.relative_to(rules).as_posix()}"

    def finalize(self, version: str, build_data: dict[str, dict[str, str]], artifact_path: str) -> None:
        """Remove what ``initialize`` made."""
        if version != "editable":
            self._folder.cleanup()

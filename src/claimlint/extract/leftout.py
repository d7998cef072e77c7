"""Files that a format is known for and that hold no copy: a walk leaves them out, and naming one has it read."""

from __future__ import annotations

import re
from pathlib import PurePath

from claimlint.lazy_patterns import lazy_pattern

_TOOLS = lazy_pattern(
    r"package(?:-lock)?\.json|npm-shrinkwrap\.json|composer\.json|bower\.json|lerna\.json|nx\.json|turbo\.json"
    r"|[jt]sconfig(?:[.-][\w.-]+)?\.json|(?:angular|biome|components|deno|firebase|now|project|renovate|vercel)\.jsonc?"
    r"|(?:theme|block|composer)\.json|[\w.-]+\.config\.json|[\w.-]*schema\.json|[\w.-]+\.(?:min|lock|webmanifest)\.json"
    r"|(?:openapi|swagger)(?:[._-][\w.-]+)?\.(?:json|ya?ml)|(?:docker-)?compose(?:[._-][\w-]+)*\.ya?ml"
    r"|(?:pnpm-lock|pnpm-workspace|appveyor|codecov|cloudbuild|render|app|bitbucket-pipelines|azure-pipelines"
    r"|serverless|pubspec|mkdocs|lefthook|[Cc]hart|values)\.ya?ml"
    r"|(?:pyproject|[Cc]argo|netlify|wrangler|fly|rustfmt|clippy|taplo|poetry|uv|rust-toolchain)\.toml"
    r"|(?:gradle(?:-wrapper)?|local|build|log4j2?|application(?:-\w+)?|sonar-project|logging)\.properties"
    r"|(?:requirements|constraints)[\w.-]*\.txt|robots\.txt|CMakeLists\.txt"
)
"""Names that tools have agreed on for their settings."""
_EVIDENCE = "evidence.yaml"
_NOT_FOR_VISITORS = lazy_pattern(r"\.(?:cy|d|min|spec|stories|story|test)\.[cm]?[jt]sx?\Z", re.IGNORECASE)
"""Names of tests, stories, declarations and minified code: what visitors never read, or what has a source to read."""
_FOLDERS = frozenset(("__mocks__", "__snapshots__", "__tests__", "cypress", "migrations", "vendor"))


def left_out(path: str) -> str:
    """Say why a walk leaves out the file at ``path``, which is relative to the folder walked; empty if it does not."""
    pure = PurePath(path)
    if _TOOLS.fullmatch(pure.name):
        return "settings of a tool"
    if pure.name == _EVIDENCE:
        return "the evidence register"
    if _NOT_FOR_VISITORS.search(pure.name):
        return "a test, a story, a declaration or minified code"
    if any(part in _FOLDERS for part in pure.parts[:-1]):
        return "in a folder of tests or of other people's code"
    return ""

"""Rule packs: from YAML to a library of rules, with every check that a pack must pass.

Importing this, and loading the shipped rules from their compiled form, needs no YAML.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from claimlint.errors import UsageError
from claimlint.model.rule import Library
from claimlint.packs.compiled import compile_folder, read_compiled, restore, save

__all__ = ["COMPILED", "load_library", "shipped_rules"]

COMPILED = "compiled.rules"


def shipped_rules() -> Path:
    """Return the folder of the shipped rules: inside the installed package, or at the top of a checkout.

    Raises ``UsageError`` where neither is there.
    """
    return rules_of(Path(__file__).parent.parent)


def rules_of(package: Path) -> Path:
    """Return the rules folder that belongs to a copy of the package; see :func:`shipped_rules`."""
    installed = package / "rules"
    if installed.is_dir():
        return installed
    top = package.parent.parent
    if (top / "pyproject.toml").is_file() and (top / "rules").is_dir():
        return top / "rules"
    raise UsageError(f"the rules are missing from this installation: neither {installed} nor {top / 'rules'} is there")


def load_library(pack_paths: Sequence[Path] = (), rules_folder: Path | None = None) -> Library:
    """Return the shipped rules and the packs in ``pack_paths``, which are files or folders of YAML.

    ``rules_folder`` takes the place of the shipped rules. Raises ``PackError`` for a pack that is not usable.
    """
    library = _load_compiled(rules_folder or shipped_rules())
    if not pack_paths:
        return library
    from claimlint.packs.load import add_packs  # here, since the shipped packs need no YAML

    return add_packs(library, pack_paths)


def _load_compiled(folder: Path) -> Library:
    # The digest of all sources is taken at each start. Reading and hashing them costs a millisecond or two, less than a
    # hundredth of parsing them, and nothing cheaper holds: sizes miss an edit of equal length, and times of files mean
    # nothing in a wheel or after a checkout.
    compiled = folder / COMPILED
    library = read_compiled(compiled)
    if library is not None:
        return library
    content = compile_folder(folder)
    # An installation may be read-only; then every start reads the YAML.
    with suppress(OSError):
        save(content, compiled)
    return restore(content)

"""What the configuration says of the site: as what its files are read, and which partials its pages include."""

from __future__ import annotations

from pathlib import Path

from claimlint.extract import Format
from claimlint.files.globs import path_glob
from claimlint.model.options import Include
from claimlint.packs.fields import Fields, SourceFile, choice_of, scalar_of, shorten
from claimlint.text.yamlnodes import YamlNode, YamlScalar, YamlSequence


def read_formats(fields: Fields) -> tuple[tuple[str, Format], ...]:
    """Return the patterns under ``formats`` with the format that each gives. Raises ``PackError`` with the place."""
    source = fields.source
    formats = {kind.value: kind for kind in Format}
    found = []
    for pattern, node in fields.mapping("formats"):
        value = scalar_of(source, node, f"the format of '{shorten(pattern.value)}'")
        found.append((_pattern(source, pattern, "formats"), choice_of(source, value, "a format", formats)))
    return tuple(found)


def read_includes(fields: Fields, folder: Path) -> tuple[Include, ...]:
    """Return the partials under ``includes`` with the patterns of the pages that include them.

    Partials lie inside ``folder``, that of the configuration. Raises ``PackError`` with the place.
    """
    source = fields.source
    found = []
    for partial, node in fields.mapping("includes"):
        patterns = tuple(_pattern(source, item, "includes") for item in _items(source, node, partial))
        found.append(Include(_inside(source, partial, folder), patterns))
    return tuple(found)


def _items(source: SourceFile, node: YamlNode, key: YamlScalar) -> list[YamlScalar]:
    what = f"the pages of '{shorten(key.value)}'"
    if isinstance(node, YamlSequence):
        if not node.items:
            raise source.fault(node, f"{what} are an empty list; name at least one pattern")
        return [scalar_of(source, item, f"an item of {what}") for item in node.items]
    return [scalar_of(source, node, what)]


def _pattern(source: SourceFile, scalar: YamlScalar, key: str) -> str:
    if path_glob(scalar.value) is None:
        raise source.fault(scalar, f"the pattern '{shorten(scalar.value)}' in '{key}' can never match")
    return scalar.value


def _inside(source: SourceFile, scalar: YamlScalar, folder: Path) -> Path:
    path, name = folder / scalar.value, shorten(scalar.value)
    try:
        target = path.resolve(strict=True)
        is_inside = target.is_relative_to(folder.resolve())
        is_file = target.is_file()
    except (OSError, RuntimeError, ValueError):
        message = f"there is no partial '{name}'; paths are relative to the configuration file"
        raise source.fault(scalar, message) from None
    if not is_inside:
        raise source.fault(scalar, f"the partial '{name}' is outside of the folder of the configuration file")
    if not is_file:
        raise source.fault(scalar, f"the partial '{name}' is a folder; name its files one by one")
    return target

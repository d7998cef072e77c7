"""The configuration file: where it is found, what it may say, and what it comes to.

It is data only: it names no program, no address and no variable, and no path outside of its own folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from claimlint.errors import ConfigError, PackError
from claimlint.files.read import FileProblem, read_bytes
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.rule import Confidence, Severity

if TYPE_CHECKING:
    from claimlint.extract import Format
    from claimlint.model.options import Include
    from claimlint.model.waiver import WaiverEntry
    from claimlint.packs.fields import Fields, SourceFile
    from claimlint.text.yamlnodes import YamlScalar

YAML_NAME = ".claimlint.yaml"
TOML_NAME = "pyproject.toml"
BASELINE_NAME = ".claimlint-baseline.json"
"""The baseline that is used where it lies beside the configuration and none is named."""
EVIDENCE_NAME = "evidence.yaml"
KEYS = (
    *("jurisdictions", "select", "ignore", "exclude", "fail_on", "min_confidence", "packs"),
    *("waivers", "require_reason", "require_until", "evidence", "baseline", "formats", "includes"),
)

_TABLE = "[tool.claimlint]"
_MAX_BYTES = 1024 * 1024
_MAX_DOTS = 500
_CODE = lazy_pattern(r"[a-z]{2}(-[a-z]{2,8})?")
_RELATIVE = "paths are relative to the configuration file"
_MISNAMED = {"gb": "uk", "usa": "us"}


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration file says; the defaults are those of a run without one.

    ``path`` is the absolute path of the file. ``jurisdictions``, ``select`` and ``ignore`` are those of ``Options``,
    not yet checked against the rules. ``exclude`` are patterns as in .gitignore, relative to ``base``. ``fail_on`` of
    None means never. ``packs`` are absolute paths of files and folders with packs of the user's own. ``waivers`` name
    files relative to ``base``; ``require_reason`` and ``require_until`` say what every waiver must have. ``evidence``
    is the absolute path of the evidence register, which is not yet read. ``baseline`` is the absolute path of the
    baseline that it names, which need not be there, or else of the one that was found.
    """

    path: Path | None = None
    jurisdictions: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: Severity | None = Severity.WARNING
    min_confidence: Confidence = Confidence.LOW
    packs: tuple[Path, ...] = ()
    baseline: Path | None = None
    waivers: tuple[WaiverEntry, ...] = ()
    require_reason: bool = False
    require_until: bool = False
    evidence: Path | None = None
    formats: tuple[tuple[str, Format], ...] = ()
    """Patterns for files, relative to ``base``, with what they are read as; the last one that matches decides."""
    includes: tuple[Include, ...] = ()

    @property
    def base(self) -> Path | None:
        """The folder that the patterns of ``exclude`` and ``waivers`` are relative to; None without a file."""
        return None if self.path is None else self.path.parent


def load_config(cwd: Path, explicit: Path | None = None) -> Config:
    """Return the configuration in ``explicit``, relative to ``cwd``, or in the nearest file from ``cwd`` upward.

    The search ends at the root of the repository. A file is ``.claimlint.yaml`` or a ``pyproject.toml`` with the table
    ``[tool.claimlint]``; ``explicit`` may have any name, and is TOML if that ends in ``.toml``. A baseline that nobody
    named is looked for beside the configuration, or without one where a configuration would be. Raises ``ConfigError``,
    whose text starts with ``path:line:column`` where there is a line to point at.
    """
    return _with_default_baseline(_written(cwd, explicit), cwd)


def _written(cwd: Path, explicit: Path | None) -> Config:
    if explicit is not None:
        path, shown = cwd / explicit, str(explicit)
        text = _text(path, shown)
        if path.suffix != ".toml":
            return _from_yaml(path, text, shown)
        if (config := _from_toml(path, text, shown)) is None:
            raise ConfigError(f"{shown}:1:1: there is no table {_TABLE}")
        return config
    for folder, top in _folders(cwd):
        if (config := _in_folder(folder, top, cwd)) is not None:
            return config
    return Config()


def place_for_new(folder: Path, *, replacing: bool) -> Path:
    """Return where a new configuration of ``folder`` goes. Raises ``ConfigError`` if one is there that must stay.

    ``replacing`` allows for one at that very place, in whatever state it is.
    """
    path, misnamed, toml = folder / YAML_NAME, folder / ".claimlint.yml", folder / TOML_NAME
    if _exists(misnamed):
        raise ConfigError(
            f"{misnamed.name}: this name is not read; call it {YAML_NAME}, and there is no need for another"
        )
    if _exists(toml) and _from_toml(toml, _text(toml, toml.name), toml.name) is not None:
        raise ConfigError(f"{toml.name}: there is a configuration here already, in {_TABLE}")
    if _exists(path) and not replacing:
        raise ConfigError(f"{path.name}: there is a configuration here already; to replace it use --force")
    return path


def _with_default_baseline(config: Config, cwd: Path) -> Config:
    """Add the baseline beside the configuration, or without one the nearest from ``cwd`` upward, if there is any."""
    for folder, top in _folders(config.base or cwd):
        path = folder / BASELINE_NAME
        if config.baseline is None and _exists(path):
            _require_inside(path, top, shown_path(path, cwd), "--baseline")
            return replace(config, baseline=path)
        if config.base is not None:
            break
    return config


def _folders(cwd: Path) -> Iterator[tuple[Path, Path]]:
    """Give the folders to search, each with the one that a link in it must not lead out of."""
    folders = [cwd, *cwd.parents]
    for index, folder in enumerate(folders):
        if _exists(folder / ".git"):
            yield from ((inner, folder) for inner in folders[: index + 1])
            return
    yield from ((folder, folder) for folder in folders)


def _in_folder(folder: Path, top: Path, cwd: Path) -> Config | None:
    yaml_path, toml_path = folder / YAML_NAME, folder / TOML_NAME
    if _exists(folder / ".claimlint.yml"):
        raise ConfigError(f"{shown_path(folder / '.claimlint.yml', cwd)}: this name is not read; call it {YAML_NAME}")
    from_toml = None
    if _exists(toml_path):
        shown = shown_path(toml_path, cwd)
        _require_inside(toml_path, top, shown)
        from_toml = _from_toml(toml_path, _text(toml_path, shown), shown)
    if not _exists(yaml_path):
        return from_toml
    shown = shown_path(yaml_path, cwd)
    if from_toml is not None:
        both = f"{shown} and {_TABLE} in {shown_path(toml_path, cwd)}"
        raise ConfigError(f"two configurations in one folder: {both}; keep one of them")
    _require_inside(yaml_path, top, shown)
    return _from_yaml(yaml_path, _text(yaml_path, shown), shown)


def _exists(path: Path) -> bool:
    """Say whether something has this name, be it a link that leads nowhere."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        hint = "name one with --config, or use --no-config"
        raise ConfigError(f"{path}: no looking for a configuration here ({error.strerror}); {hint}") from None
    return True


def _require_inside(path: Path, top: Path, shown: str, option: str = "--config") -> None:
    try:
        inside = path.resolve().is_relative_to(top.resolve())
    except (OSError, RuntimeError):
        inside = False
    if not inside:
        raise ConfigError(f"{shown}: a link out of {top}; name its target with {option} to have it read")


def _text(path: Path, shown: str) -> str:
    try:
        data = read_bytes(path, _MAX_BYTES)
        return data.decode("utf-8-sig")
    except FileProblem as problem:
        raise ConfigError(f"{shown}: {problem.detail}") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{shown}:{line}:1: the file is not UTF-8; save it as UTF-8") from None


def shown_path(path: Path, cwd: Path) -> str:
    """Return a path as messages name it: relative to ``cwd`` where it is inside."""
    return path.relative_to(cwd).as_posix() if path.is_relative_to(cwd) else str(path)


def _from_yaml(path: Path, text: str, shown: str) -> Config:
    from claimlint.packs.fields import SourceFile
    from claimlint.text.yamlnodes import YamlScalar, parse_yaml

    try:
        root = parse_yaml(text, shown)
        if isinstance(root, YamlScalar) and not root.value:
            return Config(path, evidence=_evidence_beside(path.parent))
        return _config(path, SourceFile(shown, tuple(text.splitlines()), root, ""))
    except PackError as error:
        raise ConfigError(str(error)) from None


def _from_toml(path: Path, text: str, shown: str) -> Config | None:
    """Read the table of a pyproject.toml; None if it has none."""
    if "claimlint" not in text:  # spares most repositories the parsing
        return None
    import tomllib

    from claimlint.config_toml import toml_node
    from claimlint.packs.fields import SourceFile

    for number, written in enumerate(text.split("\n"), start=1):
        if written.count(".") > _MAX_DOTS:  # the parser takes quadratic time for a key of many parts
            raise ConfigError(f"{shown}:{number}:1: a line with more than {_MAX_DOTS} dots is not read")
    try:
        table = tomllib.loads(text).get("tool", {})
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        last = text.count("\n") + 1, len(text) - text.rfind("\n")
        line, column = map(int, place.groups()) if place else last
        problem = re.sub(r" \(at .*", "", str(error))
        raise ConfigError(f"{shown}:{line}:{column}: not valid TOML: {problem}") from None
    except (RecursionError, ValueError):
        raise ConfigError(f"{shown}:1:1: not readable as TOML: nested too deep, or a number too long") from None
    if not isinstance(table, dict) or "claimlint" not in table:
        return None
    try:
        root = toml_node(table["claimlint"], text)
        return _config(path, SourceFile(shown, tuple(text.split("\n")), root, ""))
    except PackError as error:
        raise ConfigError(str(error)) from None


def _config(path: Path, source: SourceFile) -> Config:
    from claimlint.packs.fields import Fields

    fields = Fields(source, source.root, "the configuration", KEYS)
    severities: dict[str, Severity | None] = {severity.label: severity for severity in Severity}
    severities["never"] = None
    default = Config()
    require_reason, require_until = fields.flag("require_reason", False), fields.flag("require_until", False)
    return Config(
        path=path,
        jurisdictions=tuple(_jurisdiction(source, code) for code in _list(fields, "jurisdictions", all_is_empty=True)),
        select=tuple(name.value for name in _list(fields, "select", all_is_empty=True)),
        ignore=tuple(name.value for name in _list(fields, "ignore")),
        exclude=tuple(_pattern(source, pattern) for pattern in _list(fields, "exclude")),
        fail_on=fields.choice("fail_on", severities) if fields.has("fail_on") else default.fail_on,
        min_confidence=fields.choice("min_confidence", {level.label: level for level in Confidence}, Confidence.LOW),
        baseline=_baseline(source, fields.scalar("baseline"), path.parent) if fields.has("baseline") else None,
        packs=tuple(_inner(source, pack, path.parent, "pack") for pack in _list(fields, "packs")),
        waivers=_waivers(fields, require_reason, require_until),
        require_reason=require_reason,
        require_until=require_until,
        evidence=_evidence(fields, path.parent),
        formats=_formats(fields),
        includes=_includes(fields, path.parent),
    )


def _waivers(fields: Fields, require_reason: bool, require_until: bool) -> tuple[WaiverEntry, ...]:
    if not fields.has("waivers"):
        return ()
    from claimlint.config_waivers import read_waivers

    return read_waivers(fields, require_reason=require_reason, require_until=require_until)


def _formats(fields: Fields) -> tuple[tuple[str, Format], ...]:
    if not fields.has("formats"):
        return ()
    from claimlint.config_site import read_formats

    return read_formats(fields)


def _includes(fields: Fields, folder: Path) -> tuple[Include, ...]:
    if not fields.has("includes"):
        return ()
    from claimlint.config_site import read_includes

    return read_includes(fields, folder)


def _evidence(fields: Fields, folder: Path) -> Path | None:
    """Return the register that is named, or the one beside the configuration, or None."""
    if fields.has("evidence"):
        return _inner(fields.source, fields.scalar("evidence"), folder, "evidence register")
    return _evidence_beside(folder)


def _evidence_beside(folder: Path) -> Path | None:
    found = folder / EVIDENCE_NAME
    if not _exists(found):
        return None
    _require_inside(found, folder, found.name)
    return found


def _list(fields: Fields, key: str, *, all_is_empty: bool = False) -> tuple[YamlScalar, ...]:
    """Return the texts of a list, or of one text in its place; ``all`` is the empty list where that means all."""
    from claimlint.text.yamlnodes import YamlScalar

    single = fields.has(key) and isinstance(fields.value(key), YamlScalar)
    scalars = (fields.scalar(key),) if single else fields.scalars(key)
    for scalar in scalars:
        if all_is_empty and scalar.value == "all":
            if len(scalars) > 1:
                raise fields.source.fault(scalar, f"'all' stands alone in '{key}'")
            return ()
    return scalars


def _jurisdiction(source: SourceFile, scalar: YamlScalar) -> str:
    code = scalar.value
    if code.lower() in _MISNAMED:
        raise source.fault(scalar, f"no jurisdiction '{code}'; did you mean '{_MISNAMED[code.lower()]}'?")
    if not _CODE.fullmatch(code):
        from claimlint.packs.fields import shorten

        raise source.fault(scalar, f"no jurisdiction '{shorten(code)}'; a code is as short as 'uk', in lower case")
    return code


def _pattern(source: SourceFile, scalar: YamlScalar) -> str:
    from claimlint.files.ignores import can_match
    from claimlint.packs.fields import shorten

    if not can_match(scalar.value):
        raise source.fault(scalar, f"the pattern '{shorten(scalar.value)}' in 'exclude' can never match")
    return scalar.value


def _inner(source: SourceFile, scalar: YamlScalar, folder: Path, what: str) -> Path:
    """Return the path of something inside ``folder``; ``what`` says what it is."""
    from claimlint.packs.fields import shorten

    path, name = folder / scalar.value, shorten(scalar.value)
    try:
        target = path.resolve(strict=True)
        inside = target.is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        raise source.fault(scalar, f"there is no {what} '{name}'; {_RELATIVE}") from None
    if not inside:
        raise source.fault(scalar, f"the {what} '{name}' is outside of the folder of the configuration file")
    return path


def _baseline(source: SourceFile, scalar: YamlScalar, folder: Path) -> Path:
    """Return the path of a baseline, which need not be there yet."""
    from claimlint.packs.fields import shorten

    path = folder / scalar.value
    try:
        inside = path.resolve().is_relative_to(folder.resolve()) and path != folder
    except (OSError, RuntimeError, ValueError):
        inside = False
    if not inside:
        name = shorten(scalar.value)
        raise source.fault(scalar, f"the baseline '{name}' is not a file in the folder of the configuration file")
    return path

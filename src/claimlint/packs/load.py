"""From folders and files of YAML to a library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from claimlint.errors import PackError
from claimlint.model.rule import WAIVER_PACK, Library, Pack
from claimlint.packs.fields import Fields, SourceFile, read_source
from claimlint.packs.gate import gate_index
from claimlint.packs.knowledge import read_references, read_treatments, treatment_lists
from claimlint.packs.lexicon import build_lexicon
from claimlint.packs.pattern import WordTable
from claimlint.packs.rules import PACK_KEYS, Places, Vocabulary, read_cues, read_pack

SHOWN = "rules"
"""How messages and ``Rule.path`` name the rules folder, so that they are the same on every machine."""


def load_folder(folder: Path, extra_packs: Sequence[Path] = ()) -> Library:
    """Read a rules folder, and then packs of the user's own, from YAML.

    ``extra_packs`` are files, or folders whose ``*.yaml`` and ``*.yml`` files are taken. Raises ``PackError`` at the
    first fault.
    """
    return load_with_places(folder, extra_packs)[0]


def load_with_places(folder: Path, extra_packs: Sequence[Path] = ()) -> tuple[Library, Places]:
    """Do as :func:`load_folder`, and also return where the examples, rewrites and references stand."""
    places: Places = {}
    library = _load_shipped(folder, places)
    return add_packs(library, extra_packs, places), places


def add_packs(library: Library, paths: Sequence[Path], places: Places | None = None) -> Library:
    """Return ``library`` with packs of the user's own.

    They may use all of its lists and references and define more in their files. Raises ``PackError``.
    """
    if not paths:
        return library
    sources = [read_source(file, file.as_posix()) for path in paths for file in _pack_files(path)]
    return _indexed(_add(library, sources, {} if places is None else places))


def _pack_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    try:
        files = sorted(file for file in path.iterdir() if file.suffix in (".yaml", ".yml"))
    except OSError as error:
        raise PackError(path.as_posix(), 1, 1, f"cannot be read: {error.strerror}") from None
    if not files:
        raise PackError(path.as_posix(), 1, 1, "the folder holds no pack (*.yaml)")
    return files


def _load_shipped(folder: Path, places: Places) -> Library:
    source = _shipped(folder, "references.yaml")
    node = Fields(source, source.root, "the file", ("references",)).value("references")
    found = read_references(source, node)
    places.update({("reference", name): (source.path, line) for name, (_, line) in found.items()})
    references = {name: reference for name, (reference, _) in found.items()}
    source = _shipped(folder, "treatments.yaml")
    node = Fields(source, source.root, "the file", ("treatments",)).value("treatments")
    treatments = read_treatments(source, node, references)
    parts = [_shipped(folder, f"lexicon/{file.name}") for file in _yaml_files(folder / "lexicon")]
    lexicons = build_lexicon(
        [(part, Fields(part, part.root, "the file", ("lexicon",)).value("lexicon")) for part in parts],
        treatment_lists(treatments),
    )
    files = _yaml_files(folder / "packs")
    if not files:
        raise PackError(f"{SHOWN}/packs", 1, 1, "the folder holds no pack (*.yaml), so nothing could be judged")
    library = Library((), lexicons, (), {}, (), treatments, references)
    library = _add(library, [_shipped(folder, f"packs/{file.name}") for file in files], places, by_stem=True)
    table = WordTable(library.gate_words)
    cues = read_cues(_shipped(folder, "context.yaml"), Vocabulary(library.lexicons, table), places)
    return _indexed(replace(library, cues=cues, gate_words=table.words))


def _indexed(library: Library) -> Library:
    """Return ``library`` with the index from words to the gates of its patterns."""
    rules = library.rules.values()
    groups = [
        group for rule in rules for group in (rule.patterns, rule.unless, rule.satisfied_by, rule.contradicted_by)
    ]
    groups += [group for cue in library.cues for group in (cue.patterns, cue.anti)]
    used = {index for group in groups for pattern in group for index in pattern.gate}
    return replace(library, word_gates=gate_index({index: library.gate_words[index] for index in sorted(used)}))


def _add(library: Library, sources: Sequence[SourceFile], places: Places, *, by_stem: bool = False) -> Library:
    """Return ``library`` with the packs in ``sources``; ``by_stem`` holds them to the names of their files."""
    tops = [Fields(source, source.root, "a pack", PACK_KEYS) for source in sources]
    references = dict(library.references)
    for top in tops:
        if top.has("references"):
            found = read_references(top.source, top.value("references"), references)
            references.update({name: reference for name, (reference, _) in found.items()})
            places.update({("reference", name): (top.source.path, line) for name, (_, line) in found.items()})
    parts = [(top.source, top.value("lexicon")) for top in tops if top.has("lexicon")]
    vocabulary = Vocabulary(build_lexicon(parts, library.lexicons), WordTable(library.gate_words))
    packs: dict[str, Pack] = {pack.id: pack for pack in library.packs}
    for top in tops:
        name = top.scalar("pack")
        stem = Path(top.source.path).stem
        if by_stem and name.value != stem:
            raise top.source.fault(name, f"the pack must be called '{stem}', as its file is")
        if name.value in packs or name.value == WAIVER_PACK:
            raise top.source.fault(name, f"the pack '{name.value}' already exists; choose another name")
        packs[name.value] = read_pack(top, vocabulary, references, places)
    return replace(
        library,
        packs=tuple(packs.values()),
        lexicons=dict(vocabulary.lexicons),
        gate_words=vocabulary.table.words,
        references=references,
        rules={rule.id: rule for pack in packs.values() for rule in pack.rules},
    )


def _shipped(folder: Path, name: str) -> SourceFile:
    return read_source(folder / name, f"{SHOWN}/{name}")


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml"))

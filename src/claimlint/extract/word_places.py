"""Where in the bytes of a Word document its text stands, for what is written back beside it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class RunElement:
    """A run: a stretch of text in one format, ``<w:r>`` to ``</w:r>``.

    All offsets are bytes of the part, from 0, the end exclusive. ``content`` is where its first text or object begins,
    ``properties`` are the bytes of its ``<w:rPr>`` element. ``is_plain`` says that a change can be tracked in it: it is
    no part of a field's code, of somebody's tracked change or of what no reader sees.
    """

    part: str
    start: int
    prefix: bytes
    is_plain: bool
    content: int = -1
    end: int = -1
    properties: bytes = b""


@dataclass(slots=True)
class TextElement:
    """A text in a run, ``<w:t>`` to ``</w:t>``; bytes as in ``RunElement``.

    ``tag_end`` is where its start tag ends, ``close`` where its end tag begins. ``is_first`` says that nothing stands
    before it in its run.
    """

    run: RunElement
    start: int
    tag_end: int
    is_first: bool
    keeps_space: bool = False
    is_divisible: bool = True
    close: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Piece:
    """Code points ``start`` to ``end`` of a block's text, and their bytes in ``element``, ``at`` to ``until``.

    A piece of one character may be a character reference of several bytes; any other is verbatim. It may reach beyond
    the block's text by white space. Without an ``element`` it is something that reads as white space: a tab, a break.
    """

    start: int
    end: int
    at: int
    until: int
    run: RunElement | None
    element: TextElement | None


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Where the body refers to a footnote or endnote; ``label`` names it for people by its number."""

    label: str
    run: RunElement | None

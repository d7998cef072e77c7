"""Reading HTML that is written as people and their tools write it: cut at its texts in one go.

Nearly every tag of a page has a plain form that can be read in one way only, and all that stands between two texts is
looked up at once (``html_joints``). What has any other form goes to the tokenizer: an element up to its end tag, if
text goes on after that for certain, or else all that is left. So a page is read as by ``read_tokens`` alone, sooner.
"""

from __future__ import annotations

from claimlint.extract.html_attributes import reference_text
from claimlint.extract.html_copy import Copy
from claimlint.extract.html_elements import take_end, take_start
from claimlint.extract.html_joints import ELEMENT, MARKUP, NOSCRIPT, Known, Opening, Part, known_tags
from claimlint.extract.html_tokens import element_tokens, read_all, read_tokens, tokens_of
from claimlint.lazy_patterns import lazy_pattern

_TEXT = lazy_pattern(r">(\s*+[^<\s][^<]*+)(?:<|\Z)")
"""Text after a tag, up to a ``<``. It matches whatever it begins to, so that nothing is looked at twice."""
_MARKUP = lazy_pattern(r"<[a-zA-Z/!?]")
_REFERENCE = lazy_pattern(r"&(?:#[0-9]++|#[xX][0-9a-fA-F]++|[A-Za-z][A-Za-z0-9]*+);")


class _Over(Exception):
    """The reading ended at ``place``."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


def read_parts(copy: Copy, place: int) -> int:
    """Read the stretch from ``place`` on; return where the reading ended, and raise, as ``read_tokens`` does."""
    tags = known_tags(copy.has_components)
    cut = _TEXT.split(copy.scanned[place:] if place else copy.scanned)
    start = place + len(cut[0]) + (1 + len(cut[1]) if len(cut) > 1 else 0)
    size = len(copy.scanned)
    try:
        reached = _read_pieces(copy, tags, place, place, start)
        reached = _read_joints(copy, tags, cut, start, reached)
        if reached < size:
            reached = _read_pieces(copy, tags, reached, reached, size)
    except _Over as over:
        return over.place
    _take_text(copy, reached, size)
    return size


def _read_joints(copy: Copy, known: Known, cut: list[str], start: int, reached: int) -> int:
    """Read a page that is cut into tags and texts in turn, of which the first two were read up to ``reached``.

    ``start`` is where the "<" after them stands. Returns where the reading ended: what is left may be tags or text.
    """
    text, scanned, shift, filler = copy.text, copy.scanned, copy.shift, copy.filler
    is_verbatim = text is scanned
    joints = known.joints
    said: str | None = None  # the text from "reached" to the next tags, or None if it must be looked at first
    opened: Opening | None = None
    rest = iter(cut[2:])
    for tags, following in zip(rest, rest, strict=False):
        joint = joints.get(tags)
        if joint is None or said is None:
            if joint is None and reached <= start:
                joint = known.joint(tags)
            if joint is None or reached > start:
                if opened is not None:
                    _open(copy, opened, reached)
                opened = said = None
                place = max(start, reached)
                start += 2 + len(tags) + len(following)
                if place < start:
                    reached = _read_pieces(copy, known, reached, place, start)
                continue
            if said is None:
                said = scanned[reached:start]
                if not copy.pieces and said.isspace():
                    said = ""
        ended, steps, others, opening, size = joint
        if (
            opened is not None
            and opened[0] == ended
            and not ("&" in said or (filler and filler in said))
            and copy.href is None
            and not copy.drafts
        ):
            opened[3](copy, ended, said if is_verbatim else text[reached:start], reached + shift)
            steps = others
        else:
            if opened is not None:
                _open(copy, opened, reached)
            if "&" in said or (filler and filler in said):
                _read_text(copy, said, reached)
            elif said:
                held = copy.pieces
                taken = said if is_verbatim else text[reached:start]
                if not held:
                    taken = taken.lstrip()
                place = start + shift
                held.append((taken, place - len(taken), place, True))
        for action, tag, source, offset in steps:
            action(copy, tag, source, start + offset)
        opened, said = opening, following
        reached = start + size
        start = reached + len(following)
    if opened is not None:
        _open(copy, opened, reached)
    return reached


def _open(copy: Copy, opened: Opening, end: int) -> None:
    """Do what a start tag does that ends at ``end``."""
    tag, source, action, _ = opened
    action(copy, tag, source, end - len(source))


def _read_pieces(copy: Copy, known: Known, reached: int, start: int, end: int) -> int:
    """Read from ``start`` to ``end``, where a "<" or nothing follows; what stands from ``reached`` to there is text.

    Returns where the reading ended. That may be past ``end``, or before it: what is left is text, and that "<" may be
    text as well. Raises ``_Over`` if nothing else is to be read.
    """
    parts = known.parts
    pieces = iter(copy.scanned[start:end].split("<"))
    start += len(next(pieces))
    for piece in pieces:
        markup, closed, _ = piece.partition(">")
        part = (parts.get(markup) or known.part(markup)) if closed else None
        if part is None:
            if piece[:1] not in MARKUP:
                start += 1 + len(piece)
                continue
            part = known.odd_part(copy, markup if closed else "", start)
            if part is None:
                raise _Over(read_all(copy, reached))
        _take_text(copy, reached, start)
        way, action, tag, source, _ = part
        reached = start + len(source)
        if way == NOSCRIPT:
            raise _Over(start)
        if way == ELEMENT:
            reached = _read_element(copy, part, start)
        elif action is not None:
            action(copy, tag, source, start)
        start += 1 + len(piece)
        while start < reached:
            passed = next(pieces, None)
            if passed is None:
                return reached
            start += 1 + len(passed)
    return reached


def _take_text(copy: Copy, start: int, end: int) -> None:
    """Take the text from ``start`` to ``end``, which may be nothing."""
    said = copy.scanned[start:end]
    if copy.pieces or (said and not said.isspace()):
        _read_text(copy, said, start)


def _read_text(copy: Copy, said: str, start: int) -> None:
    """Take text that may hold references and template logic."""
    if "&" not in said:
        _add(copy, start, start + len(said))
        return
    references = [(*match.span(), reference_text(match[0])) for match in _REFERENCE.finditer(said)]
    if len(references) < said.count("&") or None in [means for _, _, means in references]:
        read_tokens(copy, tokens_of(said), start)
        return
    place = 0
    for left, right, means in references:
        _add(copy, start + place, start + left)
        copy.add_reference(means or "", said[left:right], start + left)
        place = right
    _add(copy, start + place, start + len(said))


def _add(copy: Copy, start: int, end: int) -> None:
    """Take text without references."""
    if copy.filler and copy.filler in copy.scanned[start:end]:
        copy.add_templated(start, end)
    else:
        copy.add_text(start, end)


def _read_element(copy: Copy, part: Part, start: int) -> int:
    """Read the element whose start tag stands at ``start``, and return where it ended, or raise ``_Over``."""
    _, _, tag, source, _ = part
    scanned = copy.scanned
    begin, place = start, start + len(source)
    markup = _MARKUP.search(scanned, place)
    if markup and scanned.startswith(f"</{tag}>", markup.start()):
        _read_simple(copy, part, scanned[place : markup.start()], start)
        return markup.start() + len(tag) + 3
    while True:
        place = scanned.find("</", place)
        while place >= 0 and scanned[place + 2 : place + 2 + len(tag)].lower() != tag:
            place = scanned.find("</", place + 2)
        end = scanned.find(">", place) + 1 if place >= 0 else 0
        tokens = element_tokens(scanned[begin:end]) if end and "<" not in scanned[place + 1 : end] else None
        if tokens is None:
            raise _Over(read_all(copy, begin))
        reached = read_tokens(copy, tokens, begin)
        if reached < end:
            raise _Over(reached)
        if copy.skipped is None:
            return end
        begin = place = end
        tag = copy.skipped.tag


def _read_simple(copy: Copy, part: Part, said: str, start: int) -> None:
    """Read an element that holds the text ``said`` and no markup, nor what could be taken for some."""
    _, _, tag, source, _ = part
    place = start + len(source)
    end = place + len(said)
    take_start(copy, tag, source, start)
    if copy.skipped is not None:
        if said:
            copy.skipped.take_text(said, place, end)
        copy.leave_skipped()
        return
    if said:
        _read_text(copy, said, place)
    take_end(copy, tag, f"</{tag}>", end)

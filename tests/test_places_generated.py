"""Claims put into generated Markdown, HTML and text, split by all that markup allows, are found where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from placing import checked, fault_of

from claimlint.extract import Format

START, END, HERE = "\ue000", "\ue001", "§"
CLAIMS = {
    "safe for everyone": ("It is ", "safety/safe-for-everyone"),
    "guaranteed results": ("It has ", "efficacy/guaranteed-result"),
    "no side effects": ("It has ", "safety/no-side-effects"),
    "risk-free": ("It is ", "safety/no-side-effects"),
}
OPENINGS = ("", "🙂 ", "Café “日本” ∙ ")


@dataclass(frozen=True, slots=True)
class Splits:
    """What may stand inside a claim without changing how it reads."""

    joints: tuple[str, ...]
    """Between two letters."""
    spaces: tuple[str, ...]
    hyphens: tuple[str, ...]
    letters: tuple[str, ...] = ("{}",)
    wraps: tuple[str, ...] = ()
    """Around some letters of a word, or around words; ``#`` stands for them."""

    def with_line_ends(self, indent: str) -> Splits:
        """Return the same with soft wraps, whose next line begins with ``indent``."""
        return Splits(
            self.joints, (*self.spaces, f"\n{indent}", f" \n{indent}"), self.hyphens, self.letters, self.wraps
        )


RAW = Splits(("\u00ad", "\u200b", "\u2060", "\u200d"), (" ", "  ", "\u00a0", "\u202f"), ("-", "\u2011", "–"))
VALUE = Splits(
    (*RAW.joints, "&shy;", "&#8203;", "&zwnj;"), (*RAW.spaces, "&nbsp;", "&#xA0;", "&thinsp; "),
    (*RAW.hyphens, "&#8209;", "&hyphen;"), ("{}", "{}", "&#{0};", "&#x{0:x};"),
)  # fmt: skip
TAGS = ("<b>#</b>", "<span class='a > b'>#</span>", "<em>#</em>", '<a href="/safe for everyone">#</a>')
HTML = Splits(
    (*VALUE.joints, "<wbr>", "<!-- safe -->", "<b></b>"), (*VALUE.spaces, " <!-- for --> ", "<br>", "</b> <b>"),
    VALUE.hyphens, VALUE.letters, TAGS,
)  # fmt: skip
MARKDOWN = Splits(
    (*VALUE.joints, "<wbr>", "<!-- safe -->"), (*VALUE.spaces, " <!-- for --> ", "<br>"), VALUE.hyphens, VALUE.letters,
    ("**#**", "*#*", "~~#~~", "[#](/safe-for-everyone)", "[#][r]", "[#](</a b>)", *TAGS[:3]),
)  # fmt: skip
JSON = Splits((*RAW.joints, r"\u00ad", r"\u200B"), (*RAW.spaces, r"\u00a0", r"\n", r"\t"), (*RAW.hyphens, r"\u2011"))
ALT = Splits(VALUE.joints, VALUE.spaces, VALUE.hyphens, VALUE.letters, ("**#**", "*#*"))

REFERENCE = "\n\n[r]: /x\n"
MARKDOWN_PLACES = {
    f"{HERE}{REFERENCE}": MARKDOWN.with_line_ends(""),
    f"Intro.\n\n- Other.\n- {HERE}{REFERENCE}": MARKDOWN.with_line_ends("  "),
    f"Intro.\n\n1. a\n   - {HERE}\n{REFERENCE}": MARKDOWN.with_line_ends("     "),
    f"- [x] {HERE}{REFERENCE}": MARKDOWN.with_line_ends("  "),
    f"> Other.\n>\n> {HERE}{REFERENCE}": MARKDOWN.with_line_ends("> "),
    f"> {HERE}{REFERENCE}": MARKDOWN.with_line_ends(""),
    f"## {HERE} ##{REFERENCE}": MARKDOWN,
    f"{HERE}\n===\n{REFERENCE}": MARKDOWN.with_line_ends(""),
    f"| A | B |\n|---|:-:|\n| x | {HERE} |\n{REFERENCE}": MARKDOWN,
    f"| {HERE} |\n|---|\n| x |\n{REFERENCE}": MARKDOWN,
    f"Text.[^1]\n\n[^1]: {HERE}\n{REFERENCE}": MARKDOWN.with_line_ends("    "),
    f"Term\n: {HERE}\n{REFERENCE}": MARKDOWN.with_line_ends("  "),
    f"<div>\n\n{HERE}\n\n</div>{REFERENCE}": MARKDOWN.with_line_ends(""),
    f"<div>\n{HERE}\n</div>\n": HTML.with_line_ends(""),
    f"> <div>\n> {HERE}\n> </div>\n": HTML.with_line_ends("> "),
    f"![{HERE}](/a.jpg)\n": ALT.with_line_ends(""),
    f'Text [link](/a "{HERE}") text.\n': VALUE.with_line_ends(""),
    f"Text <img src=a.jpg alt='{HERE}'> text.\n": VALUE,
    f"---\ntitle: {HERE}\n---\n\nText.\n": RAW,
    f'---\ntitle: "{HERE}"\n---\n\nText.\n': RAW,
    f"---\ndescription: >-\n  Text.\n  {HERE}\n---\n\nText.\n": RAW.with_line_ends("  "),
    f'+++\ntitle = "{HERE}"\n+++\n\nText.\n': RAW,
}
HTML_PLACES = {
    f"<p>{HERE}</p>": HTML.with_line_ends("  "),
    f"<div>Text.<div>{HERE}": HTML.with_line_ends(""),
    f"<h2>\n  {HERE}\n</h2>": HTML.with_line_ends("  "),
    f"<ul><li>Text<li>{HERE}</ul>": HTML.with_line_ends("\t"),
    f"<table><tr><th>A<th>B<tr><td>x<td>{HERE}</table>": HTML.with_line_ends(""),
    f"<blockquote>{HERE}</blockquote>": HTML.with_line_ends(""),
    f"<figure><img src=a><figcaption>{HERE}</figcaption></figure>": HTML.with_line_ends(""),
    f"<noscript><p>{HERE}</p></noscript>": HTML.with_line_ends(""),
    f"<template><p>{HERE}</p></template>": HTML.with_line_ends(""),
    f"<button type=submit>{HERE}</button>": HTML.with_line_ends(""),
    f"<title>{HERE}</title>": VALUE.with_line_ends(""),
    f'<meta name="description" content="{HERE}">': VALUE.with_line_ends(""),
    f'<META content="{HERE}" PROPERTY=og:title>': VALUE,
    f"<p>Text <img alt='{HERE}' src=a> text</p>": VALUE.with_line_ends(""),
    f"<a title = '{HERE}' href='?a=b&c=d'>Text</a>": VALUE,
    f'<div aria-label="{HERE}">Text</div>': VALUE,
    f'<input type=email placeholder="{HERE}">': VALUE,
    f'<input value="{HERE}" type=submit>': VALUE,
    f'<script type="application/ld+json">{{"@type": "Service", "description": "{HERE}"}}</script>': JSON,
}
TEXT_PLACES = {
    f"{HERE}\n": RAW.with_line_ends(""),
    f"Intro.\n\n  - {HERE}\n": RAW.with_line_ends("    "),
    f"A title\n\n{HERE}\n\nThe end.\n": RAW.with_line_ends(""),
}


@st.composite
def pieces(draw: st.DrawFn, word: str, splits: Splits) -> str:
    """Draw a way to write some letters, the first and the last of them as they are."""
    parts = []
    for index, letter in enumerate(word):
        if letter == "-":
            parts.append(draw(st.sampled_from(splits.hyphens)))
            continue
        if index:
            parts.append(draw(st.sampled_from(("", "", "", "", *splits.joints))) if word[index - 1] != "-" else "")
        inner = 0 < index < len(word) - 1 and "-" not in word[index - 1 : index + 2]
        parts.append(
            (draw(st.sampled_from(splits.letters)) if inner else "{}").replace("{}", letter).format(ord(letter))
        )
    return "".join(parts)


@st.composite
def words(draw: st.DrawFn, word: str, splits: Splits, starts: bool, ends: bool) -> str:
    """Draw a way to write a word, some of it perhaps inside markup, with marks where the claim starts and ends."""
    first = draw(st.integers(0, len(word)))
    last = draw(st.integers(first, len(word)))
    parts = [draw(pieces(part, splits)) for part in (word[:first], word[first:last], word[last:])]
    filled = [index for index, part in enumerate(parts) if part]
    if starts:
        parts[filled[0]] = START + parts[filled[0]]
    if ends:
        parts[filled[-1]] += END
    if parts[1] and splits.wraps:
        # Emphasis neither opens before a hyphen in a word nor closes behind one.
        inside = word[first:last].strip("-") == word[first:last]
        wraps = splits.wraps if inside else tuple(wrap for wrap in splits.wraps if wrap[0] == "<")
        parts[1] = draw(st.sampled_from(("#", *wraps))).replace("#", parts[1])
    return "".join(parts)


@st.composite
def files(draw: st.DrawFn, places: dict[str, Splits]) -> tuple[str, str, bytes]:
    """Draw a claim and a file that makes it: the claim, the marked text and the bytes."""
    claim = draw(st.sampled_from(sorted(CLAIMS)))
    place = draw(st.sampled_from(list(places)))
    splits = places[place]
    spaces = st.sampled_from(splits.spaces)
    plain = claim.split(" ")
    text = ""
    for index, word in enumerate(plain):
        text += draw(spaces) if index else ""
        text += draw(words(word, splits, index == 0, index == len(plain) - 1))
    opening = draw(st.sampled_from(OPENINGS)) + CLAIMS[claim][0]
    text = place.replace(HERE, f"{opening}{text}.").replace("\n", draw(st.sampled_from(("\n", "\r\n", "\r"))))
    mark = draw(st.sampled_from(("", "\ufeff")))
    return claim, text, f"{mark}{text}".replace(START, "").replace(END, "").encode()


def position(text: str) -> tuple[int, int]:
    """Return the line and the column, from 1, that an editor shows behind ``text``."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(lines), len(lines[-1]) + 1


def check(claim: str, text: str, data: bytes, path: str, form: Format) -> None:
    page = checked(data, path, form, CLAIMS[claim][1])
    before, _, rest = text.partition(START)
    inside, _, _ = rest.partition(END)
    expected = (claim, *position(before), *position(before + inside))
    found = [(f.match.lower(), f.line, f.column, f.end_line, f.end_column) for f in page.findings]
    assert found == [expected], (page.source.text, page.document.blocks)
    assert [fault for finding in page.findings if (fault := fault_of(finding, page))] == []


@settings(max_examples=300)
@given(files(MARKDOWN_PLACES))
def test_claims_in_markdown(file: tuple[str, str, bytes]) -> None:
    check(*file, "page.md", Format.MARKDOWN)


@settings(max_examples=300)
@given(files(HTML_PLACES))
def test_claims_in_html(file: tuple[str, str, bytes]) -> None:
    check(*file, "page.html", Format.HTML)


@settings(max_examples=100)
@given(files(TEXT_PLACES))
def test_claims_in_plain_text(file: tuple[str, str, bytes]) -> None:
    check(*file, "page.txt", Format.PLAIN)

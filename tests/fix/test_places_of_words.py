"""Words put into each kind of place: exact bytes before and after."""

from __future__ import annotations

import codecs
import tomllib

import pytest
import yaml
from fix.drafts import put

from claimlint.fix.draft import NotApplied

HEAD_1252 = b'<meta charset="windows-1252">'


@pytest.mark.parametrize(
    ("path", "before", "text", "after"),
    [
        # Markdown
        ("p.md", "It is safe now.", "fine", "It is fine now."),
        ("p.md", "It is safe now.", "*fine* & <b>", "It is \\*fine\\* & \\<b> now."),
        ("p.md", "It is safe now.", "R&amp;D", "It is R\\&amp;D now."),
        ("p.md", "safe now", "# fine", "\\# fine now"),
        ("p.md", "safe now", "1. fine", "1\\. fine now"),
        ("p.md", "- safe now", "- fine", "- \\- fine now"),
        ("p.md", "| a | b |\n|---|---|\n| safe | x |\n", "a|b", "| a | b |\n|---|---|\n| a\\|b | x |\n"),
        ("p.md", "It is **safe** now.", "fine", "It is **fine** now."),
        ("p.md", "It is [safe](/x) now.", "f]ne", "It is [f\\]ne](/x) now."),
        ("p.md", "![a safe cap](c.jpg)", "fine", "![a fine cap](c.jpg)"),
        ("p.md", '[x](/y "a safe cap")', 'f"ne', '[x](/y "a f&quot;ne cap")'),
        ("p.md", "<p>It is safe now.</p>\n", "*a* & <b>", "<p>It is *a* &amp; &lt;b&gt; now.</p>\n"),
        ("p.md", '<img alt="a safe cap">\n', '"f"', '<img alt="a &quot;f&quot; cap">\n'),
        ("p.md", "# A safe cap\n", "fine", "# A fine cap\n"),
        ("p.md", "A footnote safe[^1] now.\n\n[^1]: Olsen.\n", "fine", "A footnote fine[^1] now.\n\n[^1]: Olsen.\n"),
        # front matter
        ("p.md", "---\ntitle: a safe cap\n---\n", "fine", "---\ntitle: a fine cap\n---\n"),
        ("p.md", "---\ntitle: 'a safe cap'\n---\n", "it's: #1", "---\ntitle: 'a it''s: #1 cap'\n---\n"),
        ("p.md", '---\ntitle: "a safe cap"\n---\n', 'a "b" \\ c', '---\ntitle: "a a \\"b\\" \\\\ c cap"\n---\n'),
        ("p.md", "---\ntitle: |\n  a safe cap\n---\n", "fine", "---\ntitle: |\n  a fine cap\n---\n"),
        ("p.md", '+++\ntitle = "a safe cap"\n+++\n', 'a "b"', '+++\ntitle = "a a \\"b\\" cap"\n+++\n'),
        # HTML
        ("p.html", "<p>It is safe now.", "a < b & c", "<p>It is a &lt; b &amp; c now."),
        ("p.html", "<p>It is safe now.", "<script>x</script>", "<p>It is &lt;script&gt;x&lt;/script&gt; now."),
        ("p.html", '<img alt="safe cap">', "\"it's\"", '<img alt="&quot;it\'s&quot; cap">'),
        ("p.html", "<img alt='safe cap'>", "\"it's\"", "<img alt='&quot;it&#39;s&quot; cap'>"),
        ("p.html", "<img alt=safe>", "fine", "<img alt=fine>"),
        ("p.html", "<title>safe cap</title>", "</title>", "<title>&lt;/title&gt; cap</title>"),
        ("p.html", "<p>a &amp; safe&nbsp;cap", "fine", "<p>a &amp; fine&nbsp;cap"),
        (
            "p.html",
            '<script type="application/ld+json">{"description": "a safe cap"}</script>',
            'the "b" \\ c',
            '<script type="application/ld+json">{"description": "a the \\"b\\" \\\\ c cap"}</script>',
        ),
        (
            "p.html",
            '<script type="application/ld+json">{"description": "a safe cap"}</script>',
            "</script>",
            '<script type="application/ld+json">{"description": "a &lt;/script&gt; cap"}</script>',
        ),
        # plain text
        ("p.txt", "A head safe\n\nMore.", "it is.", "A head it is.\n\nMore."),
        ("p.txt", "It is safe now.", "*a* & <b>", "It is *a* & <b> now."),
    ],
)  # fmt: skip
def test_words_are_written_as_their_place_asks(path: str, before: str, text: str, after: str) -> None:
    assert put(before.encode(), "safe", text, path) == after.encode()


@pytest.mark.parametrize(
    ("path", "before", "words", "text"),
    [
        ("p.md", "It is sa**fe** now.", "safe", "fine"),
        ("p.md", "It is safe [for](/x) all.", "safe for", "fine for"),
        ("p.md", "It is safe{{ x }} now.", "safe  now", "fine"),
        ("p.md", "It is safe now.", "safe", "{{ fine }}"),
        ("p.md", "---\ntitle: a safe cap\n---\n", "safe", "fine: indeed"),
        ("p.md", "---\ntitle: safe\n---\n", "safe", "[fine"),
        ("p.md", "---\ntitle: safe\n---\n", "safe", "yes: no"),
        ("p.md", "---\ntitle: [a safe cap, b]\n---\n", "safe", "fine, good"),
        ("p.md", "---\ntitle: 'safe'\nnote: a: b: c\n---\n", "safe", "it's: #1"),
        ("p.html", "<img alt=safe>", "safe", "fine indeed"),
        ("p.html", "<p>It is <b>safe</b> for all.", "safe for", "fine for"),
        ("p.html", "<p>{% if x %}It is{% endif %} safe now.", "safe", "{% fine %}"),
        ("p.txt", "It is safe now.", "safe", "fine\n\nindeed"),
    ],
)
def test_what_cannot_be_written_is_refused(path: str, before: str, words: str, text: str) -> None:
    with pytest.raises(NotApplied):
        put(before.encode(), words, text, path)


def test_front_matter_reads_the_same_to_the_parsers_of_site_builders() -> None:
    before = "---\ntitle: \"a safe cap\"\nlede: 'a safe cap'\n---\n"
    after = put(before.encode(), "safe", 'a "b" \\ c', "p.md").decode()
    assert yaml.safe_load(after.split("---")[1]) == {"title": 'a a "b" \\ c cap', "lede": "a safe cap"}
    made = put(b'+++\ntitle = "a safe cap"\n+++\n', "safe", 'a "b" \\ c', "p.md").decode()
    assert tomllib.loads(made.split("+++")[1]) == {"title": 'a a "b" \\ c cap'}


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_stay(end: str) -> None:
    before = f"# Cap{end}{end}It is safe{end}now.{end}{end}- a{end}"
    assert put(before.encode(), "safe", "fine") == before.replace("safe", "fine").encode()


def test_a_missing_last_line_end_and_mixed_ones_stay() -> None:
    assert put(b"a\r\nsafe b\nc\rd", "safe", "fine") == b"a\r\nfine b\nc\rd"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_marks_and_wide_encodings_stay(mark: bytes, encoding: str) -> None:
    before = mark + "Déjà\r\n\r\nsafe 😀 now".encode(encoding)
    assert put(before, "safe", "≤ fine") == mark + "Déjà\r\n\r\n≤ fine 😀 now".encode(encoding)


def test_a_code_page_stays_and_what_it_lacks_is_a_reference() -> None:
    before = HEAD_1252 + b"<p>caf\xe9 safe \x96 now"
    assert put(before, "safe", "fin\xe9", "p.html") == HEAD_1252 + b"<p>caf\xe9 fin\xe9 \x96 now"
    assert put(before, "safe", "≤ 5", "p.html") == HEAD_1252 + b"<p>caf\xe9 &#8804; 5 \x96 now"


def test_json_ld_in_a_code_page_escapes_what_it_lacks() -> None:
    before = HEAD_1252 + b'<script type="application/ld+json">{"description": "caf\xe9 safe"}</script>'
    assert put(before, "safe", "≤ 5", "p.html") == before.replace(b"safe", b"\\u2264 5")


def test_a_declaration_of_the_encoding_is_not_pushed_out_of_reach() -> None:
    page = b"<p>safe</p>" + b" " * 950 + b'<meta charset="windows-1252"><p>caf\xe9'
    with pytest.raises(NotApplied, match="cp1252"):
        put(page, "safe", "fine " * 50 + "now", "p.html")


@pytest.mark.parametrize("data", [b"caf\xe9 safe", "café safe".encode("utf-16-le")])
def test_a_guessed_encoding_is_refused(data: bytes) -> None:
    with pytest.raises(NotApplied, match="guessed"):
        put(data, "safe", "fine", "p.txt")


def test_bytes_that_cannot_be_put_back_are_refused() -> None:
    # NEC and IBM both gave this sign a code; what is read as the one is written as the other.
    page = b'<meta charset="shift_jis"><p>safe \xfa\x54 now'
    with pytest.raises(NotApplied, match="cannot be written back exactly in cp932"):
        put(page, "safe", "fine", "p.html")

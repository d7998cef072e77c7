"""Front matter: which fields are copy, and where their characters stand."""

from __future__ import annotations

import pytest
import yaml
from extracted import faults, rows, slice_of, source
from hypothesis import given
from hypothesis import strategies as st

from claimlint.extract.frontmatter import read_front_matter
from claimlint.model.document import Document


def read(text: str) -> Document:
    found = read_front_matter(text)
    return Document(source(text), found.blocks, found.incidents)


YAML = [
    ("title: Safe for all", [("title:title", "Safe for all")]),
    ("title: PRP: what to expect", [("title:title", "PRP: what to expect")]),
    ("title:  Safe # a comment", [("title:title", "Safe")]),
    ("title: C#1 is safe", [("title:title", "C#1 is safe")]),
    ("# a comment\n\ndescription: 'It''s safe'", [("meta:description", "It's safe")]),
    ('title: "Say \\"safe\\" \\u00e9\\x21\\\n  and on" # c', [("title:title", 'Say "safe" é!and on')]),
    ("title: 'two\n  lines'", [("title:title", "two lines")]),
    ("title: two\n\n  lines\nslug: x", [("title:title", "two lines")]),
    ('title: "Best" in town', [("title:title", '"Best" in town')]),
    (
        "summary: >-\n  one\n  two\n\n  three\nslug: x",
        [
            ("front-matter:summary", "one two"),
            ("front-matter:summary", "three"),
        ],
    ),
    ("summary: |2+\n   one\n  two\nx: y", [("front-matter:summary", "one\ntwo")]),
    (
        "text: |\n\n    one\n  two\ntitle: end",
        [
            ("front-matter:text", "one"),
            ("front-matter:text", "two"),
            ("title:title", "end"),
        ],
    ),
    (
        "meta:\n  description: Safe\n  og:title: Best\nhero:\n    cta: Book",
        [
            ("front-matter:meta.description", "Safe"),
            ("front-matter:meta.og:title", "Best"),
            ("front-matter:hero.cta", "Book"),
        ],
    ),
    (
        "faq:\n- question: Safe?\n  answer: Yes,\n    for all.\n- question: Sure?",
        [
            ("front-matter:faq.question", "Safe?"),
            ("front-matter:faq.answer", "Yes, for all."),
            ("front-matter:faq.question", "Sure?"),
        ],
    ),
    (
        "benefits:\n  - No pain\n  - >\n    No\n    scars\n  -\n    No risk",
        [
            ("front-matter:benefits", "No pain"),
            ("front-matter:benefits", "No scars"),
            ("front-matter:benefits", "No risk"),
        ],
    ),
    (
        'description:\n  Safe\n  for all\ntitle:\n    "Best"\nlead:\n  >\n  x\n  y',
        [
            ("meta:description", "Safe for all"),
            ("title:title", "Best"),
            ("front-matter:lead", "x y"),
        ],
    ),
    (
        "tags: [a, b c d e f]\nbullets: [No pain, 'No ''risk', \"No\\tscar\"]",
        [
            ("front-matter:bullets", "No pain"),
            ("front-matter:bullets", "No 'risk"),
            ("front-matter:bullets", "No scar"),
        ],
    ),
    (
        "hero: {title: No pain, link: {url: /x y z w, text: Book}, x: [\n  {cta: Go}]}",
        [
            ("front-matter:hero.title", "No pain"),
            ("front-matter:hero.link.text", "Book"),
            ("front-matter:hero.x.cta", "Go"),
        ],
    ),
    (
        "title: &t Safe\nheading: *t\nlead: !!str Sure\n? complex\n: key",
        [
            ("title:title", "Safe"),
            ("front-matter:lead", "Sure"),
        ],
    ),
    (
        "slug: one two three four five\nseoTitle: Best\nimage_alt: A smile\nimage: a smiling woman at work",
        [
            ("front-matter:seoTitle", "Best"),
            ("front-matter:image_alt", "A smile"),
        ],
    ),
    (
        "strange: It works for each and every one\nlayout: page\ndate: 2024-01-01\ndraft: false\nweight: 3",
        [
            ("front-matter:strange", "It works for each and every one"),
        ],
    ),
    ("title: 2024\nquote: ''\nlead:\nintro: '!'", []),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("yaml", "expected"), YAML)
def test_yaml(yaml: str, expected: list[tuple[str, str]], newline: str) -> None:
    text = f"---\n{yaml}\n---\nbody: not front matter at all\n".replace("\n", newline)
    document = read(text)
    assert [(kind, block) for kind, block, _ in rows(document)] == expected
    assert document.incidents == ()
    assert text[read_front_matter(text).end :].startswith("body")
    assert faults(document) == []


TOML = [
    ('title = "Say \\"safe\\""', [("title:title", 'Say "safe"')]),
    ("description = 'C:\\path is safe' # c", [("meta:description", "C:\\path is safe")]),
    ('summary = """\none\ntwo \\\n   three"""', [("front-matter:summary", "one two three")]),
    ("summary = '''one\ntwo'''", [("front-matter:summary", "one two")]),
    (
        '[params]\ntitle = "a"\n[params."hero"]\ncta = "b"\n[[faq]]\nquestion = "c"',
        [
            ("front-matter:params.title", "a"),
            ('front-matter:params."hero".cta', "b"),
            ("front-matter:faq.question", "c"),
        ],
    ),
    ('a.b.title = "x"\nslug = "a b c d e"\ndraft = true\ndate = 2024-01-01', [("front-matter:a.b.title", "x")]),
    (
        'bullets = [\n  "a", # c\n  \'b\',\n]\ntags = ["a"]\nhero = { title = "c", n = [1, 2] }',
        [
            ("front-matter:bullets", "a"),
            ("front-matter:bullets", "b"),
            ("front-matter:hero.title", "c"),
        ],
    ),
    ("# only a comment", []),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("toml", "expected"), TOML)
def test_toml(toml: str, expected: list[tuple[str, str]], newline: str) -> None:
    text = f"+++\n{toml}\n+++\nbody\n".replace("\n", newline)
    document = read(text)
    assert [(kind, " ".join(block.split())) for kind, block, _ in rows(document)] == expected
    assert document.incidents == ()
    assert text[read_front_matter(text).end :].startswith("body")
    assert faults(document) == []


def test_places_of_folded_and_escaped_text() -> None:
    document = read('---\nlead: >-\n  No\n  risk, no\n  pain\ntext: "S\\u00e1fe\n  for all"\n---\n')
    assert slice_of(document, 0, "risk, no pain") == "risk, no\n  pain"
    assert slice_of(document, 1, "áfe") == "\\u00e1fe"
    assert slice_of(document, 1, "for") == "for"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\ntitle: open\n",
        "---\n\nA paragraph.\n\n---\n",
        "----\ntitle: x\n----\n",
        " ---\ntitle: x\n---\n",
        "+++\ntitle = 'open'\n",
        "title: x\n---\n",
    ],
)
def test_what_is_no_front_matter(text: str) -> None:
    assert read_front_matter(text).end == 0


@pytest.mark.parametrize(
    ("text", "line", "kept"),
    [
        ('---\ntitle: Safe\nlead: "open\nx: y\n---\n', 3, ["Safe"]),
        ("---\ntitle: Safe\n\nbullets: [open\n---\n", 4, ["Safe"]),
        ("---\n" + "".join(f"{' ' * depth}a:\n" for depth in range(70)) + "---\n", 66, []),
        ("---\na: " + "[" * 70 + "]" * 70 + "\n---\n", 2, []),
        ("+++\ntitle = 'Safe'\nlead = 'open\n+++\n", 3, ["Safe"]),
        ("+++\ntitle = 'Safe'\nlead = ['open'\n+++\n", 3, ["Safe"]),
    ],
)
def test_what_cannot_be_read_is_reported(text: str, line: int, kept: list[str]) -> None:
    document = read(text)
    assert [(incident.kind.value, incident.line) for incident in document.incidents] == [("markup", line)]
    assert [block.text for block in document.blocks] == kept


pieces = st.sampled_from(
    [
        "title: ", "lead: ", "a:", "- ", "  ", " ", "\n", "\r\n", "word", '"', "'", "''", "\\", "\\u00e9", "\\\n",
        "[", "]", "{", "}", ",", ": ", "|", ">-", "#", " #", "&x ", "*x", "!t ", "é", "title = ", '"""', "'''", "=",
        "[t]", "---", "+++",
    ]
)  # fmt: skip


@given(st.lists(pieces, max_size=40).map("".join), st.sampled_from(["---", "+++"]))
def test_maps_hold_for_any_front_matter(body: str, fence: str) -> None:
    text = f"{fence}\ntitle: x\n{body}\n{fence}\nrest"
    document = read(text)
    assert faults(document) == []
    assert 0 < read_front_matter(text).end <= len(text)


@given(
    st.text("aB :#'\"-|>[{&*!%,\\\né?", min_size=1, max_size=60).filter(lambda text: any(c.isalpha() for c in text)),
    st.sampled_from([None, '"', "'", "|", ">"]),
    st.sampled_from(["lead", "list", "nested"]),
)
def test_yaml_as_a_yaml_library_writes_it(text: str, style: str | None, shape: str) -> None:
    value: object = {"lead": text, "list": {"lead": ["x y", text]}, "nested": {"a": {"lead": text}, "b": 1}}[shape]
    value = value if shape != "lead" else {"lead": value}
    written = yaml.safe_dump(value, default_style=style, width=20, allow_unicode=True)
    document = read(f"---\n{written}---\n")
    assert document.incidents == ()
    expected = f"x y {text}" if shape == "list" else text
    assert lettered(" ".join(block.text for block in document.blocks)) == lettered(expected)


def lettered(text: str) -> list[str]:
    return [word for word in text.split() if any(letter.isalpha() for letter in word)]

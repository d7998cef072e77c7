"""Findings as comments and tracked changes in a Word document: on the very words, and nothing else changed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx as python_docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordfiles import NAMESPACES, docx, p, packed, parts_of, t

from claimlint.errors import ReadError
from claimlint.extract.word import open_word
from claimlint.lint import Criteria
from claimlint.model.options import Options
from claimlint.review.word import Reviewed, review_docx

SAFE = "safety/safe-for-everyone"
NONE = "safety/no-downtime"
MAIN = "word/document.xml"
_ANNOTATION = re.compile(r'<w:comment(RangeStart|RangeEnd) w:id="(\d+)"/>|<w:t(?: [^>]*)?>([^<]*)<')


def reviewed(data: bytes, *rules: str, suggest: bool = False) -> Reviewed:
    criteria = Criteria(options=Options(select=rules or (SAFE,)))
    return review_docx(data, "draft.docx", criteria, suggest=suggest, unsafe=suggest)


def anchors(data: bytes) -> dict[int, str]:
    """Return the words that each comment stands on, by its number, as the markup has them; not deleted ones."""
    found: dict[int, str] = {}
    opened: set[int] = set()
    for edge, number, text in _ANNOTATION.findall(parts_of(data)[MAIN].decode()):
        if edge == "RangeStart":
            found[int(number)] = ""
            opened.add(int(number))
        elif edge:
            opened.remove(int(number))
        else:
            found.update({key: found[key] + text for key in opened})
    assert opened == set()
    return found


def comments(data: bytes) -> list[str]:
    return [comment.text for comment in python_docx.Document(io.BytesIO(data)).comments]


def run_with(properties: str, text: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    "paragraph",
    [
        p("It is safe for everyone."),
        p("safe for everyone"),
        p(t("It is sa"), run_with("<w:b/>", "fe for"), t(" every"), t("one, we say.")),
        p(t("It is "), '<w:hyperlink w:anchor="x">', t("safe"), "</w:hyperlink>", t(" for everyone.")),
        p("<w:ins>" + t("It is safe for ") + "</w:ins>", "everyone."),
        p("<w:r><w:tab/><w:t>safe for everyone</w:t><w:br/></w:r>", "Next."),
        p('<w:r><w:t xml:space="preserve">  safe for</w:t><w:t xml:space="preserve"> everyone </w:t></w:r>'),
        p('<w:smartTag><w:r w:rsidR="00A"><w:t>safe for everyone</w:t></w:r></w:smartTag>'),
    ],
)
def test_a_comment_stands_on_the_very_words(paragraph: str) -> None:
    made = reviewed(docx(paragraph)).data
    assert anchors(made) == {0: "safe for everyone"}
    (comment,) = comments(made)
    assert comment.splitlines()[:2] == [
        "error: safety/safe-for-everyone",
        "“safe for everyone” promises safety without exception.",
    ]
    (item,) = python_docx.Document(io.BytesIO(made)).comments
    assert (item.author, item.initials, item.comment_id) == ("claimlint", "CL", 0)


def test_what_cannot_be_cut_gets_the_comment_as_a_whole_run() -> None:
    made = reviewed(docx(p("<w:r><w:t>It is <![CDATA[safe for]]> everyone.</w:t></w:r>", " More."))).data
    assert b"<w:commentRangeStart" in parts_of(made)[MAIN].partition(b"<w:r>")[0]


def test_comments_of_others_stay_and_numbers_go_on() -> None:
    theirs = f'<w:comments {NAMESPACES}><w:comment w:id="7" w:author="Ann">{p("Mine")}</w:comment></w:comments>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    override = f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'
    types = parts_of(docx())["[Content_Types].xml"].decode().replace("</Types>", override)
    data = docx(
        p('<w:commentRangeStart w:id="7"/>', "It is safe for", '<w:commentRangeEnd w:id="7"/>', " everyone."),
        links=(("c", "comments", "comments.xml"),),
        others={"word/comments.xml": theirs, "[Content_Types].xml": types},
    )
    made = reviewed(data).data
    assert anchors(made) == {7: "It is safe for", 8: "safe for everyone"}
    changed = {name for name, content in parts_of(made).items() if content != parts_of(data)[name]}
    assert changed == {MAIN, "word/comments.xml"}
    assert comments(made)[0] == "Mine"


def test_words_that_can_hold_no_comment_get_it_where_the_body_refers_to_them() -> None:
    note = f'<w:footnotes {NAMESPACES}><w:footnote w:id="2">{p("Safe for everyone.")}</w:footnote></w:footnotes>'
    header = f"<w:hdr {NAMESPACES}>{p('A 100% safe treatment')}</w:hdr>"
    inside = f"<v:shape alt='Safe for all patients'/><w:txbxContent>{p('Risk-free')}</w:txbxContent>"
    box = f"<w:r><w:pict>{inside}</w:pict></w:r>"
    data = docx(
        p("First."), p("Text", '<w:r><w:footnoteReference w:id="2"/></w:r>', "."), p("Box ", box),
        '<w:sectPr><w:headerReference r:id="h"/></w:sectPr>',
        links=(("n", "footnotes", "footnotes.xml"), ("h", "header", "header1.xml")),
        others={"word/footnotes.xml": note, "word/header1.xml": header},
    )  # fmt: skip
    made = reviewed(data, "absolute-safety")
    places = [(finding.match.lower(), finding.place) for finding in made.report.findings]
    assert [place for _, place in places] == [
        "picture in paragraph 3, character 1",
        "text box in paragraph 3, character 1",
        "header, character 3",
        "footnote 1, character 1",
    ]
    main = parts_of(made.data)[MAIN].decode()
    assert '<w:commentRangeStart w:id="5"/><w:r><w:t xml:space="preserve">First.</w:t></w:r>' in main
    assert '<w:commentRangeStart w:id="6"/><w:r><w:footnoteReference' in main
    assert main.count("<w:commentRangeStart") == 4
    assert comments(made.data)[2].splitlines()[1] == "In the header, character 3: “100% safe”"


def test_everything_else_of_the_package_stays() -> None:
    data = docx(p("It is safe for everyone."), p("Clean."), others={"customXml/item1.xml": "<a  b = 'c'/>"})
    made = reviewed(data)
    before, after = parts_of(data), parts_of(made.data)
    assert list(after) == [*before, "word/comments.xml"]
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {MAIN, "[Content_Types].xml", "word/_rels/document.xml.rels"}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(made.data)) as new:
        for name in set(before) - changed:
            one, other = old.getinfo(name), new.getinfo(name)
            assert (one.date_time, one.compress_type, one.CRC) == (other.date_time, other.compress_type, other.CRC)
        assert new.testzip() is None
    unmarked = re.sub(rb"(?:<w:r>)?<w:comment[^>]*>(?:</w:r>)?", b"", after[MAIN])
    kept = unmarked.replace(b'</w:t></w:r><w:r><w:t xml:space="preserve">', b"")
    assert kept == before[MAIN]
    assert reviewed(data) == made


def test_a_document_without_findings_stays_byte_for_byte() -> None:
    data = docx(p("Clean."))
    assert reviewed(data).data == data


def test_a_rewrite_is_a_tracked_change_in_the_format_of_the_words() -> None:
    table = "<w:tbl>{}</w:tbl>".format(
        "".join(
            f"<w:tr><w:tc>{p(a)}</w:tc><w:tc>{p(b)}</w:tc></w:tr>"
            for a, b in (("Treatment", "Downtime"), ("PRP", run_with("<w:b/>", "No") + t("ne")))
        )
    )
    made = reviewed(docx(table), NONE, suggest=True)
    assert (made.comments, made.changes) == (1, 1)
    main = parts_of(made.data)[MAIN].decode()
    who = 'w:author="claimlint"'
    assert (
        f'<w:del w:id="2" {who}><w:r><w:rPr><w:b/></w:rPr><w:delText xml:space="preserve">No</w:delText></w:r></w:del>'
        f'<w:del w:id="3" {who}><w:r><w:delText xml:space="preserve">ne</w:delText></w:r></w:del>'
        f'<w:ins w:id="4" {who}><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Recovery differs from '
        "person to person; ask us what to plan for.</w:t></w:r></w:ins>"
    ) in main
    assert anchors(made.data) == {0: "Recovery differs from person to person; ask us what to plan for."}
    assert reviewed(docx(table), NONE).changes == 0


@pytest.mark.parametrize("around", ["<w:ins>{}</w:ins>", '<w:fldSimple w:instr="x">{}</w:fldSimple>'])
def test_no_change_is_tracked_inside_of_another_or_of_a_field(around: str) -> None:
    table = "<w:tbl>{}</w:tbl>".format(
        "".join(
            f"<w:tr><w:tc>{p(a)}</w:tc><w:tc>{p(b)}</w:tc></w:tr>"
            for a, b in (("Treatment", "Downtime"), ("PRP", around.format(t("None"))))
        )
    )
    made = reviewed(docx(table), NONE, suggest=True)
    assert (made.comments, made.changes) == (1, 0)


def test_what_cannot_hold_comments_is_refused() -> None:
    bare = (
        '<document xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><body><p><r>'
        "<t>It is safe for everyone.</t></r></p></body></document>"
    )
    with pytest.raises(ReadError, match="no prefix for elements"):
        reviewed(packed({**parts_of(docx()), MAIN: bare}))
    wide = parts_of(docx(p("It is safe for everyone.")))[MAIN].decode()
    with pytest.raises(ReadError, match="is written as utf-16"):
        reviewed(packed({**parts_of(docx()), MAIN: wide.encode("utf-16")}))


WORDS = st.lists(
    st.sampled_from(["safe for ", "everyone", "é &amp; ", "Clean. ", "100% safe", " "]), min_size=1, max_size=4
)
RUNS = st.builds(
    lambda words, shape: shape.format("".join(words)),
    WORDS,
    st.sampled_from([
        '<w:r><w:t xml:space="preserve">{}</w:t></w:r>',
        "<w:r><w:t>{}</w:t></w:r>",
        '<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">{}</w:t><w:tab/></w:r>',
        '<w:ins w:id="3"><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:ins>',
        "<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>",
        "<w:r><w:br/><w:t>{}</w:t></w:r>",
    ]),
)  # fmt: skip


@given(st.lists(st.lists(RUNS, max_size=5), min_size=1, max_size=3))
def test_each_comment_stands_on_its_match(paragraphs: list[list[str]]) -> None:
    data = docx(*(f"<w:p>{''.join(runs)}</w:p>" for runs in paragraphs))
    made = reviewed(data, "absolute-safety")
    texts = [block.text for block in open_word(data, "a.docx").document.blocks]
    for number, finding in enumerate(made.report.findings):
        words = texts[finding.copy_block][finding.copy_start : finding.copy_end]
        found = list(anchors(made.data).values())[number].replace("&amp;", "&")
        assert "".join(found.split()) == "".join(words.split())
    # Reading back what it made, it refuses to give anything that says something else.
    assert reviewed(data, "absolute-safety", suggest=True).comments == made.comments


soffice = shutil.which("soffice")


@pytest.mark.skipif(soffice is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_it_with_the_comments_on_the_words(tmp_path: Path) -> None:
    draft = tmp_path / "draft.docx"
    table = "<w:tbl><w:tblPr/><w:tblGrid/>{}</w:tbl>".format(
        "".join(
            f"<w:tr><w:tc>{p(a)}</w:tc><w:tc>{p(b)}</w:tc></w:tr>" for a, b in (("Item", "Downtime"), ("PRP", "None"))
        )
    )
    data = docx(p("It is sa", run_with("<w:b/>", "fe for"), " everyone."), table, p("End"))
    draft.write_bytes(reviewed(data, SAFE, NONE, suggest=True).data)
    subprocess.run(
        [str(soffice), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "odt",
         "--outdir", str(tmp_path), str(draft)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    content = parts_of((tmp_path / "draft.odt").read_bytes())["content.xml"].decode()
    flow = content[content.index("</text:tracked-changes>") :]
    noted = re.findall(r"<office:annotation .*?</office:annotation>(.*?)<office:annotation-end", flow, re.DOTALL)
    assert [re.sub("<[^>]*>", "", words) for words in noted] == [
        "safe for everyone",
        "Recovery differs from person to person; ask us what to plan for.",
    ]
    assert flow.count("<dc:creator>claimlint</dc:creator>") == 2
    assert re.findall(r"<text:(deletion|insertion)>", content) == ["deletion", "insertion"]

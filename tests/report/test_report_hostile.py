"""Whatever a file, its name, a pack or a waiver says: every format shows it, and none lets it act.

Each format is read by a parser that is not ours, and must hold exactly what a harmless report of the same shape holds.
"""

from __future__ import annotations

import csv
import html
import json
import re
from collections import Counter
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from junitparser import JUnitXml
from payloads import HOSTILE, runner_commands, terminal_controls
from samples import hostile_everywhere

from claimlint.report.formats import render
from claimlint.text.safe import display

SCHEMA = Draft4Validator(
    json.loads((Path(__file__).parent / "data" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
)
TAG = re.compile(r"<(/?[a-z0-9]+)((?:\s[^<>]*)?)>")
HARMLESS = "word"

hostile = st.one_of(
    st.sampled_from(sorted(HOSTILE.values())),
    st.lists(
        st.one_of(
            st.text(max_size=6),
            st.sampled_from([*HOSTILE.values(), *"@#`|<>&[]()*_~!:=+-;,\"'\\%", "::", "##[", "%0A", "www.", "://"]),
        ),
        min_size=1,
        max_size=6,
    ).map("".join),
).filter(str.strip)


@given(text=hostile)
def test_sarif(text: str) -> None:
    shown = render("sarif", hostile_everywhere(text))
    assert shown.isascii()
    assert (terminal_controls(shown), runner_commands(shown)) == ([], [])
    log = json.loads(shown)
    assert list(SCHEMA.iter_errors(log)) == []
    run = log["runs"][0]
    assert len(run["results"]) == 5
    for result in run["results"]:
        assert _message(result["message"]["text"]) == display(placed(text))
        assert re.fullmatch(r"[\w.~/:%-]*", result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == 2
    # The only strings that a viewer renders as Markdown.
    for rule in run["tool"]["driver"]["rules"]:
        assert _structure(rule["help"]["markdown"])[0] == _harmless_structure(len(rule["help"]["markdown"].split("\n")))


def _harmless_structure(rows: int) -> Counter[str]:
    rule = json.loads(render("sarif", hostile_everywhere(HARMLESS)))["runs"][0]["tool"]["driver"]["rules"][0]
    assert len(rule["help"]["markdown"].split("\n")) == rows
    return _structure(rule["help"]["markdown"])[0]


def _message(text: str) -> str:
    """Read a plain text message as SARIF 2.1.0 section 3.11 says; a link or a placeholder fails."""
    assert not re.search(r"(?<!\\)(?:\\\\)*\[", text)
    assert not re.search(r"[{}]", text.replace("{{", "").replace("}}", ""))
    return re.sub(r"\\([\\\[\]])", r"\1", text.replace("{{", "{").replace("}}", "}"))


def placed(text: str) -> str:
    """Return a message with its place, both of which are ``text``."""
    return f"{text} ({text})" if text else text


@given(text=hostile)
def test_github(text: str) -> None:
    shown = render("github", hostile_everywhere(text))
    assert terminal_controls(shown) == []
    commands = runner_commands(shown)
    # Two incidents and the finding that counts; the four that are waived are not annotated.
    assert [command.partition(" ")[0] for command in commands] == ["::error"] * 3
    name, properties, message = _workflow_command(commands[2])
    assert name == "error"
    assert list(properties) == ["file", "line", "endLine", "col", "endColumn", "title"]
    assert (properties["file"], properties["title"]) == (display(text), display(text))
    assert message.split("\n")[0] == display(placed(text))
    assert len(message.split("\n")) == 6


def _workflow_command(line: str) -> tuple[str, dict[str, str], str]:
    """Read a line as the runner does: properties end at the first ``::``, escapes are undone per cent last."""
    head, message = line[2:].split("::", 1)
    name, _, rest = head.partition(" ")
    pairs = (pair.split("=", 1) for pair in rest.split(","))
    data = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))
    return name, {key: _replaced(value, data) for key, value in pairs}, _replaced(message, (*data[:2], data[4]))


def _replaced(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for one, other in pairs:
        text = text.replace(one, other)
    return text


@given(text=hostile)
def test_gitlab(text: str) -> None:
    shown = render("gitlab", hostile_everywhere(text))
    assert shown.isascii()
    assert (terminal_controls(shown), runner_commands(shown)) == ([], [])
    rows = json.loads(shown)
    assert [row["severity"] for row in rows] == ["critical", "blocker", "blocker"]
    assert rows[0]["check_name"] == display(text)
    assert rows[0]["location"] == {"path": display(text) or ".", "lines": {"begin": 1}}
    assert len({row["fingerprint"] for row in rows}) == 3
    assert all(terminal_controls(value) == [] for row in rows for value in row.values() if isinstance(value, str))


@given(text=hostile)
def test_junit(text: str) -> None:
    shown = render("junit", hostile_everywhere(text))
    assert (terminal_controls(shown), runner_commands(shown)) == ([], [])
    xml = JUnitXml.fromstring(shown.encode("utf-8"))
    assert (xml.tests, xml.failures, xml.errors, xml.skipped) == (7, 1, 2, 4)
    legal = display(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    root = ElementTree.fromstring(shown.encode("utf-8"))
    failure = root.find(".//failure")
    assert failure is not None
    assert failure.get("message") == display(placed(text)).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    assert [test.get("file") for test in root[0]] == [legal] * 6
    assert Counter(element.tag for element in root.iter()) == {
        "testsuites": 1, "testsuite": 2, "testcase": 7, "failure": 1, "skipped": 4, "system-out": 4, "error": 2,
    }  # fmt: skip


@given(text=hostile)
def test_csv(text: str) -> None:
    shown = render("csv", hostile_everywhere(text))
    assert shown.startswith("\ufeff")
    assert (terminal_controls(shown.replace("\r\n", "\n").removeprefix("\ufeff")), runner_commands(shown)) == ([], [])
    assert "\n" not in shown.replace("\r\n", "")
    rows = list(csv.reader(StringIO(shown.removeprefix("\ufeff"), newline=""), strict=True))
    assert [len(row) for row in rows] == [24] * 8
    active = tuple("=+-@|%\t\r＝＋－＠｜％")
    assert [cell for row in rows for cell in row if cell.strip().startswith(active)] == []
    # What a spreadsheet makes of it whose separator is a semicolon.
    assert [cell for row in rows for cell in ",".join(row).split(";") if cell.strip().startswith(active)] == []
    assert rows[0][5] == "place"
    message = rows[1][10]
    assert message.replace("'", "") == display(text).replace("'", "")


@given(text=hostile)
def test_jsonl(text: str) -> None:
    shown = render("jsonl", hostile_everywhere(text))
    assert shown.isascii()
    assert (terminal_controls(shown), runner_commands(shown)) == ([], [])
    rows = [json.loads(line) for line in shown.splitlines()]
    assert [row["type"] for row in rows] == ["finding"] * 5 + ["incident"] * 2 + ["summary"]
    assert {row["path"] for row in rows[:6]} == {text}
    assert {row["waived"]["reason"] for row in rows[1:5]} == {text}


@given(text=hostile)
def test_markdown(text: str) -> None:
    shown = render("markdown", hostile_everywhere(text))
    assert terminal_controls(shown) == []
    assert runner_commands(shown) == []
    tags, visible = _structure(shown)
    assert tags == _structure(render("markdown", hostile_everywhere(HARMLESS)))[0]
    assert re.findall(r"@\w|#\d|GH-\d|https?://|www\.", visible, re.IGNORECASE) == []
    seen = " ".join(visible.replace("\u200b", "").split())
    assert " ".join(display(text[:400]).split()) in seen


def _structure(markdown: str) -> tuple[Counter[str], str]:
    """Render as GitHub does and return the tags, each with its attributes, and the text between them."""
    page = cmarkgfm.markdown_to_html_with_extensions(
        markdown,
        options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_GITHUB_PRE_LANG | Options.CMARK_OPT_FOOTNOTES,
        extensions=["table", "autolink", "strikethrough", "tasklist"],
    )
    tags = Counter(f"{tag}{attributes}" for tag, attributes in TAG.findall(page))
    return tags, html.unescape(TAG.sub("", page.replace("<!-- claimlint report -->", "")))


@pytest.mark.parametrize("format_", ["sarif", "github", "gitlab", "junit", "csv", "jsonl", "markdown"])
def test_all_payloads_in_one_report(format_: str) -> None:
    shown = render(format_, hostile_everywhere(*HOSTILE.values()))
    assert terminal_controls(shown.replace("\r\n", "\n").removeprefix("\ufeff")) == []
    # Ten errors, all of them incidents.
    titles = [command.partition(":")[2].partition("::")[0] for command in runner_commands(shown)]
    assert titles == ([":error line=1,title=no verdict%3A crashed"] * 10 if format_ == "github" else [])


def test_the_check_of_markup_itself_sees_markup() -> None:
    tags, visible = _structure('a <b>b</b> [x](https://e.example) https://e.example @you <img src="x">')
    assert tags == {
        "p": 1, "/p": 1, "b": 1, "/b": 1, 'a href="https://e.example"': 2, "/a": 2, 'img src="x"': 1,
    }  # fmt: skip
    assert "@you" in visible

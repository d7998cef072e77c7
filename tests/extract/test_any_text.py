"""What holds for any text in any format: no traceback, and maps that are true."""

from __future__ import annotations

import re

import pytest
from extracted import faults, source
from hypothesis import given
from hypothesis import strategies as st

from claimlint.extract import extract, format_of

OTHERS = ["\0", "\ufdd0", "\U0001f600", "\xe9", "\ud800", "\r\n", "\r", "\n", "\n\n", " ", "\xa0", "\u2028", "\t", "\\"]
WORDS = (
    "safe_for_everyone A_risk-free_way_to_book &amp; <b>x</b> <p> </p> <br> {name} {{x}} %1$s %% {n,_plural,_one_{#_x}"
)
TAGS = '{{ }} {% %} {# #} <% %> <?php <?= ?> _(\'a_b_c\') <p> </p> \' " title="ab_cd" <img_alt=" > --- title:_x'
ALPHABETS = {
    "a.html": f"{TAGS} {{%_trans_'ab_cd'_%}} {{%_comment_%}} {{%_endcomment_%}} {{{{!--_x_--}}}}",
    "a.php": f"{TAGS} <? /* */ // # <<<A <<<'A' A; echo print ( ) ; {{ }} 'title'_=>_'ab_cd' __('ab_cd') $x",
    "a.blade.php": f"{TAGS} @if @php @endphp @section('title','ab_cd') ( ) {{!! !!}} {{{{-- --}}}} @lang('ab_cd')",
    "a.liquid": f"{TAGS} {{%_comment_%}} {{%_endcomment_%}} {{%_assign_title_=_'ab_cd'_%}} | default: 'ab_cd'",
    "a.hbs": f"{TAGS} {{{{{{ }}}}}} {{{{!-- --}}}} {{{{! {{{{#if {{{{/if}}}}",
    "a.erb": f'{TAGS} <%= <%# <%- title: "ab_cd"',
    "a.md": f'{TAGS} {{{{<_fig_alt="ab_cd_ef_gh"_>}}}} # * > ` ``` | -',
    "a.json": '{ } [ ] : , "title": "ab_cd" " \\" \\u00e9 \\ud83d\\ude00 \\ud83d \\n \'x\' // /* */ 1 null true',
    "i18n/en.arb": '{ } [ ] : , "a": "@a": "ab_cd" " \\" \\u00e9 {a,_select,_x_{y}} { }',
    "a.yaml": 'title:_ -_ | > \' " # a: [ ] { } , & * ! \\n \\u00e9 title:_"x_y" __ ---',
    "a.toml": 'title= [a] [[a]] \' " """ \'\'\' # = [ ] { } , \\n \\u00e9 title="x_y"',
    "a.csv": 'a,b title " "" , ; \t | "x_y" ,, "x,y" url',
    "a.po": 'msgid_"a_b" msgstr_"a_b" msgid_"" msgstr_"" msgctxt_"c" msgid_plural_"d_e" "a\\n" #, fuzzy #~ # " \\x41',
    "a.xlf": "<xliff> <unit_id='a'> </unit> <source> </source> <target> <target/> <x/> <ph> "
    "</ph> <![CDATA[ ]]> &lt; & < > <!-- --> <?",
    "a.properties": "a= title= : = \\ \\\n # ! \\u0041 \\ud83d\\ude00 \\u00 x_y",
    "a.strings": '"a" = ; "x_y" a_=_"b_c"; // /* */ \\U0041 \\n \\ "',
    "a.rst": "=== --- * - 1. .. ..__note:: ..__image::_a :alt:_x :: "
    "| |x| ``a`` `a` `a_<b>`_ [1]_ *a* **a** +--+--+ |_a_|_b_| ____",
    "a.adoc": "= == * . a::_b a:: ---- ==== //// // |=== |a_|b "
    "[source] [quote] :a:_b .T image::a[b] link:a[b] {a} *a* _a_ + footnote:[a] ____",
    "a.eml": "Subject:_a Subject:_=?utf-8?q?a=20b?= Content-Type:_text/html Content-Type:_multipart/mixed;_boundary=e "
    "--e --e-- Content-Transfer-Encoding:_base64 Content-Transfer-Encoding:_quoted-printable "
    "=C3=A9 =C3 = YWIgY2Q= <p> From:_x :",
    "a.srt": "1 00:00:01,000_-->_00:00:02,000 A. - b <i> </i> {\\an8} x:",
    "a.vtt": "WEBVTT NOTE STYLE 00:01.000_-->_00:02.000 <v_A> <c> <00:01.000> A. b & &amp;",
}


def alphabet(path: str) -> list[str]:
    units = ALPHABETS[path].split() + WORDS.split()
    others = [other for other in OTHERS if other != "\ud800" or not path.endswith(".md")]
    return [unit.replace("_", " ") for unit in units] + others


@pytest.mark.parametrize("path", ALPHABETS)
def test_any_text_gives_blocks_whose_maps_are_true(path: str) -> None:
    form = format_of(path)
    assert form is not None

    # Files never decode to lone surrogates; the Markdown parser takes none, which is an incident.
    characters = st.characters(codec="utf-8") if path.endswith(".md") else st.characters()

    @given(st.one_of(st.text(characters), st.lists(st.sampled_from(alphabet(path)), max_size=40).map("".join)))
    def holds(text: str) -> None:
        document = extract(source(text, path), form)
        assert faults(document) == []
        assert not [it for it in document.incidents if re.search("could not be read as|please report", it.detail)]
        for comment in document.comments:
            assert comment.text in text[comment.span.start : comment.span.end]

    holds()

"""The HTML report in a real browser: reading, filters, keys, links, copying, printing, access."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import chromium
from many import many_findings
from payloads import HOSTILE
from samples import LINE, PACKS, finding, hostile_report

from claimlint.model.document import BlockKind, Incident, IncidentKind
from claimlint.model.report import CopyBlock, FileReport, Report, RunInfo, Waiver, WaiverKind
from claimlint.model.rule import Category, Severity
from claimlint.report.html import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ERROR, WARNING, WAIVED, INFO = "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc", "dddddddddddddddd"
TEXT = "Our PRP is gentle and, we believe, safe for everyone. A miracle!"


def sample() -> Report:
    """Return a report on two pages with overlapping claims, a waiver, a table and something that was not judged."""
    waiver = Waiver(WaiverKind.CONFIG, ".claimlint.yaml:7", "agreed with the regulator", "J. Doe", "2027-03-31")
    first = (
        finding(fingerprint=ERROR, copy_block=1, copy_start=35, copy_end=52),
        finding(
            fingerprint=WARNING, copy_block=1, copy_start=40, copy_end=52, severity=Severity.WARNING,
            category=Category.HYPE, message="“for everyone” is hype.", jurisdictions=("au",),
        ),
        finding(fingerprint=WAIVED, copy_block=3, copy_end=17, waiver=waiver),
    )  # fmt: skip
    second = finding(
        fingerprint=INFO, severity=Severity.INFO, category=Category.HYPE, message="“Miracle” is hype.", copy_end=7
    )
    blocks = (
        CopyBlock(BlockKind.HEADING, "PRP in Leeds", 1),
        CopyBlock(BlockKind.PARAGRAPH, TEXT),
        CopyBlock(BlockKind.TABLE_CELL, "Downtime"),
        CopyBlock(BlockKind.TABLE_CELL, "safe for everyone", leads=(2,)),
        CopyBlock(BlockKind.LIST_ITEM, "Open on Mondays"),
        CopyBlock(BlockKind.QUOTE, "I like it"),
    )
    other = (CopyBlock(BlockKind.ALT, "Miracle cure", name="alt"),)
    return Report(
        (
            FileReport("a.md", first, copy=blocks, digest="1" * 64),
            FileReport("b.html", (second,), copy=other),
            FileReport("clean.md", copy=(CopyBlock(BlockKind.PARAGRAPH, "Our clinic is open."),)),
            FileReport("photo.md", incidents=(Incident(IncidentKind.BINARY, "it holds NUL bytes"),)),
        ),
        PACKS,
        (),
        run=RunInfo("2026-11-22T10:20:30Z", ".claimlint.yaml", "0" * 40),
    )


class Opened:
    """A report in a page of the browser, with all that the browser complained of or asked the network for."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        self.url = path.as_uri()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(self.url)

    def shown(self) -> list[str]:
        """Return the links of the findings that can be seen."""
        return self.page.eval_on_selector_all(
            ".note", "notes => notes.filter(n => n.checkVisibility()).map(n => n.querySelector('.body').id.slice(8))"
        )

    def selected(self) -> str:
        """Return the link of the finding that is selected; empty if none is."""
        found = self.page.eval_on_selector_all(".note.on[open] .body", "all => all.map(body => body.id.slice(8))")
        assert len(found) < 2
        return found[0] if found else ""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    path = tmp_path / "report.html"
    path.write_text(render(sample()), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = Opened(context.new_page(), path)
    yield opened
    context.close()
    assert opened.complaints == []
    assert opened.requests == [opened.url] * len(opened.requests)


ALL = [ERROR, WARNING, WAIVED, INFO]


@pytest.mark.parametrize(
    ("field", "label", "left"),
    [
        ("severity", "Error", [ERROR, WAIVED]),
        ("severity", "Info", [INFO]),
        ("category", "Hype", [WARNING, INFO]),
        ("jurisdiction", "Australia", [WARNING]),
        ("jurisdiction", "United Kingdom", [ERROR, WAIVED, INFO]),
        ("file", "b.html", [INFO]),
        ("status", "Waived in the configuration", [WAIVED]),
    ],
)
def test_filters(opened: Opened, field: str, label: str, left: list[str]) -> None:
    assert opened.shown() == ALL
    opened.page.select_option(f"#{field}", label=label)
    assert opened.shown() == left
    assert opened.page.inner_text("#shown") == f"{len(left)} of 4"
    opened.page.click("#clear")
    assert opened.shown() == ALL
    assert opened.page.inner_text("#shown") == "4 findings"


def test_filters_add_up_and_can_leave_nothing(opened: Opened) -> None:
    opened.page.select_option("#severity", "error")
    opened.page.select_option("#category", "hype")
    assert opened.shown() == []
    assert opened.page.is_visible("text=No finding fits these filters.")
    assert not opened.page.is_visible("text=PRP in Leeds")


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("miracle cure", [INFO]),
        ("B.HTML", [INFO]),
        ("downtime", [WAIVED]),
        ("j. doe regulator", [WAIVED]),
        ("zebra", []),
    ],
)
def test_search(opened: Opened, words: str, left: list[str]) -> None:
    opened.page.keyboard.press("/")
    opened.page.keyboard.type(words)
    opened.page.wait_for_selector(f"#shown:text-is('{len(left)} of 4')")
    assert opened.shown() == left


def test_a_filtered_claim_is_not_marked(opened: Opened) -> None:
    opened.page.select_option("#category", "hype")
    marked = opened.page.eval_on_selector_all(".claim:not(.off)", "all => all.map(claim => claim.textContent)")
    assert marked == ["for everyone", "Miracle"]


def test_claims_only_hides_the_copy_around_them(opened: Opened) -> None:
    opened.page.check("#claims-only")
    assert not opened.page.is_visible("text=Open on Mondays")
    assert not opened.page.is_visible("#file-3")
    assert opened.shown() == ALL


def test_charts_are_filters(opened: Opened) -> None:
    opened.page.click(".chart >> text=Hype")
    assert opened.shown() == [WARNING, INFO]
    assert opened.page.input_value("#category") == "hype"
    opened.page.click(".chart >> text=Hype")
    assert opened.shown() == ALL


def test_keys_walk_through_the_findings(opened: Opened) -> None:
    walked = []
    for key in "jjjjjkkkkk":
        opened.page.keyboard.press(key)
        walked.append(opened.selected())
    assert walked == [ERROR, WARNING, WAIVED, INFO, INFO, WAIVED, WARNING, ERROR, ERROR, ERROR]
    assert opened.page.evaluate("document.activeElement.parentElement.className") == "note error on"
    opened.page.keyboard.press("Enter")
    assert opened.page.locator(".note[open]").count() == 0


def test_keys_walk_through_what_the_filters_leave(opened: Opened) -> None:
    opened.page.select_option("#category", "hype")
    opened.page.locator("#category").blur()
    for expected in (WARNING, INFO, INFO):
        opened.page.keyboard.press("j")
        assert opened.selected() == expected


def test_help_opens_and_closes(opened: Opened) -> None:
    opened.page.keyboard.press("?")
    assert opened.page.is_visible("text=copy its first rewrite")
    opened.page.keyboard.press("j")
    assert opened.selected() == ""
    opened.page.click("#help button")
    assert not opened.page.is_visible("#help")


def test_keys_can_be_turned_off_and_do_not_disturb_typing(opened: Opened) -> None:
    opened.page.fill("#search", "")
    opened.page.locator("#search").press("j")
    assert (opened.selected(), opened.page.input_value("#search")) == ("", "j")
    opened.page.keyboard.press("Escape")
    opened.page.keyboard.press("Escape")
    assert opened.page.input_value("#search") == ""
    opened.page.keyboard.press("?")
    opened.page.uncheck("#keys")
    opened.page.keyboard.press("Escape")
    opened.page.keyboard.press("j")
    assert opened.selected() == ""


def test_a_link_leads_to_its_finding_even_behind_a_filter(opened: Opened) -> None:
    opened.page.goto(f"{opened.url}#finding-{INFO}")
    assert opened.selected() == INFO
    assert opened.page.locator(".note.on").is_visible()
    opened.page.select_option("#severity", "error")
    opened.page.evaluate(f"location.hash = 'finding-{WARNING}'")
    opened.page.wait_for_selector(f".note.on:has(#finding-{WARNING})")
    assert opened.shown() == ALL
    opened.page.evaluate("location.hash = 'finding-<img src=x>'")
    assert opened.selected() == WARNING


def test_a_link_works_at_the_start(browser: Browser, opened: Opened) -> None:
    page = browser.new_page()
    page.goto(f"{opened.url}#finding-{WAIVED}")
    assert page.locator(".note.on[open]").get_attribute("data-n") == "3"
    page.close()


def test_clicks_on_overlapping_claims_take_turns(opened: Opened) -> None:
    overlap = opened.page.locator(".claim", has_text="for everyone").nth(0)
    opened.page.locator(".claim", has_text="safe ").nth(0).click()
    assert opened.selected() == ERROR
    overlap.click()
    assert opened.selected() == WARNING
    overlap.click()
    assert opened.selected() == ERROR
    assert opened.page.evaluate("location.hash") == f"#finding-{ERROR}"


def test_a_rewrite_is_copied(browser: Browser, opened: Opened) -> None:
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.page.keyboard.press("j")
    opened.page.click(".note[open] .copy")
    opened.page.wait_for_selector("text=Copied")
    wanted = "generally well tolerated in suitable patients"
    assert opened.page.evaluate("navigator.clipboard.readText()") == wanted
    opened.page.evaluate("navigator.clipboard.writeText('')")
    opened.page.wait_for_selector(".note[open] .copy >> text=Copy")
    opened.page.keyboard.press("c")
    opened.page.wait_for_selector("text=Copied")
    assert opened.page.evaluate("navigator.clipboard.readText()") == wanted


def test_light_and_dark(browser: Browser, opened: Opened) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light, dark = "rgb(245, 244, 241)", "rgb(19, 21, 25)"
    assert opened.page.evaluate(ground) == light
    opened.page.click("#theme")
    assert (opened.page.evaluate(ground), opened.page.inner_text("#theme")) == (dark, "Light")
    opened.page.click("#theme")
    assert opened.page.evaluate(ground) == light
    opened.page.emulate_media(color_scheme="dark")
    opened.page.reload()
    assert opened.page.evaluate(ground) == dark
    opened.page.click("#theme")
    assert opened.page.evaluate(ground) == light


def test_print_shows_everything_and_no_controls(opened: Opened) -> None:
    opened.page.emulate_media(media="print", color_scheme="dark")
    assert opened.page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    for text in ("No treatment is free of risk", "Our clinic is open.", "Health Products Compliance Guidance"):
        assert opened.page.locator(f"text={text}").first.is_visible()
    controls = "button, input, select, .top nav, .permalink"
    assert [one for one in opened.page.locator(controls).all() if one.is_visible()] == []
    pdf = opened.page.pdf()
    assert pdf.startswith(b"%PDF-")
    assert opened.page.locator("details[open]").count() == 2
    assert not opened.page.is_visible("#filtered")


def test_a_filtered_print_says_so(opened: Opened) -> None:
    opened.page.select_option("#severity", "info")
    opened.page.check("#claims-only")
    assert not opened.page.is_visible("#filtered")
    opened.page.emulate_media(media="print")
    assert opened.page.inner_text("#filtered") == "Filtered: 1 of 4 findings, without the copy around them."


def test_without_scripts_all_can_be_read(browser: Browser, opened: Opened) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(opened.url)
    assert page.is_visible(f"text={LINE[:30]}")
    assert [one for one in page.locator("#filters, #theme, #help-button, .copy").all() if one.is_visible()] == []
    why = page.locator(f"#finding-{ERROR} >> text=No treatment is free of risk")
    assert not why.is_visible()
    page.click(f".claim[href='#finding-{ERROR}'] >> nth=0")
    why.wait_for(state="visible")
    page.click("summary:has-text('Waived in the configuration')")
    assert page.is_visible("text=agreed with the regulator >> visible=true")
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, opened: Opened, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(opened.url)
    if width == 390:
        page.click("#more")
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    assert [found["id"] for found in Axe().run(page).response["violations"]] == []
    page.keyboard.press("?")
    assert [found["id"] for found in Axe().run(page, "#help").response["violations"]] == []
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_screen(browser: Browser, opened: Opened, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(opened.url)
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


def test_hostile_copy_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    texts = [*HOSTILE.values(), "<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>"]
    report = hostile_report(*texts)
    files = tuple(
        replace(file, copy=(CopyBlock(BlockKind.ALT, text, name=text),))
        for file, text in zip(report.files, texts, strict=True)
    )
    path = tmp_path / "hostile.html"
    path.write_text(render(replace(report, files=files)), encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    opened = Opened(page, path)
    page.keyboard.press("j")
    page.select_option("#severity", "error")
    assert len(opened.shown()) == len(texts)
    assert (dialogs, opened.complaints, opened.requests) == ([], [], [opened.url])
    context.close()


def test_two_thousand_findings_stay_usable(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "many.html"
    html = render(many_findings())
    path.write_text(html, encoding="utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = Opened(context.new_page(), path)
    assert opened.page.inner_text("#shown") == "2000 findings"
    # What makes it quick: only what is near the screen is laid out.
    laid_out = opened.page.eval_on_selector_all(
        ".row .text > *", "all => all.filter(one => one.checkVisibility({contentVisibilityAuto: true})).length"
    )
    assert 0 < laid_out < 100
    opened.page.select_option("#severity", "error")
    assert opened.page.inner_text("#shown") == "640 of 2000"
    opened.page.fill("#search", "page-039")
    opened.page.wait_for_selector("#shown:text-is('16 of 2000')")
    opened.page.locator("#search").blur()
    opened.page.keyboard.press("j")
    assert opened.page.locator(".note.on .message").is_visible()
    last = html.rpartition('id="finding-')[2][:16]
    opened.page.evaluate(f"location.hash = 'finding-{last}'")
    opened.page.wait_for_selector(".note.on[data-n='2000']")
    within = "one => { const top = one.getBoundingClientRect().top; return top >= 0 && top < innerHeight; }"
    opened.page.wait_for_timeout(500)
    assert opened.page.eval_on_selector(".note.on", within)
    assert (opened.complaints, opened.requests) == ([], [opened.url])
    context.close()

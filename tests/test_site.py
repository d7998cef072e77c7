"""Pages together with the partials that they include, through the real command."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_process import run_cli
from pdffiles import column, pdf

PAGE = (
    "# PRP for hair\n\nBook PRP at our clinic today. PRP is a treatment that takes an hour of your day, and our team "
    "of nurses looks after you at every visit. We draw a little blood, spin it and give it back to "
    "you. Most people come three times, a month apart. Parking is free, the coffee is good and the rooms are quiet. "
    "Call us in the morning to hear about PRP and about prices.\n"
)
FOOTER = (
    "<footer><p>Risks of PRP include pain, bruising, swelling and infection. Do not have PRP if you are pregnant, "
    "have a bleeding disorder or take blood thinners. Results vary from person to person. A consultation with a doctor "
    "comes first. PRP is not approved by the FDA for hair loss; the device is cleared for other uses.</p></footer>\n"
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "footer.html").write_text(FOOTER, encoding="utf-8")
    return tmp_path


def rules(outcome: str) -> set[str]:
    return {line.split("[")[1].split("]")[0] for line in outcome.splitlines() if line.startswith("page.md")}


def test_a_disclosure_in_a_declared_footer_counts(site: Path) -> None:
    alone = run_cli("check", "--quiet", "--no-config", cwd=site)
    assert "disclosure/missing-risk-information" in rules(alone.out)
    (site / ".claimlint.yaml").write_text("includes: {footer.html: '*.md'}", encoding="utf-8")
    together = run_cli("check", "--quiet", cwd=site)
    assert rules(together.out) == set()
    assert together.err == ""


def test_a_disclosure_in_a_declared_pdf_counts(site: Path) -> None:
    (site / "footer.html").unlink()
    words = FOOTER.removeprefix("<footer><p>").removesuffix("</p></footer>\n").split()
    lines = [" ".join(words[at : at + 12]) for at in range(0, len(words), 12)]
    (site / "terms.pdf").write_bytes(pdf(column(72, 700, *lines)))
    (site / ".claimlint.yaml").write_text("includes: {terms.pdf: '*.md'}", encoding="utf-8")
    together = run_cli("check", "--quiet", "page.md", cwd=site)
    assert (together.code, together.out, together.err) == (0, "", "")
    (site / "terms.pdf").write_bytes(b"no PDF")
    broken = run_cli("check", "--quiet", "page.md", cwd=site)
    assert broken.code == 2
    assert "the partial terms.pdf, which it includes, cannot be read: it is no PDF file" in broken.err


def test_a_footer_of_other_pages_does_not_count(site: Path) -> None:
    (site / ".claimlint.yaml").write_text("includes: {footer.html: 'blog/**'}", encoding="utf-8")
    assert "disclosure/missing-risk-information" in rules(run_cli("check", "--quiet", cwd=site).out)


def test_a_partial_owes_nothing_of_its_own(site: Path) -> None:
    (site / "footer.html").write_text(f"<p>{PAGE}</p>", encoding="utf-8")
    (site / ".claimlint.yaml").write_text("includes: {footer.html: 'blog/**'}", encoding="utf-8")
    assert run_cli("check", "--quiet", "footer.html", cwd=site).out == ""
    assert run_cli("check", "--quiet", "--no-config", "footer.html", cwd=site).out != ""


def test_a_partial_that_cannot_be_read_is_no_clean_verdict(site: Path) -> None:
    (site / "footer.html").write_bytes(b"\0\1\2")
    (site / ".claimlint.yaml").write_text("includes: {footer.html: '*.md'}", encoding="utf-8")
    outcome = run_cli("check", "--quiet", "page.md", cwd=site)
    assert outcome.code == 2
    assert "the partial footer.html, which it includes, cannot be read: not text" in outcome.err

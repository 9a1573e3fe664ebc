"""Outlook, Gmail, dark inversions and pictures off, each played and measured."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from briefing.config.colors import contrast
from briefing.rendering import Theme, render
from briefing.rendering.outlook_widths import fit_outlook_columns
from briefing.rendering.render_context import prepare
from briefing.rendering.to_html import mjml_document, mjml_to_html
from briefing.rendering.web_pages import mail_html
from tests import needs
from tests.rendering.browser import SIDEWAYS, SMALL_TEXTS, opened
from tests.rendering.mail_programs import (
    GMAIL_CLIP_BYTES,
    LITERAL_CELLS,
    as_hex,
    as_outlook,
    cell_widths,
    inverted,
    overfull_cells,
    overwide_pictures,
    text_colors,
    without_styles,
)
from tests.rendering.many import edition_of
from tests.rendering.sample import sample_edition

THEMES = ("balance", "compact")
LANGUAGES = ("en", "ar")
COLUMNS = """<mjml><mj-body width="640px">
<mj-section padding="0 40px"><mj-column border-top="1px solid #ddd"><mj-text>One</mj-text>
</mj-column></mj-section>
<mj-section padding="10px 20px 0"><mj-column width="30%"><mj-text>Two</mj-text></mj-column>
<mj-column width="70%" padding="0 10px"><mj-text>Three</mj-text></mj-column></mj-section>
<mj-section padding="0 20px 0 60px"><mj-column width="100px"><mj-text>Four</mj-text></mj-column>
<mj-column><mj-text>Five</mj-text></mj-column></mj-section>
<mj-wrapper padding="0 30px"><mj-section padding="0 10px"><mj-column><mj-text>Six</mj-text>
</mj-column></mj-section><mj-section><mj-column><mj-text>Seven</mj-text></mj-column></mj-section>
</mj-wrapper>
<mj-section padding-left="24px" padding-right="16px"><mj-column><mj-text>Eight</mj-text>
</mj-column></mj-section></mj-body></mjml>"""


def html_of(theme: str = "balance", language: str = "en", **changes: object) -> str:
    """The sample edition as mail."""
    chosen = Theme.from_values({"name": theme, **changes})
    return render(sample_edition(language=language), chosen).html


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [480, 640, 800])
def test_outlooks_cells_fit_what_holds_them(theme: str, language: str, width: int) -> None:
    html = html_of(theme, language, width=width)
    assert cell_widths(html)
    assert list(overfull_cells(html)) == []
    assert list(overwide_pictures(html)) == []


def test_cells_and_pictures_that_do_not_fit_are_seen() -> None:
    html = mjml_to_html(COLUMNS, preview_color="#000000")
    assert list(overfull_cells(html.replace("width:560px;", "width:640px;", 1)))
    wide = '<table width="300"><tr><td style="padding:0 10px"><img width="281"/></td></tr></table>'
    assert list(overwide_pictures(wide)) == ["281 in 280"]


def test_columns_of_any_layout_fit() -> None:
    html = mjml_to_html(COLUMNS, preview_color="#000000")
    assert cell_widths(html) == ["560", "180", "420", "100", "280", "560", "580", "600"]
    assert [line for line in overfull_cells(html) if "100" not in line] == []
    assert fit_outlook_columns("no table") == "no table"
    assert (
        fit_outlook_columns("<!--[if mso | IE]></td></table>") == "<!--[if mso | IE]></td></table>"
    )


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
def test_columns_are_as_wide_as_the_official_mjml_makes_them(theme: str) -> None:
    chosen = Theme.from_values({"name": theme})
    sample = mjml_document(prepare(sample_edition(), chosen))
    script = Path(__file__).parent / "node" / "mjml_html.mjs"
    for source in (sample, COLUMNS):
        command = [str(needs.node()), str(script), str(needs.npm("mjml"))]
        done = subprocess.run(command, input=source, capture_output=True, text=True, check=True)
        assert cell_widths(mjml_to_html(source, preview_color="#000")) == cell_widths(done.stdout)


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_outlook_with_literal_cells_is_as_wide_as_the_letter(
    browser: Browser, language: str
) -> None:
    html = as_outlook(html_of(language=language))
    with opened(browser, html, width=1000, scheme="light") as page:
        assert page.evaluate(LITERAL_CELLS) <= 640
    columns = as_outlook(mjml_to_html(COLUMNS, preview_color="#000000"))
    too_wide = columns.replace("vertical-align:top;width:560px", "vertical-align:top;width:640px")
    for html, widest in ((columns, 640), (too_wide, 720)):
        with opened(browser, html, width=1000, scheme="light") as page:
            assert page.evaluate(LITERAL_CELLS) == widest


@pytest.mark.parametrize(("language", "side"), [("en", "left"), ("ar", "right")])
def test_word_is_told_margins_of_lists_and_heights_of_lines(language: str, side: str) -> None:
    html = html_of(language=language)
    (style,) = re.findall(r"<!--\[if mso\]><style[^>]*>(.*?)</style><!\[endif\]-->", html)
    assert f"ul,ol{{margin-{side}:26px!important}}" in style
    assert "mso-line-height-rule:exactly" in style


@pytest.mark.parametrize("theme", THEMES)
def test_the_first_family_of_every_font_is_one_that_windows_has(theme: str) -> None:
    html = html_of(theme)
    stacks = re.findall(r"font:[^;\"]*?px/\d+px ([^;\"]+)", html)
    stacks += re.findall(r"font-family:([^;\"}]+)", html)
    first = {stack.split(",")[0].strip("' ") for stack in stacks}
    assert first <= {"Georgia", "Segoe UI"}


def test_phones_are_told_to_leave_dates_and_addresses_alone() -> None:
    html = html_of()
    assert 'name="format-detection"' in html
    styles = re.findall(r"<style[^>]*>(.*?)</style>", html, re.S)
    for reset in ("a[x-apple-data-detectors]", "u + #body a", "#MessageViewBody a"):
        assert sum(reset in style for style in styles) == 1
    assert html.count('<body id="body" ') == 1


@pytest.mark.browser
def test_a_date_a_phone_made_a_link_of_looks_like_its_line(browser: Browser) -> None:
    head, body = html_of().split("<body", 1)
    link = '<a href="x:1" x-apple-data-detectors="true">since 17 November</a>'
    html = f"{head}<body{body.replace('since 17 November', link, 1)}"
    assert link in html
    with opened(browser, html, width=390, scheme="light") as page:
        link = page.locator("a[x-apple-data-detectors]").first
        look = "(e) => [getComputedStyle(e).color, getComputedStyle(e).textDecorationLine]"
        color, line = link.evaluate(look)
        assert (color, line) == (
            link.evaluate("(e) => getComputedStyle(e.parentElement).color"),
            "none",
        )


@pytest.mark.browser
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390, 700])
def test_gmail_without_style_elements(
    browser: Browser, theme: str, language: str, width: int
) -> None:
    html = without_styles(html_of(theme, language))
    with opened(browser, html, width=width, scheme="light") as page:
        assert page.evaluate(SIDEWAYS) <= 0
        assert page.evaluate(SMALL_TEXTS, 12) == []


@pytest.mark.parametrize("theme", THEMES)
def test_gmail_cuts_nothing_off(theme: str) -> None:
    html = render(edition_of(28), Theme.from_values({"name": theme})).html
    assert len(html.encode()) < GMAIL_CLIP_BYTES


@pytest.mark.browser
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("full", [True, False])
def test_texts_can_be_read_when_a_program_turns_the_colours_round(
    browser: Browser, theme: str, full: bool
) -> None:
    with opened(browser, html_of(theme), width=700, scheme="light") as page:
        texts = text_colors(page)
    assert len(texts) > 100
    least = min(
        (
            contrast(
                inverted(color, ground=False, full=full), inverted(ground, ground=True, full=full)
            ),
            text,
        )
        for text, color, ground in texts
    )
    assert least[0] >= 4.5, least


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 700])
def test_with_pictures_off_all_is_told(browser: Browser, width: int) -> None:
    html = html_of()
    with opened(browser, html, width=width, scheme="light") as page:
        assert page.evaluate(SIDEWAYS) <= 0
        images = json.loads(
            page.evaluate(
                "() => JSON.stringify([...document.images].map((i) => [i.alt, i.offsetHeight]))"
            )
        )
        blind = page.evaluate("() => document.body.scrollHeight")
    assert images
    # An alternative text takes lines, not the room of a picture.
    assert all(height < 120 for _, height in images)
    shown = Path(__file__).with_name("offices.svg")
    with opened(browser, html, width=width, scheme="light", picture=shown) as page:
        assert blind <= page.evaluate("() => document.body.scrollHeight")


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_links_of_the_footer_can_be_hit_with_a_finger(browser: Browser, language: str) -> None:
    with opened(browser, html_of(language=language), width=390, scheme="light") as page:
        boxes = page.locator("p.m > a.m").evaluate_all(
            "(all) => all.map((e) => e.getBoundingClientRect()).map((b) => [b.width, b.height])"
        )
    assert len(boxes) >= 3
    assert min(min(box) for box in boxes) >= 24


def a_mail(name: str, language: str) -> str:
    """A mail that is no edition."""
    last = {
        "date": date(2026, 11, 24),
        "language": "en",
        "title": "Two roads are cut before noon",
        "quotes": ({"text": "Both roads went up.", "outlet": "Wire"},),
        "headlines": ({"title": "The ferry has a new captain", "url": "https://wire.example/f"},),
    }
    pages = {page: f"https://news.example.org/{page}/x" for page in ("preferences", "unsubscribe")}
    values = {"newsletter": "The Daily", "address": "1 Example Street", "subject": "Words"}
    link = {"link": "https://news.example.org/confirm/x", "page": "https://news.example.org/e"}
    return mail_html(name, {**values, **pages, **link, "last": last}, language=language)


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "de", "fr", "ar"])
@pytest.mark.parametrize("name", ["confirm", "link", "welcome"])
def test_other_mails_hold_in_every_program_too(browser: Browser, name: str, language: str) -> None:
    html = a_mail(name, language)
    assert len(html.encode()) < 15_000
    assert list(overfull_cells(html)) == []
    for shown in (html, without_styles(html), as_outlook(html)):
        with opened(browser, shown, width=390, scheme="light") as page:
            assert page.evaluate(SIDEWAYS) <= (250 if shown == as_outlook(html) else 0)
            texts = text_colors(page)
        for full in (True, False):
            for text, color, ground in texts:
                ink = inverted(color, ground=False, full=full)
                assert contrast(ink, inverted(ground, ground=True, full=full)) >= 4.5, text
    with opened(browser, html, width=390, scheme="dark") as page:
        texts = text_colors(page)
    for text, color, ground in texts:
        assert contrast(as_hex(color), as_hex(ground)) >= 4.5, text

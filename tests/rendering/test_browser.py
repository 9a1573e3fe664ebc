"""An edition on a screen: four widths, light and dark, both themes.

`pytest tests/rendering/test_browser.py --remake` takes the screenshots of `docs/screens/` anew.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from briefing.rendering import Theme, preview_page, render
from briefing.rendering.editor_preview import in_scheme
from briefing.rendering.mail_pictures import standalone
from tests.rendering.browser import (
    DIRECTIONS,
    HEADINGS,
    SCHEMES,
    SIDEWAYS,
    SMALL_TEXTS,
    WIDTHS,
    Scheme,
    axe,
    opened,
)
from tests.rendering.many import edition_of
from tests.rendering.sample import sample_edition
from tests.rendering.tongues import edition_in
from tests.rendering.whole_letter import letter_of

pytestmark = pytest.mark.browser
SCREENS = Path(__file__).resolve().parents[2] / "docs" / "screens"
PICTURE = Path(__file__).with_name("offices.svg")
PHOTO = "https://pictures.example.org/offices.jpg"
# Mail programs strip <main>, so there is no landmark to put the content into.
STRIPPED = {"landmark-one-main", "region"}
# Of a screenshot, in pixels: as much of a shape as a small file holds.
SCREENS_HEIGHT = {"balance": 1200, "compact": 900, "list": 760}
THEMES = ("balance", "compact", "list")
# Every link's box as a finger finds it (WCAG 2.5.8): those below the least height in pixels.
SMALL_TARGETS = """(least) => [...document.querySelectorAll('a')]
  .filter((link) => link.textContent.trim())
  .flatMap((link) => [...link.getClientRects()].map((box) => [box.height, link.textContent]))
  .filter(([height]) => height < least)"""


@cache
def html(theme: str, language: str = "en") -> str:
    rendering = render(sample_edition(language=language), Theme.from_values({"name": theme}))
    return standalone(rendering.html, rendering.attachments)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing(browser: Browser, theme: str, scheme: Scheme, language: str) -> None:
    with opened(browser, html(theme, language), width=700, scheme=scheme) as page:
        found = axe(page)
    assert {rule: why for rule, why in found.items() if rule not in STRIPPED} == {}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", THEMES)
def test_nothing_runs_over_the_edge_and_all_can_be_read(
    browser: Browser, theme: str, width: int
) -> None:
    for scheme in SCHEMES:
        for language in ("en", "ar"):
            with opened(browser, html(theme, language), width=width, scheme=scheme) as page:
                assert page.evaluate(SIDEWAYS) <= 0
                small = page.evaluate(SMALL_TEXTS, 13)
                assert small == []
                assert page.evaluate(SMALL_TARGETS, 24) == []


@pytest.mark.parametrize("theme", THEMES)
def test_thirty_stories_fit_every_width(browser: Browser, theme: str) -> None:
    long = render(edition_of(30), Theme.from_values({"name": theme})).html
    for width in WIDTHS:
        with opened(browser, long, width=width, scheme="light") as page:
            assert page.evaluate(SIDEWAYS) <= 0


def test_a_word_of_300_letters_does_not_run_over_the_edge(browser: Browser) -> None:
    long = html("balance").replace("Nobody was hurt.", "x" * 300)
    with opened(browser, long, width=320, scheme="light") as page:
        assert page.evaluate(SIDEWAYS) <= 0


def test_blocks_stand_in_order(browser: Browser) -> None:
    with opened(browser, html("balance"), width=700, scheme="light") as page:
        assert page.evaluate(HEADINGS) == [
            "The Balance",
            "Three capitals weigh an answer as soldiers reach the front",
            "Watch",
            "Explosions cut the last two roads across the line",
            "Trade talks resume with a list of 212 goods",
            "In brief",
            "Chart of the day",
            "Quote of the day",
            "Still running",
            "Must-reads",
            "From the editor",
            "Corrections",
            "House notice",
            "The river is clean enough to swim in again",
            "How this edition was made",
        ]


def test_nothing_is_fetched_but_the_picture(browser: Browser) -> None:
    with opened(browser, html("balance"), width=700, scheme="light") as page:
        page.wait_for_load_state("networkidle")
        assert page.asked == [PHOTO]  # type: ignore[attr-defined]


def test_the_dark_shows_the_dark_chart_and_no_white_box(browser: Browser) -> None:
    shown = "() => [...document.images].filter((i) => i.offsetWidth && i.alt.includes('41')).length"
    ground = "() => getComputedStyle(document.querySelector('.c')).backgroundColor"
    for scheme, color in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(26, 28, 31)")):
        with opened(browser, html("balance"), width=700, scheme=scheme) as page:  # type: ignore[arg-type]
            assert page.evaluate(shown) == 1
            assert page.evaluate(ground) == color


def test_arabic_runs_from_the_right_on_the_screen(browser: Browser) -> None:
    with opened(browser, html("balance", "ar"), width=700, scheme="light") as page:
        cells = page.evaluate(DIRECTIONS)
        assert len(cells) == 17
        assert all(direction == "rtl" and align != "left" for direction, align in cells)


def test_marks_open_no_gap_between_lines(browser: Browser) -> None:
    """A paragraph with marks is made of lines as high as those without."""
    height = """() => [...document.querySelectorAll('p')]
        .find((p) => p.textContent.startsWith('Units')).offsetHeight"""
    with opened(browser, html("balance"), width=700, scheme="light") as page:
        assert page.evaluate(height) == 5 * 27


def test_the_preview_opens_from_a_file_and_its_tabs_work(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "index.html"
    file.write_text(preview_page(sample_edition(), render(sample_edition())), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1180, "height": 900})
    page.goto(file.as_uri())
    assert page.locator("#p-light iframe").first.is_visible()
    for name in ("dark", "images", "text", "markdown", "source", "checks"):
        page.click(f"label[for=t-{name}]")
        assert page.locator(f"#p-{name}").is_visible()
        assert not page.locator("#p-light").is_visible()
    page.close()


def test_the_preview_shows_the_dark_on_a_light_machine(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1180, "height": 900}, color_scheme="light")
    page.set_content(preview_page(sample_edition(), render(sample_edition())))
    page.click("label[for=t-dark]")
    frame = page.frame_locator("#p-dark iframe >> nth=0")
    ground = frame.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor")
    assert ground == "rgb(16, 17, 19)"
    page.close()


SHAPES = [
    (f"{shape}-{name}", shape, width, scheme)
    for shape in THEMES
    for name, width, scheme in (
        ("light", 700, "light"),
        ("dark", 700, "dark"),
        ("phone", 390, "light"),
    )
]


@pytest.mark.parametrize(("name", "shape", "width", "scheme"), SHAPES)
def test_screenshots_of_the_shapes(
    browser: Browser, remake: bool, name: str, shape: str, width: int, scheme: Scheme
) -> None:
    """Kept in docs/, not compared: fonts differ from machine to machine."""
    letter = render(letter_of(28, shape), Theme.from_values({"name": shape})).html
    height = SCREENS_HEIGHT[shape]
    take(browser, letter, name, width=width, height=height, scheme=scheme, remake=remake)


@pytest.mark.parametrize("language", ["de", "ar", "zh"])
def test_screenshots_of_the_languages(browser: Browser, remake: bool, language: str) -> None:
    letter = render(edition_in(language)).html
    take(browser, letter, language, width=700, height=1100, scheme="light", remake=remake)


def test_the_screenshot_without_pictures(browser: Browser, remake: bool) -> None:
    letter = re.sub(r'(<img\b[^<>]*?) src="[^"<>]*"', r"\1", render(letter_of(28)).html)
    take(browser, letter, "images-off", width=700, height=1100, scheme="light", remake=remake)


@pytest.mark.parametrize("language", ["de", "ar", "zh"])
def test_a_letter_in_its_own_language_has_no_fault(browser: Browser, language: str) -> None:
    with opened(browser, render(edition_in(language)).html, width=390, scheme="light") as page:
        assert page.evaluate(SIDEWAYS) <= 0
        assert page.evaluate(SMALL_TARGETS, 24) == []
        assert {rule for rule in axe(page) if rule not in STRIPPED} == set()


def test_the_screenshot_of_the_readme(browser: Browser, remake: bool) -> None:
    """Light and dark side by side."""
    frame = '<iframe width="700" height="760" style="border:0" srcdoc="{}"></iframe>'
    letter = render(letter_of(28)).html
    both = (frame.format(escape(in_scheme(letter, scheme))) for scheme in SCHEMES)
    side_by_side = f'<body style="margin:0;display:flex;gap:20px">{"".join(both)}</body>'
    take(browser, side_by_side, "edition", width=1420, height=760, scheme="light", remake=remake)


def take(
    browser: Browser,
    page_html: str,
    name: str,
    *,
    width: int,
    height: int,
    scheme: Scheme,
    remake: bool,
) -> None:
    """Take a screenshot where it is asked for; it must be there and small either way."""
    file = SCREENS / f"{name}.png"
    if remake:
        SCREENS.mkdir(parents=True, exist_ok=True)
        with opened(browser, page_html, width=width, scheme=scheme, picture=PICTURE) as page:
            page.wait_for_load_state("networkidle")
            top = {"x": 0, "y": 0, "width": width, "height": height}
            page.screenshot(path=file, full_page=True, clip=top)  # type: ignore[arg-type]
    assert file.read_bytes().startswith(b"\x89PNG")
    assert file.stat().st_size < 150_000

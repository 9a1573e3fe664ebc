"""A mail as a page looks as the mail does, in fewer bytes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from briefing.rendering import Theme, render
from briefing.rendering.browser_page import browser_page, with_rules, without_outlook
from tests.rendering.browser import Scheme, opened
from tests.rendering.many import edition_of
from tests.rendering.read import Page
from tests.rendering.sample import sample_edition

MOST_BYTES = 60_000


def test_what_outlook_alone_reads_is_gone_and_nothing_else() -> None:
    html = (
        "<!--[if mso | IE]><td><![endif]-->a<!--[if !mso]><!-->b<!--<![endif]-->"
        "<!--[if gte mso 9]>c<![endif]-->d<!-- e --><!--[if mso]>f"
    )
    assert without_outlook(html) == "abd<!-- e --><!--[if mso]>f"


def test_a_look_that_is_repeated_is_said_once() -> None:
    html = (
        '<head></head><body><p style="color:red">1</p><p class="a" style="color:red">2</p>'
        '<b style="margin:0">3</b><i title="1 &gt; style" style="color:red">4</i></body>'
    )
    assert with_rules(html) == (
        '<head><style>.x0{color:red}</style></head><body><p class="x0">1</p><p class="x0 a">2</p>'
        '<b style="margin:0">3</b><i title="1 &gt; style" class="x0">4</i></body>'
    )
    assert with_rules("<head></head><body></body>") == "<head></head><body></body>"


@pytest.mark.parametrize("theme", ["balance", "compact"])
def test_28_stories_fit_into_60_kb(theme: str) -> None:
    views = render(edition_of(28), Theme.from_values({"name": theme}))
    page = browser_page(views.html, ())
    assert len(page.encode()) <= MOST_BYTES
    assert (Page(page).text, Page(page).links) == (Page(views.html).text, Page(views.html).links)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "language"), [(390, "en"), (700, "ar")])
def test_the_page_looks_as_the_mail(
    browser: Browser, width: int, language: str, scheme: Scheme
) -> None:
    views = render(sample_edition(language=language), Theme())
    seen = []
    for html in (views.html, with_rules(without_outlook(views.html))):
        with opened(browser, html, width=width, scheme=scheme) as page:
            seen.append(page.screenshot(full_page=True))
    assert seen[0] == seen[1]

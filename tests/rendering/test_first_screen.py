"""What a reader sees before the first scroll, and how long the whole is."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from briefing.rendering import Theme, render
from tests.rendering.browser import opened
from tests.rendering.whole_letter import FACTS, letter_of

pytestmark = pytest.mark.browser
PICTURE = Path(__file__).with_name("offices.svg")
HEIGHT = "() => document.documentElement.scrollHeight"
# Where a text ends, in pixels from the top.
BOTTOM = """(text) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(text);
    if (at >= 0 && walker.currentNode.parentElement.getBoundingClientRect().height > 2) {
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + text.length);
      return range.getBoundingClientRect().bottom;
    }
  }
  return Infinity;
}"""
HEADLINES = """(height) => [...document.querySelectorAll('h2 a, a[href^="#"]')]
  .filter((link) => link.getBoundingClientRect().height
    && link.getBoundingClientRect().bottom <= height)
  .map((link) => link.textContent)"""


def html(stories: int, name: str = "balance") -> str:
    return render(letter_of(stories), Theme.from_values({"name": name})).html


def test_a_phone_shows_the_leads_first_sentence_at_once(browser: Browser) -> None:
    with opened(browser, html(28), width=390, scheme="light", picture=PICTURE) as page:
        page.wait_for_load_state("load")
        assert page.evaluate(BOTTOM, FACTS[0]) <= 844


@pytest.mark.parametrize("width", [700, 1280])
def test_a_desktop_shows_three_topics_headlines_at_once(browser: Browser, width: int) -> None:
    with opened(browser, html(28), width=width, scheme="light", picture=PICTURE) as page:
        page.wait_for_load_state("load")
        assert len(page.evaluate(HEADLINES, 800)) >= 4  # the lead's, and three more


@pytest.mark.parametrize(
    ("name", "stories", "height", "size"),
    [
        ("balance", 6, 2200, 22_000),
        ("balance", 15, 3400, 38_000),
        ("balance", 28, 6500, 60_000),
        ("compact", 28, 4000, 60_000),
    ],
)
def test_a_letter_is_no_longer_than_it_has_to_be(
    browser: Browser, name: str, stories: int, height: int, size: int
) -> None:
    letter = html(stories, name)
    assert len(letter.encode()) <= size
    with opened(browser, letter, width=700, scheme="light", picture=PICTURE) as page:
        page.wait_for_load_state("load")
        assert page.evaluate(HEIGHT) <= height

"""Chromium over an edition: what a reader's screen shows, and what it asks the network for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests import needs

Scheme = Literal["light", "dark"]
WIDTHS = (320, 390, 700, 1280)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

# The smallest text that is not a caption, and texts below it: each with its size.
SMALL_TEXTS = """(least) => {
  const small = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement, box = parent.getBoundingClientRect();
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (walker.currentNode.data.trim() && box.width > 1 && box.height > 1 && size < least)
      small.push([size, walker.currentNode.data.trim()]);
  }
  return small;
}"""
SIDEWAYS = "() => document.documentElement.scrollWidth - window.innerWidth"
HEADINGS = "() => [...document.querySelectorAll('h1, h2')].map((one) => one.textContent.trim())"
DIRECTIONS = """() => [...document.querySelectorAll('.t > div')].map((one) => {
  const style = getComputedStyle(one);
  return [style.direction, style.textAlign];
})"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; the test skips where there is none."""
    path = needs.chromium()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(path), args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, html: str, *, width: int, scheme: Scheme, picture: Path | None = None
) -> Iterator[Page]:
    """A page that shows this HTML and reaches no network; `page.asked` lists what it asked for.

    `picture` is what it gets for every picture; without one it gets nothing.
    """
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if picture:
            route.fulfill(path=picture, content_type="image/svg+xml")
        else:
            route.abort()

    page.route("**/*", answer)
    page.set_content(html)
    page.asked = asked  # type: ignore[attr-defined]
    yield page
    context.close()


def axe(page: Page) -> dict[str, Any]:
    """What axe-core says about the page: rule -> the first node that breaks it."""
    folder = needs.npm("axe-core")
    script = Path(folder, "node_modules", "axe-core", "axe.min.js").read_text(encoding="utf-8")
    page.evaluate(script)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return {one["id"]: one["nodes"][0]["failureSummary"] for one in result["violations"]}

"""Checks of the HTML alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefing.rendering.checking.check_result import CheckResult, Level, result_of
from briefing.rendering.checking.html_mail import HtmlMail

# Gmail clips a mail at some 102,000 bytes of HTML (docs/look.md); 2 % are left for what it adds.
MAX_HTML_BYTES = 100_000
# A tenth before that; chosen, not measured.
WARN_HTML_BYTES = 90_000
# Gmail drops a style element of more than 16 kB.
MAX_STYLE_BYTES = 16_000
_REQUESTS = {"link", "script", "iframe", "object", "embed", "video", "audio", "source", "form"}
_IN_STYLE = re.compile(r"@import|url\(|expression\(", re.IGNORECASE)
_LEFT_OVER = re.compile(r"</?mj-[a-z]+")
_ANY_TABLE = re.compile(r"<table\b[^<>]*+>")


def html_checks(html: str) -> Iterator[CheckResult]:
    """Size, structure, pictures, links, requests."""
    page = HtmlMail.of(html)
    yield _size(html)
    yield result_of("language", _language(page), "language, direction and title are set")
    yield result_of("tables", _tables(html), "every table is for layout and says so")
    yield result_of("pictures", _pictures(page), "every picture has a text and a width")
    yield result_of("headings", _headings(page), "one first heading, no level is skipped")
    yield _links(page)
    yield result_of("requests", _requests(page), "nothing is fetched but pictures")
    yield result_of(
        "styles", _styles(page), f"every style element is below {MAX_STYLE_BYTES:,} bytes"
    )
    yield result_of("templates", _LEFT_OVER.findall(html), "no tag of the templates is left over")


def _size(html: str) -> CheckResult:
    size = len(html.encode())
    level: Level = "error" if size >= MAX_HTML_BYTES else "warning"
    detail = f"{size:,} bytes; Gmail clips at 102,000"
    return CheckResult(check="size", ok=size < WARN_HTML_BYTES, detail=detail, level=level)


def _language(page: HtmlMail) -> Iterator[str]:
    root = page.named("html")
    attributes = root[0][1] if root else {}
    yield from (f"<html> has no {name}" for name in ("lang", "dir") if not attributes.get(name))
    if not page.title.strip():
        yield "the title is empty"


def _tables(html: str) -> Iterator[str]:
    """Those in conditional comments too: Outlook reads them."""
    for tag in _ANY_TABLE.findall(html):
        if 'role="presentation"' not in tag:
            yield f"without role=presentation: {tag[:60]}"


def _pictures(page: HtmlMail) -> Iterator[str]:
    for _, image in page.named("img"):
        source = image.get("src", "")
        if not image.get("alt"):
            yield f"no alternative text: {source}"
        if not image.get("width", "").isdigit():
            yield f"no width: {source}"
        elif int(image["width"]) < 3:
            yield f"a picture nobody can see: {source}"


def _headings(page: HtmlMail) -> Iterator[str]:
    levels = [int(tag[1]) for tag, _ in page.named("h1", "h2", "h3", "h4", "h5", "h6")]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} first headings"
    for before, after in zip([0, *levels], levels, strict=False):
        if after > before + 1:
            yield f"h{after} follows h{before}"


def _links(page: HtmlMail) -> CheckResult:
    """A source that has only http is worth a warning; any other scheme is a fault.

    A link within the letter leads to a place it has.
    """
    places = {f"#{tag['id']}" for _, tag in page.tags if tag.get("id")}
    links = [link.get("href", "") for _, link in page.named("a")]
    links = [link for link in links if link not in places]
    unsafe = [link for link in links if not link.startswith(("https://", "mailto:"))]
    level: Level = "warning" if all(link.startswith("http://") for link in unsafe) else "error"
    addresses = (link or "a link without an address" for link in unsafe)
    result = result_of("links", addresses, "every link leads to https or a mailbox")
    return replace(result, level=level)


def _requests(page: HtmlMail) -> Iterator[str]:
    yield from (f"<{tag}>" for tag, _ in page.tags if tag in _REQUESTS)
    for tag, attributes in page.tags:
        if tag == "img" and not attributes.get("src", "").startswith(("https://", "cid:")):
            yield f"a picture from {attributes.get('src', '')[:60]}"
        if attributes.get("background") or _IN_STYLE.search(attributes.get("style", "")):
            yield f"a background of <{tag}>"
    yield from (request for style in page.styles for request in _IN_STYLE.findall(style))


def _styles(page: HtmlMail) -> Iterator[str]:
    for style in page.styles:
        if len(style.encode()) >= MAX_STYLE_BYTES:
            yield f"a style element of {len(style.encode()):,} bytes"

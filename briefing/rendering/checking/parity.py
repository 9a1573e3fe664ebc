"""Law 5: the three renderings tell the same stories and lead to the same places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.models import Edition, Rendering
from briefing.rendering.checking.html_mail import HtmlMail, squeezed
from briefing.text.clean import one_line
from briefing.text.urls import web_url

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKDOWN_LINK = re.compile(r"(?<![!\\])\[(?:[^\[\]\\]|\\.)*\]\(<([^<>]*)>\)")
_IMAGE = re.compile(r"!\[(?:[^\[\]\\]|\\.)*\]\(<([^<>]*)>\)")


def parity(edition: Edition, rendering: Rendering) -> Iterator[str]:
    """Every title, sentence and address that is not in all three."""
    views = {
        "html": HtmlMail.of(rendering.html).text,
        "text": squeezed(unflowed(rendering.text)),
        "markdown": squeezed(_ESCAPED.sub(r"\1", rendering.markdown)),
    }
    for text in _texts_of(edition):
        for name, view in views.items():
            if squeezed(one_line(text)) not in view:
                yield f"not in the {name}: {one_line(text)[:60]}"
    yield from _uneven_links(rendering)


def unflowed(text: str) -> str:
    """Plain text with the lines that go on joined again (RFC 3676)."""
    lines = (line.removeprefix(" ") for line in text.split("\n"))
    return re.sub(r"(?<= )\n", "", "\n".join(lines))


def _texts_of(edition: Edition) -> Iterator[str]:
    """Titles of all stories, titles and sentences of all blocks."""
    yield from (reference.title for reference in edition.references)
    for block in edition.blocks:
        yield from _texts(block)


def _texts(value: object) -> Iterator[str]:
    """The sentences and the title of a block, of its sections and items too."""
    title = getattr(value, "title", "")
    if isinstance(title, str):
        yield title
    for name in ("sentences", "why", "only", "sections", "items", "sentence"):
        part = getattr(value, name, ())
        for member in part if isinstance(part, tuple) else (part,):
            text = getattr(member, "text", None) if hasattr(member, "start") else None
            yield from (text,) if text is not None else _texts(member)


def _uneven_links(rendering: Rendering) -> Iterator[str]:
    hrefs = (link.get("href", "") for _, link in HtmlMail.of(rendering.html).named("a"))
    html = {_page(href) for href in hrefs if not href.startswith("#")}
    markdown = set(map(_page, _MARKDOWN_LINK.findall(rendering.markdown)))
    text = unflowed(rendering.text)
    whole_lines = {line for line in text.splitlines() if web_url(line)}
    whole_lines -= set(_IMAGE.findall(rendering.markdown))
    for link in sorted(html | markdown | whole_lines):
        places = {"html": link in html, "markdown": link in markdown, "text": link in text}
        yield from (f"not in the {name}: {link}" for name, present in places.items() if not present)


def _page(url: str) -> str:
    """The address without the directive that jumps to a sentence."""
    return re.sub(r"#?:~:text=.*", "", url)

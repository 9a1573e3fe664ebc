"""Article pages: one page is one story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from briefing.errors import SourceError
from briefing.models import Keyed, Story
from briefing.models.words import count_words
from briefing.sources.parse.page_metadata import node_of, page_meta
from briefing.sources.parse.paywall import wall
from briefing.sources.parse.raw_story import Raw, digest, keyed
from briefing.sources.sandbox.limits import fit
from briefing.sources.story_languages import with_language
from briefing.text.clean import clean

ERROR_PAGE = re.compile(
    r"(?i)^\W{0,3}(?:(?:error )?(?:40[0-9]|410|50[0-4])\b"
    r"|(?:page|file|article|site) (?:not found|unavailable)|not found\b|access denied|forbidden\b"
    r"|just a moment|attention required|are you a (?:robot|human)|internal server error"
    r"|service (?:temporarily )?unavailable|bad gateway|something went wrong"
    r"|sorry, (?:this|the|that) page)"
)
# Walls and error pages are short: what is longer is a story, whatever stands around it.
SHORT_PAGE_CHARS = 1500
# Chosen, not measured: what says less than a short sentence is no story.
FEWEST_WORDS = 8
_BLOCKS = frozenset({"p", "head", "item", "list", "quote", "table", "row", "code", "div", "ab"})
_C1_REFERENCE = re.compile(
    rb"&#(?:0{0,4}(?:12[89]|1[345]\d)|[xX]0{0,4}[89][0-9a-fA-F])(?:;|(?![\w]))"
)


def extract_page(data: bytes, url: str) -> Story:
    """The story of an article page; `url` resolves relative links and may be "".

    Raises SourceError where the bytes are no page, or a page without a story.
    """
    return with_language(keyed_page(data, url, source=url).story)


def keyed_page(data: bytes, url: str, *, source: str, charset: str = "") -> Keyed:
    """The story of an article page with the keys that identify it; `charset` is the HTTP header's.

    Raises SourceError where the bytes are no page, a page without a story, or
    a wall before it (consent, login, paywall).
    """
    tree = parsed_page(data, where=url, charset=charset)
    meta, node = page_meta(tree, url), node_of(tree)
    text = _body_text(tree, url, meta)
    page = keyed(replace(meta, text=text), base=url, source=source, origin=digest(data))
    if len(page.story.text) <= SHORT_PAGE_CHARS:
        whole = parsed_page(data, charset=charset)  # extracting has emptied the other one
        _check(page.story, wall(whole, page.story, url=url, node=node), where=url)
    return page


def parsed_page(data: bytes, *, where: str = "", charset: str = "") -> HtmlElement:
    """The page as a tree, caps checked before parsing; SourceError where it is none."""
    markup = _windows_references(fit(data, where=where, charset=charset)).replace(b"\0", b"")
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(markup, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SourceError("is no page that can be read", where=where) from error
    return tree


def _windows_references(markup: bytes) -> bytes:
    """The markup with `&#128;` to `&#159;` as the signs HTML reads there; libxml2 knows it not."""
    return _C1_REFERENCE.sub(lambda match: unescape(match[0].decode()).encode(), markup)


def _body_text(tree: HtmlElement, url: str, meta: Raw) -> str:
    """The running text as trafilatura finds it, paragraphs by blank lines, captions left out."""
    import trafilatura
    from trafilatura.settings import Document

    extracted = trafilatura.bare_extraction(
        tree,
        url=url or None,
        fast=True,
        include_comments=False,
        include_tables=True,
        include_images=False,
        with_metadata=False,
    )
    if not isinstance(extracted, Document) or extracted.body is None:
        return ""
    captions = {media.caption for media in meta.media}
    return clean("\n\n".join(text for text in _paragraphs(extracted.body) if text not in captions))


def _paragraphs(body: etree._Element) -> Iterator[str]:
    """The text of each block, white space folded, in order; nothing is added to it."""
    pieces: list[str] = []
    for event, node in etree.iterwalk(body, events=("start", "end")):
        if node.tag in _BLOCKS:
            yield from _flushed(pieces)
        pieces.append(_gap(node) if event == "start" else "")
        pieces.append((node.text if event == "start" else node.tail) or "")
    yield from _flushed(pieces)


def _gap(node: etree._Element) -> str:
    """The white space that a line break or a cell of a table stands for."""
    return {"lb": "\n", "cell": " "}.get(node.tag, "")


def _flushed(pieces: list[str]) -> Iterator[str]:
    lines = [" ".join(line.split()) for line in "".join(pieces).split("\n")]
    pieces.clear()
    text = "\n".join(line for line in lines if line)
    if text:
        yield text


def _check(story: Story, standing: str, *, where: str) -> None:
    """SourceError for a page that says it has failed, hides its story, or says next to nothing."""
    headline = story.text if story.title_derived else story.title
    look = "look at it in a browser"
    if standing:
        raise SourceError(f"is {standing}", where=where, hint=look)
    if ERROR_PAGE.match(headline):
        raise SourceError(f"is an error page that says “{headline[:80]}”", where=where, hint=look)
    if count_words(story.text) < FEWEST_WORDS:
        raise SourceError("is a page without a story", where=where, hint="name an article's page")

"""Documents that name others: index pages, sitemaps, OPML lists, pages with feeds.

Each reader takes bytes and gives links, in the document's order, each address once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lxml import etree
from lxml.etree import _Element as Node
from lxml.html import HtmlElement

from briefing.errors import SourceError
from briefing.sources.parse.dates import utc
from briefing.sources.parse.page import parsed_page
from briefing.sources.parse.story import absolute, plain_name
from briefing.sources.sandbox.limits import fit
from briefing.sources.sandbox.results import Link, Listing
from briefing.text.clean import one_line

MAX_LINKS = 5000
FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/xml",
        "text/xml",
    }
)
FEED_PATHS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")


def read_listing(kind: Listing, data: bytes, url: str, selector: str = "") -> tuple[Link, ...]:
    """The links of a listing; `selector` (CSS) chooses those of an index page.

    Raises SourceError where the bytes are no listing of this kind.
    """
    if kind == "index":
        return index_links(data, url, selector=selector)
    return READERS[kind](data, url)


def index_links(data: bytes, url: str, *, selector: str) -> tuple[Link, ...]:
    """The links that a CSS selector finds on a page: `a` elements, or the first `a` in others.

    Raises SourceError for a selector that is none.
    """
    from lxml.cssselect import CSSSelector, SelectorError

    try:
        chosen = CSSSelector(selector, translator="html")(parsed_page(data, where=url))
    except (SelectorError, etree.XPathError) as error:
        raise SourceError(f"“{selector[:80]}” is no CSS selector: {error}", where=url) from error
    anchors = (part if part.tag == "a" else next(part.iter("a"), None) for part in chosen)
    return _unique(_anchor(anchor, url) for anchor in anchors if anchor is not None)


def sitemap_links(data: bytes, url: str) -> tuple[Link, ...]:
    """The pages of a sitemap (sitemaps.org), with what the news extension says of them."""
    root = _xml(data, url, ("urlset", "sitemapindex"))
    return _unique(_located(node, url) for node in _named(root, "url"))


def child_sitemaps(data: bytes, url: str) -> tuple[Link, ...]:
    """The sitemaps that a sitemap index names; none for a plain sitemap."""
    root = _xml(data, url, ("urlset", "sitemapindex"))
    return _unique(_located(node, url) for node in _named(root, "sitemap"))


def opml_links(data: bytes, url: str) -> tuple[Link, ...]:
    """The feeds of an OPML list; the outline around a feed names its section."""
    root = _xml(data, url, ("opml", "oml"))
    return _unique(_outline(node, url) for node in _named(root, "outline") if _address(node))


def feed_links(data: bytes, url: str) -> tuple[Link, ...]:
    """The feeds a page names: `link rel=alternate` first, then links that look like feeds."""
    tree = parsed_page(data, where=url)
    stated = (_alternate(link, url) for link in tree.iter("link") if _is_feed(link))
    looking = (_anchor(link, url) for link in tree.iter("a") if _looks_like_feed(link))
    return _unique((*stated, *looking))


READERS: dict[Listing, Callable[[bytes, str], tuple[Link, ...]]] = {
    "discover": feed_links,
    "opml": opml_links,
    "sitemap": sitemap_links,
    "sitemaps": child_sitemaps,
}


def write_opml(links: Iterable[Link], *, title: str) -> bytes:
    """An OPML 2.0 list of feeds, in their order; what `opml_links` reads again."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = one_line(title)
    body = etree.SubElement(root, "body")
    sections: dict[str, Node] = {"": body}
    for link in links:
        if link.section not in sections:
            sections[link.section] = etree.SubElement(body, "outline", text=one_line(link.section))
        parent = sections[link.section]
        etree.SubElement(parent, "outline", type="rss", text=one_line(link.title), xmlUrl=link.url)
    data = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return bytes(data)


def _xml(data: bytes, url: str, names: tuple[str, ...]) -> Node:
    """The root of an XML document with one of these names; SourceError for any other."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(fit(data, where=url), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError("is no XML that can be read", where=url) from error
    if root is None or _local(root) not in names:
        raise SourceError(f"is no {names[0]} document", where=url)
    return root


def _local(node: Node) -> str:
    """The name without its namespace; markup that was mended may hold names that are none."""
    tag = node.tag if isinstance(node.tag, str) else ""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def _named(root: Node, name: str) -> Iterator[Node]:
    return (node for node in root.iter() if _local(node) == name)


def _texts(node: Node) -> dict[str, str]:
    """Local name -> text of all elements below; the first of each name wins."""
    found: dict[str, str] = {}
    for part in node.iterdescendants():
        if (part.text or "").strip():
            found.setdefault(_local(part), (part.text or "").strip())
    return found


def _located(node: Node, base: str) -> Link | None:
    said = _texts(node)
    url = absolute(said.get("loc", ""), base)
    if url is None:
        return None
    return Link(
        url=url,
        title=plain_name(said.get("title", "")),
        publisher=plain_name(said.get("name", "")),
        published=utc(said.get("publication_date") or said.get("lastmod") or ""),
        guessed="publication_date" not in said,
    )


def _address(outline: Node) -> str:
    return next((value for key, value in outline.items() if key.lower() == "xmlurl"), "")


def _outline(node: Node, base: str) -> Link | None:
    url = absolute(_address(node), base)
    parent = node.getparent()
    above = parent if parent is not None and _local(parent) == "outline" else None
    if url is None:
        return None
    section = "" if above is None else above.get("text") or above.get("title") or ""
    title = node.get("title") or node.get("text") or ""
    return Link(url=url, title=plain_name(title), section=plain_name(section))


def _is_feed(link: HtmlElement) -> bool:
    kinds = link.get("rel", "").lower().split()
    kind = str(link.get("type", "")).lower().split(";")[0]
    return "alternate" in kinds and kind in FEED_TYPES


def _looks_like_feed(link: HtmlElement) -> bool:
    path = str(link.get("href", "")).lower().split("?")[0].rstrip("/")
    return path.endswith((*FEED_PATHS, ".rss", ".atom"))


def _alternate(link: HtmlElement, base: str) -> Link | None:
    url = absolute(link.get("href", ""), base)
    return Link(url=url, title=plain_name(link.get("title", ""))) if url else None


def _anchor(anchor: HtmlElement, base: str) -> Link | None:
    url = absolute(anchor.get("href", ""), base)
    return Link(url=url, title=plain_name(anchor.text_content())) if url else None


def _unique(links: Iterable[Link | None]) -> tuple[Link, ...]:
    """The links that are web addresses, each once, at most 5,000."""
    found: dict[str, Link] = {}
    for link in links:
        if link is not None and len(found) < MAX_LINKS:
            found.setdefault(link.url.split("#")[0], link)
    return tuple(found.values())

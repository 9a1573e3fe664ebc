"""Documents that name others: index pages, sitemaps, OPML lists, pages with feeds.

Each reader takes bytes and gives links, in the document's order, each address once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from lxml import etree
from lxml.etree import _Element as Node
from lxml.html import HtmlElement

from briefing.errors import SourceError
from briefing.sources.parse.dates import utc
from briefing.sources.parse.page import parsed_page
from briefing.sources.parse.raw_story import MAX_NAME_CHARS, absolute, plain_name
from briefing.sources.sandbox.limits import fit
from briefing.sources.sandbox.results import ListedLink, Listing
from briefing.text.clean import one_line

# A tenth of what a sitemap may hold (sitemaps.org).
MAX_LINKS = 5000
_LOGIN = re.compile(r"^(https?://)[^/@?#]*@", re.IGNORECASE)
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


def read_listing(
    kind: Listing, data: bytes, url: str, selector: str = ""
) -> tuple[ListedLink, ...]:
    """The links of a listing; `selector` (CSS) chooses those of an index page.

    Raises SourceError where the bytes are no listing of this kind.
    """
    if kind == "index":
        return index_links(data, url, selector=selector)
    return READERS[kind](data, url)


def index_links(data: bytes, url: str, *, selector: str) -> tuple[ListedLink, ...]:
    """The links that a CSS selector finds on a page: `a` elements, or the first `a` in others.

    Raises SourceError for a selector that is none.
    """
    from lxml.cssselect import CSSSelector, SelectorError

    page = parsed_page(data, where=url)
    try:
        chosen = CSSSelector(selector, translator="html")(page)
    except (SelectorError, etree.XPathError) as error:
        raise SourceError(f"“{selector[:80]}” is no CSS selector: {error}", where=url) from error
    anchors = (part if part.tag == "a" else next(part.iter("a"), None) for part in chosen)
    base = _base(page, url)
    return _unique(_anchor(anchor, base) for anchor in anchors if anchor is not None)


def sitemap_links(data: bytes, url: str) -> tuple[ListedLink, ...]:
    """The pages of a sitemap (sitemaps.org), with what the news extension says of them."""
    root = _xml(data, url, ("urlset", "sitemapindex"))
    return _unique(_located(node, url) for node in _named(root, "url"))


def child_sitemaps(data: bytes, url: str) -> tuple[ListedLink, ...]:
    """The sitemaps that a sitemap index names; none for a plain sitemap."""
    root = _xml(data, url, ("urlset", "sitemapindex"))
    return _unique(_located(node, url) for node in _named(root, "sitemap"))


def opml_links(data: bytes, url: str) -> tuple[ListedLink, ...]:
    """The feeds of an OPML list; the outlines around a feed are its section: "World/Asia".

    An entry that cannot be read as a feed says why in `unusable`.
    """
    root = _xml(data, url, ("opml", "oml"))
    return _unique(_outline(node, url) for node in _named(root, "outline") if _address(node))


def feed_links(data: bytes, url: str) -> tuple[ListedLink, ...]:
    """The feeds a page names: `link rel=alternate` first, then links that look like feeds."""
    page = parsed_page(data, where=url)
    base = _base(page, url)
    stated = (_alternate(link, base) for link in page.iter("link") if _is_feed(link))
    similar = (_anchor(link, base) for link in page.iter("a") if _looks_like_feed(link))
    return _unique((*stated, *similar))


def _base(page: HtmlElement, url: str) -> str:
    """What links of a page are resolved against: its `<base href>` (HTML 4.2.3), else `url`."""
    stated = next((base.get("href", "") for base in page.iter("base") if base.get("href")), "")
    return absolute(stated, url) or url


READERS: dict[Listing, Callable[[bytes, str], tuple[ListedLink, ...]]] = {
    "discover": feed_links,
    "opml": opml_links,
    "sitemap": sitemap_links,
    "sitemaps": child_sitemaps,
}


def write_opml(links: Iterable[ListedLink], *, title: str) -> bytes:
    """An OPML 2.0 list of feeds, in their order; what `opml_links` reads again."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = one_line(title)
    folders = {"": etree.SubElement(root, "body")}
    for link in links:
        name = one_line(link.title)
        outline = etree.SubElement(
            _folder(one_line(link.section), folders), "outline", type="rss", text=name, title=name
        )
        outline.set("xmlUrl", link.url)
        if link.site:
            outline.set("htmlUrl", link.site)
    data = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return bytes(data)


def _folder(section: str, folders: dict[str, Node]) -> Node:
    """The outline of a section, made below that of the section around it where it is new."""
    if section not in folders:
        around, _, name = section.rpartition("/")
        folders[section] = etree.SubElement(_folder(around, folders), "outline", text=name)
    return folders[section]


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
    texts: dict[str, str] = {}
    for part in node.iterdescendants():
        if (part.text or "").strip():
            texts.setdefault(_local(part), (part.text or "").strip())
    return texts


def _located(node: Node, base: str) -> ListedLink | None:
    texts = _texts(node)
    url = absolute(texts.get("loc", ""), base)
    if url is None:
        return None
    return ListedLink(
        url=url,
        title=plain_name(texts.get("title", "")),
        publisher=plain_name(texts.get("name", "")),
        published=utc(texts.get("publication_date") or texts.get("lastmod") or ""),
        guessed="publication_date" not in texts,
    )


def _address(outline: Node) -> str:
    return next((value for key, value in outline.items() if key.lower() == "xmlurl"), "")


def _outline(node: Node, base: str) -> ListedLink:
    address = _web_address(_address(node))
    bare = _LOGIN.sub(r"\1", address)
    url = absolute(bare, base)
    title = plain_name(node.get("title") or node.get("text") or "")
    return ListedLink(
        url=url or one_line(bare)[:MAX_NAME_CHARS],
        title=title,
        section=_section(node),
        site=absolute(node.get("htmlUrl", ""), base) or "",
        unusable=_unusable(node, url, is_login=bare != address),
    )


def _web_address(address: str) -> str:
    """`feed:` in front of an address is a habit of old readers: it is http, or what follows it."""
    address = address.strip()
    scheme, _, rest = address.partition(":")
    if scheme.lower() != "feed":
        return address
    return f"http:{rest}" if rest.startswith("//") else rest


def _unusable(node: Node, url: str | None, *, is_login: bool) -> str:
    """Why an outline cannot be read as a feed, "" where it can."""
    kind = (node.get("type") or "").strip()
    if url is None:
        return "is no web address"
    if is_login:
        return "holds a user name or password: add it by hand, with `headers:`"
    is_scraped = "+" in kind and "/" not in kind  # FreshRSS: HTML+XPath, JSON+DotNotation
    return f"is read by {kind[:40]}, which is no feed" if is_scraped else ""


def _section(node: Node) -> str:
    """The outlines around a feed, from the outermost, at most five."""
    around = (parent for parent in node.iterancestors() if _local(parent) == "outline")
    names = [
        plain_name(outline.get("text") or outline.get("title") or "")
        for outline in islice(around, 5)
    ]
    return "/".join(name.replace("/", "-") for name in reversed(names) if name)[:MAX_NAME_CHARS]


def _is_feed(link: HtmlElement) -> bool:
    relations = link.get("rel", "").lower().split()
    if "feed" in relations:
        return True
    kind = str(link.get("type", "")).lower().split(";")[0].strip()
    return "alternate" in relations and (
        kind in FEED_TYPES or (kind == "application/json" and "feed" in link.get("href", ""))
    )


def _looks_like_feed(link: HtmlElement) -> bool:
    path, _, query = str(link.get("href", "")).lower().partition("?")
    fields = query.split("&")
    return path.rstrip("/").endswith((*FEED_PATHS, ".rss", ".atom")) or "format=feed" in fields


def _alternate(link: HtmlElement, base: str) -> ListedLink | None:
    url = absolute(link.get("href", ""), base)
    return ListedLink(url=url, title=plain_name(link.get("title", ""))) if url else None


def _anchor(anchor: HtmlElement, base: str) -> ListedLink | None:
    url = absolute(anchor.get("href", ""), base)
    return ListedLink(url=url, title=plain_name(anchor.text_content())) if url else None


def _unique(links: Iterable[ListedLink | None]) -> tuple[ListedLink, ...]:
    """The links that are web addresses, each once, at most 5,000."""
    links_by_address: dict[str, ListedLink] = {}
    for link in links:
        if link is not None:
            links_by_address.setdefault(link.url.split("#")[0], link)
        if len(links_by_address) == MAX_LINKS:
            break  # a sitemap may name 50,000
    return tuple(links_by_address.values())

"""What a page's head and figures say about its story."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from briefing.models import Media
from briefing.sources.parse import jsonld as linked_data
from briefing.sources.parse.dates import utc
from briefing.sources.parse.raw_story import Raw, plain_name

# Chosen, not measured: the lead picture is among the first.
MAX_FIGURES = 20
DATE_TAGS = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "parsely-pub-date",
    "pubdate",
)
_CREDIT = re.compile(
    r"(?:Photo(?:grapher|graph)?|Picture|Image|Credit|Source)(?: credit)?(?: by)?:"
    r"\s*+([^|()\[\]]{2,120}+)[|)\]\s.]*+$",
    re.IGNORECASE,
)
_STATED_TIME = ".//time[@itemprop='datePublished']"
_URL_DATE = re.compile(r"/(20\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-]|$)")


def page_meta(tree: HtmlElement, url: str) -> Raw:
    """Title, dates, names, tags and media of a page; JSON-LD first, then OpenGraph, then HTML."""
    stated = linked_data.raw_of(node_of(tree))
    meta = _meta_tags(tree)
    meta_of = meta.get
    published, guessed = _published(tree, meta_of, url)
    return replace(
        stated,
        title=plain_name(stated.title or meta_of("og:title", "") or _heading(tree)),
        link=_canonical(tree, meta_of("og:url", "") or stated.link, url),
        published=stated.published or published,
        published_guessed=stated.published is None and guessed,
        updated=stated.updated or utc(meta_of("article:modified_time", "")),
        author=stated.author or _author(meta_of),
        publisher=meta_of("og:site_name", "") or stated.publisher,
        language=stated.language or tree.get("lang", "") or meta_of("og:locale", ""),
        section=stated.section or meta_of("article:section", ""),
        tags=stated.tags or _tags(tree, meta_of),
        media=_media(tree, stated.media, meta_of),
        aliases=_aliases(tree, url),
        headings=_headings(tree),
    )


def node_of(tree: HtmlElement) -> linked_data.Node:
    """The page's JSON-LD node about its story."""
    scripts = tree.iterfind('.//script[@type="application/ld+json"]')
    return linked_data.story_node(script.text or "" for script in scripts)


def _meta_tags(tree: HtmlElement) -> dict[str, str]:
    """`name` or `property` -> content; the first of each name wins."""
    content_by_name: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        if name and tag.get("content"):
            content_by_name.setdefault(name, plain_name(tag.get("content")))
    return content_by_name


def _headings(tree: HtmlElement) -> tuple[str, ...]:
    """Every headline of the page, as it may be repeated above its text."""
    return tuple(plain_name(heading.text_content()) for heading in list(tree.iter("h1"))[:5])


def _heading(tree: HtmlElement) -> str:
    headings = [plain_name(heading.text_content()) for heading in tree.iter("h1")]
    titles = [plain_name(title.text or "") for title in tree.iter("title")]
    return headings[0] if len(headings) == 1 else (titles or headings or [""])[0]


def _canonical(tree: HtmlElement, stated: str, url: str) -> str:
    """The page's own name for itself, where it lies on the same site; else `url`."""
    links = [link.get("href", "") for link in tree.iterfind('.//link[@rel="canonical"]')]
    for address in (*links, stated):
        if address.startswith(("http://", "https://")) and _same_site(address, url):
            return str(address)
    return url


def _same_site(first: str, second: str) -> bool:
    """True for hosts with the same last two labels, or where there is nothing to compare."""
    ours = _site(second)
    return not ours or _site(first) == ours


def _site(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return ".".join(host.lower().rstrip(".").split(".")[-2:])


def _aliases(tree: HtmlElement, url: str) -> tuple[str, ...]:
    """The AMP twin and the short address that the page names for itself, on its own site."""
    links = (link for link in tree.iter("link") if link.get("rel") in {"amphtml", "shortlink"})
    addresses = [link.get("href", "") for link in links]
    return tuple(address for address in addresses if _same_site(address, url))[:4]


def _published(
    tree: HtmlElement, meta_of: Callable[[str, str], str], url: str
) -> tuple[datetime | None, bool]:
    """The date the page states by name; else, as a guess, its `<time>` or its address's."""
    dates = [meta_of(name, "") for name in DATE_TAGS]
    dates += [time.get("datetime", "") for time in tree.iterfind(_STATED_TIME)]
    stated = next(filter(None, map(utc, dates)), None)
    if stated:
        return stated, False
    times = [time.get("datetime", "") for time in tree.iterfind(".//article//time[@datetime]")]
    times = times or [time.get("datetime", "") for time in tree.iterfind(".//time[@datetime]")]
    displayed = utc(times[0]) if times else None
    dated = _URL_DATE.search(url)
    address = utc(f"{dated[1]}-{int(dated[2]):02}-{int(dated[3]):02}") if dated else None
    guess = displayed or address
    return guess, guess is not None


def _author(meta_of: Callable[[str, str], str]) -> str:
    names = (meta_of("author", ""), meta_of("article:author", ""), meta_of("parsely-author", ""))
    return next((name for name in names if name and not name.startswith("http")), "")


def _tags(tree: HtmlElement, meta_of: Callable[[str, str], str]) -> tuple[str, ...]:
    stated = tree.iterfind('.//meta[@property="article:tag"]')
    tags = tuple(plain_name(tag.get("content", "")) for tag in stated)
    return tags or tuple(meta_of("news_keywords", "").split(","))


def _media(
    tree: HtmlElement, stated: tuple[Media, ...], meta_of: Callable[[str, str], str]
) -> tuple[Media, ...]:
    """The lead image with the caption of its figure, then the videos."""
    figures = [figure for figure in map(_figure, _figures(tree)) if figure is not None]
    videos = [media for media in stated if media.kind == "video"]
    leads = [media for media in stated if media.kind == "photo"][:1]
    image = meta_of("og:image", "")
    if not leads and image:
        leads = [Media(kind="photo", url=image)]
    lead = _with_caption(leads, figures)
    return (*lead, *videos)


def _with_caption(leads: list[Media], figures: list[Media]) -> list[Media]:
    """The lead image, captioned by the figure that shows it, or else by the first figure."""
    if not leads:
        return figures[:1]
    lead = leads[0]
    if lead.caption or not figures:
        return [lead]
    showing = [figure for figure in figures if _file(figure.url) == _file(lead.url)] or figures
    return [replace(lead, caption=showing[0].caption, credit=lead.credit or showing[0].credit)]


def _file(url: str | None) -> str:
    return (url or "").split("?")[0].rpartition("/")[2]


def _figures(tree: HtmlElement) -> list[HtmlElement]:
    figures = list(tree.iterfind(".//article//figure")) or list(tree.iterfind(".//figure"))
    return figures[:MAX_FIGURES]


def _figure(figure: HtmlElement) -> Media | None:
    """A figure with its caption, the credit told apart by its element or its label."""
    captions = list(figure.iter("figcaption"))
    images = [image.get("src") or "" for image in figure.iter("img")]
    if not captions:
        return None
    caption, credit = _told_apart(captions[0])
    url = next((image for image in images if not image.startswith("data:")), "")
    return Media(kind="photo", url=url or None, caption=caption, credit=credit)


def _told_apart(element: HtmlElement) -> tuple[str, str]:
    """Caption and credit of a figure's caption."""
    whole, credit = plain_name(element.text_content()), _credit_element(element)
    caption = whole.removesuffix(credit).rstrip(" |") if credit else whole
    labelled = _CREDIT.search(credit or caption)
    if labelled is None:
        return caption, credit
    return (caption if credit else _unlabelled(caption[: labelled.start()])), labelled[1].strip()


def _unlabelled(caption: str) -> str:
    """A caption without the bar or bracket that opens its credit."""
    bare = caption.rstrip()
    return bare[:-1].rstrip() if bare.endswith(("|", "(", "[")) else bare


def _credit_element(caption: HtmlElement) -> str:
    """The text of the element whose class says that it is the credit."""
    for part in caption.iterdescendants():
        kind = part.get("class", "").lower() if isinstance(part.tag, str) else ""
        if "credit" in kind or "copyright" in kind or "photographer" in kind:
            return plain_name(part.text_content())
    return ""

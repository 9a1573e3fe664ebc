"""What a feed or a page says about one story -> the story with its keys."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin

from briefing.models import Keyed, Media, Story
from briefing.sources.parse.embargo import read_embargo
from briefing.sources.parse.page_boilerplate import story_text
from briefing.sources.parse.tracker_links import percent_encoded
from briefing.text.clean import clean, one_line
from briefing.text.html import html_to_text
from briefing.text.repair import repaired
from briefing.text.urls import canonical_url, url_keys, web_url

# Chosen: some four lines of a letter.
MAX_TITLE_CHARS = 300
# Of a person, a publisher, a section.
MAX_NAME_CHARS = 200
# Some 40,000 words: longer than an article, shorter than a book.
MAX_TEXT_CHARS = 256 * 1024
# Chosen: who writes more tags every word.
MAX_TAGS = 20
# An edition shows one.
MAX_MEDIA = 10
# A guid is an address or a number; longer ones are texts.
MAX_GUID_CHARS = 1000
# Titles one story may have in one feed: as it was and as it is.
MAX_VERSIONS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One story as its source gives it: plain names, HTML text, URLs as written.

    `aliases` are further addresses of the same page, such as its AMP twin,
    `headings` further headlines that may stand above its text.
    `by_url` is false where its link is no name for it: the front page, or a
    link that other stories of the feed carry as well.
    """

    title: str = ""
    text: str = ""
    link: str = ""
    guid: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    author: str = ""
    publisher: str = ""
    language: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    published_guessed: bool = False
    aliases: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    by_url: bool = True


def keyed(raw: Raw, *, base: str, source: str, origin: str) -> Keyed:
    """The story of `raw`, whose `text` is plain by now, with its keys, best first.

    `origin` is the hash of the bytes it was read from. Keys: the canonical
    URL (and that of its AMP or mobile twin), then source and guid; without a
    URL also source and a hash of title and text, as guids may change. Its
    language is what is stated, "" where nothing is: see `with_languages`.
    """
    url, headline = absolute(raw.link, base), without_site(repaired(raw.title), raw.publisher)
    titles = (headline, repaired(raw.title), *map(repaired, raw.headings))
    body = clean(repaired(raw.text[:MAX_TEXT_CHARS]))
    text, embargo = read_embargo(story_text(body, titles=titles))
    title = _short(headline, MAX_TITLE_CHARS)
    language = primary_language(raw.language)
    keys = keys_of(url, raw, base=base, source=source, text=text)
    story = Story(
        id=provisional_id(keys[0]),
        title=title or derived_title(text, language),
        title_derived=not title,
        text=text,
        source=source,
        url=url,
        published=raw.published,
        published_guessed=raw.published_guessed,
        updated=raw.updated,
        author=_short(raw.author, MAX_NAME_CHARS),
        publisher=_short(raw.publisher, MAX_NAME_CHARS),
        language=language,
        section=_short(raw.section, MAX_NAME_CHARS),
        tags=unique(raw.tags),
        media=tuple(_media(media, base) for media in raw.media[:MAX_MEDIA]),
        embargo=embargo,
    )
    return Keyed(story=story, keys=keys, origin_sha256=origin)


def keys_of(url: str | None, raw: Raw, *, base: str, source: str, text: str) -> tuple[str, ...]:
    """What identifies the story, best first; never empty.

    A guid that is an address counts as one more address of the page.
    """
    addresses = [url, *(absolute(alias, base) for alias in raw.aliases), web_url(raw.guid)]
    pages = [page for page in addresses if page and raw.by_url and not is_front_page(page)]
    keys = [key for page in pages for key in url_keys(page)]
    if raw.guid:
        keys.append(f"guid:{source}:{raw.guid[:MAX_GUID_CHARS]}")
    if not pages:
        words = f"{raw.title}\n{text}".encode("utf-8", "replace")
        keys.append(f"text:{source}:{hashlib.sha256(words).hexdigest()}")
    return tuple(dict.fromkeys(keys))


def is_front_page(url: str) -> bool:
    """True for the address of a whole site: it names no story of it."""
    return canonical_url(url).partition("://")[2].count("/") == 0 and "?" not in url


def provisional_id(key: str) -> str:
    """An id for a story that no store has named yet."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]


def without_site(title: str, site: str) -> str:
    """The headline without the publisher's name that pages and aggregators hang on to it."""
    for bar in (" | ", " - ", " – ", " — ", " · "):
        head, separator, tail = title.rpartition(bar)
        if separator and head.strip() and site and tail.strip().casefold() == site.casefold():
            return head.strip()
    return title


def digest(data: bytes) -> str:
    """The hash a source's bytes are known by."""
    return hashlib.sha256(data).hexdigest()


def absolute(link: str, base: str) -> str | None:
    """The link as a web address, resolved against `base`; None where it is none."""
    link = percent_encoded(link)
    if not link:
        return None
    try:
        return web_url(urljoin(base, link))
    except ValueError:
        return None


def without_repeated_guids(raws: Sequence[Raw]) -> tuple[Raw, ...]:
    """The stories of one feed; a guid that different ones share names none of them.

    Two versions of one story, with the same link and two titles, are not different.
    """
    links: dict[str, set[str]] = {}
    titles: dict[str, set[str]] = {}
    for raw in raws:
        page = canonical_url(raw.link) if raw.link and not is_front_page(raw.link) else raw.title
        links.setdefault(raw.guid, set()).add(page)
        titles.setdefault(raw.guid, set()).add(raw.title)
    repeated = {guid for guid in links if len(links[guid]) > 1 or len(titles[guid]) > MAX_VERSIONS}
    return tuple(replace(raw, guid="") if raw.guid in repeated else raw for raw in raws)


def derived_title(text: str, language: str = "en") -> str:
    """The first sentence of a text, on one line."""
    from briefing.text.sentences import split

    opening = text[:2000]
    spans = split(opening, language)
    start, end = spans[0] if spans else (0, len(opening))
    return _short(opening[start:end], MAX_TITLE_CHARS)


def plain_name(text: str) -> str:
    """A title or name that may hold markup or entities, as one plain line."""
    text = text[:MAX_TEXT_CHARS]
    return one_line(html_to_text(text)) if "<" in text or "&" in text else one_line(text)


def primary_language(tag: str) -> str:
    """The first part of a language tag (BCP 47), lower case; "" where there is none."""
    first = tag.strip().replace("_", "-").split("-")[0].lower()
    return first if 2 <= len(first) <= 3 and first.isascii() and first.isalpha() else ""


def unique(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Tags on one line each, without repeats whatever their case, in order."""
    seen: dict[str, str] = {}
    for tag in tags:
        name = _short(tag, MAX_NAME_CHARS)
        if name:
            seen.setdefault(name.casefold(), name)
    return tuple(seen.values())[:MAX_TAGS]


def _media(media: Media, base: str) -> Media:
    return replace(
        media,
        url=absolute(media.url or "", base),
        caption=_short(media.caption, 1000),
        credit=_short(media.credit, MAX_NAME_CHARS),
    )


def _short(text: str, limit: int) -> str:
    """One plain line, repaired; where it is too long it ends after a whole word."""
    line = one_line(repaired(text))
    return line if len(line) <= limit else line[: limit + 1].rsplit(" ", 1)[0][:limit]

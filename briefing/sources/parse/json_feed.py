"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1) -> raw stories."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import datetime

from briefing.models import Media
from briefing.sources.parse.dates import utc
from briefing.sources.parse.feed_fields import Fields, mappings, preformatted, text_of
from briefing.sources.parse.feed_items import MAX_STORIES, newest
from briefing.sources.parse.markup_charset import windows_signs
from briefing.sources.parse.raw_story import MAX_TEXT_CHARS, Raw
from briefing.text.clean import one_line

# The address the standard asks for, or only its number, as some programs write.
_VERSION = re.compile(r"(?:https?://(?:www\.)?jsonfeed\.org/version/)?1(?:\.\d)?/?")


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonFeed:
    """A JSON Feed: its title, its page, its stories."""

    title: str
    link: str
    stories: tuple[Raw, ...]


def read_json_feed(data: bytes) -> JsonFeed | None:
    """The stories of a JSON Feed, None where it is none. Titles and names are plain text there."""
    try:
        feed = json.loads(data.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    if not (isinstance(feed, dict) and _VERSION.fullmatch(text_of(feed.get("version")))):
        return None
    if not isinstance(feed.get("items"), list):
        return None
    title = _line(feed.get("title"))
    blank = Raw(publisher=title, language=_line(feed.get("language")), author=_authors(feed))
    items = mappings(feed["items"])
    places = newest([_date(item) for item in items], MAX_STORIES)
    stories = tuple(_story(items[place], blank) for place in places)
    return JsonFeed(title=title, link=_line(feed.get("home_page_url")), stories=stories)


def _story(item: Fields, blank: Raw) -> Raw:
    published, updated = (
        utc(text_of(item.get("date_published")), blank.language),
        utc(text_of(item.get("date_modified")), blank.language),
    )
    enclosed = [_line(attachment.get("url")) for attachment in mappings(item.get("attachments"))]
    links = (_line(item.get("url")), _line(item.get("external_url")), *enclosed)
    return replace(
        blank,
        title=_line(item.get("title")),
        text=_text(item),
        link=next(filter(None, links), ""),
        guid=_line(item.get("id")),
        published=published or updated,
        published_guessed=published is None and updated is not None,
        updated=updated,
        author=_authors(item) or blank.author,
        language=_line(item.get("language")) or blank.language,
        tags=tuple(_line(tag) for tag in _values(item.get("tags"))),
        media=_media(item),
    )


def _date(item: Fields) -> datetime | None:
    return utc(text_of(item.get("date_published"))) or utc(text_of(item.get("date_modified")))


def _text(item: Fields) -> str:
    """The HTML, else the plain text, else the summary, which is plain text too."""
    markup = windows_signs(text_of(item.get("content_html"))).strip()
    plain = windows_signs(text_of(item.get("content_text")) or text_of(item.get("summary")))
    return markup or (preformatted(plain.strip()) if plain.strip() else "")


def _authors(fields: Fields) -> str:
    """The names of `authors`, or of `author` as in version 1.0."""
    author = fields.get("author")
    authors = [*mappings(fields.get("authors")), *mappings([author])]
    names = [_line(person.get("name")) for person in authors]
    return ", ".join(dict.fromkeys(name for name in names if name))


def _media(item: Fields) -> tuple[Media, ...]:
    """Photos and videos: attachments, then the item's own image."""
    media = [_attachment(attachment) for attachment in mappings(item.get("attachments"))]
    images = (_line(item.get("image")), _line(item.get("banner_image")))
    media += [Media(kind="photo", url=url) for url in images if url]
    return tuple({medium.url: medium for medium in media if medium is not None}.values())


def _attachment(fields: Fields) -> Media | None:
    url, kind = _line(fields.get("url")), text_of(fields.get("mime_type")).lower()
    if not url or not ("video" in kind or "image" in kind):
        return None
    return Media(
        kind="video" if "video" in kind else "photo", url=url, caption=_line(fields.get("title"))
    )


def _values(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _line(value: object) -> str:
    return one_line(windows_signs(text_of(value)[:MAX_TEXT_CHARS]))

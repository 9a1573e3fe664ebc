"""One entry as feedparser gives it -> one raw story."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from email.utils import parseaddr
from typing import Any, Literal

from briefing.models import Media
from briefing.sources.parse.dates import utc
from briefing.sources.parse.raw_story import MAX_TEXT_CHARS, Raw, plain_name
from briefing.text.clean import one_line, word_set

Fields = Mapping[str, Any]

_PLAIN = "text/plain"
# Tags that format a headline; any other, and one without its end tag, is a word of it.
_FORMATTING = word_set(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark p q s small span strike"
    " strong sub sup tt u div"
)
_ALONE = word_set("br wbr img hr")
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]{0,20}+)(?:\s[^<>]{0,1000}+|/)?>")
# A paragraph's end in what should be markup already, as where a feed holds an escaped one.
_ESCAPED_TWICE = "&lt;/p&gt;"
# Text that calls itself plain, but was written as HTML: paragraphs, links and line breaks.
_WRITTEN_AS_HTML = re.compile(
    r"(?i)</(?:p|div|a|li|ul|blockquote|h[1-6]|td)>|<br\s{0,9}/?>|<p>|<img\s"
)


def raw_item(fields: Fields, *, blank: Raw, is_atom: bool, captions: frozenset[str]) -> Raw:
    """The story of an entry; what it does not say is taken from `blank`.

    `captions` are the texts of `media:description` inside of `media:content`, of the whole feed.
    """
    language = _language(fields) or blank.language
    published, updated = _dates(fields, language, is_atom=is_atom)
    markup, own_captions = _markup(fields, captions)
    if not is_atom and _ESCAPED_TWICE in markup:
        markup = html.unescape(markup)
    return replace(
        blank,
        title=_title(fields, is_atom=is_atom),
        text=markup,
        link=_link(fields),
        guid=text_of(fields.get("id")),
        published=published or updated,
        published_guessed=published is None and updated is not None,
        updated=updated,
        author=_author(fields) or blank.author,
        publisher=plain_name(text_of(_fields(fields.get("source")).get("title")))
        or blank.publisher,
        language=language,
        tags=tuple(_tags(fields)),
        media=_media(fields, own_captions),
    )


def text_of(value: object) -> str:
    """A string of whatever a feed put there: numbers are ids, all else is nothing."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def mappings(value: object) -> Sequence[Fields]:
    """The mappings of a list, whatever else stands in it."""
    if not isinstance(value, (list, tuple)):
        return ()
    return [member for member in value if isinstance(member, Mapping)]


def escaped_words(title: str) -> str:
    """A headline of RSS with every `<` escaped that formats nothing: "a<b", "the <video> tag"."""
    tags = list(_TAG.finditer(title))
    opened = {tag[2].lower() for tag in tags if not tag[1]}
    closed = {tag[2].lower() for tag in tags if tag[1]}
    formatting = (_FORMATTING & opened & closed) | _ALONE
    pieces: list[str] = []
    at = 0
    for tag in tags:
        if tag[2].lower() in formatting:
            pieces += [title[at : tag.start()].replace("<", "&lt;"), tag[0]]
            at = tag.end()
    return "".join([*pieces, title[at:].replace("<", "&lt;")])


def preformatted(text: str) -> str:
    """Plain text as HTML that says the same, line ends included."""
    return f"<pre>{html.escape(text, quote=False)}</pre>"


def _title(fields: Fields, *, is_atom: bool) -> str:
    """The headline as one plain line. In Atom its type counts; in RSS what its tags do."""
    title = text_of(fields.get("title"))[:MAX_TEXT_CHARS]
    kind = text_of(_fields(fields.get("title_detail")).get("type"))
    if is_atom and kind == _PLAIN:
        return one_line(title)
    if is_atom or kind == "application/xhtml+xml":
        return plain_name(title)
    plain = plain_name(escaped_words(title))
    # What HTML cannot read, such as `&#0;`, is better seen as written.
    return one_line(title) if "\ufffd" in plain and "\ufffd" not in title else plain


def _markup(fields: Fields, captions: frozenset[str]) -> tuple[str, list[str]]:
    """The fullest of summary and content as HTML, and the captions among them, in order.

    Feeds disagree which of them is the text, and feedparser takes the caption
    of a picture for one more.
    """
    texts = [_summary(fields), *mappings(fields.get("content"))]
    values = [(text_of(text.get("value")).strip(), text_of(text.get("type"))) for text in texts]
    names = [plain_name(value) if captions else "" for value, _ in values]
    texts_of_item = [text for text, name in zip(values, names, strict=True) if name not in captions]
    # feedparser copies a content to the summary, but not its type: the content counts.
    value, kind = max(reversed(texts_of_item), key=lambda text: len(text[0]), default=("", ""))
    is_plain = kind == _PLAIN and not _WRITTEN_AS_HTML.search(value)
    return preformatted(value) if is_plain else value, [name for name in names if name in captions]


def _summary(fields: Fields) -> Fields:
    """The summary with its type; without one it is HTML, as in RSS."""
    detail = _fields(fields.get("summary_detail"))
    return {"value": fields.get("summary"), "type": detail.get("type")}


def _dates(fields: Fields, language: str, *, is_atom: bool) -> tuple[Any, Any]:
    """When it was published and when changed. RSS has no date of a change: dc:date is its own."""
    stated = (text_of(fields.get(name)) for name in ("published", "created"))
    published = next(filter(None, (utc(text, language) for text in stated)), None)
    updated = utc(text_of(fields["updated"]), language) if "updated" in fields else None
    if not is_atom and published is None:
        return updated, None
    return published, updated


def _link(fields: Fields) -> str:
    """The address of the story's page.

    That is the one before a feed service's own, else the alternate link, else
    a guid that is an address, else what the item encloses: a podcast has no page.
    """
    original = text_of(fields.get("feedburner_origlink")).strip()
    if original.startswith(("http://", "https://")):
        return original
    links = mappings(fields.get("links"))
    alternates = [link for link in links if link.get("rel") == "alternate" and link.get("href")]
    pages = [link for link in alternates if "html" in text_of(link.get("type")).lower()]
    for link in pages or alternates:
        return text_of(link["href"])
    guid = text_of(fields.get("id")).strip()
    if fields.get("guidislink") and guid.startswith(("http://", "https://")):
        return guid
    enclosed = (text_of(link.get("href")) for link in links if link.get("rel") == "enclosure")
    return next(filter(None, enclosed), "")


def _author(fields: Fields) -> str:
    """The names of the authors. Of RSS's "mail (Name)" only the name is for readers."""
    stated = plain_name(text_of(fields.get("author")))
    if "@" in stated:
        return one_line(parseaddr(stated)[0])
    names = [plain_name(text_of(author.get("name"))) for author in mappings(fields.get("authors"))]
    return ", ".join(dict.fromkeys(filter(None, names))) or stated


def _language(fields: Fields) -> str:
    details = (_fields(fields.get(name)) for name in ("title_detail", "summary_detail"))
    return next(
        (text_of(detail.get("language")) for detail in details if detail.get("language")), ""
    )


def _tags(fields: Fields) -> list[str]:
    return [
        plain_name(text_of(tag.get("label")) or text_of(tag.get("term")))
        for tag in mappings(fields.get("tags"))
    ]


def _media(fields: Fields, captions: list[str]) -> tuple[Media, ...]:
    """Photos and videos of the media namespace and enclosures, each URL once."""
    contents = mappings(fields.get("media_content"))
    credited = mappings(fields.get("media_credit"))
    credits_ = [plain_name(text_of(credit.get("content"))) for credit in credited]
    named = zip(contents, _each(captions, contents), _each(credits_, contents), strict=True)
    links = mappings(fields.get("links"))
    candidates = [_one_media(content, caption, credit) for content, caption, credit in named]
    candidates += [_one_media(link) for link in links if link.get("rel") == "enclosure"]
    media = [medium for medium in candidates if medium is not None]
    thumbnails = [text_of(image.get("url")) for image in mappings(fields.get("media_thumbnail"))]
    if not media and thumbnails and thumbnails[0]:
        media = [Media(kind="photo", url=thumbnails[0])]
    return tuple({medium.url: medium for medium in reversed(media)}.values())[::-1]


def _each(values: list[str], contents: Sequence[Fields]) -> list[str]:
    """A value for each content: its own where there are as many, else the first for the first."""
    count = len(contents)
    return values if len(values) == count else [*values[:1], *[""] * count][:count]


def _one_media(fields: Fields, caption: str = "", credit: str = "") -> Media | None:
    url = text_of(fields.get("url")) or text_of(fields.get("href"))
    kinds = f"{text_of(fields.get('medium'))} {text_of(fields.get('type'))}".lower()
    if not url or not ("video" in kinds or "image" in kinds):
        return None
    kind: Literal["photo", "video"] = "video" if "video" in kinds else "photo"
    return Media(kind=kind, url=url, caption=caption, credit=credit)


def _fields(value: object) -> Fields:
    return value if isinstance(value, Mapping) else {}

"""Markdown with front matter: `---`, YAML of plain values, `---`, then the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import yaml
from markdown_it import MarkdownIt

from briefing.errors import SourceError
from briefing.models import Media
from briefing.sources.documents.draft import Draft
from briefing.sources.documents.why import mark_why
from briefing.sources.parse.embargo import OPEN_END, read_embargo
from briefing.text.clean import clean, one_line
from briefing.text.html import html_to_text
from briefing.text.urls import web_url

# Chosen, not measured: some ten fields take a few hundred; what is longer is no front matter.
MAX_FRONT_MATTER_CHARS = 16_384
# Chosen, not measured: some 15,000 words, longer than a story.
MAX_MARKDOWN_CHARS = 100_000
# Chosen, not measured: as for stories of feeds, who writes more tags every word.
MAX_LISTED_TAGS = 50

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
# Headings inside the text are no sentences; "Why it matters" is a label that `mark_why` reads.
_CROSSHEAD = re.compile(
    r"(?m)^#{2,6}[ \t]+(?!why it matters[ \t]*+(?::[ \t]*+)?$)[^\n]*$", re.IGNORECASE
)
_HEADING = re.compile(r"\A\s*+#\s++([^\n]++)(?:\n|\Z)")


def read_markdown(text: str) -> Draft:
    """The story of a Markdown file; SourceError where its front matter cannot be read.

    Front matter: title, date (or published), updated, embargo, author, publisher, url,
    language, section, tags (a list, or one line with commas) and photo (an
    address, or url, caption, credit). Unknown keys are ignored. Without a
    title the first heading is it. An embargo that cannot be read has no end.
    """
    if len(text) > MAX_MARKDOWN_CHARS:
        raise SourceError(f"has more than {MAX_MARKDOWN_CHARS:,} characters")
    front, body = _parted(text.replace("\r\n", "\n"))
    fields = _fields(front)
    heading = _HEADING.match(body)
    title = _text(fields, "title") or (one_line(_plain(heading[1].rstrip(" #"))) if heading else "")
    below = body[heading.end() :] if heading else body
    body_text, line_embargo = read_embargo(_plain(_CROSSHEAD.sub("", below)))
    plain, marks = mark_why(body_text)
    dates = {key: _date(_text(fields, key)) for key in ("date", "updated", "embargo")}
    if not _text(fields, "date"):
        dates["date"] = _date(_text(fields, "published"))
    asked = OPEN_END if _text(fields, "embargo") else None
    return Draft(
        title=title,
        text=plain,
        author=_text(fields, "author"),
        publisher=_text(fields, "publisher"),
        url=web_url(_text(fields, "url")),
        published=dates["date"][0],
        updated=dates["updated"][0],
        embargo=dates["embargo"][0] or asked or line_embargo,
        language=_text(fields, "language")[:20],
        section=_text(fields, "section"),
        tags=_tags(fields),
        media=_photo(fields.get("photo")),
        marks=marks,
        notes=tuple(note for _, notes in dates.values() for note in notes),
    )


def _parted(text: str) -> tuple[str, str]:
    """Front matter and body; no front matter where the fences are missing."""
    text = text.lstrip("\ufeff")
    fences = [match for _, match in zip(range(2), _FENCE.finditer(text), strict=False)]
    if len(fences) < 2 or text[: fences[0].start()].strip():
        return "", text
    return text[fences[0].end() : fences[1].start()], text[fences[1].end() :]


def _fields(front: str) -> Mapping[str, object]:
    """The front matter as plain strings, lists and maps: no dates, no objects, no tags of YAML."""
    if len(front) > MAX_FRONT_MATTER_CHARS:
        raise SourceError(f"has front matter of more than {MAX_FRONT_MATTER_CHARS:,} characters")
    try:
        fields = yaml.load(front, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader builds only str, list and dict
    except yaml.YAMLError as error:
        raise SourceError(f"has front matter that is not YAML{_place(error)}") from error
    except RecursionError as error:
        raise SourceError("has front matter that is nested too deep") from error
    if fields in (None, ""):
        return {}
    if not isinstance(fields, dict):
        raise SourceError("has front matter that is no list of `key: value`")
    return {str(key).lower(): value for key, value in fields.items()}


def _place(error: yaml.YAMLError) -> str:
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    return f" (line {mark.line + 1})" if mark else ""


def _text(fields: Mapping[str, object], key: str) -> str:
    value = fields.get(key)
    return one_line(value) if isinstance(value, str) else ""


def _tags(fields: Mapping[str, object]) -> tuple[str, ...]:
    value = fields.get("tags")
    listed = value if isinstance(value, list) else str(value or "").split(",")
    tags = [one_line(tag) for tag in listed[:MAX_LISTED_TAGS] if isinstance(tag, str)]
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _photo(value: object) -> tuple[Media, ...]:
    fields = {"url": value} if isinstance(value, str) else value
    if not isinstance(fields, dict):
        return ()
    url, caption = web_url(_text(fields, "url")), _text(fields, "caption")
    if not (url or caption):
        return ()
    return (Media(kind="photo", url=url, caption=caption, credit=_text(fields, "credit")),)


def _date(value: str) -> tuple[datetime | None, tuple[str, ...]]:
    """ISO 8601, else RFC 5322; without an offset it is UTC."""
    if not value:
        return None, ()
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(value)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC), ()
        except (ValueError, OverflowError):
            continue
    return None, (f"date not understood: {value[:40]}",)


def _plain(text: str) -> str:
    """The text a reader of the rendered Markdown sees."""
    try:
        return html_to_text(MarkdownIt("commonmark").render(clean(text)))
    except RecursionError as error:
        raise SourceError("is nested too deep") from error

"""What templates see: an edition's blocks with their references looked up and all text clean.

A view has `kind`, which names its template file. Text has no control
character and no line end; an address is a web address or None.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from markupsafe import Markup

from briefing.rendering.escape import Ready


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """A story as it is named, with its number in the source list."""

    number: int
    title: str
    outlet: str
    author: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """A sentence, the number of its source, and the address that jumps to it."""

    text: str
    number: int
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoView:
    """A picture; without `url` only caption and credit are shown."""

    url: str | None
    caption: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MastheadView:
    title: str
    date: dt.date
    minutes: int
    tagline: str
    number: int | None
    kind: str = "masthead"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """The lead or a further topic; `links` are the sources it names that have an address."""

    kind: str
    title: str
    kicker: str
    story: StoryView
    quotes: tuple[QuoteView, ...]
    why: tuple[QuoteView, ...]
    related: tuple[StoryView, ...]
    tags: tuple[str, ...]
    outlets: tuple[str, ...]
    photo: PhotoView | None
    links: tuple[StoryView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchView:
    story: StoryView
    caption: str
    credit: str
    url: str | None
    kind: str = "watch"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoriesView:
    """A list of stories: the must-reads, or all sources (`kind` says which)."""

    kind: str
    stories: tuple[StoryView, ...]
    links: tuple[StoryView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """The editor's words in the three forms; `html` has inline styles only where a theme adds them."""

    html: Markup
    text: str
    markdown: Ready
    author: str
    kind: str = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColophonView:
    sources: tuple[str, ...]
    stories: int
    method: str
    kind: str = "colophon"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FooterView:
    links: tuple[LinkView, ...]
    address: str
    kind: str = "footer"


View = MastheadView | TopicView | WatchView | StoriesView | NoteView | ColophonView | FooterView


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """The whole edition, for base templates."""

    title: str
    subject: str
    preheader: str
    language: str
    date: dt.date
    tags: tuple[str, ...]
    outlets: tuple[str, ...]
    blocks: tuple[View, ...]

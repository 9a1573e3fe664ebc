"""A feed as JSON Feed, version 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from typing import Any

from briefing.web.site.atom_feed import moment
from briefing.web.site.feed_entries import Feed, FeedEntry

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed) -> str:
    """The document; the same feed gives the same bytes."""
    top: dict[str, Any] = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.json,
        "description": feed.subtitle,
        "icon": feed.icon,
        "authors": [{"name": feed.author}],
        "language": feed.language,
        "items": [_entry(entry) for entry in feed.entries],
    }
    filled = {name: value for name, value in top.items() if value or name == "items"}
    return json.dumps(filled, ensure_ascii=False, indent=1) + "\n"


def _entry(entry: FeedEntry) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "date_published": moment(entry.published),
        "date_modified": moment(entry.updated),
        "language": entry.language,
        "tags": list(entry.tags),
    }
    return {name: value for name, value in told.items() if value or name == "content_html"}

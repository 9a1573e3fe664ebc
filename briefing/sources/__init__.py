"""Where stories come from: folders, feeds and pages. Loaded when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.sources.feed_source import FeedSource
    from briefing.sources.fetch.client import Client
    from briefing.sources.folder import FolderSource
    from briefing.sources.page_source import PageSource
    from briefing.sources.parse.feed import parse_feed
    from briefing.sources.parse.page import extract_page
    from briefing.sources.source import Source

__all__ = [
    "Client",
    "FeedSource",
    "FolderSource",
    "PageSource",
    "Source",
    "extract_page",
    "parse_feed",
]

_HOMES = {
    "Client": "fetch.client",
    "FeedSource": "feed_source",
    "FolderSource": "folder",
    "PageSource": "page_source",
    "Source": "source",
    "extract_page": "parse.page",
    "parse_feed": "parse.feed",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'briefing.sources' has no attribute {name!r}")
    value: object = getattr(import_module(f"briefing.sources.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)

"""`briefing` turns many news sources into one edited, verifiable email.

The public names below each work alone, without config, store or network:

    Story, parse_feed, extract_page     what comes in
    group, condense, compose, render    the pure core, step by step
    load                                a whole newsletter: .ingest() .compose() .deliver()

They are imported when first used, so that importing `briefing` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.namesake import warn_of_namesake
from briefing.version import __version__

if TYPE_CHECKING:
    from briefing.api.functions import (
        compose,
        condense,
        extract_page,
        group,
        load,
        parse_feed,
        render,
    )
    from briefing.editing import Layout
    from briefing.errors import BriefingError
    from briefing.models import Edition, Event, Media, Rendering, Sentence, Story, Summary, Topic
    from briefing.rendering.theme import Theme

__all__ = [
    "BriefingError",
    "Edition",
    "Event",
    "Layout",
    "Media",
    "Rendering",
    "Sentence",
    "Story",
    "Summary",
    "Theme",
    "Topic",
    "__version__",
    "compose",
    "condense",
    "extract_page",
    "group",
    "load",
    "parse_feed",
    "render",
]

_HOMES = {
    "BriefingError": "errors",
    "Edition": "models",
    "Event": "models",
    "Layout": "editing",
    "Media": "models",
    "Rendering": "models",
    "Sentence": "models",
    "Story": "models",
    "Summary": "models",
    "Theme": "rendering.theme",
    "Topic": "models",
    "compose": "api.functions",
    "condense": "api.functions",
    "extract_page": "api.functions",
    "group": "api.functions",
    "load": "api.functions",
    "parse_feed": "api.functions",
    "render": "api.functions",
}


warn_of_namesake(Path(__file__).parent)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'briefing' has no attribute {name!r}")
    value: object = getattr(import_module(f"briefing.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)

"""Sources named on the command line, in place of those of the config."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from briefing.config import Config, SourceConfig
from briefing.config.sources_section import source_from
from briefing.errors import InputError

WEB = ("http", "https")


def given_source(text: str) -> SourceConfig:
    """`kind:where` from the command line, e.g. `folder:../press`; InputError if it is neither.

    What lies on this machine is named by the last two parts of its path, so
    that no output shows where that is.
    """
    kind, _, where = text.partition(":")
    if urlsplit(where).scheme in WEB and kind in {"feed", "page", "sitemap", "opml"}:
        return source_from({"kind": kind, "url": where})
    if where and kind in {"folder", "mail", "opml"}:
        path = Path(where).resolve()
        name = "/".join(path.parts[-2:])
        return source_from({"kind": kind, "path": str(path), "name": name})
    raise InputError(
        "is no source",
        where=text,
        hint="write folder:PATH, mail:PATH, opml:PATH, or feed:, page:, sitemap:, opml: ADDRESS",
    )


def with_given(config: Config, source_texts: tuple[str, ...]) -> Config:
    """The config with the sources of the command line in place of its own, if any."""
    if not source_texts:
        return config
    sources = tuple(given_source(text) for text in source_texts)
    return config.model_copy(update={"sources": sources, "by_hand": False})

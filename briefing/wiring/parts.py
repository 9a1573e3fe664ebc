"""Config -> the parts of a pipeline. The only place that knows both."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from briefing.config import Config, SourceConfig
from briefing.config.sources_section import source_from
from briefing.errors import InputError
from briefing.sources import Client

WEB = ("http", "https")


def store_url(config: Config) -> str:
    """The store's URL; a relative SQLite path is taken from the config's folder."""
    prefix = "sqlite:///"
    if not config.store.startswith(prefix):
        return config.store
    path = config.path(config.store.removeprefix(prefix))
    return f"{prefix}{path}"


def client_of(config: Config, *, timeout: float | None = None) -> Client:
    """The one HTTP client, with the limits of the `fetch:` section; `timeout` in seconds."""
    return Client(
        allow_hosts=config.fetch.allow_hosts,
        timeout=timeout or config.fetch.timeout_seconds,
        contact=config.fetch.contact,
    )


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


def with_given(config: Config, given: tuple[str, ...]) -> Config:
    """The config with the sources of the command line in place of its own, if any."""
    if not given:
        return config
    sources = tuple(given_source(text) for text in given)
    return config.model_copy(update={"sources": sources, "by_hand": False})


def templates_of(config: Config) -> Path | None:
    """The user's own templates, where there are any beside the config."""
    folder = config.path(config.templates)
    return folder if folder.is_dir() else None

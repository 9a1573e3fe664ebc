"""Config -> the parts of a pipeline. The only place that knows both."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from briefing.config import (
    Config,
    FeedConfig,
    FolderConfig,
    PageConfig,
    SourceConfig,
    source_name,
)
from briefing.errors import InputError
from briefing.models import SourceState
from briefing.sources import Client, FeedSource, FolderSource, PageSource, Source
from briefing.store import Store


def store_url(config: Config) -> str:
    """The store's URL; a relative SQLite path is taken from the config's folder."""
    prefix = "sqlite:///"
    if not config.store.startswith(prefix):
        return config.store
    path = config.path(config.store.removeprefix(prefix))
    return f"{prefix}{path}"


def client_of(config: Config) -> Client:
    """The one HTTP client, with the limits of the `fetch:` section."""
    return Client(
        allow_hosts=config.fetch.allow_hosts,
        timeout=config.fetch.timeout_seconds,
        contact=config.fetch.contact,
    )


def source_of(source: SourceConfig, *, config: Config, store: Store, client: Client) -> Source:
    """One configured source, with what it remembers from the last read."""
    name = source_name(source)
    if isinstance(source, FolderConfig):
        return FolderSource(name, config.path(source.path))
    state: SourceState = store.sources.state(name)
    kind = FeedSource if isinstance(source, FeedConfig) else PageSource
    return kind(name, source.url, client=client, state=state)


def given_source(text: str) -> SourceConfig:
    """`kind:where` from the command line, e.g. `folder:../press`; InputError if it is neither.

    A folder is named by its last two parts, so that no output shows where on
    this machine it lies.
    """
    kind, _, where = text.partition(":")
    if kind == "folder" and where:
        path = Path(where).resolve()
        return FolderConfig(kind="folder", path=str(path), name="/".join(path.parts[-2:]))
    if kind in {"feed", "page"} and urlsplit(where).scheme in {"http", "https"}:
        return (FeedConfig if kind == "feed" else PageConfig)(kind=kind, url=where)  # type: ignore[arg-type]
    raise InputError(
        "is no source", where=text, hint="write folder:PATH, feed:ADDRESS or page:ADDRESS"
    )


def with_given(config: Config, given: tuple[str, ...]) -> Config:
    """The config with the sources of the command line in place of its own, if any."""
    if not given:
        return config
    return config.model_copy(update={"sources": tuple(given_source(text) for text in given)})


def templates_of(config: Config) -> Path | None:
    """The user's own templates, where there are any beside the config."""
    folder = config.path(config.templates)
    return folder if folder.is_dir() else None

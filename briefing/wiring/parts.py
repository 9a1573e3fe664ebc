"""Config -> the HTTP client and the folder of a user's own templates."""

from __future__ import annotations

from pathlib import Path

from briefing.config import Config
from briefing.sources import Client
from briefing.sources.sandbox.pool import Reader


def client_of(
    config: Config,
    *,
    timeout: float | None = None,
    reader: Reader | None = None,
) -> Client:
    """The one HTTP client, with the limits of the `fetch:` section; `timeout` in seconds.

    `reader` parses what it fetched, and is closed with it.
    """
    return Client(
        allow_hosts=config.fetch.allow_hosts,
        timeout=timeout or config.fetch.timeout_seconds,
        contact=config.fetch.contact,
        reader=reader,
    )


def templates_of(config: Config) -> Path | None:
    """The user's own templates, where there are any beside the config."""
    folder = config.path(config.templates)
    return folder if folder.is_dir() else None

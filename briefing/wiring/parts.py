"""Config -> the HTTP client and the folder of a user's own templates."""

from __future__ import annotations

from pathlib import Path

from briefing.config import Config
from briefing.sources import Client


def client_of(config: Config, *, timeout: float | None = None) -> Client:
    """The one HTTP client, with the limits of the `fetch:` section; `timeout` in seconds."""
    return Client(
        allow_hosts=config.fetch.allow_hosts,
        timeout=timeout or config.fetch.timeout_seconds,
        contact=config.fetch.contact,
    )


def templates_of(config: Config) -> Path | None:
    """The user's own templates, where there are any beside the config."""
    folder = config.path(config.templates)
    return folder if folder.is_dir() else None

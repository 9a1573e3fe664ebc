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


def language_note(config: Config) -> str:
    """What readers will see in English, where the newsletter is in another language; else ""."""
    from briefing.rendering.phrases import english_phrases
    from briefing.rendering.template_folders import TemplateFolders

    language = config.newsletter.language
    missing, of = english_phrases(language, TemplateFolders.of(templates_of(config)))
    if not missing:
        return ""
    some = "the fixed phrases" if missing == of else f"{missing} of {of} fixed phrases"
    return f"{some} of a letter in {language!r} are English: headings, footer, dates"


def templates_of(config: Config) -> Path | None:
    """The user's own templates, where there are any beside the config."""
    folder = config.path(config.templates)
    return folder if folder.is_dir() else None

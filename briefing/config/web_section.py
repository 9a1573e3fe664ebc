"""The `web:` section: where readers find the pages that `briefing serve` shows."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from briefing.config.section import ConfigSection, Name, WebUrl


def plain_url(url: str) -> str:
    """An address without query and fragment, and without a slash at its end."""
    if "?" in url or "#" in url:
        raise ValueError("an address without ? and # is expected, such as https://news.example.org")
    return url.rstrip("/")


PAGES = {
    "subscribe": "subscribe",
    "preferences": "preferences",
    "unsubscribe": "unsubscribe",
    "view": "editions",
    "archive": "",
}
# Pages with a form, which a host of files does not take.
FORMS = ("subscribe", "preferences", "unsubscribe")


class WebConfig(ConfigSection):
    """What the pages are to the outside, and where the server listens.

    `url` is the address readers know; the links to its pages follow from it
    where `newsletter: links:` does not name others.
    A proxy in front of the server ends TLS. With `signup: false` nobody can
    subscribe by the pages. `metrics` says who is shown /metrics: this very
    machine without a proxy, all, or nobody. `static`: at `url` stands what
    `briefing export --site` wrote, and no server that takes forms.
    `photos`: those of an edition are fetched when it is built and kept for its page.
    """

    url: Annotated[WebUrl, AfterValidator(plain_url)] | None = None
    host: Name = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    signup: bool = True
    metrics: Literal["local", "all", "off"] = "local"
    static: bool = False
    photos: bool = False


def with_own_pages(data: Any) -> Any:
    """The file's data, with links to the pages we serve where it names none."""
    url = _get(data, "web", "url")
    newsletter = data.get("newsletter") if isinstance(data, dict) else None
    links = _get(data, "newsletter", "links") or {}
    if not (isinstance(url, str) and isinstance(newsletter, dict) and isinstance(links, dict)):
        return data
    if not url.startswith(("https://", "http://")):
        return data  # one fault is enough: the links would only repeat it
    shut = _get(data, "web", "signup") is False
    static = _get(data, "web", "static") is True
    our_links = {
        name: f"{url.rstrip('/')}/{path}"
        for name, path in PAGES.items()
        if not (shut and name == "subscribe") and not (static and name in FORMS)
    }
    return data | {"newsletter": newsletter | {"links": our_links | links}}


def _get(data: Any, section: str, key: str) -> Any:
    part = data.get(section) if isinstance(data, dict) else None
    return part.get(key) if isinstance(part, dict) else None

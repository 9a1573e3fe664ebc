"""Fills the site's templates: what every page of it says in its head, and its headers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from briefing.web.kept_pages import KeptPage
from briefing.web.responses import HEADERS, PageTemplates
from briefing.web.site.addresses import Addresses
from briefing.web.site.json_ld import as_script

HTML = "text/html; charset=utf-8"
# A new edition should be seen soon.
LIST_AGE = {"Cache-Control": "public, max-age=60"}
# An edition does not change, but a correction may come to stand in it.
EDITION_AGE = {"Cache-Control": "public, max-age=300"}
FILE_AGE = {"Cache-Control": "public, max-age=3600"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMeta:
    """What the head of a page says of it. `path` is its own; `image` that of its card.

    `feeds` are titles with the paths of feeds, Atom and JSON; `json_ld` is what the page is.
    """

    path: str
    title: str
    description: str = ""
    image: str = ""
    kind: str = "website"
    feeds: tuple[tuple[str, str, str], ...] = ()
    json_ld: Mapping[str, Any] | None = None
    indexed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMaker:
    """Makes pages of templates, for one newsletter."""

    templates: PageTemplates
    addresses: Addresses

    def page(
        self,
        name: str,
        meta: PageMeta,
        age: Mapping[str, str] = LIST_AGE,
        language: str = "",
        **values: object,
    ) -> KeptPage:
        """The page `web/site/NAME.html`."""
        machine = Markup(as_script(dict(meta.json_ld))) if meta.json_ld else ""  # noqa: S704
        known = {
            "meta": meta,
            "machine": machine,
            "indexed": meta.indexed,
            "site": self.addresses,
            # A static host sends no headers. `frame-ancestors` means nothing here.
            "policy": _policy(self.templates.theme.logo),
            **values,
        }
        return self.text(self.templates.fill(f"site/{name}", known, language), HTML, age)

    def feeds(self, title: str = "", path: str = "") -> tuple[tuple[str, str, str], ...]:
        """The newsletter's feed; before it the one at `path`, where there is one."""
        if not self.addresses.url:
            return ()
        own = [(title, path.split("/"))] if path else []
        every = [*own, (self.templates.config.newsletter.title, [])]
        where = self.addresses.path
        return tuple((name, where(*at, "feed.xml"), where(*at, "feed.json")) for name, at in every)

    def text(self, text: str, media_type: str, age: Mapping[str, str] = LIST_AGE) -> KeptPage:
        """A text with the headers of the site."""
        return KeptPage.of(text, media_type, {**site_headers(self.templates.theme.logo), **age})

    def file(self, content: bytes, media_type: str) -> KeptPage:
        """A picture with the headers of the site."""
        return KeptPage.of_bytes(content, media_type, site_headers(None) | FILE_AGE)


def site_headers(logo: str | None) -> dict[str, str]:
    """Only what is ours is loaded; the newsletter's own logo stands where its owner put it."""
    policy = f"{_policy(logo)}; frame-ancestors 'none'"
    return HEADERS | {"Content-Security-Policy": policy}


def _policy(logo: str | None) -> str:
    place = urlsplit(logo or "")
    pictures = f"'self' {place.scheme}://{place.netloc}" if place.scheme == "https" else "'self'"
    return (
        f"default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        f"img-src {pictures}; form-action 'self'; base-uri 'none'"
    )

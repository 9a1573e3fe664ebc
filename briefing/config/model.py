"""What config.yaml may say: one frozen section a part, checked by pydantic.

Paths are relative to the file. Secrets never stand in it: it names the
environment variable that holds them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    model_validator,
)

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("a time zone such as Europe/Berlin is expected") from error
    return name


def _web(url: str) -> str:
    if not url.startswith(("https://", "http://")) or any(c.isspace() for c in url):
        raise ValueError("an address that begins with https:// or http:// is expected")
    return url


def _page_link(url: str) -> str:
    return url if url.startswith("mailto:") and "@" in url else _web(url)


def _clock_time(value: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise ValueError('a time such as "07:00" is expected, in quotation marks')
    return value


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,62}", value):
        raise ValueError("small letters, digits and hyphens are expected, at most 63")
    return value


Zone = Annotated[str, AfterValidator(_zone)]
WebUrl = Annotated[str, AfterValidator(_web)]
PageLink = Annotated[str, AfterValidator(_page_link)]
Words = Annotated[int, Field(ge=10, le=1000)]
Time = Annotated[str, AfterValidator(_clock_time)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Slug = Annotated[str, AfterValidator(_slug)]


class _Section(BaseModel):
    """A part of the file: unknown keys are faults, values are not coerced silently."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Links(_Section):
    """Pages of the newsletter; a link that is not set is left out of the edition."""

    subscribe: PageLink | None = None
    preferences: PageLink | None = None
    unsubscribe: PageLink | None = None
    archive: PageLink | None = None
    feedback: PageLink | None = None


class Newsletter(_Section):
    """Who speaks to whom."""

    id: Slug
    title: Name
    tagline: str = ""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = "en"
    timezone: Zone = "UTC"
    sender: Name = "briefing@localhost"
    address: str = ""
    links: Links = Links()


class FolderConfig(_Section):
    """A folder of documents."""

    kind: Literal["folder"]
    path: Name
    name: str = ""


class FeedConfig(_Section):
    """An RSS, Atom or JSON feed."""

    kind: Literal["feed"]
    url: WebUrl
    name: str = ""
    weight: Annotated[float, Field(gt=0, le=10)] = 1.0


class PageConfig(_Section):
    """One page of the web, read as one story."""

    kind: Literal["page"]
    url: WebUrl
    name: str = ""
    weight: Annotated[float, Field(gt=0, le=10)] = 1.0


SourceConfig = Annotated[FolderConfig | FeedConfig | PageConfig, Field(discriminator="kind")]


class Fetch(_Section):
    """Limits of the one HTTP client. Private hosts are refused unless listed."""

    allow_hosts: Annotated[tuple[str, ...], Field(strict=False)] = ()
    timeout_seconds: Annotated[float, Field(gt=0, le=300, strict=False)] = 20.0
    contact: str = ""


class Composition(_Section):
    """What an edition holds."""

    method: Name = "briefing"
    window: Literal["all", "since-last"] = "since-last"
    lead_words: Words = 150
    topic_words: Words = 60
    max_topics: Annotated[int, Field(ge=1, le=100)] = 12
    must_reads: Annotated[int, Field(ge=0, le=20)] = 5


class Smtp(_Section):
    """The relay; the password stands in the environment variable named here."""

    host: Name = "localhost"
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""
    password_env: str = "BRIEFING_SMTP_PASSWORD"  # noqa: S105 - the name of a variable


class DeliveryConfig(_Section):
    """The way out: a folder of .eml files (offline), a Maildir, or SMTP."""

    transport: Literal["eml", "maildir", "smtp"] = "eml"
    folder: Name = "out/mail"
    smtp: Smtp = Smtp()


class ScheduleConfig(_Section):
    """When editions are due, in the newsletter's own time zone."""

    at: Annotated[tuple[Time, ...], Field(strict=False)] = ("07:00",)
    days: Annotated[tuple[Literal[_DAYS], ...], Field(strict=False)] = _DAYS[:5]  # type: ignore[valid-type]
    review: Literal["required", "none"] = "required"
    grace_minutes: Annotated[int, Field(ge=1, le=1440)] = 120


class Config(_Section):
    """The whole file; `folder` is where it lies, the base of every path."""

    newsletter: Newsletter
    sources: Annotated[tuple[SourceConfig, ...], Field(min_length=1, strict=False)]
    store: Name = "sqlite:///briefing.db"
    out: Name = "out"
    templates: Name = "templates"
    edition: Composition = Composition()
    fetch: Fetch = Fetch()
    theme: dict[str, Any] = {}
    delivery: DeliveryConfig = DeliveryConfig()
    schedule: ScheduleConfig = ScheduleConfig()
    folder: Annotated[Path, Field(exclude=True)] = Path()

    @model_validator(mode="after")
    def _names_are_unique(self) -> Config:
        seen: set[str] = set()
        for source in self.sources:
            name = source_name(source)
            if name in seen:
                raise ValueError(f"sources: two are named {name!r}; give one another name")
            seen.add(name)
        return self

    def path(self, value: str) -> Path:
        """A path of the file, resolved against the file's folder."""
        return self.folder / Path(value).expanduser()


def source_name(source: FolderConfig | FeedConfig | PageConfig) -> str:
    """The name a source goes by: its own, else its path or address."""
    if source.name:
        return source.name
    return source.path if isinstance(source, FolderConfig) else source.url

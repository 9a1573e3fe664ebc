"""The `sources:` of config.yaml: one section a kind, and what they share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    Discriminator,
    Field,
    Tag,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from briefing.config.section import ConfigSection, DottedPath, Name, Names, Options, WebUrl
from briefing.errors import InputError

Weight = Annotated[float, Field(gt=0, le=10, strict=False)]
Hours = Annotated[float, Field(ge=0, le=720, strict=False)]
Count = Annotated[int, Field(ge=0, le=10_000)]


_LOGIN = re.compile(r"^(https?://)[^/@?#]*@")


def _word(value: str) -> str:
    if len(value) > 2 and value.startswith("/") and value.endswith("/"):
        try:
            re.compile(value[1:-1])
        except re.error as error:
            raise ValueError(f"a pattern that Python's re can read is expected: {error}") from error
    elif not value.strip():
        raise ValueError("a word, a phrase or a pattern between slashes is expected")
    return value


def _header_value(value: str) -> str:
    if not value.isprintable():
        raise ValueError("a value on one line is expected")
    return value


Value = Annotated[str, Field(max_length=8000), AfterValidator(_header_value)]
Values = dict[Annotated[str, Field(pattern=r"^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$")], Value]
Words = Annotated[tuple[Annotated[str, AfterValidator(_word)], ...], Field(strict=False)]


class FilterConfig(ConfigSection):
    """Which stories are wanted; what is not named asks for nothing.

    `include` and `exclude` hold words, phrases, or patterns between slashes.
    """

    include: Words = ()
    exclude: Words = ()
    sections: Names = ()
    languages: Names = ()
    authors: Names = ()


class _Source(ConfigSection):
    """What may be said of any source.

    `weight` is what its stories count in ranking. `cap` is the most stories a
    run takes, the newest first; 0 is no cap. No story is shown before it is
    `embargo_hours` old. `publisher` is how readers know who writes it, in place
    of what it calls itself; `section` is that of its stories which name none,
    and the folder it stands in where the list of sources is exported.
    """

    name: Annotated[str, Field(max_length=200)] = ""
    publisher: Annotated[str, Field(max_length=200)] = ""
    weight: Weight = 1.0
    cap: Count = 0
    section: Annotated[str, Field(max_length=200)] = ""
    embargo_hours: Hours = 0.0
    filter: FilterConfig = FilterConfig.model_construct()

    @property
    def place(self) -> str:
        """Where it is: its address, path or mailbox. It names a source without a name."""
        return str(getattr(self, "url", None) or getattr(self, "path", None) or "")


class _WebSource(_Source):
    """What may be said of a source on the web.

    `headers`, `cookies` and `user_agent` are sent to its own site only. A value
    may hold `${NAME}`: the environment variable of that name.
    """

    headers: Values = Field(default_factory=dict)
    cookies: Values = Field(default_factory=dict)
    user_agent: Value = ""


class FolderConfig(_Source):
    """A folder of documents."""

    kind: Literal["folder"]
    path: Name


class FeedConfig(_WebSource):
    """An RSS, Atom or JSON feed; teasers may be followed to their pages.

    `site` is the page whose feed it is, for the list of sources.
    """

    kind: Literal["feed"]
    url: WebUrl
    site: WebUrl | Literal[""] = ""
    full_text: Literal["auto", "never", "always"] = "never"
    max_pages: Annotated[int, Field(ge=1, le=200)] = 20


class PageConfig(_WebSource):
    """One page of the web, read as one story."""

    kind: Literal["page"]
    url: WebUrl


class IndexConfig(_WebSource):
    """A page without a feed: what its CSS selector finds are the pages to read."""

    kind: Literal["index"]
    url: WebUrl
    selector: Name


class SitemapConfig(_WebSource):
    """A sitemap, best with the news extension."""

    kind: Literal["sitemap"]
    url: WebUrl


class OpmlConfig(_WebSource):
    """A list of feeds as one source, at an address or in a file."""

    kind: Literal["opml"]
    url: WebUrl | None = None
    path: Name | None = None

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if (self.url is None) is (self.path is None):
            raise ValueError("either `url:` or `path:` is expected")
        return self


class MailConfig(_Source):
    """Newsletters: a Maildir, an mbox or a folder of .eml files, or a mailbox over IMAP.

    The password stands in an environment variable or a file.
    """

    kind: Literal["mail"]
    path: Name | None = None
    host: Name | None = None
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    security: Literal["tls", "starttls", "none"] = "tls"
    username: str = ""
    password_env: str = "BRIEFING_IMAP_PASSWORD"  # noqa: S105 - the name of a variable
    password_file: str = ""
    mailbox: Name = "INBOX"

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if (self.path is None) is (self.host is None):
            raise ValueError("either `path:` or `host:` is expected")
        return self

    @property
    def place(self) -> str:
        """The path, or mailbox, user and host."""
        return self.path or f"{self.mailbox} of {self.username}@{self.host}"


class CustomConfig(_Source):
    """A source of somebody else's making: `kind: package.module:Class`, made with `options`."""

    kind: DottedPath
    options: Options = Field(default_factory=dict)

    @property
    def place(self) -> str:
        """The dotted path."""
        return self.kind


AnySource = (
    FolderConfig
    | FeedConfig
    | PageConfig
    | IndexConfig
    | SitemapConfig
    | OpmlConfig
    | MailConfig
    | CustomConfig
)


def _kind(value: Any) -> str | None:
    kind = value.get("kind") if isinstance(value, Mapping) else getattr(value, "kind", None)
    return "custom" if isinstance(kind, str) and ":" in kind else kind


SourceConfig = Annotated[
    Annotated[FolderConfig, Tag("folder")]
    | Annotated[FeedConfig, Tag("feed")]
    | Annotated[PageConfig, Tag("page")]
    | Annotated[IndexConfig, Tag("index")]
    | Annotated[SitemapConfig, Tag("sitemap")]
    | Annotated[OpmlConfig, Tag("opml")]
    | Annotated[MailConfig, Tag("mail")]
    | Annotated[CustomConfig, Tag("custom")],
    Discriminator(_kind),
]


def source_from(fields: Mapping[str, object]) -> AnySource:
    """A source from its fields, as the file would give it; InputError says what is wrong."""
    try:
        source: AnySource = TypeAdapter(SourceConfig).validate_python(dict(fields))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = str(fields.get("url") or fields.get("path") or fields.get("kind") or "")
        raise InputError(f"is no source: {first['msg']}", where=where) from error
    return source


def source_name(source: AnySource) -> str:
    """The name a source goes by: its own, else its path or address, never with a password."""
    return source.name or without_login(source.place)


def without_login(address: str) -> str:
    """The address without user name and password, as it may be shown."""
    return _LOGIN.sub(r"\1", address)

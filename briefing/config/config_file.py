"""What config.yaml may say: one frozen section a part, checked by pydantic.

Paths are relative to the file. Secrets never stand in it: it names the
environment variable that holds them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from briefing.config.delivery_section import DeliveryConfig
from briefing.config.desk_section import DeskConfig
from briefing.config.fault_words import nearest
from briefing.config.schedule_section import ScheduleConfig
from briefing.config.section import (
    DOTTED_PATH,
    ConfigSection,
    MailSender,
    MaxQuote,
    Name,
    web,
)
from briefing.config.sources_section import FilterConfig, SourceConfig, source_name
from briefing.config.theme_section import ThemeConfig
from briefing.config.web_section import WebConfig, with_own_pages
from briefing.models import Digest, Kind
from briefing.models.blocks import BLOCK_PLACES
from briefing.models.method_names import METHODS


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("a time zone such as Europe/Berlin is expected") from error
    return name


def _language(tag: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,8}", tag):
        raise ValueError("the tag of a language such as en, de or pt-BR is expected")
    return tag


def _method(name: str) -> str:
    if name not in METHODS and not DOTTED_PATH.fullmatch(name):
        close = nearest(name, METHODS)
        raise ValueError(f"{', '.join(METHODS)} or package.module:function is expected{close}")
    return name


def _cluster(address: str) -> str:
    if address and not re.fullmatch(r"(?:tcp|tls)://[^\s/:]{1,253}:\d{1,5}", address):
        raise ValueError("an address such as tcp://scheduler.example.org:8786 is expected")
    return address


def _page_link(url: str) -> str:
    return url if url.startswith("mailto:") and "@" in url else web(url)


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,62}", value):
        raise ValueError("small letters, digits and hyphens are expected, at most 63")
    return value


if TYPE_CHECKING:
    BlockName = str
else:  # what may stand there follows from the blocks there are
    BlockName = Literal[BLOCK_PLACES]
Zone = Annotated[str, AfterValidator(_zone)]
MethodName = Annotated[str, AfterValidator(_method)]
LanguageTag = Annotated[str, AfterValidator(_language)]
PageLink = Annotated[str, AfterValidator(_page_link)]
Words = Annotated[int, Field(ge=10, le=1000)]
Cluster = Annotated[str, AfterValidator(_cluster)]
Slug = Annotated[str, AfterValidator(_slug)]


class LinksConfig(ConfigSection):
    """Pages of the newsletter; a link that is not set is left out of the edition.

    `view` is where editions can be read in a browser, without the edition's
    id, e.g. https://news.example.org/editions/ as `briefing serve` has them.
    """

    view: PageLink | None = None
    subscribe: PageLink | None = None
    preferences: PageLink | None = None
    unsubscribe: PageLink | None = None
    archive: PageLink | None = None
    feedback: PageLink | None = None


class NewsletterConfig(ConfigSection):
    """Who speaks to whom."""

    id: Slug
    title: Name
    tagline: str = ""
    language: LanguageTag = "en"
    timezone: Zone = "UTC"
    sender: Annotated[MailSender, Field(min_length=1)] = "briefing@localhost"
    address: str = ""
    links: LinksConfig = LinksConfig.model_construct()
    tags: dict[Slug, Name] = Field(default_factory=dict)  # audiences readers may choose


class FetchConfig(ConfigSection):
    """Limits of the one HTTP client. Private hosts are refused unless listed."""

    allow_hosts: Annotated[tuple[str, ...], Field(strict=False)] = ()
    timeout_seconds: Annotated[float, Field(gt=0, le=300, strict=False)] = 20.0
    contact: str = ""


class ChartConfig(ConfigSection):
    """The chart of the day: counted by the newsletter itself, or a CSV file of the editor's.

    `coverage`: stories a topic over 14 days; `sources`: sources a topic today;
    `csv`: the file's first column names the bars, its second holds the values.
    """

    kind: Literal["coverage", "sources", "csv"]
    title: str = ""
    file: str = ""
    unit: str = ""
    source: str = ""

    @model_validator(mode="after")
    def _csv_has_a_file(self) -> ChartConfig:
        if self.kind == "csv" and not self.file:
            raise ValueError("kind csv needs `file:`, the path of the CSV file")
        return self


class EditionConfig(ConfigSection):
    """What an edition holds. `blocks` says which blocks may stand, in which order.

    `digest` is for newsletters of single items (papers, releases, news in
    short): an item is a block of its own, and only what tells the same event
    is put together.
    """

    method: MethodName = "briefing"
    window: Literal["all", "since-last"] = "since-last"
    lead_words: Words = 150
    topic_words: Words = 60
    brief_words: Words = 30
    max_topics: Annotated[int, Field(ge=1, le=100)] = 12
    must_reads: Annotated[int, Field(ge=0, le=20)] = 5
    in_brief: Annotated[int, Field(ge=0, le=50)] = 6
    related: Annotated[int, Field(ge=0, le=20)] = 5
    max_quote: MaxQuote = None
    blocks: Annotated[tuple[BlockName, ...], Field(strict=False)] | None = None
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1, strict=False)] | None = None
    finally_tags: Annotated[tuple[str, ...], Field(strict=False)] = ()
    sections: dict[Name, Annotated[tuple[str, ...], Field(strict=False)]] = Field(
        default_factory=dict
    )
    max_sport: Annotated[int, Field(ge=0, le=100)] | None = 2
    max_entertainment: Annotated[int, Field(ge=0, le=100)] | None = 2
    welcome: str = ""
    notice: str = ""
    chart: ChartConfig | None = None
    digest: Digest | None = None


class OriginalsConfig(ConfigSection):
    """The sources' own bytes, kept so that sentences can be proved from them.

    What an edition quotes is kept as long as the edition, the rest for `keep_days`.
    """

    keep_days: Annotated[int, Field(ge=0, le=3650)] = 30


class Config(ConfigSection):
    """The whole file; `folder` is where it lies, the base of every path that is read.

    `data_folder` is the base of what is written: the same folder, but for the
    config at home.
    """

    newsletter: NewsletterConfig
    sources: Annotated[tuple[SourceConfig, ...], Field(min_length=1, strict=False)]
    filter: FilterConfig = FilterConfig.model_construct()
    by_hand: bool = True  # stories that a person added count as well
    store: Name = "sqlite:///briefing.db"
    store_file: str = ""  # holds an address with a password in place of `store`
    out: Name = "out"
    templates: Name = "templates"
    executor: Literal["serial", "processes", "dask"] = "serial"  # where heavy steps are worked
    workers: Annotated[int, Field(ge=0, le=1024)] = 0  # how many; 0: one for each processor
    dask: Cluster = ""  # the scheduler; empty: a cluster of this machine
    edition: EditionConfig = EditionConfig.model_construct()
    fetch: FetchConfig = FetchConfig.model_construct()
    originals: OriginalsConfig = OriginalsConfig.model_construct()
    theme: ThemeConfig = ThemeConfig.model_construct()
    delivery: DeliveryConfig = DeliveryConfig.model_construct()
    schedule: ScheduleConfig = ScheduleConfig.model_construct()
    web: WebConfig = WebConfig.model_construct()
    desk: DeskConfig = DeskConfig.model_construct()
    folder: SkipJsonSchema[Annotated[Path, Field(exclude=True)]] = Path()
    data_folder: SkipJsonSchema[Annotated[Path | None, Field(exclude=True)]] = None

    @model_validator(mode="before")
    @classmethod
    def _own_pages(cls, data: Any) -> Any:
        return with_own_pages(data)

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

    def data_path(self, value: str) -> Path:
        """A path of what is written: the store, editions, mails, backups."""
        return (self.data_folder or self.folder) / Path(value).expanduser()

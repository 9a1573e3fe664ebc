"""The `sources:` of a config -> the sources of a run, and what is let through of each."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

from briefing.config import Config, FeedConfig, FolderConfig, SourceConfig, source_name
from briefing.config.sources_section import (
    CustomConfig,
    FilterConfig,
    IndexConfig,
    MailConfig,
    OpmlConfig,
)
from briefing.sources import Client, FeedSource, FolderSource, PageSource, Source
from briefing.sources.custom import CustomSource, Reading
from briefing.sources.feed_source import Following
from briefing.sources.filters import Filter
from briefing.sources.imap import Account, ImapSource
from briefing.sources.listings_source import IndexSource, OpmlSource, SitemapSource
from briefing.sources.mail_source import MailSource
from briefing.sources.opml_file import ListFile
from briefing.sources.source import Memory, Recalled
from briefing.wiring.dotted import made_by


def rule_of(section: FilterConfig, *, cap: int = 0) -> Filter:
    """A filter of the config, with a cap, as the sources room takes it."""
    return Filter(
        include=section.include,
        exclude=section.exclude,
        sections=section.sections,
        languages=section.languages,
        authors=section.authors,
        cap=cap,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One source of a run: how it is read, what of it is wanted, or why it rests.

    `address` is where it lies as the config says, empty where that is no URL.
    `publisher` is written into its stories. All of `rules` must let a story through.
    """

    source: Source
    address: str = ""
    rests: str = ""
    publisher: str = ""
    rules: tuple[Filter, ...] = field(default_factory=tuple)


def asked_of(source: SourceConfig, *, config: Config, client: Client, memory: Memory) -> Asked:
    """One configured source as a run reads it."""
    name, address = source_name(source), getattr(source, "url", None) or ""
    recalled = memory.recall(name, address)
    own = rule_of(source.filter, cap=source.cap)
    parts = _Parts(config=config, client=client, memory=memory, recalled=recalled, rule=own)
    return Asked(
        source=parts.source(source),
        address=address,
        rests=recalled.rests,
        publisher=source.publisher,
        rules=(rule_of(config.filter), own),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """What one source is made of, besides its own section."""

    config: Config
    client: Client
    memory: Memory
    recalled: Recalled
    rule: Filter

    def source(self, source: SourceConfig) -> Source:
        """The source of its kind."""
        if isinstance(source, FolderConfig):
            path = self.config.path(source.path)
            return FolderSource(source_name(source), path, client=self.client, memory=self.memory)
        if isinstance(source, MailConfig):
            return self._mail(source)
        if isinstance(source, CustomConfig):
            return self._custom(source)
        if isinstance(source, OpmlConfig) and source.path:
            return self._list(source, source.path)
        return self._remote(source)

    def _remote(self, source: SourceConfig) -> Source:
        name, where = source_name(source), self.recalled.url
        common: dict[str, Any] = {
            "client": self.client,
            "state": self.recalled.state,
            "memory": self.memory,
        }
        if isinstance(source, FeedConfig):
            following = Following(mode=source.full_text, limit=source.max_pages, rule=self.rule)
            return FeedSource(name, where, following=following, **common)
        if isinstance(source, IndexConfig):
            return IndexSource(name, where, selector=source.selector, **common)
        kinds = {"page": PageSource, "sitemap": SitemapSource, "opml": OpmlSource}
        kind: Any = kinds[source.kind]
        made: Source = kind(name, where, **common)
        return made

    def _custom(self, source: CustomConfig) -> Source:
        where = f"sources: kind: {source.kind}"
        reading: Reading = made_by(
            source.kind, source.options, where=where, folder=self.config.folder, verbs=("read",)
        )
        return CustomSource(source_name(source), reading)

    def _list(self, source: OpmlConfig, path: str) -> Source:
        file = self.config.path(path)
        return ListFile(source_name(source), file, client=self.client, memory=self.memory)

    def _mail(self, source: MailConfig) -> Source:
        name = source_name(source)
        if source.path:
            return MailSource(name, self.config.path(source.path), reader=self.client.reader)
        account = Account(
            host=source.host or "",
            port=source.port,
            security=source.security,
            username=source.username,
            password=os.environ.get(source.password_env, ""),
            mailbox=source.mailbox,
        )
        state = self.recalled.state
        return ImapSource(name, account, reader=self.client.reader, state=state)

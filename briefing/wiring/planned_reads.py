"""The `sources:` of a config -> the sources of a run, and what is let through of each."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field, replace
from typing import Any

from briefing.config import Config, FeedConfig, FolderConfig, SourceConfig, source_name
from briefing.config.secret_values import secret_from
from briefing.config.sources_section import (
    AnySource,
    CustomConfig,
    FilterConfig,
    IndexConfig,
    MailConfig,
    OpmlConfig,
)
from briefing.errors import ConfigError, SourceError
from briefing.sources import Client, FolderSource, Source
from briefing.sources.filters import Filter
from briefing.sources.remote import RemoteSource
from briefing.sources.source import ReadConditions, ReadHistory, UnreadableSource
from briefing.wiring.dotted import made_by
from briefing.wiring.source_headers import site_headers_of


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
class PlannedRead:
    """One source of a run: how it is read, what of it is wanted, or why it is skipped.

    `address` is where it lies as the config says, empty where that is no URL.
    `publisher` is written into its stories, `section` into those that name none.
    All of `rules` must let a story through; `settings` stand for them and more.
    """

    source: Source
    address: str = ""
    skipped: str = ""
    publisher: str = ""
    section: str = ""
    settings: str = ""
    rules: tuple[Filter, ...] = field(default_factory=tuple)


def planned_read(
    source: SourceConfig, *, config: Config, client: Client, history: ReadHistory
) -> PlannedRead:
    """One configured source as a run reads it."""
    name, address = source_name(source), getattr(source, "url", None) or ""
    history = replace(history, settings=_settings(source, config))
    conditions = history.conditions(name, address)
    source_rule = rule_of(source.filter, cap=source.cap)
    parts = _SourceParts(
        config=config, client=client, history=history, conditions=conditions, rule=source_rule
    )
    return PlannedRead(
        source=parts.source(source),
        address=address,
        skipped=conditions.skipped,
        publisher=source.publisher,
        section=source.section,
        settings=history.settings,
        rules=(rule_of(config.filter), source_rule),
    )


def _settings(source: AnySource, config: Config) -> str:
    """A hash of all that decides which stories are taken of a source, and how whole."""
    decisive = source.model_dump(mode="json", include=_DECISIVE)
    text = json.dumps([decisive, config.filter.model_dump(mode="json")], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# Keys of a source that change what is taken of it; names, weights and headers do not.
_DECISIVE = {"kind", "filter", "cap", "full_text", "max_pages", "selector", "options"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _SourceParts:
    """What one source is made of, besides its own section. A kind is loaded where one is of it."""

    config: Config
    client: Client
    history: ReadHistory
    conditions: ReadConditions
    rule: Filter

    def source(self, source: SourceConfig) -> Source:
        """The source of its kind."""
        if isinstance(source, FolderConfig):
            path = self.config.path(source.path)
            return FolderSource(source_name(source), path, client=self.client, history=self.history)
        if isinstance(source, MailConfig):
            return self._mail(source)
        if isinstance(source, CustomConfig):
            return self._custom(source)
        if isinstance(source, OpmlConfig) and source.path:
            return self._list(source, source.path)
        try:
            site = site_headers_of(source, os.environ)
            return self._remote(source).sending(site)
        except SourceError as error:
            return UnreadableSource(source_name(source), str(error))

    def _remote(self, source: SourceConfig) -> RemoteSource:
        from briefing.sources.feed_source import FeedSource, Following

        name, where = source_name(source), self.conditions.url
        common: dict[str, Any] = {
            "client": self.client,
            "state": self.conditions.state,
            "history": self.history,
        }
        if isinstance(source, FeedConfig):
            following = Following(mode=source.full_text, limit=source.max_pages, rule=self.rule)
            return FeedSource(name, where, following=following, **common)
        from briefing.sources.listings_source import IndexSource, OpmlSource, SitemapSource
        from briefing.sources.page_source import PageSource

        if isinstance(source, IndexConfig):
            return IndexSource(name, where, selector=source.selector, **common)
        kinds = {"page": PageSource, "sitemap": SitemapSource, "opml": OpmlSource}
        kind: Any = kinds[source.kind]
        made: RemoteSource = kind(name, where, **common)
        return made

    def _custom(self, source: CustomConfig) -> Source:
        from briefing.sources.custom import CustomReader, CustomSource

        where = f"sources: kind: {source.kind}"
        reading: CustomReader = made_by(
            source.kind, source.options, where=where, folder=self.config.folder, verbs=("read",)
        )
        return CustomSource(source_name(source), reading)

    def _list(self, source: OpmlConfig, path: str) -> Source:
        from briefing.sources.opml_file import ListFile

        file = self.config.path(path)
        return ListFile(source_name(source), file, client=self.client, history=self.history)

    def _mail(self, source: MailConfig) -> Source:
        from briefing.sources.mail_source import MailSource

        name = source_name(source)
        if source.path:
            return MailSource(name, self.config.path(source.path), reader=self.client.reader)
        file = self.config.path(source.password_file) if source.password_file else None
        try:
            secret = secret_from(os.environ, source.password_env, file)
        except ConfigError as error:
            return UnreadableSource(name, str(error))
        from briefing.sources.imap import ImapAccount, ImapSource

        account = ImapAccount(
            host=source.host or "",
            port=source.port,
            security=source.security,
            username=source.username,
            password=secret,
            mailbox=source.mailbox,
        )
        state = self.conditions.state
        return ImapSource(name, account, reader=self.client.reader, state=state)

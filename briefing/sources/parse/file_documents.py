"""One file of a folder that is no plain text -> its stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from itertools import islice

from briefing.errors import SourceError
from briefing.models import Fault, Keyed
from briefing.sources.documents.draft import Batch, Draft, Evidence
from briefing.sources.fetch.client import Client
from briefing.sources.parse.mbox import mails_in
from briefing.sources.parse.sniff import Format
from briefing.sources.sandbox.results import ReadResult
from briefing.sources.source import NO_HISTORY, ReadHistory

OTHERS = {"json": "is JSON, but no feed", "xml": "is XML, but no feed", "rtf": "is RTF, not text"}
# Chosen, not measured: three years of a daily letter in one file.
MAX_BOX_MAILS = 1000


class Documents:
    """Parses the files of one source: in the client's reader, or here where there is no client.

    The feeds of an OPML list are read over the client, and recalled by `history`.
    """

    def __init__(
        self, source: str, *, client: Client | None, history: ReadHistory = NO_HISTORY
    ) -> None:
        self._source = source
        self._client = client
        self._history = history

    def read(self, kind: Format, data: bytes, name: str, since: datetime | None) -> ReadResult:
        """The stories of a file; SourceError where it holds none."""
        if kind in OTHERS:
            raise SourceError(OTHERS[kind])
        if kind == "opml":
            return self._list(data, name, since)
        if kind == "mbox":
            return self._box(data, name)
        if kind == "feed":
            result = self._feed(data, name)
        else:
            result = ReadResult(stories={"html": self._page, "mail": self._mail}[kind](data, name))
        if not result.stories:
            raise SourceError("holds no story")
        return result

    def evidence(self, text: str, name: str) -> Evidence:
        """What a plain text tells its neighbours; SourceError where reading it costs too much."""
        if self._client is not None:
            return self._client.reader.evidence(text, name)
        from briefing.sources.documents.text import evidence

        return evidence(text)

    def text(self, text: str, name: str, batch: Batch, asked: Evidence) -> tuple[Draft, ...]:
        """The drafts of a plain text; SourceError where reading it costs too much."""
        if self._client is not None:
            return self._client.reader.text(text, name, batch=batch.answering(asked))
        from briefing.sources.documents.text import read_text

        return read_text(text, batch)

    def markdown(self, text: str, name: str) -> Draft:
        """The draft of a Markdown text; SourceError where reading it costs too much."""
        if self._client is not None:
            return self._client.reader.markdown(text, name)
        from briefing.sources.documents.markdown import read_markdown

        return read_markdown(text)

    def _feed(self, data: bytes, name: str) -> ReadResult:
        if self._client is not None:
            result = self._client.reader.feed(data, "", source=self._source)
            faults = (replace(fault, where=f"{name} {fault.where}") for fault in result.faults)
            return replace(result, faults=tuple(faults))
        from briefing.sources.parse.feed import keyed_stories

        return ReadResult(stories=keyed_stories(data, "", source=self._source))

    def _page(self, data: bytes, name: str) -> tuple[Keyed, ...]:
        del name
        if self._client is not None:
            return (self._client.reader.page(data, "", source=self._source),)
        from briefing.sources.parse.page import keyed_page

        return (keyed_page(data, "", source=self._source),)

    def _mail(self, data: bytes, name: str) -> tuple[Keyed, ...]:
        if self._client is not None:
            return self._client.reader.mail(data, name, source=self._source)
        from briefing.sources.parse.mail import keyed_mails

        return keyed_mails(data, source=self._source, where=name)

    def _box(self, data: bytes, name: str) -> ReadResult:
        """The mails of an mbox file; one that is broken stops no other."""
        stories: list[Keyed] = []
        faults: list[Fault] = []
        for number, mail in enumerate(islice(mails_in(BytesIO(data)), MAX_BOX_MAILS), 1):
            where = f"{name} mail {number}"
            try:
                stories += self._mail(mail, where)
            except SourceError as error:
                faults.append(Fault(where=where, why=error.what))
        return ReadResult(stories=tuple(stories), faults=tuple(faults))

    def _list(self, data: bytes, name: str, since: datetime | None) -> ReadResult:
        from briefing.sources.listings_source import feeds_of

        if self._client is None:
            raise SourceError("is a list of feeds: it is read where the network may be used")
        links = self._client.reader.links("opml", data, "")
        if not links:
            raise SourceError("is a list without feeds")
        del name
        return feeds_of(
            links, since, client=self._client, source=self._source, history=self._history
        )

"""The sources: how each fares, and what is done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from briefing.desk import sources as source_list
from briefing.desk.source_reading import find_feeds, source_at, try_source
from briefing.desk.sources import SourceStatus, source_statuses
from briefing.errors import BriefingError, InputError
from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.desk_route import DeskRoute, fields_of
from briefing.web.desk.svg_charts import Bar, sparkline

# A sparkline shows so many days.
SPARK_DAYS = 14
# Of a source that is tried, so many stories are shown; chosen, not measured.
MOST_SAMPLES = 20
KINDS = ("feed", "page", "index", "sitemap")
# A longer address is cut off by most servers; chosen, not measured.
LONGEST_URL_CHARS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One source as the page shows it: its stories of two weeks, a bar a day."""

    status: SourceStatus
    bars: tuple[Bar, ...]
    total: int
    css: str
    paused: bool


@dataclass(frozen=True, slots=True)
class SourcePages:
    """The list of sources."""

    desk: Desk

    def routes(self) -> tuple[DeskRoute, ...]:
        """Everybody sees how they fare, an editor changes the list."""
        return (
            DeskRoute("/sources", self.sources, role="viewer"),
            DeskRoute("/sources/find", self.find, role="editor", method="POST"),
            DeskRoute("/sources/add", self.add, role="editor", method="POST"),
            DeskRoute("/sources/test", self.test, role="editor", method="POST"),
            DeskRoute("/sources/pause", self.pause, role="editor", method="POST"),
            DeskRoute("/sources/resume", self.resume, role="editor", method="POST"),
            DeskRoute("/sources/remove", self.remove, role="editor", method="POST"),
        )

    async def sources(self, request: Request) -> Response:
        """Every source: when it was read, how it fares, its stories of two weeks."""
        return await self._page(request)

    async def _page(self, request: Request, wrong: str = "", url: str = "") -> Response:
        lines = await run_in_threadpool(self._lines)
        status = 400 if wrong else 200
        known = {"days": SPARK_DAYS, "kinds": KINDS, "changes": self.desk.current.file is not None}
        return self.desk.show(
            request, "sources", status=status, lines=lines, wrong=wrong, url=url, **known
        )

    def _lines(self) -> tuple[SourceLine, ...]:
        newsletter, today = self.desk.newsletter, self.desk.clock().date()
        days = [today - timedelta(days=back) for back in reversed(range(SPARK_DAYS))]
        since = self.desk.clock() - timedelta(days=SPARK_DAYS)
        counts = newsletter.store.listings.stories_by_day(since)
        names = [day.isoformat() for day in days]
        return tuple(
            _line(status, counts.get(status.name, {}), names)
            for status in source_statuses(newsletter)
        )

    async def find(self, request: Request) -> Response:
        """Look for the feeds of an address; nothing is changed by it."""
        url = (await fields_of(request)).get("url", "").strip()
        try:
            if not url or len(url) > LONGEST_URL_CHARS:
                raise InputError("an address is expected")
            feeds = await run_in_threadpool(find_feeds, self.desk.newsletter, url)
        except BriefingError as error:
            return await self._page(request, wrong=str(error), url=url[:LONGEST_URL_CHARS])
        return self.desk.show(request, "source_feeds", feeds=feeds, url=url, kinds=KINDS)

    async def add(self, request: Request) -> Response:
        """Write a source into the config file."""
        fields = await fields_of(request)
        chosen = {
            name: fields.get(name, "").strip() for name in ("kind", "url", "name", "selector")
        }
        try:
            if chosen["kind"] not in KINDS or not chosen["url"]:
                raise InputError(f"{', '.join(KINDS)}, and an address are expected")
            name = await run_in_threadpool(self._add, chosen)
        except BriefingError as error:
            return await self._page(request, wrong=str(error), url=chosen["url"])
        return self.desk.go("/sources", say=f"{name} is a source now.")

    def _add(self, chosen: Mapping[str, str]) -> str:
        fields: dict[str, object] = {
            "kind": chosen["kind"],
            "name": chosen["name"] or chosen["url"],
            "url": chosen["url"],
        }
        fields |= {"selector": chosen["selector"]} if chosen["selector"] else {}
        (written,) = source_list.add(self.desk.newsletter, self._file(), [fields])
        self.desk.current.reload()
        return str(written["name"])

    def _file(self) -> Path:
        if self.desk.current.file is None:
            raise InputError("this desk was started without its config file")
        return self.desk.current.file

    async def test(self, request: Request) -> Response:
        """Read a source and show what came, storing nothing."""
        name = (await fields_of(request)).get("source", "")
        newsletter = self.desk.newsletter

        def read() -> object:
            return try_source(newsletter, source_at(newsletter, name))

        report = await run_in_threadpool(read)
        return self.desk.show(request, "source_test", report=report, most=MOST_SAMPLES)

    async def pause(self, request: Request) -> Response:
        """Read a source no more until it is resumed."""
        name = (await fields_of(request)).get("source", "")
        why = f"paused by {request.state.person.name}"

        def act() -> str:
            return source_list.pause(self.desk.newsletter, name, why=why)

        return self.desk.go("/sources", say=f"{await run_in_threadpool(act)} is paused.")

    async def resume(self, request: Request) -> Response:
        """Read a source again with the next run."""
        name = (await fields_of(request)).get("source", "")
        done = await run_in_threadpool(source_list.resume, self.desk.newsletter, name)
        return self.desk.go("/sources", say=f"{done} is read again.")

    async def remove(self, request: Request) -> Response:
        """Take a source out of the config file; its stories stay."""
        name = (await fields_of(request)).get("source", "")

        def act() -> str:
            removed = source_list.remove(self.desk.newsletter, self._file(), name)
            self.desk.current.reload()
            return removed

        return self.desk.go("/sources", say=f"{await run_in_threadpool(act)} is removed.")


def _line(status: SourceStatus, counts: Mapping[str, int], days: list[str]) -> SourceLine:
    by_day = [counts.get(day, 0) for day in days]
    record, word = status.record, status.state.partition(":")[0].partition(" ")[0]
    failing = bool(record and record.failures)
    return SourceLine(
        status=status,
        bars=sparkline(by_day),
        total=sum(by_day),
        css="failed" if failing and word != "paused" else word,
        paused=bool(record and record.paused),
    )

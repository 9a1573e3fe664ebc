"""The archive on the desk: search box and filters, and what was found into the edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from briefing.config import source_name
from briefing.desk.edits import decide
from briefing.desk.story_search import search_archive
from briefing.errors import InputError
from briefing.models import Edit
from briefing.store.archive_search import Hit, Hits
from briefing.store.search_filters import STORY_STATES, SearchFilters
from briefing.text.search_query import LONGEST_QUERY_CHARS
from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.desk_route import DeskRoute, fields_of

# Hits of one page; chosen, not measured.
PAGE_HITS = 20
# A page number has at most so many digits.
LONGEST_PAGE_DIGITS = 3
KINDS = ("story", "edition")
FIELDS = ("q", "source", "language", "since", "until", "state", "kind")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, marked where it was searched for."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class SearchPages:
    """Everybody searches; editors add what they found."""

    desk: Desk

    def routes(self) -> tuple[DeskRoute, ...]:
        """The page, which is also the fragment of its list, and the act."""
        return (
            DeskRoute("/search", self.search, role="viewer"),
            DeskRoute("/search/add", self.add, role="editor", method="POST"),
        )

    async def search(self, request: Request) -> Response:
        """Search stories and editions."""
        asked = {name: request.query_params.get(name, "")[:LONGEST_QUERY_CHARS] for name in FIELDS}
        page = _page(request.query_params.get("page", ""))
        wrong, hits = "", None
        try:
            hits = await run_in_threadpool(self._found, asked, page)
        except InputError as error:
            wrong = str(error)
        is_part = request.headers.get("HX-Request") == "true"
        return self.desk.show(
            request,
            "found" if is_part else "search",
            status=400 if wrong else 200,
            asked=asked,
            wrong=wrong,
            hits=hits,
            lines=[_line(hit) for hit in hits.hits] if hits else [],
            turns=_turns(asked, page, hits) if hits else {},
            sources=sorted({source_name(source) for source in self.desk.config.sources}),
            states=STORY_STATES,
            kinds=KINDS,
        )

    def _found(self, asked: Mapping[str, str], page: int) -> Hits:
        filters = _filters(asked, self.desk.config.newsletter.timezone)
        offset = (page - 1) * PAGE_HITS
        newsletter = self.desk.newsletter
        return search_archive(newsletter, asked["q"], limit=PAGE_HITS, offset=offset, **filters)

    async def add(self, request: Request) -> Response:
        """Put a story that was found into the edition."""
        fields = await fields_of(request)
        edit = Edit(
            kind="add",
            story_ids=(fields.get("story", ""),),
            edition_id="",
            by=request.state.person.name,
        )
        numbered = await run_in_threadpool(decide, self.desk.newsletter, edit)
        back = {name: fields.get(name, "") for name in (*FIELDS, "page") if fields.get(name)}
        said = f"Added to {numbered.edit.edition_id}: it is in from the next build on."
        return self.desk.go(f"/search?{urlencode(back)}", say=said)


def _filters(asked: Mapping[str, str], zone: str) -> SearchFilters:
    """InputError where a day or a word of a list is none."""
    return SearchFilters(
        source=asked["source"],
        language=asked["language"],
        since=_day(asked["since"], zone),
        until=_end(_day(asked["until"], zone)),
        state=_one_of(asked["state"], STORY_STATES),
        kind=_one_of(asked["kind"], KINDS),
    )


def _one_of(word: str, known: Sequence[Any]) -> Any:
    if word and word not in known:
        raise InputError("is not known", where=word[:40], hint=f"one of {', '.join(known)}")
    return word or None


def _day(text: str, zone: str) -> datetime | None:
    """The moment a day begins in the newsletter's zone."""
    if not text:
        return None
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - the zone follows
        return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InputError("is no day", where=text[:40], hint="2026-11-24 is one") from error


def _end(start: datetime | None) -> datetime | None:
    return start + timedelta(days=1) - timedelta(microseconds=1) if start else None


def _page(text: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= LONGEST_PAGE_DIGITS
    return max(int(text), 1) if is_number else 1


def _turns(asked: Mapping[str, str], page: int, hits: Hits) -> dict[str, str]:
    """Where the pages before and after this one are."""
    known = {name: value for name, value in asked.items() if value}
    turns = {"Newer" if not hits.by_relevance else "Back": page - 1} if page > 1 else {}
    if hits.more or hits.total > page * PAGE_HITS:
        turns["Older" if not hits.by_relevance else "More"] = page + 1
    return {label: f"/search?{urlencode({**known, 'page': to})}" for label, to in turns.items()}


def _line(hit: Hit) -> dict[str, object]:
    """A hit in pieces, so that the template alone makes HTML of it."""
    return {
        "hit": hit,
        "title": list(_pieces(hit.title, hit.title_marks)),
        "passage": list(_pieces(hit.snippet.text, hit.snippet.marks)),
    }


def _pieces(text: str, marks: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    done = 0
    for start, end in marks:
        yield Piece(text[done:start], marked=False)
        yield Piece(text[start:end], marked=True)
        done = end
    yield Piece(text[done:], marked=False)

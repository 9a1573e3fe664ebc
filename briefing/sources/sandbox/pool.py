"""Parses untrusted bytes in processes of their own that can be killed.

A bomb costs at most `seconds` of processor time and `memory` and is a
SourceError; the next document gets a fresh process. A process starts with the
first document that finds none free and is used for all that follow. What comes
back is JSON, never a pickle: a process that was taken over can hand back wrong
stories, but no code.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cache
from types import TracebackType
from typing import Self

from briefing.chunks import Chunked, in_place
from briefing.errors import SourceError
from briefing.models import Keyed, Origin
from briefing.sources.documents.draft import Batch, Draft, Evidence
from briefing.sources.parse.feed_items import MAX_STORIES, newest
from briefing.sources.sandbox.item_by_item import read_item_by_item
from briefing.sources.sandbox.process import Child
from briefing.sources.sandbox.protocol import Answer, decode_answer
from briefing.sources.sandbox.results import ListedLink, Listing, ReadResult
from briefing.sources.story_languages import with_languages

logger = logging.getLogger(__name__)

# Processor time for one document: the slowest of 5,500 public feeds and 1,300 pages took 0.5 s.
SECONDS = 5.0
# On a clock, behind the limit above: for a process that waits for ever, not for a busy machine.
WALL_SECONDS = 120.0
# The same documents took 124 MB, libraries included.
MEMORY_BYTES = 200 * 1024 * 1024
# Chosen, not measured: one may be held up by a hostile document while the other goes on.
PROCESSES = 2
# To load the libraries takes a process a quarter of a second: another one starts where one has had
# so much to do, or somebody has waited so long for it. Chosen, not measured.
BUSY_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sandbox:
    """What one document may cost, and how many are parsed at once; see `Reader`."""

    seconds: float = SECONDS
    memory: int = MEMORY_BYTES
    processes: int = PROCESSES
    wall_seconds: float = WALL_SECONDS


class GivenUpError(SourceError):
    """A document that cost more than the limits."""


class UnexpectedError(SourceError):
    """A document that a library failed over."""


class Reader:
    """Reads documents safely; any thread may call it. Close it, or use it in `with`.

    `seconds` are of processor time, `memory` is what parsing may take on top of
    the libraries themselves, in bytes, each process; both are enforced where the
    system knows such limits (time not on Windows, memory not on Windows and
    macOS). At most `processes` parse at once, the second from when the first has
    been busy for a second. The `charset` that methods take is
    that of the HTTP header (RFC 9110, 8.3.2), "" where it names none.

    With an `executor` its workers parse, each in a sandbox of its own under the
    same limits: a bomb ends a parsing process there, too, and no worker.
    """

    def __init__(
        self,
        *,
        seconds: float = SECONDS,
        memory: int = MEMORY_BYTES,
        processes: int = PROCESSES,
        wall_seconds: float = WALL_SECONDS,
        executor: Executor | None = None,
    ) -> None:
        self._limits = Sandbox(
            seconds=seconds, memory=memory, processes=processes, wall_seconds=wall_seconds
        )
        self._executor = executor
        self._places = threading.Semaphore(1)
        self._closed_places = processes - 1
        self._busy_seconds = 0.0
        self._lock = threading.Lock()
        self._free: list[Child] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def processes(self) -> int:
        """How many documents are parsed at once."""
        return self._limits.processes

    def begin(self) -> None:
        """Start the first process as a copy of this one, before there are threads (`forked`).

        Where that is not safe it starts with the first document, and loads its libraries itself.
        """
        with self._lock:
            if self._executor is not None or self._free:
                return
            child = Child.copied(memory=self._limits.memory, seconds=self._limits.seconds)
            self._free += [child] if child else []

    def feed(self, data: bytes, url: str, *, source: str, charset: str = "") -> ReadResult:
        """The stories of a feed; an item that costs too much is a fault, named by title or number.

        SourceError where it is no feed, or where no item of it can be read.
        """
        try:
            return ReadResult(stories=self.stories(data, url, source=source, charset=charset))
        except (GivenUpError, UnexpectedError) as error:
            answer = self._answer({"kind": "items", "url": url, "charset": charset}, data)
            if answer.frame is None or len(answer.items) < 2:
                raise

            def read(document: bytes) -> tuple[Keyed, ...]:
                return self.stories(document, url, source=source, charset="utf-8")

            result = read_item_by_item(answer.frame, answer.items, read=read, whole=error)
            origin = Origin.of(data, kind="feed", url=url, charset=charset)
            return replace(result, stories=_read_from(origin, _newest(result.stories)))

    def stories(
        self, data: bytes, url: str, *, source: str, charset: str = ""
    ) -> tuple[Keyed, ...]:
        """As `keyed_stories`; SourceError also where parsing costs too much."""
        question = {"kind": "feed", "url": url, "source": source, "charset": charset}
        origin = Origin.of(data, kind="feed", url=url, charset=charset)
        return _read_from(origin, self._answer(question, data).stories)

    def page(self, data: bytes, url: str, *, source: str, charset: str = "") -> Keyed:
        """As `keyed_page`; SourceError also where parsing costs too much."""
        question = {"kind": "page", "url": url, "source": source, "charset": charset}
        origin = Origin.of(data, kind="page", url=url, charset=charset)
        return _read_from(origin, self._answer(question, data).stories)[0]

    def mail(self, data: bytes, where: str, *, source: str) -> tuple[Keyed, ...]:
        """As `keyed_mails`; SourceError also where parsing costs too much."""
        question = {"kind": "mail", "url": where, "source": source}
        origin = Origin.of(data, kind="mail", url=where)
        return _read_from(origin, self._answer(question, data).stories)

    def links(
        self, kind: Listing, data: bytes, url: str, *, selector: str = ""
    ) -> tuple[ListedLink, ...]:
        """As `read_listing`; SourceError also where parsing costs too much."""
        return self._answer({"kind": kind, "url": url, "selector": selector}, data).links

    def evidence(self, text: str, where: str) -> Evidence:
        """As `evidence` of a plain text; SourceError also where reading costs too much."""
        question = {"kind": "evidence", "url": where}
        answer = self._answer(question, text.encode("utf-8", "replace"))
        return answer.evidence or Evidence()

    def text(self, text: str, where: str, *, batch: Batch) -> tuple[Draft, ...]:
        """As `read_text`; `batch` is cut to what this text asks for."""
        words, phrases = json.dumps(sorted(batch.words)), json.dumps(sorted(batch.phrases))
        question = {"kind": "text", "url": where, "words": words, "phrases": phrases}
        return self._answer(question, text.encode("utf-8", "replace")).drafts

    def markdown(self, text: str, where: str) -> Draft:
        """As `read_markdown`; SourceError also where reading costs too much."""
        question = {"kind": "markdown", "url": where}
        return self._answer(question, text.encode("utf-8", "replace")).drafts[0]

    def letters(self, origin: Origin) -> str:
        """As `letters_of`; SourceError where decoding costs too much."""
        question = {"kind": "letters", "url": origin.url, "charset": origin.charset}
        return self._answer(question | {"of": origin.kind}, origin.data).letters

    def with_languages(self, stories: Sequence[Keyed]) -> tuple[Keyed, ...]:
        """As `with_languages` of story_languages; the workers ask the texts, where there are any.

        No sandbox is needed: a text is asked when it has been parsed and capped.
        """
        return with_languages(stories, Chunked(self._executor) if self._executor else in_place)

    def close(self) -> None:
        """End the processes. A closed reader may be used again."""
        with self._lock:
            children, self._free = self._free, []
        for child in children:
            child.end()

    def _answer(self, question: dict[str, str], data: bytes) -> Answer:
        answer = self._parsed_elsewhere(question, data) or self.parsed(question, data)
        failure = answer.failure
        if failure is not None:
            if failure.unexpected:
                source = {"source": question.get("source", "")}
                logger.error("a document cannot be parsed:\n%s", failure.trace, extra=source)
            kind = UnexpectedError if failure.unexpected else SourceError
            raise kind(failure.what, where=failure.where, hint=failure.hint)
        return answer

    def _parsed_elsewhere(self, question: dict[str, str], data: bytes) -> Answer | None:
        if self._executor is None:
            return None
        return self._executor.submit(_parsed_by_worker, self._limits, question, data).result()

    def parsed(self, question: dict[str, str], data: bytes) -> Answer:
        """What a parsing process of this machine says; SourceError where it gives up."""
        return decode_answer(self._ask(question, data))

    def _ask(self, question: dict[str, str], data: bytes) -> bytes:
        if not self._places.acquire(timeout=BUSY_SECONDS):
            self._open_a_place()
            self._places.acquire()
        try:
            child, since = self._take(), time.monotonic()
            header = json.dumps(question).encode()
            answer = child.ask(header, data, wall_seconds=self._limits.wall_seconds)
            self._count(time.monotonic() - since)
            if answer is not None:
                self._give_back(child)
                return answer
        finally:
            self._places.release()
        raise GivenUpError(
            f"cannot be parsed within {self._limits.seconds:g} seconds of processor time and"
            f" {self._limits.memory // 2**20} MB: given up",
            where=question["url"],
            hint="it is damaged or hostile",
        )

    def _take(self) -> Child:
        with self._lock:
            free = self._free
            if free:
                return free.pop()
            return Child.spawned(memory=self._limits.memory, seconds=self._limits.seconds)

    def _count(self, seconds: float) -> None:
        self._busy_seconds += seconds
        if self._busy_seconds >= BUSY_SECONDS:
            self._open_a_place()

    def _open_a_place(self) -> None:
        """Let one more process parse, as far as there may be more."""
        with self._lock:
            if self._closed_places > 0:
                self._closed_places -= 1
                self._places.release()

    def _give_back(self, child: Child) -> None:
        with self._lock:
            self._free.append(child)


def _parsed_by_worker(limits: Sandbox, question: dict[str, str], data: bytes) -> Answer:
    """One document, parsed in the sandbox that this worker keeps."""
    return _sandbox_of_worker(limits).parsed(question, data)


@cache
def _sandbox_of_worker(limits: Sandbox) -> Reader:
    """Its process ends with the worker: nobody asks it any more then."""
    return Reader(
        seconds=limits.seconds, memory=limits.memory, processes=1, wall_seconds=limits.wall_seconds
    )


def _newest(stories: tuple[Keyed, ...]) -> tuple[Keyed, ...]:
    """What a feed read as a whole keeps: its parts have not been counted together."""
    dates = [keyed.story.published or keyed.story.updated for keyed in stories]
    return tuple(stories[place] for place in newest(dates, MAX_STORIES))


def _read_from(origin: Origin, stories: tuple[Keyed, ...]) -> tuple[Keyed, ...]:
    """The stories with the bytes they were read from."""
    return tuple(replace(keyed, origin=origin, origin_sha256=origin.sha256) for keyed in stories)

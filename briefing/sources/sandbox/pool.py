"""Parses untrusted bytes in processes of their own that can be killed.

A bomb costs at most `seconds` and `memory` and is a SourceError; the next
document gets a fresh process. A process starts with the first document that
finds none free and is used for all that follow. What comes back is JSON, never
a pickle: a process that was taken over can hand back wrong stories, but no code.
"""

from __future__ import annotations

import json
import threading
from types import TracebackType
from typing import Self

from briefing.errors import SourceError
from briefing.models import Keyed
from briefing.sources.sandbox.process import Child
from briefing.sources.sandbox.protocol import links_of, stories_of
from briefing.sources.sandbox.results import Link, Listing

SECONDS = 5.0
MEMORY = 200 * 1024 * 1024
PROCESSES = 2


class Reader:
    """Reads documents safely; any thread may call it. Close it, or use it in `with`.

    `memory` is what parsing may take on top of the libraries themselves, in
    bytes, each process; it is enforced where the system knows address space
    limits (not on Windows and macOS). At most `processes` parse at once.
    """

    def __init__(
        self, *, seconds: float = SECONDS, memory: int = MEMORY, processes: int = PROCESSES
    ) -> None:
        self._seconds = seconds
        self._memory = memory
        self._places = threading.Semaphore(processes)
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

    def stories(self, data: bytes, url: str, *, source: str) -> tuple[Keyed, ...]:
        """As `keyed_stories`; SourceError also where parsing costs too much."""
        return stories_of(self._ask({"kind": "feed", "url": url, "source": source}, data))

    def page(self, data: bytes, url: str, *, source: str) -> Keyed:
        """As `keyed_page`; SourceError also where parsing costs too much."""
        return stories_of(self._ask({"kind": "page", "url": url, "source": source}, data))[0]

    def mail(self, data: bytes, where: str, *, source: str) -> tuple[Keyed, ...]:
        """As `keyed_mails`; SourceError also where parsing costs too much."""
        return stories_of(self._ask({"kind": "mail", "url": where, "source": source}, data))

    def links(
        self, kind: Listing, data: bytes, url: str, *, selector: str = ""
    ) -> tuple[Link, ...]:
        """As `read_listing`; SourceError also where parsing costs too much."""
        return links_of(self._ask({"kind": kind, "url": url, "selector": selector}, data))

    def close(self) -> None:
        """End the processes. A closed reader may be used again."""
        with self._lock:
            children, self._free = self._free, []
        for child in children:
            child.end()

    def _ask(self, question: dict[str, str], data: bytes) -> bytes:
        with self._places:
            child = self._take()
            answer = child.ask(json.dumps(question).encode(), data, seconds=self._seconds)
            if answer is not None:
                self._give_back(child)
                return answer
        raise SourceError(
            f"cannot be parsed within {self._seconds:g} seconds and"
            f" {self._memory // 2**20} MB: given up",
            where=question["url"],
            hint="it is damaged or hostile",
        )

    def _take(self) -> Child:
        with self._lock:
            return self._free.pop() if self._free else Child(memory=self._memory)

    def _give_back(self, child: Child) -> None:
        with self._lock:
            self._free.append(child)

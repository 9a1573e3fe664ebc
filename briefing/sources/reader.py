"""Parses untrusted bytes in a process of its own that can be killed.

A bomb costs at most `seconds` and `memory` and is a SourceError; the next
document gets a fresh process. The process starts with the first document and
is used for all that follow. What comes back is JSON, never a pickle: a
process that was taken over can hand back wrong stories, but no code.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

from briefing.errors import SourceError
from briefing.models import Keyed
from briefing.sources.found import Link, Listing
from briefing.sources.frames import links_of, read_frame, stories_of, write_frame

SECONDS = 5.0
MEMORY = 200 * 1024 * 1024
LOADING_SECONDS = 60.0
_CHILD = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); \
from briefing.sources.worker import serve; serve(int(sys.argv[2]))"


class Reader:
    """Reads feeds and pages safely; any thread may call it. Close it, or use it in `with`.

    `memory` is what parsing may take on top of the libraries themselves, in
    bytes; it is enforced where the system knows address space limits (not on
    Windows and macOS).
    """

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

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

    def links(
        self, kind: Listing, data: bytes, url: str, *, selector: str = ""
    ) -> tuple[Link, ...]:
        """As `read_listing`; SourceError also where parsing costs too much."""
        return links_of(self._ask({"kind": kind, "url": url, "selector": selector}, data))

    def close(self) -> None:
        """End the process. A closed reader may be used again."""
        with self._lock:
            self._end()

    def _ask(self, question: dict[str, str], data: bytes) -> bytes:
        with self._lock:
            answer = self._exchange(json.dumps(question).encode(), data)
        if answer is None:
            raise SourceError(
                f"cannot be parsed within {self._seconds:g} seconds and"
                f" {self._memory // 2**20} MB: given up",
                where=question["url"],
                hint="it is damaged or hostile",
            )
        return answer

    def _exchange(self, header: bytes, data: bytes) -> bytes | None:
        """One question and its answer; None where the process died over it or was killed."""
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            write_frame(process.stdin, header)
            self._in_time(process, LOADING_SECONDS)
            write_frame(process.stdin, data)
            return self._in_time(process, self._seconds)
        except (OSError, EOFError):
            self._end()
            return None

    def _in_time(self, process: subprocess.Popen[bytes], seconds: float) -> bytes:
        """The next frame; the process is killed when the time is over, which ends the stream."""
        assert process.stdout is not None
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        try:
            return read_frame(process.stdout)
        finally:
            timer.cancel()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", _CHILD, json.dumps(sys.path), str(self._memory)]
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter, no shell
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            _close(stream)
        process.wait()


def _close(stream: object) -> None:
    """Close a pipe whose other end may be gone already."""
    close = getattr(stream, "close", None)
    try:
        if close is not None:
            close()
    except BrokenPipeError:
        return

"""The process behind `Reader`: parses one document after the other, under limits."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from briefing.errors import SourceError
from briefing.models import Keyed
from briefing.sources.sandbox.protocol import error_json, read_frame, to_json, write_frame
from briefing.sources.sandbox.results import Link, Listing

# What each kind loads before the clock starts and the memory is counted.
LIBRARIES = {
    "feed": ("briefing.sources.parse.feed", "fastfeedparser", "feedparser"),
    "page": ("briefing.sources.parse.page", "trafilatura"),
    "mail": ("briefing.sources.parse.mail",),
    "index": ("briefing.sources.parse.listings", "lxml.cssselect"),
}
LISTING = ("briefing.sources.parse.listings",)


def serve(memory: int) -> None:
    """Answer until the parent closes the pipe. `memory` in bytes, over what is loaded."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # no library's print reaches the frames
    while True:
        try:
            question = json.loads(read_frame(sys.stdin.buffer))
            _load(question["kind"], memory)
            write_frame(answers, b"loaded")
            data = read_frame(sys.stdin.buffer)
        except EOFError:
            return
        write_frame(answers, _answer(question, data))


def _load(kind: str, memory: int) -> None:
    for library in LIBRARIES.get(kind, LISTING):
        import_module(library)
    _limit(memory)


def _answer(question: dict[str, str], data: bytes) -> bytes:
    """Stories or an error; MemoryError goes up and ends the process."""
    parse = PARSERS.get(question["kind"], _links)
    try:
        return to_json(parse(data, question))
    except MemoryError:
        raise
    except SourceError as error:
        return error_json(error)
    except Exception as error:  # noqa: BLE001  a library's fault over one document stops no other
        return error_json(_fault(error, question["url"]))


def _fault(error: Exception, url: str) -> SourceError:
    what = f"cannot be parsed: {type(error).__name__}: {str(error)[:200]}"
    return SourceError(what, where=url, hint="please report this document")


def _feed(data: bytes, question: dict[str, str]) -> Sequence[Keyed]:
    from briefing.sources.parse.feed import keyed_stories

    return keyed_stories(data, question["url"], source=question["source"])


def _page(data: bytes, question: dict[str, str]) -> Sequence[Keyed]:
    from briefing.sources.parse.page import keyed_page

    return (keyed_page(data, question["url"], source=question["source"]),)


def _mail(data: bytes, question: dict[str, str]) -> Sequence[Keyed]:
    from briefing.sources.parse.mail import keyed_mails

    return keyed_mails(data, source=question["source"], where=question["url"])


def _links(data: bytes, question: dict[str, str]) -> Sequence[Link]:
    from briefing.sources.parse.listings import read_listing

    kind = cast("Listing", question["kind"])
    return read_listing(kind, data, question["url"], question["selector"])


PARSERS: dict[str, Callable[[bytes, dict[str, str]], Sequence[Keyed] | Sequence[Link]]] = {
    "feed": _feed,
    "page": _page,
    "mail": _mail,
}


def _limit(memory: int) -> None:
    """Let the address space grow by `memory` bytes from here, where the system can say so."""
    statm = Path("/proc/self/statm")
    if sys.platform == "win32" or not statm.exists():
        return
    import resource

    used = int(statm.read_text().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (used + memory, hard))

"""The process behind `Reader`: parses one document after the other, under limits."""

from __future__ import annotations

import json
import math
import os
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from traceback import format_exception
from typing import cast

from briefing.errors import SourceError
from briefing.models import OriginKind
from briefing.sources.sandbox.protocol import (
    Answer,
    Failure,
    encode_answer,
    read_frame,
    write_frame,
)
from briefing.sources.sandbox.results import Listing

# A document of each kind, read before the clock starts and the memory is counted: what its
# parser loads when it is first used (libraries, the language model) is no cost of a document.
_SENTENCE = (
    b"The ferry to the island runs again on Monday after six weeks of repairs, the port said."
)
_FEED = b"<rss version='2.0'><channel><title>W</title><item><title>Ferry</title>"
SAMPLES = {
    "feed": _FEED + b"<description>" + _SENTENCE + b"</description></item></channel></rss>",
    "items": _FEED + b"</item></channel></rss>",
    "page": b"<html><title>T</title><article><p>" + _SENTENCE + b"</p></article></html>",
    "mail": b"From: Jo <jo@wire.example>\nSubject: Ferry\n\n" + _SENTENCE,
    "evidence": _SENTENCE,
    "text": _SENTENCE,
    "markdown": _SENTENCE,
    "letters": _SENTENCE,
    "index": b"<html><a href='https://wire.example/'>W</a></html>",
}
LISTING = b"<opml><body/></opml>"
SAMPLE_QUESTION = {
    "url": "",
    "source": "",
    "charset": "",
    "selector": "a",
    "words": "[]",
    "phrases": "[]",
    "of": "text",
}

# The innermost calls of a traceback, where the fault is, stand at its end.
MAX_TRACE_CHARS = 4000

Question = dict[str, str]


def serve(memory: int, seconds: float) -> None:
    """Answer until the parent closes the pipe.

    Each document may take `seconds` of processor time and `memory` bytes over
    what is loaded.
    """
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # no library's print reaches the frames
    while True:
        _limit_time(math.inf)
        try:
            question = json.loads(read_frame(questions))
            _load(question["kind"])
            _limit_memory(memory)
            write_frame(answers, b"loaded")
            data = read_frame(questions)
        except EOFError:
            return
        _limit_time(seconds)
        write_frame(answers, _answer(question, data))


@cache
def _load(kind: str) -> None:
    """Have everything in memory that documents of a kind need."""
    _answer(SAMPLE_QUESTION | {"kind": kind}, SAMPLES.get(kind, LISTING))


def _answer(question: Question, data: bytes) -> bytes:
    """Stories or an error; MemoryError goes up and ends the process."""
    parse = PARSERS.get(question["kind"], _links)
    try:
        return encode_answer(parse(data, question))
    except MemoryError:
        raise
    except SourceError as error:
        failure = Failure(what=error.what, where=error.where, hint=error.hint)
    except Exception as error:  # noqa: BLE001  a library's fault over one document stops no other
        failure = _unexpected(error, question["url"])
    return encode_answer(Answer(failure=failure))


def _unexpected(error: Exception, url: str) -> Failure:
    what = f"cannot be parsed: {type(error).__name__}: {str(error)[:200]}"
    trace = "".join(format_exception(error))[-MAX_TRACE_CHARS:]
    hint = "please report this document"
    return Failure(what=what, where=url, hint=hint, unexpected=True, trace=trace)


def _feed(data: bytes, question: Question) -> Answer:
    from briefing.sources.parse.feed import keyed_stories

    url, charset = question["url"], question["charset"]
    return Answer(stories=keyed_stories(data, url, source=question["source"], charset=charset))


def _items(data: bytes, question: Question) -> Answer:
    from briefing.sources.parse.feed_items import take_apart
    from briefing.sources.sandbox.limits import fit

    markup = fit(data, where=question["url"], charset=question["charset"])
    frame, items = take_apart(markup)
    return Answer(frame=frame, items=items)


def _page(data: bytes, question: Question) -> Answer:
    from briefing.sources.parse.page import keyed_page

    url, charset = question["url"], question["charset"]
    return Answer(stories=(keyed_page(data, url, source=question["source"], charset=charset),))


def _mail(data: bytes, question: Question) -> Answer:
    from briefing.sources.parse.mail import keyed_mails

    return Answer(stories=keyed_mails(data, source=question["source"], where=question["url"]))


def _links(data: bytes, question: Question) -> Answer:
    from briefing.sources.parse.listings import read_listing

    kind = cast("Listing", question["kind"])
    return Answer(links=read_listing(kind, data, question["url"], question["selector"]))


def _evidence(data: bytes, question: Question) -> Answer:
    del question
    from briefing.sources.documents.text import evidence

    return Answer(evidence=evidence(data.decode("utf-8")))


def _text(data: bytes, question: Question) -> Answer:
    from briefing.sources.documents.draft import Batch
    from briefing.sources.documents.text import read_text

    words, phrases = json.loads(question["words"]), json.loads(question["phrases"])
    batch = Batch(words=frozenset(words), phrases=frozenset(phrases))
    return Answer(drafts=read_text(data.decode("utf-8"), batch))


def _markdown(data: bytes, question: Question) -> Answer:
    del question
    from briefing.sources.documents.markdown import read_markdown

    return Answer(drafts=(read_markdown(data.decode("utf-8")),))


def _letters(data: bytes, question: Question) -> Answer:
    from briefing.sources.parse.letters import letters_of

    kind = cast("OriginKind", question["of"])
    return Answer(letters=letters_of(data, kind, charset=question["charset"]))


PARSERS: dict[str, Callable[[bytes, Question], Answer]] = {
    "feed": _feed,
    "items": _items,
    "page": _page,
    "mail": _mail,
    "evidence": _evidence,
    "text": _text,
    "markdown": _markdown,
    "letters": _letters,
}


def _limit_memory(memory: int) -> None:
    """Let the address space grow by `memory` bytes from here, where the system can say so."""
    statm = Path("/proc/self/statm")
    if sys.platform == "win32" or not statm.exists():
        return
    import resource

    used = int(statm.read_text().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (used + memory, hard))


def _limit_time(seconds: float) -> None:
    """End this process after `seconds` more of its own processor time, rounded up to a second.

    How busy the machine is does not count. Windows knows no such limit: there
    the wall limit of the parent stands alone.
    """
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    _, core = resource.getrlimit(resource.RLIMIT_CORE)
    endless = hard if hard != resource.RLIM_INFINITY else math.inf
    soft = min(time.process_time() + seconds, endless)
    limit = resource.RLIM_INFINITY if math.isinf(soft) else math.ceil(soft)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, core))  # the signal would leave a core file

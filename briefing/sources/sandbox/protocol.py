"""What parent and worker say to each other: frames with a length, values as JSON.

The values are `Answer`s, written and read by the codec of the data types, so a
new field of a story needs no change here. Nothing is ever unpickled.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import IO

from briefing.errors import SourceError, VerifyError
from briefing.models import Keyed
from briefing.models.from_plain import from_plain
from briefing.models.plain import to_plain
from briefing.sources.documents.draft import Draft, Evidence
from briefing.sources.parse.feed_items import Frame, Item
from briefing.sources.sandbox.results import ListedLink

# Many times the 10 MB a document may have: what is longer was not written by our worker.
LARGEST_FRAME_BYTES = 256 * 1024 * 1024
_SIZE_BYTES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a document gave nothing: the fields of a SourceError.

    `unexpected` is true for a library's fault, which may concern one item only;
    `trace` then says where it came up.
    """

    what: str
    where: str = ""
    hint: str = ""
    unexpected: bool = False
    trace: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the worker gives back for one document: the fields its question asks for."""

    stories: tuple[Keyed, ...] = ()
    links: tuple[ListedLink, ...] = ()
    frame: Frame | None = None
    items: tuple[Item, ...] = ()
    drafts: tuple[Draft, ...] = ()
    evidence: Evidence | None = None
    letters: str = ""
    failure: Failure | None = None


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Length, then the bytes."""
    stream.write(len(data).to_bytes(_SIZE_BYTES, "big"))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes:
    """The bytes of one frame; EOFError where the other end is gone."""
    size = int.from_bytes(_exactly(stream, _SIZE_BYTES), "big")
    if size > LARGEST_FRAME_BYTES:
        raise EOFError("a frame beyond all measure")
    return _exactly(stream, size)


def encode_answer(answer: Answer) -> bytes:
    """An answer as JSON."""
    return json.dumps(to_plain(answer)).encode()


def decode_answer(data: bytes) -> Answer:
    """The answer of `encode_answer`; SourceError where a process answers anything else."""
    try:
        return from_plain(Answer, json.loads(data), "answer")
    except (ValueError, RecursionError, VerifyError) as error:
        raise SourceError(f"was read by a process that answers nonsense: {error}"[:300]) from error


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise EOFError("the other end is gone")
    return data

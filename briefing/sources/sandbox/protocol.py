"""What parent and worker say to each other: frames with a length, values as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import IO, Any

from briefing.errors import SourceError
from briefing.models import Keyed, Mark, Media, Story
from briefing.sources.sandbox.results import Link

LARGEST = 256 * 1024 * 1024
_SIZE = 8


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Length, then the bytes."""
    stream.write(len(data).to_bytes(_SIZE, "big"))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes:
    """The bytes of one frame; EOFError where the other end is gone."""
    size = int.from_bytes(_exactly(stream, _SIZE), "big")
    if size > LARGEST:
        raise EOFError("a frame beyond all measure")
    return _exactly(stream, size)


def to_json(values: Sequence[Keyed] | Sequence[Link]) -> bytes:
    """Stories or links as JSON."""
    return json.dumps([asdict(one) for one in values], default=_iso).encode()


def error_json(error: SourceError) -> bytes:
    """An error as JSON."""
    return json.dumps({"what": error.what, "where": error.where, "hint": error.hint}).encode()


def stories_of(data: bytes) -> tuple[Keyed, ...]:
    """The stories of `to_json`; raises the SourceError of `error_json`."""
    return tuple(_keyed(fields) for fields in _values(data))


def links_of(data: bytes) -> tuple[Link, ...]:
    """The links of `to_json`; raises the SourceError of `error_json`."""
    return tuple(
        Link(**fields | {"published": _moment(fields["published"])}) for fields in _values(data)
    )


def _values(data: bytes) -> list[dict[str, Any]]:
    found = json.loads(data)
    if isinstance(found, dict):
        raise SourceError(found["what"], where=found["where"], hint=found["hint"])
    assert isinstance(found, list)
    return found


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no JSON form of {type(value).__name__}")


def _keyed(fields: dict[str, Any]) -> Keyed:
    return Keyed(
        story=_story(fields["story"]),
        keys=tuple(fields["keys"]),
        origin_sha256=fields["origin_sha256"],
    )


def _story(fields: dict[str, Any]) -> Story:
    return Story(
        **fields
        | {
            "published": _moment(fields["published"]),
            "updated": _moment(fields["updated"]),
            "embargo": _moment(fields["embargo"]),
            "tags": tuple(fields["tags"]),
            "media": tuple(Media(**one) for one in fields["media"]),
            "marks": tuple(Mark(**one) for one in fields["marks"]),
        }
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise EOFError("the other end is gone")
    return data

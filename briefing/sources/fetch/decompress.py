"""Bodies of HTTP answers, unpacked as they come, and never beyond a limit."""

from __future__ import annotations

import zlib

# The first bytes of a gzip file with deflated content (RFC 1952, 2.3.1).
_GZIP = b"\x1f\x8b\x08"


class TooMuchError(Exception):
    """A body went over the limit."""


class PackedError(ValueError):
    """A body is packed in a way that is not known, or its end is missing."""


class Unpacker:
    """Gathers a body, inflating as it comes, and never beyond the limit."""

    def __init__(self, encoding: str, limit: int) -> None:
        self._limit = limit
        self._received = 0
        self._parts: list[bytes] = []
        self._size = 0
        self._inflate = _inflater(encoding.strip().lower())

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes; TooMuchError as soon as either side is over the limit."""
        self._received += len(chunk)
        if self._received > self._limit:
            raise TooMuchError
        part = self._inflate.decompress(chunk, self._limit + 1) if self._inflate else chunk
        self._size += len(part)
        if self._size > self._limit or (self._inflate and self._inflate.unconsumed_tail):
            raise TooMuchError
        self._parts.append(part)

    def whole(self) -> bytes:
        """The body; PackedError where its packing has no end."""
        if self._inflate and self._received and not self._inflate.eof:
            raise PackedError
        return b"".join(self._parts)


def gunzipped(body: bytes, limit: int) -> bytes:
    """The body; where it is a gzip file itself, such as `sitemap.xml.gz`, what is in it.

    TooMuchError where that is over the limit, PackedError where its end is missing.
    """
    if not body.startswith(_GZIP):
        return body
    unpacker = Unpacker("gzip", limit)
    unpacker.feed(body)
    return unpacker.whole()


def _inflater(encoding: str) -> zlib._Decompress | None:
    """What unpacks this content coding (RFC 9110, 8.4.1); PackedError for others."""
    if encoding in {"", "identity"}:
        return None
    if encoding in {"gzip", "x-gzip", "deflate"}:
        return zlib.decompressobj(wbits=47)
    raise PackedError

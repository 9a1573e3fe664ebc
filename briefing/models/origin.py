"""The bytes a story was read from, and how they were read: what a proof goes back to."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, Self

OriginKind = Literal["feed", "page", "mail", "text", "markdown"]

# zlib's own default: on feeds, level 9 saves 1 % and takes twice the time.
COMPRESSION_LEVEL = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One document as its source sent it.

    `sha256` is the hash of its bytes, hex; `packed` are they, compressed by
    zlib, `size` is how many. `url` is where it lay (for a file, its name in
    the folder), the base of its links. `charset` is what the transport said of
    its letters, "" where it said nothing. `kind` says which parser read it.
    """

    sha256: str
    packed: bytes
    size: int
    kind: OriginKind
    url: str = ""
    charset: str = ""

    @classmethod
    def of(cls, data: bytes, *, kind: OriginKind, url: str = "", charset: str = "") -> Self:
        """The origin that these bytes are."""
        return cls(
            sha256=sha256(data).hexdigest(),
            packed=zlib.compress(data, COMPRESSION_LEVEL),
            size=len(data),
            kind=kind,
            url=url,
            charset=charset,
        )

    @property
    def data(self) -> bytes:
        """The bytes themselves."""
        return zlib.decompress(self.packed)

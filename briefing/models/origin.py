"""The bytes a story was read from, and how they were read: what a proof goes back to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

OriginKind = Literal["feed", "page", "mail", "text", "markdown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One document as its source sent it.

    `sha256` is the hash of `data`, hex. `url` is where it lay (for a file, its
    name in the folder), the base of its links. `charset` is what the transport
    said of its letters, "" where it said nothing. `kind` says which parser read it.
    """

    sha256: str
    data: bytes
    kind: OriginKind
    url: str = ""
    charset: str = ""

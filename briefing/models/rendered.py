"""An edition as readers get it: its views, and the files that go with them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes with a rendering, e.g. a chart shown inline."""

    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """The edition's views. They tell the same stories."""

    subject: str
    preheader: str
    html: str
    text: str
    markdown: str
    attachments: tuple[Attachment, ...] = ()

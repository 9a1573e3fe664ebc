"""The views of an edition, and the files that go with them."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.models.notebook import frame
from briefing.models.plain import Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes with a rendering, e.g. a chart shown inline."""

    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering(Plain):
    """The edition's views. They tell the same stories."""

    subject: str
    preheader: str
    html: str
    text: str
    markdown: str
    attachments: tuple[Attachment, ...] = ()

    def _repr_html_(self) -> str:
        """The mail in a frame of its own, as a notebook shows it."""
        return frame(self.html, self.subject)

"""Pictures in a mail: from their address, sent along, or none, as the theme says."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.models import Attachment
from briefing.rendering.charts import draw
from briefing.rendering.environment import Templates
from briefing.rendering.phrases import Phrases
from briefing.rendering.theme import Theme
from briefing.rendering.views import ChartView, EditionView, FinallyView, PhotoView, TopicView, View

# A photo of a mail has some 100 kB; chosen, not measured.
MAX_PICTURE_BYTES = 2_000_000
# Blocks whose photo is as wide as the text: the letter opens and ends with one.
WIDE = ("lead", "finally")
_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"GIF8", "gif", "image/gif"),
)


class MailPictures:
    """Decides for one edition how each picture is shown, and collects the files that go along."""

    def __init__(
        self, theme: Theme, templates: Templates, t: Phrases, files: Mapping[str, bytes]
    ) -> None:
        self.attachments: list[Attachment] = []
        self._theme, self._templates, self._t = theme, templates, t
        self._files = files

    def place(self, view: EditionView) -> EditionView:
        """The edition with the source of every picture filled in.

        Where there are too many photos, the wide ones are shown and then the first.
        """
        pictured = [block for block in view.blocks if getattr(block, "photo", None)]
        pictured.sort(key=lambda block: block.kind not in WIDE)
        shown = pictured[: self._theme.max_photos]
        return replace(view, blocks=tuple(self._block(block, shown) for block in view.blocks))

    def _block(self, block: View, shown: Sequence[View]) -> View:
        if isinstance(block, ChartView):
            return self._chart(block)
        if isinstance(block, TopicView | FinallyView) and block.photo and block in shown:
            return replace(block, photo=self._photo(replace(block.photo, wide=block.kind in WIDE)))
        return block

    def _chart(self, chart: ChartView) -> ChartView:
        if self._theme.images == "none":
            return chart
        number = len(self.attachments) + 1
        drawn, files = draw(chart, number, self._theme, self._templates, self._t)
        self.attachments += files
        return drawn

    def _photo(self, photo: PhotoView) -> PhotoView:
        if self._theme.images == "remote":
            return replace(photo, src=photo.url)
        data = self._files.get(photo.url, b"") if self._theme.images == "cid" else b""
        kind = picture_kind(data)
        if kind is None:
            return photo
        name = f"picture-{len(self.attachments) + 1}.{kind[0]}"
        self.attachments.append(Attachment(name=name, content_type=kind[1], data=data))
        return replace(photo, src=f"cid:{name}")


def picture_kind(data: bytes) -> tuple[str, str] | None:
    """Ending and media type of a picture, by its first bytes; None where it is none, or too big."""
    if len(data) > MAX_PICTURE_BYTES:
        return None
    return next((kind[1:] for kind in _KINDS if data.startswith(kind[0])), None)


def standalone(html: str, attachments: Sequence[Attachment]) -> str:
    """The HTML with the files that go along written into it: for a browser, not for mail."""
    for file in attachments:
        data = base64.b64encode(file.data).decode("ascii")
        html = html.replace(f'"cid:{file.name}"', f'"data:{file.content_type};base64,{data}"')
    return html

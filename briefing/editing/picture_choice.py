"""The editor's choice of a photo: another of the topic's own, with the point to show, or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from briefing.models import Media, Story

NO_PICTURE = "none"
_FOCUS_MARK = " @"


@dataclass(frozen=True, slots=True)
class PictureChoice:
    """The address of a photo, "" for none; `focus` in per cent from its left and upper edge."""

    url: str
    focus: tuple[int, int] | None = None

    @classmethod
    def of(cls, value: str) -> PictureChoice | None:
        """What the value of a decision says; None where it says nothing that can be meant."""
        url, mark, point = value.strip().partition(_FOCUS_MARK)
        focus = _point(point) if mark else None
        if not url or (mark and (focus is None or url == NO_PICTURE)):
            return None
        return cls("" if url == NO_PICTURE else url, focus)

    def written(self) -> str:
        """The choice as the value of a decision."""
        point = f"{_FOCUS_MARK}{self.focus[0]},{self.focus[1]}" if self.focus else ""
        return f"{self.url or NO_PICTURE}{point}"

    def among(self, stories: Iterable[Story]) -> tuple[Story, Media] | None:
        """The photo chosen, of the first of these stories that has it; None where none does."""
        photos = ((story, media) for story in stories for media in story.media)
        return next(
            (
                (story, replace(media, focus=self.focus))
                for story, media in photos
                if media.kind == "photo" and media.url and media.url == self.url
            ),
            None,
        )


def _point(text: str) -> tuple[int, int] | None:
    """`30,60` as two per cents; None where it is no such pair."""
    x, comma, y = text.partition(",")
    numbers = [part.strip() for part in (x, y)]
    if not comma or not all(part.isascii() and part.isdecimal() for part in numbers):
        return None
    across, down = (int(part[:4]) for part in numbers)
    return (across, down) if across <= 100 and down <= 100 else None

"""The picture of a page where it is shared: 1200 × 630, a photo or a chart beside the headline.

An SVG template, drawn by vl-convert, which shapes every script. Without that library
(extra `charts`) there is none.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from briefing.errors import RenderError
from briefing.rendering.charts import can_draw, in_few_colors
from briefing.rendering.environment import templates_in
from briefing.rendering.theme import Theme
from briefing.rendering.views import BarView

# What networks ask for: 1.91 to 1.
CARD_PIXELS = (1200, 630)
# How wide a letter is, of its height: of Latin and Arabic ones, and of those of East Asia.
LETTER_SHARE, WIDE_LETTER_SHARE = 0.54, 1.0
# The largest that fits is taken.
HEADLINE_PIXELS = (76, 68, 60, 52, 46)
# What the card's height holds of the smallest size; chosen.
MOST_LINES = 5
# Seen at 600 pixels in a list of links, more bars have no names that can be read; chosen.
MOST_BARS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords:
    """What the card says. `photo` are the bytes of a picture, `bars` the chart of the day.

    `focus` is the point of the photo that must be seen, in percent.
    """

    newsletter: str
    headline: str
    line: str
    direction: str
    photo: bytes = b""
    photo_kind: str = ""
    focus: tuple[int, int] | None = None
    bars: Sequence[BarView] = ()
    chart_title: str = ""


def share_card(words: CardWords, theme: Theme, *, templates: Path | None = None) -> bytes:
    """The card as PNG; b"" where the library is not installed. RenderError: none came of it."""
    if not can_draw():
        return b""
    room = 560 if words.photo or words.bars else 1040
    size, lines = fitted(words.headline, room)
    photo = base64.b64encode(words.photo).decode("ascii")
    values = {
        "words": words,
        "theme": theme,
        "size": size,
        "lines": lines,
        "bars": words.bars[:MOST_BARS],
        "chart_lines": wrapped(words.chart_title, 26, 440)[:2],
        "align": _aligned(words.focus),
        "photo": f"data:{words.photo_kind};base64,{photo}" if words.photo else "",
    }
    svg = templates_in(templates).render("web/site/card.svg", values)
    try:
        png = bytes(import_module("vl_convert").svg_to_png(svg, scale=1.0))
    except ValueError as error:
        raise RenderError(f"cannot be drawn: {error}", where="web/site/card.svg") from error
    return in_few_colors(png, photo=bool(words.photo))


def _aligned(focus: tuple[int, int] | None) -> str:
    """Which part of a photo stays where it is cut to the card, as SVG says it."""
    if focus is None:
        return "xMidYMid"
    parts = ("Min" if at < 33 else "Max" if at > 66 else "Mid" for at in focus)
    return "x{}Y{}".format(*parts)


def fitted(headline: str, width: int) -> tuple[int, tuple[str, ...]]:
    """The size in pixels and the lines of a headline; what does not fit the smallest ends in …."""
    for size in HEADLINE_PIXELS:
        lines = wrapped(headline, size, width)
        if len(lines) <= MOST_LINES and len(lines) * size * 1.18 <= 400:
            return size, lines
    kept = lines[:MOST_LINES]
    return size, (*kept[:-1], f"{kept[-1].rstrip('.,;: ')}…")


def wrapped(text: str, size: int, width: int) -> tuple[str, ...]:
    """The text in lines of so many pixels at most, by the width letters commonly have."""
    lines: list[str] = []
    for word in _breakable(text):
        longer = f"{lines[-1]}{word}" if lines else word
        if lines and _width(longer.rstrip(), size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(line.strip() for line in lines if line.strip())


def _breakable(text: str) -> list[str]:
    """Where a line may end: behind blanks, and behind each letter that is as wide as it is high."""
    parts: list[str] = [""]
    for letter in text:
        parts[-1] += letter
        if letter == " " or _is_wide(letter):
            parts.append("")
    return parts


def _is_wide(letter: str) -> bool:
    return "\u1100" <= letter <= "\u11ff" or "\u2e80" <= letter <= "\ud7ff" or letter >= "\uff00"


def _width(text: str, size: int) -> float:
    return sum(WIDE_LETTER_SHARE if _is_wide(sign) else LETTER_SHARE for sign in text) * size

"""Outlook's columns get the room their section leaves.

Outlook on Windows lays out what stands in conditional comments, and takes the width of a cell as
it is said. mrml says the width of the whole section there, whatever padding the section has, so
a column inside gutters of 40 would be 80 pixels too wide; official MJML says what is left
(mjmlio/mjml #2092, #737, #918). Percentages for other programs stay as they are: a column of
fixed width would not fit a phone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENING, _CLOSING = "<!--[if mso | IE]>", "<![endif]-->"
_TABLE = re.compile(r"<(/?)table\b[^<>]*>")
_SECTION_WIDTH = re.compile(r'(?<= width=")\d+(?=")|(?<= style="width:)\d+(?=px;)')
_WRAPPER_CELL = re.compile(r'<td width="\d+px"')
_COLUMN_CELL = re.compile(r"(vertical-align:\w+;width:)([\d.]+)px")
_FIXED_COLUMN = re.compile(r'\s*<div class="mj-outlook-group-fix mj-column-px-')
_SECTION_CELL = re.compile(r'<td style="(direction:[^"]*)"')
_SIDE_PIXELS = re.compile(r"(?<![\d.])(?:\d+(?:\.\d+)?(?=px)|0)")


@dataclass(slots=True)
class _Box:
    """A table Outlook lays out: its width, what is left inside, and what mrml took that for."""

    width: float
    inside: float
    written_inside: float


def fit_outlook_columns(html: str) -> str:
    """The HTML of mrml in which no cell for Outlook is wider than what holds it."""
    first, *pieces = html.split(_OPENING)
    boxes: list[_Box] = []
    fitted = [first]
    for piece in pieces:
        comment, closing, rest = piece.partition(_CLOSING)
        is_fixed = bool(_FIXED_COLUMN.match(rest))
        comment, opened = _fitted(comment, boxes, is_fixed=is_fixed)
        cell = _SECTION_CELL.search(rest) if opened else None
        if cell:
            _pad(boxes[-1], cell[1])
        fitted += [_OPENING, comment, closing, rest]
    return "".join(fitted)


def _fitted(comment: str, boxes: list[_Box], *, is_fixed: bool) -> tuple[str, bool]:
    """A comment with its widths put right, and whether it opens a section."""
    opened, parts, place = False, [], 0
    for table in _TABLE.finditer(comment):
        parts.append(_cells(comment[place : table.start()], boxes, is_fixed=is_fixed))
        place = table.end()
        if table[1]:
            parts.append(table[0])
            del boxes[-1:]
            continue
        said = _SECTION_WIDTH.search(table[0])
        opened = said is not None
        boxes.append(_box(float(said[0]) if said else 0.0, boxes))
        parts.append(_SECTION_WIDTH.sub(_pixels(boxes[-1].width), table[0]))
    parts.append(_cells(comment[place:], boxes, is_fixed=is_fixed))
    return "".join(parts), opened


def _box(written: float, boxes: list[_Box]) -> _Box:
    """A table without a width is as wide as what holds it."""
    if boxes:
        outer = boxes[-1]
        return _Box(outer.inside, outer.inside, written or outer.written_inside)
    return _Box(written, written, written)


def _cells(text: str, boxes: list[_Box], *, is_fixed: bool) -> str:
    """Cells in the innermost table: a wrapper's takes all of it, a column's its share."""
    if not boxes:
        return text
    box = boxes[-1]
    text = _WRAPPER_CELL.sub(f'<td width="{_pixels(box.inside)}px"', text)
    if is_fixed or not box.written_inside:
        return text
    share = box.inside / box.written_inside
    return _COLUMN_CELL.sub(lambda cell: f"{cell[1]}{_pixels(float(cell[2]) * share)}px", text)


def _pad(box: _Box, style: str) -> None:
    """Take off the padding of a section; mrml knows it where a side is named, not in short."""
    said = dict(part.split(":", 1) for part in style.split(";") if ":" in part)
    four = _numbers(said.get("padding", "")) or [0.0]
    right = four[1] if len(four) > 1 else four[0]
    short = {"left": four[3] if len(four) > 3 else right, "right": right}
    for side, width in short.items():
        named = _numbers(said.get(f"padding-{side}", ""))
        box.inside -= named[0] if named else width
        box.written_inside -= named[0] if named else 0.0


def _numbers(sides: str) -> list[float]:
    return [float(number) for number in _SIDE_PIXELS.findall(sides)]


def _pixels(width: float) -> str:
    return f"{round(width, 2):g}"

"""Mail programs as far as they can be played: what each does to HTML before it shows it."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator

import lxml.html
from playwright.sync_api import Page

# Gmail shows so much of a mail and cuts the rest off.
GMAIL_CLIP_BYTES = 102 * 1024
_FOR_OUTLOOK = re.compile(
    r"<!--\[if (?:mso \| IE|mso|gte mso 9|lte mso 11)\]>(.*?)<!\[endif\]-->", re.S
)
_NOT_FOR_OUTLOOK = re.compile(r"<!--\[if !mso.*?\]><!-->.*?<!--<!\[endif\]-->", re.S)
_STYLE = re.compile(r"<style\b.*?</style>", re.S)
_WIDTH = re.compile(r"(?:^|;)\s*width:\s*([\d.]+)px")
# Word takes the width of a cell as it is said: its table grows where that is too much.
_LITERAL = "td[style*='vertical-align:top;width:']"
LITERAL_CELLS = f"""() => {{
  for (const cell of document.querySelectorAll("{_LITERAL}"))
    cell.style.minWidth = cell.style.maxWidth = cell.style.width;
  const boxes = [...document.querySelectorAll('table')].map((one) => one.getBoundingClientRect());
  return Math.max(...boxes.map((box) => box.width));
}}"""
# Each text that is seen, with its colour and the nearest ground behind it.
TEXT_COLORS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const clear = 'rgba(0, 0, 0, 0)';
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement, box = parent.getBoundingClientRect();
    if (!walker.currentNode.data.trim() || box.width < 2 || box.height < 2) continue;
    let ground = parent;
    while (ground && getComputedStyle(ground).backgroundColor === clear)
      ground = ground.parentElement;
    const behind = ground ? getComputedStyle(ground).backgroundColor : 'rgb(255, 255, 255)';
    found.push([walker.currentNode.data.trim(), getComputedStyle(parent).color, behind]);
  }
  return found;
}"""


def as_outlook(html: str) -> str:
    """What Word lays out: comments for it opened, what is not for it gone, no style for screens."""
    opened = _FOR_OUTLOOK.sub(r"\1", _NOT_FOR_OUTLOOK.sub("", html))
    return re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", opened)


def without_styles(html: str) -> str:
    """What Gmail shows with other accounts, and ProtonMail: no style element at all."""
    return _STYLE.sub("", html)


def overfull_cells(html: str) -> Iterator[str]:
    """Rows whose cells together are wider than the room their table has, as Outlook reads it."""
    for row in lxml.html.fromstring(as_outlook(html)).iter("tr"):
        wanted = sum(_width(cell) or 0.0 for cell in row.iterchildren("td"))
        room = _room(row.getparent())
        if wanted > room + 0.01:
            yield f"{wanted:g} in {room:g}: {row.text_content().strip()[:60]!r}"


def overwide_pictures(html: str) -> Iterator[str]:
    """Pictures that say a larger width than the room they stand in."""
    for picture in lxml.html.fromstring(as_outlook(html)).iter("img"):
        width, room = float(picture.get("width", "0")), _room(picture.getparent())
        if width > room + 0.01:
            yield f"{width:g} in {room:g}"


def cell_widths(html: str) -> list[str]:
    """The widths of all columns in comments for Outlook, in order."""
    comments = re.findall(r"<!--\[if mso \| IE\]>(.*?)<!\[endif\]-->", html, re.S)
    found = (re.findall(r"<td[^>]*?vertical-align:\w+;width:([\d.]+)px", each) for each in comments)
    return [width for widths in found for width in widths]


def _width(element: lxml.html.HtmlElement) -> float | None:
    """The width an element says for itself in pixels, if it does."""
    said = _WIDTH.search(element.get("style", ""))
    attribute = element.get("width", "").removesuffix("px")
    if said:
        return float(said[1])
    return float(attribute) if attribute.isdigit() else None


def _room(element: lxml.html.HtmlElement | None) -> float:
    """The pixels inside an element: its own width or its parent's room, less its padding."""
    if element is None:
        return float("inf")
    width = _width(element)
    return (_room(element.getparent()) if width is None else width) - _padding(element)


def _padding(element: lxml.html.HtmlElement) -> float:
    said = re.search(r"(?:^|;)\s*padding:([^;]+)", element.get("style", ""))
    if element.tag != "td" or not said:
        return 0.0
    four = [float(part.removesuffix("px")) for part in said[1].split()]
    right = four[1] if len(four) > 1 else four[0]
    return right + (four[3] if len(four) > 3 else right)


def as_hex(color: str) -> str:
    """`rgb(1, 2, 3)` as `#010203`."""
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", color)[:3])


def inverted(color: str, *, ground: bool, full: bool) -> str:
    """A colour as a mail program's own dark mode makes it: lightness turned round.

    A partial inversion turns light grounds and dark texts only.
    """
    red, green, blue = (int(part) / 255 for part in re.findall(r"\d+", color)[:3])
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    turns = full or (light > 0.5) is ground
    parts = colorsys.hls_to_rgb(hue, 1 - light if turns else light, saturation)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def text_colors(page: Page) -> list[tuple[str, str, str]]:
    """Each text that is seen, its colour and its ground."""
    return [(text, color, ground) for text, color, ground in page.evaluate(TEXT_COLORS)]

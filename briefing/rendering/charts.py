"""The chart of the day as pictures: a Vega-Lite template, drawn by vl-convert at twice its size.

Pillow brings each down to 64 colours, a tenth of its bytes: a chart has two and the
steps between them. Without these libraries (extra `charts`) there is no picture, and
the templates show the numbers as a table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from briefing.config.colors import contrast
from briefing.errors import RenderError
from briefing.models import Attachment
from briefing.rendering.environment import Templates
from briefing.rendering.phrases import Phrases
from briefing.rendering.theme import Theme
from briefing.rendering.views import ChartView

# Drawn 480 wide and shown at 350 on a phone, letters of 17 are still 12 high.
WIDTH_PIXELS = 480
# See above: 12 on a phone.
LETTER_PIXELS = 17
# Two colours and the steps between them at the edges of letters and bars.
MOST_COLORS = 64
# Twice as fine, for screens that have two dots a pixel; a chart of many bars less, to stay small.
PICTURE_SCALE = 2
PICTURE_SCALES = (PICTURE_SCALE, 1.5, 1.25, 1)
# Two of them go with each mail; what a picture of a few bars needs, twice. Chosen.
MOST_CHART_BYTES = 8_000

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_REMOTE = {"url", "href"}
Drawn = tuple[ChartView, tuple[Attachment, ...]]


def can_draw() -> bool:
    """Whether the libraries that draw charts are installed."""
    return all(find_spec(name) is not None for name in ("vl_convert", "PIL"))


def draw(chart: ChartView, number: int, theme: Theme, templates: Templates, t: Phrases) -> Drawn:
    """The chart with a picture for light and one for dark, and these as PNG.

    Nothing is drawn, and the chart comes back as it is, where the library is
    not installed or no template can have that name. `RenderError` where the
    template is no Vega-Lite.
    """
    if not can_draw() or not _NAME.fullmatch(chart.spec):
        return chart, ()
    name = f"charts/{chart.spec}.vl.json"
    pictures = tuple(
        Attachment(
            name=f"chart-{number}-{scheme}.png",
            content_type="image/png",
            data=_png(templates.render(name, _values(chart, palette, theme, t)), name, ground),
        )
        for (scheme, palette), ground in zip(
            palettes(theme).items(), (None, theme.dark.card), strict=True
        )
    )
    light, dark = (picture.name for picture in pictures)
    # Outlook takes the width as it is said, also in a narrow letter.
    width = min(WIDTH_PIXELS, theme.width - 2 * theme.narrow_gutter)
    return replace(chart, light=light, dark=dark, width=width), pictures


def palettes(theme: Theme) -> dict[str, dict[str, str]]:
    """Colours by scheme.

    The light picture has no ground and stays readable where a mail program darkens the page.
    The dark one has its own: some lay white behind a picture that is pointed at.
    """
    light, dark = theme.light, theme.dark
    return {
        "light": {
            "ink": darkest_safe(light.ink, dark.ink, ground=light.card),
            "accent": darkest_safe(light.accent, dark.accent, ground=light.card),
        },
        "dark": {"ink": dark.ink, "accent": dark.accent},
    }


def _values(
    chart: ChartView, palette: Mapping[str, str], theme: Theme, t: Phrases
) -> dict[str, Any]:
    rtl = theme.in_direction(t.direction) == "rtl"
    rows = [
        {"row": row, "label": bar.label, "value": bar.value, "shown": t.decimal(bar.value)}
        for row, bar in enumerate(chart.bars)
    ]
    return {
        "rows": rows,
        "width": WIDTH_PIXELS,
        "size": LETTER_PIXELS,
        "rtl": rtl,
        "start": "right" if rtl else "left",
        "palette": palette,
        "font": theme.fonts.label,
        "chart": chart,
    }


def _png(spec: str, name: str, ground: str | None) -> bytes:
    """The picture of a spec, on a ground of that colour where it brings none of its own."""
    try:
        data = json.loads(spec)
    except ValueError as error:
        raise RenderError(f"gives no JSON: {error}", where=name) from error
    if any(key in _REMOTE for key in _keys(data)):
        hint = "put the values into the template"
        raise RenderError("names an address; a chart loads nothing", where=name, hint=hint)
    if isinstance(data, dict) and data.get("background") is None:
        data["background"] = ground
    return _drawn(json.dumps(data, sort_keys=True), name)


@lru_cache(maxsize=8)
def _drawn(spec: str, name: str) -> bytes:
    """The finest picture that is small enough; the coarsest where none is."""
    pictures = (in_few_colors(_at_scale(spec, name, scale)) for scale in PICTURE_SCALES)
    picture = next(pictures)
    while len(picture) > MOST_CHART_BYTES and (coarser := next(pictures, None)):
        picture = coarser
    return picture


def _at_scale(spec: str, name: str, scale: float) -> bytes:
    library = import_module("vl_convert")
    try:
        return bytes(library.vegalite_to_png(spec, scale=scale, allowed_base_urls=[]))
    except ValueError as error:
        lines = str(error).splitlines()
        raise RenderError(f"cannot be drawn: {' '.join(lines[:2])}", where=name) from error


def in_few_colors(png: bytes, *, photo: bool = False) -> bytes:
    """The picture with a palette: the colours a reader sees, at a tenth of the bytes.

    A photo gets all that a palette has, and dots between them.
    """
    from PIL import Image

    written = BytesIO()
    with Image.open(BytesIO(png)) as picture:
        few = (
            picture.convert("RGB").quantize(method=Image.Quantize.MEDIANCUT)
            if photo
            else picture.quantize(
                MOST_COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
            )
        )
        few.save(written, "PNG", optimize=True)
    return written.getvalue()


def _keys(data: Any) -> Iterator[str]:
    """Every key of a JSON value, at any depth."""
    if isinstance(data, dict):
        yield from data
    for value in (
        data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    ):
        yield from _keys(value)


def darkest_safe(first: str, second: str, *, ground: str, at_least: float = 4.5) -> str:
    """The last colour on the way from `first` to `second` that is readable on `ground`."""
    steps = [_mixed(first, second, share / 20) for share in range(21)]
    safe = [color for color in steps if contrast(color, ground) >= at_least]
    return safe[-1] if safe else first


def _mixed(first: str, second: str, share: float) -> str:
    pairs = [(int(first[at : at + 2], 16), int(second[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(start + (end - start) * share):02x}" for start, end in pairs)

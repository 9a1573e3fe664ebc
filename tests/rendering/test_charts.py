"""The chart of the day, and pictures in general."""

from __future__ import annotations

import math
import re
import struct
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from briefing.config.colors import contrast
from briefing.errors import RenderError
from briefing.models import Bar, Chart, Edition, Rendering
from briefing.pipeline.chart_data import MOST_BARS
from briefing.rendering import Theme, render
from briefing.rendering.charts import PICTURE_SCALE, WIDTH_PIXELS, can_draw
from briefing.rendering.mail_pictures import standalone
from tests.rendering.read import Page
from tests.rendering.sample import sample_edition

PHOTO = "https://pictures.example.org/offices.jpg"
MOST_BYTES = 8_000
JPEG = b"\xff\xd8\xff\xe0" + bytes(40)
needs_charts = pytest.mark.skipif(not can_draw(), reason="needs the extra `charts`")


def with_chart(**changes: object) -> Edition:
    edition = sample_edition()
    blocks = (
        replace(block, **changes) if isinstance(block, Chart) else block  # type: ignore[arg-type]
        for block in edition.blocks
    )
    return replace(edition, blocks=tuple(blocks))


def pictures(rendering: Rendering) -> list[dict[str, str | None]]:
    return [attrs for tag, attrs in Page(rendering.html).tags if tag == "img"]


@needs_charts
@pytest.mark.parametrize("spec", ["coverage", "sources", "csv"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_shipped_chart_is_drawn_for_light_and_dark(spec: str, language: str) -> None:
    rendering = render(replace(with_chart(spec=spec), language=language))
    assert [file.content_type for file in rendering.attachments] == ["image/png", "image/png"]
    for file in rendering.attachments:
        (width,) = struct.unpack(">I", file.data[16:20])
        assert abs(width - PICTURE_SCALE * WIDTH_PIXELS) <= PICTURE_SCALE
        assert len(file.data) <= MOST_BYTES
    assert [f"cid:{file.name}" in rendering.html for file in rendering.attachments] == [True, True]
    assert len({file.data for file in rendering.attachments}) == 2


@needs_charts
@pytest.mark.parametrize("spec", ["coverage", "sources", "csv"])
def test_the_dark_picture_has_a_ground_and_the_light_one_has_none(spec: str) -> None:
    from PIL import Image

    light, dark = (
        Image.open(BytesIO(file.data)).convert("RGBA")
        for file in render(with_chart(spec=spec)).attachments
    )
    assert light.getextrema()[3][0] == 0
    assert dark.getextrema()[3] == (255, 255)
    seen = "#{:02x}{:02x}{:02x}".format(*dark.getpixel((0, dark.height - 1))[:3])
    assert contrast(seen, Theme().dark.card) < 1.02


@needs_charts
def test_many_bars_and_letters_of_any_script_stay_small() -> None:
    labels = (
        "Deployment of troops along the border",
        "消费者物价指数",
        "أسعار الفائدة",
        "Überwachung",
    )
    bars = tuple(Bar(label=labels[n % 4], value=float(41 - n)) for n in range(MOST_BARS))
    for file in render(with_chart(bars=bars)).attachments:
        assert len(file.data) <= MOST_BYTES


@needs_charts
def test_a_chart_is_described_with_its_numbers() -> None:
    texts = [attrs["alt"] for attrs in pictures(render(sample_edition())) if attrs["alt"]]
    assert (
        texts.count("Stories a topic, last 14 days: Deployment 41, Roads 28, Trade talks 12") == 2
    )


def test_the_numbers_are_a_table_where_pictures_are_not_wanted() -> None:
    rendering = render(sample_edition(), Theme.from_values({"images": "none"}))
    assert pictures(rendering) == []
    assert rendering.attachments == ()
    assert re.search(r">Deployment</td>.*>41</td>", rendering.html)


def test_what_is_no_number_is_left_out() -> None:
    bars = (Bar(label="a", value=math.nan), Bar(label="b", value=math.inf), Bar(label="c", value=3))
    theme = Theme.from_values({"images": "none"})
    assert "- c: 3" in render(with_chart(bars=bars), theme).text
    assert "- a" not in render(with_chart(bars=bars), theme).text
    assert "CHART" not in render(with_chart(bars=bars[:2]), theme).text


def test_a_name_that_is_no_template_name_draws_nothing() -> None:
    rendering = render(with_chart(spec="../../mjml/base"))
    assert rendering.attachments == ()
    assert ">41</td>" in rendering.html


@needs_charts
@pytest.mark.parametrize(
    ("source", "why"),
    [
        ('{"mark": ', "gives no JSON"),
        ('{"data": {"url": "file:///etc/passwd"}, "mark": "bar"}', "names an address"),
        ('{"mark": 1, "data": {"values": []}}', "cannot be drawn"),
        ("{{ nobody }}", "undefined"),
    ],
)
def test_a_faulty_chart_template_is_named(tmp_path: Path, source: str, why: str) -> None:
    (tmp_path / "charts").mkdir()
    (tmp_path / "charts" / "coverage.vl.json").write_text(source)
    with pytest.raises(RenderError, match=why) as caught:
        render(sample_edition(), templates=tmp_path)
    assert "charts/coverage.vl.json" in caught.value.where


@needs_charts
def test_values_at_the_edges_are_drawn() -> None:
    for bars in (
        (Bar(label="a", value=1e308), Bar(label="b", value=-1e300)),
        (Bar(label="a", value=0),),
    ):
        for spec in ("coverage", "sources"):
            assert len(render(with_chart(bars=bars, spec=spec)).attachments) == 2


@needs_charts
def test_hostile_labels_are_labels() -> None:
    bars = (Bar(label='"},"url":"file:///x', value=1.0), Bar(label="</script>{{ 1 }}", value=-2.5))
    rendering = render(with_chart(bars=bars))
    assert len(rendering.attachments) == 2
    assert "</script>{{ 1 }} -2.5" in str(pictures(rendering)[-1]["alt"])


def test_the_light_picture_can_be_read_in_a_darkened_mail_too() -> None:
    from briefing.rendering.charts import palettes

    theme = Theme()
    for color in palettes(theme)["light"].values():
        assert contrast(color, theme.light.card) >= 4.5
        assert contrast(color, theme.dark.card) >= 3


def test_remote_pictures_are_https_with_text_and_width() -> None:
    photo = pictures(render(sample_edition()))[0]
    assert (photo["src"], photo["width"]) == (PHOTO, "560")
    assert photo["alt"] == "Photo"  # the caption stands below it, once


def test_pictures_sent_along() -> None:
    theme = Theme.from_values({"images": "cid"})
    rendering = render(sample_edition(), theme, pictures={PHOTO: JPEG})
    assert pictures(rendering)[0]["src"] == "cid:picture-1.jpg"
    assert rendering.attachments[0].content_type == "image/jpeg"
    assert PHOTO not in rendering.html


@pytest.mark.parametrize("data", [b"<svg onload=x>", b"", JPEG + bytes(2_000_000)])
def test_what_is_no_fit_picture_leaves_no_caption_behind(data: bytes) -> None:
    theme = Theme.from_values({"images": "cid"})
    rendering = render(sample_edition(), theme, pictures={PHOTO: data})
    assert all("picture" not in file.name for file in rendering.attachments)
    assert "Offices stay lit" not in rendering.html
    assert "Offices stay lit" in rendering.text
    assert PHOTO not in rendering.html


@needs_charts
def test_a_page_for_the_browser_holds_its_pictures() -> None:
    rendering = render(sample_edition())
    page = standalone(rendering.html, rendering.attachments)
    assert "cid:" not in page
    assert page.count("data:image/png;base64,") == 2

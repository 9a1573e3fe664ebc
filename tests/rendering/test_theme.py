"""Themes: what config may say, and what is refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.config.colors import contrast
from briefing.errors import InputError
from briefing.rendering import Theme, render
from briefing.rendering.charts import darkest_safe
from tests.rendering.sample import sample_edition

colors = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def test_both_shipped_themes_are_readable() -> None:
    for name in ("balance", "compact"):
        theme = Theme.from_values({"name": name})
        assert theme.light.faint_pairs() == theme.dark.faint_pairs() == ()


def test_a_faint_pair_is_refused_and_named() -> None:
    with pytest.raises(InputError) as caught:
        Theme.from_values({"light": {"muted": "#bbbbbb"}, "dark": {"link": "#223344"}})
    light, dark = str(caught.value).splitlines()
    assert light.startswith(
        "theme.light: a contrast of at least 4.5 is expected: muted on page has"
    )
    assert dark.count("link on") == 3


def test_every_fault_is_named_at_once() -> None:
    values = {
        "name": "loud",
        "width": "wide",
        "colour": 1,
        "logo": "http://logo.example/x.png",
        "fonts": {"text": "Georgia; } body { x"},
        "light": {"ink": "black", "paper": "#ffffff"},
        "dark": 7,
    }
    with pytest.raises(InputError) as caught:
        Theme.from_values(values)
    for key in (
        "name",
        "width",
        "colour",
        "logo",
        "fonts.text",
        "light.ink",
        "light.paper",
        "dark",
    ):
        assert f"theme.{key}:" in str(caught.value)


def test_values_reach_the_html() -> None:
    values = {
        "width": 600,
        "logo": "https://logo.example/x.png",
        "fonts": {"heading": "Palatino, serif"},
        "light": {"accent": "#7a1f5c"},
    }
    html = render(sample_edition(), Theme.from_values(values)).html
    assert "max-width:600px" in html
    assert "https://logo.example/x.png" in html
    assert "Palatino, serif" in html
    assert "#7a1f5c" in html
    assert "#a5121c" not in html


def test_fonts_of_a_theme_made_by_hand_are_checked_too() -> None:
    from briefing.rendering.theme import Fonts

    with pytest.raises(InputError, match="font"):
        render(sample_edition(), Theme(fonts=Fonts(text='x"><script>')))


def test_no_font_is_linked() -> None:
    theme = Theme.from_values({"fonts": {"text": "Roboto, Ubuntu, Lato, sans-serif"}})
    html = render(sample_edition(), theme).html
    assert not re.search(r"googleapis|@import|<link", html)


@given(first=colors, second=colors)
def test_contrast_is_symmetric_and_within_its_scale(first: str, second: str) -> None:
    assert contrast(first, second) == contrast(second, first)
    assert 1 <= contrast(first, second) <= 21.01


@given(other=colors)
def test_a_safe_colour_stays_readable(other: str) -> None:
    assert contrast(darkest_safe("#000000", other, ground="#ffffff"), "#ffffff") >= 4.5

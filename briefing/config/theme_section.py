"""The `theme:` section: colours in light and dark, faces, sizes, direction, pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, ValidationError, model_validator

from briefing.config.colors import contrast
from briefing.config.fault_words import expected
from briefing.config.section import ConfigSection
from briefing.errors import InputError

# WCAG 2.2, 1.4.3, level AA.
MIN_CONTRAST = 4.5
FAMILIES = re.compile(r"[\w ,'\-]{1,200}")
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_PICTURE = re.compile(r"https://[^\s\"'<>\\]{4,2000}")
_TEXTS = ("ink", "muted", "accent", "link")
_GROUNDS = ("page", "card", "callout")


def faint_pairs(colors: Mapping[str, str]) -> tuple[tuple[str, str, float], ...]:
    """Text and ground that are too close to read: both names and their contrast."""
    pairs = [(text, ground) for text in _TEXTS for ground in _GROUNDS]
    ratios = [(*pair, contrast(colors[pair[0]], colors[pair[1]])) for pair in pairs]
    return tuple(entry for entry in ratios if entry[2] < MIN_CONTRAST)


def _color(value: str) -> str:
    if not _HEX.fullmatch(value):
        raise ValueError('a colour such as "#1a1a1a" is expected, in quotation marks')
    return value


def _families(value: str) -> str:
    if not FAMILIES.fullmatch(value):
        raise ValueError("font families with commas between them are expected: Georgia, serif")
    return value


def _picture(value: str) -> str:
    if not _PICTURE.fullmatch(value):
        raise ValueError("the https address of a picture is expected")
    return value


Color = Annotated[str, AfterValidator(_color)]
Families = Annotated[str, AfterValidator(_families)]


class ColorsConfig(ConfigSection):
    """One colour scheme; text on any of the grounds has a contrast of at least 4.5.

    `page` lies around the `card` the edition stands on, `callout` behind
    "why it matters". `ink`, `muted`, `accent` and `link` are text on them.
    """

    page: Color
    card: Color
    callout: Color
    ink: Color
    muted: Color
    rule: Color
    accent: Color
    link: Color

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        faint = faint_pairs(self.model_dump())
        if faint:
            pairs = (f"{text} on {ground} has {ratio:.2f}" for text, ground, ratio in faint)
            raise ValueError(
                f"a contrast of at least {MIN_CONTRAST} is expected: {', '.join(pairs)}"
            )
        return self


class LightColors(ColorsConfig):
    """What the mail looks like unless the reader prefers the dark."""

    page: Color = "#f3f0ea"
    card: Color = "#ffffff"
    callout: Color = "#faf5ec"
    ink: Color = "#1a1a1a"
    muted: Color = "#5f5b55"
    rule: Color = "#ddd8ce"
    accent: Color = "#a5121c"
    link: Color = "#0b4a8f"


class DarkColors(ColorsConfig):
    """What it looks like in the dark, where the mail program knows it."""

    page: Color = "#101113"
    card: Color = "#1a1c1f"
    callout: Color = "#26231d"
    ink: Color = "#ecebe8"
    muted: Color = "#a8a49d"
    rule: Color = "#3a3c40"
    accent: Color = "#ff7a80"
    link: Color = "#8ab8ff"


class FontsConfig(ConfigSection):
    """Installed families; none is fetched. What is not set is the theme's own."""

    heading: Families | None = None
    text: Families | None = None
    label: Families | None = None


class ThemeConfig(ConfigSection):
    """How editions look. `name` chooses one of the three shapes, the rest changes it.

    `max_photos` is how many pictures an edition shows at most: 8 by default, none in
    `compact` and `list`.
    """

    name: Literal["balance", "compact", "list"] = "balance"
    width: Annotated[int, Field(ge=480, le=800)] = 640
    gutter: Annotated[int, Field(ge=16, le=80)] | None = None
    direction: Literal["auto", "ltr", "rtl"] = "auto"
    images: Literal["remote", "cid", "none"] = "remote"
    max_photos: Annotated[int, Field(ge=0, le=50)] | None = None
    logo: Annotated[str, AfterValidator(_picture)] | None = None
    logo_width: Annotated[int, Field(ge=40, le=600)] = 200
    fonts: FontsConfig = FontsConfig.model_construct()
    light: LightColors = LightColors.model_construct()
    dark: DarkColors = DarkColors.model_construct()


def theme_config(values: Mapping[str, object]) -> ThemeConfig:
    """The section from plain values; InputError names every key that is at fault."""
    try:
        return ThemeConfig.model_validate(dict(values))
    except ValidationError as error:
        faults = error.errors(include_url=False)
        lines = (f"theme.{'.'.join(map(str, fault['loc']))}: {expected(fault)}" for fault in faults)
        raise InputError("\n".join(lines), hint="correct the `theme:` section") from error

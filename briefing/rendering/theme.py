"""What an edition looks like: colours in light and dark, faces, sizes, direction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Literal

from markupsafe import Markup

from briefing.config.theme_section import (
    FAMILIES,
    DarkColors,
    LightColors,
    ThemeConfig,
    faint_pairs,
    theme_config,
)
from briefing.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """One colour scheme, `#rrggbb` each; what they are for is said at `theme:` in the config."""

    page: str
    card: str
    callout: str
    ink: str
    muted: str
    rule: str
    accent: str
    link: str

    def faint_pairs(self) -> tuple[tuple[str, str, float], ...]:
        """Text and ground that are too close to read: both names and their contrast."""
        return faint_pairs(asdict(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """Families by use, as CSS lists them; installed ones only, so nothing is fetched.

    Android knows Georgia as a name of its own serif face. A family of Windows comes first:
    Outlook falls back to Times where it does not know the first.
    """

    heading: str = "Georgia,'Times New Roman',serif"
    text: str = "Georgia,'Times New Roman',serif"
    label: str = "'Segoe UI',-apple-system,Roboto,Helvetica,Arial,sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Sizes in pixels; where there are two, size and line height."""

    masthead: tuple[int, int] = (46, 50)
    lead: tuple[int, int] = (34, 40)
    headline: tuple[int, int] = (24, 30)
    text: tuple[int, int] = (17, 27)
    small: tuple[int, int] = (14, 21)
    above: int = 28
    below: int = 18
    gap: int = 14


COMPACT = Scale(
    masthead=(32, 36),
    lead=(24, 29),
    headline=(18, 23),
    text=(15, 22),
    small=(13, 19),
    above=18,
    below=10,
    gap=8,
)
LIGHT = Palette(**LightColors().model_dump())
DARK = Palette(**DarkColors().model_dump())


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The values every template draws on.

    `balance` is the sober serif default; `compact` says the same in smaller
    type, for editions of thirty stories. `direction` follows the edition's
    language where it is `auto`. `logo` replaces the wordmark. `images`:
    `remote` loads photos from their https addresses, `cid` sends along those
    whose bytes `render` is settings, `none` shows caption and credit.
    """

    name: Literal["balance", "compact"] = "balance"
    width: int = 640
    gutter: int = 40
    direction: Literal["auto", "ltr", "rtl"] = "auto"
    images: Literal["remote", "cid", "none"] = "remote"
    logo: str | None = None
    logo_width: int = 200
    fonts: Fonts = Fonts()
    scale: Scale = Scale()
    light: Palette = LIGHT
    dark: Palette = DARK

    @classmethod
    def from_values(cls, values: Mapping[str, object] | ThemeConfig) -> Theme:
        """The theme of a config's `theme:` section, or of plain values with its keys.

        `InputError` names every key at fault, and every pair of text and
        ground whose contrast is below 4.5.
        """
        config = values if isinstance(values, ThemeConfig) else theme_config(values)
        theme = cls.named(config.name)
        settings = config.model_dump(exclude_none=True, exclude={"fonts", "light", "dark"})
        return replace(
            theme,
            **settings,
            fonts=replace(theme.fonts, **config.fonts.model_dump(exclude_none=True)),
            light=Palette(**config.light.model_dump()),
            dark=Palette(**config.dark.model_dump()),
        )

    @classmethod
    def named(cls, name: Literal["balance", "compact"]) -> Theme:
        """One of the two themes that ship."""
        if name == "compact":
            return cls(name=name, gutter=32, fonts=Fonts(text=Fonts().label), scale=COMPACT)
        return cls()

    def in_direction(self, of_language: Literal["ltr", "rtl"]) -> Literal["ltr", "rtl"]:
        """The direction of an edition whose language runs `of_language`."""
        return of_language if self.direction == "auto" else self.direction


def css_families(fonts: Fonts) -> dict[str, Markup]:
    """Families by use, for style attributes; `InputError` where one is more than names."""
    families = {field.name: getattr(fonts, field.name) for field in fields(fonts)}
    for name, listed in families.items():
        if not FAMILIES.fullmatch(listed):
            raise InputError(
                f"is no list of font families: {listed!r}", where=f"theme.fonts.{name}"
            )
    # Letters, blanks, commas, hyphens and quotes only, so they need no escaping.
    return {name: Markup(listed) for name, listed in families.items()}  # noqa: S704

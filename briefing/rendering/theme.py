"""What an edition looks like: colours in light and dark, faces, sizes, direction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal

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

ThemeName = Literal["balance", "compact", "list"]
# A fifth of a phone's width would be gutters otherwise; chosen.
NARROW_GUTTER_PIXELS = 20


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

    Android knows Georgia as a name of its own serif face. A face of Windows stands first:
    Outlook sets Times where it does not know the first one.
    """

    heading: str = "Georgia,'Times New Roman',serif"
    text: str = "Georgia,'Times New Roman',serif"
    label: str = "'Segoe UI',-apple-system,Roboto,Helvetica,Arial,sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Sizes in pixels; where there are two, size and line height.

    `above` lies over a block, below its rule; `below` between its last line and the next rule.
    """

    masthead: tuple[int, int] = (32, 36)
    lead: tuple[int, int] = (30, 36)
    headline: tuple[int, int] = (22, 28)
    text: tuple[int, int] = (17, 27)
    small: tuple[int, int] = (14, 21)
    above: int = 24
    below: int = 10
    gap: int = 14


COMPACT = Scale(
    masthead=(26, 30),
    lead=(23, 28),
    headline=(18, 23),
    text=(15, 22),
    small=(13, 19),
    above=14,
    below=6,
    gap=8,
)
LIGHT = Palette(**dict(LightColors.model_construct()))
DARK = Palette(**dict(DarkColors.model_construct()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The values every template draws on.

    `balance` is the sober serif default; `compact` is smaller, for editions of thirty
    stories; `list` is a digest of links. `max_photos` are shown, the lead's first; those
    of the lead and of the last block are as wide as the text. `direction` follows the edition's
    language where it is `auto`. `logo` replaces the wordmark. `images`:
    `remote` loads photos from their https addresses, `cid` sends along those
    whose bytes `render` is given, `none` shows none.
    """

    name: ThemeName = "balance"
    width: int = 640
    gutter: int = 40
    direction: Literal["auto", "ltr", "rtl"] = "auto"
    images: Literal["remote", "cid", "none"] = "remote"
    max_photos: int = 8
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
        return replace(
            theme,
            **_set(config, "fonts", "light", "dark"),
            fonts=replace(theme.fonts, **_set(config.fonts)),
            light=Palette(**dict(config.light)),
            dark=Palette(**dict(config.dark)),
        )

    @classmethod
    def named(cls, name: ThemeName) -> Theme:
        """One of the themes that ship."""
        if name == "balance":
            return cls()
        fonts = Fonts(text=Fonts().label)
        return cls(name=name, gutter=32, max_photos=0, fonts=fonts, scale=COMPACT)

    @property
    def narrow_gutter(self) -> int:
        """The gutter of mail programs that know no media query: of a phone, too."""
        return min(self.gutter, NARROW_GUTTER_PIXELS)

    @property
    def column(self) -> int:
        """How wide text and pictures are on a desktop."""
        return self.width - 2 * self.gutter

    def in_direction(self, of_language: Literal["ltr", "rtl"]) -> Literal["ltr", "rtl"]:
        """The direction of an edition whose language runs `of_language`."""
        return of_language if self.direction == "auto" else self.direction


def _set(section: Iterable[tuple[str, Any]], *but: str) -> dict[str, Any]:
    """The keys of a section that say something, without those that are sections themselves."""
    return {name: value for name, value in section if value is not None and name not in but}


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

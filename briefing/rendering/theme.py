"""What an edition looks like: colours in light and dark, faces, sizes, direction."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from briefing.errors import InputError
from briefing.rendering.colors import contrast

if TYPE_CHECKING:
    from collections.abc import Mapping

MIN_CONTRAST = 4.5
FAMILIES = re.compile(r"[\w ,'\-]{1,200}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """One colour scheme; each value is `#rrggbb`.

    `page` lies around the `card` the edition stands on, `callout` behind
    "why it matters". `ink`, `muted`, `accent` and `link` are text on them.
    """

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
        pairs = [(text, ground) for text in _TEXTS for ground in _GROUNDS]
        ratios = [
            (*pair, contrast(getattr(self, pair[0]), getattr(self, pair[1]))) for pair in pairs
        ]
        return tuple(found for found in ratios if found[2] < MIN_CONTRAST)


_TEXTS = ("ink", "muted", "accent", "link")
_GROUNDS = ("page", "card", "callout")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """Families by use, as CSS lists them; installed ones only, so nothing is fetched.

    Android knows Georgia as a name of its own serif face.
    """

    heading: str = "Georgia,'Times New Roman',serif"
    text: str = "Georgia,'Times New Roman',serif"
    label: str = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"


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


LIGHT = Palette(
    page="#f3f0ea",
    card="#ffffff",
    callout="#faf5ec",
    ink="#1a1a1a",
    muted="#5f5b55",
    rule="#ddd8ce",
    accent="#a5121c",
    link="#0b4a8f",
)
DARK = Palette(
    page="#101113",
    card="#1a1c1f",
    callout="#26231d",
    ink="#ecebe8",
    muted="#a8a49d",
    rule="#3a3c40",
    accent="#ff7a80",
    link="#8ab8ff",
)
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
_COMPACT_FONTS = Fonts(text=Fonts().label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The values every template draws on.

    `balance` is the sober serif default; `compact` says the same with smaller type
    and leaner marks, for editions of thirty stories. `direction` follows the
    edition's language where it is `auto`. `logo` replaces the wordmark.
    `images`: `remote` loads photos from their https addresses, `cid` sends
    along those whose bytes `render` is given, `none` shows caption and credit.
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
    def from_values(cls, values: Mapping[str, object]) -> Theme:
        """The theme of a config's `theme:` section.

        Keys: `name`, `width`, `gutter`, `direction`, `images`, `logo`, `logo_width`,
        `fonts` (heading, text, label), `light` and `dark` (the colours of
        `Palette`). What is not named keeps its default. `InputError` names
        every wrong key and what was expected there, and every pair of text
        and ground whose contrast is below 4.5.
        """
        from briefing.rendering.theme_values import read_theme

        return read_theme(values)

    @classmethod
    def named(cls, name: Literal["balance", "compact"]) -> Theme:
        """One of the two themes that ship."""
        if name == "compact":
            return cls(name=name, gutter=32, fonts=_COMPACT_FONTS, scale=COMPACT)
        return cls()

    def in_direction(self, of_language: Literal["ltr", "rtl"]) -> Literal["ltr", "rtl"]:
        """The direction of an edition whose language runs `of_language`."""
        return of_language if self.direction == "auto" else self.direction

    @property
    def compact(self) -> bool:
        """Whether templates leave out what costs bytes."""
        return self.name == "compact"


def names_of(kind: type[Palette] | type[Fonts]) -> tuple[str, ...]:
    """The keys a part of the theme knows."""
    return tuple(field.name for field in fields(kind))


def css_families(families: str) -> Markup:
    """Families for a style attribute; `InputError` where they hold more than names and commas."""
    if not FAMILIES.fullmatch(families):
        raise InputError(f"is no list of font families: {families!r}", where="theme.fonts")
    return Markup(families)  # noqa: S704 - letters, blanks, commas, hyphens and quotes only

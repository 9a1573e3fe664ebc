"""Config values -> Theme. Every fault is found before one error names them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from briefing.errors import InputError
from briefing.rendering.colors import HEX_COLOR
from briefing.rendering.theme import FAMILIES, MIN_CONTRAST, Fonts, Palette, Theme, names_of
from briefing.text.urls import web_url

Check = Callable[[object], bool]

_HINT = "correct the `theme:` section"


def _whole(low: int, high: int) -> tuple[Check, str]:
    def fits(value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high

    return fits, f"a whole number from {low} to {high}"


def _one_of(*names: str) -> tuple[Check, str]:
    return lambda value: value in names, "one of " + ", ".join(names)


def _is_picture(value: object) -> bool:
    return isinstance(value, str) and value.startswith("https://") and web_url(value) is not None


def _is_color(value: object) -> bool:
    return isinstance(value, str) and HEX_COLOR.fullmatch(value) is not None


def _is_font(value: object) -> bool:
    return isinstance(value, str) and FAMILIES.fullmatch(value) is not None


PLAIN: dict[str, tuple[Check, str]] = {
    "name": _one_of("balance", "compact"),
    "width": _whole(480, 800),
    "gutter": _whole(16, 80),
    "direction": _one_of("auto", "ltr", "rtl"),
    "images": _one_of("remote", "cid", "none"),
    "logo": (_is_picture, "an https address of a picture"),
    "logo_width": _whole(40, 600),
}
PARTS: dict[str, tuple[type[Palette] | type[Fonts], Check, str]] = {
    "fonts": (Fonts, _is_font, "font families with commas between them, e.g. Georgia, serif"),
    "light": (Palette, _is_color, "a colour as #rrggbb"),
    "dark": (Palette, _is_color, "a colour as #rrggbb"),
}


def read_theme(values: Mapping[str, object]) -> Theme:
    """The theme these values describe; `InputError` with every fault found."""
    faults = [fault for key, value in values.items() for fault in _faults(key, value)]
    _stop_at(faults)
    theme = _themed(values)
    _stop_at(_faint("light", theme.light) + _faint("dark", theme.dark))
    return theme


def _stop_at(faults: list[str]) -> None:
    if faults:
        raise InputError("\n".join(faults), hint=_HINT)


def _faults(key: str, value: object) -> list[str]:
    if key in PLAIN:
        fits, expected = PLAIN[key]
        return [] if fits(value) else [f"theme.{key}: expected {expected}, found {value!r}"]
    if key not in PARTS:
        known = ", ".join([*PLAIN, *PARTS])
        return [f"theme.{key}: is not known here; known are {known}"]
    if not isinstance(value, Mapping):
        return [f"theme.{key}: expected keys with values, found {value!r}"]
    return [fault for name, given in value.items() for fault in _part_faults(key, name, given)]


def _part_faults(part: str, name: object, value: object) -> list[str]:
    kind, fits, expected = PARTS[part]
    if name not in names_of(kind):
        known = ", ".join(names_of(kind))
        return [f"theme.{part}.{name}: is not known here; known are {known}"]
    return [] if fits(value) else [f"theme.{part}.{name}: expected {expected}, found {value!r}"]


def _themed(values: Mapping[str, Any]) -> Theme:
    theme = Theme.named(values.get("name", "balance"))
    plain = {key: value for key, value in values.items() if key in PLAIN}
    parts = {
        key: replace(getattr(theme, key), **value) for key, value in values.items() if key in PARTS
    }
    return replace(theme, **plain, **parts)


def _faint(scheme: str, palette: Palette) -> list[str]:
    return [
        f"theme.{scheme}: {text} on {ground} has a contrast of {ratio:.2f},"
        f" expected at least {MIN_CONTRAST}"
        for text, ground, ratio in palette.faint_pairs()
    ]

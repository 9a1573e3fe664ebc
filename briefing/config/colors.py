"""Colours as WCAG 2.2 sees them."""

from __future__ import annotations

_STEPS = ((1, 0.2126), (3, 0.7152), (5, 0.0722))


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    bright, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    return sum(share * _linear(int(color[at : at + 2], 16) / 255) for at, share in _STEPS)


def _linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)

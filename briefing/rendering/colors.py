"""Colours between two others."""

from __future__ import annotations

from briefing.config.colors import contrast


def darkest_safe(first: str, second: str, *, ground: str, at_least: float = 4.5) -> str:
    """The last colour on the way from `first` to `second` that is readable on `ground`."""
    steps = [_mixed(first, second, share / 20) for share in range(21)]
    safe = [color for color in steps if contrast(color, ground) >= at_least]
    return safe[-1] if safe else first


def _mixed(first: str, second: str, share: float) -> str:
    pairs = [(int(first[at : at + 2], 16), int(second[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)

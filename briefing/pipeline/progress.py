"""How a step tells whoever watches that it moves on."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told before each part of a step: its name, how many are done, how many there are."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Take note; must not raise."""


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""

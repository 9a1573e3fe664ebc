"""Words that no language has, the same for the same name."""

from __future__ import annotations

import hashlib


def invented(name: str, count: int) -> list[str]:
    """So many invented words; those of another name are others."""
    return [_word(f"{name}/{number}") for number in range(count)]


def _word(seed: str) -> str:
    digest = hashlib.sha256(seed.encode()).digest()
    return "".join("bdfgklmnprstv"[byte % 13] + "aeiou"[byte % 5] for byte in digest[:4])

"""What cleaning promises, as a check: it only deletes."""

from __future__ import annotations


def is_deletion(text: str, source: str) -> bool:
    """True where `text` without white space is left when characters of `source` are deleted."""
    letters = iter("".join(source.split()))
    return all(letter in letters for letter in "".join(text.split()))

"""Who speaks: does a text say I, we or you? English; in other languages the answer is no."""

from __future__ import annotations

import re
from functools import lru_cache

# "US" is a country, "World War I" a number: capitals count.
_FIRST_PERSON = re.compile(
    r"(?<!War )\bI(?=['’ ]\w)|\b(?:[Ww]e|[Mm]y|[Mm]e|[Mm]ine|[Oo]urs?|us|[Yy]ours?|[Yy]ou)\b"
)
_QUOTATION = re.compile(r"“[^“”]*+”|\"[^\"]*+\"")


@lru_cache(maxsize=2_000)  # a sentence is asked about several times in a row
def in_first_person(text: str, language: str = "en") -> bool:
    """Says I, we, you, my or the like, quoted or not."""
    return language[:2] == "en" and _FIRST_PERSON.search(text) is not None


def unquoted(text: str) -> str:
    """The text without what stands inside double quotation marks."""
    return _QUOTATION.sub(" ", text)


def quoted_share(text: str) -> float:
    """Share of the characters that stand inside double quotation marks."""
    inside = sum(len(match.group()) for match in _QUOTATION.finditer(text))
    return inside / max(1, len(text))

"""Which way a text runs: from left to right, or from right to left."""

from __future__ import annotations

import unicodedata
from typing import Literal

from briefing.text.clean import word_set

Direction = Literal["ltr", "rtl"]

# Languages written from right to left (CLDR, orientation of their script).
_RIGHT_TO_LEFT = word_set("ar arz ary fa prs he yi ur ps ckb sdh sd ug dv syr arc nqo rhg")
# Languages of more than one script, and none: the letters tell.
_BY_LETTERS = word_set("und ku az ks pa ms tg uz ha kk ky tr") | {""}
_STRONG = {"R": "rtl", "AL": "rtl", "L": "ltr"}
# The beginning decides, as with the browser's `auto`; chosen, not measured.
_SAMPLE_CHARS = 200


def direction_of(language: str, text: str = "") -> Direction:
    """`rtl` or `ltr` for a language tag; by the letters of `text` where the language has both."""
    primary = language.split("-")[0].lower()
    if primary in _RIGHT_TO_LEFT:
        return "rtl"
    return _by_letters(text) if primary in _BY_LETTERS else "ltr"


def _by_letters(text: str) -> Direction:
    """The way most letters of a text run."""
    ways = [_STRONG.get(unicodedata.bidirectional(sign)) for sign in text[:_SAMPLE_CHARS]]
    return "rtl" if ways.count("rtl") > ways.count("ltr") else "ltr"

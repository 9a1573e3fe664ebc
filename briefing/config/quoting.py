"""How much may be quoted, as config.yaml says it: `90`, `90 words`, `0.25` or `25%`."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

FEWEST_WORDS, MOST_WORDS = 5, 5000
_WRITTEN = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*(%|words?)?")
_EXPECTED = (
    f"a number of words from {FEWEST_WORDS} to {MOST_WORDS} (90 words) or a share below 1 "
    "(0.25 or 25%) is expected"
)


def _cap(value: Any) -> float | None:
    """Words from 5 on, or a share below 1; ValueError for anything else."""
    if value is None:
        return None
    match = None if isinstance(value, bool) else _WRITTEN.fullmatch(str(value).strip())
    if match is None:
        raise ValueError(_EXPECTED)
    number, unit = float(match[1]), match[2] or ""
    number = number / 100 if unit == "%" else number
    is_words = unit != "%" and number >= FEWEST_WORDS and number == int(number)
    is_share = not unit.startswith("word") and 0 < number < 1
    if not (is_words and number <= MOST_WORDS) and not is_share:
        raise ValueError(_EXPECTED)
    return number


MaxQuote = Annotated[float | None, BeforeValidator(_cap)]

"""What stands above a story on many pages: its headline once more, who wrote it, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence

FIRST = 4
LONGEST = 120

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? )?"
_DATE = rf"{_DAY}(?:{_MONTH} \d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|\d{{1,2}}[./]\d{{1,2}})"
_YEAR = r"[,.]?(?: |[./]|, )\d{2,4}"
_CLOCK = r"(?:,? (?:at )?\d{1,2}[:.h]\d{2} ?(?:[ap]\.?m\.?)?|,? (?:at )?\d{1,2} ?[ap]\.?m\.?)"
_WHEN = (
    rf"(?:{_DATE}(?:{_YEAR})?{_CLOCK}?|\d{{4}}-\d\d-\d\d(?:[T ]\d\d:\d\d\S*)?)(?: [a-z]{{2,4}})?"
)
_LINE = re.compile(
    rf"(?:{_WHEN}"
    r"|(?:first |last )?(?:published|updated|posted|modified|created)(?: on| at|:)?"
    rf" (?:{_WHEN}|[^.]{{0,30}}\d[^.]{{0,30}}(?:[ap]\.m\.)?)"
    r"|\d{1,3}[ -]min(?:ute)?s?(?: read)?|(?:estimated )?(?:reading|read) time:? .{1,20}"
    r"|(?:share|save|print|listen)(?: (?:this|article|story))?|\d+ comments?)",
    re.IGNORECASE,
)
# As written: only names follow, and a name begins with a capital.
_BYLINE = re.compile(
    r"(?:By|BY|by|Written by|Story by|Text by|Von|Par|Por) "
    r"(?:[A-ZÀ-Þ][\w.’'-]*|and|und|et|y|e|de|van|von|al|bin|,|\s)+"
    r"(?:, (?:The |the )?[A-Z][\w ]{2,40})?"
)


def without_head(paragraphs: list[str], titles: Sequence[str]) -> list[str]:
    """The paragraphs without what stands above the story; one that is no such thing ends it."""
    known = {_folded(title) for title in titles if title}
    for place, paragraph in enumerate(paragraphs[:FIRST]):
        if not (_folded(paragraph) in known or is_above(paragraph)):
            return paragraphs[place:]
    return paragraphs[FIRST:]


def is_above(paragraph: str) -> bool:
    """True for lines that only say when a story was published, by whom, or how long it is."""
    lines = [" ".join(line.split()) for line in paragraph.split("\n")]
    if any(len(line) > LONGEST for line in lines):
        return False
    return all(_LINE.fullmatch(line) or _BYLINE.fullmatch(line) for line in lines)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()

"""The line of a press release that says before when nothing may be published.

    EMBARGOED UNTIL 00:01 GMT, 24 November 2026
    Embargo: 2026-11-24T06:00+01:00

Only a line of its own at the top counts: "The embargo until 2027 …" is news.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from briefing.sources.parse.dates import utc
from briefing.text.clean import word_set

# Chosen, not measured: an embargo stands above the headline or right below it.
EMBARGO_LINES = 4
# Chosen, not measured: the words, a date and a zone; what is longer is a sentence about an embargo.
LONGEST_LINE_CHARS = 160
# What an embargo whose moment cannot be read is held until: a person sets it free.
OPEN_END = datetime(9999, 12, 31, tzinfo=UTC)

_LINE = re.compile(
    r"(?:\*{1,3}|#{1,3}|[-–—>\[(]{1,3})?\s*(?:strictly\s+)?(?:under\s+)?"
    r"(?:embargo(?:ed)?(?:\s+for\s+(?:release|publication))?"
    r"|not\s+(?:for|to\s+be)\s+(?:release|publication|published|released))"
    r"\s*(?:(?:until|till|before|to)\b\s*:?|:)\s*(?P<when>.{0,120})",
    re.IGNORECASE,
)
_SHOUTED = re.compile(r"\b(?:EMBARGO(?:ED)?|NOT FOR RELEASE|NOT FOR PUBLICATION)\b")
_MONTHS = "january february march april may june july august september october november december"
_DAY_FIRST = re.compile(
    r"(?i)\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,9})\.?,?\s+(\d{4})\b"
)
_MONTH_FIRST = re.compile(r"(?i)\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_CLOCK = re.compile(r"(?i)\b(\d{1,2})(?:[:.h](\d{2}))?\s*(a\.?m\.?|p\.?m\.?|noon|hrs|hours)?")
_NUMERIC_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\S*(?:\s+\d\d:\d\d\S*)?(?:\s*[+-]\d\d:?\d\d)?")
# Hours from UTC; of several meanings or of winter and summer time the one that is later.
_ZONES = {
    "gmt": 0, "utc": 0, "z": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "eet": 2,
    "eest": 3, "msk": 3, "sast": 2, "ist": 1, "sgt": 8, "hkt": 8, "jst": 9, "kst": 9, "aest": 10,
    "aedt": 11, "nzst": 12, "nzdt": 13, "et": -5, "est": -5, "edt": -4, "ct": -6, "cst": -6,
    "cdt": -5, "mt": -7, "mst": -7, "mdt": -6, "pt": -8, "pst": -8, "pdt": -7,
}  # fmt: skip
_CAPITALS = re.compile(r"\b[A-Z]{1,5}\b")
_NO_ZONES = word_set(
    "AM PM A P M NOON ON AT THE OF HRS HOURS MON TUE TUES WED THU THURS FRI SAT SUN JAN FEB MAR "
    "MARCH APR APRIL MAY JUN JUNE JUL JULY AUG SEP SEPT OCT NOV DEC LOCAL TIME T"
)
_OFFSET = re.compile(r"(?<![\d-])([+-])(\d\d):?(\d\d)\b")


def read_embargo(text: str) -> tuple[str, datetime | None]:
    """The text without its embargo line, and the moment it names; `(text, None)` without one.

    A line that shouts EMBARGO but whose moment cannot be read, or not its
    zone, holds the story until `OPEN_END`. A time without a zone is UTC.
    """
    lines = text.split("\n", EMBARGO_LINES)
    for at, line in enumerate(lines[:EMBARGO_LINES]):
        match = _LINE.fullmatch(line.strip(" *_#")) if len(line) <= LONGEST_LINE_CHARS else None
        moment = match and (_moment(match["when"]) or _open_end(line))
        if moment:
            return "\n".join(lines[:at] + lines[at + 1 :]).strip("\n"), moment
    return text, None


def _open_end(line: str) -> datetime | None:
    return OPEN_END if _SHOUTED.search(line) else None


def _moment(wording: str) -> datetime | None:
    """The moment of a date with a time, in the forms press offices write."""
    numeric = _NUMERIC_DATE.search(wording)
    if numeric:
        return utc(numeric[0].rstrip(".,;)")) or _joined(numeric[0])
    day, clock, zone = _day(wording), _clock(wording), _zone(wording)
    if day is None or clock is None or zone is None:
        return None
    return day.replace(hour=clock[0], minute=clock[1], tzinfo=zone).astimezone(UTC)


def _zone(wording: str) -> timezone | None:
    """The offset that is named, UTC where none is; None for a zone that is not known here."""
    offset = _OFFSET.search(wording)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3])
        return timezone(timedelta(minutes=min(minutes, 14 * 60) * (-1 if offset[1] == "-" else 1)))
    named = [word for word in _CAPITALS.findall(wording) if word not in _NO_ZONES]
    if not named:
        return UTC
    hours = _ZONES.get(named[-1].lower())
    return None if hours is None else timezone(timedelta(hours=hours))


def _joined(wording: str) -> datetime | None:
    return utc("T".join(wording.split(None, 1)).replace(" ", ""))


def _day(wording: str) -> datetime | None:
    first, second = _DAY_FIRST.search(wording), _MONTH_FIRST.search(wording)
    if first:
        day, month, year = first[1], first[2], first[3]
    elif second:
        month, day, year = second[1], second[2], second[3]
    else:
        return None
    names = [name for name in _MONTHS.split() if name.startswith(month.lower())]
    try:
        number = _MONTHS.split().index(names[0]) + 1 if len(month) >= 3 and names else 0
        return datetime(int(year), number, int(day), tzinfo=UTC)
    except ValueError:
        return None


def _clock(wording: str) -> tuple[int, int] | None:
    """Hour and minute: "00:01", "6 a.m.", "noon"; None where no time is named."""
    rest = _DAY_FIRST.sub(" ", _MONTH_FIRST.sub(" ", wording))
    for match in _CLOCK.finditer(rest):
        hour, minute, half = int(match[1]), match[2], (match[3] or "").lower().replace(".", "")
        if minute is None and not half:
            continue
        hour = hour % 12 + 12 * (half == "pm") if half in {"am", "pm"} else hour
        if hour < 24 and int(minute or 0) < 60:
            return hour, int(minute or 0)
    return (12, 0) if re.search(r"(?i)\bnoon\b", rest) else None

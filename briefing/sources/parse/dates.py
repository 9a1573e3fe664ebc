"""Dates as publishers write them -> aware UTC datetimes.

No part of a date is made up: one that does not state its day, month and year
is none, and so is one that two readers would read as two days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from briefing.sources.parse.date_words import is_zone, month_of, order_of, zone_of

# The longest form of a date that programs write has some 70: JavaScript's, zone in words.
MAX_DATE_CHARS = 120
_OLDEST = datetime(1980, 1, 1, tzinfo=UTC)
_NEWEST = datetime(2200, 1, 1, tzinfo=UTC)
_COMMENT = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]")
_COMPACT_ZONE = re.compile(r"(?<=\d)([+-]\d{2})(\d{2})?$")
_ISO_SEPARATORS = ("", "T", "t", " ")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_CLOCK = re.compile(
    r"(?<![\d:])(\d{1,2})[:h](\d{1,2})(?::(\d{1,2})(?:[.,]\d{1,9})?)?(?!\d)(?:\s?([AaPp]\.?[Mm]\.?)(?!\w))?"
    r"|(?<![\d:])(\d{1,2})\s?([AaPp]\.?[Mm]\.?)(?!\w)"
)
# Danish, Finnish and Italian clocks: looked for only where no other stands.
_DOTTED_CLOCK = re.compile(r"(?<![\d:.])(\d{1,2})\.(\d{2})()()()()(?![\d:.])")
_MAIL = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d)"
    r" (?:GMT|UTC|Z|([+-])(0\d|1[0-4])([0-5]\d))"
)
_MAIL_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NUMERIC = re.compile(r"(?<![\w./\-])(\d{1,4})([./\-])\s?(\d{1,2})\2\s?(\d{1,4})\.?(?![\d/\-])")
_EAST_ASIAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_ZONE = re.compile(
    r":?\s?((?:[A-Za-z]{1,5})?\s?[+\-−]\d{1,2}:?(?:\d{2})?(?!\d)"
    r"|[A-Z][A-Za-z_]{1,30}(?:/[A-Za-z_\-]{1,30}){1,2}|[A-Za-z]{1,5}(?!\w))"
)
# A zone that stands behind the date, not behind the time.
_LAST_ZONE = re.compile(r"\s([+\-−]\d{2}:?\d{2}|[A-Z]{2,5})$")
_EAST_ASIAN_CLOCK = re.compile(r"(오전|上午|午前|오후|下午|午後)\s?(\d{1,2}:\d{2}(?::\d{2})?)")
_AFTERNOON = ("오후", "下午", "午後")
# A day of the week, and words as small as "de" or "Uhr"; more of them are no date but a sentence.
MAX_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """A day of the calendar as it was stated, which may be none: 31 November."""

    year: int
    month: int
    day: int


def utc(text: str, language: str = "") -> datetime | None:
    """A date as UTC, None where it is none: of ISO 8601, RFC 5322, or as people write it.

    `language` (a tag of BCP 47) is that of the text around it: it says what
    month names mean and whether `10/11/2026` is in October. A time without
    a zone is taken as UTC, a day without a time as its first moment. What
    lies before 1980 is an unset clock, not a date.
    """
    text = " ".join(_COMMENT.sub(" ", text[:MAX_DATE_CHARS]).split())
    if not any(sign.isdigit() for sign in text):
        return None
    parsed = _iso(text) or _mail(text) or _epoch(text) or _written(text, language)
    return _within(parsed) if parsed else None


def _iso(text: str) -> datetime | None:
    if text[10:11] not in _ISO_SEPARATORS and text[8:9] not in _ISO_SEPARATORS:
        return None  # Python takes any sign for it, a hyphen too
    try:
        return datetime.fromisoformat(_COMPACT_ZONE.sub(_with_colon, text) if "T" in text else text)
    except ValueError:
        return None


def _with_colon(zone: re.Match[str]) -> str:
    return f"{zone[1]}:{zone[2] or '00'}"


def _mail(text: str) -> datetime | None:
    """What nearly all feeds and mails write, without the search for what else it might be."""
    match = _MAIL.fullmatch(text)
    if match is None or match[2] not in _MAIL_MONTHS:
        return None
    year, month, day = int(match[3]), _MAIL_MONTHS.index(match[2]) + 1, int(match[1])
    east = timedelta(hours=int(match[8] or 0), minutes=int(match[9] or 0))
    try:
        local = datetime(year, month, day, int(match[4]), int(match[5]), int(match[6]), tzinfo=UTC)
        return local + east if match[7] == "-" else local - east
    except (ValueError, OverflowError):
        return None


def _epoch(text: str) -> datetime | None:
    """Seconds, or thousandths, since 1970: of the years 2001 to 2033."""
    return datetime.fromtimestamp(int(text[:10]), UTC) if _EPOCH.fullmatch(text) else None


def _written(text: str, language: str) -> datetime | None:
    """A date in numbers or with a month's name, its time and zone anywhere around it."""
    text = _EAST_ASIAN_CLOCK.sub(_with_half, text)
    clock = _CLOCK.search(text) or _DOTTED_CLOCK.search(text)
    if clock is None:
        return _moment(_day(text, language), None, UTC)
    zone, end = _zone(text, clock.end(), language)
    around = f"{text[: clock.start()]} {text[end:]}".strip()
    last = _LAST_ZONE.search(around) if end == clock.end() else None
    if last and is_zone(last[1]):
        zone, around = zone_of(last[1]), around[: last.start()]
    return _moment(_day(around, language), clock, zone) if zone else None


def _with_half(clock: re.Match[str]) -> str:
    """A time with its half of the day behind it, as English has it."""
    return f" {clock[2]} {'PM' if clock[1] in _AFTERNOON else 'AM'} "


def _zone(text: str, start: int, language: str) -> tuple[tzinfo | None, int]:
    """The zone right behind a time and where it ends, UTC where none stands there.

    None for a zone that is nowhere on earth.
    """
    match = _ZONE.match(text, start)
    if match is None or month_of(match[1], language):
        return UTC, start
    zone = zone_of(match[1].replace(" ", ""))
    if zone is None and not any(sign.isdigit() for sign in match[1]):
        return UTC, start
    return zone, match.end()


def _day(text: str, language: str) -> _Day | None:
    return _numeric(text, language) or _named(text, language)


def _numeric(text: str, language: str) -> _Day | None:
    """`30.11.2026`, `2026/11/30`, `2026年11月30日`; None where day and month may be either."""
    east = _EAST_ASIAN.search(text)
    if east:
        return _Day(year=int(east[1]), month=int(east[2]), day=int(east[3]))
    match = _NUMERIC.search(text)
    if match is None or not _is_quiet(text[: match.start()] + text[match.end() :]):
        return None
    first, mark, second, third = match[1], match[2], match[3], match[4]
    if len(first) == 4:
        return _Day(year=int(first), month=int(second), day=int(third))
    if len(third) != 4 or len(first) > 2:
        return None
    order = "day" if mark == "." else order_of(language)
    day, month = _day_and_month(int(first), int(second), order)
    return _Day(year=int(third), month=month, day=day) if month else None


def _day_and_month(first: int, second: int, order: str | None) -> tuple[int, int]:
    """Day and month: what no month can be is the day, else the language says; (0, 0) if not."""
    if first > 12 or second > 12:
        return (first, second) if first > 12 else (second, first)
    if first == second or order == "day":
        return first, second
    return (second, first) if order == "month" else (0, 0)


def _named(text: str, language: str) -> _Day | None:
    """`Mon, 30 Nov 2026`, `November 30th, 2026`, `30 de noviembre de 2026`."""
    month = 0
    numbers: list[str] = []
    words = _WORD.findall(text)
    for word in words:
        # The last name counts: French "mar." may be a Tuesday before it is March.
        month = month_of(word, language) or month
        if word.isdigit():
            numbers.append(word)
    if not month or len(numbers) != 2 or len(words) > MAX_WORDS + 3:
        return None
    day, year = numbers if len(numbers[1]) >= len(numbers[0]) else (numbers[1], numbers[0])
    if len(year) not in {2, 4} or len(day) > 2:
        return None
    return _Day(year=_full_year(int(year)), month=month, day=int(day))


def _full_year(year: int) -> int:
    """A year of two digits in its century (RFC 5322, 4.3)."""
    return year if year > 99 else year + (2000 if year < 50 else 1900)


def _is_quiet(text: str) -> bool:
    """True for few words and no number: the day of the week, "den", "Uhr"."""
    words = _WORD.findall(text)
    return len(words) <= MAX_WORDS and not any(word.isdigit() for word in words)


def _moment(stated: _Day | None, clock: re.Match[str] | None, zone: tzinfo) -> datetime | None:
    """The day at its time; 24:00 is the next day's first moment."""
    if stated is None:
        return None
    try:
        day = datetime(stated.year, stated.month, stated.day, tzinfo=zone)
        return day + _time(clock) if clock else day
    except (ValueError, OverflowError):
        return None


def _time(clock: re.Match[str]) -> timedelta:
    """Hours, minutes and seconds since midnight; ValueError for a time that no day has."""
    hour, minute, second = int(clock[1] or clock[5]), int(clock[2] or 0), int(clock[3] or 0)
    half = (clock[4] or clock[6] or "").lower().replace(".", "")
    if half and 1 <= hour <= 12:
        hour = hour % 12 + 12 * (half == "pm")
    time = timedelta(hours=hour, minutes=minute, seconds=second)
    if minute > 59 or second > 60 or time > timedelta(hours=24):
        raise ValueError("no time of a day")
    return time


def _within(moment: datetime) -> datetime | None:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        moved = aware.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return moved if _OLDEST <= moved < _NEWEST else None

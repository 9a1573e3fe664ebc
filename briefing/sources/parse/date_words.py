"""What the words of a date mean: months of many languages, zones, and which number is the day."""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from babel import Locale

Order = Literal["day", "month", "year"]

# Hours from UTC of zones that feeds name (RFC 5322, 4.3, and the usual ones of other regions).
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "mez": 1,
    "cest": 2, "mesz": 2, "eet": 2, "sast": 2, "eest": 3, "msk": 3, "trt": 3, "pkt": 5,
    "ist": 5.5, "npt": 5.75, "wib": 7, "ict": 7, "sgt": 8, "hkt": 8, "awst": 8, "pht": 8,
    "jst": 9, "kst": 9, "acst": 9.5, "aest": 10, "acdt": 10.5, "aedt": 11, "nzst": 12,
    "nzdt": 13, "nst": -3.5, "ndt": -2.5, "ast": -4, "adt": -3, "brt": -3, "art": -3,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "akst": -9, "akdt": -8, "hst": -10, "met": 1, "mest": 2,
    "at": -4, "et": -5, "ct": -6, "mt": -7, "pt": -8,
}  # fmt: skip
# English short forms of four letters, which CLDR leaves out.
_ENGLISH = frozenset({"sept", "june", "july"})
# A name before an offset only repeats it: "GMT+0200", "MST -0700".
_OFFSET = re.compile(r"[A-Za-z]{0,5}([+\-−])(\d{1,2}):?(\d{2})?")
_REGION = re.compile(r"[A-Z][A-Za-z_]{1,30}(?:/[A-Z][A-Za-z_\-]{1,30}){1,2}")
# The hours that a place on earth may be away from UTC (Baker Island, Line Islands).
_WEST_HOURS, _EAST_HOURS = -12, 14


def zone_of(text: str) -> tzinfo | None:
    """The zone a text names: an offset, an abbreviation or a region; None for anything else.

    A short word in capitals that is no zone known here is UTC (RFC 5322, 4.3).
    """
    offset = _OFFSET.fullmatch(text)
    if offset:
        return _shifted(offset)
    if text.lower() in _ZONES:
        return timezone(timedelta(hours=_ZONES[text.lower()]))
    if _REGION.fullmatch(text):
        return _region(text)
    return UTC if text.isascii() and text.isalpha() and text.isupper() and len(text) < 6 else None


def is_zone(text: str) -> bool:
    """True for an offset and for an abbreviation that is known here."""
    return bool(_OFFSET.fullmatch(text)) or text.lower() in _ZONES


def month_of(word: str, language: str) -> int:
    """The month a word names in English or in the language of the tag (BCP 47), else 0."""
    name = word.casefold().strip(".")
    return _months("en").get(name[:3] if name in _ENGLISH else name, 0) or _months(language).get(
        name, 0
    )


def order_of(language: str) -> Order | None:
    """Which of the three numbers a date of that language begins with; None where it is not said.

    English without its region says nothing: it is the day in London and the
    month in New York.
    """
    locale = None if language.casefold() in {"", "en"} else _locale(language)
    if locale is None:
        return None
    pattern = str(locale.date_formats["short"].pattern).casefold()
    first = min("dmy", key=lambda sign: pattern.find(sign) if sign in pattern else len(pattern))
    return {"d": "day", "m": "month", "y": "year"}[first]  # type: ignore[return-value]


def _shifted(offset: re.Match[str]) -> tzinfo | None:
    minutes = int(offset[2]) * 60 + int(offset[3] or 0)
    signed = -minutes if offset[1] in "-−" else minutes
    if not _WEST_HOURS * 60 <= signed <= _EAST_HOURS * 60:
        return None
    return timezone(timedelta(minutes=signed))


def _region(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return None


@lru_cache(maxsize=64)
def _months(language: str) -> dict[str, int]:
    """Every form of the month names of a language in small letters, without a stop at the end."""
    locale = _locale(language) if language else None
    names: dict[str, int] = {}
    if locale is None:
        return names
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                names.setdefault(name.casefold().strip("."), number)
                names.setdefault(name.casefold()[:3], number)
    # A beginning that two months share names neither: French "jui" is June and July.
    return {name: number for name, number in names.items() if _names_one(name, number, names)}


def _names_one(name: str, number: int, names: dict[str, int]) -> bool:
    return len(name) > 3 or all(
        other == number for longer, other in names.items() if longer.startswith(name)
    )


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language[:35].replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return None

"""Caps on untrusted markup before any parser sees it; all scans are linear."""

from __future__ import annotations

import re

from briefing.errors import SourceError
from briefing.sources.parse.markup_charset import decode_markup

# As the client takes from the network; chosen, not measured.
MAX_BYTES = 10 * 1024 * 1024
# The sanitiser takes time quadratic in depth: 2 ms at 1,000, half a second at 16,000.
MAX_NESTED_ELEMENTS = 1000
# A page of so many empty tags takes 2.3 s of the 5 s a document has.
MAX_ELEMENTS = 500_000
# A page of 1,000 elements with 990 each takes 4.6 s of the 5 s a document has.
MAX_ATTRIBUTES = 1000

_SKIPPED = ((b"<!--", b"-->"), (b"<?", b"?>"))
_FLAT = (
    (b"<![cdata[", b"]]>"),
    (b"<!--", b"-->"),
    (b"<script", b"</script>"),
    (b"<style", b"</style>"),
)
_TAG = re.compile(rb"<(/?)([A-Za-z_:][^\s/<>]*+)[^<>]*+>")
# Chosen, not measured: so much of a tag is searched for attributes; 1,000 fit many times.
_SEARCHED_TAG_BYTES = 64 * 1024
# Chosen, not measured: a shorter tag is not counted, it holds 2,000 attributes at most.
_LONG_TAG_BYTES = 4_000
_QUOTED = re.compile(rb""""[^"]*"|'[^']*'""")
_NAME = re.compile(rb"\s[^\s=/>]+")
_DECLARED = re.compile(rb"""^(<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9})["'][^"']{0,40}["']""")
# Elements HTML may leave open: their start tags say nothing about depth.
_OPEN = frozenset(
    b"area base br col embed hr img input meta param source track wbr "
    b"p li dt dd tr td th option thead tbody tfoot".split()
)


def fit(data: bytes, *, where: str = "", charset: str = "") -> bytes:
    """The markup as UTF-8 that says so, without DOCTYPE; SourceError where a cap is passed.

    Without a DOCTYPE there are no entities to expand and no DTD to fetch.
    `charset` is the HTTP header's.
    """
    markup = without_doctype(as_utf8(data, where=where, charset=charset))
    count(markup, where=where)
    return markup


def as_utf8(data: bytes, *, where: str = "", charset: str = "") -> bytes:
    """The markup as UTF-8 that says so; SourceError where it is empty or too large."""
    if len(data) > MAX_BYTES:
        raise SourceError(f"is larger than {MAX_BYTES:,} bytes", where=where)
    if not data.strip():
        raise SourceError("is empty", where=where)
    markup = decode_markup(data, charset).encode("utf-8", "replace")
    return _DECLARED.sub(rb'\1"utf-8"', markup)


def without_doctype(data: bytes) -> bytes:
    """The bytes without their document type declaration and its inner subset."""
    start, end = doctype_span(data)
    return data[:start] + data[end:]


def doctype_span(data: bytes) -> tuple[int, int]:
    """Where the document type declaration begins and ends; twice the same where there is none."""
    start = _prolog_end(data)
    is_there = data[start : start + 9].upper() == b"<!DOCTYPE"
    return start, _doctype_end(data, start) if is_there else start


def _prolog_end(data: bytes) -> int:
    """Where the first thing stands that is no white space, comment or instruction."""
    at = 0
    while True:
        opening_at = data.find(b"<", at)
        ending = next((end for start, end in _SKIPPED if data.startswith(start, opening_at)), b"")
        close = data.find(ending, opening_at) if ending and opening_at >= 0 else -1
        if close < 0:
            return max(opening_at, 0)
        at = close + len(ending)


def _doctype_end(data: bytes, start: int) -> int:
    """Where the declaration ends: `>`, or `]` and `>` where it has an inner subset."""
    plain = data.find(b">", start)
    inner = data.find(b"[", start)
    if inner < 0 or plain < 0 or plain < inner:
        return plain + 1 if plain >= 0 else len(data)
    close = re.compile(rb"\]\s*>").search(data, inner)
    return close.end() if close else len(data)


def count(data: bytes, *, where: str = "") -> None:
    """SourceError where the markup nests too deep or has too many elements or attributes."""
    depth = 0
    for elements, match in enumerate(_TAG.finditer(_without_sections(data))):
        depth = max(depth + _step(match), 0)
        if depth > MAX_NESTED_ELEMENTS:
            raise SourceError(f"nests deeper than {MAX_NESTED_ELEMENTS} elements", where=where)
        if match.end() - match.start() > _LONG_TAG_BYTES and _attributes(match[0]) > MAX_ATTRIBUTES:
            raise SourceError(f"has an element of over {MAX_ATTRIBUTES:,} attributes", where=where)
        if elements >= MAX_ELEMENTS:
            raise SourceError(f"has more than {MAX_ELEMENTS:,} elements", where=where)


def _attributes(tag: bytes) -> int:
    """How many attributes a tag has, what stands in quotes left aside, in its first 64 KB."""
    names = _NAME.finditer(_QUOTED.sub(b"", tag[:_SEARCHED_TAG_BYTES]))
    return sum(1 for _ in zip(range(MAX_ATTRIBUTES + 1), names, strict=False))


def _step(tag: re.Match[bytes]) -> int:
    """What a tag does to the depth."""
    closing, name = tag.groups()
    if tag[0].endswith(b"/>") or name.lower() in _OPEN:
        return 0
    return -1 if closing else 1


def _without_sections(data: bytes) -> bytes:
    """The markup, in small letters, without what does not nest: sections, comments, scripts."""
    data = data.lower()
    for opening, ending in _FLAT:
        data = _cut(data, opening, ending)
    return data


def _cut(data: bytes, opening: bytes, ending: bytes) -> bytes:
    outside: list[bytes] = []
    at = 0
    while (start := data.find(opening, at)) >= 0 and (end := data.find(ending, start)) >= 0:
        outside.append(data[at:start])
        at = end + len(ending)
    return b"".join((*outside, data[at:]))

"""Bytes -> text, told from the bytes: UTF-8, UTF-16, UTF-32, else Windows-1252."""

from __future__ import annotations

import codecs

from briefing.errors import SourceError

# Longest first: the mark of UTF-32-LE begins with that of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = (b"\x89PNG", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"GIF8", b"\xff\xd8\xff", b"\x7fELF")
# Chosen, not measured: binary files and UTF-16 show themselves in their first kilobytes.
_SAMPLE_BYTES = 65_536
_TEXT_CONTROLS = b"\t\n\x0b\x0c\r\x1b"


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and notes on what had to be assumed.

    Raises SourceError for an empty file, for one that is not text, and for
    one whose bytes fit no encoding: no letter is guessed.
    """
    if not data.strip():
        raise SourceError("is empty")
    named = _marked(data) or _unmarked_utf16(data)
    if named:
        return _strict(data, named), ()
    if _is_binary(data):
        raise SourceError("is not text")
    return _utf8_or_windows(data)


def _marked(data: bytes) -> str:
    return next((name for mark, name in _MARKS if data.startswith(mark)), "")


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without a mark: Latin text has a NUL in every second byte, on one side only."""
    sample = data[:_SAMPLE_BYTES]
    nuls = (sample[::2].count(0), sample[1::2].count(0))
    if len(data) % 2 or max(nuls) * 2 < len(sample) * 0.4 or min(nuls):
        return ""
    return "utf-16-be" if nuls[0] else "utf-16-le"


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(f"is not valid {encoding} at byte {error.start}") from error
    if not text.strip("\ufeff \t\r\n"):
        raise SourceError("is empty")
    return text


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE_BYTES]
    if data.startswith(_BINARY) or b"\0" in sample:
        return True
    controls = sum(sample.count(code) for code in range(32) if code not in _TEXT_CONTROLS)
    return controls * 20 > len(sample)


def _utf8_or_windows(data: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        if error.end == len(data) and error.reason == "unexpected end of data" and error.start:
            return _cut_short(data, error.start)
        return _windows(data, error)


def _cut_short(data: bytes, end: int) -> tuple[str, tuple[str, ...]]:
    """UTF-8 whose last character was cut off; a lone last byte may as well be Windows-1252."""
    if data[:end].isascii():
        return _windows(data, None)
    lost = len(data) - end
    return data[:end].decode("utf-8"), (f"ends inside a character: {lost} byte(s) left out",)


def _windows(data: bytes, error: UnicodeDecodeError | None) -> tuple[str, tuple[str, ...]]:
    if error and not data[: error.start].isascii():
        raise SourceError(f"mixes UTF-8 with another encoding at byte {error.start}")
    try:
        return data.decode("cp1252"), ("read as Windows-1252: it is not UTF-8",)
    except UnicodeDecodeError as wrong:
        why = f"is neither UTF-8 nor Windows-1252 (byte {wrong.start})"
        raise SourceError(why) from wrong

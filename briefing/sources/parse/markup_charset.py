"""Markup as bytes -> text: which charset it is in, as the WHATWG and RFC 7303 say.

The order is: byte order mark, HTTP header, what the document declares, UTF-8,
Windows-1252. Two departures from the letter, both for documents that browsers
show broken: bytes that are UTF-8 beyond doubt are UTF-8 whatever a label says,
and a byte that fits no encoding stands for its Windows-1252 sign.
"""

from __future__ import annotations

import codecs
import re

from briefing.text.clean import word_set

# Longest first: the mark of UTF-32-LE begins with that of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
    (b"L\x6f\xa7\x94", "cp037"),  # `<?xm` in EBCDIC (XML 1.0, appendix F)
)
_XML_DECLARED = re.compile(
    rb"""^\s{0,99}<\?xml[^<>]{0,200}?\sencoding\s{0,9}=\s{0,9}["']\s{0,9}([\w.:-]{1,40})"""
)
_META_DECLARED = re.compile(
    rb"""(?i)<meta\s[^<>]{0,400}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})"""
)
# Where the prescan of HTML ends is 1,024; real pages declare later as well.
_PRESCAN_BYTES = 4096
_HEADER = re.compile(r"""(?i);\s{0,99}charset\s{0,99}=\s{0,99}["']?\s{0,99}([\w.:+-]{1,40})""")
# Random pairs of GB 2312 form so many valid sequences less than once in 100,000 texts.
_SURE_SIGNS = 6
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
# Encodings in which what looks like UTF-8 may be other letters.
_EAST_ASIAN = word_set("gb18030 big5hkscs cp932 euc_jp iso2022_jp cp949 hz")
# Encodings that no markup is in which begins with an ASCII `<`, and those no browser reads.
_NO_MARKUP = word_set("utf-16le utf-16be x-user-defined replacement")
_CONTROL = re.compile("[\x80-\x9f]")
_C1 = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
# A label that is right for all but this share of a text is a right label.
_BROKEN_SHARE = 0.01


def header_charset(content_type: str) -> str:
    """The charset that a Content-Type header names (RFC 9110, 8.3.2), "" where it names none."""
    match = _HEADER.search(content_type[:500])
    return match[1].lower() if match else ""


def decode_markup(data: bytes, charset: str = "") -> str:
    """The text of a page or feed; `charset` is the HTTP header's. Never raises."""
    return windows_signs(_decoded(data, charset))


def windows_signs(text: str) -> str:
    """The text with C1 controls as the Windows-1252 signs that were meant (HTML 13.2.5.80)."""
    return text.translate(_C1) if _CONTROL.search(text) else text


def _decoded(data: bytes, charset: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").lstrip("\ufeff")
    data = data.removeprefix(codecs.BOM_UTF8)
    if data.isascii() and b"\x1b" not in data:
        return data.decode("ascii")
    labels = [label for label in map(python_codec, (charset, declared_charset(data))) if label]
    if _is_utf8(data, labels):
        return data.decode("utf-8")
    for codec in labels:
        text = _by_label(data, codec)
        if text is not None:
            return text
    return _mixed(data)


def declared_charset(data: bytes) -> str:
    """The charset a document names itself, in its XML declaration or a `meta` element."""
    head = data[:_PRESCAN_BYTES]
    match = _XML_DECLARED.search(head) or _META_DECLARED.search(head)
    return match[1].decode("ascii", "replace").lower() if match else ""


def python_codec(label: str) -> str:
    """Python's codec for a WHATWG label, "" where it is none, or one that ASCII markup cannot have.

    iso-8859-1 is windows-1252 there, gb2312 is gbk, of which gb18030 is a superset.
    """
    import webencodings

    encoding = webencodings.lookup(label.strip()) if label.isascii() else None
    if encoding is None or encoding.name in _NO_MARKUP:
        return ""
    name = str(encoding.codec_info.name).replace("-", "_")
    return {"gbk": "gb18030", "big5": "big5hkscs", "utf_8": "utf-8"}.get(name, name)


def _is_utf8(data: bytes, labels: list[str]) -> bool:
    """True where the bytes are UTF-8, and no East Asian label makes something else of few signs."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if b"\x1b" in data and labels[:1] == ["iso2022_jp"]:
        return False
    if not labels or labels[0] not in _EAST_ASIAN:
        return True
    signs = zip(range(_SURE_SIGNS), _MULTIBYTE.finditer(data), strict=False)
    return sum(1 for _ in signs) >= _SURE_SIGNS


def _by_label(data: bytes, codec: str) -> str | None:
    """The text by a label; None where the label is wrong for more than a hundredth of it."""
    if codec == "utf-8":
        return None  # it is not, or it would have been read before
    if codec == "cp1252":
        return _windows(data)
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
    foreign = sum(not sign.isascii() for sign in text)
    return text if text.count("\ufffd") <= foreign * _BROKEN_SHARE else None


def _mixed(data: bytes) -> str:
    """UTF-8 with a few foreign bytes among it, or Windows-1252: whichever has more to it."""
    signs = [sign for sign in data.decode("utf-8", "surrogateescape") if not sign.isascii()]
    foreign = sum("\udc80" <= sign <= "\udcff" for sign in signs)
    is_utf8 = len(signs) - foreign > foreign
    return data.decode("utf-8", _ERRORS) if is_utf8 else _windows(data)


def _windows(data: bytes) -> str:
    """Windows-1252 as the WHATWG defines it: all 256 bytes, five of them control characters."""
    return data.decode("cp1252", _ERRORS)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """The Windows-1252 signs of the bytes that could not be decoded."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    signs = (bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in bad)
    return "".join(signs), error.end


_ERRORS = "briefing.windows1252"
codecs.register_error(_ERRORS, _as_windows)

"""The letters of mails: what charset a part or a header is in, as browsers read the labels."""

from __future__ import annotations

import codecs
import re
from email.message import EmailMessage

# Labels whose letters are those of a larger charset (WHATWG Encoding, 4.2).
_LARGER = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-9": "cp1254", "iso-8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030",
    "x-gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "sjis": "cp932",
    "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949",
}  # fmt: skip
_LABEL = re.compile(rb"=\?([A-Za-z0-9_.:-]{1,40})(?=[?*])")
_C1 = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
# A label that is right for all but this share of the foreign letters is a right label.
_BROKEN_SHARE = 0.01


def decode_part(part: EmailMessage) -> str:
    """The text of a part; a charset that is wrong or unknown is told from the bytes."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    label = part.get_content_charset() or ""
    return decode_bytes(payload, label).replace("\r\n", "\n")


def decode_bytes(data: bytes, label: str) -> str:
    """The text: UTF-8 where it can be nothing else, else by its label, else Windows-1252."""
    for codec in ("utf-8", python_codec(label)):
        text = _decoded(data, codec)
        if text is not None and not (
            codec == "utf-8" and python_codec(label).startswith("iso2022")
        ):
            return windows_signs(text)
    return windows_signs(data.decode("cp1252", "replace"))


def python_codec(label: str) -> str:
    """Python's name of the charset that a label stands for in practice, "" where it is unknown."""
    name = _LARGER.get(label.strip().lower(), label.strip())
    try:
        return codecs.lookup(name).name.replace("-", "_") if name else ""
    except (LookupError, ValueError):
        return ""


def windows_signs(text: str) -> str:
    """The text with C1 controls as the Windows-1252 signs that were meant (HTML 13.2.5.80)."""
    return text.translate(_C1)


def relabelled(head: bytes) -> bytes:
    """A mail's head with the labels of its encoded words (RFC 2047) as Python knows them."""
    return _LABEL.sub(_relabel, head)


def _relabel(match: re.Match[bytes]) -> bytes:
    codec = python_codec(match[1].decode("ascii"))
    return b"=?" + codec.encode() if codec else match[0]


def _decoded(data: bytes, codec: str) -> str | None:
    """The text by a codec; None where that is wrong for more than a hundredth of it."""
    if not codec:
        return None
    try:
        text = data.decode(codec, "strict" if codec == "utf-8" else "replace")
    except UnicodeDecodeError:
        return None
    except LookupError:  # a codec of Python's that is none of text
        return None
    foreign = sum(not sign.isascii() for sign in text)
    return text if text.count("\ufffd") <= foreign * _BROKEN_SHARE else None

"""Text that was decoded or escaped once too often, read as it was written.

A page that says "itâ€™s" holds UTF-8 that somebody read as Windows-1252
before; one that shows "&amp;#8217;" holds an entity that was escaped again.
"""

from __future__ import annotations

import html
import re

# What the bytes 0x80 to 0xBF, which follow in UTF-8, look like in Windows-1252.
_NEXT = "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xC0))
_RUN = re.compile(
    f"[Â-ß][{re.escape(_NEXT)}]|[à-ï][{re.escape(_NEXT)}]{{2}}|[ð-ô][{re.escape(_NEXT)}]{{3}}"
)
# Two characters that no language writes together: without one of them nothing is touched.
_SURE = re.compile(f"â€[{re.escape(_NEXT)}]|[ÃÂ][{re.escape(_NEXT)}]|ï»¿|ðŸ")
# A capital at the end of a shouted word, with the closing quote behind it: "MANHû".
_SHOUTED = re.compile("[A-ZÀ-Þ][ÃÂ][»”’›“‘]")
_ENTITY = re.compile(
    r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|amp|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip);"
)


def repaired(text: str) -> str:
    """The text without double escapes, and decoded right where it surely was decoded wrong."""
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return _RUN.sub(_decoded, text) if _is_mangled(text) else text


def _is_mangled(text: str) -> bool:
    """True where sure signs are found, and most of what is not ASCII belongs to such signs."""
    sure = len(_SURE.findall(text))
    if not sure or sure == len(_SHOUTED.findall(text)):
        return False
    foreign = sum(not sign.isascii() for sign in text)
    return sum(len(run) for run in _RUN.findall(text)) * 2 >= foreign


def _decoded(run: re.Match[str]) -> str:
    """What the bytes behind a run of characters say in UTF-8; the run where they say nothing."""
    try:
        return b"".join(map(_byte, run[0])).decode("utf-8")
    except UnicodeError:
        return run[0]


def _byte(sign: str) -> bytes:
    """The byte that looks like this in Windows-1252, or is this control character."""
    return sign.encode("latin-1") if ord(sign) < 0x100 else sign.encode("cp1252")

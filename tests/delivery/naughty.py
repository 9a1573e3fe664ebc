"""Strings that have broken mail programs: our own, and a public list where one is at hand.

BRIEFING_CORPORA may name a folder with `blns.json`, the "big list of naughty
strings"; it is no part of this project.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

_FILE = Path(os.environ.get("BRIEFING_CORPORA") or "/nowhere") / "blns.json"

INJECTIONS = (
    "x\r\nBcc: victim@example.com",
    "x\nBcc: victim@example.com",
    "x\rBcc: victim@example.com",
    "x\r\n\r\n<b>body</b>",
    "x\n\n.\r\nMAIL FROM:<a@example.com>",
    "x\x00\r\nBcc: victim@example.com",
    "x\x0bBcc: victim@example.com",
    "x\x0cBcc: victim@example.com",
    "x\x85Bcc: victim@example.com",
    "x\u2028Bcc: victim@example.com",
    "x\u2029Bcc: victim@example.com",
    "=?UTF-8?Q?x=0ABcc:_victim@example.com?=",
    "A =?UTF-8?Q?x=0D=0ABcc:_victim@example.com?= y",
    "=?utf-8?b?eApCY2M6IHZpY3RpbUBleGFtcGxlLmNvbQ==?=",
    "=?utf-8?q?=0D=0A=0D=0Abody?=",
    "=?us-ascii?Q?=0ABcc=3A?= =?us-ascii?Q?victim@example.com?=",
    "=?utf-8?q?a\r\n b?=",
    "= ?utf-8?q?x=0ABcc:_y?=",
    "=?=?utf-8?q?x=0ABcc:_y?=?=",
    '"\r\nBcc: victim@example.com\r\nX: "',
    "<victim@example.com>, other",
    'Ada" <victim@example.com>, "x',
    "Ada\\",
    "(comment) Ada; , : < > [ ]",
    "Ada\t\tLovelace",
    "From: x",
    "." * 3000,
    "x" * 3000,
    "ü" * 3000,
    "\ud800 half a pair",
    "\u202eevil\u202c",
    "\ufeffmark",
    "👩‍👩‍👧‍👦 family",
    "z̸̡̛̛a̷l̸g̷o̶",
    "عربى and עברית",
    "%0d%0aBcc:%20victim@example.com",
    "${jndi:ldap://127.0.0.1}",
    "{{ 7*7 }}",
    "",
    " ",
    "\r\n",
    "\x7f\x80\x9f",
)


def public() -> tuple[str, ...]:
    """The public list; skips where it is not at hand."""
    if not _FILE.is_file():
        pytest.skip("needs the public list: name its folder in BRIEFING_CORPORA")
    return tuple(json.loads(_FILE.read_text(encoding="utf-8")))

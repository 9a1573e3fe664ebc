"""How long an answer may be kept before it is asked for again (RFC 9111)."""

from __future__ import annotations

import re

# A feed that says "a year" is read at least this often all the same.
LONGEST_FRESH_SECONDS = 6 * 3600
_PART = re.compile(r"""\s*([\w-]+)(?:\s*=\s*"?(\d+)"?)?""")


def max_age(cache_control: str, *, age: str = "") -> int:
    """Seconds for which an answer stays fresh, at most six hours; 0 where it does not say.

    `no-store` and `no-cache` are 0. `age` is the header of that name: the time
    that the answer has lain in a cache on the way.
    """
    parts = [_PART.match(part) for part in cache_control[:1000].split(",")]
    directives = {part[1].lower(): part[2] or "" for part in parts if part}
    if "no-store" in directives or "no-cache" in directives:
        return 0
    return min(max(_number(directives.get("max-age", "")) - _number(age), 0), LONGEST_FRESH_SECONDS)


def _number(text: str) -> int:
    text = text.strip()
    return int(text[:9]) if text.isascii() and text.isdigit() else 0

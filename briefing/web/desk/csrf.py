"""Proof that a change was asked for on a page of ours (OWASP: the signed double-submit pattern).

The token is an HMAC of what the browser holds in a cookie. Another site can
make a browser send the cookie, but it can read neither that nor the token.
"""

from __future__ import annotations

import hashlib
import hmac

HEADER = "x-csrf-token"
FIELD = "csrf"
SAFE = frozenset(("GET", "HEAD"))


def csrf_token(secret: str, seed: str) -> str:
    """The token for what a browser holds."""
    return hmac.new(secret.encode(), b"csrf:" + seed.encode(), hashlib.sha256).hexdigest()


def is_csrf_token(expected: str, given: str) -> bool:
    """Compared in constant time."""
    return hmac.compare_digest(expected.encode(), given.encode("utf-8", "surrogatepass"))

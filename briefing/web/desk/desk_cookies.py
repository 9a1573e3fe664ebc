"""The cookies of the desk: for this host alone, out of reach of scripts and of other sites."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

from starlette.responses import Response

# What is told once after an act; longer ones are cut. Chosen, not measured.
LONGEST_FLASH_CHARS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskCookies:
    """Their names and how they are set. `path` is where the desk stands, `secure` behind https."""

    path: str
    secure: bool
    secret: str

    @property
    def session(self) -> str:
        """Who is logged in."""
        return self._name("session")

    @property
    def visit(self) -> str:
        """A browser that is not logged in."""
        return self._name("visit")

    @property
    def flash(self) -> str:
        """What the next page says."""
        return self._name("flash")

    def _name(self, purpose: str) -> str:
        """`__Host-` keeps other hosts of the domain from setting it (RFC 6265bis, 4.1.3.2)."""
        mark = "__Host-" if self.secure and self.path == "/" else ""
        return f"{mark}desk_{purpose}"

    def put(self, response: Response, name: str, text: str, *, seconds: int | None = None) -> None:
        """Set a cookie until the browser is closed, or for so many seconds."""
        response.set_cookie(
            name,
            text,
            max_age=seconds,
            path=self.path,
            secure=self.secure,
            httponly=True,
            samesite="lax",
        )

    def drop(self, response: Response, name: str) -> None:
        """Let the browser forget a cookie."""
        response.delete_cookie(
            name, path=self.path, secure=self.secure, httponly=True, samesite="lax"
        )

    def sealed(self, text: str) -> str:
        """A text that only we can have written."""
        packed = base64.urlsafe_b64encode(text[:LONGEST_FLASH_CHARS].encode()).decode()
        return f"{packed}.{self._seal(packed)}"

    def opened(self, sealed: str) -> str:
        """The text of `sealed`; "" where somebody else wrote it."""
        packed, _, seal = sealed.partition(".")
        if not (sealed.isascii() and hmac.compare_digest(seal, self._seal(packed))):
            return ""
        return base64.urlsafe_b64decode(packed).decode()

    def _seal(self, packed: str) -> str:
        return hmac.new(
            self.secret.encode(), f"flash:{packed}".encode(), hashlib.sha256
        ).hexdigest()

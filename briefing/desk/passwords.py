"""Passwords: hashed by Argon2id (RFC 9106) at the costs that OWASP's cheat sheet names."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from briefing.errors import BriefingError, InputError
from briefing.version import extra

if TYPE_CHECKING:
    from argon2 import PasswordHasher

# NIST SP 800-63B asks for 8 at least, and for no rules about kinds of signs.
SHORTEST_PASSWORD_CHARS = 10
# OWASP's least for Argon2id; a login must not take a small server's memory.
MEMORY_KIB = 19 * 1024
# As OWASP names it beside that memory.
PASSES = 2
# More is no password, but work for the hash; chosen, not measured.
LONGEST_PASSWORD_CHARS = 1000


def require_argon2() -> None:
    """BriefingError says how to install what the desk needs, where it is not there."""
    _hasher()


def checked_password(password: str, *, of: str = "") -> str:
    """A password as it is hashed; InputError where it is too short, too long, or the name."""
    plain = unicodedata.normalize("NFKC", password)
    if len(plain) < SHORTEST_PASSWORD_CHARS:
        raise InputError(f"a password has at least {SHORTEST_PASSWORD_CHARS} characters")
    if len(plain) > LONGEST_PASSWORD_CHARS:
        raise InputError(f"a password has at most {LONGEST_PASSWORD_CHARS} characters")
    if len(set(plain)) <= 2 or (of and plain.casefold().replace(of.casefold(), "") == ""):
        raise InputError("this password is guessed at once", hint="choose another one")
    return plain


def hash_password(plain: str) -> str:
    """The hash with its salt and costs, as one text."""
    return _hasher().hash(plain.encode("utf-8", "surrogatepass"))


def is_password(hashed: str, password: str) -> bool:
    """Whether it is the one that was hashed. With no hash at all it takes as long, and is False."""
    from argon2.exceptions import InvalidHashError, VerificationError

    plain = unicodedata.normalize("NFKC", password)[:LONGEST_PASSWORD_CHARS]
    try:
        _hasher().verify(hashed or _nobodys(), plain.encode("utf-8", "surrogatepass"))
    except (VerificationError, InvalidHashError):
        return False
    return hashed != ""


def outdated(hashed: str) -> bool:
    """Whether it was hashed at other costs than today's."""
    return _hasher().check_needs_rehash(hashed)


@cache
def _nobodys() -> str:
    return hash_password("nobody has this password")


@cache
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
    except ImportError as error:
        hint = f"pip install '{extra('desk')}'"
        raise BriefingError("the desk needs a part that is not installed", hint=hint) from error
    return PasswordHasher(memory_cost=MEMORY_KIB, time_cost=PASSES, parallelism=1)

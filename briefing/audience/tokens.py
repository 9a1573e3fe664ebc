"""Tokens in links: who may do what to which subscription, without a login.

A token is the subscriber's id and an HMAC-SHA256 over it, under a key of the
secret, the purpose and the newsletter: one made to unsubscribe confirms
nothing, and one of another newsletter does nothing here. It is compared in
constant time (itsdangerous) and holds letters, digits and `._-` only.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal

from itsdangerous import BadSignature, Signer
from itsdangerous.signer import SigningAlgorithm

from briefing.config import Config
from briefing.config.secret_values import secret_from
from briefing.delivery.message.template import PERSONAL
from briefing.errors import ConfigError
from briefing.store import Store

Purpose = Literal["confirm", "preferences", "unsubscribe"]
VARIABLE = "BRIEFING_SECRET"
# As many characters as SHA-256 has bytes; random ones hold 128 bits in hexadecimal (RFC 2104).
SHORTEST_SECRET_CHARS = 32
# A token of ours has some 50.
_LONGEST_TOKEN_CHARS = 200


def secret_of(store: Store) -> str:
    """What tokens are signed with: BRIEFING_SECRET, else the store's own, made once.

    ConfigError where the variable is set and too short to be a secret.
    """
    variable = secret_from(os.environ, VARIABLE)
    if variable and len(variable) < SHORTEST_SECRET_CHARS:
        length = f"{SHORTEST_SECRET_CHARS} characters at least"
        raise ConfigError((f"{VARIABLE}: is too short: {length}, from a random source",))
    return variable or store.secret("tokens")


def make_token(secret: str, purpose: Purpose, newsletter: str, subscriber_id: str) -> str:
    """The token for one subscriber, purpose and newsletter; the same each time."""
    return _signer(secret, purpose, newsletter).sign(subscriber_id).decode("ascii")


def read_token(secret: str, purpose: Purpose, newsletter: str, token: str) -> str | None:
    """The subscriber's id; None unless the token is, to the letter, one we made for this."""
    if len(token) > _LONGEST_TOKEN_CHARS or not token.isascii():
        return None
    signer = _signer(secret, purpose, newsletter)
    try:
        subscriber_id = signer.unsign(token)
    except BadSignature:
        return None
    # Base64 has spare bits at its end: other spellings of a signature are no tokens of ours.
    made = signer.sign(subscriber_id)
    return subscriber_id.decode("ascii") if hmac.compare_digest(made, token.encode()) else None


class _KeyedSha256(SigningAlgorithm):
    """HMAC-SHA256 with one key, which is taken in once and not anew for each token."""

    def __init__(self, key: bytes) -> None:
        self._begun = hmac.new(key, digestmod=hashlib.sha256)

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        """The signature; `key` is the one this was made with."""
        del key
        mac = self._begun.copy()
        mac.update(value)
        return mac.digest()


@lru_cache(maxsize=32)
def _signer(secret: str, purpose: Purpose, newsletter: str) -> Signer:
    """The key is worked out once: a large list needs a token for each of its readers."""
    salt = f"briefing/{purpose}/{newsletter}"
    derivation = Signer(secret, salt=salt, key_derivation="hmac", digest_method=hashlib.sha256)
    key = derivation.derive_key()
    return Signer(key, salt=salt, key_derivation="none", algorithm=_KeyedSha256(key))


def tokens_of(
    config: Config, store: Store, purposes: Sequence[str]
) -> Callable[[str], dict[str, str]]:
    """What makes a subscriber's tokens for the links of their own, by purpose."""
    secret, newsletter = secret_of(store), config.newsletter.id
    needed: list[Purpose] = [purpose for purpose in PERSONAL if purpose in purposes]

    def tokens(subscriber_id: str) -> dict[str, str]:
        return {
            purpose: make_token(secret, purpose, newsletter, subscriber_id) for purpose in needed
        }

    return tokens

"""Columns that nobody asked us to read, and that may say who has left: better asked about."""

from __future__ import annotations

from difflib import SequenceMatcher

# Beginnings of words by which programs and people call such columns, in several languages.
_BEGINNINGS = (
    "status",
    "subscri",
    "unsub",
    "optin",
    "optout",
    "opted",
    "consent",
    "permission",
    "bounce",
    "block",
    "blacklist",
    "suppress",
    "clean",
    "complain",
    "spam",
    "confirm",
    "activ",
    "enabled",
    "disabled",
    "deleted",
    "removed",
    "gdpr",
    "dsgvo",
    "aktiv",
    "abgemeldet",
    "angemeldet",
    "abonn",
    "einwilligung",
    "statut",
    "désab",
    "desab",
    "désinscri",
    "estado",
    "suscri",
    "baja",
    "stato",
    "iscri",
    "disiscri",
)
_PHRASES = ("opt in", "opt out", "do not mail", "do not email", "no mail")
_OFTEN_MISSPELT = ("status", "subscribed", "unsubscribed", "subscription", "bounced", "blocked")
# `stauts` is 0.83 like `status`, `station` 0.77; chosen on such pairs, not measured.
LIKE_RATIO = 0.8
# Cells that say by themselves that somebody has left.
LEFT_WORDS = frozenset(
    (
        "unsubscribed",
        "opted out",
        "opted-out",
        "optout",
        "opt-out",
        "bounced",
        "cleaned",
        "complained",
        "blocked",
        "blocklisted",
        "blacklisted",
        "abgemeldet",
        "ausgetragen",
        "désabonné",
        "désinscrit",
        "baja",
    )
)


def sounds_like_status(column: str) -> bool:
    """True where a column's `plain` name may be about who may be written to."""
    if any(phrase in column for phrase in _PHRASES):
        return True
    return any(word.startswith(_BEGINNINGS) or _misspelt(word) for word in column.split())


def _misspelt(word: str) -> bool:
    return any(
        SequenceMatcher(None, word[:40], known).ratio() >= LIKE_RATIO for known in _OFTEN_MISSPELT
    )

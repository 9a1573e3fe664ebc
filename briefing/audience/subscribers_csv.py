"""Subscribers as CSV, out and in again: equal after a round trip, and no formula for a spreadsheet.

A cell that a spreadsheet would run (`=1+1`, `@SUM`, …) gets an apostrophe
before it, which marks text there; reading takes it off again.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TextIO

from briefing.delivery.message.address import address
from briefing.errors import InputError
from briefing.models import Rhythm
from briefing.store import Store, Subscription
from briefing.store.subscriber_table import new

COLUMNS = (
    "email",
    "name",
    "language",
    "status",
    "address_status",
    "tags",
    "since",
    "rhythm",
)
TAG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
LANGUAGE = re.compile(r"([A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3})?")
# What a spreadsheet may take for the beginning of a formula, with signs of full width.
_FORMULA = re.compile(r"\s*[=+\-@|%\t\r\n＝＋－＠]")
_MARKED = re.compile(rf"'+{_FORMULA.pattern}")


def export_csv(subscriptions: Iterable[Subscription], out: TextIO) -> int:
    """Write subscriptions line by line, after a line of column names; returns how many."""
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    count = 0
    for subscription in subscriptions:
        writer.writerow([safe_cell(cell) for cell in _cells(subscription)])
        count += 1
    return count


def entry(
    email: str, *, name: str = "", language: str = "", tags: Sequence[str] = ()
) -> Subscription:
    """An active subscription as typed by hand; InputError where a part of it cannot be used."""
    address(email)
    try:
        chosen = tuple(sorted({_tag(tag) for tag in tags}))
        who = new(email, name=name, language=language_tag(language))
    except ValueError as error:
        raise InputError(str(error), where=email) from error
    return Subscription(subscriber=who, status="active", tags=chosen)


def subscription_of(store: Store, email: str, *, newsletter: str) -> Subscription:
    """The subscription of an address; InputError where there is none."""
    who = store.subscribers.get(email)
    subscription = store.subscribers.subscription(who.id, newsletter) if who else None
    if subscription is None:
        hint = "see `briefing subscribers list --status any`"
        raise InputError("is not a subscriber", where=email, hint=hint)
    return subscription


def safe_cell(text: str) -> str:
    """The cell as a spreadsheet shows it and does not run it."""
    return f"'{text}" if _FORMULA.match(text) or _MARKED.match(text) else text


def plain_cell(text: str) -> str:
    """What `safe_cell` was given."""
    return text[1:] if _MARKED.match(text) else text


def _cells(subscription: Subscription) -> tuple[str, ...]:
    who = subscription.subscriber
    since = subscription.since.isoformat() if subscription.since else ""
    return (
        who.email,
        who.name,
        who.language,
        subscription.status,
        who.status,
        " ".join(subscription.tags),
        since,
        subscription.next_rhythm or subscription.rhythm,
    )


def as_tag(text: str) -> str:
    """What another program calls an audience, as a tag of ours; "" where nothing is left of it.

    A tag of ours stays as it is.
    """
    if TAG.fullmatch(text):
        return text
    letters = unicodedata.normalize("NFKD", text.strip().strip('"').lower())
    kept = (
        letter if letter.isascii() and letter.isalnum() else "-"
        for letter in letters
        if not unicodedata.combining(letter)
    )
    return "-".join(filter(None, "".join(kept).split("-")))[:63].rstrip("-")


def one_rhythm(text: str) -> Rhythm:
    """How often a reader wants to be written to; daily where nothing is said. ValueError if odd."""
    if text not in {"", "daily", "weekly"}:
        raise ValueError(f"rhythm is {text[:40]!a}, not daily or weekly")
    return "weekly" if text == "weekly" else "daily"


def _tag(text: str) -> str:
    if not TAG.fullmatch(text):
        raise ValueError(f"{text[:70]!a} is no tag: small letters, digits and hyphens are")
    return text


def language_tag(text: str) -> str:
    """A language as its tag says it; ValueError where it is none."""
    if not LANGUAGE.fullmatch(text):
        raise ValueError(f"{text[:40]!a} is no language tag, such as de or pt-BR")
    return text


def moment(text: str) -> datetime | None:
    """A moment in UTC, which it is in where it has no offset; ValueError where it is none."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"since is {text[:40]!a}, not a moment such as 2026-11-24") from error
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)

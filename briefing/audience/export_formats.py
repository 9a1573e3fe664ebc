"""What the exports of other programs call things: columns, and words for who may be written to.

The shapes are those the programs write (listmonk and Ghost: their source; Mailchimp, Substack,
Buttondown: files and migration tools in public repositories).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Standing = Literal["active", "pending", "unsubscribed", "bounced", "complained", "blocked"]
# The last of those that a record's columns speak of counts.
STANDINGS: tuple[Standing, ...] = (
    "active",
    "pending",
    "unsubscribed",
    "bounced",
    "complained",
    "blocked",
)
FormatName = Literal["listmonk", "mailchimp", "ghost", "substack", "buttondown"]
Words = Mapping[str, Standing]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """How a program's export is read. All names of columns are `plain`.

    `fields` leads from our columns to theirs, best first. `words` are columns
    whose words say who may be written to; where a column of `filled` is not
    empty, that says so. `consent` is a column that is filled where the reader
    signed up in person, `proof` what to write down of it. `silent` are columns
    whose names only sound like a status. A file with all of `marks` is such an export.
    """

    fields: Mapping[str, tuple[str, ...]]
    words: Mapping[str, Words] = field(default_factory=dict)
    filled: Mapping[str, Standing] = field(default_factory=dict)
    consent: str = ""
    proof: str = ""
    silent: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()


def plain(column: str) -> str:
    """A column's name in small letters, its words parted by one space."""
    return " ".join(column.lower().replace("_", " ").replace("-", " ").split())


WORDS: Words = {
    "active": "active",
    "subscribed": "active",
    "pending": "pending",
    "unconfirmed": "pending",
    "unsubscribed": "unsubscribed",
    "opted out": "unsubscribed",
    "opted-out": "unsubscribed",
    "bounced": "bounced",
    "cleaned": "bounced",
    "complained": "complained",
    "blocked": "blocked",
    "blocklisted": "blocked",
    "blacklisted": "blocked",
}
ADDRESS_WORDS: Words = {
    "ok": "active",
    "bounced": "bounced",
    "complained": "complained",
    "blocked": "blocked",
}
YES_NO: Words = {"true": "active", "false": "unsubscribed"}
_EMAIL = ("email", "e mail", "email address", "e mail address", "mail")

PLAIN = ExportFormat(
    fields={
        "email": _EMAIL,
        "name": ("name", "full name"),
        "first name": ("first name",),
        "last name": ("last name", "surname"),
        "language": ("language",),
        "tags": ("tags",),
        "since": ("since",),
        "rhythm": ("rhythm",),
    },
    words={"status": WORDS, "address status": ADDRESS_WORDS},
)
FORMATS: Mapping[FormatName, ExportFormat] = {
    "listmonk": ExportFormat(
        fields={"email": ("email",), "name": ("name",), "since": ("created at",)},
        words={
            "status": {"enabled": "active", "disabled": "unsubscribed", "blocklisted": "blocked"}
        },
        marks=frozenset(("uuid", "attributes", "status")),
    ),
    "mailchimp": ExportFormat(
        fields={
            "email": ("email address", "email"),
            "name": ("name", "full name"),
            "first name": ("first name",),
            "last name": ("last name",),
            "tags": ("tags",),
            "since": ("unsub time", "clean time", "optin time", "confirm time"),
        },
        filled={"unsub time": "unsubscribed", "clean time": "bounced"},
        consent="optin time",
        proof="signed up by a form of Mailchimp",
        silent=frozenset(
            (
                "optin ip",
                "confirm time",
                "confirm ip",
                "unsub campaign title",
                "unsub campaign id",
                "unsub reason",
                "unsub reason other",
                "clean campaign title",
                "clean campaign id",
            )
        ),
        marks=frozenset(("leid", "euid")),
    ),
    "ghost": ExportFormat(
        fields={
            "email": ("email",),
            "name": ("name",),
            "tags": ("labels",),
            "since": ("created at",),
        },
        words={"subscribed to emails": YES_NO},
        filled={"deleted at": "unsubscribed"},
        silent=frozenset(("complimentary plan",)),
        marks=frozenset(("subscribed to emails",)),
    ),
    "substack": ExportFormat(
        fields={
            "email": ("email",),
            "name": ("name",),
            "since": ("created at", "start date"),
        },
        words={"email disabled": {"true": "unsubscribed", "false": "active"}},
        silent=frozenset(("active subscription",)),  # paid ones: free readers have none
        marks=frozenset(("active subscription",)),
    ),
    "buttondown": ExportFormat(
        fields={
            "email": ("email", "email address"),
            "tags": ("tags",),
            "since": ("creation date", "created at"),
        },
        words={
            "type": {
                "regular": "active",
                "premium": "active",
                "gifted": "active",
                "trialed": "active",
                "past due": "active",
                "past_due": "active",
                "churning": "active",
                "churned": "active",
                "unactivated": "pending",
                "unpaid": "pending",
                "upcoming": "pending",
                "paused": "unsubscribed",
                "removed": "unsubscribed",
                "unsubscribed": "unsubscribed",
                "undeliverable": "bounced",
                "malformed": "bounced",
                "complained": "complained",
                "spammy": "blocked",
                "blocked": "blocked",
            }
        },
        filled={"unsubscription date": "unsubscribed"},
        silent=frozenset(("unsubscription reason", "churn date")),
        marks=frozenset(("creation date", "type")),
    ),
}

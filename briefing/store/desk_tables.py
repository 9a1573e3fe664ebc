"""The tables of those who work at the desk, as the newest migration leaves them."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from briefing.store.tables import Moment, metadata

accounts = Table(
    "desk_accounts",
    metadata,
    Column("newsletter", Text, primary_key=True),
    Column("key", Text, primary_key=True),  # the name, folded to compare
    Column("name", Text, nullable=False),  # as given
    Column("role", String(10), nullable=False),
    Column("password", Text, nullable=False),  # as argon2 writes it; empty: none set yet
    Column("totp", Text, nullable=False),  # the shared secret in base 32; empty: none
    Column("totp_step", Integer, nullable=False),  # the last step used: a code works once
    Column("created", Moment, nullable=False),
    Column("changed", Moment, nullable=False),  # when password or second factor last changed
)

sessions = Table(
    "desk_sessions",
    metadata,
    Column("token", String(64), primary_key=True),  # SHA-256 of what the browser holds
    Column("newsletter", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("created", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("agent", Text, nullable=False),
    ForeignKeyConstraint(
        ["newsletter", "account"], ["desk_accounts.newsletter", "desk_accounts.key"]
    ),
    Index("desk_sessions_by_account", "newsletter", "account"),
)

# Single-use secrets: links that set a password, and codes for who lost the second factor.
one_time = Table(
    "desk_one_time",
    metadata,
    Column("token", String(64), primary_key=True),  # SHA-256
    Column("newsletter", Text, nullable=False),
    Column("account", Text, nullable=False),  # empty: it makes the first admin
    Column("kind", String(10), nullable=False),  # link, recovery
    Column("expires", Moment, nullable=False),
    Index("desk_one_time_by_account", "newsletter", "account"),
)

# Logins that failed; names and clients as keyed hashes only.
failures = Table(
    "desk_failures",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Index("desk_failures_by_key", "key", "at"),
    Index("desk_failures_by_time", "at"),
)

# The stories a draft is made of, as they were when it was taken; until it is released.
draft_stories = Table(
    "draft_stories",
    metadata,
    Column("edition_id", Text, primary_key=True),
    Column("taken_at", Moment, nullable=False),
    Column("data", LargeBinary, nullable=False),  # JSON, compressed by zlib
)

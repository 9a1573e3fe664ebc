"""What sign-ups, preferences, blocks and the full schedule have to remember."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add columns to `slots` and the tables of readers and of the schedule."""
    op.add_column("slots", sa.Column("edition_id", sa.Text(), nullable=False, server_default=""))
    op.add_column("slots", sa.Column("reminded_at", sa.String(27), nullable=True))
    _schedules()
    _subscription_tags()
    _requests()
    _blocks()


def _schedules() -> None:
    op.create_table(
        "schedules",
        sa.Column("newsletter", sa.Text(), nullable=False),
        sa.Column("last_pass", sa.String(27), nullable=True),
        sa.Column("paused_until", sa.String(27), nullable=True),
        sa.Column("paused_why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("newsletter"),
    )


def _subscription_tags() -> None:
    op.create_table(
        "subscription_tags",
        sa.Column("subscriber_id", sa.String(length=80), nullable=False),
        sa.Column("newsletter", sa.Text(), nullable=False),
        sa.Column("tag", sa.String(length=63), nullable=False),
        sa.ForeignKeyConstraint(["subscriber_id"], ["subscribers.id"]),
        sa.PrimaryKeyConstraint("subscriber_id", "newsletter", "tag"),
    )


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("newsletter", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("client", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("requests_by_address", "requests", ["address", "at"], unique=False)
    op.create_index("requests_by_time", "requests", ["at", "client"], unique=False)


def _blocks() -> None:
    op.create_table(
        "blocks",
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("address"),
    )

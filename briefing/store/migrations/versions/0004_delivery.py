"""What bounces, corrections and the full outbox have to remember."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
WAITS = "state IN ('pending', 'deferred')"
LEASED = "lease_until IS NOT NULL"


def upgrade() -> None:
    """Add when an edition was released, each delivery's language, bounces and corrections."""
    op.add_column("editions", sa.Column("released_at", sa.String(27), nullable=True))
    language = sa.Column("language", sa.String(length=35), nullable=False, server_default="")
    op.add_column("deliveries", language)
    op.create_index("deliveries_by_message", "deliveries", ["message_id"], unique=False)
    op.drop_index("deliveries_to_do", table_name="deliveries")
    _index("deliveries_waiting", ["edition_id", "state", "subscriber_id"], WAITS)
    _index("deliveries_leased", ["worker"], LEASED)
    _bounces()
    _corrections()


def _index(name: str, columns: list[str], where: str) -> None:
    part = sa.text(where)
    op.create_index(name, "deliveries", columns, sqlite_where=part, postgresql_where=part)


def _bounces() -> None:
    op.create_table(
        "bounces",
        sa.Column("report", sa.String(length=64), nullable=False),
        sa.Column("edition_id", sa.Text(), nullable=False),
        sa.Column("subscriber_id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["subscriber_id"], ["subscribers.id"]),
        sa.PrimaryKeyConstraint("report"),
    )
    op.create_index(op.f("ix_bounces_subscriber_id"), "bounces", ["subscriber_id"], unique=False)


def _corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Text(), nullable=False),
        sa.Column("date", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("told_in", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"]),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index(op.f("ix_corrections_edition_id"), "corrections", ["edition_id"], unique=False)

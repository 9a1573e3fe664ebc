"""Imports that can be taken back, readers who wait to be asked, and daily or weekly by choice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the tables and columns; whoever is known reads every edition, as before."""
    op.create_table(
        "imports",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("newsletter", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("taken", sa.Integer, nullable=False),
        sa.Column("undone_at", sa.String(27)),
    )
    op.create_table(
        "invitations",
        sa.Column(
            "subscriber_id", sa.String(80), sa.ForeignKey("subscribers.id"), primary_key=True
        ),
        sa.Column("newsletter", sa.Text, primary_key=True),
        sa.Column("at", sa.String(27), nullable=False),
    )
    for table in ("subscription_history", "subscription_tags", "blocks"):
        op.add_column(table, sa.Column("import_number", sa.Integer))
    op.add_column("subscriptions", _word("rhythm", "daily"))
    op.add_column("subscriptions", _word("next_rhythm", ""))
    op.add_column("editions", _word("rhythm", "daily"))
    op.add_column("schedules", sa.Column("week_from", sa.String(27)))
    op.add_column("sources", sa.Column("faults", sa.Integer, nullable=False, server_default="0"))


def _word(name: str, default: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(10), nullable=False, server_default=default)

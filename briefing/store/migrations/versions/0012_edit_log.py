"""Decisions are taken back, not forgotten; and each change of them has a revision."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the columns and the table; every decision that is known is in force."""
    op.add_column("edits", sa.Column("undone_at", sa.String(27)))
    op.add_column("edits", sa.Column("undone_by", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "edit_log",
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("edition_id", sa.Text, index=True),
        sa.Column("act", sa.String(10), nullable=False),
        sa.Column("number", sa.Integer, sa.ForeignKey("edits.number")),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("touched", sa.Text, nullable=False),
        sa.Column("request_id", sa.String(80), unique=True),
    )

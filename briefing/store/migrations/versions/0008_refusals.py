"""When a delivery was first tried, when a slot is tried again, and what relays were given."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
WAITS = sa.text("state IN ('pending', 'deferred')")


def upgrade() -> None:
    """Add columns and a table; the index of what waits is ordered by when it waits for."""
    op.add_column("deliveries", sa.Column("first_tried", sa.String(27)))
    op.add_column("slots", sa.Column("retry_at", sa.String(27)))
    op.add_column("slots", sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
    op.drop_index("deliveries_waiting", table_name="deliveries")
    op.create_index(
        "deliveries_waiting",
        "deliveries",
        ["edition_id", "state", "not_before", "subscriber_id"],
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )
    op.create_table(
        "throttles",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("next_at", sa.String(27), nullable=False),
        sa.Column("started", sa.String(27), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("used", sa.Integer(), nullable=False, server_default="0"),
    )

"""A draft's stories are kept as they were when it was taken."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "draft_stories",
        sa.Column("edition_id", sa.Text, primary_key=True),
        sa.Column("taken_at", sa.String(27), nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )

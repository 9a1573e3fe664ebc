"""Where each story stood in its source's document when that was last read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the columns; of what was read before, nobody knows where it stood."""
    op.add_column("story_sources", sa.Column("position", sa.Integer(), nullable=True))
    op.add_column("story_sources", sa.Column("position_count", sa.Integer(), nullable=True))

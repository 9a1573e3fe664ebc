"""What a source remembers beside its validators, and every source that carried a story."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns of `sources`, and `story_sources` with what is known so far."""
    for name in ("address", "moved", "paused"):
        op.add_column("sources", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    for name in ("retry_at", "fresh_until"):
        op.add_column("sources", sa.Column(name, sa.String(27), nullable=True))
    _story_sources()


def _story_sources() -> None:
    op.create_table(
        "story_sources",
        sa.Column("story_id", sa.String(length=80), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"]),
        sa.PrimaryKeyConstraint("story_id", "source"),
    )
    op.create_index("story_sources_by_source", "story_sources", ["source"], unique=False)
    op.execute("INSERT INTO story_sources (story_id, source) SELECT id, source FROM stories")

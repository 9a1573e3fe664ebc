"""Stories are found by their day."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add the index."""
    op.create_index("stories_by_day", "stories", ["published", "first_seen"])

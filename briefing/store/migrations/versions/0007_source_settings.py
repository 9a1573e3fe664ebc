"""With what filters and limits a source was read: where they change, it is asked anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column; a source that was read before counts as read with the settings it has."""
    op.add_column("sources", sa.Column("settings", sa.Text(), nullable=False, server_default=""))

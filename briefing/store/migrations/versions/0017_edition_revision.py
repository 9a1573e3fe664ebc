"""An edition knows the revision of the decisions it was made with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add the column; of editions that are there nobody knows."""
    op.add_column("editions", sa.Column("revision", sa.Integer))

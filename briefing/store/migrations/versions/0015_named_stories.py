"""The search index knows which stories editions name."""

from __future__ import annotations

from alembic import op

from briefing.store.search_index import index_named

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Bring those stories up to date in the index."""
    index_named(op.get_bind())

"""Full-text search over all stories and editions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from briefing.store.search_index import fill
from briefing.store.search_tables import create_words

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the index and put in what the store has, batch by batch."""
    op.create_table(
        "search_documents",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("day", sa.String(27), nullable=False),
    )
    op.create_index("search_documents_by_ref", "search_documents", ["ref", "kind"], unique=True)
    op.create_index("edition_texts_by_story", "edition_texts", ["story_id"])
    connection = op.get_bind()
    create_words(connection)
    fill(connection)

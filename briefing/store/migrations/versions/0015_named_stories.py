"""The search index knows which stories editions name and, on PostgreSQL, words side by side."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from briefing.store.search_index import index_named, refill
from briefing.store.search_tables import create_words

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Bring those stories up to date; a table of PostgreSQL without pairs is made anew."""
    connection = op.get_bind()
    columns = {column["name"] for column in sa.inspect(connection).get_columns("search_words")}
    if connection.dialect.name == "sqlite" or "pairs" in columns:
        index_named(connection)
        return
    op.drop_table("search_words")
    create_words(connection)
    refill(connection)

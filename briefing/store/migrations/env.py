"""Alembic's entry: runs the migrations on the connection the store hands in."""

from __future__ import annotations

from alembic import context

from briefing.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()

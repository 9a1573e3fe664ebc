"""Secrets the store keeps for itself: made once, the same for every process that opens it."""

from __future__ import annotations

import secrets

from sqlalchemy import select

from briefing.store import tables as t
from briefing.store.engine import Database
from briefing.store.upsert import insert_new


def secret(database: Database, name: str) -> str:
    """256 random bits in hexadecimal, under a name of at most 30 letters; made when first asked."""
    key = f"secret:{name}"
    query = select(t.meta.c.value).where(t.meta.c.key == key)
    with database.read() as connection:
        stored: str | None = connection.execute(query).scalar()
    if stored is not None:
        return stored
    with database.write() as connection:
        insert_new(connection, t.meta, {"key": key, "value": secrets.token_hex(32)})
        return str(connection.execute(query).scalar_one())

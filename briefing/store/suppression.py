"""Who must not be written to, whatever a backup says: carried over when one is restored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, inspect, select

from briefing.models import AddressStatus
from briefing.store import tables as t
from briefing.store.engine import Database
from briefing.store.mail_addresses import keyed_hash
from briefing.store.subscriptions import forget, set_address, set_status, status_of
from briefing.store.upsert import insert_new

BLOCKS_KEY = "secret:blocks"
BEFORE_A_RESTORE = "before a backup was restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppressed:
    """Ended subscriptions (address, newsletter), addresses that do not work, and blocks."""

    left: tuple[tuple[str, str], ...] = ()
    broken: tuple[tuple[str, AddressStatus], ...] = ()
    blocks: tuple[tuple[str, str, datetime], ...] = ()
    key: str = ""


def suppressed_in(database: Database) -> Suppressed:
    """Who has left, bounced or is blocked in a store; nobody in one without tables."""
    if not _has_tables(database.engine):
        return Suppressed()
    s, n = t.subscribers, t.subscriptions
    left = select(s.c.address, n.c.newsletter).join(n, n.c.subscriber_id == s.c.id)
    with database.read() as connection:
        return Suppressed(
            left=_rows(connection, left.where(n.c.status == "unsubscribed")),
            broken=_rows(connection, select(s.c.address, s.c.status).where(s.c.status != "ok")),
            blocks=_rows(connection, select(t.blocks.c.address, t.blocks.c.cause, t.blocks.c.at)),
            key=_key(connection),
        )


def keep_suppressed(connection: Connection, suppressed: Suppressed, now: datetime) -> int:
    """Apply it to the rows that were restored; returns how many readers that keeps out.

    Who was erased since the backup is forgotten again.
    """
    changed = sum(
        _end(connection, address, newsletter, now) for address, newsletter in suppressed.left
    )
    for address, status in suppressed.broken:
        query = select(t.subscribers.c.id).filter_by(address=address, status="ok")
        name = connection.execute(query).scalar()
        if name:
            changed += set_address(connection, name, status, cause=BEFORE_A_RESTORE, at=now)
    for address, cause, at in suppressed.blocks:
        insert_new(connection, t.blocks, {"address": address, "cause": cause, "at": at})
    return changed + _forget_again(connection, suppressed)


def _end(connection: Connection, address: str, newsletter: str, now: datetime) -> bool:
    same = t.subscribers.c.address == address
    name = connection.execute(select(t.subscribers.c.id).where(same)).scalar()
    if name is None or status_of(connection, name, newsletter) in {None, "unsubscribed"}:
        return False
    cause = f"had left {BEFORE_A_RESTORE}"
    return set_status(connection, name, newsletter, "unsubscribed", cause=cause, at=now)


def _forget_again(connection: Connection, suppressed: Suppressed) -> int:
    """Readers of the backup who are blocked by now and were not known any more: erased."""
    if not suppressed.blocks or suppressed.key != _key(connection):
        return 0
    hashes = {address for address, _, _ in suppressed.blocks}
    known = {address for address, _ in suppressed.broken}
    rows = connection.execute(select(t.subscribers.c.id, t.subscribers.c.address)).all()
    erased = [
        name
        for name, address in rows
        if address not in known and keyed_hash(suppressed.key, address) in hashes
    ]
    for name in erased:
        forget(connection, name)
    return len(erased)


def _key(connection: Connection) -> str:
    query = select(t.meta.c.value).where(t.meta.c.key == BLOCKS_KEY)
    return str(connection.execute(query).scalar() or "")


def _has_tables(engine: Engine) -> bool:
    return bool(inspect(engine).has_table(t.subscribers.name))


def _rows(connection: Connection, query: Select[Any]) -> tuple[Any, ...]:
    return tuple(tuple(row) for row in connection.execute(query))

"""What each source remembers between two reads, and how it fared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from briefing.models import SourceReport, SourceState
from briefing.store import tables as t
from briefing.store.engine import Database
from briefing.store.upsert import put

# Failures in a row after which a source counts as stale.
STALE_AFTER = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """How a source fared: when it was read last, and its failures in a row."""

    name: str
    last_read: datetime
    last_success: datetime | None
    failures: int
    error: str

    @property
    def stale(self) -> bool:
        """True after five failures in a row."""
        return self.failures >= STALE_AFTER


class Sources:
    """The seen-state of every source that was ever read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def state(self, name: str) -> SourceState:
        """The validators of the last good answer; empty ones for a new source."""
        query = select(t.sources.c.etag, t.sources.c.last_modified).where(t.sources.c.name == name)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return SourceState(etag=row.etag, last_modified=row.last_modified) if row else SourceState()

    def record(self, report: SourceReport, at: datetime) -> None:
        """Note how a read went. A failed source keeps the state of its last good read."""
        before = self._get(report.source)
        state = self.state(report.source) if report.error else report.state
        row = {
            "name": report.source,
            "etag": state.etag,
            "last_modified": state.last_modified,
            "last_read": at,
            "last_success": (before.last_success if before else None) if report.error else at,
            "failures": (before.failures if before else 0) + 1 if report.error else 0,
            "error": report.error,
        }
        with self._database.write() as connection:
            put(connection, t.sources, row, key=["name"])

    def list(self) -> tuple[SourceRecord, ...]:
        """All sources by name."""
        with self._database.read() as connection:
            rows = connection.execute(select(t.sources).order_by(t.sources.c.name)).mappings()
            return tuple(SourceRecord(**{n: r[n] for n in SourceRecord.__slots__}) for r in rows)

    def _get(self, name: str) -> SourceRecord | None:
        return next((record for record in self.list() if record.name == name), None)

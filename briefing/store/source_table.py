"""What each source remembers between two reads, and how it fared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, select, update

from briefing.errors import InputError
from briefing.models import SourceReport, SourceState
from briefing.models.report import STALE_AFTER_FAILURES
from briefing.store import tables as t
from briefing.store.engine import Database
from briefing.store.upsert import put


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """How a source fared: when it was read last, its failures in a row, what holds it back.

    `address` is where it was read, `moved` where that has gone for good. It
    is not to be asked before `retry_at` (it failed) or `fresh_until` (its
    last answer still holds), and not at all where `paused` says why. `settings`
    stand for the filters and limits it was read with; `faults` are the
    documents of its last read that could not be used.
    """

    name: str
    last_read: datetime
    last_success: datetime | None = None
    failures: int = 0
    error: str = ""
    state: SourceState = field(default_factory=SourceState)
    address: str = ""
    moved: str = ""
    retry_at: datetime | None = None
    fresh_until: datetime | None = None
    paused: str = ""
    settings: str = ""
    faults: int = 0

    @property
    def stale(self) -> bool:
        """True after five failures in a row."""
        return self.failures >= STALE_AFTER_FAILURES


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a source may be asked again, and where and with what settings it was this time."""

    address: str = ""
    retry_at: datetime | None = None
    fresh_until: datetime | None = None
    settings: str = ""


class Sources:
    """The seen-state of every source that was ever read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def state(self, name: str) -> SourceState:
        """The validators of the last good answer; empty ones for a new source."""
        record = self.get(name)
        return record.state if record else SourceState()

    def record(self, report: SourceReport, at: datetime, schedule: Schedule | None = None) -> int:
        """Note how a read went; returns its failures in a row.

        A failed source keeps the state of its last good read. A source that
        was not asked keeps everything.
        """
        before = self.get(report.source)
        if report.skipped:
            return before.failures if before else 0
        row = _row(report, before, at) | _scheduled(schedule or Schedule(), report, before)
        with self._database.write() as connection:
            put(connection, t.sources, row, key=["name"])
        return int(row["failures"])

    def pause(self, name: str, *, why: str, at: datetime) -> None:
        """Ask a source no more, until `resume`. It need not have been read yet."""
        record = self.get(name) or SourceRecord(name=name, last_read=at)
        with self._database.write() as connection:
            put(connection, t.sources, _columns(record) | {"paused": why}, key=["name"])

    def resume(self, name: str) -> None:
        """Ask a source again with the next run; InputError for one that is not known."""
        record = self.get(name)
        if record is None:
            raise InputError("was never read", where=name, hint="see `briefing sources list`")
        free = {"paused": "", "failures": 0, "error": "", "retry_at": None, "fresh_until": None}
        with self._database.write() as connection:
            put(connection, t.sources, _columns(record) | free, key=["name"])

    def hold_back(self, names: Sequence[str], until: datetime) -> None:
        """Ask these no earlier than `until`: their host wants a pause."""
        later = t.sources.c.retry_at.is_(None) | (t.sources.c.retry_at < until)
        query = update(t.sources).where(t.sources.c.name.in_(names), later)
        with self._database.write() as connection:
            connection.execute(query.values(retry_at=until))

    def get(self, name: str) -> SourceRecord | None:
        """How one source fared; None where it was never read."""
        query = select(t.sources).where(t.sources.c.name == name)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().first()
        return _record(row) if row else None

    def list(self) -> tuple[SourceRecord, ...]:
        """All sources by name."""
        with self._database.read() as connection:
            rows = connection.execute(select(t.sources).order_by(t.sources.c.name)).mappings()
            return tuple(map(_record, rows))


def _row(report: SourceReport, before: SourceRecord | None, at: datetime) -> dict[str, Any]:
    failed = bool(report.error)
    base = before or SourceRecord(name=report.source, last_read=at)
    state = base.state if failed else report.state
    return _columns(base) | {
        "etag": state.etag,
        "last_modified": state.last_modified,
        "last_read": at,
        "last_success": base.last_success if failed else at,
        "failures": base.failures + 1 if failed else 0,
        "error": report.error,
        "faults": len(report.faults),
    }


def _scheduled(
    schedule: Schedule, report: SourceReport, before: SourceRecord | None
) -> dict[str, Any]:
    """Where it is asked next time, and when.

    A move holds for the address that has moved; when the new one fails, the
    old one is asked again.
    """
    same = before is not None and before.address == schedule.address and not report.error
    return {
        "address": schedule.address,
        "moved": report.moved or (before.moved if before and same else ""),
        "retry_at": schedule.retry_at,
        "fresh_until": schedule.fresh_until,
        "settings": schedule.settings if not report.error else before.settings if before else "",
        "paused": "gone for good" if report.gone else "",
    }


def _columns(record: SourceRecord) -> dict[str, Any]:
    names = [name for name in SourceRecord.__slots__ if name != "state"]
    validators = {"etag": record.state.etag, "last_modified": record.state.last_modified}
    return {name: getattr(record, name) for name in names} | validators


def _record(row: RowMapping) -> SourceRecord:
    fields: dict[str, Any] = {str(name): value for name, value in row.items()}
    state = SourceState(etag=fields.pop("etag"), last_modified=fields.pop("last_modified"))
    return SourceRecord(state=state, **fields)

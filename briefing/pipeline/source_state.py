"""What sources may recall of earlier reads, out of the store."""

from __future__ import annotations

from datetime import datetime

from briefing.models import SourceState
from briefing.sources.source import ReadConditions, ReadHistory
from briefing.store import SourceRecord, Store


def history_of(store: Store, now: datetime, *, force: bool = False) -> ReadHistory:
    """How each source is asked now. With `force` also those are that should wait."""

    def recall(name: str, url: str) -> ReadConditions:
        record = store.sources.get(name)
        if record is None:
            return ReadConditions(url=url)
        same = record.address in {"", url}
        return ReadConditions(
            url=record.moved if same and record.moved else url,
            state=record.state if same else SourceState(),
            skipped=record.paused or ("" if force else waiting(record, now)),
        )

    return ReadHistory(recall=recall, known=store.stories.by_keys)


def waiting(record: SourceRecord, now: datetime) -> str:
    """Why a source is not asked at this moment, in words; "" where it is."""
    if record.retry_at and now < record.retry_at:
        return f"waits until {record.retry_at:%Y-%m-%d %H:%M} UTC after {_failures(record)}"
    if record.fresh_until and now < record.fresh_until:
        return f"what was read holds until {record.fresh_until:%Y-%m-%d %H:%M} UTC"
    return ""


def _failures(record: SourceRecord) -> str:
    if not record.failures:
        return "its host asked for a pause"
    return "a failure" if record.failures == 1 else f"{record.failures} failures in a row"

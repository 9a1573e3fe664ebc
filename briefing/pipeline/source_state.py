"""What sources may recall of earlier reads, out of the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from briefing.models import SourceState
from briefing.sources.fetch.backoff import LONGEST_ASKED_WAIT
from briefing.sources.fetch.caching import LONGEST_FRESH_SECONDS
from briefing.sources.source import ReadConditions, ReadHistory
from briefing.store import SourceRecord, Store

# Two machines that share a store may differ by so much; more is a clock that is wrong.
CLOCK_TOLERANCE = timedelta(minutes=5)
# What a server may say at most, as the sources cap it.
LONGEST_FRESH = timedelta(seconds=LONGEST_FRESH_SECONDS)


def history_of(store: Store, now: datetime, *, force: bool = False) -> ReadHistory:
    """How each source is asked now.

    With `force` also those are asked that should wait, and none may answer
    "unchanged"; nor may one whose settings have changed, which does not wait
    for its last answer to run out either.
    """

    def recall(name: str, url: str, settings: str) -> ReadConditions:
        record = store.sources.get(name)
        if record is None:
            return ReadConditions(url=url)
        same = record.address in {"", url}
        anew = force or record.settings not in {"", settings}
        if anew:
            record = replace(record, fresh_until=None)
        return ReadConditions(
            url=record.moved if same and record.moved else url,
            state=record.state if same and not anew else SourceState(),
            skipped=record.paused or ("" if force else waiting(record, now)),
        )

    return ReadHistory(recall=recall, known=store.stories.by_keys)


def waiting(record: SourceRecord, now: datetime) -> str:
    """Why a source is not asked at this moment, in words; "" where it is.

    What a clock wrote that ran ahead of time holds nothing back.
    """
    if record.last_read > now + CLOCK_TOLERANCE:
        return ""
    if record.retry_at and now < record.retry_at <= now + LONGEST_ASKED_WAIT:
        return f"waits until {record.retry_at:%Y-%m-%d %H:%M} UTC after {_failures(record)}"
    if record.fresh_until and now < record.fresh_until <= now + LONGEST_FRESH:
        return f"what was read holds until {record.fresh_until:%Y-%m-%d %H:%M} UTC"
    return ""


def _failures(record: SourceRecord) -> str:
    if not record.failures:
        return "its host asked for a pause"
    return "a failure" if record.failures == 1 else f"{record.failures} failures in a row"

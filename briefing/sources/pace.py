"""When a source that fails is asked again, and when it counts as stale. Pure values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from briefing.sources.dates import utc

FIRST_WAIT = timedelta(minutes=15)
LONGEST_WAIT = timedelta(hours=24)
LONGEST_ASKED = timedelta(days=7)
STALE_AFTER = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How a source has fared: failures in a row, and not to be asked before `retry_at`."""

    failures: int = 0
    retry_at: datetime | None = None

    @property
    def stale(self) -> bool:
        """True after five failures in a row: the ledger and `doctor` say so."""
        return self.failures >= STALE_AFTER

    def is_due(self, now: datetime) -> bool:
        """True where the source may be asked."""
        return self.retry_at is None or now >= self.retry_at


def after(pace: Pace, *, failed: bool, now: datetime, retry_after: str = "") -> Pace:
    """The pace after one more read.

    A failure doubles the wait, from 15 minutes to 24 hours; what the server
    asks for with Retry-After counts where it is longer, up to seven days. A
    success forgets all failures.
    """
    if not failed:
        return Pace()
    failures = pace.failures + 1
    wait = min(FIRST_WAIT * 2 ** min(failures - 1, 10), LONGEST_WAIT)
    return Pace(failures=failures, retry_at=now + max(wait, asked_wait(retry_after, now)))


def asked_wait(retry_after: str, now: datetime) -> timedelta:
    """What a Retry-After header (RFC 9110, 10.2.3) asks for: seconds or a date, at most a week."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=min(int(text[:9]), 10**6)), LONGEST_ASKED)
    moment = utc(text)
    if moment is None:
        return timedelta(0)
    return min(max(moment - now.astimezone(UTC), timedelta(0)), LONGEST_ASKED)

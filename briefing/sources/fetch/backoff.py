"""How long a source that fails is left alone. Pure values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from briefing.sources.parse.dates import utc

# A server that restarts is back by then; chosen, not measured.
FIRST_WAIT = timedelta(minutes=15)
# Less than a day, so that a newsletter of each morning asks each morning.
LONGEST_WAIT = timedelta(hours=20)
# A Retry-After of years is a mistake: after a week it is asked again.
LONGEST_ASKED_WAIT = timedelta(days=7)


def wait_after(failures: int, retry_after: str, now: datetime) -> timedelta:
    """How long to wait after so many failures in a row, the last one just now.

    One failure is none to wait for; from the second on each doubles the wait,
    from 15 minutes to 20 hours. What the server asks for with Retry-After
    counts where it is longer, up to seven days.
    """
    doubled = FIRST_WAIT * 2 ** min(max(failures - 2, 0), 10) if failures > 1 else timedelta(0)
    return max(min(doubled, LONGEST_WAIT), asked_wait(retry_after, now))


def asked_wait(retry_after: str, now: datetime) -> timedelta:
    """What a Retry-After header (RFC 9110, 10.2.3) asks for: seconds or a date, at most a week."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=min(int(text[:9]), 10**6)), LONGEST_ASKED_WAIT)
    moment = utc(text)
    if moment is None:
        return timedelta(0)
    return min(max(moment - now.astimezone(UTC), timedelta(0)), LONGEST_ASKED_WAIT)

"""Holds when many addresses of one domain come back at once: then the domain is at fault.

Large providers have said "no such user" of everybody for some hours before now;
a list that loses its readers by that does not get them back.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from briefing.models import Subscriber
from briefing.store import Store

# So many addresses of a domain are a crowd, if they are a good part of its readers besides;
# chosen, not measured.
CROWD = 10
# An old list that is sent to again has fewer dead addresses, in most cases; chosen, not measured.
CROWD_SHARE = 0.1
# What comes back within a day comes at once; chosen, not measured.
AT_ONCE = timedelta(days=1)


class BounceBrake:
    """Counts the hard bounces of each domain, for the time of one look at what came back."""

    def __init__(self, store: Store, *, newsletter: str, now: datetime) -> None:
        self._store = store
        self._newsletter = newsletter
        self._since = now - AT_ONCE
        self._hard: dict[str, set[str]] = {}
        self._readers: dict[str, int] = {}

    def holds(self, domain: str, subscriber_id: str) -> bool:
        """Whether this one, with the others of the last day, is one of too many at the domain."""
        if domain not in self._hard:
            known = self._store.bounces.hard_at(domain, since=self._since)
            self._hard[domain] = {subscriber.id for subscriber in known}
            self._readers[domain] = self._store.bounces.readers_at(domain, self._newsletter)
        self._hard[domain].add(subscriber_id)
        count = len(self._hard[domain])
        return count >= CROWD and count > CROWD_SHARE * self._readers[domain]

    def ended(self, domain: str) -> tuple[Subscriber, ...]:
        """Those of the domain whose addresses were given up within the last day."""
        known = self._store.bounces.hard_at(domain, since=self._since)
        return tuple(subscriber for subscriber in known if subscriber.status == "bounced")

"""Figures of one newsletter for Prometheus: counts and moments, never an address.

https://prometheus.io/docs/instrumenting/exposition_formats/ (text, 0.0.4)
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import get_args

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from briefing.config import source_name
from briefing.models import AddressStatus, DeliveryState, SlotState, SubscriptionStatus
from briefing.newsletter import Newsletter
from briefing.version import __version__

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
# Counting goes through whole tables: whoever asks more often gets the same answer; chosen.
CACHE_SECONDS = 10.0
WAITING: tuple[DeliveryState, ...] = ("pending", "leased", "sending", "deferred")
BOUNCES = ("hard", "soft", "complaint")
LastBeat = Callable[[], datetime | None]


class MetricsText:
    """The figures as text, worked out anew at most every ten seconds, by one at a time.

    `last_beat` is when the daemon was last alive; None: nobody knows.
    """

    def __init__(self, newsletter: Newsletter, last_beat: LastBeat) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_Figures(newsletter, last_beat))
        self._lock = threading.Lock()
        self._text = b""
        self._until = float("-inf")

    def read(self) -> bytes:
        """The text; StoreError where the store does not answer."""
        with self._lock:
            if time.monotonic() >= self._until:
                self._text = generate_latest(self._registry)
                self._until = time.monotonic() + CACHE_SECONDS
            return self._text


class _Figures(Collector):
    """What is counted, each time it is asked for."""

    def __init__(self, newsletter: Newsletter, last_beat: LastBeat) -> None:
        self._newsletter = newsletter
        self._last_beat = last_beat

    def describe(self) -> list[Metric]:
        """Nothing is looked up before somebody asks."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Every figure of now."""
        yield _gauge("build_info", "The version of briefing.", {__version__: 1}, "version")
        yield from self._readers()
        yield from self._deliveries()
        yield from self._sources()
        yield from self._schedule()

    def _readers(self) -> Iterator[Metric]:
        store, name = self._newsletter.store, self._newsletter.id
        statuses = _filled(get_args(SubscriptionStatus), store.figures.subscriptions(name))
        yield _gauge("subscriptions", "Subscriptions by status.", statuses, "status")
        addresses = _filled(get_args(AddressStatus), store.figures.addresses(name))
        yield _gauge("addresses", "Addresses of who has not left, by status.", addresses, "status")
        waiting = store.invitations.count(name)
        yield _single("invitations_waiting", "Readers of imports still to be asked.", waiting)

    def _deliveries(self) -> Iterator[Metric]:
        figures, name = self._newsletter.store.figures, self._newsletter.id
        states = _filled(get_args(DeliveryState), figures.deliveries(name))
        yield _gauge("deliveries", "Deliveries of all editions by state.", states, "state")
        yield _single("deliveries_in_doubt", "Deliveries nobody knows of.", states["in_doubt"])
        queue = sum(states[state] for state in WAITING)
        yield _single("queue", "Deliveries that are still to go out.", queue)
        bounces = CounterMetricFamily(
            "briefing_bounces", "Reports that came back, by kind.", labels=["kind"]
        )
        for kind, count in _filled(BOUNCES, figures.bounces(name)).items():
            bounces.add_metric([kind], count)
        yield bounces
        last = figures.last_edition(name)
        if last:
            text = "When the last edition was released."
            yield _single("last_edition_timestamp_seconds", text, last[1].timestamp())
            states = _filled(get_args(DeliveryState), figures.deliveries(name, last[0]))
            yield _gauge("last_edition_deliveries", "Those of the last edition.", states, "state")

    def _sources(self) -> Iterator[Metric]:
        configured = set(map(source_name, self._newsletter.config.sources))
        records = [
            record for record in self._newsletter.store.sources.list() if record.name in configured
        ]
        failing = sum(bool(record.error) for record in records)
        yield _single("sources", "Sources the config names.", len(configured))
        yield _single("sources_failing", "Sources whose last read failed.", failing)
        faults = sum(record.faults for record in records)
        yield _single("parse_faults", "Documents of the last reads that were not usable.", faults)

    def _schedule(self) -> Iterator[Metric]:
        slots = self._newsletter.store.figures.slots(self._newsletter.id)
        states = _filled(get_args(SlotState), slots)
        yield _gauge("slots", "Slots of the schedule by state.", states, "state")
        beat = self._last_beat()
        if beat:
            age = (self._newsletter.clock() - beat).total_seconds()
            yield _single("heartbeat_age_seconds", "Since the daemon was last alive.", age)


def _filled(words: tuple[str, ...], counts: Mapping[str, int]) -> dict[str, int]:
    """A count for each word, 0 where there is none, and for what else the store holds."""
    return dict.fromkeys(words, 0) | dict(counts)


def _gauge(name: str, text: str, counts: Mapping[str, int], label: str) -> Metric:
    family = GaugeMetricFamily(f"briefing_{name}", text, labels=[label])
    for word, count in counts.items():
        family.add_metric([word], count)
    return family


def _single(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"briefing_{name}", text, value=value)

"""The store, and what it says about sources, slots and deliveries."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from briefing.config import Config, source_name
from briefing.health.finding import HealthFinding, fault, good, note, warning
from briefing.models.segment import Tagged
from briefing.newsletter import store_url
from briefing.store import Store
from briefing.store.recovery import DAMAGE

# Room for some days of editions; chosen, not measured.
WARNING_FREE_BYTES = 500_000_000
# Below this a commit may fail; chosen, not measured.
FAULT_FREE_BYTES = 10_000_000
# Slots that were due longer ago are history; chosen, not measured.
SKIPPED_SLOTS_PERIOD = timedelta(days=7)
# Seven a day in that time; chosen, not measured.
MOST_SLOTS = 50


def todo_about(what: str) -> str:
    """What to do about a store that cannot be opened."""
    if "postgresql" in what:
        return "see that the server runs, the database exists, and BRIEFING_STORE is right"
    damaged = any(sign in what for sign in DAMAGE)
    return "`briefing db restore` puts a backup in its place" if damaged else ""


def store(config: Config, opened: Store) -> Iterator[HealthFinding]:
    """Its schema and soundness, the rights on its file, room on the disk."""
    for what in opened.integrity_faults():
        todo = "`briefing db restore` puts a backup in its place"
        yield fault("store", what, todo)
    yield good("store", f"schema {opened.schema()}")
    sizes = opened.origins.sizes()
    yield good(
        "store",
        f"{sizes.documents:,} documents of sources kept for proofs: "
        f"{sizes.stored_bytes / 1e6:.1f} MB ({sizes.data_bytes / 1e6:.1f} MB uncompressed)",
    )
    restored = opened.schedules.restored_at()
    if restored:
        yield note("store", f"restored from a backup at {restored:%Y-%m-%d %H:%M} UTC")
    url = store_url(config)
    if url.startswith("sqlite"):
        yield from _file(Path(url.partition(":///")[2]))


def _file(file: Path) -> Iterator[HealthFinding]:
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o007:
        what, todo = (
            "everybody on this machine can read the readers’ addresses",
            f"chmod 600 {file.name}",
        )
        yield warning("store", what, todo)
    free = shutil.disk_usage(file.parent).free
    if free < WARNING_FREE_BYTES:
        level = fault if free < FAULT_FREE_BYTES else warning
        yield level("store", f"{free // 1_000_000} MB are free on its disk", "make room")


def sources(config: Config, opened: Store) -> Iterator[HealthFinding]:
    """Sources that failed again and again, moved, were paused, or were never read."""
    records = {record.name: record for record in opened.sources.list()}
    wrong = 0
    for name in map(source_name, config.sources):
        record = records.get(name)
        if record is None:
            yield note("sources", f"{name}: was not read yet", "briefing ingest")
        elif record.paused:
            yield note("sources", f"{name}: paused: {record.paused}")
        elif record.stale:
            what = f"{name}: failed {record.failures} times in a row: {record.error}"
            yield warning("sources", what, "correct its address, or remove it")
        elif record.moved:
            yield note("sources", f"{name}: has moved to {record.moved}", "change its address")
        else:
            continue
        wrong += 1
    if not wrong:
        yield good("sources", f"all {len(config.sources)} were read")


def slots(config: Config, opened: Store, now: datetime) -> Iterator[HealthFinding]:
    """Slots of the last week that were skipped or failed, and those whose last try failed."""
    for slot in opened.slots.list(config.newsletter.id, limit=MOST_SLOTS):
        if slot.due < now - SKIPPED_SLOTS_PERIOD:
            return
        if slot.state == "skipped" and "missed" in slot.reason:
            yield warning(
                "schedule", f"{slot.local} was skipped: {slot.reason}", "is the daemon running?"
            )
        elif slot.state == "failed":
            todo = f"briefing deliveries retry {slot.edition_id}"
            yield warning("schedule", f"{slot.local} failed: {slot.reason}", todo)
        elif slot.state in {"planned", "built"} and slot.reason and slot.taken_at:
            yield warning("schedule", f"{slot.local} failed: {slot.reason}", "it is tried again")


def audiences(config: Config, opened: Store) -> Iterator[HealthFinding]:
    """Audiences the config sends to that nobody is in: most likely misspelt."""
    for tag in config.delivery.tags:
        if next(opened.subscribers.each(config.newsletter.id, segment=Tagged(tag)), None) is None:
            todo = "correct `delivery: tags:`, or `briefing subscribers change … --tag`"
            yield warning("delivery", f"nobody is in the audience {tag!r}", todo)


def deliveries(config: Config, opened: Store) -> Iterator[HealthFinding]:
    """Editions on their way, deliveries in doubt, and mails that everybody can read."""
    folder = config.data_path(config.delivery.folder)
    written = config.delivery.transport in {"eml", "maildir"} and folder.is_dir()
    if written and stat.S_IMODE(folder.stat().st_mode) & 0o007:
        what = "everybody on this machine can read the mails written for readers"
        yield warning("delivery", what, f"chmod 700 {config.delivery.folder}")
    doubtful = opened.deliveries.list(states=("in_doubt",))
    if doubtful:
        what = f"{len(doubtful)} deliveries are in doubt: nobody knows whether they arrived"
        yield warning("delivery", what, "briefing deliveries resolve")
    for name in opened.editions.in_state(config.newsletter.id, "sending"):
        yield note("delivery", f"{name} went out to some, not yet to all", f"briefing send {name}")

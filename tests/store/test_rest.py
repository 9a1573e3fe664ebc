"""Editions, topics, edits, subscribers, sources and slots."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from briefing.errors import InputError, StoreError
from briefing.models import Edit, Keyed, Slot, SourceReport, SourceState
from briefing.store import Store
from briefing.store.edit_log import Change
from briefing.store.slot_table import LEASE
from briefing.store.source_table import Schedule
from tests.make import NOW, make_edition, make_story, make_topic

EDITION = make_edition()


def test_an_edition_goes_from_draft_to_sent(store: Store) -> None:
    store.editions.save(EDITION, at=NOW)
    assert store.editions.get("n-1") == EDITION
    store.editions.approve("n-1", by="Ada", at=NOW)
    store.editions.mark("n-1", "sent")
    assert store.editions.sent("n", limit=5) == (EDITION,)


def test_the_same_build_keeps_the_approval_and_another_loses_it(store: Store) -> None:
    store.editions.save(EDITION, at=NOW)
    store.editions.approve("n-1", by="Ada", at=NOW)
    store.editions.save(EDITION, at=NOW)
    assert store.editions.state("n-1") == "approved"
    store.editions.save(replace(EDITION, subject="Other"), at=NOW)
    assert store.editions.state("n-1") == "draft"


def test_what_was_sent_cannot_change(store: Store) -> None:
    store.editions.save(EDITION, at=NOW)
    store.editions.mark("n-1", "sent")
    with pytest.raises(StoreError, match="cannot change"):
        store.editions.save(EDITION, at=NOW)


def test_only_a_draft_is_approved(store: Store) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        store.editions.approve("n-1", by="Ada", at=NOW)


def test_the_latest_is_the_one_built_last(store: Store) -> None:
    assert store.editions.latest("n") is None
    store.editions.save(EDITION, at=NOW)
    store.editions.save(replace(EDITION, id="n-2"), at=NOW + timedelta(hours=1))
    assert [edition.id for edition in store.editions.list("n")] == ["n-2", "n-1"]


def test_sent_files_are_kept_byte_for_byte(store: Store) -> None:
    store.editions.save(EDITION, at=NOW)
    store.editions.keep_files("n-1", {"edition.eml": b"\x00\xff"})
    assert store.editions.files("n-1") == {"edition.eml": b"\x00\xff"}


def test_topics_come_back_with_their_stories(store: Store) -> None:
    story = make_story()
    store.stories.add([Keyed(story=story, keys=("k",), origin_sha256="0" * 64)], seen_at=NOW)
    store.editions.save(EDITION, at=NOW)
    store.topics.save([make_topic(story)], edition_id="n-1", at=NOW)
    assert store.topics.of("n-1") == (make_topic(story),) == store.topics.known(NOW)
    assert store.topics.known(NOW + timedelta(days=1)) == ()


def test_edits_of_an_edition_and_standing_ones(store: Store) -> None:
    here = Edit(kind="drop", story_ids=("s1",), edition_id="n-1")
    standing = Edit(kind="together", story_ids=("s1", "s2"))
    number = store.edits.add(here, at=NOW)
    store.edits.add(standing, at=NOW)
    assert store.edits.for_edition("n-1") == (here, standing)
    assert store.edits.for_edition("n-2") == (standing,)
    store.edits.undo(number, Change(by="Ada", at=NOW))
    assert store.edits.for_edition("n-1") == (standing,)


def test_a_subscription_keeps_its_history(store: Store) -> None:
    people = store.subscribers
    people.add("Ada@Example.org", newsletter="n", at=NOW, name="Ada")
    people.add("ada@example.org", newsletter="n", at=NOW)
    assert [(s.email, s.name) for s in people.active("n")] == [("Ada@Example.org", "Ada")]
    people.unsubscribe("ADA@example.org", newsletter="n", cause="one click", at=NOW)
    assert people.active("n") == ()
    history = people.history("ada@example.org", newsletter="n")
    assert [(h.status, h.cause) for h in history] == [
        ("active", "added"),
        ("unsubscribed", "one click"),
    ]


def test_a_blocked_address_gets_nothing(store: Store) -> None:
    store.subscribers.add("ada@example.org", newsletter="n", at=NOW)
    store.subscribers.set_address_status("ada@example.org", "blocked", cause="550", at=NOW)
    assert store.subscribers.active("n") == ()


@pytest.mark.parametrize(
    "email",
    ["", "a", "@b", "a@", "a b@c", "a@b\nBcc: x@y", "a,b@c", "<a@b>", "a@b\x00", "x" * 65 + "@b"],
)
def test_what_is_no_address_is_refused(store: Store, email: str) -> None:
    with pytest.raises(InputError, match="no mail address"):
        store.subscribers.add(email, newsletter="n", at=NOW)


def test_a_failed_source_keeps_its_state(store: Store) -> None:
    good = SourceReport(source="wire", state=SourceState(etag='"1"'))
    store.sources.record(good, NOW)
    for _ in range(5):
        store.sources.record(SourceReport(source="wire", error="timed out"), NOW)
    (record,) = store.sources.list()
    assert store.sources.state("wire") == SourceState(etag='"1"')
    assert (record.failures, record.stale, record.error) == (5, True, "timed out")


def test_a_source_that_was_not_asked_keeps_everything(store: Store) -> None:
    store.sources.record(SourceReport(source="wire", error="timed out"), NOW)
    before = store.sources.get("wire")
    assert store.sources.record(SourceReport(source="wire", skipped="waits"), NOW) == 1
    assert store.sources.get("wire") == before


def test_a_move_holds_until_the_new_address_fails(store: Store) -> None:
    where = Schedule(address="https://a.example/")
    moved = SourceReport(source="wire", moved="https://b.example/")
    found = []
    for report in (moved, SourceReport(source="wire"), SourceReport(source="wire", error="x")):
        store.sources.record(report, NOW, where)
        found.append(store.sources.get("wire").moved)  # type: ignore[union-attr]
    assert found == ["https://b.example/", "https://b.example/", ""]


def test_a_source_that_is_gone_is_paused_until_a_person_resumes_it(store: Store) -> None:
    store.sources.record(SourceReport(source="wire", error="410", gone=True), NOW)
    assert store.sources.list()[0].paused == "gone for good"
    store.sources.resume("wire")
    assert (store.sources.list()[0].paused, store.sources.list()[0].failures) == ("", 0)


def test_a_host_that_wants_a_pause_holds_all_its_sources_back(store: Store) -> None:
    later = NOW + timedelta(hours=2)
    for name, wait in (("a", None), ("b", NOW), ("c", later)):
        store.sources.record(SourceReport(source=name), NOW, Schedule(retry_at=wait))
    store.sources.hold_back(["a", "b", "c", "never read"], NOW + timedelta(hours=1))
    waits = [record.retry_at for record in store.sources.list()]
    assert waits == [NOW + timedelta(hours=1)] * 2 + [later]


def test_a_source_may_be_paused_before_it_was_read(store: Store) -> None:
    store.sources.pause("wire", why="paused by Ada", at=NOW)
    assert [(r.name, r.paused, r.state) for r in store.sources.list()] == [
        ("wire", "paused by Ada", SourceState())
    ]
    with pytest.raises(InputError, match="never read"):
        store.sources.resume("other")


def test_a_slot_is_taken_once(store: Store) -> None:
    slot = Slot(newsletter="n", local="2026-11-24T07:00", due=NOW)
    assert store.slots.plan(slot)
    assert not store.slots.plan(slot)
    taken = [store.slots.take("n", slot.local, by=by, now=NOW) for by in ("a", "b")]
    assert taken == [True, False]
    store.slots.mark("n", slot.local, "skipped", reason="too late")
    assert [(s.state, s.reason) for s in store.slots.list("n")] == [("skipped", "too late")]


def test_who_is_silent_for_five_minutes_by_either_clock_has_lost_a_slot(store: Store) -> None:
    slot, second = Slot(newsletter="n", local="2026-11-24T07:00", due=NOW), timedelta(seconds=1)
    store.slots.plan(slot)
    takes = (("a", NOW), ("b", NOW + LEASE), ("b", NOW + LEASE + second), ("c", NOW + second))
    taken = [store.slots.take("n", slot.local, by=by, now=now) for by, now in takes]
    assert taken == [True, False, True, False]
    # The clock of "b" ran ahead: it must not hold the slot for so long.
    assert store.slots.take("n", slot.local, by="c", now=NOW)


def test_a_moment_without_an_offset_is_refused(store: Store) -> None:
    naive = datetime(2026, 11, 24)  # noqa: DTZ001 - this is the fault
    with pytest.raises(StoreError, match="offset"):
        store.slots.plan(Slot(newsletter="n", local="x", due=naive))


def test_edits_have_numbers_and_can_be_taken_back_once(store: Store) -> None:
    here = Edit(kind="note", story_ids=(), value="Hello", edition_id="n-1", reason="asked for")
    standing, there = Edit(kind="pin", story_ids=("s1",)), replace(here, edition_id="n-2")
    numbers = [store.edits.add(edit, at=NOW) for edit in (here, standing, there)]
    assert [one.number for one in store.edits.list()] == numbers
    assert [one.edit for one in store.edits.list("n-1")] == [here, standing]
    assert store.edits.list()[0].at == NOW
    assert store.edits.undo(numbers[0], Change(by="Ada", at=NOW))
    assert store.edits.undo(numbers[0], Change(by="Ada", at=NOW)) is None
    assert [one.edit for one in store.edits.list("n-1")] == [standing]


def test_what_was_sent_and_known_until_a_moment(store: Store) -> None:
    store.editions.save(EDITION, at=NOW)
    store.editions.mark(EDITION.id, "sent")
    story = store.stories.add(
        (Keyed(story=make_story(), keys=("k",), origin_sha256="0"),), seen_at=NOW
    ).stories[0]
    store.topics.save((make_topic(story),), edition_id=EDITION.id, at=NOW)
    before, after = NOW - timedelta(seconds=1), NOW + timedelta(seconds=1)
    assert store.editions.sent("n", limit=5, until=before) == ()
    assert store.editions.sent("n", limit=5, until=NOW) == (EDITION,)
    assert store.topics.known(before, before) == ()
    assert store.topics.known(before, after) == (make_topic(story),)


def test_a_story_as_it_stood_then(store: Store) -> None:
    first = Keyed(story=make_story(), keys=("k",), origin_sha256="0")
    later = replace(first, story=replace(first.story, text="It has changed.", title="Changed"))
    day = timedelta(days=1)
    store.stories.add((first,), seen_at=NOW)
    store.stories.add((later,), seen_at=NOW + day)
    (now,) = store.stories.window()
    assert store.history.as_of((now,), NOW - day) == ()
    assert store.history.as_of((now,), NOW)[0] == replace(first.story, id=now.id)
    assert store.history.as_of((now,), NOW + day) == (now,)

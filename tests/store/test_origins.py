"""The bytes of the sources: kept once, found by what was read from them, pruned when unneeded."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from briefing.models import Keyed, Origin, Reference
from briefing.store import Store
from briefing.store.story_table import sha256
from tests.make import NOW, make_edition, make_story

STORY = make_story(text="A bridge fell. Nobody was hurt.")
FEED = Origin.of(b"<rss/>" * 100, kind="feed", url="https://e.org/", charset="x")
PAGE = Origin.of(b"\x00\xff\x96", kind="page")


def quoting(store: Store, edition_id: str = "n-1") -> None:
    named = Reference(
        story_id="s1", title="T", outlet="O", source="wire", text_sha256=sha256(STORY.text)
    )
    store.editions.save(make_edition(id=edition_id, references=(named,)), at=NOW)


def read(store: Store, origin: Origin, text: str = STORY.text) -> None:
    keyed = Keyed(story=replace(STORY, text=text), keys=("k",), origin_sha256=origin.sha256)
    store.stories.add((keyed,), seen_at=NOW)
    store.origins.add((origin,), seen_at=NOW)


def test_a_text_leads_to_the_bytes_it_was_read_from(store: Store) -> None:
    read(store, FEED)
    store.origins.add((FEED, PAGE), seen_at=NOW)
    assert store.origins.of_text("s1", sha256(STORY.text)) == FEED
    assert store.origins.of_text("s1", "0" * 64) is None
    assert store.stories.read_from((FEED.sha256, PAGE.sha256)) == {FEED.sha256}
    sizes = store.origins.sizes()
    assert (sizes.documents, sizes.data_bytes) == (2, 603)
    assert 0 < sizes.stored_bytes < sizes.data_bytes
    assert PAGE.data == b"\x00\xff\x96"


def test_a_text_that_comes_back_is_proved_by_the_newest_document(store: Store) -> None:
    read(store, FEED)
    read(store, Origin.of(b"other", kind="page"), text="It stands.")
    read(store, PAGE)
    assert store.origins.of_text("s1", sha256(STORY.text)) == PAGE


def test_what_no_edition_quotes_is_forgotten_after_its_time(store: Store) -> None:
    read(store, FEED)
    store.origins.add((PAGE,), seen_at=NOW)
    quoting(store)
    later = NOW + timedelta(seconds=1)
    assert store.origins.prune(NOW) == 0
    assert store.origins.prune(later) == 1
    assert store.origins.of_text("s1", sha256(STORY.text)) == FEED
    store.editions.discard("n-1")
    assert store.origins.prune(later) == 1
    assert store.origins.sizes().documents == 0

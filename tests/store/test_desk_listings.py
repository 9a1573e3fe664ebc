"""What the pages of the desk list, the same on both engines."""

from __future__ import annotations

from datetime import timedelta

from briefing.models import Keyed
from briefing.store import Store
from tests.make import NOW, make_edition, make_reference, make_story

DAY = timedelta(days=1)


def test_editions_come_newest_first_with_their_subject_and_who_approved(store: Store) -> None:
    for number in range(5):
        edition = make_edition(
            id=f"n-{number}",
            subject=f"“Quoted” {number} é \\ 'x'",
            references=(make_reference(),),
            created=NOW,
        )
        store.editions.save(edition, at=NOW + number * DAY)
    store.editions.save(make_edition(id="m-1", newsletter="m"), at=NOW)
    store.editions.approve("n-4", by="Ada", at=NOW + 5 * DAY)
    first, second = store.listings.editions("n", limit=2)
    assert (first.id, first.state, first.approved_by) == ("n-4", "approved", "Ada")
    assert (first.subject, second.subject) == ("“Quoted” 4 é \\ 'x'", "“Quoted” 3 é \\ 'x'")
    assert (second.approved_at, second.created) == (None, NOW + 3 * DAY)


def test_stories_are_counted_by_source_and_day(store: Store) -> None:
    for number, (source, day) in enumerate((("a", 0), ("a", 0), ("a", 1), ("b", 1), ("b", -9))):
        story = make_story(id=f"s{number}", source=source)
        store.stories.add(
            [Keyed(story=story, keys=(f"k{number}",), origin_sha256="0")], seen_at=NOW + day * DAY
        )
    counts = store.listings.stories_by_day(NOW - DAY)
    assert counts == {
        "a": {"2026-11-24": 2, "2026-11-25": 1},
        "b": {"2026-11-25": 1},
    }


def test_who_came_and_who_left_is_counted_by_day(store: Store) -> None:
    def on(day: int, name: str, status: str) -> None:
        email, at = f"{name}@example.org", NOW + day * DAY
        if status == "active":
            store.subscribers.add(email, newsletter="n", at=at)
        else:
            store.subscribers.unsubscribe(email, newsletter="n", cause="x", at=at)

    for day, name, status in (
        (-40, "old", "active"),
        (0, "ada", "active"),
        (0, "bob", "active"),
        (0, "bob", "unsubscribed"),
        (1, "bob", "active"),
        (1, "old", "unsubscribed"),
        (1, "old", "unsubscribed"),
    ):
        on(day, name, status)
    store.subscribers.add("ada@example.org", newsletter="m", at=NOW)
    store.subscribers.set_address_status("ada@example.org", "bounced", cause="x", at=NOW + DAY)
    joined, left = store.listings.changes_by_day("n", NOW - DAY)
    assert joined == {"2026-11-24": 2, "2026-11-25": 1}
    assert left == {"2026-11-24": 1, "2026-11-25": 1}


def test_deliveries_come_a_part_at_a_time_and_are_counted(store: Store) -> None:
    for name in ("a", "b", "c_d", "cxd"):
        store.subscribers.add(f"{name}@example.org", newsletter="n", at=NOW)
    edition = make_edition(references=(make_reference(),))
    store.editions.save(edition, at=NOW)
    store.editions.approve("n-1", by="Ada", at=NOW)
    store.deliveries.freeze("n-1", newsletter="n", message_id=str, at=NOW)
    listings = store.listings
    first = listings.deliveries("n-1", limit=2)
    assert [one.email[0] for one in first] == ["a", "b"]
    rest = listings.deliveries("n-1", after=first[-1].email, limit=9)
    assert [one.email for one in rest] == ["c_d@example.org", "cxd@example.org"]
    assert [one.email for one in listings.deliveries("n-1", find="C_D", limit=9)] == [
        "c_d@example.org"
    ]
    assert listings.deliveries("n-1", states=("sent",), limit=9) == ()
    assert listings.states_of(["n-1", "none"]) == {"n-1": {"pending": 4}, "none": {}}

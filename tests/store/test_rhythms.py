"""Daily or weekly by choice: whatever readers choose and when, nothing is lost or comes twice."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.models import Rhythm
from briefing.models.segment import Audience
from briefing.store import Store
from tests.make import NOW, make_edition

ADA = "ada@example.org"
ACTS = st.lists(
    st.sampled_from(("day", "day", "week built", "week sent", "daily", "weekly")), max_size=30
)


class _Weeks:
    """A newsletter whose editions are released one after the other, to one reader."""

    def __init__(self, store: Store) -> None:
        self.store, self.now, self.count = store, NOW, 0
        self.reader = store.subscribers.add(ADA, newsletter="n", at=NOW).id
        self.covers: dict[str, tuple[str, ...]] = {}
        self.built = ""

    def tick(self) -> datetime:
        self.now += timedelta(hours=1)
        return self.now

    def edition(self, rhythm: Rhythm) -> str:
        self.count += 1
        name = f"n-{self.count:03}-{rhythm}"
        edition = make_edition(id=name, created=self.tick())
        self.store.editions.save(edition, at=self.now, rhythm=rhythm)
        return name

    def release(self, name: str, rhythm: Rhythm) -> None:
        self.store.deliveries.freeze(
            name,
            newsletter="n",
            message_id=lambda who: f"<{name}-{who}@x>",
            at=self.tick(),
            audience=Audience(rhythm=rhythm),
        )

    def act(self, act: str) -> None:
        if act == "day":
            self.release(self.edition("daily"), "daily")
        elif act == "week built":
            self.built = self.edition("weekly")
            self.covers[self.built] = self.store.rhythms.week("n", self.now)
        elif act == "week sent" and self.built:
            self.release(self.built, "weekly")
            self.built = ""
        elif act in {"daily", "weekly"}:
            rhythm: Rhythm = "weekly" if act == "weekly" else "daily"
            self.store.rhythms.choose(self.reader, rhythm, newsletter="n", at=self.tick())

    def told(self) -> Counter[str]:
        """How often the reader was told what each daily edition tells."""
        had = [delivery.edition_id for delivery in self.store.deliveries.list()]
        return Counter(name for each in had for name in self.covers.get(each, (each,)))

    def dailies(self, *, covered: bool) -> list[str]:
        sent = [name for name in self.covers if self.store.editions.state(name) == "sending"]
        inside = {name for week in sent for name in self.covers[week]}
        names = [edition.id for edition in self.store.editions.list("n")]
        return [name for name in names if name.endswith("daily") and (name in inside) is covered]


@settings(max_examples=150)
@given(acts=ACTS)
def test_whatever_a_reader_chooses_nothing_is_lost_or_comes_twice(acts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{Path(folder)}/b.db", now=NOW)
        weeks = _Weeks(store)
        for act in acts:
            weeks.act(act)
        told = weeks.told()
        assert all(told[name] == 1 for name in weeks.dailies(covered=True)), (acts, told)
        assert all(told[name] <= 1 for name in weeks.dailies(covered=False)), (acts, told)
        store.close()


def chosen(store: Store) -> tuple[str, str]:
    (reader,) = store.subscribers.each("n")
    return reader.rhythm, reader.next_rhythm


def test_a_choice_begins_with_the_next_weekly(store: Store) -> None:
    weeks = _Weeks(store)
    weeks.act("day")
    weeks.act("weekly")
    assert chosen(store) == ("daily", "weekly")
    weeks.act("daily")
    assert chosen(store) == ("daily", "")  # thought better of it
    weeks.act("weekly")
    weeks.act("day")
    weeks.act("week built")
    weeks.act("week sent")
    assert chosen(store) == ("weekly", "")
    assert [delivery.edition_id for delivery in store.deliveries.list()] == [
        "n-001-daily",
        "n-002-daily",
    ]
    weeks.act("day")
    weeks.act("week built")
    weeks.act("week sent")
    assert store.deliveries.counts("n-005-weekly") == (("pending", 1),)
    assert weeks.covers["n-005-weekly"] == ("n-004-daily",)


def test_a_choice_holds_at_once_where_the_reader_has_had_nothing_of_the_week(store: Store) -> None:
    weeks = _Weeks(store)
    weeks.act("weekly")
    assert chosen(store) == ("weekly", "")
    weeks.act("day")
    weeks.act("daily")
    assert chosen(store) == ("weekly", "daily")  # else the edition of before would be missed


def test_an_edition_between_making_and_sending_the_weekly_holds_choices_back(store: Store) -> None:
    weeks = _Weeks(store)
    weeks.act("day")
    weeks.act("weekly")
    weeks.act("week built")
    weeks.act("day")
    weeks.act("week sent")
    assert chosen(store) == ("daily", "weekly")
    assert store.rhythms.week("n", weeks.tick()) == ("n-003-daily",)


def test_a_released_weekly_is_not_released_to_those_who_changed_with_it(store: Store) -> None:
    weeks = _Weeks(store)
    weeks.act("day")
    weeks.act("weekly")
    name = weeks.edition("weekly")
    weeks.release(name, "weekly")
    weeks.release(name, "weekly")
    assert store.deliveries.counts(name) == ()


def test_a_week_nobody_reads_turns_too(store: Store) -> None:
    weeks = _Weeks(store)
    weeks.act("day")
    weeks.act("weekly")
    assert store.rhythms.count("n", "weekly") == 0
    store.rhythms.turn("n", weeks.tick())
    assert store.rhythms.count("n", "weekly") == 1
    assert store.rhythms.week("n", weeks.tick()) == ()
    assert store.rhythms.choose("u-nobody", "weekly", newsletter="n", at=NOW) is None

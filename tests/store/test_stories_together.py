"""Stories that come together are stored as if they had come one after the other."""

from __future__ import annotations

import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.models import FeedPosition, Keyed, Story
from briefing.store import Store
from briefing.store.same_story import one_each

NOW = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)
TABLES = ("stories", "story_keys", "story_texts", "story_titles", "story_sources")


def _keyed(rng: random.Random) -> Keyed:
    """A story with up to three of forty keys: some new, some known, some of two known stories."""
    keys = rng.sample([f"key {number}" for number in range(40)], rng.randint(1, 3))
    words = rng.randint(1, 6)
    story = Story(
        id=f"s-{keys[0]}",
        title=f"Ferry {words}",
        text=" ".join(["Lunde"] * words),
        source=f"wire {rng.randrange(3)}",
        position=FeedPosition(number=words, count=9) if words > 2 else None,
    )
    return Keyed(story=story, keys=tuple(keys), origin_sha256=f"{words}")


def _rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(file)) as connection:
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}"), key=str) for name in TABLES
        }


def test_one_after_the_other_and_together_are_the_same(tmp_path: Path) -> None:
    rng = random.Random(4)
    together = Store.open(f"sqlite:///{tmp_path / 'together.db'}", now=NOW)
    single = Store.open(f"sqlite:///{tmp_path / 'single.db'}", now=NOW)
    for size in (6, 1, 9, 14, 14, 0):
        batch = one_each([_keyed(rng) for _ in range(size)])
        outcome = together.stories.add(batch, seen_at=NOW)
        steps = [single.stories.add([keyed], seen_at=NOW) for keyed in batch]
        assert outcome.stories == tuple(story for step in steps for story in step.stories)
        assert outcome.added == sum(step.added for step in steps)
        assert outcome.changed == sum(step.changed for step in steps)
    assert len(together.stories.window()) > 8
    together.close()
    single.close()
    assert _rows(tmp_path / "together.db") == _rows(tmp_path / "single.db")


def test_several_reads_at_once_and_one_after_the_other_are_the_same(tmp_path: Path) -> None:
    rng = random.Random(7)
    together = Store.open(f"sqlite:///{tmp_path / 'together.db'}", now=NOW)
    single = Store.open(f"sqlite:///{tmp_path / 'single.db'}", now=NOW)
    for sizes in ((4, 4, 4), (1, 0, 9), (12, 3)):
        reads = [one_each([_keyed(rng) for _ in range(size)]) for size in sizes]
        assert together.stories.add_each(reads, seen_at=NOW) == tuple(
            single.stories.add(read, seen_at=NOW) for read in reads
        )
    assert len(together.stories.window()) > 8
    together.close()
    single.close()
    assert _rows(tmp_path / "together.db") == _rows(tmp_path / "single.db")


def test_what_is_done_together_is_all_there_or_not_at_all(store: Store) -> None:
    rng = random.Random(5)
    with store.together():
        store.stories.add([_keyed(rng)], seen_at=NOW)
        with store.together():
            store.stories.add([_keyed(rng)], seen_at=NOW)
        assert len(store.stories.window()) == 2
    with pytest.raises(ZeroDivisionError), store.together():
        store.stories.add(one_each([_keyed(rng) for _ in range(9)]), seen_at=NOW)
        raise ZeroDivisionError
    assert len(store.stories.window()) == 2


def test_what_is_done_together_is_seen_by_others_at_the_end(store: Store) -> None:
    with store.together(), ThreadPoolExecutor(1) as elsewhere:
        store.stories.add([_keyed(random.Random(5))], seen_at=NOW)
        assert elsewhere.submit(store.stories.window).result() == ()
    assert len(store.stories.window()) == 1


def test_more_keys_than_one_question_may_hold(store: Store) -> None:
    keyed = [
        Keyed(
            story=Story(id=f"s{number}", title="Ferry", text=f"Lunde {number}.", source="wire"),
            keys=tuple(f"key {number} {part}" for part in range(7)),
            origin_sha256="",
        )
        for number in range(400)
    ]
    assert store.stories.add(keyed, seen_at=NOW).added == 400
    again = store.stories.add(keyed, seen_at=NOW)
    assert (again.added, again.changed, len(again.stories)) == (0, 0, 400)

"""Decisions of several people at once: none is lost, none is kept twice, none overwrites another.

Two processes of four threads each decide about a few blocks. Each looks at the newest version,
decides, and where it is refused looks again. Every fourth request is sent twice, as a browser
does that got no answer.
"""

from __future__ import annotations

import multiprocessing
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from briefing.models import Edit
from briefing.store import Store
from briefing.store.edit_log import Change, Kept, Overtaken
from tests.make import NOW

EDITION = "n-2026-11-24"
DECISIONS, PROCESSES, THREADS, BLOCKS = 1_000, 2, 4, 5
SHARE = DECISIONS // (PROCESSES * THREADS)


@dataclass(frozen=True)
class Racer:
    """One person with so many decisions to make."""

    url: str
    name: str

    def run(self, store: Store) -> int:
        """Make all of them; how often one was refused."""
        dice = random.Random(self.name)
        return sum(self._decide(store, number, dice) for number in range(SHARE))

    def _decide(self, store: Store, number: int, dice: random.Random) -> int:
        block = f"s{dice.randrange(BLOCKS)}"
        request, refused = f"{self.name}-{number}", 0
        edit = Edit(
            kind="retitle", story_ids=(block,), value=request, edition_id=EDITION, by=self.name
        )
        while True:
            seen = store.edits.version(EDITION)
            change = Change(by=self.name, at=NOW, touching=(block,), seen=seen, request_id=request)
            kept = store.edits.decide(edit, change)
            if isinstance(kept, Kept):
                break
            refused += 1
        later = store.edits.log(EDITION, after=seen)
        assert not [one for one in later if one.revision < kept.revision and block in one.touched]
        if number % 4 == 0:
            again = store.edits.decide(edit, change)
            assert isinstance(again, Kept)
            assert (again.number, again.repeated) == (kept.number, True)
        return refused


def race(url: str, process: int) -> None:
    """What one process does: several people at once on one store."""
    store = Store.open(url, now=NOW)
    racers = [Racer(url, f"p{process}-t{thread}") for thread in range(THREADS)]
    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(lambda racer: racer.run(store), racers))
    store.close()


@pytest.mark.slow
def test_of_a_thousand_racing_decisions_none_is_lost_and_none_doubled(
    store: Store, url: str
) -> None:
    context = multiprocessing.get_context("forkserver")
    processes = [context.Process(target=race, args=(url, n)) for n in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * PROCESSES
    decisions = store.edits.list(EDITION)
    wanted = {
        f"p{p}-t{t}-{n}" for p in range(PROCESSES) for t in range(THREADS) for n in range(SHARE)
    }
    assert Counter(one.edit.value for one in decisions) == Counter(wanted)
    revisions = [entry.revision for entry in store.edits.log(EDITION)]
    assert len(revisions) == len(set(revisions)) == DECISIONS


def decided(store: Store, block: str, *, seen: int | None, by: str = "Ada") -> Kept | Overtaken:
    edit = Edit(kind="drop", story_ids=(block,), edition_id=EDITION, by=by)
    return store.edits.decide(edit, Change(by=by, at=NOW, touching=(block,), seen=seen))


def test_a_decision_on_what_another_has_changed_is_refused_with_who_did_it(store: Store) -> None:
    first = decided(store, "s1", seen=0)
    assert isinstance(first, Kept)
    refused = decided(store, "s1", seen=0, by="Ben")
    assert isinstance(refused, Overtaken)
    assert [(entry.by, entry.act, entry.number) for entry in refused.entries] == [
        ("Ada", "made", first.number)
    ]
    assert isinstance(decided(store, "s2", seen=0, by="Ben"), Kept)
    assert isinstance(decided(store, "s1", seen=first.revision, by="Ben"), Kept)
    assert len(store.edits.list(EDITION)) == 3


def test_taking_back_is_a_change_like_any_other(store: Store) -> None:
    kept = decided(store, "s1", seen=0)
    assert isinstance(kept, Kept)
    undone = store.edits.undo(kept.number, Change(by="Ben", at=NOW, seen=kept.revision))
    assert isinstance(undone, Kept)
    assert store.edits.undo(kept.number, Change(by="Ada", at=NOW)) is None
    refused = decided(store, "s1", seen=kept.revision)
    assert isinstance(refused, Overtaken)
    assert [(entry.by, entry.act) for entry in refused.entries] == [("Ben", "undone")]
    (line,) = store.edits.history(EDITION)
    assert (line.undone_by, line.undone_at) == ("Ben", NOW)
    assert store.edits.for_edition(EDITION) == ()


@pytest.mark.parametrize("kind", ["note", "subject"])
def test_notes_stand_beside_each_other_and_subjects_do_not(store: Store, kind: str) -> None:
    edit = Edit(kind=kind, story_ids=(), value="Mine", edition_id=EDITION)  # type: ignore[arg-type]
    touching = () if kind == "note" else (f"kind:{kind}",)
    change = Change(by="Ada", at=NOW, touching=touching, seen=0)
    assert isinstance(store.edits.decide(edit, change), Kept)
    again = store.edits.decide(edit, change)
    assert isinstance(again, Kept if kind == "note" else Overtaken)

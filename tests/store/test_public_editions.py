"""Which editions anybody may see, and when each was last put right: on every kind of store."""

from __future__ import annotations

from datetime import timedelta

from briefing.models import Correction
from briefing.store import Store
from tests.make import NOW, make_edition


def saved(store: Store, name: str, state: str, *, hours: int = 0, newsletter: str = "n") -> None:
    at = NOW + timedelta(hours=hours)
    store.editions.save(make_edition(id=name, newsletter=newsletter, created=at), at=at)
    store.editions.mark(name, state)  # type: ignore[arg-type]


def test_editions_that_went_out_are_public_the_newest_first(store: Store) -> None:
    for place, state in enumerate(("draft", "approved", "sending", "sent", "corrected", "failed")):
        saved(store, f"n-{place}", state, hours=place)
    saved(store, "o-1", "sent", newsletter="o")
    saved(store, "n-w", "sent", hours=9)
    names = [name for name, _ in store.editions.public("n", limit=10)]
    assert names == ["n-w", "n-4", "n-3", "n-2"]
    assert store.editions.public("n", limit=1) == (("n-w", "daily"),)
    assert store.editions.public("x", limit=10) == ()


def test_the_last_correction_of_each_edition_counts(store: Store) -> None:
    for name in ("n-1", "n-2"):
        saved(store, name, "sent")
    saved(store, "o-1", "sent", newsletter="o")
    for name, hours in (("n-1", 2), ("n-1", 5), ("o-1", 3)):
        correction = Correction(date=NOW.date(), edition_id=name, text="It was two.")
        store.corrections.add(correction, by="Ada", at=NOW + timedelta(hours=hours))
    assert store.corrections.times("n") == {"n-1": NOW + timedelta(hours=5)}
    assert (store.corrections.total("n"), store.corrections.total("o")) == (2, 1)
    assert store.corrections.total("x") == 0

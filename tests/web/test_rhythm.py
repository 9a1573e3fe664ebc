"""A reader's own choice of daily or weekly, on the page of preferences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.make import NOW, make_edition
from tests.web.asgi import ask
from tests.web.site import Site, site


@pytest.fixture
def weekly(tmp_path: Path) -> Iterator[Site]:
    with site(tmp_path, schedule={"weekly": {"day": "sun", "at": "09:00"}}) as opened:
        yield opened


def rhythms(made: Site) -> tuple[str, str]:
    (reader,) = made.store.subscribers.each("n")
    return reader.rhythm, reader.next_rhythm


def form(**over: str) -> dict[str, str]:
    return {"name": "Ada", "language": "", "do": "save"} | over


def test_a_reader_chooses_and_sees_the_choice(weekly: Site) -> None:
    path = f"/preferences/{weekly.token('preferences', weekly.add())}"
    page = ask(weekly.app, path).body
    assert 'name="rhythm" value="daily" checked' in page
    assert 'name="rhythm" value="weekly">' in page
    assert ask(weekly.app, path, form(rhythm="weekly")).status == 200
    assert rhythms(weekly) == ("weekly", "")
    assert 'value="weekly" checked' in ask(weekly.app, path).body


def test_a_choice_in_mid_week_is_shown_and_waits(weekly: Site) -> None:
    reader, store = weekly.add(), weekly.store
    store.editions.save(make_edition(), at=NOW)
    store.deliveries.freeze("n-1", newsletter="n", message_id=lambda who: f"<{who}@x>", at=NOW)
    weekly.wait(days=1)
    path = f"/preferences/{weekly.token('preferences', reader)}"
    ask(weekly.app, path, form(rhythm="weekly"))
    assert rhythms(weekly) == ("daily", "weekly")
    assert 'value="weekly" checked' in ask(weekly.app, path).body
    ask(weekly.app, path, form(rhythm="hourly"))
    assert rhythms(weekly) == ("daily", "weekly")


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Jede Ausgabe"), ("fr", "Chaque édition"), ("ar", "كل عدد"), ("en", "Every edition")],
)
def test_the_choice_is_offered_in_a_readers_language(
    weekly: Site, language: str, words: str
) -> None:
    reader = weekly.add()
    weekly.store.subscribers.change(reader, newsletter="n", language=language)
    assert words in ask(weekly.app, f"/preferences/{weekly.token('preferences', reader)}").body


def test_without_a_weekly_edition_there_is_nothing_to_choose(made: Site) -> None:
    path = f"/preferences/{made.token('preferences', made.add())}"
    assert "rhythm" not in ask(made.app, path).body
    ask(made.app, path, form(rhythm="weekly"))
    assert rhythms(made) == ("daily", "")

"""Quoted sentences that their source takes back are named; what stays or moves is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.config import load
from briefing.desk.corrections import correct, corrections, is_gone
from briefing.desk.editions import approve
from briefing.models import Fault, Keyed
from briefing.pipeline.pipeline import Pipeline
from tests.make import NOW, make_story
from tests.pipeline.letters import CONFIG, DAM, a_letter


@pytest.fixture
def pipeline(tmp_path: Path) -> Iterator[Pipeline]:
    """A newsletter whose edition of two stories was sent."""
    with Pipeline.open(load(a_letter(tmp_path)), clock=lambda: NOW) as opened:
        opened.ingest()
        edition, _ = opened.compose()
        opened.store.editions.approve(edition.id, by="Ada", at=NOW)
        opened.store.editions.mark(edition.id, "sent")
        yield opened


def retold(pipeline: Pipeline, folder: Path, old: str, new: str) -> None:
    assert old in DAM
    (folder / "desk" / "dam.md").write_text(DAM.replace(old, new), encoding="utf-8")
    assert pipeline.ingest().changed == 1


def test_a_sentence_that_disappears_is_named(pipeline: Pipeline, tmp_path: Path) -> None:
    assert corrections(pipeline.newsletter) == ()
    retold(pipeline, tmp_path, "and 40 houses were flooded", "and four houses were flooded")
    (quote,) = corrections(pipeline.newsletter)
    assert "40 houses" in quote.sentence
    assert (quote.edition_id, quote.story.title) == ("the-test-2026-11-24", "Dam above Orsk breaks")
    assert quote.seen_at == NOW


def test_other_sentences_and_white_space_may_change(pipeline: Pipeline, tmp_path: Path) -> None:
    retold(pipeline, tmp_path, "broke at noon on Monday", "broke at noon<br>on Monday")
    retold(pipeline, tmp_path, "for boats.\n", "for boats. It rained.\n")
    assert corrections(pipeline.newsletter) == ()


TEXT = "A dam broke. It rained. Boats came. All is well."


def page(text: str) -> Keyed:
    return Keyed(story=make_story(text), keys=("k",), origin_sha256="")


@pytest.mark.parametrize(
    ("read", "gone"),
    [
        (page("A dam held. It rained. Boats came. All is well."), True),
        (page(TEXT), False),
        (page("Something else altogether. A dam."), False),
        (Fault(where="x", why="404"), False),
        (None, False),
    ],
)
def test_a_page_proves_something_only_where_it_is_the_same_text(
    read: Keyed | Fault | None, *, gone: bool
) -> None:
    story = replace(make_story(TEXT), url="https://a.example/1")
    assert is_gone("A dam broke.", story, read) is gone


def test_a_correction_made_days_later_names_the_day_of_its_edition(tmp_path: Path) -> None:
    """Both dates are kept: the next edition tells the one that was wrong, and links it."""
    clock = [NOW]
    config = CONFIG + "web: {url: 'https://news.example.org'}\n"
    with Pipeline.open(load(a_letter(tmp_path, config=config)), clock=lambda: clock[0]) as opened:
        opened.store.subscribers.add("grace@example.org", newsletter="the-test", at=NOW)
        opened.ingest()
        name = approve(opened.newsletter, opened.build().edition.id, by="Ada")
        opened.deliver(name)
        wrong = opened.store.editions.get(name)
        assert wrong is not None
        clock[0] = NOW + timedelta(days=5)
        correct(opened.newsletter, name, "It was **two** bridges.", by="Ada")
        clock[0] = NOW + timedelta(days=6)
        news = "# Ferry stops\n\nThe ferry to Orsk stopped on Monday after a crew fell ill.\n"
        (tmp_path / "desk" / "ferry.md").write_text(news, encoding="utf-8")
        opened.ingest()
        edition = opened.build().edition
        (block,) = [block for block in edition.blocks if block.kind == "corrections"]
        (one,) = block.items
        assert (one.edition_date, one.date) == (wrong.date, wrong.date + timedelta(days=5))
        assert one.url == f"https://news.example.org/editions/{name}"
        text = opened.render(edition).text
        assert f"{wrong.date:%A, %-d %B %Y}" in text
        assert f"{one.date:%A, %-d %B %Y}" not in text
        opened.deliver(approve(opened.newsletter, edition.id, by="Ada"))
        assert opened.store.corrections.due("the-test", until=clock[0]) == ()

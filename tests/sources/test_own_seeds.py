"""The documents in `seeds/` come out as they were meant."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from briefing.models import SourceReport, Story
from briefing.sources import FolderSource

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(scope="module")
def report() -> SourceReport:
    return FolderSource("seeds", SEEDS).read(None)


@pytest.fixture(scope="module")
def stories(report: SourceReport) -> list[Story]:
    return [keyed.story for keyed in report.stories]


def test_every_document_is_read(report: SourceReport) -> None:
    assert (report.error, report.faults, report.documents) == ("", (), 12)
    per_file = Counter(keyed.keys[-1].split("/")[-1].split("#")[0] for keyed in report.stories)
    assert sorted(per_file.values()) == [1, 1, 1, 1, 1, 1, 1, 1, 4, 4, 4, 5]


def test_what_was_left_out_is_said(report: SourceReport) -> None:
    assert [note.split(":")[0] for note in report.notes] == [
        "03-world-monitor-troops.txt",
        "04-world-monitor-recount.txt",
    ]


def test_every_story_has_what_an_edition_needs(stories: list[Story]) -> None:
    for story in stories:
        assert story.title
        assert len(story.text.split()) >= 15, story.title
        assert (story.published is not None) == (story.url is not None), story.title


def test_nothing_around_a_story_is_in_it(stories: list[Story]) -> None:
    around = (
        "sign up",
        "subscri",
        "cookie",
        "read more",
        "rights reserved",
        "photo",
        "WATCH:",
        " .",
    )
    for story in stories:
        assert not [words for words in around if words.lower() in story.text.lower()], story.title


def test_media_marks_and_authors(stories: list[Story]) -> None:
    kinds = Counter(media.kind for story in stories for media in story.media)
    assert kinds == {"video": 2, "photo": 5}
    assert all(media.credit for story in stories for media in story.media)
    assert sum(len(story.marks) for story in stories) == 2
    assert {"Mira Castellan", "Tobias Renn", "Ines Calder"} <= {story.author for story in stories}

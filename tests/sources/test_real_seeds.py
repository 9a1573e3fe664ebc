"""Two real documents, kept outside the project: counts and hashes, none of their text."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from briefing.models import SourceReport
from briefing.sources import FolderSource
from tests.sources.documents.proof import is_deletion

ROOT = Path(__file__).resolve().parents[2]
REAL = Path(os.environ.get("BRIEFING_REAL_SEEDS") or ROOT.parent / "shared" / "seeds")
HASHES = (
    ("3c98359202a0a0e0", "1dca207dfb8f8af5"),
    ("64527c731a930be3", "11c93da260d546ec"),
    ("afacf0cc57cac22c", "581382aadf849946"),
    ("b4e9e09536c7e6d2", "751217236fdcf8dc"),
    ("f3a38a7312d88fd1", "41003d7521c0e289"),
    ("84123d4b9be07ca6", "f72416fe8b5aa00d"),
    ("9dbe088e16afb21e", "63b5b0bbaa15e9a1"),
    ("6200f2c385fe2a90", "6f2bca489bb9aa4f"),
)

pytestmark = pytest.mark.skipif(
    not REAL.is_dir(),
    reason="the real documents are not here (BRIEFING_REAL_SEEDS names their folder)",
)


def short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@pytest.fixture(scope="module")
def report() -> SourceReport:
    return FolderSource("real", REAL).read(None)


def test_two_documents_give_eight_stories(report: SourceReport) -> None:
    assert (report.documents, report.faults, report.error) == (2, (), "")
    assert [keyed.keys[0].rpartition("#")[2] for keyed in report.stories] == list("11234567")
    assert len({keyed.story.id for keyed in report.stories}) == 8


def test_titles_and_texts_are_those_that_were_read_by_eye(report: SourceReport) -> None:
    found = tuple((short(keyed.story.title), short(keyed.story.text)) for keyed in report.stories)
    assert found == HASHES


def test_two_stories_have_no_headline(report: SourceReport) -> None:
    derived = [keyed.story.title_derived for keyed in report.stories]
    assert derived == [True, True, False, False, False, False, False, False]


def test_what_stands_beside_the_texts_is_found(report: SourceReport) -> None:
    first, second = report.stories[0].story, report.stories[1].story
    assert [media.kind for media in first.media] == ["video", "photo"]
    assert [short(f"{media.caption}|{media.credit}") for media in first.media] == [
        "044100cfc28674b2",
        "74e9250650933d9f",
    ]
    assert short(first.author) == "79b659421f167ea4"
    assert [short(second.text[mark.start : mark.end]) for mark in second.marks] == [
        "db744d7dc4bd8150"
    ]
    assert len(second.tags) == 6
    assert len(report.notes) == 1


def test_nothing_was_added(report: SourceReport) -> None:
    sources = [path.read_text(encoding="utf-8") for path in sorted(REAL.glob("*.txt"))]
    for keyed in report.stories:
        assert any(is_deletion(keyed.story.text, source) for source in sources)

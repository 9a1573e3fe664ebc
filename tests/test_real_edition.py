"""The two documents the product was ordered with, from file to edition.

They lie beside the project and are not part of it: none of their text stands
here, and without them these tests are skipped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing import load
from briefing.desk.export import prove_file
from briefing.editing import edition_sentences
from briefing.models import Lead, TopicBlock, Watch
from briefing.pipeline.pipeline import Built, Pipeline
from briefing.wiring.given_sources import with_given
from tests.make import NOW
from tests.pipeline.letters import a_letter

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="shared/seeds is not beside the project")


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pipeline]:
    """A newsletter that reads the two documents."""
    config = a_letter(tmp_path_factory.mktemp("letter"))
    with load(config, now=NOW) as loaded:
        given = with_given(loaded.config, (f"folder:{SEEDS}",))
    with Pipeline.open(given, clock=lambda: NOW) as opened:
        opened.ingest()
        yield opened


@pytest.fixture(scope="module")
def built(pipeline: Pipeline) -> Built:
    """Their edition."""
    return pipeline.build()


def titled(text: str) -> str:
    """The first digits of a title's hash: enough to know it again."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def test_eight_stories_in_three_events_and_two_topics(built: Built) -> None:
    sizes = sorted([len(event.stories) for event in topic.events] for topic in built.topics)
    assert sizes in ([[1], [3, 4]], [[1], [4, 3]])
    names = [story.id for topic in built.topics for story in topic.stories]
    assert len(names) == len(set(names)) == 8


def test_two_headlines_are_derived_and_none_is_repeated(built: Built) -> None:
    stories = [story for topic in built.topics for story in topic.stories]
    assert sum(story.title_derived for story in stories) == 2
    titles = {block.title for block in built.edition.blocks if isinstance(block, Lead | TopicBlock)}
    assert not titles & {one.text for one in edition_sentences(built.edition)}


def test_the_lead_keeps_to_its_words_and_says_why_it_matters(built: Built) -> None:
    lead = next(block for block in built.edition.blocks if isinstance(block, Lead))
    parts = (lead.sentences, lead.why, *(section.sentences for section in lead.sections))
    assert sum(len(one.text.split()) for part in parts for one in part) <= 150
    assert len(lead.why) == 1
    assert lead.photo is None  # no caption stands without its picture, and these have no address
    assert lead.tags
    other = next(block for block in built.edition.blocks if isinstance(block, TopicBlock))
    assert sum(len(one.text.split()) for one in other.sentences) == 14


def test_a_film_without_an_address_is_no_block_and_no_sentence(built: Built) -> None:
    assert not [block for block in built.edition.blocks if isinstance(block, Watch)]
    quoted = " ".join(one.text for one in edition_sentences(built.edition))
    for furniture in ("WATCH:", "Photographer", "sign up", "Read more", "Similar News"):
        assert furniture not in quoted


def test_every_sentence_is_proved(built: Built, pipeline: Pipeline) -> None:
    proof = prove_file(pipeline, built.folder / "edition.json")
    assert proof.faults == ()
    assert proof.sentences >= 6


def test_all_three_views_tell_every_story_shown(built: Built) -> None:
    for reference in built.edition.references:
        start = " ".join(reference.title.split()[:3])
        assert start in " ".join(built.rendering.text.split())
        assert start.split()[0] in built.rendering.html

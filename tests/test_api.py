"""What `import briefing` promises: each function works alone, and costs nothing until used."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pytest

import briefing
from benchmarks.api_page import PAGE as API_PAGE
from benchmarks.api_page import page

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>
<item><title>Dam breaks</title><link>https://w.example.org/1</link><guid>1</guid>
<description>The dam above Orsk broke at noon. Some 40 houses were flooded.</description></item>
<item><title>Pier reopens</title><link>https://w.example.org/2</link><guid>2</guid>
<description>The wooden pier of Lund opened again. Fishermen were the first to come.</description>
</item></channel></rss>"""
PAGE = b"""<html><head><title>Dam breaks</title></head><body><article><h1>Dam breaks</h1>
<p>The dam above Orsk broke at noon on Monday, and forty houses were flooded within an hour.</p>
<p>Engineers had warned of cracks since June, and the mayor asked the army for boats.</p>
</article></body></html>"""
NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)


def test_the_names_are_as_promised() -> None:
    promised = {
        "Story",
        "parse_feed",
        "extract_page",
        "group",
        "condense",
        "compose",
        "render",
        "load",
    }
    assert promised <= set(briefing.__all__)
    assert all(getattr(briefing, name) is not None for name in briefing.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError):
        _ = briefing.nonsense


def test_a_feed_becomes_an_edition_step_by_step() -> None:
    stories = briefing.parse_feed(RSS, "https://w.example.org/feed")
    assert [story.title for story in stories] == ["Dam breaks", "Pier reopens"]
    topics = briefing.group(stories)
    assert sorted(s.id for t in topics for e in t.events for s in e.stories) == sorted(
        story.id for story in stories
    )
    edition = briefing.compose(topics, now=NOW)
    views = briefing.render(edition)
    for view in (views.html, views.text, views.markdown):
        assert all(story.title in view for story in stories)
    assert len(views.subject) <= 60
    assert len(views.preheader) <= 110


def test_a_summary_is_the_storys_own_words() -> None:
    story = briefing.Story(
        id="1", title="Dam", text="The dam broke. Nobody was hurt.", source="wire"
    )
    summary = briefing.condense([story], words=60)
    assert summary.sentences
    assert all(story.text[one.start : one.end] == one.text for one in summary.sentences)


def test_a_page_becomes_a_story() -> None:
    story = briefing.extract_page(PAGE, "https://w.example.org/dam")
    assert story.title == "Dam breaks"
    assert "Engineers had warned" in story.text


def test_importing_loads_no_room() -> None:
    code = "import sys, briefing; print([m for m in sys.modules if m.startswith('briefing.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['briefing.version', 'briefing.namesake']"


def test_the_page_of_the_api_is_up_to_date() -> None:
    assert API_PAGE.read_text(encoding="utf-8") == page(), "run python -m benchmarks.api_page"


def test_every_public_name_stands_on_the_page_with_its_promise() -> None:
    for name in set(briefing.__all__) - {"__version__"}:
        assert f"### {name}\n" in page()
        assert getattr(briefing, name).__doc__

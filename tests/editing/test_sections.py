"""A newsletter's own sections, caps on sport and entertainment, and what a cut says fell out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.editing import smaller
from briefing.editing.citations import topics_told
from briefing.editing.fit import with_losses
from briefing.editing.layout import Layout
from briefing.editing.sections import section_of
from briefing.models import Edit, Story
from tests.editing.words import a_story, a_topic, an_edition, block_of

SECTIONS = (("World", ("world", "Harbour Post")), ("Money", ("business", "markets")))


@pytest.mark.parametrize(
    ("over", "section"),
    [
        ({"url": "https://n.example/world/2026/dam"}, "World"),
        ({"source": "Harbour Post"}, "World"),
        ({"section": "Business"}, "Money"),
        ({"tags": ("Markets",)}, "Money"),
        ({"url": "https://n.example/businesslike/dam"}, ""),
    ],
)
def test_a_section_is_named_by_category_address_or_source(
    over: dict[str, object], section: str
) -> None:
    assert section_of(a_story("dam", **over), SECTIONS) == section


def test_the_kicker_is_the_newsletters_own_section() -> None:
    topic = a_topic(a_story("dam", section="business"))
    assert block_of(an_edition(topic, layout={"sections": SECTIONS}), "lead").kicker == "Money"
    assert block_of(an_edition(topic), "lead").kicker == ""


def games(count: int) -> list[Story]:
    return [
        a_story(f"game{n}", url=f"https://n.example/sport/{n}", source=f"Paper {n}")
        for n in range(count)
    ]


def test_sport_beyond_the_cap_stands_behind_the_rest() -> None:
    topics = [a_topic(story) for story in (*games(4), a_story("dam"), a_story("pier"))]
    for cap, count in ((1, 1), (None, 4)):
        layout = {"max_topics": 4, "max_sport": cap, "in_brief": 0}
        edition = an_edition(*topics, layout=layout)
        heads = [block.story_id for block in edition.blocks if block.kind in {"lead", "topic"}]
        sport = [name for name in heads if name.startswith("game")]
        assert len(heads) == 4
        assert len(sport) <= max(count, 2)


def test_a_pin_is_above_every_cap() -> None:
    topics = [a_topic(story) for story in (*games(2), a_story("dam"), a_story("pier"))]
    pin = Edit(kind="pin", story_ids=("game1",))
    edition = an_edition(*topics, layout={"max_topics": 2, "max_sport": 0}, edits=(pin,))
    assert block_of(edition, "lead").story_id == "game1"


def test_a_cut_says_what_fell_out() -> None:
    topics = [a_topic(a_story(name)) for name in ("dam", "pier", "lock", "weir", "quay")]
    whole, cut = (an_edition(*topics, layout={"max_topics": n, "in_brief": 0}) for n in (5, 4))
    notes = with_losses(cut, whole).ledger.notes
    lost = topics_told(whole).keys() - topics_told(cut).keys()
    title = topics_told(whole)[lost.pop()]
    assert len(notes) == 1
    assert notes[0].startswith("To keep this mail whole, 1 topic and ")
    assert notes[0].endswith(f"fell out: “{title}”.")
    assert with_losses(whole, whole) == whole


def test_a_topic_that_becomes_a_brief_has_not_fallen_out() -> None:
    topics = [a_topic(a_story(name)) for name in ("dam", "pier", "lock", "weir", "quay")]
    whole, cut = (an_edition(*topics, layout={"max_topics": n}) for n in (5, 4))
    (note,) = with_losses(cut, whole).ledger.notes
    assert "topic" not in note
    assert "sentence" in note


def test_every_note_of_a_cut_is_a_sentence() -> None:
    layout: Layout | None = replace(Layout(), max_topics=8)
    while layout is not None and (layout := smaller(layout)):
        assert all(note.endswith(".") for note in layout.notes)

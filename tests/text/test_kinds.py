"""Kinds: by headline, opening, address and section, and by what a source usually puts there."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from briefing.models import KINDS, Kind, Story
from briefing.text.described import described
from briefing.text.kinds import kind_of, with_kinds
from briefing.text.kinds.classify import KindMixtures
from briefing.text.kinds.evidence import evidence
from briefing.text.kinds.model import probabilities


def a_story(title: str, text: str = "", url: str = "", **over: Any) -> Story:
    values: dict[str, Any] = {"id": title, "title": title, "text": text, "source": "Post"}
    return Story(**(values | {"url": url or None} | over))


@pytest.mark.parametrize(
    ("kind", "title", "text", "url"),
    [
        ("news", "Dam above Orsk breaks, four killed", "Four people were killed on Monday.", ""),
        ("live", "Live updates: dam above Orsk breaks", "", "https://p.example/live/orsk"),
        ("live", "Dammbruch in Orsk: Liveticker", "", "https://p.example/liveticker-orsk"),
        ("video", "WATCH: dam breaks", "", "https://p.example/video/orsk"),
        ("opinion", "Opinion: We must mend our dams", "", "https://p.example/opinion/dams"),
        ("explainer", "Why do dams break?", "", "https://p.example/explainers/dams"),
        ("preview", "Orsk v Lunde: team news, start time and lineups", "", "https://p.example/x"),
        ("listing", "Top 10: the best books of 2026", "", "https://p.example/bestenlisten/x"),
        ("quiz", "News quiz: test your knowledge of the week", "", "https://p.example/quiz/9"),
        ("promo", "Save up to $40 on this kettle, discounted today", "", "https://p.example/deals/1"),
        ("service", "How to dry a cellar: five tips for homes", "", "https://p.example/ratgeber/1"),
        ("obituary", "Ana Brandt, mayor of Orsk, dies aged 91", "She has died, aged 91.",
         "https://p.example/obituaries/brandt"),
        ("listing", "TV: the quarrel about the dam above Orsk", "A film asks who is to blame.", ""),
        ("listing", "The quarrel about the dam", "A film. Here’s everything to watch tonight.", ""),
        ("feature", "They said the dam was safe. The town of Orsk disagrees",
         "Ana Brandt lives below it, in a house of wood.", ""),
        ("news", "TV tower above Orsk falls", "The tower fell on Monday, police said.", ""),
        ("paper", "The papers: a dam on every front page", "", "https://p.example/blogs-the-papers-1"),
    ],
)  # fmt: skip
def test_the_kind_by_its_marks(kind: str, title: str, text: str, url: str) -> None:
    assert kind_of(a_story(title, text, url)) == kind


def test_a_wire_of_releases_sends_releases() -> None:
    text = "Lunde Steel (NYSE: LUN) is pleased to announce a new mill."
    assert kind_of(a_story("Lunde Steel opens mill", text, source="Orsk Newswire")) == "release"


def test_chances_add_up_to_one() -> None:
    chances = probabilities(evidence(a_story("Quiz: who broke the dam?")))
    assert set(chances) == set(KINDS)
    assert sum(chances.values()) == pytest.approx(1)


def test_a_section_of_videos_makes_the_next_story_more_of_a_video() -> None:
    vague = a_story("A dog on the dam", "Watch it run.", url="https://p.example/pets/99")
    videos = [a_story(f"Video: dog {n}", url=f"https://p.example/pets/{n}") for n in range(30)]
    essays = [a_story(f"Opinion: dog {n}", url=f"https://p.example/pets/{n}") for n in range(30)]
    assert chance("video", vague, videos) > chance("video", vague, essays)


def chance(kind: Kind, story: Story, history: list[Story]) -> float:
    known = {one.id: one for one in (story, *history)}
    return KindMixtures(known, {n: probabilities(evidence(s)) for n, s in known.items()}).of(story)[
        kind
    ]


def test_a_known_kind_stays_and_labels_are_read_before_they_are_cut() -> None:
    (known,) = with_kinds([a_story("Quiz", kind="news")])
    assert known.kind == "news"
    (story,) = described([a_story("WATCH:  Dam above Orsk breaks in two")])
    assert (story.kind, story.title) == ("video", "Dam above Orsk breaks in two")


def test_the_order_makes_no_difference() -> None:
    stories = [a_story("Quiz"), a_story("Dam breaks"), a_story("How to swim", "You need water.")]
    kinds = {story.id: story.kind for story in with_kinds(stories)}
    for order in permutations(stories):
        assert {story.id: story.kind for story in with_kinds(order)} == kinds


def test_an_address_that_an_aggregator_packs_is_read() -> None:
    packed = (
        "https://news.google.com/rss/articles/CBMiK2h0dHBzOi8vd3d3LnlvdXR1YmUuY29tL3dhdGNoP3Y9MQ"
    )
    assert "address: video" in evidence(a_story("Dam breaks", url=packed))

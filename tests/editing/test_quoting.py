"""No edition quotes more of one outlet than `max_quote`, whatever its blocks are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.condensing import summarizer
from briefing.editing import Layout, compose, edition_sentences
from briefing.editing.citations import block_media, block_sentences
from briefing.models import Block, Edit, Edition, Mark, Media, Story, Topic, count_words
from briefing.text.sentences import sentences
from tests.editing.words import NOW, a_story, a_topic, an_event, block_of

PLACES = ("dam", "lock", "weir", "quay", "pier", "mole")


def long_story(place: str, outlet: str) -> Story:
    """Twelve sentences of their own, the third of them marked as why it matters."""
    lines = [
        f"The {' '.join(f'{place}{letter}{n}' for n in range(8))} was shown by {place.title()}."
        for letter in "abcdefghijkl"
    ]
    start = len(" ".join(lines[:2])) + 1
    mark = Mark(kind="why", start=start, end=start + len(lines[2]))
    return a_story(place, " ".join(lines), source=outlet, marks=(mark,))


def edition(max_quote: float | None) -> Edition:
    """An edition of one topic: three events, each told by the same two outlets."""
    events = [
        an_event(long_story(a, "Post"), long_story(b, "Echo"))
        for a, b in zip(PLACES[::2], PLACES[1::2], strict=True)
    ]
    layout = Layout(lead_words=240, max_quote=max_quote)
    return compose([a_topic(*events)], now=NOW, layout=layout, summarize=summarizer("lead"))


def words_by_outlet(block: Block, whole: Edition) -> Counter[str]:
    counts: Counter[str] = Counter()
    for sentence in block_sentences(block):
        counts[whole.reference(sentence.story_id).outlet] += len(sentence.text.split())
    return counts


def quoted_words(whole: Edition, stories: Sequence[Story], by: str) -> Counter[str]:
    """Words of sentences and captions of all blocks, by outlet or by story."""
    by_id = {story.id: story for story in stories}
    counts: Counter[str] = Counter()
    for block in whole.blocks:
        for sentence in block_sentences(block):
            counts[getattr(by_id[sentence.story_id], by)] += count_words(sentence.text)
        for media in block_media(block):
            owner = next(story for story in stories if media.url in [m.url for m in story.media])
            counts[getattr(owner, by)] += count_words(media.caption)
    return counts


@pytest.mark.parametrize("cap", [14, 30, 45, 90])
def test_a_number_of_words_holds_for_an_outlet(cap: int) -> None:
    whole = edition(cap)
    counts: Counter[str] = Counter()
    for block in whole.blocks:
        counts += words_by_outlet(block, whole)
    assert 0 < max(counts.values()) <= cap


@pytest.mark.parametrize("cap", [0.1, 0.3])
def test_a_share_holds_for_a_story(cap: float) -> None:
    whole = edition(cap)
    of_a_story = len(long_story("dam", "Post").text.split())
    counts = Counter(
        sentence.story_id for sentence in edition_sentences(whole) for _ in sentence.text.split()
    )
    assert 0 < max(counts.values()) <= cap * of_a_story


LINES = st.sampled_from(
    (
        "The {0} of Lund was closed on Monday after engineers found cracks in its {0} piers.",
        "Repairs of the {0} will cost 14 million crowns, the council said.",
        "“We will build this {0} again, stone by stone,” said Mayor Ada Holm of {0}.",
        "This matters because the {0} carries half of the town's water.",
        "大桥{0}周一关闭，没有人受伤，市政府表示维修需要两年时间。",
        "Nobody in {0} was hurt.",
    )
)


@st.composite
def newsrooms(draw: st.DrawFn) -> tuple[Topic, ...]:
    """Topics of one or two events, told by a few outlets, with videos, photos and marks."""
    topics, number = [], 0
    for place in PLACES[: draw(st.integers(1, 4))]:
        events = []
        for _ in range(draw(st.integers(1, 2))):
            stories = []
            for _ in range(draw(st.integers(1, 3))):
                number += 1
                lines = draw(st.lists(LINES, min_size=1, max_size=7))
                stories.append(any_story(draw, f"{place}{number}", lines))
            events.append(an_event(*stories, name=f"e{number}"))
        topics.append(a_topic(*events))
    return tuple(topics)


def any_story(draw: st.DrawFn, name: str, lines: list[str]) -> Story:
    text = " ".join(line.format(name) for line in lines)
    caption = f"A look at {name} from the air on Monday."
    kinds = draw(st.sets(st.sampled_from(("photo", "video"))))
    media = [Media(kind=kind, url=f"https://x.org/{name}/{kind}", caption=caption) for kind in
             ("photo", "video") if kind in kinds]  # fmt: skip
    first = lines[0].format(name)
    marks = (Mark(kind="why", start=0, end=len(first)),) if draw(st.booleans()) else ()
    tags = ("fun",) if draw(st.integers(0, 5)) == 0 else ()
    outlet = draw(st.sampled_from(("Post", "Echo", "Wire")))
    return a_story(name, text, source=outlet, media=tuple(media), marks=marks, tags=tags)


@given(newsrooms(), st.one_of(st.integers(1, 90), st.floats(0.05, 0.95)), st.data())
@settings(max_examples=60, deadline=None)
def test_no_edition_quotes_beyond_the_cap(
    topics: tuple[Topic, ...], cap: float, data: st.DataObject
) -> None:
    stories = [story for topic in topics for story in topic.stories]
    method = data.draw(st.sampled_from(("briefing", "lead", "lexrank")))
    chosen = data.draw(st.sampled_from(stories))
    spans = [f"{sentence.start}:{sentence.end}" for sentence in sentences(chosen)]
    swap = Edit(kind="swap", story_ids=(chosen.id,), value=data.draw(st.sampled_from(spans)))
    layout = Layout(
        max_quote=cap, max_topics=2, lead_words=90, topic_words=40, finally_tags=("fun",)
    )
    whole = compose(topics, now=NOW, layout=layout, summarize=summarizer(method), edits=(swap,))
    if cap >= 1:
        assert max(quoted_words(whole, stories, "outlet").values(), default=0) <= cap
    else:
        counts = quoted_words(whole, stories, "id")
        assert all(counts[story.id] <= cap * count_words(story.text) for story in stories)


def test_without_a_cap_more_is_quoted() -> None:
    whole = edition(None)
    assert max(words_by_outlet(block_of(whole, "lead"), whole).values()) > 90


def test_a_capped_edition_takes_no_quotation_from_a_story_it_quotes() -> None:
    quotation = "“We will build this dam again, stone by stone,” said Mayor Ada Holm."
    fill = " ".join(f"Sentence {n} of the Dam fills the lead with ten words." for n in range(30))
    topics = [a_topic(a_story("dam", f"{fill} {quotation}"))]
    free, capped = (
        compose(topics, now=NOW, layout=Layout(max_quote=cap), summarize=summarizer("lead"))
        for cap in (None, 90)
    )
    assert block_of(free, "quote") is not None
    assert block_of(capped, "quote") is None

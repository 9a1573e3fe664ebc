"""The order of topics: a sum of factors, each of which says in one line what it counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.editing import Layout, explain_rank
from briefing.editing.rank import (
    AFFAIRS_POINTS,
    FRESH_POINTS,
    OUTLETS,
    POSITION_POINTS,
    TWIN_POINTS,
)
from briefing.models import Edit, FeedPosition, Topic
from tests.editing.words import NOW, a_story, a_topic, an_edition, an_event

NAMES = (
    "sources",
    "reach",
    "freshness",
    "kind",
    "beat",
    "gravity",
    "position",
    "language",
    "weight",
    "novelty",
)


def ranked(*topics: Topic, layout: Layout | None = None, **over: Any) -> dict[str, dict[str, Any]]:
    """Topic -> its factors by name, in the order of the edition."""
    topics_ranked = explain_rank(topics, now=NOW, layout=layout or Layout(), **over)
    return {
        topic.fresh.topic.id: {factor.name: factor for factor in topic.factors}
        for topic in topics_ranked
    }


def test_every_factor_is_one_line_and_the_score_is_their_sum() -> None:
    topic = a_topic(an_event(a_story("dam"), a_story("lock")))
    (dam,) = explain_rank((topic,), now=NOW, layout=Layout())
    assert tuple(factor.name for factor in dam.factors) == NAMES
    assert all(factor.why and "\n" not in factor.why for factor in dam.factors)
    assert dam.score == round(sum(factor.value for factor in dam.factors), 6)
    assert dam.factors[0].why == "2 independent sources"


def test_copies_are_named_and_not_counted() -> None:
    text = " ".join(f"The agency sent sentence {n} to all of its customers." for n in range(9))
    wire = [a_story(name, text) for name in ("dam", "lock", "weir")]
    factors = ranked(a_topic(an_event(*wire)))["t-e-dam"]
    assert factors["sources"].why == "1 independent source, 2 copies not counted"
    assert factors["sources"].value == OUTLETS


def test_two_sources_of_one_publisher_are_one() -> None:
    stories = (a_story("dam", publisher="Post"), a_story("lock", publisher="Post"))
    assert ranked(a_topic(an_event(*stories)))["t-e-dam"]["sources"].why == "1 independent source"


def test_freshness_halves_in_a_day() -> None:
    old = a_topic(a_story("dam", published=NOW - timedelta(days=1)))
    unknown = a_topic(a_story("pier", published=None))
    coming = a_topic(a_story("quay", published=NOW + timedelta(days=1)))
    factors = ranked(old, unknown, coming)
    assert factors["t-e-dam"]["freshness"].value == FRESH_POINTS / 2
    assert factors["t-e-pier"]["freshness"].why == "no story says when"
    assert factors["t-e-quay"]["freshness"].value == FRESH_POINTS


def test_a_light_source_does_not_drag_a_topic_down_that_others_carry() -> None:
    topic = a_topic(an_event(a_story("dam"), a_story("lock"), a_story("weir")))
    layout = Layout(weights=(("dam-wire", 0.01),))
    assert ranked(topic, layout=layout)["t-e-dam"]["weight"].value > -0.6
    heavy = Layout(weights=(("dam-wire", 4.0),))
    assert ranked(topic, layout=heavy)["t-e-dam"]["weight"].value == 1.0


def test_what_ran_before_gives_way_the_more_the_less_of_it_is_new() -> None:
    earlier = "The dam above Orsk broke at noon. Some 40 houses were flooded."
    before = an_edition(a_topic(a_story("dam", earlier), name="t"), now=NOW - timedelta(days=1))
    new = "Engineers had warned of cracks since June."
    half = a_topic(a_story("lock", f"Some 40 houses were flooded. {new}"), name="t")
    whole = a_topic(a_story("lock", new), name="t")
    first, second = (ranked(topic, earlier=(before,))["t"]["novelty"] for topic in (half, whole))
    assert first.why == "covered in 1 earlier edition, 50% of its sentences new"
    assert first.value < second.value < 0


def test_a_pin_is_a_factor_of_its_own() -> None:
    pin = Edit(kind="pin", story_ids=("dam",))
    assert ranked(a_topic(a_story("dam")), edits=(pin,))["t-e-dam"]["pin"].why


@pytest.mark.parametrize("weight", [0.01, 1.0, 10.0])
@given(words=st.integers(0, 40), count=st.integers(1, 4))
def test_every_factor_is_a_number(weight: float, words: int, count: int) -> None:
    stories = [a_story(f"s{n}", f"{'word ' * words}end.") for n in range(count)]
    layout = Layout(weights=tuple((story.source, weight) for story in stories))
    for factors in ranked(a_topic(an_event(*stories)), layout=layout).values():
        assert all(abs(factor.value) < 100 for factor in factors.values())


def test_the_length_of_a_feed_counts_nothing() -> None:
    short, long = (
        a_topic(a_story("dam", f"The dam broke. {'More rain fell. ' * n}")) for n in (0, 99)
    )
    first, second = (explain_rank((topic,), now=NOW, layout=Layout())[0] for topic in (short, long))
    assert first.score == second.score


def test_an_outlet_counts_with_two_stories_of_an_event_at_most() -> None:
    few, many = (
        a_topic(an_event(*(a_story(f"dam{n}", source="Post") for n in range(count))))
        for count in (2, 5)
    )
    first, second = (explain_rank((topic,), now=NOW, layout=Layout())[0] for topic in (few, many))
    assert {f.name: f.value for f in first.factors}["reach"] >= {
        f.name: f.value for f in second.factors
    }["reach"] - 0.5


def test_what_is_no_news_never_leads_unless_the_editor_says_so() -> None:
    outlets = (a_story(f"quiz{n}", kind="live") for n in range(5))
    live, news = a_topic(an_event(*outlets)), a_topic(a_story("dam", kind="news"))
    order = [topic.fresh.topic.id for topic in explain_rank((live, news), now=NOW, layout=Layout())]
    assert order == [news.id, live.id]
    alone = explain_rank((live,), now=NOW, layout=Layout())
    assert [topic.fresh.topic.id for topic in alone] == [live.id]


@pytest.mark.parametrize(
    "kind",
    ["quiz", "promo", "listing", "preview", "opinion", "live", "explainer", "obituary"],
)
def test_what_is_no_news_gives_way(kind: Any) -> None:
    news, other = a_topic(a_story("dam", kind="news")), a_topic(a_story("pier", kind=kind))
    scores = {
        topic.fresh.topic.id: topic.score
        for topic in explain_rank((news, other), now=NOW, layout=Layout())
    }
    assert scores["t-e-pier"] < scores["t-e-dam"]


def test_a_desk_of_world_or_politics_lifts_a_story() -> None:
    address = "https://post.example/world/europe/{}"
    world = a_topic(a_story("dam", url=address.format("dam")))
    plain = a_topic(a_story("pier", url="https://post.example/story/pier"))
    beats = {name: factors["beat"] for name, factors in ranked(world, plain).items()}
    assert beats["t-e-dam"].value == AFFAIRS_POINTS
    assert beats["t-e-dam"].why == "1 of world or politics"
    assert beats["t-e-pier"].value == 0


def test_what_a_source_places_high_goes_first() -> None:
    first, last = (
        a_topic(a_story(name, position=FeedPosition(number=number, count=10)))
        for name, number in (("quay", 1), ("dam", 10))
    )
    unknown = a_topic(a_story("lock"))
    factors = ranked(first, last, unknown)
    assert list(factors) == ["t-e-quay", "t-e-lock", "t-e-dam"]
    assert factors["t-e-quay"]["position"].value == POSITION_POINTS / 2
    assert factors["t-e-quay"]["position"].why == "number 1 of 10 in quay-wire"
    assert factors["t-e-lock"]["position"].value == 0


def test_of_many_places_the_highest_counts() -> None:
    stories = [
        a_story(f"dam{number}", position=FeedPosition(number=number, count=10)) for number in (9, 2)
    ]
    assert ranked(a_topic(an_event(*stories)))["t-e-dam9"]["position"].why.startswith("number 2 ")


@pytest.mark.parametrize(
    ("grave", "plain"),
    [
        ("Two killed in Tarva", "Two honoured in Tarva"),
        ("Ferries collide off Tarva", "Ferries meet off Tarva"),
        ("Submarines leave Tarva", "Gardeners leave Tarva"),
        ("Tarva is told of a new bridge", "Tarva celebrates a new bridge"),
    ],
)
def test_grave_words_weigh_and_praise_does_not(grave: str, plain: str) -> None:
    topics = [a_topic(a_story(name, title=title)) for name, title in (("a", plain), ("b", grave))]
    factors = ranked(*topics)
    assert factors["t-e-b"]["gravity"].value > factors["t-e-a"]["gravity"].value


ORSK = {
    "flood": "Flood in Orsk drives hundreds from their houses",
    "mayor": "The mayor of Orsk is asked why the flood came unseen",
    "bridge": "Hundreds cross a new bridge in Tarva",
    "kiln": "A kiln of the bronze age is found below a car park",
    "ferry": "The ferry to Sund stops for the winter",
}


def orsk(*names: str) -> list[Topic]:
    """A topic of each of these headlines; the first is told by two more outlets."""
    first = [a_story(f"{names[0]}{n}", title=ORSK[names[0]]) for n in (1, 2)]
    singles = [a_story(name, title=ORSK[name], text=f"{ORSK[name]}.") for name in names]
    return [a_topic(an_event(singles[0], *first)), *(a_topic(story) for story in singles[1:])]


def test_what_tells_of_the_same_as_a_block_above_gives_way_once() -> None:
    topics = orsk("flood", "mayor", "bridge", "kiln", "ferry")
    factors = ranked(*topics)
    assert next(iter(factors)) == "t-e-flood"
    assert list(factors)[-1] == "t-e-mayor"
    assert factors["t-e-mayor"]["twin"].value == TWIN_POINTS
    assert factors["t-e-mayor"]["twin"].why == f"tells of the same as {ORSK['flood']!r} above"
    assert not any("twin" in factors[name] for name in factors if name != "t-e-mayor")
    assert list(ranked(*reversed(topics))) == list(factors)


def test_words_without_a_name_make_no_twins() -> None:
    factors = ranked(*orsk("flood", "bridge", "kiln", "ferry"))
    assert not any("twin" in own for own in factors.values())


def test_what_stands_below_all_blocks_charges_nothing() -> None:
    topics = orsk("kiln", "flood", "mayor", "bridge", "ferry")
    layout = Layout(max_topics=1, in_brief=0)
    assert not any("twin" in own for own in ranked(*topics, layout=layout).values())
    assert any("twin" in own for own in ranked(*topics).values())

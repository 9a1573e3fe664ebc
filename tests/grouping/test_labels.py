"""Titles, keywords, tags, names that may join, and reasons told as lines."""

from __future__ import annotations

import pytest

from briefing.errors import InputError
from briefing.grouping import explain, group, grouper, tags
from briefing.grouping.labels import headline, without_parts
from briefing.models import Edit
from tests.grouping.stories import all_stories
from tests.make import make_story, make_topic


def test_the_headline_is_the_most_central_one() -> None:
    stories = [make_story(id="a", title="A"), make_story(id="b", title="B")]
    assert headline(stories, [0.1, 0.2]) == "B"
    assert headline(stories, [0.2, 0.2]) == "A"


def test_a_headline_of_its_own_comes_before_a_derived_one() -> None:
    derived = make_story(id="a", title="A long first sentence.", title_derived=True)
    assert headline([derived, make_story(id="b", title="B")], [0.9, 0.1]) == "B"
    assert headline([derived], [0.9]) == "A long first sentence."
    assert headline([make_story(title="")], [0.0]) == ""


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        (["Korea", "North Korea"], ["North Korea"]),
        (["North Korean", "North Korea"], ["North Korean"]),
        (["strike", "strikes"], ["strike"]),
        (["road", "broad"], ["road", "broad"]),
        (["cat", "cats"], ["cat", "cats"]),
        (["Sael", "sael"], ["Sael"]),
        (["a b", "c", "b a d"], ["b a d", "c"]),
        ([], []),
    ],
)
def test_no_form_is_part_of_another(forms: list[str], expected: list[str]) -> None:
    assert list(without_parts(forms)) == expected


def test_keywords_are_written_as_in_the_stories() -> None:
    by_size = group(all_stories())
    assert "nurses" in by_size[0].keywords
    assert "Sael" in by_size[0].keywords
    assert "Mirror Lakes" in by_size[1].keywords


def test_tags_are_names_that_several_stories_carry() -> None:
    stories = (
        make_story("Prell won in Sael.", id="a", title="Prell wins", tags=("chess", "sport")),
        make_story("In Sael she beat all.", id="b", title="Title for Prell", tags=("Chess",)),
    )
    topic = make_topic(*stories, keywords=("Prell", "wins", "Sael", "Oddvik"))
    assert tags(topic) == ("Prell", "Sael", "Chess")


def test_tags_without_names_are_keywords_with_a_capital() -> None:
    assert tags(make_topic(keywords=("bridge", "falls"))) == ("Bridge", "Falls")


def test_reasons_become_lines() -> None:
    topic = group(all_stories())[0]
    lines = explain(topic)
    assert lines[0] == f"{topic.title} ({topic.id})"
    assert any("tells the same as" in line and "nurses" in line for line in lines)
    about = explain(topic, "strike1")
    assert 2 < len(about) <= len(lines)
    with pytest.raises(InputError, match="gone"):
        explain(topic, "gone")


def test_the_nearest_left_out_is_named_with_why() -> None:
    apart = Edit(kind="apart", story_ids=("comet0", "comet1"))
    topics = group(all_stories(), edits=(apart,))
    (topic,) = [t for t in topics if t.stories[0].id == "comet0"]
    (line,) = [line for line in explain(topic, others=all_stories()) if "left out" in line]
    assert "Thousands watch comet" in line
    assert line.endswith("the editor keeps them apart")


def test_the_nearest_may_be_too_unlike() -> None:
    stories = [*all_stories(), make_story("Chess is played in Sael.", id="x", title="A new club")]
    reasons = [r for topic in group(stories) for r in topic.reasons if r.kind == "nearest"]
    assert any(reason.why.startswith("less than") for reason in reasons)


def test_a_grouper_is_chosen_by_name() -> None:
    assert grouper("lexical")(all_stories()) == group(all_stories())
    with pytest.raises(InputError, match="lexical"):
        grouper("neural")

"""As a library: what is wrong is said at the door, values show themselves and become plain."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

import briefing
from briefing.errors import BriefingError

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)


def a_story(**fields: Any) -> briefing.Story:
    given = {
        "id": "1",
        "title": "Dam <breaks>",
        "text": "The dam broke.",
        "source": "Wire",
    } | fields
    return briefing.Story(**(given | fields))


def a_row(**cells: Any) -> briefing.Story:
    return briefing.Story.from_dict(a_story().to_dict() | cells)


STORY = a_story()
TOPICS = briefing.group([STORY])
EDITION = briefing.compose(TOPICS, now=NOW)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: briefing.group(None), r"group\(stories\): is None, not a list"),
        (lambda: briefing.group(STORY), "is a Story, not a list"),
        (lambda: briefing.group([{"id": "1"}]), r"holds a dict at place 0.*briefing\.Story"),
        (lambda: briefing.group("text"), "is a str"),
        (lambda: briefing.group([STORY, STORY]), "two stories of the id '1'"),
        (lambda: briefing.group([STORY], known=[STORY]), "holds a Story at place 0, not Topic"),
        (lambda: briefing.group([STORY], event_threshold=3), "a probability from 0 to 1"),
        (lambda: briefing.group([STORY], topic_threshold="0.5"), "is '0.5'"),
        (lambda: briefing.condense(STORY), "is a Story, not a list"),
        (lambda: briefing.condense(TOPICS[0]), r"topic\.stories"),
        (lambda: briefing.condense([]), "holds no story"),
        (lambda: briefing.condense([STORY], words="60"), "is a str, not int"),
        (lambda: briefing.condense([STORY], words=True), "is a bool, not int"),
        (lambda: briefing.condense([STORY], words=0), "0 words"),
        (lambda: briefing.condense([STORY], method="textrnk"), "textrank"),
        (lambda: briefing.compose([STORY], now=NOW), r"briefing\.group\(stories\) gives them"),
        (lambda: briefing.compose(TOPICS, now=datetime(2026, 11, 24)), "without a time zone"),  # noqa: DTZ001
        (lambda: briefing.compose(TOPICS, now="today"), "is a str, not an aware datetime"),
        (lambda: briefing.compose(TOPICS, now=NOW, layout={}), r"briefing\.Layout"),
        (lambda: briefing.render(None), "is None, not Edition"),
        (lambda: briefing.render(EDITION, theme="fancy"), "balance, compact or list"),
        (lambda: briefing.render(EDITION, theme=7), r"briefing\.Theme"),
        (lambda: briefing.parse_feed("<rss/>"), "is a str, not bytes"),
        (lambda: briefing.extract_page(None), "is None, not bytes"),
        (lambda: briefing.load("nope.yaml"), "briefing init"),
        (lambda: a_story(text=float("nan")), r"Story\(text\): is nan"),
        (lambda: a_story(text=None), r"Story\(text\): is None"),
        (lambda: a_story(id=1), r"Story\(id\): is 1"),
        (lambda: a_story(publisher=float("nan")), r"Story\(publisher\): is nan"),
        (lambda: a_story(url=float("nan")), r"Story\(url\): is nan \(a text or None"),
        (lambda: a_story(tags="politics"), r"Story\(tags\).*from_dict\(row\) takes a list"),
        (lambda: a_row(titel="Dam"), r"Story\.titel: is no field \(did you mean title"),
        (lambda: a_row(price=3), "known are id, title"),
        (lambda: a_row(text=float("nan")), r"Story\.text: is missing"),
        (lambda: a_row(published="2026-11-30"), "a moment with its offset"),
        (lambda: a_row(title=5), r"Story\.title: string is expected"),
        (lambda: briefing.Story.from_dict("Dam"), "one row"),
        (lambda: a_story(published="2026-11-30"), r"Story\(published\).*aware datetime"),
        (lambda: a_story(published=datetime(2026, 11, 30)), "aware datetime"),  # noqa: DTZ001
    ],
)
def test_what_is_wrong_is_said_in_words(call: Callable[[], object], said: str) -> None:
    with pytest.raises(BriefingError, match=said):
        call()


def test_plain_values_become_a_story_again() -> None:
    photo = briefing.Media(kind="photo", url="https://wire.example.org/dam.jpg", focus=(50, 20))
    story = a_story(tags=("dams",), media=(photo,), published=NOW, furniture=((0, 3),))
    assert briefing.Story.from_dict(json.loads(json.dumps(story.to_dict()))) == story


def test_a_row_of_a_table_is_a_story() -> None:
    cells = {"id": np.int64(7), "url": float("nan"), "tags": np.array(["dams"]), "published": NOW}
    expected = a_story(id="7", tags=("dams",), published=NOW)
    assert a_row(**cells) == expected


def test_a_number_of_an_array_is_a_number_of_words() -> None:
    words = np.arange(5, 8)[0]
    assert briefing.condense([STORY], words=words) == briefing.condense([STORY], words=5)


@pytest.mark.parametrize("theme", ["compact", {"name": "compact"}, briefing.Theme.named("compact")])
def test_a_theme_may_be_a_name_or_values(theme: Any) -> None:
    assert briefing.render(EDITION, theme) == briefing.render(EDITION, "compact")


@pytest.mark.parametrize(
    "value", [STORY, TOPICS[0], EDITION, briefing.condense([STORY]), briefing.render(EDITION)]
)
def test_every_value_becomes_plain(value: Any) -> None:
    assert json.loads(json.dumps(value.to_dict()))


@pytest.mark.parametrize("value", [TOPICS[0], EDITION, briefing.render(EDITION)])
def test_a_notebook_shows_a_value_with_its_text_escaped(value: Any) -> None:
    html = value._repr_html_()
    assert "Dam" in html
    assert "<breaks>" not in html
    assert "<script" not in html

"""What must not join stories, however rare the word: feast days, titles, names of houses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from briefing.grouping import group
from briefing.models import Story
from tests.grouping.stories import topic_of
from tests.make import make_story

BEGIN = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)

# Strangers of one morning: each tells something of its own.
MORNING = (
    ("Rents in Korrin rise by a tenth", "Tenants of Korrin will pay more from May."),
    ("Oona Prell wins chess title at nineteen", "Prell beat the champion in game twelve."),
    ("Salmon return to the upper Lurna", "Anglers counted 400 fish below the weir."),
    ("Museum in Tarrow shows lost maps", "The maps lay in an attic for ninety years."),
    ("Voltane recalls 9,000 heaters", "A cable of the heaters may melt."),
    ("Night trains to Elvast start in March", "Beds cost 49 crowns, the railway said."),
    ("Farmers fear a dry spring", "Wells in Selwyn are two metres down."),
    ("Band cancels tour after fall", "The singer broke an ankle on stage."),
    ("Court frees baker after nine years", "New proof cleared him of the fire."),
    ("Students build boat of paper", "It crossed the harbour of Port Aldmere."),
    ("Bank of Merrow cuts 300 jobs", "Branches in twelve towns will close."),
    ("Wolf seen near school in Skarn", "Parents walked their children home."),
    ("Astronomers find warm planet", "It circles its star in eleven days."),
    ("Hospital tests nurse robots", "They carry linen and blood."),
    ("Cheese of Varn gets a seal", "Only milk of red cows may go in."),
    ("Tram derails in Halden, nobody hurt", "A stone lay on the rail, police said."),
)
PATTERNS = {
    "feast": ("{} at Easter", "It was Easter. {}"),
    "weekday": ("{} on Friday", "On Friday it was said. {}"),
    "title of office": ("{}, says minister", "The Prime Minister spoke. {}"),
    "nationality": ("Norvenian {}", "{} So Norvenian media report."),
    "column": ("The Long View: {}", "{}"),
    "outlet": ("{} | The Harbour Post", "{} This is The Harbour Post."),
    "agency": ("{}", "ELVAST (Meridian) - {}"),
}


def strangers(pattern: tuple[str, str]) -> list[Story]:
    return [
        make_story(
            pattern[1].format(text),
            id=f"s{n}",
            title=pattern[0].format(title),
            source=f"paper{n % 5}",
            published=BEGIN + timedelta(minutes=17 * n),
        )
        for n, (title, text) in enumerate(MORNING)
    ]


@pytest.mark.parametrize("kind", PATTERNS)
def test_strangers_stay_apart_whatever_word_they_share(kind: str) -> None:
    topics = group(strangers(PATTERNS[kind]))
    joined = [topic.title for topic in topics if len(topic.stories) > 1]
    assert joined == []


def test_two_crimes_are_two_topics() -> None:
    crimes = (
        (
            "Man held after shooting in Korrin",
            "Korrin police held a man of 34 after a shooting.",
        ),
        ("Woman shot dead in Selwyn", "Police in Selwyn look for the man who shot a woman of 51."),
    )
    stories = [
        make_story(text, id=f"c{n}", title=title, source=f"crime{n}", published=BEGIN)
        for n, (title, text) in enumerate(crimes)
    ]
    homes = topic_of(group([*strangers(("{}", "{}")), *stories]))
    assert homes["c0"] != homes["c1"]

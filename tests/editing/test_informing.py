"""What opens a block informs: no echo, no procedure, nothing over, and no number beside another."""

from __future__ import annotations

from datetime import timedelta

import pytest

from briefing.condensing import passages
from briefing.editing import compose
from briefing.editing.back_references import points_back
from briefing.editing.strangers import opens_with_a_stranger
from briefing.editing.tolls import tolls
from briefing.models import Lead, Story, TopicBlock
from tests.editing.words import NOW, a_story, a_topic, an_event, block_of

TITLE = "Hollin dam above Orsk breaks after a week of rain"
ECHO = "The Hollin dam above Orsk has broken after a whole week of rain."
NEWS = "Some 400 houses are under water in Orsk since the Hollin dam broke on Monday."
QUAKES = (
    "A quake killed 900 people in Brevik on Sunday.",
    "Some 900 people died in Brevik, where houses fell in a quake on Sunday.",
    "Brevik counts 900 dead after the strongest quake in the north for a century.",
)


def lead_of(*stories: Story) -> Lead:
    edition = compose([a_topic(an_event(*stories))], now=NOW, passages=passages)
    lead: Lead = block_of(edition, "lead")
    return lead


def second_topic(*stories: Story) -> TopicBlock:
    """The block of a topic that is not the lead: it may be silent."""
    many = [
        a_story(f"quake{n}", text, title="Quake kills 900 in Brevik", source=f"Paper {n}")
        for n, text in enumerate(QUAKES)
    ]
    topics = [a_topic(an_event(*many)), a_topic(an_event(*stories))]
    topic: TopicBlock = block_of(compose(topics, now=NOW, passages=passages), "topic")
    return topic


def test_an_echo_gives_way_to_the_next_sentence_of_its_story() -> None:
    lead = lead_of(a_story("dam", f"{ECHO} {NEWS}", title=TITLE))
    assert [sentence.text for sentence in lead.sentences] == [NEWS]


def test_an_echo_gives_way_to_a_like_story_that_informs() -> None:
    stories = a_story("dam", ECHO, title=TITLE), a_story("flood", NEWS, title=TITLE)
    assert lead_of(*stories).story_id == "flood"


def test_a_topic_prints_its_headline_alone_before_an_echo_but_a_lead_is_not_silent() -> None:
    story = a_story("dam", ECHO, title=TITLE)
    assert not second_topic(story).sentences
    assert [sentence.text for sentence in lead_of(story).sentences] == [ECHO]


def test_a_name_in_full_that_the_headline_shortens_is_an_echo() -> None:
    title = "LFA and DOH probe Lunde ferry collision"
    echo = "The Lunde Ferry Authority and the Department of Health probe the ferry collision."
    assert not second_topic(a_story("told", echo, title=title)).sentences


def test_procedure_does_not_open() -> None:
    due = "The council of the valley is due to meet on Friday."
    assert not lead_of(a_story("dam", due, title=TITLE)).sentences
    both = a_story("dam", due, title=TITLE), a_story("flood", NEWS, title=TITLE)
    assert lead_of(*both).sentences[0].text == NEWS


def test_another_event_of_the_same_matter_speaks_for_a_silent_one() -> None:
    bare = [a_story(f"bare{n}", " ", title=TITLE, source=f"Paper {n}") for n in range(3)]
    told = a_story("told", NEWS, title="Houses under water in Orsk as Hollin dam breaks")
    topic = a_topic(an_event(*bare), an_event(told))
    lead = block_of(compose([topic], now=NOW, passages=passages), "lead")
    assert (lead.story_id, lead.sentences[0].text) == ("told", NEWS)


@pytest.mark.parametrize(("hours", "printed"), [(2, True), (20, False)])
def test_what_is_under_way_is_over_half_a_day_later(hours: int, printed: bool) -> None:
    voting = "Voting is under way in Orsk, where 12,000 people choose a mayor and a council."
    when = NOW - timedelta(hours=hours)
    lead = lead_of(a_story("vote", voting, title="Orsk elects a mayor", published=when))
    assert bool(lead.sentences) is printed


def test_two_counts_of_the_dead_do_not_stand_side_by_side() -> None:
    first = "The Hollin dam above Orsk broke on Monday and killed 40 people, Mayor Edda Falk said."
    second = "Rescuers from Brevik said 36 people died as 400 houses in Orsk went under water."
    third = "Rescuers from Brevik said 400 houses in the lower part of Orsk went under water."
    stories = [a_story("dam", first, title="Hollin dam above Orsk breaks and kills 40")]
    for name, text in (("toll", second), ("homes", third)):
        stories.append(a_story(name, text, title="Flood in Orsk after Hollin dam breaks"))
    texts = [sentence.text for sentence in lead_of(*stories).sentences]
    assert first in texts
    assert second not in texts


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        ("The flood killed more than four thousand people.", 4_000),
        ("At least 3 thousand were killed.", 3_000),
        ("Forty people were killed.", 40),
    ],
)
def test_a_toll_in_words_is_read_whole(text: str, toll: int) -> None:
    assert dict(tolls(text))["killed"] == toll


def test_a_story_told_after_another_outlet_gives_way_to_that_outlets_own() -> None:
    texts = {
        "Echo": "According to the Harbour Post, some 400 houses are under water in Orsk.",
        "Harbour Post": "Some 400 houses are under water in Orsk since the dam broke.",
    }
    stories = [
        a_story(name[:4].lower(), text, title=TITLE, source=name) for name, text in texts.items()
    ]
    assert lead_of(*stories).sentences[0].text == texts["Harbour Post"]


@pytest.mark.parametrize(
    ("text", "is_strange"),
    [
        ("The case of Falk sets a precedent for the valley.", False),
        ("The case of Oster sets a precedent for the valley.", True),
        ("The case of Hanne Oster sets a precedent for the valley.", False),
        ("ORBAL matters because no other drug helps.", True),
    ],
)
def test_a_line_of_its_own_opens_with_nobody_unmet(text: str, is_strange: bool) -> None:
    assert opens_with_a_stranger(text, ["Falk wins in court"]) is is_strange


def test_a_like_story_that_adds_something_speaks_before_a_headline_stands_alone() -> None:
    little = "The Hollin dam above Orsk broke on Monday after a long week of steady rain."
    bare = a_story("bare", little, title=TITLE)
    told = a_story("told", NEWS, title="Hollin dam above Orsk breaks, houses under water")
    assert not second_topic(bare).sentences
    topic = second_topic(bare, told)
    assert (topic.story_id, [s.text for s in topic.sentences]) == ("told", [NEWS])
    feared = a_story("told", NEWS, title="Hollin dam above Orsk breaks, fears for houses")
    assert second_topic(bare, feared).story_id == "bare"


def test_a_photo_story_tells_the_highest_toll_where_nobody_else_does() -> None:
    quake = a_story(
        "quake",
        "Houses fell in Brevik when the strongest quake for a century shook the north.",
        title="Quake shakes Brevik and the north",
        kind="news",
    )
    total = "The quake in Brevik and the coast near Orsk killed 1,250 people, officials said."
    photos = a_story("photos", total, title="The Brevik quake in photos", kind="feature")
    told = [sentence.text for sentence in lead_of(quake, photos).sentences]
    assert told[1:] == [total]
    without = a_story("photos", total.replace("killed 1,250", "frightened"), kind="feature")
    assert len(lead_of(quake, without).sentences) == 1


def test_a_german_article_is_no_death() -> None:
    assert tolls("30 Millionen sollen die Täter erbeutet haben.", "de") == ()
    assert dict(tolls("30 Tote, die Behörden warnen.", "de")) == {"killed": 30}


def test_a_sentence_that_points_back_does_not_speak_for_a_bare_headline() -> None:
    little = "Der Hollindamm oberhalb von Orsk brach am Montag nach einer Woche Regen."
    title = "Hollindamm oberhalb von Orsk bricht nach einer Woche Regen"
    for late, printed in (
        ("Nun lebt er ohne Haus und ohne Arbeit bei Verwandten in Lunde.", False),
        ("Nun lebt Bürgermeister Falk ohne Haus bei Verwandten in Lunde.", True),
    ):
        story = a_story("bare", f"{little} {late}", title=title, language="de")
        assert bool(second_topic(story).sentences) is printed


@pytest.mark.parametrize(
    ("language", "text", "points"),
    [
        ("en", "In the end they left.", True),
        ("en", "This bridge is closed.", True),
        ("en", "The council of Orsk said they left.", False),
        ("de", "Das Ende dieses Landes naht.", True),
        ("de", "Nun lebt er bei Lunde.", True),
        ("de", "Die Brücke bei Lunde bleibt zu.", False),
        ("fr", "Depuis lundi il attend.", True),
        ("fr", "Le pont de Lunde est fermé.", False),
        ("xx", "He left.", False),
    ],
)
def test_a_pronoun_or_a_thing_called_this_points_back(
    language: str, text: str, points: bool
) -> None:
    assert points_back(text, language) is points


@pytest.mark.parametrize(("stop", "sentences"), [("", 1), (".", 2)])
def test_nothing_runs_on_from_a_teaser_without_a_stop(stop: str, sentences: int) -> None:
    teaser = f"Some 400 houses are under water in Orsk since the Hollin dam broke{stop}"
    more = "Mayor Edda Falk asked the army of Ruritania for 30 boats and a field hospital."
    story = a_story("dam", f"{teaser}\n{more}", title=TITLE)
    assert len(lead_of(story).sentences) == sentences

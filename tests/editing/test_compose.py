"""An edition from topics: what stands where, what is left out, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.editing import edition_sentences
from briefing.editing.citations import block_stories
from briefing.models import Edit, Link, Mark, Media
from tests.editing.words import NOW, a_story, a_topic, an_edition, an_event, block_of


def test_the_topic_with_more_sources_leads() -> None:
    small, big = a_topic(a_story("pier")), a_topic(an_event(a_story("dam"), a_story("lock")))
    edition = an_edition(small, big)
    assert block_of(edition, "lead").topic_id == big.id
    assert block_of(edition, "topic").topic_id == small.id


def test_subject_and_preheader_are_from_the_lead_and_what_follows() -> None:
    edition = an_edition(
        a_topic(an_event(a_story("dam"), a_story("lock"))), a_topic(a_story("pier"))
    )
    assert edition.subject == "What happened at Dam"
    assert edition.preheader == "What happened at Pier"


def test_the_lead_keeps_to_its_words_and_the_others_to_theirs() -> None:
    text = " ".join(
        f"Number {n} of the long story goes on and on for ten words." for n in range(40)
    )
    topics = [a_topic(a_story(name, text)) for name in ("dam", "pier", "lock")]
    edition = an_edition(*topics)
    for block in edition.blocks:
        words = sum(len(sentence.text.split()) for sentence in getattr(block, "sentences", ()))
        assert words <= (150 if block.kind == "lead" else 60)


def test_further_events_of_the_lead_are_sections_within_its_words() -> None:
    dam = a_story("dam", "The Hollin dam above Orsk broke at noon.", title="Hollin dam breaks")
    mayor = a_story(
        "mayor", "The mayor of Orsk resigned over the Hollin dam.", title="Mayor of Orsk resigns"
    )
    boats = a_story(
        "boats",
        "Soldiers took families off rooftops in Orsk with boats.",
        title="Army sends boats to Orsk",
    )
    lund = a_story("lund", "Which river runs through Lund?", title="Rivers of Lund stay low")
    lead = block_of(an_edition(a_topic(an_event(dam), mayor, boats, lund)), "lead")
    assert "boats" in [section.story_id for section in lead.sections]
    for section in lead.sections:
        assert {sentence.story_id for sentence in section.sentences} == {section.story_id}
    assert "lund" in lead.related


def test_why_it_matters_is_the_marked_sentence_and_stands_once() -> None:
    text = "The dam broke. It held all the water of the valley. Nobody was hurt."
    start = text.index("It held")
    story = a_story("dam", text, marks=(Mark(kind="why", start=start, end=text.index(" Nobody")),))
    lead = block_of(an_edition(a_topic(story)), "lead")
    assert [sentence.text for sentence in lead.why] == ["It held all the water of the valley."]
    assert not set(lead.why) & set(lead.sentences)


def test_a_video_is_a_block_and_a_photo_belongs_to_its_topic() -> None:
    url = "https://n.example/dam"
    photo = Media(kind="photo", url=f"{url}.jpg", caption="The dam.", credit="A. Person")
    video = Media(kind="video", url=url, caption="Water runs.", credit="Town TV")
    edition = an_edition(a_topic(a_story("dam", media=(video, photo))))
    assert block_of(edition, "lead").photo == photo
    assert block_of(edition, "watch").video == video


def test_no_caption_is_taken_without_its_picture_or_film() -> None:
    photo = Media(kind="photo", caption="The dam.", credit="A. Person")
    video = Media(kind="video", caption="Water runs.", credit="Town TV")
    edition = an_edition(a_topic(a_story("dam", media=(video, photo))))
    assert block_of(edition, "lead").photo is None
    assert "watch" not in {block.kind for block in edition.blocks}


def test_the_letter_ends_with_the_story_to_end_on() -> None:
    links = (Link(label="Leave", url="https://n.example/leave", purpose="unsubscribe"),)
    layout = {"finally_tags": ("fun",), "notice": "No edition on Friday.", "links": links}
    topics = (a_topic(a_story("dam")), a_topic(a_story("pier", tags=("fun",))))
    kinds = [block.kind for block in an_edition(*topics, layout=layout).blocks]
    assert kinds[-4:] == ["notice", "finally", "colophon", "footer"]


def test_a_welcome_the_last_edition_had_is_no_line_of_the_day() -> None:
    layout = {"welcome": "Good morning."}
    first = an_edition(a_topic(a_story("dam")), layout=layout)
    assert block_of(first, "welcome").text == "Good morning."
    before = replace(first, id="briefing-2026-11-23")
    again = an_edition(a_topic(a_story("pier")), layout=layout, earlier=(before,))
    assert "welcome" not in {block.kind for block in again.blocks}
    edit = Edit(kind="welcome", story_ids=(), value="A quiet day.")
    own = an_edition(a_topic(a_story("pier")), layout=layout, earlier=(before,), edits=(edit,))
    assert block_of(own, "welcome").text == "A quiet day."


def test_topics_past_the_limit_are_told_in_brief_and_the_rest_are_must_reads() -> None:
    topics = [a_topic(a_story(name)) for name in ("dam", "pier", "lock", "weir", "quay")]
    edition = an_edition(*topics, layout={"max_topics": 2, "in_brief": 1, "must_reads": 1})
    briefs, reads = block_of(edition, "in_brief"), block_of(edition, "must_reads")
    assert len(briefs.items) == len(reads.story_ids) == 1
    assert briefs.items[0].sentence is not None
    assert edition.ledger.used == 4
    assert [dropped.reason for dropped in edition.ledger.dropped] == ["no room in this edition"]


def test_a_block_the_layout_does_not_name_leaves_no_trace() -> None:
    edition = an_edition(a_topic(a_story("dam")), layout={"blocks": ("lead", "footer")})
    assert [block.kind for block in edition.blocks] == ["lead"]


def test_nothing_to_tell_is_an_edition_without_stories() -> None:
    edition = an_edition()
    assert [block.kind for block in edition.blocks] == ["masthead", "colophon"]
    assert edition.subject == "Briefing"


def test_a_welcome_carries_the_sign_up_link_where_there_is_one() -> None:
    link = Link(label="Join us", url="https://news.example.org/join", purpose="subscribe")
    edition = an_edition(layout={"welcome": "Good morning.", "links": (link,)})
    assert block_of(edition, "welcome").link == link
    assert block_of(an_edition(layout={"welcome": "Good morning."}), "welcome").link is None


def test_copies_of_one_text_count_once_and_are_all_named() -> None:
    text = " ".join(f"The agency sent sentence {n} to all of its customers." for n in range(9))
    wire = [a_story(name, text) for name in ("dam", "lock", "weir")]
    rival = [a_story("quay"), a_story("pier")]
    edition = an_edition(a_topic(an_event(*wire)), a_topic(an_event(*rival)))
    assert block_of(edition, "lead").story_id in {"quay", "pier"}
    copied = block_of(edition, "topic")
    assert set(copied.outlets) == {"dam-wire", "lock-wire", "weir-wire"}
    assert copied.related == ()
    assert sum("the same text as" in dropped.reason for dropped in edition.ledger.dropped) == 2


def test_an_older_topic_ranks_behind_and_a_heavier_source_before() -> None:
    old = a_topic(a_story("dam", published=NOW - timedelta(days=2)))
    new = a_topic(a_story("pier"))
    assert block_of(an_edition(old, new), "lead").topic_id == new.id
    weights = (("dam-wire", 4.0),)
    assert block_of(an_edition(old, new, layout={"weights": weights}), "lead").topic_id == old.id


def test_a_tagged_story_ends_the_edition() -> None:
    edition = an_edition(
        a_topic(a_story("dam")),
        a_topic(a_story("swan", tags=("Culture",))),
        layout={"finally_tags": ("culture",)},
    )
    assert block_of(edition, "finally").story_id == "swan"
    assert block_of(edition, "topic") is None


def test_a_quotation_with_its_speaker_is_the_quote_of_the_day() -> None:
    quotation = "“We will build this dam again, stone by stone,” said Mayor Ada Holm."
    fill = " ".join(f"Sentence {n} fills the whole of the lead with ten words." for n in range(30))
    edition = an_edition(a_topic(a_story("dam", f"{fill} {quotation}")))
    assert block_of(edition, "quote").sentence.text == quotation


@pytest.mark.parametrize(
    "text",
    [
        "“We will build this dam again, stone by stone,” he said.",
        "Mayor Ada Holm said the town would build the dam again next year.",
        "“Again,” said Mayor Ada Holm of the dam that everybody in the town had seen break.",
    ],
)
def test_what_is_no_quotation_by_name_is_no_quote_of_the_day(text: str) -> None:
    fill = " ".join(f"Sentence {n} fills the whole of the lead with ten words." for n in range(30))
    assert block_of(an_edition(a_topic(a_story("dam", f"{fill} {text}"))), "quote") is None


def test_a_derived_title_is_not_repeated_but_free_where_another_leads() -> None:
    text = "The dam broke at noon on Monday. Nobody was hurt."
    derived = a_story("dam", text, title="The dam broke at noon on Monday.", title_derived=True)
    lead = block_of(an_edition(a_topic(derived)), "lead")
    assert [sentence.text for sentence in lead.sentences] == ["Nobody was hurt."]
    other = an_event(
        a_story("lock", title="Dam of Lock breaks on Monday", text="Rain fell on Lock for a week."),
        derived,
    )
    lead = block_of(an_edition(a_topic(other)), "lead")
    assert lead.title == "Dam of Lock breaks on Monday"
    assert derived.title not in [sentence.text for sentence in lead.sentences][:1]


@given(st.permutations(["dam", "pier", "lock", "weir", "quay"]))
def test_the_order_of_the_topics_does_not_show(names: list[str]) -> None:
    topics = [a_topic(a_story(name)) for name in names]
    assert an_edition(*topics) == an_edition(*sorted(topics, key=lambda topic: topic.id))


@given(st.lists(st.text(max_size=80), max_size=6), st.text(max_size=30))
def test_every_sentence_is_its_storys_own_and_every_story_has_a_reference(
    texts: list[str], title: str
) -> None:
    stories = [
        a_story(f"s{n}", replace(a_story("x"), text=text).text) for n, text in enumerate(texts)
    ]
    stories = [
        replace(story, text=text, title=title) for story, text in zip(stories, texts, strict=True)
    ]
    edition = an_edition(*[a_topic(story) for story in stories])
    by_id = {story.id: story for story in stories}
    assert all(
        by_id[sentence.story_id].text[sentence.start : sentence.end] == sentence.text
        for sentence in edition_sentences(edition)
    )
    known = {reference.story_id for reference in edition.references}
    assert {name for block in edition.blocks for name in block_stories(block)} == known
    used = edition.ledger.used + len(edition.ledger.dropped)
    assert used == edition.ledger.considered == len(stories)

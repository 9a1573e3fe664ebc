"""Editions of a given number of stories, as long as the composer lets them get."""

from __future__ import annotations

import hashlib

from briefing.models import (
    Colophon,
    Developing,
    Edition,
    Footer,
    Lead,
    Link,
    Masthead,
    MustReads,
    Reference,
    Sentence,
    TopicBlock,
)
from tests.make import NOW, make_edition

STORIES_A_TOPIC = 3
_TEXT = (
    "the two governments agreed on monday to share what their satellites see along the border "
    "while officials in three capitals weighed an answer that nobody had prepared for"
)
WORDS = _TEXT.split()


def edition_of(stories: int) -> Edition:
    """A lead of about 150 words, topics of about 60, three stories each, and five must-reads."""
    names = [f"s{number}" for number in range(stories)]
    groups = [names[at : at + STORIES_A_TOPIC] for at in range(0, stories, STORIES_A_TOPIC)]
    lead, *topics = groups
    day = NOW.date()
    return make_edition(
        id="many",
        newsletter="many",
        title="The Balance",
        preheader="Also: " + " ".join(WORDS[:14]),
        blocks=(
            Masthead(title="The Balance", date=day, minutes=9, tagline="Who holds it", number=7),
            _lead(lead),
            *(_topic(group, number) for number, group in enumerate(topics)),
            *([MustReads(story_ids=tuple(names[-5:]))] if stories > 6 else []),
            Colophon(sources=tuple(_outlet(at) for at in range(8)), stories=stories, method="x"),
            Footer(
                links=(
                    Link(
                        label="Unsubscribe",
                        url="https://news.example.org/unsubscribe",
                        purpose="unsubscribe",
                    ),
                ),
                address="The Balance, 1 Example Street, 10115 Berlin",
            ),
        ),
        references=tuple(_reference(name, number) for number, name in enumerate(names)),
    )


def _reference(name: str, number: int) -> Reference:
    return Reference(
        story_id=name,
        title=" ".join(WORDS[number % 12 : number % 12 + 11]).capitalize(),
        outlet=_outlet(number),
        source=f"source-{number}",
        text_sha256=hashlib.sha256(name.encode()).hexdigest(),
        url=f"https://www.example-news-{number}.org/world/2026/11/24/" + "-".join(WORDS[2:9]),
        author="Ines Okafor",
    )


def _outlet(number: int) -> str:
    return ("Harbour Wire", "The Ledger", "Field Notes", "Coast Tribune")[number % 4] + f" {number}"


def _sentences(group: list[str], count: int) -> tuple[Sentence, ...]:
    """Sentences of twenty words each."""
    texts = (" ".join((WORDS * 2)[at : at + 20]).capitalize() + "." for at in range(count))
    pairs = enumerate(texts)
    return tuple(
        Sentence(text=text, story_id=group[at % len(group)], start=0, end=len(text))
        for at, text in pairs
    )


def _lead(group: list[str]) -> Lead:
    return Lead(
        topic_id="t",
        title=" ".join(WORDS[:9]).capitalize(),
        story_id=group[0],
        sentences=_sentences(group, 7),
        why=_sentences(group[:1], 1),
        outlets=("Harbour Wire", "The Ledger", "Field Notes"),
        tags=("Border", "Satellites"),
    )


def _topic(group: list[str], number: int) -> TopicBlock:
    return TopicBlock(
        topic_id=f"t{number}",
        title=" ".join(WORDS[number : number + 9]).capitalize(),
        story_id=group[0],
        sentences=_sentences(group[:2], 3),
        related=tuple(group[2:]),
        outlets=("Harbour Wire", "The Ledger", "Field Notes"),
        tags=("Border", "Satellites"),
        kicker="Politics",
        developing=Developing(first=NOW.date(), update=2) if number % 3 == 0 else None,
    )

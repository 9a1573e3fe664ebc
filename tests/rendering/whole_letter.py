"""Letters of 6, 15 and 28 stories as a composer fills them, with a photo for every topic."""

from __future__ import annotations

import hashlib

from briefing.models import (
    Block,
    Brief,
    Colophon,
    Edition,
    Finally,
    Footer,
    InBrief,
    Lead,
    Link,
    Masthead,
    Media,
    MustReads,
    Reference,
    Sentence,
    TopicBlock,
)
from tests.make import NOW, make_edition

HEADS = (
    "The harbour council votes to reopen the eastern quay after nine years",
    "Dockers ask for shorter shifts before they move to the new berths",
    "What nine years without ships did to the streets behind the quay",
    "The river is clean enough for otters, and one has moved in",
    "Grid operator warns of short evenings as two plants go off line",
    "A cold front adds to the strain on the northern lines",
    "Ferry crews and owners meet for a third night without a deal",
    "Islands fly in bread and mail while the ferries lie at anchor",
    "River towns count the cost of a flood that came at the wrong hour",
    "Insurers send twice as many assessors as in any year before",
    "The central bank keeps its rate and says little about the spring",
    "Two members wanted to move sooner, the minutes show",
    "Parliament passes the water law by a majority of three",
    "Upstream farmers call the new meters a tax on rain",
    "Judges send the airport plan back to the planners",
    "Residents had counted the night flights themselves",
    "Chip makers get a year more to move their test halls",
    "Suppliers had warned that the first date could not be met",
    "Census finds more households of one than of four",
    "Housing office wants smaller flats and more of them",
    "Pilots of the coast guard train on a simulator of their own",
    "A map of the old delta turns up in the cellar of a school",
    "The last coal barge of the season passes the lock at Hast",
    "Bees count to five, a new test suggests",
    "Opera opens with a ceiling that was never painted",
    "Vaccine for newborns halves severe cases in a trial",
    "Night trains return to the coast after eleven years",
    "Schools will teach without phones from January",
)
FACTS = (
    "Nine members voted for the plan and five against it after a debate of six hours.",
    "The first ship is to moor there on the second Monday of the coming month.",
    "Dockers want a written promise that no shift will be longer than eight hours.",
    "The mayor called it a day that the town had waited for since the storm.",
    "Engineers found the piles sound down to eleven metres below the water line.",
    "A report of 212 pages is to be public by Friday evening.",
    "Both sides agreed to meet again on Thursday in the old customs house.",
    "The cost is put at forty million, a third of it from the region.",
)
OUTLETS = ("Harbour Wire", "The Ledger", "Field Notes", "Coast Tribune", "Long View")


def letter_of(stories: int, shape: str = "balance") -> Edition:
    """A lead of five sentences, topics of two sources, six in brief, the rest by headline.

    `compact` has six topics and a line for each other story, `list` a line for each.
    """
    names = [f"s{number}" for number in range(stories)]
    lines = InBrief(items=tuple(Brief(story_id=name) for name in names))
    told = (lines,) if shape == "list" else _told(names, shape)
    blocks: tuple[Block, ...] = (
        Masthead(
            title="The Balance",
            date=NOW.date(),
            minutes=4,
            number=7,
            tagline="Power in the world, and who holds it",
        ),
        *told,
        Colophon(sources=OUTLETS, stories=stories, method="briefing"),
        Footer(
            links=(
                Link(label="Unsubscribe", url="https://n.example.org/u", purpose="unsubscribe"),
                Link(label="View in browser", url="https://n.example.org/v", purpose="view"),
            ),
            address="The Balance, 1 Example Street, 10115 Berlin",
        ),
    )
    return make_edition(
        id="letter",
        newsletter="letter",
        title="The Balance",
        preheader="Also: " + HEADS[4],
        blocks=blocks,
        references=tuple(map(_reference, names)),
    )


def _told(names: list[str], shape: str) -> tuple[Block, ...]:
    head, last, rest = names[:3], names[3], names[4:]
    count = min(5 if shape == "compact" else 9, len(rest) // 2) if len(names) > 6 else 1
    topics, rest = rest[: 2 * count : 2], rest[2 * count :]
    lines = InBrief(items=tuple(Brief(story_id=name) for name in rest))
    briefs = InBrief(items=tuple(map(_brief, rest[:6])))
    reads = MustReads(story_ids=tuple(rest[6:]))
    return (
        _lead(head),
        *(_topic(name, names[names.index(name) + 1]) for name in topics),
        *((lines,) if shape == "compact" else (briefs, reads)),
        Finally(story_id=last, sentences=_said(last, 2), photo=_photo(last)),
    )


def _number(name: str) -> int:
    return int(name[1:])


def _reference(name: str) -> Reference:
    slug = HEADS[_number(name) % len(HEADS)].lower().replace(" ", "-")
    return Reference(
        story_id=name,
        title=HEADS[_number(name) % len(HEADS)],
        outlet=OUTLETS[_number(name) % len(OUTLETS)],
        source=name,
        text_sha256=hashlib.sha256(name.encode()).hexdigest(),
        url=f"https://www.{name}.example.org/2026/11/24/{slug}",
        author=("Ines Okafor", "Tom Ashby", "")[_number(name) % 3],
    )


def _said(name: str, count: int) -> tuple[Sentence, ...]:
    texts = [FACTS[(_number(name) + at) % len(FACTS)] for at in range(count)]
    return tuple(
        Sentence(text=text, story_id=name, start=at * 200, end=at * 200 + len(text))
        for at, text in enumerate(texts)
    )


def _photo(name: str) -> Media:
    url = f"https://pictures.example.org/{name}.jpg"
    return Media(kind="photo", url=url, caption="The quay at dawn", credit="Jo Lindqvist")


def _lead(names: list[str]) -> Lead:
    return Lead(
        topic_id="t-lead",
        title=HEADS[_number(names[0])],
        story_id=names[0],
        sentences=(*_said(names[0], 3), *_said(names[1], 2)),
        why=_said(names[2], 1),
        byline=tuple(names[:2]),
        full_story=names[0],
        photo=_photo(names[0]),
    )


def _topic(name: str, second: str) -> TopicBlock:
    return TopicBlock(
        topic_id=f"t-{name}",
        title=HEADS[_number(name) % len(HEADS)],
        story_id=name,
        sentences=(*_said(name, 2), *_said(second, 1)),
        kicker="Politics",
        photo=_photo(name),
    )


def _brief(name: str) -> Brief:
    return Brief(story_id=name, sentence=_said(name, 1)[0])

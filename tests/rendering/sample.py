"""A sample edition with every kind of block, told by outlets that do not exist."""

from __future__ import annotations

import hashlib
from datetime import date

from briefing.models import (
    Bar,
    Brief,
    Chart,
    Colophon,
    Correction,
    Corrections,
    Developing,
    Edition,
    Finally,
    Footer,
    InBrief,
    Intro,
    Lead,
    Ledger,
    Link,
    Masthead,
    Media,
    MustReads,
    Note,
    Notice,
    Quote,
    Reference,
    Running,
    Section,
    Sentence,
    SignOff,
    SourceLine,
    StillRunning,
    TopicBlock,
    Watch,
    Welcome,
)
from tests.make import NOW, make_edition

STORIES = (
    (
        "lead",
        "Three capitals weigh an answer as soldiers reach the front",
        "Harbour Wire",
        "Ines Okafor",
    ),
    ("brief", "Alliance confirms that foreign units are in the border region", "The Ledger", ""),
    ("agree", "Two governments will share what their satellites see", "Field Notes", "M. Adeyemi"),
    ("roads", "Explosions cut the last two roads across the line", "Harbour Wire", ""),
    ("warn", "South says it fired warning shots after the blasts", "Coast Tribune", "Lena Brandt"),
    ("past", "What the two roads stood for: a short history", "Field Notes", ""),
    ("talks", "Trade talks resume with a list of 212 goods", "The Ledger", "Tom Ashby"),
    ("port", "Dock workers vote on the offer", "Coast Tribune", ""),
    ("spy", "A spy agency advertises for informants in three languages", "Long View", ""),
    ("grid", "The grid operator asks for a quiet evening", "Harbour Wire", ""),
    ("river", "The river is clean enough to swim in again", "Coast Tribune", ""),
    (
        "panel",
        "The sanctions panel that is no more, and what took its place",
        "Long View",
        "A. Moreau",
    ),
)
TEXTS = {
    "lead": "Units from the North have reached the border, the alliance confirmed on Monday. "
    "Officials in three capitals spent the night on the question of what to do about it. "
    "Analysts doubt that ten thousand soldiers will turn the war, but fear that it grows wider.",
    "brief": "The alliance’s secretary called the move “a grave step” that had to end at once. "
    "It is the first time that the country sends whole units abroad.",
    "agree": "Both governments agreed to share what their satellites see, beginning this week. "
    "A joint team is to meet in the port city on Thursday.",
    "roads": "Sections of both coastal routes went up within minutes of each other before noon. "
    "Nobody was hurt.",
    "warn": "The South’s military said it answered with warning shots on its own side of the line.",
    "talks": "Negotiators returned to the table with a list of 212 goods whose duties may fall.",
    "port": "The count is expected by Friday evening.",
    "spy": "The notices explain, step by step, how to write without leaving a trace.",
    "grid": "“One warm evening is all we need,” said Ana Petrov, who runs the control room.",
    "river": "Bathers went in at dawn, the mayor first. "
    "The last time anyone did so on purpose was in 1971.",
}


def url_of(name: str) -> str:
    """The address of a sample story."""
    return f"https://{name}.example.org/2026/11/24/{name}-story"


def sentence(name: str, number: int = 0) -> Sentence:
    """The sentence of that number in a sample story's text."""
    text = TEXTS[name]
    cuts = [0, *(at + 2 for at in range(len(text)) if text[at : at + 2] == ". "), len(text) + 1]
    start, end = cuts[number], cuts[number + 1] - 1
    return Sentence(text=text[start:end], story_id=name, start=start, end=end)


def references() -> tuple[Reference, ...]:
    """All sample stories, as an edition names them."""
    return tuple(
        Reference(
            story_id=name,
            title=title,
            outlet=outlet,
            source=outlet.lower().replace(" ", "-"),
            text_sha256=hashlib.sha256(TEXTS.get(name, "").encode()).hexdigest(),
            url=url_of(name),
            author=author,
            published=NOW,
        )
        for name, title, outlet, author in STORIES
    )


def lead() -> Lead:
    """A lead with everything a lead can have."""
    return Lead(
        topic_id="t-lead",
        title=STORIES[0][1],
        story_id="lead",
        sentences=(sentence("lead"), sentence("brief"), sentence("lead", 1), sentence("lead", 2)),
        sections=(
            Section(
                title=STORIES[2][1],
                story_id="agree",
                sentences=(sentence("agree"), sentence("agree", 1)),
            ),
        ),
        why=(sentence("brief", 1),),
        tags=("Deployment", "Border region"),
        outlets=("Harbour Wire", "The Ledger", "Field Notes"),
        photo=Media(
            kind="photo",
            url="https://pictures.example.org/offices.jpg",
            caption="Offices stay lit as the capitals compare notes.",
            credit="Jo Lindqvist / Harbour Wire",
        ),
        developing=Developing(first=date(2026, 11, 15), update=3),
        byline=("lead", "brief", "agree"),
        full_story="lead",
    )


def topics() -> tuple[TopicBlock, ...]:
    """Two further topics, one of them developing."""
    roads = TopicBlock(
        topic_id="t-roads",
        title=STORIES[3][1],
        story_id="roads",
        sentences=(sentence("roads"), sentence("roads", 1)),
        only=(sentence("warn"),),
        related=("warn", "past"),
        tags=("Roads", "Coast"),
        outlets=("Harbour Wire", "Coast Tribune", "Field Notes"),
        kicker="The line",
        developing=Developing(first=date(2026, 11, 21), update=2),
    )
    talks = TopicBlock(
        topic_id="t-talks",
        title=STORIES[6][1],
        story_id="talks",
        sentences=(sentence("talks"),),
        outlets=("The Ledger",),
        kicker="Trade",
    )
    return roads, talks


def sample_edition(*, language: str = "en") -> Edition:
    """An edition that holds every kind of block."""
    day = NOW.date()
    blocks = (
        Masthead(
            title="The Balance",
            date=day,
            minutes=4,
            tagline="Power in the world, and who holds it",
            number=142,
        ),
        Welcome(
            text="Good morning. Today: soldiers far from home, and two roads that are no more.",
            link=Link(
                label="Sign up", url="https://news.example.org/subscribe", purpose="subscribe"
            ),
        ),
        Intro(text="Two roads are gone, and *nobody* says who gave the order.", author="Ada"),
        lead(),
        Watch(
            story_id="brief",
            video=Media(
                kind="video",
                url="https://video.example.org/watch/1",
                caption="The secretary takes questions, in two minutes",
                credit="The Ledger",
            ),
        ),
        *topics(),
        InBrief(
            items=(
                Brief(story_id="port", sentence=sentence("port")),
                Brief(story_id="spy", sentence=sentence("spy")),
            )
        ),
        Chart(
            title="Stories a topic, last 14 days",
            spec="coverage",
            bars=(
                Bar(label="Deployment", value=41),
                Bar(label="Roads", value=28),
                Bar(label="Trade talks", value=12),
            ),
            unit="stories",
            source="our own count",
        ),
        Quote(sentence=sentence("grid")),
        StillRunning(
            items=(
                Running(
                    topic_id="t-port",
                    title=STORIES[7][1],
                    story_id="port",
                    first=date(2026, 11, 17),
                ),
            )
        ),
        MustReads(story_ids=("spy", "panel", "past")),
        Note(
            text="We read **every** letter. Write to [the desk](https://news.example.org/desk):\n\n"
            "- what we missed\n- what we got *wrong*",
            author="The desk",
        ),
        SignOff(text="Until tomorrow. **Ada**", author="Ada"),
        Corrections(
            items=(
                Correction(
                    date=date(2026, 11, 24),
                    edition_id="n-0",
                    edition_date=date(2026, 11, 23),
                    url="https://news.example.org/editions/n-0",
                    text="The bridge opened in 1931, not in 1913.",
                ),
            )
        ),
        Notice(text="No edition on Thursday: the desk is on holiday."),
        Finally(story_id="river", sentences=(sentence("river"), sentence("river", 1))),
        Colophon(
            sources=("Harbour Wire", "The Ledger", "Field Notes", "Coast Tribune", "Long View"),
            stories=12,
            method="briefing",
        ),
        Footer(
            links=(
                Link(
                    label="View in browser",
                    url="https://news.example.org/2026-11-24",
                    purpose="view",
                ),
                Link(
                    label="Sign up",
                    url="https://news.example.org/subscribe",
                    purpose="subscribe",
                ),
                Link(
                    label="Preferences",
                    url="https://news.example.org/preferences",
                    purpose="preferences",
                ),
                Link(
                    label="Unsubscribe",
                    url="https://news.example.org/unsubscribe",
                    purpose="unsubscribe",
                ),
            ),
            address="The Balance, 1 Example Street, 10115 Berlin",
        ),
    )
    return make_edition(
        id="the-balance-2026-11-24",
        newsletter="the-balance",
        title="The Balance",
        subject="Three capitals weigh an answer as soldiers reach the front",
        preheader="Also: explosions cut the last two roads, and trade talks resume.",
        language=language,
        blocks=blocks,
        references=references(),
        ledger=Ledger(
            sources=(SourceLine(name="Evening Post", stories=0, error="timed out"),),
            considered=31,
            used=12,
        ),
    )

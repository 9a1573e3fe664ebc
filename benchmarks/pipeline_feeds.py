"""Made stories as a folder of RSS files, with the config of a newsletter that reads them.

Words are the common ones of English news by how common they are, and made
names. Four of five stories stand alone; the others are in events of 2 to 12
that share names and whole phrases. Texts have 60 to 1,000 words, most of them
few. The same count and seed make the same files.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path

from briefing.text.background import table

BEGIN = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
NOW = BEGIN + timedelta(days=2)
LATER = NOW + timedelta(days=1)
STORIES_A_FEED = 25
PARTNERED_SHARE, MOST_PARTNERS = 0.2, 12
FEWEST_WORDS, MOST_WORDS = 60, 1000
SENTENCE_WORDS = (8, 28)
_SYLLABLES = "ba del fi gor han jo kel lu mar nes pol ra sti tor ven wil zan".split()
_CONFIG = """newsletter: {{id: made, title: Made, language: en, timezone: UTC,
  sender: Made <made@example.org>, address: Street 1}}
sources:
{sources}edition: {{window: {window}}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeStory:
    """One item of a feed."""

    title: str
    text: str
    published: datetime


class _Writer:
    """Sentences of common words, with the names and phrases of an event among them."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        shares = {word: share for word, share in table("en").items() if word.isalpha()}
        self._words, self._weights = list(shares), list(shares.values())

    def words(self, count: int) -> list[str]:
        return self.rng.choices(self._words, self._weights, k=count)

    def name(self) -> str:
        parts = ("".join(self.rng.choices(_SYLLABLES, k=3)).capitalize() for _ in range(2))
        return " ".join(parts)

    def event(self, size: int) -> list[MadeStory]:
        names = [self.name() for _ in range(3)]
        phrases = [" ".join(self.words(5)) for _ in range(4)]
        return [self._story(names, phrases) for _ in range(size)]

    def _story(self, names: Sequence[str], phrases: Sequence[str]) -> MadeStory:
        length = FEWEST_WORDS * (MOST_WORDS / FEWEST_WORDS) ** self.rng.random() ** 2
        sentences: list[str] = []
        while sum(len(sentence.split()) for sentence in sentences) < length:
            sentences.append(self._sentence(names, phrases))
        title = [names[0], *self.rng.choice(phrases).split(), *self.words(3)]
        published = BEGIN + timedelta(minutes=self.rng.randrange(2_880))
        return MadeStory(title=" ".join(title), text=" ".join(sentences), published=published)

    def _sentence(self, names: Sequence[str], phrases: Sequence[str]) -> str:
        words = self.words(self.rng.randint(*SENTENCE_WORDS))
        for part in (self.rng.choice(names), self.rng.choice(phrases)):
            words.insert(self.rng.randrange(len(words)), part)
        words.append(str(self.rng.randrange(2, 900)))
        sentence = " ".join(words)
        return f"{sentence[0].upper()}{sentence[1:]}."


def made_stories(count: int, seed: int = 0) -> list[MadeStory]:
    """So many stories, those of one event not in one feed."""
    writer = _Writer(seed)
    stories: list[MadeStory] = []
    while len(stories) < count:
        is_alone = writer.rng.random() < 1 - PARTNERED_SHARE
        stories += writer.event(1 if is_alone else writer.rng.randint(2, MOST_PARTNERS))
    writer.rng.shuffle(stories)
    return stories[:count]


def write_newsletter(folder: Path, stories: Sequence[MadeStory], window: str = "all") -> None:
    """A feed for 25 stories each, and the config beside them."""
    lines: list[str] = []
    for number, at in enumerate(range(0, len(stories), STORIES_A_FEED)):
        name = f"wire{number}"
        _write_feed(folder, name, stories[at : at + STORIES_A_FEED])
        lines.append(f"  - {{kind: folder, name: {name}, path: in/{name}}}\n")
    config = _CONFIG.format(sources="".join(lines), window=window)
    (folder / "config.yaml").write_text(config, encoding="utf-8")


def write_day_later(folder: Path, count: int) -> None:
    """So many stories of the day after in the feeds of a newsletter, in place of what they held.

    A feed that has nothing new is empty, as one on the web says that it did not change.
    """
    feeds = sorted(folder.glob("in/*/feed.xml"))
    for feed in feeds:
        feed.unlink()
    stories = [_a_day_later(story) for story in made_stories(count, seed=1)]
    share = -(-count // len(feeds))
    for feed, at in zip(feeds, range(0, count, max(share, STORIES_A_FEED)), strict=False):
        part = stories[at : at + max(share, STORIES_A_FEED)]
        _write_feed(folder, feed.parent.name, part, first=STORIES_A_FEED)


def _a_day_later(story: MadeStory) -> MadeStory:
    """The same, published in the day after `NOW`."""
    return replace(story, published=NOW + (story.published - BEGIN) / 2)


def _write_feed(folder: Path, name: str, stories: Sequence[MadeStory], first: int = 0) -> None:
    place = folder / "in" / name
    place.mkdir(parents=True, exist_ok=True)
    (place / "feed.xml").write_text(rss(name, stories, first), encoding="utf-8")


def rss(name: str, stories: Sequence[MadeStory], first: int = 0) -> str:
    """RSS 2.0; `first` is the number of the first story, which its address has."""
    site = f"https://{name}.example"
    items = "".join(
        f"<item><title>{escape(story.title)}</title><link>{site}/news/{number}</link>"
        f"<pubDate>{format_datetime(story.published)}</pubDate>"
        f"<description>{escape(story.text)}</description></item>"
        for number, story in enumerate(stories, first)
    )
    head = f"<title>{name}</title><link>{site}/</link><description/><language>en</language>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'

"""The blocks beside the topics: videos, briefs, must-reads, what goes on, a quote, the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefing.editing.context import Assignment
from briefing.editing.published import Published
from briefing.editing.selection import Fresh
from briefing.editing.topic_blocks import headline_story, photo_of
from briefing.models import (
    Brief,
    Finally,
    InBrief,
    Media,
    MustReads,
    Quote,
    Running,
    Sentence,
    StillRunning,
    Story,
    Topic,
    Watch,
    count_words,
)
from briefing.text.sentences import sentences

MAX_VIDEOS = 3
MAX_RUNNING = 5
QUOTE_WORDS = range(8, 41)
QUOTE_SHARE = 0.5  # of a sentence's characters, inside its quotation marks
_QUOTATION = re.compile(r"[“\"][^“”\"]{20,300}[”\"]")
# The speaker by name, right before or after a verb of saying.
_SPEAKER = re.compile(
    r"(?:\bsaid|\bsays|\btold)\s++(?:[A-Z][\w'’.-]++\s++){1,4}[A-Z][\w'’-]+"
    r"|(?<![\w'’.-])(?:[A-Z][\w'’.-]++\s++){1,4}[A-Z][\w'’-]++(?:,[^,]{1,60},)?"
    r"\s++(?:said|says|told|wrote)\b"
)


def watch_blocks(fresh: Iterable[Fresh], task: Assignment) -> tuple[Watch, ...]:
    """A block for each video, at most three, in the order of the topics; each caption once."""
    videos: dict[tuple[str, str], tuple[Story, Media]] = {}
    for story in (story for one in fresh for story in one.originals):
        for media in (media for media in story.media if media.kind == "video"):
            videos.setdefault((media.caption, media.url or ""), (story, media))
    found: tuple[Watch, ...] = ()
    for story, media in list(videos.values())[:MAX_VIDEOS]:
        video = task.after(*found).captioned(media, story)
        found += (Watch(story_id=story.id, video=video),)
    return found


def in_brief(fresh: Sequence[Fresh], task: Assignment) -> InBrief | None:
    """Topics that got no block of their own, a headline and a sentence each."""
    items: tuple[Brief, ...] = ()
    for one in fresh:
        items += (_brief(one, task.after(InBrief(items=items))),)
    return InBrief(items=items) if items else None


def _brief(fresh: Fresh, task: Assignment) -> Brief:
    head = headline_story(fresh.topic.title, fresh.originals)
    chosen = task.sentences((head,), task.layout.brief_words, of=fresh)
    fits = [one for one in chosen if count_words(one.text) <= task.layout.brief_words]
    sentence = fits[0] if fits else None
    return Brief(story_id=head.id, sentence=sentence, topic_id=fresh.topic.id)


def must_reads(fresh: Sequence[Fresh], shown: Iterable[str], most: int) -> MustReads | None:
    """Headlines of stories not shown above, the first of each topic before its others."""
    taken = set(shown)
    turns: list[tuple[int, int, str]] = []
    for place, one in enumerate(fresh):
        free = [s.id for s in one.originals if s.id not in taken and not s.title_derived]
        turns += [(turn, place, name) for turn, name in enumerate(free)]
    names = tuple(name for _, _, name in sorted(turns))[:most]
    return MustReads(story_ids=names) if names else None


def still_running(topics: Sequence[Topic], published: Published) -> StillRunning | None:
    """Topics of earlier editions without news, the latest first."""
    items: list[Running] = []
    for topic in topics:
        developing = published.developing(topic.id)
        if developing:
            title = published.title_of(topic.id)
            head = headline_story(title, topic.stories)
            running = Running(
                topic_id=topic.id, title=title, story_id=head.id, first=developing.first
            )
            items.append(running)
    items.sort(key=lambda one: (one.first, one.topic_id), reverse=True)
    return StillRunning(items=tuple(items[:MAX_RUNNING])) if items else None


def quote_of_the_day(fresh: Sequence[Fresh], task: Assignment) -> Quote | None:
    """The first quotation, topic by topic, that names its speaker and is not shown yet."""
    taken = {(one.story_id, one.start) for one in task.told}
    for one in fresh:
        for story in one.originals:
            room = task.room(story)
            for sentence in _quotations(story):
                new = (story.id, sentence.start) not in taken and sentence not in one.old
                if new and count_words(sentence.text) <= room:
                    return Quote(sentence=sentence)
    return None


def _quotations(story: Story) -> list[Sentence]:
    return [one for one in sentences(story) if is_quotation(one.text)]


def is_quotation(text: str) -> bool:
    """True where a sentence is mostly what a person said, and names that person."""
    quoted = _QUOTATION.findall(text)
    said = sum(len(part) for part in quoted)
    rest = _QUOTATION.sub(" ", text)
    long = said >= QUOTE_SHARE * len(text) and count_words(text) in QUOTE_WORDS
    whole = text.endswith((".", "”", '"', "!", "?")) and rest.count('"') + rest.count("“") == 0
    return bool(quoted) and long and whole and bool(_SPEAKER.search(rest))


def finally_block(fresh: Fresh, task: Assignment) -> Finally | None:
    """The story to end on, in a topic's words."""
    head = headline_story(fresh.topic.title, fresh.originals)
    chosen = task.sentences((head,), task.layout.topic_words, of=fresh)
    if not chosen:
        return None
    return Finally(
        story_id=head.id,
        sentences=chosen,
        photo=photo_of(fresh, {head.id}, chosen, task),
        topic_id=fresh.topic.id,
    )

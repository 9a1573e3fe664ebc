"""The blocks beside the topics: videos, briefs, must-reads, what goes on, a quote, the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefing.editing.body import Room
from briefing.editing.context import EditionContext
from briefing.editing.exclusives import is_loose
from briefing.editing.kind_groups import group_of
from briefing.editing.openings import LEAST_SECTION_COVER_SHARE
from briefing.editing.published import Published
from briefing.editing.selection import Fresh
from briefing.editing.telling import Telling, body_of, tell
from briefing.editing.topic_blocks import photo_of
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

MAX_VIDEOS = 3  # an edition is to be read: chosen, not measured
MAX_RUNNING_TOPICS = 5  # that only go on are named, the latest: chosen, not measured
FINALLY_SENTENCES = 3  # of the story to end on: chosen, not measured
# A brief says a quarter more than its headline, or it stands as a headline (docs/decisions.md,
# "Must-reads and briefs tell what was not told").
BRIEF_NEW_SHARE = 0.45
MUST_READ_KINDS = ("news", "soft", "explainer")
QUOTE_WORDS = range(8, 41)  # of a sentence that is a quotation: chosen, not measured
QUOTE_SHARE = 0.5  # of a sentence's characters inside its quotation marks: chosen, not measured
_QUOTATION = re.compile(r"[“\"][^“”\"]{20,300}[”\"]")
# An answer, or one that points at what was said before it.
_POINTS_BACK = re.compile(
    r"[“\"](?:Yes|No|So|Because|But|And|There|Then|Exactly|Absolutely|Maybe|Perhaps)[,. ](?!one\b)"
    r"|[“\"](?:[\w'’-]+,? ){0,8}?(?:(?:he|she|him|they|them|it)\b"
    r"|(?:this|that|these|those) (?:is|was|will|would|are|were|has|have|means?|can|could)\b)",
    re.IGNORECASE,
)
# The speaker by name, right before or after a verb of saying.
_SPEAKER = re.compile(
    r"(?:\bsaid|\bsays|\btold)\s++(?:[A-Z][\w'’.-]++\s++){1,4}[A-Z][\w'’-]+"
    r"|(?<![\w'’.-])(?:[A-Z][\w'’.-]++\s++){1,4}[A-Z][\w'’-]++(?:,[^,]{1,60},)?"
    r"\s++(?:said|says|told|wrote)\b"
)


def watch_blocks(fresh: Iterable[Fresh], task: EditionContext) -> tuple[Watch, ...]:
    """A block for each video, at most three, in the order of the topics; each caption once."""
    videos: dict[tuple[str, str], tuple[Story, Media]] = {}
    for story in (story for topic in fresh for story in topic.originals):
        for media in (media for media in story.media if media.kind == "video"):
            videos.setdefault((media.caption, media.url or ""), (story, media))
    blocks: tuple[Watch, ...] = ()
    for story, media in list(videos.values())[:MAX_VIDEOS]:
        video = task.after(*blocks).captioned(media, story)
        blocks += (Watch(story_id=story.id, video=video),)
    return blocks


def in_brief(fresh: Sequence[Fresh], task: EditionContext) -> InBrief | None:
    """Topics that got no block of their own, a headline and a sentence each."""
    items: tuple[Brief, ...] = ()
    for topic in fresh:
        items += (_brief(topic, task.after(InBrief(items=items))),)
    return InBrief(items=items) if items else None


def _brief(fresh: Fresh, task: EditionContext) -> Brief:
    telling = tell(fresh, task)
    fits = [sentence for sentence in telling.opening if _is_fit(sentence, telling, task)]
    return Brief(
        story_id=telling.story.id,
        sentence=fits[0] if fits else None,
        topic_id=fresh.topic.id,
    )


def _is_fit(sentence: Sentence, telling: Telling, task: EditionContext) -> bool:
    """True for a sentence that is short, delivers its headline and adds to it."""
    if count_words(sentence.text) > task.layout.brief_words:
        return False
    text, morning = task.morning.texts[telling.story.id], task.morning
    terms = text.terms_of(sentence.text)
    new = 1 - morning.cover(terms, text.title)
    return morning.cover(text.title, terms) >= LEAST_SECTION_COVER_SHARE and new >= BRIEF_NEW_SHARE


def must_reads(fresh: Sequence[Fresh], task: EditionContext) -> MustReads | None:
    """Headlines of topics that nothing above tells, one a topic, news only."""
    names: list[str] = []
    for topic in fresh:
        story = tell(topic, task).story
        if not story.title_derived and group_of(story) in MUST_READ_KINDS:
            names.append(story.id)
    return MustReads(story_ids=tuple(names[: task.layout.must_reads])) if names else None


def still_running(topics: Sequence[Topic], published: Published) -> StillRunning | None:
    """Topics of earlier editions without news, the latest first."""
    items: list[Running] = []
    for topic in topics:
        developing = published.developing(topic.id)
        if developing:
            title = published.title_of(topic.id)
            story = _titled(title, topic.stories)
            running = Running(
                topic_id=topic.id, title=title, story_id=story.id, first=developing.first
            )
            items.append(running)
    items.sort(key=lambda item: (item.first, item.topic_id), reverse=True)
    return StillRunning(items=tuple(items[:MAX_RUNNING_TOPICS])) if items else None


def _titled(title: str, stories: Sequence[Story]) -> Story:
    """The story that had the headline a topic ran under; else the first."""
    return next((story for story in stories if story.title == title), stories[0])


def quote_of_the_day(fresh: Sequence[Fresh], task: EditionContext) -> Quote | None:
    """The first quotation, topic by topic, that names its speaker and is not shown yet."""
    taken = {(sentence.story_id, sentence.start) for sentence in task.printed}
    for topic in fresh:
        for story in topic.originals:
            room = task.room(story)
            for sentence in _quotations(story):
                new = (story.id, sentence.start) not in taken and sentence not in topic.old
                if new and count_words(sentence.text) <= room:
                    return Quote(sentence=sentence)
    return None


def _quotations(story: Story) -> list[Sentence]:
    return [sentence for sentence in sentences(story) if is_quotation(sentence.text)]


def is_quotation(text: str) -> bool:
    """True where a sentence is mostly what a person said, and names that person."""
    quoted = _QUOTATION.findall(text)
    quoted_chars = sum(len(part) for part in quoted)
    rest = _QUOTATION.sub(" ", text)
    long = quoted_chars >= QUOTE_SHARE * len(text) and count_words(text) in QUOTE_WORDS
    whole = text.endswith((".", "”", '"', "!", "?")) and rest.count('"') + rest.count("“") == 0
    stands = _POINTS_BACK.search(text) is None and not is_loose(rest, ())
    return bool(quoted) and long and whole and stands and bool(_SPEAKER.search(rest))


def finally_block(fresh: Fresh, task: EditionContext) -> Finally | None:
    """The story to end on, in a topic's words."""
    telling = tell(fresh, task)
    room = Room(words=task.layout.topic_words, sentences=FINALLY_SENTENCES)
    chosen = body_of(telling, room, task, (), telling.story.title)
    if not chosen:
        return None
    return Finally(
        story_id=telling.story.id,
        sentences=chosen,
        photo=photo_of(fresh, {telling.story.id}, set(), chosen, task),
        topic_id=fresh.topic.id,
    )

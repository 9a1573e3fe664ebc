"""The blocks beside the topics: videos, briefs, must-reads, what goes on, a quote, the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice

from briefing.editing.back_references import points_back
from briefing.editing.body import Room
from briefing.editing.context import EditionContext
from briefing.editing.echoes import informs, is_echo
from briefing.editing.exclusives import is_loose
from briefing.editing.kind_groups import group_of
from briefing.editing.morning import cosine
from briefing.editing.openings import LEAST_SECTION_COVER_SHARE, candidates
from briefing.editing.published import Published
from briefing.editing.selection import Fresh
from briefing.editing.strangers import opens_with_a_stranger
from briefing.editing.telling import Telling, body_of, tell
from briefing.editing.topic_blocks import photo_of
from briefing.models import (
    Brief,
    Developing,
    Finally,
    InBrief,
    Media,
    MustReads,
    Passage,
    Quote,
    Running,
    Sentence,
    StillRunning,
    Story,
    Topic,
    Watch,
    count_words,
)
from briefing.text.background_sentences import is_background
from briefing.text.caseless import Caseless
from briefing.text.sentences import sentences

MAX_VIDEOS = 3  # an edition is to be read: chosen, not measured
MAX_RUNNING_TOPICS = 5  # that only go on are named, the latest: chosen, not measured
FEWEST_RUNNING_EDITIONS = 2  # told in one alone, a topic does not run: it was a story
RUNNING_AGAIN_DAYS = 7  # before a topic that only goes on is named once more: chosen
FINALLY_SENTENCES = 3  # of the story to end on: chosen, not measured
# A brief says nearly a half more than its headline, or it stands as a headline (docs/decisions.md,
# "Must-reads and briefs tell what was not told").
BRIEF_NEW_SHARE = 0.45
BRIEF_FURTHER_COVER_SHARE = 0.1  # of the headline, in what follows it: chosen, not measured
# ... and is no more like it than that, or a reader reads it twice: chosen, not measured.
BRIEF_MOST_LIKENESS = 0.8
# What follows such an opening is news beside the headline: chosen, not measured.
BRIEF_FURTHER_NEW_SHARE = 0.5
MOST_BRIEF_PLACES = 4  # of a story's sentences are looked at for it: chosen, not measured
FEWEST_BRIEF_WORDS = 6  # of it: chosen, not measured
MUST_READ_KINDS = ("news", "soft", "explainer")
QUOTE_WORDS = range(8, 41)  # of a sentence that is a quotation: chosen, not measured
QUOTE_SHARE = 0.5  # of a sentence's characters inside its quotation marks: chosen, not measured
_QUOTATION = re.compile(r"[“\"][^“”\"]{20,300}[”\"]")
# An answer, or one that points at what was said before it.
_POINTS_BACK = Caseless(
    r"[“\"](?:Yes|No|So|Because|But|And|There|Then|Exactly|Absolutely|Maybe|Perhaps)[,. ](?!one\b)"
    r"|[“\"](?:[\w'’-]+,? ){0,8}?(?:(?:he|she|him|they|them|it)\b"
    r"|(?:this|that|these|those) (?:is|was|will|would|are|were|has|have|means?|can|could)\b)",
)
# The speaker by name, right before or after a verb of saying.
_SPEAKER = re.compile(
    r"(?:\bsaid|\bsays|\btold)\s++(?:[A-Z][\w'’.-]++\s++){1,4}[A-Z][\w'’-]+"
    r"|(?<![\w'’.-])(?:[A-Z][\w'’.-]++\s++){1,4}[A-Z][\w'’-]++(?:,[^,]{1,60},)?"
    r"\s++(?:said|says|told|wrote)\b"
)


def watch_blocks(fresh: Iterable[Fresh], task: EditionContext) -> tuple[Watch, ...]:
    """A block for each video there is a way to, at most three; each caption once."""
    videos: dict[tuple[str, str], tuple[Story, Media]] = {}
    for story in (story for topic in fresh for story in topic.originals):
        for media in (media for media in story.media if media.kind == "video" and media.url):
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
    fits += _informing(telling, task)
    return Brief(
        story_id=telling.story.id,
        sentence=fits[0] if fits else _further(telling, task),
        topic_id=fresh.topic.id,
    )


def _informing(telling: Telling, task: EditionContext) -> list[Sentence]:
    """The first sentence of news that stands alone and says who, how many, why or in whose words.

    It may say nothing of its headline: a teaser is written to stand beneath it.
    """
    story, view = telling.story, telling.view
    if group_of(story) != "news":
        return []
    return [
        candidate.passage.sentence
        for candidate in candidates(story, view)[:1]
        if candidate.place == 0
        and _stands_alone(candidate.passage, story)
        and count_words(candidate.passage.text) <= task.layout.brief_words
        and not is_echo(candidate, view)
        and informs(candidate, view)
        and task.may_quote(story, candidate.passage.sentence, telling.fresh, ())
    ]


def _stands_alone(passage: Passage, story: Story) -> bool:
    needs_none = passage.fit and passage.stands and not passage.leans and not passage.needs
    is_aside = is_background(passage.text, story.language)
    return needs_none and not is_aside and not points_back(passage.text, story.language)


def _is_fit(sentence: Sentence, telling: Telling, task: EditionContext) -> bool:
    """True for a sentence that is short, delivers its headline and adds to it."""
    if count_words(sentence.text) > task.layout.brief_words:
        return False
    text, morning = task.morning.texts[telling.story.id], task.morning
    terms = text.terms_of(sentence.text)
    new = 1 - morning.cover(terms, text.title)
    if cosine(morning.unit_of(terms), morning.unit_of(text.title)) > BRIEF_MOST_LIKENESS:
        return False
    return morning.cover(text.title, terms) >= LEAST_SECTION_COVER_SHARE and new >= BRIEF_NEW_SHARE


def _further(telling: Telling, task: EditionContext) -> Sentence | None:
    """What the story says next, where its first sentence only says its headline once more."""
    story = telling.story
    text, morning = task.morning.texts[story.id], task.morning
    for passage in text.early(MOST_BRIEF_PLACES)[1:]:
        terms = text.terms_of(passage.text)
        new = 1 - morning.cover(terms, text.title)
        if (
            not _stands_alone(passage, story)
            or new < BRIEF_FURTHER_NEW_SHARE
            or not _is_of_headline(passage, story)
        ):
            continue
        if morning.cover(text.title, terms) < BRIEF_FURTHER_COVER_SHARE:
            continue
        if FEWEST_BRIEF_WORDS <= count_words(passage.text) <= task.layout.brief_words and (
            task.may_quote(story, passage.sentence, telling.fresh, ())
        ):
            return passage.sentence
    return None


def _is_of_headline(passage: Passage, story: Story) -> bool:
    """True for a sentence that the headline places."""
    text, above = passage.text, [story.title]
    loose = is_loose(text, above, story.language)
    strange = opens_with_a_stranger(text, above, story.language)
    return not loose and not strange


def must_reads(fresh: Sequence[Fresh], task: EditionContext) -> MustReads | None:
    """Headlines of topics that nothing above tells, one a topic, news only."""
    stories = (tell(topic, task).story for topic in fresh)  # one after the other, as far as needed
    names = (
        story.id
        for story in stories
        if not story.title_derived and group_of(story) in MUST_READ_KINDS
    )
    kept = tuple(islice(names, task.layout.must_reads))
    return MustReads(story_ids=kept) if kept else None


def still_running(
    topics: Sequence[Topic], published: Published, today: date
) -> StillRunning | None:
    """Topics that ran in two editions at least and have no news, the latest first.

    One that was named so since it was told last is named again after a week only.
    """
    items: list[Running] = []
    for topic in topics:
        developing = published.developing(topic.id)
        if developing and _runs(developing, published.named_running(topic.id), today):
            title = published.title_of(topic.id)
            story = _titled(title, topic.stories)
            running = Running(
                topic_id=topic.id, title=title, story_id=story.id, first=developing.first
            )
            items.append(running)
    items.sort(key=lambda item: (item.first, item.topic_id), reverse=True)
    return StillRunning(items=tuple(items[:MAX_RUNNING_TOPICS])) if items else None


def _runs(developing: Developing, named: date | None, today: date) -> bool:
    """`named` is the day on which readers heard last that it only goes on."""
    told_enough = developing.update >= FEWEST_RUNNING_EDITIONS
    return told_enough and (named is None or (today - named).days >= RUNNING_AGAIN_DAYS)


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

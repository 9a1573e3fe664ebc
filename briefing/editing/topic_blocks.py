"""A topic as a block: headline, summary, why it matters, what only one outlet reports, the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from briefing.editing.context import EditionContext
from briefing.editing.exclusives import only_one_outlet
from briefing.editing.selection import Fresh
from briefing.editing.swap import swapped
from briefing.editing.why_it_matters import why_it_matters
from briefing.models import Event, Lead, Media, Section, Sentence, Story, TopicBlock, count_words
from briefing.text.terms import is_pair

MAIN_SHARE = 0.6  # of a lead's words, where further events get sections of their own
MAX_SECTIONS = 3
FEWEST_WORDS = 20  # a section with less says nothing
MAX_TAGS = 6
FEWEST_TAGS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What every topic shows, before it is known whether it leads.

    `shown` are the sentences that stand already, `why` included.
    """

    head: Story
    title: str
    why: tuple[Sentence, ...]
    shown: tuple[Sentence, ...]
    retitled: bool


def topic_block(fresh: Fresh, task: EditionContext) -> TopicBlock:
    """A further topic, within the layout's words."""
    told = _told(fresh, task)
    words = task.layout.topic_words - _words(told.why)
    chosen = _summary(fresh.originals, words, told, fresh, task)
    return _block(fresh, told, chosen, (), task)


def lead_block(fresh: Fresh, task: EditionContext) -> Lead:
    """The first topic: its main event at length, its further events as sections."""
    told = _told(fresh, task)
    words = task.layout.lead_words - _words(told.shown)
    main = fresh.event(told.head.id)
    others = [event for event in fresh.events if event.id != main.id][:MAX_SECTIONS]
    first = int(words * MAIN_SHARE) if others else words
    chosen = _summary(_originals(main, fresh), first, told, fresh, task)
    beside = replace(told, shown=(*told.shown, *chosen))
    sections = _sections(others, words - _words(chosen), beside, fresh, task)
    block = _block(fresh, told, chosen, sections, task)
    shared = {field.name: getattr(block, field.name) for field in fields(block)}
    return Lead(**(shared | {"kind": "lead", "sections": sections}))


def _sections(
    events: Sequence[Event], room: int, told: _Told, fresh: Fresh, task: EditionContext
) -> tuple[Section, ...]:
    """One section an event, each with its share of the words that are left."""
    found: list[Section] = []
    for number, event in enumerate(events):
        share = room // (len(events) - number)
        section = _section(_originals(event, fresh), share, told, fresh, task)
        if section:
            found.append(section)
            room -= _words(section.sentences)
            told = replace(told, shown=(*told.shown, *section.sentences))
    return tuple(found)


def _originals(event: Event, fresh: Fresh) -> list[Story]:
    repeated = dict(fresh.copied)
    return [story for story in event.stories if story.id not in repeated]


def _told(fresh: Fresh, task: EditionContext) -> _Told:
    head = headline_story(fresh.topic.title, fresh.originals)
    given = task.rulings.title(story.id for story in fresh.stories)
    why = why_it_matters(fresh, head, task)
    return _Told(head=head, title=given or head.title, why=why, shown=why, retitled=bool(given))


def headline_story(title: str, stories: Sequence[Story]) -> Story:
    """The story whose headline the topic has; else the first with a headline of its own."""
    named = [story for story in stories if story.title == title]
    own = [story for story in stories if not story.title_derived]
    return (named or own or list(stories))[0]


def _summary(
    stories: Sequence[Story], words: int, told: _Told, fresh: Fresh, task: EditionContext
) -> tuple[Sentence, ...]:
    shown = [_free(story, told.head) for story in stories]
    chosen = task.sentences(shown, words, of=fresh, shown=told.shown)
    return swapped(chosen, stories, task, shown=told.shown)


def _free(story: Story, head: Story) -> Story:
    """A derived title that is not shown as the headline may be told as a sentence."""
    if story.title_derived and story.id != head.id:
        return replace(story, title="", title_derived=False)
    return story


def _section(
    stories: Sequence[Story], words: int, told: _Told, fresh: Fresh, task: EditionContext
) -> Section | None:
    if words < FEWEST_WORDS or not stories:
        return None
    head = headline_story("", stories)
    own = replace(told, head=head)
    chosen = _summary(stories, words, own, fresh, task)
    fits = chosen and _words(chosen) <= words
    return Section(title=head.title, story_id=head.id, sentences=chosen) if fits else None


def _block(
    fresh: Fresh,
    told: _Told,
    chosen: tuple[Sentence, ...],
    sections: tuple[Section, ...],
    task: EditionContext,
) -> TopicBlock:
    parts = (*chosen, *told.why, *(one for part in sections for one in part.sentences))
    only = only_one_outlet(fresh, parts, task)
    heads = {told.head.id, *(section.story_id for section in sections)}
    cited = heads | {one.story_id for one in (*parts, *only)}
    tags = tags_of(fresh)
    return TopicBlock(
        topic_id=fresh.topic.id,
        title=told.title,
        retitled=told.retitled,
        story_id=told.head.id,
        sentences=chosen,
        why=told.why,
        only=only,
        related=_related(fresh, cited, task.layout.related),
        tags=tags,
        outlets=tuple(dict.fromkeys(story.outlet for story in fresh.stories)),
        kicker=told.head.section or next(iter(tags), ""),
        photo=photo_of(fresh, cited, (*parts, *only), task),
        developing=fresh.developing,
    )


def _related(fresh: Fresh, cited: set[str], most: int) -> tuple[str, ...]:
    """Stories not quoted, newest first; copies of a text are named by outlet alone."""
    repeated = dict(fresh.copied)
    rest = [one for one in fresh.stories if one.id not in cited and one.id not in repeated]
    rest.sort(key=lambda one: (one.published is None, -_seconds(one), one.id))
    return tuple(story.id for story in rest[:most])


def _seconds(story: Story) -> float:
    return story.published.timestamp() if story.published else 0.0


def tags_of(fresh: Fresh) -> tuple[str, ...]:
    """What the topic is about, for readers: the names among its keywords, then its sources' tags.

    Plain words stand in only where there are hardly any names.
    """
    given = tuple(tag for story in fresh.stories for tag in story.tags)
    names = [word for word in fresh.topic.keywords if any(letter.isupper() for letter in word)]
    found = _each_once((*names, *given))
    if len(found) < FEWEST_TAGS:
        plain = [
            word for word in fresh.topic.keywords if not word[:1].isdigit() and not is_pair(word)
        ]
        found = _each_once((*found, *plain))
    return found[:MAX_TAGS]


def _each_once(words: Sequence[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(word.casefold(), word)
    return tuple(found.values())


def photo_of(
    fresh: Fresh, cited: set[str], shown: Sequence[Sentence], task: EditionContext
) -> Media | None:
    """The topic's photo: of a story that is quoted first, with an address first."""
    found = [
        (story.id not in cited, media.url is None, number, place)
        for number, story in enumerate(fresh.stories)
        for place, media in enumerate(story.media)
        if media.kind == "photo" and (media.url or media.caption)
    ]
    if not found:
        return None
    *_, number, place = min(found)
    story = fresh.stories[number]
    return task.captioned(story.media[place], story, shown)


def _words(sentences: Sequence[Sentence]) -> int:
    return sum(count_words(sentence.text) for sentence in sentences)

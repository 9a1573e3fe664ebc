"""A topic as a block: headline and opening, what follows, why it matters, what one outlet adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.editing.body import Room
from briefing.editing.byline import byline_of, full_story_of
from briefing.editing.choice import seconds_of
from briefing.editing.context import EditionContext
from briefing.editing.exclusives import only_one_outlet
from briefing.editing.headlines import shows
from briefing.editing.kind_groups import group_of
from briefing.editing.morning import cosine
from briefing.editing.openings import LEAST_SECTION_COVER_SHARE
from briefing.editing.picture_choice import PictureChoice
from briefing.editing.related import related_and_echoes
from briefing.editing.selection import Fresh
from briefing.editing.stages import stage
from briefing.editing.states import is_undecided
from briefing.editing.telling import Telling, body_of, tell, tell_event, words_of
from briefing.editing.topic_tags import kicker_of, tags_of
from briefing.editing.why_it_matters import why_it_matters
from briefing.models import Event, Lead, Media, Section, Sentence, Story, TopicBlock
from briefing.text.identification import UNKNOWN
from briefing.text.languages import primary

# Of a lead's words, those of each further event that gets a section: chosen, not measured.
SECTION_WORDS_SHARE = 0.4 / 3
MAX_SECTIONS = 3  # beside a lead: chosen, not measured
FEWEST_SECTION_WORDS = 20  # a section with less says nothing: chosen, not measured
# Sentences after the opening: prototypes that were read line by line (docs/decisions.md).
TOPIC_SENTENCES = 2  # after a topic's opening (docs/decisions.md)
LEAD_SENTENCES = 4  # after the lead's opening (docs/decisions.md)
# After a section's opening follows one sentence, or one for so many words: chosen, not measured.
WORDS_A_SECTION_SENTENCE = 40
# Other events nearer to the main one than that may be sections: it keeps 54 % of the right ones
# and 18 % of the wrong ones.
SECTION_LIKENESS = 0.10
SECTION_MOST_LIKENESS = 0.35  # to any sentence of the block; more repeats it: chosen, not measured
# ... and more than half of its opening must be new to the block: chosen, not measured.
SECTION_NEW_SHARE = 0.6
SECTION_KINDS = ("news", "live", "soft")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What stands above and beside the sentences of a block."""

    telling: Telling
    title: str
    retitled: bool
    why: tuple[Sentence, ...]

    @property
    def story(self) -> Story:
        return self.telling.story


def topic_block(fresh: Fresh, context: EditionContext) -> TopicBlock:
    """A further topic, within the layout's words."""
    head = _head(fresh, context)
    room = Room(words=context.layout.topic_words - words_of(head.why), sentences=TOPIC_SENTENCES)
    sentences = body_of(head.telling, room, context, head.why, head.title)
    return _block(head, sentences, (), context)


def lead_block(fresh: Fresh, context: EditionContext) -> Lead:
    """The first topic: its main event at length, its further events as sections."""
    head = _head(fresh, context)
    words = context.layout.lead_words - words_of(head.why)
    others = _further_events(head.telling, context)
    further = min(len(others), MAX_SECTIONS)
    main = round(words * (1 - further * SECTION_WORDS_SHARE), 6)
    room = Room(words=int(main), sentences=LEAD_SENTENCES)
    sentences = body_of(head.telling, room, context, head.why, head.title)
    beside = (*head.why, *sentences)
    sections = _sections(others, words - words_of(sentences), head, beside, context)
    return _as_lead(_block(head, sentences, sections, context), sections)


def _as_lead(block: TopicBlock, sections: tuple[Section, ...]) -> Lead:
    return Lead(
        topic_id=block.topic_id,
        title=block.title,
        story_id=block.story_id,
        sentences=block.sentences,
        why=block.why,
        related=block.related,
        echoes=block.echoes,
        tags=block.tags,
        outlets=block.outlets,
        kicker=block.kicker,
        photo=block.photo,
        only=block.only,
        developing=block.developing,
        retitled=block.retitled,
        byline=block.byline,
        full_story=block.full_story,
        also_in=block.also_in,
        sections=sections,
    )


def _head(fresh: Fresh, context: EditionContext) -> _Head:
    telling = tell(fresh, context)
    title = context.rulings.title(story.id for story in fresh.stories)
    why = why_it_matters(fresh, telling, context)
    return _Head(telling=telling, title=title or telling.story.title, retitled=bool(title), why=why)


def _further_events(telling: Telling, context: EditionContext) -> list[Event]:
    """The other events that belong beside the main one: most outlets first, then the newest."""
    main = {story.id for story in telling.event.stories}
    others = [
        event
        for event in telling.fresh.events
        if not main & {story.id for story in event.stories}
        and _likeness(event, telling.event, context) >= SECTION_LIKENESS
    ]
    others.sort(key=lambda event: (-_outlets(event), -_newest(event), event.id))
    return others


def _outlets(event: Event) -> int:
    return len({story.outlet for story in event.stories})


def _newest(event: Event) -> float:
    return max(map(seconds_of, event.stories))


def _likeness(event: Event, other: Event, context: EditionContext) -> float:
    """The cosine of the nearest stories of two events."""
    return max(
        context.morning.likeness(story.id, near.id)
        for story in event.stories
        for near in other.stories
    )


def _sections(
    events: Sequence[Event],
    words: int,
    head: _Head,
    beside: Sequence[Sentence],
    context: EditionContext,
) -> tuple[Section, ...]:
    """One section an event, each with its share of the words that are left."""
    sections: list[Section] = []
    for place, event in enumerate(events):
        to_come = min(MAX_SECTIONS - len(sections), len(events) - place)
        share = words // to_come if to_come > 0 else 0
        if share < FEWEST_SECTION_WORDS:
            break
        section = _section(event, share, head, beside, context)
        if section is not None:
            sections.append(section)
            words -= words_of(section.sentences)
            beside = (*beside, *section.sentences)
    return tuple(sections)


def _section(
    event: Event, words: int, head: _Head, beside: Sequence[Sentence], context: EditionContext
) -> Section | None:
    """An event under its own headline; None where its opening does not deliver it or repeats."""
    telling = tell_event(event, head.telling.fresh, context, beside)
    if not telling.opening or not _may_head_a_section(telling):
        return None
    if is_undecided(telling.story.title) and stage(head.story) == "done":
        return None  # what may come, beside what came
    if not _may_be_section(telling, head.title, beside, context):
        return None
    room = Room(words=words, sentences=max(words // WORDS_A_SECTION_SENTENCE, 1))
    told = body_of(telling, room, context, beside, telling.story.title)
    # A heading stands over its own story's words, and over those of stories that have none.
    under = {one.id for one in event.stories if one.title_derived} | {telling.story.id}
    sentences = tuple(each for each in told if each.story_id in under)
    if not sentences or words_of(sentences) > words:
        return None
    return Section(title=telling.story.title, story_id=telling.story.id, sentences=sentences)


def _may_head_a_section(telling: Telling) -> bool:
    """True for news that is told, not shown or asked about, and not overtaken."""
    state = telling.view.states[telling.story.id]
    tells = group_of(telling.story) in SECTION_KINDS and not shows(telling.story.title)
    return tells and not state.overtaken and not state.older and state.toll >= 0


def _may_be_section(
    telling: Telling, title: str, beside: Sequence[Sentence], context: EditionContext
) -> bool:
    """True where the opening delivers its headline and is new to the block."""
    text = context.morning.texts[telling.story.id]
    opening = text.terms_of(telling.opening[0].text)
    if context.morning.cover(text.title, opening) < LEAST_SECTION_COVER_SHARE:
        return False
    above = frozenset().union(*map(text.terms_of, (title, *(sentence.text for sentence in beside))))
    if 1 - context.morning.cover(opening, above) < SECTION_NEW_SHARE:
        return False
    vector = context.morning.unit_of(opening)
    standing = (context.morning.unit_of(text.terms_of(sentence.text)) for sentence in beside)
    return all(cosine(vector, other) <= SECTION_MOST_LIKENESS for other in standing)


def _block(
    head: _Head,
    sentences: tuple[Sentence, ...],
    sections: tuple[Section, ...],
    context: EditionContext,
) -> TopicBlock:
    fresh = head.telling.fresh
    parts = (*sentences, *head.why, *(sentence for part in sections for sentence in part.sentences))
    only = only_one_outlet(fresh, head.title, parts, context) if sentences else ()
    heads = {head.story.id, *(section.story_id for section in sections)}
    cited = heads | {sentence.story_id for sentence in (*parts, *only)}
    headed = _stories_headed(fresh, heads)
    related, echoes = related_and_echoes(head.telling, head.title, parts, cited, context)
    return TopicBlock(
        topic_id=fresh.topic.id,
        title=head.title,
        retitled=head.retitled,
        story_id=head.story.id,
        sentences=sentences,
        why=head.why,
        only=only,
        related=related,
        echoes=echoes,
        tags=tags_of(head.telling, context.tally),
        outlets=tuple(dict.fromkeys(filter(None, map(context.layout.known_outlet, fresh.stories)))),
        kicker=kicker_of(head.story, context.layout.sections),
        photo=photo_of(fresh, cited, headed, (*parts, *only), context),
        developing=fresh.developing,
        byline=byline_of(head.story.id, parts),
        full_story=full_story_of(head.story.id, parts, context.stories),
        also_in=also_in(fresh, head.story),
    )


def also_in(fresh: Fresh, head: Story) -> tuple[str, ...]:
    """The languages of a topic's stories beside that of its headline, by their codes."""
    codes = {primary(story.language) for story in fresh.stories if story.language}
    return tuple(sorted(codes - {primary(head.language), UNKNOWN}))


def _stories_headed(fresh: Fresh, heads: set[str]) -> set[str]:
    """The stories of the events whose headlines the block shows."""
    events = (event for event in fresh.events if heads & {story.id for story in event.stories})
    return {story.id for event in events for story in event.stories}


def photo_of(
    fresh: Fresh,
    cited: set[str],
    headed: set[str],
    beside: Sequence[Sentence],
    context: EditionContext,
) -> Media | None:
    """The topic's photo, of a story that is quoted first; one that has no address is none.

    Stories whose event is `headed` may give it, too. The editor's choice goes before.
    """
    wanted = PictureChoice.of(context.rulings.picture(story.id for story in fresh.stories))
    if wanted is not None and not wanted.url:
        return None
    if wanted is not None and (found := wanted.among(fresh.stories)):
        return context.captioned(found[1], found[0], beside)
    photos = [
        (story.id not in cited, number, place)
        for number, story in enumerate(fresh.stories)
        for place, media in enumerate(story.media)
        if media.kind == "photo" and media.url and story.id in cited | headed
    ]
    if not photos:
        return None
    *_, number, place = min(photos)
    story = fresh.stories[number]
    return context.captioned(story.media[place], story, beside)


def free_title(story: Story, head: Story) -> Story:
    """A derived title that is not shown as the headline may be told as a sentence."""
    if story.title_derived and story.id != head.id:
        return replace(story, title="", title_derived=False)
    return story

"""Which stories an edition may tell, what of them is old, and why the others are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.editing.edits_in_force import EditsInForce
from briefing.editing.published import Published
from briefing.models import Developing, Dropped, Event, Sentence, Story, Topic
from briefing.text.near_duplicates import copies
from briefing.text.sentences import sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """A topic with the stories that may be told now.

    `events` hold only those. `old` are their sentences that add nothing to
    what readers were told, `copied` maps a story to the one whose text it
    repeats.
    """

    topic: Topic
    events: tuple[Event, ...]
    old: tuple[Sentence, ...] = ()
    copied: tuple[tuple[str, str], ...] = ()
    developing: Developing | None = None

    @property
    def stories(self) -> tuple[Story, ...]:
        """All stories that may be told, event by event."""
        return tuple(story for event in self.events for story in event.stories)

    @property
    def originals(self) -> tuple[Story, ...]:
        """The stories without those that repeat another's text."""
        repeated = dict(self.copied)
        return tuple(story for story in self.stories if story.id not in repeated)

    def event(self, story_id: str) -> Event:
        """The event a story belongs to."""
        return next(event for event in self.events if any(s.id == story_id for s in event.stories))


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """Topics with something to tell, topics that only go on, and what was left out."""

    fresh: tuple[Fresh, ...]
    running: tuple[Topic, ...]
    dropped: tuple[Dropped, ...]


def pick(topics: Sequence[Topic], published: Published, rulings: EditsInForce) -> Picked:
    """Sort what may be told from what may not, in the order of the topics."""
    dropped: list[Dropped] = []
    fresh: list[Fresh] = []
    running: list[Topic] = []
    for topic in topics:
        tellable = _fresh(topic, published, rulings, dropped)
        if tellable:
            fresh.append(tellable)
        elif published.developing(topic.id):
            running.append(topic)
    return Picked(fresh=tuple(fresh), running=tuple(running), dropped=tuple(dropped))


def _fresh(
    topic: Topic, published: Published, rulings: EditsInForce, dropped: list[Dropped]
) -> Fresh | None:
    old: list[Sentence] = []
    tellable: set[str] = set()
    for story in topic.stories:
        repeats = _adds_nothing(story, published)
        reason = rulings.withheld(story.id) or _why_old(story, repeats, published)
        if reason:
            dropped.append(Dropped(story_id=story.id, title=story.title, reason=reason))
        else:
            tellable.add(story.id)
            old.extend(repeats)
    if not tellable:
        return None
    events = tuple(part for event in topic.events if (part := _only(event, tellable)))
    return Fresh(
        topic=topic,
        events=events,
        old=tuple(old),
        copied=_copied([story for event in events for story in event.stories]),
        developing=published.developing(topic.id),
    )


def _adds_nothing(story: Story, published: Published) -> tuple[Sentence, ...]:
    """The sentences of a story that add nothing to what was published."""
    if not published.editions:
        return ()
    return tuple(
        sentence for sentence in sentences(story) if not published.memory.adds(sentence.text)
    )


def _why_old(story: Story, repeats: Sequence[Sentence], published: Published) -> str:
    edition = published.told_in(story)
    if edition:
        return f"told in {edition}"
    if repeats and len(repeats) == len(sentences(story)):
        return "adds nothing to earlier editions"
    return ""


def _only(event: Event, tellable: set[str]) -> Event | None:
    stories = tuple(story for story in event.stories if story.id in tellable)
    if not stories:
        return None
    return Event(id=event.id, title=event.title, stories=stories, keywords=event.keywords)


def _copied(stories: Sequence[Story]) -> tuple[tuple[str, str], ...]:
    """Each story that repeats another's text, with that other: the earliest, then by id."""
    if len(stories) < 2:
        return ()
    by_id = {story.id: story for story in stories}
    ordered = sorted(stories, key=lambda story: story.id)
    pairs: list[tuple[str, str]] = []
    for group in copies(ordered):
        first = min(group, key=lambda name: _age(by_id[name]))
        pairs += [(name, first) for name in group if name != first]
    return tuple(pairs)


def _age(story: Story) -> tuple[bool, str, str]:
    when = story.published
    return (when is None, when.isoformat() if when else "", story.id)

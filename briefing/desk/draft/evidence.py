"""Why a topic stands as it does: its sources' texts, its rank, its links, what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from briefing.desk.draft.draft import Draft
from briefing.desk.draft.source_sentences import SourceSentence, source_sentences
from briefing.desk.draft.spots import Spot, spots_of
from briefing.desk.draft.ties import Tie, ties_within
from briefing.desk.draft.weakest_link import WeakestLink, weakest_link
from briefing.editing.citations import block_media
from briefing.editing.rank import Factor, Ranked
from briefing.errors import InputError
from briefing.grouping import explain
from briefing.models import Developing, Media, Passage, Sentence, Story, Topic
from briefing.text.urls import web_url

# Topics above and below that are named beside a rank; chosen, not measured.
MOST_NEIGHBOURS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEvidence:
    """A source story of a topic, with its text as sentences.

    `copy_of` is the id of the story whose text it repeats; `reason` says why it is not in the
    edition, "" where it is.
    """

    story: Story
    event_id: str
    event_title: str
    sentences: tuple[SourceSentence, ...]
    copy_of: str
    reason: str

    @property
    def link(self) -> str | None:
        """Its address where that is fit to be a link: sources are not the only way into a store."""
        return web_url(self.story.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFound:
    """A photo or video of a story of the topic; `shown_in` is the key of the block that has it."""

    story_id: str
    media: Media
    shown_in: str

    @property
    def picture(self) -> str | None:
        """Where the photo lies; None for a video, and for what is no address of the web."""
        return web_url(self.media.url) if self.media.kind == "photo" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """An outlet that reports on the topic, with its first story on it."""

    outlet: str
    story_id: str
    title: str
    url: str | None
    stories: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that speaks for a topic and its place.

    `spot` is where it stands, `factors` are the numbers its score is the sum of (none where
    nothing of it may be told), `neighbours` the topics next to it in rank. `reasons` are lines
    to read; `ties` the pairs of its stories with their scores, strongest first; `split` where
    it would come apart. `developing` is set where editions before told it: then sentences say
    whether readers know them.
    """

    topic_id: str
    title: str
    spot: Spot
    factors: tuple[Factor, ...]
    neighbours: tuple[Spot, ...]
    stories: tuple[StoryEvidence, ...]
    reasons: tuple[str, ...]
    ties: tuple[Tie, ...]
    split: WeakestLink | None
    developing: Developing | None
    photos: tuple[PhotoFound, ...]
    reporters: tuple[Reporter, ...]


def evidence_of(
    draft: Draft, topic_id: str, *, judge: Callable[[Story], Sequence[Passage]]
) -> Evidence:
    """The evidence on a topic of a draft. Pure; InputError where it has no such topic.

    `judge` gives the passages of a story.
    """
    topic = draft.topic(topic_id)
    if topic is None:
        raise InputError("is no topic of this draft", where=topic_id)
    ranked = next((one for one in draft.ranking if one.fresh.topic.id == topic_id), None)
    spots, ties = spots_of(draft), ties_within(topic_id, draft)
    return Evidence(
        topic_id=topic_id,
        title=spots[topic_id].title,
        spot=spots[topic_id],
        factors=ranked.factors if ranked else (),
        neighbours=_neighbours(spots[topic_id], tuple(spots.values())),
        stories=tuple(_stories(topic, ranked, draft, judge)),
        reasons=explain(topic, others=draft.stories.values())[1:],
        ties=ties,
        split=weakest_link([story.id for story in topic.stories], ties),
        developing=ranked.fresh.developing if ranked else None,
        photos=tuple(_photos(topic, draft)),
        reporters=tuple(_reporters(topic)),
    )


def _neighbours(spot: Spot, spots: Sequence[Spot]) -> tuple[Spot, ...]:
    if not spot.rank:
        return ()
    near = range(spot.rank - MOST_NEIGHBOURS, spot.rank + MOST_NEIGHBOURS + 1)
    return tuple(other for other in spots if other.rank in near and 0 < other.rank != spot.rank)


def _stories(
    topic: Topic,
    ranked: Ranked | None,
    draft: Draft,
    judge: Callable[[Story], Sequence[Passage]],
) -> Iterator[StoryEvidence]:
    """Every story; of one that may not be told all sentences count as known."""
    copies = dict(ranked.fresh.copied) if ranked else {}
    told = {story.id for story in ranked.fresh.stories} if ranked else set()
    reasons = {one.story_id: one.reason for one in draft.edition.ledger.dropped}
    for event in topic.events:
        for story in event.stories:
            old: Sequence[Sentence] = ranked.fresh.old if ranked and story.id in told else ()
            yield StoryEvidence(
                story=story,
                event_id=event.id,
                event_title=event.title,
                sentences=source_sentences(story, draft, old=old, judged=judge(story)),
                copy_of=copies.get(story.id, ""),
                reason=reasons.get(story.id, ""),
            )


def _photos(topic: Topic, draft: Draft) -> Iterator[PhotoFound]:
    shown = {
        media.url: key
        for key, block in draft.blocks.items()
        for media in block_media(block)
        if media.url
    }
    for story in topic.stories:
        for media in story.media:
            place = shown.get(media.url, "") if media.url else ""
            yield PhotoFound(story_id=story.id, media=media, shown_in=place)


def _reporters(topic: Topic) -> Iterator[Reporter]:
    """The outlets, those with most stories first."""
    outlets: dict[str, list[Story]] = {}
    for story in topic.stories:
        outlets.setdefault(story.outlet, []).append(story)
    for outlet, stories in sorted(outlets.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        first = stories[0]
        yield Reporter(
            outlet=outlet,
            story_id=first.id,
            title=first.title,
            url=first.url,
            stories=len(stories),
        )

"""What `--json` prints of stories, topics, past days and imports, as types."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from briefing.cli.json_shapes import FaultRecord

ImportDone = TypedDict(
    "ImportDone",
    {
        "import": int,
        "taken": int,
        "asked": int,
        "waiting": int,
        "ignored": list[str],
        "counts": dict[str, int],
        "faults": list[FaultRecord],
    },
)
ImportDone.__doc__ = "What an import took in."


class ImportSample(TypedDict):
    """One reader of a file, as they would be taken in."""

    would_be: str
    email: str
    name: str
    tags: str


class ImportDryRun(TypedDict):
    """What an import would do."""

    counts: dict[str, int]
    ignored: list[str]
    samples: list[ImportSample]
    faults: list[FaultRecord]


class SentenceRecord(TypedDict):
    """A sentence as its source has it."""

    text: str
    story_id: str
    start: int
    end: int


class StoryPlaceRecord(TypedDict):
    """Where an edition shows a story."""

    block: str
    sentences: list[SentenceRecord]


class StoryOutcomeRecord(TypedDict):
    """What became of a story."""

    id: str
    title: str
    publisher: str
    kind: str | None
    used: bool
    reason: str
    places: list[StoryPlaceRecord]


class ReasonRecord(TypedDict):
    """What put two stories together."""

    kind: str
    left: str
    right: str
    score: float
    terms: list[str]


class EventRecord(TypedDict):
    """Stories that tell the same."""

    id: str
    title: str
    keywords: list[str]
    story_ids: list[str]


class TopicRecord(TypedDict):
    """Events that belong together."""

    id: str
    title: str
    keywords: list[str]
    reasons: list[ReasonRecord]
    events: list[EventRecord]


class FactorRecord(TypedDict):
    """One part of a topic's score."""

    name: str
    value: float
    why: str


class RankRecord(TypedDict):
    """A topic's rank among all."""

    place: int
    of: int
    score: float
    factors: list[FactorRecord]


class ExplanationRecord(TypedDict):
    """Why a topic stands as it does."""

    edition: str
    topic: TopicRecord
    grouping: list[str]
    rank: RankRecord
    stories: list[StoryOutcomeRecord]


class MediaRecord(TypedDict):
    """A picture or video."""

    kind: str
    url: str | None
    caption: str
    credit: str


class MarkRecord(TypedDict):
    """A part of a story's text that is no prose of its own."""

    kind: str
    start: int
    end: int


class StoryRecord(TypedDict):
    """One story."""

    id: str
    title: str
    title_derived: bool
    text: str
    author: str
    source: str
    publisher: str
    url: str | None
    published: str | None
    updated: str | None
    language: str
    section: str
    kind: str | None
    tags: list[str]
    media: list[MediaRecord]
    marks: list[MarkRecord]


class ReplayedEdition(TypedDict):
    """A past day as one config builds it."""

    edition: str
    subject: str
    stories: int
    events: int
    stories_used: int
    headlines: list[str]
    topics: list[TopicRecord]


class DifferenceRecord(TypedDict):
    """What two configs do differently on a day."""

    none: bool
    lead: bool
    only_first: list[str]
    only_second: list[str]
    parted: list[list[str]]
    joined: list[list[str]]
    sentences: list[int]


class ReplayedDay(TypedDict):
    """A past day, built once more."""

    moment: str
    editions: list[ReplayedEdition]
    difference: NotRequired[DifferenceRecord]


class FoundRecord(TypedDict):
    """A story or edition that a search found."""

    kind: Literal["story", "edition"]
    id: str
    title: str
    title_marks: list[list[int]]
    passage: str
    start: int
    marks: list[list[int]]
    day: str
    language: str
    publisher: str
    source: str
    url: str | None


class SearchRecord(TypedDict):
    """What a search found."""

    query: str
    total: int
    more: bool
    by_relevance: bool
    cut: bool
    hits: list[FoundRecord]

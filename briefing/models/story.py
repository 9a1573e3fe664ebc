"""What comes in: a story, its media, and the sentences cut from its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Self, get_args

from briefing.errors import InputError
from briefing.models.plain import SPARSE, Plain
from briefing.models.row import from_row
from briefing.models.words import count_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A photo or a video that belongs to a story.

    `url` is None where the source gives none: caption and credit still
    stand, but there is no image and no button. `focus` is the point that must be
    seen where it is cropped, in per cent from its left and upper edge; None: the middle.
    """

    kind: Literal["photo", "video"]
    url: str | None = None
    caption: str = ""
    credit: str = ""
    focus: tuple[int, int] | None = field(default=None, metadata=SPARSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A passage `text[start:end]` that the source itself labels.

    `why`: the source introduces it with "Why it matters".
    """

    kind: Literal["why"]
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPosition:
    """Where a story stands in its source's document: the `number`th of `count`, from 1."""

    number: int
    count: int


Kind = Literal[
    "news",
    "live",
    "video",
    "opinion",
    "explainer",
    "feature",
    "preview",
    "listing",
    "quiz",
    "promo",
    "service",
    "obituary",
    "release",
    "paper",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
Span = tuple[int, int]
_TEXTS = ("id", "title", "text", "source", "publisher", "author", "language", "section")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story(Plain):
    """One item of one source.

    `text` is plain text and the reference for all offsets, counted in code
    points. Against what the source wrote, it only lacks passages and white
    space; no letter is added or changed. `published` and `updated` are aware
    UTC datetimes. `title_derived` is true where the source gives no headline
    and the title is the text's own first sentence. `publisher` is who wrote
    it, as readers know it; empty means the source itself.

    `published_guessed` is true where nobody states when it was published and
    the moment was inferred: from its address, from a listing, from when it was
    changed. Before `embargo` no edition may show it.

    `furniture` and `kind` are no part of what the source wrote, but what was
    found out about it (`briefing.text.furniture`, `briefing.text.kinds`); None
    means that nobody looked. `furniture` are the spans of `text` that are not
    the story's own prose, in order, none touching another; once they are known,
    `title` lacks its furniture, too. `position` is where it stood in its
    source's document when that was last read; None where the document's order
    says nothing of what its editors find important.
    """

    id: str
    title: str
    text: str
    source: str
    url: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    publisher: str = ""
    title_derived: bool = False
    author: str = ""
    language: str = "en"
    section: str = ""
    tags: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    marks: tuple[Mark, ...] = ()
    published_guessed: bool = False
    embargo: datetime | None = None
    furniture: tuple[Span, ...] | None = field(default=None, compare=False)
    kind: Kind | None = field(default=None, compare=False)
    position: FeedPosition | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Refuse what is no text, no moment and no tuple; InputError says which."""
        for name in _TEXTS:
            if not isinstance(getattr(self, name), str):
                raise _no_text(name, getattr(self, name))
        if not isinstance(self.url, str | None):
            raise _no_text("url", self.url, "a text or None")
        for name in ("published", "updated", "embargo"):
            moment = getattr(self, name)
            if moment is not None and not _is_aware(moment):
                raise _no_moment(name, moment)
        for name in ("tags", "media"):
            if not isinstance(getattr(self, name), tuple):
                raise _no_tuple(name, getattr(self, name))

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Self:
        """The story of a row: what `to_dict` gave, a line of JSON, a record of a table.

        Moments may be text in ISO 8601 with their offset, `id` a number. What is empty in the
        row (None, nan) counts as left out. InputError names the field that cannot be used.
        """
        return from_row(cls, row)

    @property
    def outlet(self) -> str:
        """The name readers know: the publisher, else the source."""
        return self.publisher or self.source

    def quoted_as(self, max_quote: float) -> str:
        """Whose words a quotation counts for under a cap: the outlet's, under a share the story's.

        See `Budget.max_quote`.
        """
        return self.outlet if max_quote >= 1 else self.id

    def quotable(self, max_quote: float) -> int:
        """How many words a cap lets be quoted: of the outlet, or of the story for a share."""
        return int(max_quote if max_quote >= 1 else max_quote * count_words(self.text))


def _is_aware(moment: object) -> bool:
    return isinstance(moment, datetime) and moment.tzinfo is not None


def _no_text(name: str, value: object, expected: str = "text") -> InputError:
    hint = (
        f"{expected} is expected; briefing.Story.from_dict(row) takes the rows of a table: "
        "numbers as ids, nothing where a cell is empty"
    )
    return InputError(f"is {value!r:.80}", where=f"Story({name})", hint=hint)


def _no_moment(name: str, value: object) -> InputError:
    hint = (
        "an aware datetime is expected, such as datetime(2026, 11, 24, 6, tzinfo=UTC); "
        "briefing.Story.from_dict(row) takes text as well"
    )
    return InputError(f"is {value!r:.80}", where=f"Story({name})", hint=hint)


def _no_tuple(name: str, value: object) -> InputError:
    hint = "a tuple is expected, such as ('politics',); briefing.Story.from_dict(row) takes a list"
    return InputError(f"is {value!r:.80}", where=f"Story({name})", hint=hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A span of one story: `story.text[start:end] == text`, always."""

    text: str
    story_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary(Plain):
    """Chosen sentences in reading order, and the method that chose them."""

    sentences: tuple[Sentence, ...]
    method: str

    @property
    def words(self) -> int:
        """Words of all sentences, as `count_words` counts."""
        return sum(count_words(sentence.text) for sentence in self.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How much a summary may say.

    `words` counts as `count_words` does. `exclude` are sentences that are
    shown elsewhere and must not be chosen again, `known` those that must not
    be chosen though nothing shows them: readers know them. `max_quote` caps
    how much may be quoted, `exclude` counted too: from 1 a number of words of
    one outlet, below 1 a share of the words of one story. It beats `words`:
    where not one sentence keeps to it, the summary is empty. None: no cap.
    `quoted` says how many words are quoted already, those of `exclude` left
    out: by outlet, under a share by story id.
    """

    words: int
    exclude: tuple[Sentence, ...] = ()
    known: tuple[Sentence, ...] = ()
    max_quote: float | None = None
    quoted: tuple[tuple[str, int], ...] = ()

"""One issue of the newsletter, fully determined: rendering it needs nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from briefing.models.story import Media, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A labelled address the newsletter's owner configured."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A story as an edition names it.

    Its number is its place in `Edition.references`, from 1. `text_sha256` is
    the SHA-256 of the text that was used (UTF-8), hex.
    """

    story_id: str
    title: str
    outlet: str
    source: str
    text_sha256: str
    title_derived: bool = False
    url: str | None = None
    author: str = ""
    published: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """The newsletter's name, the day, and how long reading takes."""

    title: str
    date: date
    minutes: int
    tagline: str = ""
    number: int | None = None
    kind: Literal["masthead"] = "masthead"


@dataclass(frozen=True, slots=True, kw_only=True)
class _TopicFields:
    """What the lead and every further topic show.

    `title` is a member's own headline, the one of story `story_id`;
    `sentences` never repeat a derived title. `why` are sentences a source
    marks as why it matters; no sentence stands in both. `related` are ids of
    stories not quoted, one line each. `outlets` are all publishers that
    carried the topic, `tags` are for readers, `kicker` is the short line
    above the headline.
    """

    topic_id: str
    title: str
    story_id: str
    sentences: tuple[Sentence, ...]
    why: tuple[Sentence, ...] = ()
    related: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    kicker: str = ""
    photo: Media | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead(_TopicFields):
    """The edition's first topic, with more room than the others."""

    kind: Literal["lead"] = "lead"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicBlock(_TopicFields):
    """One further topic."""

    kind: Literal["topic"] = "topic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A video of a story: its caption, its credit, its address if there is one."""

    story_id: str
    video: Media
    kind: Literal["watch"] = "watch"


@dataclass(frozen=True, slots=True, kw_only=True)
class MustReads:
    """Headlines of stories that are not shown above."""

    story_ids: tuple[str, ...]
    kind: Literal["must_reads"] = "must_reads"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The editor's own words, in Markdown; never a source's."""

    text: str
    author: str = ""
    kind: Literal["note"] = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colophon:
    """How the edition was made and from which sources."""

    sources: tuple[str, ...]
    stories: int
    method: str
    kind: Literal["colophon"] = "colophon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """Links and postal address; what is not configured is left out."""

    links: tuple[Link, ...] = ()
    address: str = ""
    kind: Literal["footer"] = "footer"


Block = Masthead | Lead | TopicBlock | Watch | MustReads | Note | Colophon | Footer


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """What one source gave to this edition; `error` is empty where it worked."""

    name: str
    stories: int
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A story that is not in the edition, and why."""

    story_id: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What was read, considered, used and left out."""

    sources: tuple[SourceLine, ...] = ()
    considered: int = 0
    used: int = 0
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One issue of the newsletter.

    `id` is newsletter id + slot, or newsletter id + date for a build by
    hand. `date` is in the newsletter's zone, `created` is UTC. `references`
    holds every story a block names, in order of first mention.
    """

    id: str
    newsletter: str
    title: str
    date: date
    created: datetime
    subject: str
    preheader: str
    language: str
    blocks: tuple[Block, ...]
    references: tuple[Reference, ...] = ()
    ledger: Ledger = Ledger()

    def reference(self, story_id: str) -> Reference:
        """The reference of a story; `KeyError` if the edition does not name it."""
        return self.references[self.number(story_id) - 1]

    def number(self, story_id: str) -> int:
        """The source number of a story, from 1."""
        for number, reference in enumerate(self.references, 1):
            if reference.story_id == story_id:
                return number
        raise KeyError(story_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes with a rendering, e.g. a chart shown inline."""

    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """The edition's views. They tell the same stories."""

    subject: str
    preheader: str
    html: str
    text: str
    markdown: str
    attachments: tuple[Attachment, ...] = ()

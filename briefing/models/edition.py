"""One issue of the newsletter, fully determined: rendering it needs nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from briefing.models.coverage import Ledger
from briefing.models.notebook import table
from briefing.models.plain import Plain
from briefing.models.story import Media, Sentence

# The same type where a field named `date` hides it.
Day = date
LinkPurpose = Literal[
    "", "subscribe", "archive", "preferences", "feedback", "unsubscribe", "view", "made"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A labelled address the newsletter's owner configured.

    `purpose` is what the page is for; empty where nobody says.
    """

    label: str
    url: str
    purpose: LinkPurpose = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A story as an edition names it.

    Its number is its place in `Edition.references`, from 1. `text_sha256` is
    the SHA-256 of the text that was used (UTF-8), hex. `language` is the code of
    its text's language (ISO 639), `und` where nothing tells, "" in editions of
    versions that did not write it down; its headline and every sentence of it
    are in that language.
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
    language: str = ""


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
class Developing:
    """A topic that ran in editions before: the day of its first, and which update this is."""

    first: date
    update: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a lead: an event's headline and the sentences that tell it."""

    title: str
    story_id: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _TopicFields:
    """What the lead and every further topic show.

    `title` is a member's own headline, the one of story `story_id`;
    `sentences` never repeat a derived title. `why` are sentences a source
    marks as why it matters; no sentence stands in both. `related` are ids of
    stories not quoted, one line each; of `echoes` only the outlets are named, for their headlines
    say once more what the block says. `outlets` are all publishers that
    carried the topic, `tags` are for readers, `kicker` is the short line
    above the headline. `only` are sentences that tell what one outlet alone
    reports. `developing` is None for a topic that is new to readers.
    `retitled`: the headline is the editor's own, no member's. `byline` are the
    ids of the stories whose writers are named: all of them are quoted.
    `full_story` is the id of the quoted story to read in full, "" for none.
    `also_in` are the languages (ISO 639) of its stories that are not in the
    headline's.
    """

    topic_id: str
    title: str
    story_id: str
    sentences: tuple[Sentence, ...]
    why: tuple[Sentence, ...] = ()
    related: tuple[str, ...] = ()
    echoes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    kicker: str = ""
    photo: Media | None = None
    only: tuple[Sentence, ...] = ()
    developing: Developing | None = None
    retitled: bool = False
    byline: tuple[str, ...] = ()
    full_story: str = ""
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead(_TopicFields):
    """The edition's first topic, with more room than the others.

    `sections` continue it, one a further event; most leads have none.
    """

    sections: tuple[Section, ...] = ()
    kind: Literal["lead"] = "lead"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicBlock(_TopicFields):
    """One further topic. `line`: it is an item of a digest, told in a line or two."""

    line: bool = False
    kind: Literal["topic"] = "topic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """The greeting at the top, with the sign-up link where one is configured."""

    text: str
    link: Link | None = None
    kind: Literal["welcome"] = "welcome"


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
class Brief:
    """A story in one line: its headline, and one sentence where it has a fit one.

    `topic_id` is the topic it is told for.
    """

    story_id: str
    sentence: Sentence | None = None
    topic_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InBrief:
    """Stories told in a sentence each."""

    items: tuple[Brief, ...]
    kind: Literal["in_brief"] = "in_brief"


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A topic of earlier editions without news today."""

    topic_id: str
    title: str
    story_id: str
    first: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StillRunning:
    """Topics of earlier editions that go on without news."""

    items: tuple[Running, ...]
    kind: Literal["still_running"] = "still_running"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The quote of the day: a source's sentence that is a quotation with its speaker."""

    sentence: Sentence
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One value of a chart."""

    label: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The chart of the day: values, and the template in `templates/charts/` that draws them.

    `unit` names what the values count; `source` says where they are from.
    """

    title: str
    spec: str
    bars: tuple[Bar, ...]
    unit: str = ""
    source: str = ""
    kind: Literal["chart"] = "chart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finally:
    """The block "And finally": one story to end on, told for its topic."""

    story_id: str
    sentences: tuple[Sentence, ...]
    photo: Media | None = None
    topic_id: str = ""
    kind: Literal["finally"] = "finally"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What an earlier edition got wrong, in the editor's words (Markdown).

    `date` is the day it was put right, `edition_date` the day of the edition
    that was wrong: None in editions of versions that did not write it down.
    `url` is where that edition can be read, "" where nowhere.
    """

    date: date
    edition_id: str
    text: str
    edition_date: Day | None = None
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """Corrections of earlier editions."""

    items: tuple[Correction, ...]
    kind: Literal["corrections"] = "corrections"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The newsletter's own announcement (Markdown), always marked as such."""

    text: str
    kind: Literal["notice"] = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The editor's own words, in Markdown; never a source's."""

    text: str
    author: str = ""
    kind: Literal["note"] = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intro:
    """The editor's own first words, in Markdown, before the first story; never a source's."""

    text: str
    author: str = ""
    kind: Literal["intro"] = "intro"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """The editor's own last words, in Markdown, after the last story; never a source's."""

    text: str
    author: str = ""
    kind: Literal["sign_off"] = "sign_off"


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


# Every kind of block, in the order of an edition whose newsletter names no other. This is the
# one list of them: config, layout, views, templates and schema follow it (models/blocks.py).
Block = (
    Masthead
    | Welcome
    | Intro
    | Lead
    | Watch
    | Note
    | TopicBlock
    | InBrief
    | Quote
    | Chart
    | MustReads
    | StillRunning
    | Corrections
    | Notice
    | Finally
    | SignOff
    | Colophon
    | Footer
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Plain):
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
    ledger: Ledger = field(default_factory=Ledger)

    def _repr_html_(self) -> str:
        """The blocks and what each is about, as a notebook shows them."""
        rows = [(block.kind, str(getattr(block, "title", ""))) for block in self.blocks]
        return table(f"{self.title}, {self.date}: {self.subject}", ("block", "title"), rows)

    def reference(self, story_id: str) -> Reference:
        """The reference of a story; `KeyError` if the edition does not name it."""
        return self.references[self.number(story_id) - 1]

    def number(self, story_id: str) -> int:
        """The source number of a story, from 1."""
        for number, reference in enumerate(self.references, 1):
            if reference.story_id == story_id:
                return number
        raise KeyError(story_id)

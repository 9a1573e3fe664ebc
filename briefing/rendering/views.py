"""What templates see: an edition's blocks with their references looked up and all text clean.

A view has `kind`, which names its template file. Text has no control
character and no line end; an address is a web address or None. `named` are
the stories a block names, in the order of their numbers.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from briefing.rendering.prose import Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """A labelled address; without `url` only the label is shown."""

    label: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """A story as it is named, with its number in the source list.

    `outlet` is "" where nobody is known by name: a folder of the editor's is no outlet.
    `language` and `direction` (ltr, rtl) are those of its headline, sentences
    and captions where they are not in the edition's language, else "".
    """

    number: int
    title: str
    outlet: str
    author: str = ""
    url: str | None = None
    language: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """A sentence, its source, and the address that jumps to it.

    `follows`: it stands right behind the sentence before it in their source, too;
    `start` and `end` are its place in the story's text.
    """

    text: str
    story: StoryView
    url: str | None = None
    follows: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoView:
    """A picture, its address and, in a mail that shows it, its source (`src`).

    Without a source nothing of it is shown in the mail's HTML. `alt` is never empty. Its
    words are in the language of `story`. `wide`: as wide as the text, not beside a headline.
    """

    url: str
    caption: str
    credit: str
    alt: str
    story: StoryView
    src: str = ""
    wide: bool = False

    @property
    def line(self) -> str:
        """Caption and credit, with a sign between them."""
        if not (self.caption and self.credit):
            return self.caption or self.credit
        ended = self.caption.endswith((".", "!", "?", "…", "。", "！", "？", "؟", "।"))
        return f"{self.caption}{' ' if ended else ' · '}{self.credit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MastheadView:
    """The newsletter's name and the day."""

    title: str
    date: dt.date
    minutes: int
    tagline: str
    number: int | None
    kind: str = "masthead"


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomeView:
    """The editor's line of the day."""

    text: str
    kind: str = "welcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsLine:
    """A topic of the contents, and the name of its place in the letter."""

    title: str
    anchor: str
    story: StoryView


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsView:
    """What the letter tells after its lead, with a way there."""

    lines: tuple[ContentsLine, ...]
    kind: str = "contents"


@dataclass(frozen=True, slots=True, kw_only=True)
class DevelopingView:
    """Since when a topic runs, and which update this is."""

    first: dt.date
    update: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A part of the lead. `headline_of` is an outlet: see `TopicView`."""

    title: str
    story: StoryView
    quotes: tuple[QuoteView, ...]
    headline_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """The lead or a further topic. A topic has no `sections`.

    `retitled`: the headline is the editor's own, in the edition's language.
    `byline` are quoted stories, whose writers are named; `headline_of` is the
    outlet of the headline where its story is not quoted, else "". `full_story`
    is quoted and has an address. `outlets` are those that reported it and are named
    nowhere else in the block. `anchor` is its place's name.
    `also_in` are codes of further languages, `line` says that it is told in a
    line of a digest, `opens_foreign` that from here on all is in other languages.
    """

    kind: str
    title: str
    kicker: str
    story: StoryView
    quotes: tuple[QuoteView, ...]
    sections: tuple[SectionView, ...]
    why: tuple[QuoteView, ...]
    only: tuple[QuoteView, ...]
    related: tuple[StoryView, ...]
    tags: tuple[str, ...]
    outlets: tuple[str, ...]
    photo: PhotoView | None
    developing: DevelopingView | None
    named: tuple[StoryView, ...]
    retitled: bool = False
    anchor: str = ""
    byline: tuple[StoryView, ...] = ()
    headline_of: str = ""
    full_story: StoryView | None = None
    also_in: tuple[str, ...] = ()
    line: bool = False
    opens_foreign: bool = False
    topic_id: str = ""

    @property
    def headline_story(self) -> StoryView:
        """The story whose language the headline is in: the editor's own is in the edition's."""
        return replace(self.story, language="", direction="") if self.retitled else self.story


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoView:
    """A video: its caption, credit and address."""

    story: StoryView
    caption: str
    credit: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchView:
    """The videos of an edition; each has an address."""

    videos: tuple[VideoView, ...]
    named: tuple[StoryView, ...]
    kind: str = "watch"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoriesView:
    """A list of stories: the must-reads, or all sources (`kind` says which)."""

    kind: str
    stories: tuple[StoryView, ...]
    named: tuple[StoryView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefView:
    """A story in one line; `quote` is None where it has no fit sentence."""

    story: StoryView
    quote: QuoteView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InBriefView:
    """Stories told in a sentence each."""

    items: tuple[BriefView, ...]
    named: tuple[StoryView, ...]
    kind: str = "in_brief"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningView:
    """A topic that goes on without news, and since when."""

    title: str
    story: StoryView
    first: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class StillRunningView:
    """Topics of earlier editions without news."""

    items: tuple[RunningView, ...]
    named: tuple[StoryView, ...]
    kind: str = "still_running"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteBlockView:
    """The quote of the day."""

    quote: QuoteView
    named: tuple[StoryView, ...]
    kind: str = "quote"


@dataclass(frozen=True, slots=True, kw_only=True)
class FinallyView:
    """One story to end on."""

    story: StoryView
    quotes: tuple[QuoteView, ...]
    photo: PhotoView | None
    named: tuple[StoryView, ...]
    kind: str = "finally"


@dataclass(frozen=True, slots=True, kw_only=True)
class BarView:
    """One value of a chart; `share` is its part of the largest, in percent."""

    label: str
    value: float
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartView:
    """The chart of the day: its numbers, and the pictures of them where they could be drawn.

    `light` and `dark` are names of attachments, empty where the numbers are
    shown as a table; `width` is in pixels.
    """

    title: str
    spec: str
    bars: tuple[BarView, ...]
    unit: str
    source: str
    light: str = ""
    dark: str = ""
    width: int = 0
    kind: str = "chart"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """The editor's words: a note, the first or the last; or the newsletter's own announcement.

    `kind` says which.
    """

    kind: str
    prose: Prose
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """What an edition of that day got wrong; `date` is None where nobody wrote the day down.

    `url` is where that edition can be read.
    """

    date: dt.date | None
    prose: Prose
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsView:
    """Corrections of earlier editions."""

    items: tuple[CorrectionView, ...]
    kind: str = "corrections"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColophonView:
    """From whom the edition is made; what failed on the way is told behind the link `made`."""

    sources: tuple[str, ...]
    stories: int
    made: LinkView | None = None
    kind: str = "colophon"


@dataclass(frozen=True, slots=True, kw_only=True)
class FooterView:
    """Links and postal address; `sign_up` is for whom the letter was forwarded to.

    `leaving`: there is a link to leave by, so who reads it has signed up.
    """

    links: tuple[LinkView, ...]
    address: str
    sign_up: LinkView | None = None
    leaving: bool = False
    kind: str = "footer"


View = (
    MastheadView
    | WelcomeView
    | ContentsView
    | TopicView
    | WatchView
    | StoriesView
    | InBriefView
    | StillRunningView
    | QuoteBlockView
    | FinallyView
    | ChartView
    | NoteView
    | CorrectionsView
    | ColophonView
    | FooterView
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """The whole edition, for base templates."""

    title: str
    subject: str
    preheader: str
    language: str
    date: dt.date
    tags: tuple[str, ...]
    outlets: tuple[str, ...]
    blocks: tuple[View, ...]
    tagline: str = ""

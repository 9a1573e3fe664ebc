"""Sentences in paragraphs, and in each paragraph the runs that one source wrote.

A reader wants to know whose words these are, once, where they end: a run has
one mark, however many sentences it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefing.models import count_words
from briefing.rendering.edition_references import to_sentences
from briefing.rendering.views import QuoteView, StoryView
from briefing.text.direction import direction_of
from briefing.text.scripts import sentence_joint

# Another source may begin a new paragraph after so many; chosen: some four lines of a mail.
PARAGRAPH_WORDS = 60
# ... and the same source, where it goes on elsewhere in its text; chosen, not measured.
LONG_PARAGRAPH_WORDS = 90
# Less is no paragraph of its own; chosen, not measured.
FEWEST_WORDS = 20
# A name as long as this may be broken at a blank; chosen, not measured.
LONGEST_UNBROKEN_CHARS = 24
RIGHT_TO_LEFT_MARK = "\u200f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Sentences of one story that stand together; `url` leads to all of them.

    `mark` is whose they are, in readers' words: the outlet, else the author, else nothing.
    """

    quotes: tuple[QuoteView, ...]
    story: StoryView
    url: str | None

    @property
    def mark(self) -> str:
        """The name behind the run."""
        return self.story.outlet or self.story.author


Paragraph = tuple[Run, ...]


def paragraphs(quotes: Sequence[QuoteView]) -> tuple[Paragraph, ...]:
    """Sentences as paragraphs of runs; what stands side by side in its source stays together."""
    of_one_language = (list(run) for _, run in groupby(quotes, lambda each: each.story.language))
    return tuple(runs(part) for same in of_one_language for part in _parts(same))


def runs(quotes: Sequence[QuoteView]) -> Paragraph:
    """The runs of a paragraph."""
    together = (tuple(run) for _, run in groupby(quotes, lambda each: each.story.number))
    return tuple(
        Run(
            quotes=each,
            story=each[0].story,
            url=to_sentences(each[0].story.url, _stretches(each)),
        )
        for each in together
    )


def joined(run: Run, language: str) -> str:
    """The words of a run as its script writes them; `language` is the edition's."""
    joint = sentence_joint(run.story.language or language)
    return joint.join(quote.text for quote in run.quotes)


def unbroken(name: str) -> str:
    """A short name that stays on one line."""
    return name.replace(" ", "\u00a0") if len(name) <= LONGEST_UNBROKEN_CHARS else name


def turn(story: StoryView, direction: str) -> str:
    """What keeps a mark on its side of a sentence that ends in a number (UAX 9, W4)."""
    return RIGHT_TO_LEFT_MARK if (story.direction or direction) == "rtl" else ""


def turn_in(story: StoryView, language: str) -> str:
    """The same, where the edition's language alone is known."""
    return turn(story, direction_of(language))


def _stretches(quotes: Sequence[QuoteView]) -> list[list[str]]:
    """Texts that follow each other in the source, together."""
    stretches: list[list[str]] = []
    for quote in quotes:
        if quote.follows and stretches:
            stretches[-1].append(quote.text)
        else:
            stretches.append([quote.text])
    return stretches


def _parts(quotes: Sequence[QuoteView]) -> Iterator[list[QuoteView]]:
    part: list[QuoteView] = []
    for place, quote in enumerate(quotes):
        if part and _may_break(part, quotes[place:]):
            yield part
            part = []
        part.append(quote)
    yield part


def _may_break(part: Sequence[QuoteView], rest: Sequence[QuoteView]) -> bool:
    """True where a thought may begin: never between neighbours, never for a line or two.

    Words of nobody who is named stand alone, or the next name would claim them.
    """
    last, first = part[-1].story, rest[0].story
    same = last.number == first.number
    if not same and _has_name(first) and not _has_name(last):
        return True
    if rest[0].follows or _words(rest) < FEWEST_WORDS:
        return False
    return _words(part) >= (LONG_PARAGRAPH_WORDS if same else PARAGRAPH_WORDS)


def _has_name(story: StoryView) -> bool:
    return bool(story.outlet or story.author)


def _words(quotes: Sequence[QuoteView]) -> int:
    return sum(count_words(quote.text) for quote in quotes)

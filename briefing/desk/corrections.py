"""Sentences that a sent edition quotes and that their source has changed or taken back since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from briefing.desk.editions import latest
from briefing.editing import edition_sentences
from briefing.errors import InputError
from briefing.models import Correction, Edition, Fault, Keyed, Story
from briefing.newsletter import Newsletter
from briefing.pipeline.earlier import EARLIER_EDITIONS
from briefing.sources.fetch.pages import read_pages
from briefing.sources.fetch.robots import Robots
from briefing.text.sentences import split
from briefing.wiring.parts import client_of

# What was quoted is read again for this long; chosen, not measured.
READ_AGAIN_PERIOD = timedelta(days=7)
# A notice is a paragraph or two; chosen, not measured.
LONGEST_CORRECTION_CHARS = 2000
# A page that repeats less of its story than this share is another text; chosen, not measured.
SAME_TEXT_SHARE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedQuote:
    """A quoted sentence that its story no longer holds, and since when."""

    edition_id: str
    story: Story
    sentence: str
    seen_at: datetime | None


def corrections(newsletter: Newsletter) -> tuple[ChangedQuote, ...]:
    """What the last 30 sent editions quote and the stories do not say any more, newest first."""
    store = newsletter.store.stories
    return tuple(
        ChangedQuote(
            edition_id=edition.id,
            story=story,
            sentence=sentence.text,
            seen_at=store.changed_at(story.id),
        )
        for edition in _sent(newsletter)
        for sentence in dict.fromkeys(edition_sentences(edition))
        if (story := store.get(sentence.story_id)) and not says(story, sentence.text)
    )


def read_again(newsletter: Newsletter) -> tuple[tuple[ChangedQuote, ...], tuple[Fault, ...]]:
    """Read the pages of what was quoted in the last seven days once more, and compare.

    Gives what has vanished from them, and the pages that could not be read.
    Nothing is stored. A page that holds less than half of the story's
    sentences is another text (a feed may tell it otherwise): it proves nothing.
    """
    now = newsletter.clock()
    quoted = _quoted(newsletter, now - READ_AGAIN_PERIOD)
    known = {story.url: story for story, _, _ in quoted if story.url}
    with client_of(newsletter.config) as client:
        urls = Robots(client).allowed(known)
        read = dict(zip(urls, read_pages(urls, client=client, source=""), strict=True))
    gone = (
        ChangedQuote(edition_id=edition, story=story, sentence=sentence, seen_at=now)
        for story, edition, sentence in quoted
        if is_gone(sentence, story, read.get(story.url or ""))
    )
    return tuple(gone), tuple(page for page in read.values() if isinstance(page, Fault))


def is_gone(sentence: str, story: Story, page: Keyed | Fault | None) -> bool:
    """True where the page is the story's own text and does not say the sentence any more."""
    if not isinstance(page, Keyed):
        return False
    spans = split(story.text)
    repeated = sum(says(page.story, story.text[start:end]) for start, end in spans)
    return repeated >= SAME_TEXT_SHARE * len(spans) and not says(page.story, sentence)


def says(story: Story, sentence: str) -> bool:
    """True where a sentence stands in title or text, white space aside."""
    return _bare(sentence) in _bare(f"{story.title}\n{story.text}")


def _bare(text: str) -> str:
    return "".join(text.split())


def _sent(newsletter: Newsletter) -> tuple[Edition, ...]:
    return newsletter.store.editions.sent(newsletter.id, limit=EARLIER_EDITIONS)


def _quoted(newsletter: Newsletter, since: datetime) -> list[tuple[Story, str, str]]:
    """Story, edition and sentence of what was quoted since then and is still in the store."""
    recent = [edition for edition in _sent(newsletter) if edition.created >= since]
    quotes = (
        (newsletter.store.stories.get(sentence.story_id), edition.id, sentence.text)
        for edition in recent
        for sentence in dict.fromkeys(edition_sentences(edition))
    )
    return [(story, name, text) for story, name, text in quotes if story and says(story, text)]


def correct(newsletter: Newsletter, name: str, text: str, *, by: str) -> Correction:
    """Keep a dated notice on a sent edition (the last built, unless named).

    `text` is the editor's, in Markdown. The next edition tells it, and the
    archive shows it with the edition. InputError where there is no text, or
    too much; StoreError where the edition was not sent.
    """
    words = text.strip()
    if not words or len(words) > LONGEST_CORRECTION_CHARS:
        what = f"a correction of 1 to {LONGEST_CORRECTION_CHARS} characters is expected"
        raise InputError(what, where="--text", hint="say what was wrong and what is right")
    edition = latest(newsletter, name)
    zone = ZoneInfo(newsletter.config.newsletter.timezone)
    day = newsletter.clock().astimezone(zone).date()
    correction = Correction(date=day, edition_id=edition.id, text=words, edition_date=edition.date)
    newsletter.store.corrections.add(correction, by=by, at=newsletter.clock())
    return correction

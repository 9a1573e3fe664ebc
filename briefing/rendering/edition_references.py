"""The edition's references, ready to show, and the small parts blocks are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from briefing.errors import RenderError
from briefing.models import Edition, Link, Media, Reference, Sentence
from briefing.rendering import views
from briefing.rendering.links import page_link
from briefing.text.clean import one_line
from briefing.text.direction import direction_of
from briefing.text.languages import is_foreign, language_tag
from briefing.text.urls import web_url


@dataclass(frozen=True, slots=True)
class References:
    """An edition's stories by id, and its ledger."""

    edition_id: str
    stories: dict[str, views.StoryView]

    @classmethod
    def of(cls, edition: Edition, language: str = "") -> References:
        """The references of an edition; `language` is that of the words around its stories."""
        frame, numbered = language or edition.language, enumerate(edition.references, 1)
        stories = {ref.story_id: _story(ref, number, frame) for number, ref in numbered}
        return cls(edition.id, stories)

    def outlets(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the names that readers know somebody by."""
        known = {story.outlet for story in self.stories.values()}
        return tuple(name for name in unique(map(one_line, names)) if name in known)

    def story(self, story_id: str) -> views.StoryView:
        """A story by its id; `RenderError` where the edition has no reference for it."""
        if story_id not in self.stories:
            why = f"a block names the story {story_id!r}, but the edition has no reference for it"
            raise RenderError(why, where=self.edition_id, hint="build the edition anew")
        return self.stories[story_id]

    def quotes(self, sentences: Iterable[Sentence]) -> tuple[views.QuoteView, ...]:
        """Sentences with their sources; those without text are left out."""
        every = tuple(sentences)
        pairs = zip((None, *every), every, strict=False)
        quotes = (self.quote(each, before) for before, each in pairs)
        return tuple(quote for quote in quotes if quote is not None)

    def quote(self, sentence: Sentence, before: Sentence | None = None) -> views.QuoteView | None:
        """One sentence with its source, None where it has no text; `before` is the one above it."""
        text, story = one_line(sentence.text), self.story(sentence.story_id)
        if not text:
            return None
        url = to_sentences(story.url, [[text]])
        follows = before is not None and _is_next(sentence, before)
        return views.QuoteView(
            text=text,
            story=story,
            url=url,
            follows=follows,
            start=sentence.start,
            end=sentence.end,
        )

    def photo(self, media: Media | None, story: views.StoryView) -> views.PhotoView | None:
        """A picture with its address; one over http would be mixed content, so it is left out."""
        url = web_url(media.url) if media else None
        if media is None or not url or not url.startswith("https://"):
            return None
        caption, credit = one_line(media.caption), one_line(media.credit)
        alt = caption or story.title or story.outlet
        return views.PhotoView(url=url, caption=caption, credit=credit, alt=alt, story=story)


def link_view(link: Link | None) -> views.LinkView | None:
    """A configured link, None where its address cannot be one."""
    if link is None:
        return None
    label, url = one_line(link.label), page_link(link.url)
    return views.LinkView(label=label, url=url) if label and url else None


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, in order; empty ones go."""
    return tuple(dict.fromkeys(text for text in texts if text))


def numbered(*groups: Iterable[views.QuoteView | views.StoryView]) -> tuple[views.StoryView, ...]:
    """The stories of quotes and stories, each once, by number."""
    stories = (
        item.story if isinstance(item, views.QuoteView) else item
        for group in groups
        for item in group
    )
    by_number = {story.number: story for story in stories}
    return tuple(by_number[number] for number in sorted(by_number))


def _story(reference: Reference, number: int, language: str) -> views.StoryView:
    """A story without a headline goes by its outlet, so that its link has words.

    `language` is the frame's: what is in another says so.
    """
    outlet = one_line(reference.outlet)
    foreign = is_foreign(reference.language, language)
    return views.StoryView(
        number=number,
        title=one_line(reference.title) or outlet,
        outlet=outlet,
        author=one_line(reference.author),
        url=web_url(reference.url),
        language=language_tag(reference.language) if foreign else "",
        direction=direction_of(reference.language, reference.title) if foreign else "",
    )


def _is_next(sentence: Sentence, before: Sentence) -> bool:
    """True where a blank at most lies between two sentences of a story."""
    return sentence.story_id == before.story_id and 0 <= sentence.start - before.end <= 1


# Words of a text fragment at either end; fewer may stand twice on a page. Chosen.
EDGE_WORDS = 5


def to_sentences(url: str | None, stretches: Iterable[Sequence[str]]) -> str | None:
    """The address with a text directive for each stretch of sentences; None without an address.

    A long stretch is named by its first and last five words. A fragment
    the address already has is kept in front of the directives.
    """
    if not url:
        return None
    page = url.split(":~:")[0]
    joint = ":~:" if "#" in page else "#:~:"
    parts = [part for part in map(_directive, stretches) if part]
    return f"{page}{joint}{'&'.join(parts)}" if parts else url


def _directive(sentences: Sequence[str]) -> str:
    words = " ".join(sentences).split()
    if len(words) <= 2 * EDGE_WORDS:
        return f"text={_encoded(words)}" if words else ""
    return f"text={_encoded(words[:EDGE_WORDS])},{_encoded(words[-EDGE_WORDS:])}"


def _encoded(words: list[str]) -> str:
    """Percent-encoded, with the dash too: the directive's own syntax uses `-`, `,` and `&`."""
    return quote(" ".join(words), safe="").replace("-", "%2D")

"""Holds printed sentences against the sources' own bytes, decoded and extracted once more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from briefing.editing import edition_sentences
from briefing.errors import SourceError
from briefing.models import Edition, Origin, Sentence
from briefing.sources.documents.draft import Batch
from briefing.sources.parse.charset import decode
from briefing.sources.parse.letters import without_space
from briefing.sources.sandbox.pool import Reader
from briefing.store import Store

# extracted: it is in the text that extraction gives now. changed: it is in the document, but
# extraction has changed since it was read. absent: the document does not say it, nor ever did.
# lost: the document is kept no longer, or was read before documents were kept.
Trace = Literal["extracted", "changed", "absent", "lost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """A printed sentence, and how its document bears it out; `why` where it does not."""

    sentence: Sentence
    trace: Trace
    why: str = ""


def trace(edition: Edition, store: Store, reader: Reader) -> tuple[Traced, ...]:
    """Every printed sentence of an edition, traced; each document is read once."""
    hashes = {cited.story_id: cited.text_sha256 for cited in edition.references}
    sentences = sorted(
        dict.fromkeys(edition_sentences(edition)),
        key=lambda sentence: (sentence.story_id, sentence.start),
    )
    return tuple(
        traced
        for story_id, group in groupby(sentences, key=lambda sentence: sentence.story_id)
        for traced in _of_story(
            tuple(group), store.origins.of_text(story_id, hashes.get(story_id, "")), reader
        )
    )


def _of_story(
    sentences: Sequence[Sentence], origin: Origin | None, reader: Reader
) -> Iterator[Traced]:
    if origin is None:
        yield from (Traced(sentence=sentence, trace="lost") for sentence in sentences)
        return
    try:
        texts = [without_space(text) for text in extracted(origin, reader)]
        letters = reader.letters(origin)
    except SourceError as error:
        why = f"its document cannot be read any more: {error.what}"
        yield from (Traced(sentence=sentence, trace="absent", why=why) for sentence in sentences)
        return
    for sentence in sentences:
        bare = without_space(sentence.text)
        if any(bare in text for text in texts):
            yield Traced(sentence=sentence, trace="extracted")
        elif bare in letters:
            yield Traced(sentence=sentence, trace="changed")
        else:
            why = "its document does not say so"
            yield Traced(sentence=sentence, trace="absent", why=why)


def extracted(origin: Origin, reader: Reader) -> tuple[str, ...]:
    """The texts of the stories in a document, extracted anew; SourceError where that fails."""
    if origin.kind == "feed":
        result = reader.feed(origin.data, origin.url, source="", charset=origin.charset)
        return tuple(keyed.story.text for keyed in result.stories)
    if origin.kind == "page":
        page = reader.page(origin.data, origin.url, source="", charset=origin.charset)
        return (page.story.text,)
    if origin.kind == "mail":
        mails = reader.mail(origin.data, origin.url, source="")
        return tuple(keyed.story.text for keyed in mails)
    text = decode(origin.data)[0]
    if origin.kind == "markdown":
        return (reader.markdown(text, origin.url).text,)
    return tuple(draft.text for draft in reader.text(text, origin.url, batch=Batch()))

"""Proves an edition against stored texts, never against its own copy of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from briefing.editing.citations import block_sentences, block_stories
from briefing.editing.published import text_sha256
from briefing.models import Block, Edition, Fault, Lead, Reference, Sentence, TopicBlock

Text = Callable[[str, str], str | None]
Titles = Callable[[str], Sequence[str]]


def verify(edition: Edition, *, text: Text, titles: Titles) -> tuple[Fault, ...]:
    """Every fault of an edition; none where each sentence and headline is a source's own.

    `text(story_id, sha256)` gives one stored version of a story's text,
    `titles(story_id)` every title it has had; a headline may lack the furniture
    before and behind it.
    """
    return (
        *_reference_faults(edition, text, titles),
        *(fault for block in edition.blocks for fault in _block_faults(block, edition, text)),
    )


def _reference_faults(edition: Edition, text: Text, titles: Titles) -> Iterator[Fault]:
    for reference in edition.references:
        where = f"story {reference.story_id}"
        if _stored(reference, text) is None:
            yield Fault(where=where, why="its text as quoted is not in the store, or was changed")
        if not any(reference.title in title for title in titles(reference.story_id)):
            yield Fault(where=where, why=f"never had the title {reference.title!r}")


def _stored(reference: Reference, text: Text) -> str | None:
    """The stored text, if it still has the hash it was stored under."""
    stored = text(reference.story_id, reference.text_sha256)
    return stored if stored is not None and text_sha256(stored) == reference.text_sha256 else None


def _block_faults(block: Block, edition: Edition, text: Text) -> Iterator[Fault]:
    references = {reference.story_id: reference for reference in edition.references}
    for name in block_stories(block):
        if name not in references:
            yield Fault(
                where=f"block {block.kind}", why=f"names the story {name}, no reference has it"
            )
    for sentence in block_sentences(block):
        reference = references.get(sentence.story_id)
        why = _why_not(sentence, reference, text)
        if why:
            yield Fault(where=f"block {block.kind}, sentence {sentence.text[:60]!r}", why=why)
    if isinstance(block, Lead | TopicBlock):
        yield from _head_faults(block, references)


def _head_faults(block: Lead | TopicBlock, references: Mapping[str, Reference]) -> Iterator[Fault]:
    """Whether headline, byline and the link to the full story are of whom they say."""
    where, reference = f"block {block.kind}", references.get(block.story_id)
    if reference and not block.retitled and reference.title != block.title:
        why = f"the headline {block.title!r} is not the story's {reference.title!r}"
        yield Fault(where=where, why=why)
    quoted = {sentence.story_id for sentence in block_sentences(block)}
    for name in block.byline:
        if name not in quoted:
            yield Fault(where=where, why=f"the byline names story {name}, which is not quoted")
    if block.full_story and block.full_story not in quoted:
        why = f"the full story to read is {block.full_story}, which is not quoted"
        yield Fault(where=where, why=why)


def _why_not(sentence: Sentence, reference: Reference | None, text: Text) -> str:
    if reference is None:
        return f"quotes the story {sentence.story_id}, which no reference names"
    stored = _stored(reference, text)
    if stored is None:
        return "the text it is from is not in the store"
    span = stored[sentence.start : sentence.end] if 0 <= sentence.start < sentence.end else ""
    if span != sentence.text or not span:
        return f"is not what stands at {sentence.start}:{sentence.end} of story {sentence.story_id}"
    return ""

"""The last edition in short: what a new reader is shown before the next one comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.models import Edition, InBrief, Lead, Reference, Sentence, TopicBlock
from briefing.text.clean import one_line
from briefing.text.urls import web_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A sentence and who wrote it."""

    text: str
    outlet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A headline, and where its story can be read."""

    title: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastEdition:
    """Its first headline, how its lead tells it, and the other headlines. All text is one line."""

    id: str
    date: dt.date
    language: str
    title: str
    quotes: tuple[Quoted, ...]
    headlines: tuple[Headline, ...]


def last_edition(editions: Sequence[Edition]) -> LastEdition | None:
    """The first of them, which are the newest first; None where there is none."""
    if not editions:
        return None
    edition = editions[0]
    topics = [block for block in edition.blocks if isinstance(block, Lead | TopicBlock)]
    lead = topics[0] if topics else None
    references = {reference.story_id: reference for reference in edition.references}
    return LastEdition(
        id=edition.id,
        date=edition.date,
        language=edition.language,
        title=one_line(lead.title if lead and lead.title else edition.subject),
        quotes=_quotes(lead.sentences if lead else (), references),
        headlines=tuple(_headlines(edition, topics[1:], references)),
    )


def _quotes(sentences: Sequence[Sentence], references: dict[str, Reference]) -> tuple[Quoted, ...]:
    return tuple(
        Quoted(text=one_line(sentence.text), outlet=one_line(references[sentence.story_id].outlet))
        for sentence in sentences
        if sentence.story_id in references
    )


def _headlines(
    edition: Edition, topics: Sequence[Lead | TopicBlock], references: dict[str, Reference]
) -> Iterator[Headline]:
    """Of the further topics, then of the stories in brief."""
    for topic in topics:
        reference = references.get(topic.story_id)
        if topic.title and reference:
            yield Headline(title=one_line(topic.title), url=web_url(reference.url))
    briefs = [block for block in edition.blocks if isinstance(block, InBrief)]
    for brief in (brief for block in briefs for brief in block.items):
        reference = references.get(brief.story_id)
        if reference and reference.title:
            yield Headline(title=one_line(reference.title), url=web_url(reference.url))

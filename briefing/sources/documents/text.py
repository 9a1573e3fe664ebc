"""A plain-text document -> drafts: which shape it has, and what it tells its neighbours."""

from __future__ import annotations

from briefing.sources.documents.aggregator import is_aggregator, parts_of, read_aggregator
from briefing.sources.documents.draft import Batch, Draft, Evidence
from briefing.sources.documents.glue import inner_words, split_headline
from briefing.sources.documents.plain_newsletter import read_newsletter
from briefing.sources.documents.tag_lines import phrases_of
from briefing.text.clean import clean, joinable_words


def read_text(text: str, batch: Batch) -> tuple[Draft, ...]:
    """Every story of a plain-text document, in its order."""
    if is_aggregator(text):
        return read_aggregator(text, batch)
    return (read_newsletter(text, batch),)


def evidence(text: str) -> Evidence:
    """What a document tells its neighbours, and what it asks of them."""
    words = (*joinable_words(clean(text)), *inner_words(text))
    if not is_aggregator(text):
        return Evidence(text=text, words=words)
    page = parts_of(text)
    # A glued line is taken apart first: its "roadsDestroying" is evidence of nothing.
    others = (part for block in page.others for line in block for part in split_headline(line))
    return Evidence(
        text="\n".join([*page.story_lines, *others]), tags=phrases_of(page.tags), words=words
    )

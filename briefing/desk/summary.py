"""An edition's account of itself, for the editor: subjects to choose from, blocks, the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.desk.editions import latest
from briefing.editing.citations import block_sentences, block_stories
from briefing.editing.subject import proposals
from briefing.models import Block, Dropped, Ledger, SourceLine
from briefing.newsletter import Newsletter


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionSummary:
    """What an edition is, holds, was made from and leaves out, with every reason.

    `approved` says by whom and when, `subjects` are proposals, `blocks` each block's kind and
    what stands in it; `line` sums the ledger up.
    """

    edition: str
    state: str
    approved: str
    subject: str
    subjects: tuple[str, ...]
    preheader: str
    blocks: tuple[tuple[str, str], ...]
    line: str
    sources: tuple[str, ...]
    dropped: tuple[Dropped, ...]
    notes: tuple[str, ...]


def edition_summary(newsletter: Newsletter, name: str = "") -> EditionSummary:
    """The account of an edition (the last built, unless named); InputError where there is none."""
    edition = latest(newsletter, name)
    ledger = edition.ledger
    return EditionSummary(
        edition=edition.id,
        state=newsletter.store.editions.state(edition.id) or "draft",
        approved=_approved(newsletter, edition.id),
        subject=edition.subject,
        subjects=proposals(edition),
        preheader=edition.preheader,
        blocks=tuple((block.kind, what) for block in edition.blocks if (what := _what(block))),
        line=in_one_line(ledger),
        sources=tuple(_sources(ledger)),
        dropped=ledger.dropped,
        notes=ledger.notes,
    )


def _approved(newsletter: Newsletter, name: str) -> str:
    approval = newsletter.store.editions.approval(name)
    if approval is None:
        return ""
    by, at = approval
    return f"{by or 'somebody unnamed'}, {at:%Y-%m-%d %H:%M} UTC"


def in_one_line(ledger: Ledger) -> str:
    """The ledger in one line: how sources fared, and how many stories were used."""
    failed = sum(bool(source.error) for source in ledger.sources)
    stale = sum(source.stale for source in ledger.sources)
    return (
        f"{_count(len(ledger.sources), 'source')} read, {failed} failed, {stale} stale; "
        f"{_count(ledger.considered, 'story')} considered, {ledger.used} used, "
        f"{len(ledger.dropped)} left out"
    )


def _sources(ledger: Ledger) -> Iterator[str]:
    for source in ledger.sources:
        yield f"{source.name}: {_fared(source)}"


def _fared(source: SourceLine) -> str:
    failed = f", failed: {source.error}" if source.error else ""
    return f"{_count(source.stories, 'story')}{failed}{', stale' if source.stale else ''}"


def _what(block: Block) -> str:
    """A block's headline, and how much it holds; nothing for one without stories."""
    stories, sentences = len(block_stories(block)), len(block_sentences(block))
    if not stories and not sentences:
        return ""
    title = getattr(block, "title", "")
    contents = f"{_count(stories, 'story')} named, {_count(sentences, 'sentence')}"
    return f"{title} ({contents})" if title else contents


def _count(number: int, word: str) -> str:
    many = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{number} {word if number == 1 else many}"

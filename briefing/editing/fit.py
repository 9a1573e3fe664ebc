"""What gives way where an edition is too large for a mail: fewer sentences first, then topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.editing.citations import edition_sentences, topics_told
from briefing.editing.layout import Layout
from briefing.models import Edition, Lead, TopicBlock

FEWEST_WORDS = 25  # below that a topic says nothing: chosen, not measured
FEWEST_TOPICS = 4  # an edition with fewer is no overview: chosen, not measured
COUNTED = ("topic", "sentence", "further headline")
MOST_NAMED_TOPICS = 3  # of those that fell out, so many are named: chosen, not measured


def smaller(layout: Layout) -> Layout | None:
    """The next smaller layout, with a note for the ledger; None where nothing can give way.

    First the topics get fewer words, then there are fewer headlines beside
    them, then fewer topics; the lead keeps its words.
    """
    if layout.topic_words > FEWEST_WORDS:
        words = max(FEWEST_WORDS, layout.topic_words * 2 // 3)
        return _noted(replace(layout, topic_words=words), f"topics were cut to {words} words")
    if layout.related > 1:
        return _noted(replace(layout, related=1), "one related story a topic is named")
    if layout.max_topics > FEWEST_TOPICS:
        count = max(FEWEST_TOPICS, layout.max_topics * 3 // 4)
        return _noted(replace(layout, max_topics=count), f"only {count} topics are told")
    return None


def _noted(layout: Layout, note: str) -> Layout:
    """Each kind of cut is noted once, as it stands last."""
    kind = note.split(" ", 1)[0]
    others = tuple(other for other in layout.notes if other.split(" ", 1)[0] != kind)
    return replace(layout, notes=(*others, f"{note}, to keep the mail below 100,000 bytes."))


def with_losses(cut: Edition, whole: Edition) -> Edition:
    """An edition that was cut to size, with a note of what fell out of the whole one."""
    fewer = zip(_measures(whole), _measures(cut), COUNTED, strict=True)
    lost = [_count(before - after, name) for before, after, name in fewer if before > after]
    if not lost:
        return cut
    left = topics_told(cut)
    titles = [f"“{title}”" for name, title in topics_told(whole).items() if name not in left]
    note = f"To keep this mail whole, {_listed(lost)} fell out"
    note += f": {_listed(titles[:MOST_NAMED_TOPICS])}." if titles else "."
    return replace(cut, ledger=replace(cut.ledger, notes=(note, *cut.ledger.notes)))


def _measures(edition: Edition) -> tuple[int, int, int]:
    """How many topics, sentences and further headlines an edition has; a brief tells a topic."""
    topics = [block for block in edition.blocks if isinstance(block, Lead | TopicBlock)]
    further = sum(len(block.related) for block in topics)
    return len(topics_told(edition)), len(edition_sentences(edition)), further


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def _listed(parts: Sequence[str]) -> str:
    return ", ".join(parts[:-1]) + f" and {parts[-1]}" if len(parts) > 1 else "".join(parts)

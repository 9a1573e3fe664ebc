"""What gives way where an edition is too large for a mail: fewer sentences first, then topics."""

from __future__ import annotations

from dataclasses import replace

from briefing.editing.layout import Layout

FEWEST_WORDS = 25  # below that a topic says nothing
FEWEST_TOPICS = 4


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
    kept = tuple(one for one in layout.notes if one.split(" ", 1)[0] != kind)
    return replace(layout, notes=(*kept, f"{note}, to keep the mail below 100,000 bytes"))

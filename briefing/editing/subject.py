"""Subject and preheader: from the lead and what follows it, cut at a word."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.models import Block, Edition, Lead, TopicBlock
from briefing.text.clean import one_line

SUBJECT_CHARS = 60  # what inboxes show of a subject: chosen, not measured
PREHEADER_CHARS = 110  # what inboxes show beside the subject: chosen, not measured


def cut(text: str, most: int) -> str:
    """At most `most` characters, cut at a word, with an ellipsis where something went."""
    line = one_line(text)
    if len(line) <= most:
        return line
    whole_words = line[:most].rsplit(" ", 1)[0] if " " in line[:most] else line[: most - 1]
    return whole_words.rstrip(" ,;:–—-")[: most - 1] + "…"


def subject_of(blocks: Sequence[Block], fallback: str) -> str:
    """The lead's headline; the newsletter's title where there is no lead."""
    titles = _titles(blocks)
    return cut(titles[0] if titles else fallback, SUBJECT_CHARS)


def preheader_of(blocks: Sequence[Block]) -> str:
    """The headlines that follow the lead; the lead's first sentence where none does."""
    titles = _titles(blocks)
    if len(titles) > 1:
        return cut("; ".join(titles[1:]), PREHEADER_CHARS)
    lead = next((block for block in blocks if isinstance(block, Lead)), None)
    return cut(lead.sentences[0].text, PREHEADER_CHARS) if lead and lead.sentences else ""


def proposals(edition: Edition) -> tuple[str, ...]:
    """Subjects an editor may choose from, each at most 60 characters, the default first."""
    blocks = [block for block in edition.blocks if isinstance(block, Lead | TopicBlock)]
    if not blocks:
        return (edition.subject,)
    tags = [block.tags[0] for block in blocks if block.tags][:3]
    subjects = [edition.subject, cut(blocks[0].title, SUBJECT_CHARS)]
    subjects += [cut(" · ".join(tags), SUBJECT_CHARS)] if len(tags) > 1 else []
    subjects += [cut(block.title, SUBJECT_CHARS) for block in blocks[1:4]]
    return tuple(dict.fromkeys(subjects))


def _titles(blocks: Sequence[Block]) -> list[str]:
    return [block.title for block in blocks if isinstance(block, Lead | TopicBlock)]

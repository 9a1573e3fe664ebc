"""Subject and preheader: from the lead and what follows it.

The subject is the whole headline; what a header has no room for is cut there alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.models import Block, Edition, InBrief, Lead, Story, TopicBlock
from briefing.text.clean import one_line
from briefing.text.cutting import SUBJECT_CHARS, cut, cut_at_thought

PREHEADER_CHARS = 110  # what inboxes show beside the subject: chosen, not measured


def subject_of(blocks: Sequence[Block], fallback: str, stories: Mapping[str, Story]) -> str:
    """The lead's headline, whole; the newsletter's title where there is no headline."""
    titles = _titles(blocks, stories)
    return one_line(titles[0] if titles else fallback)


def preheader_of(blocks: Sequence[Block], stories: Mapping[str, Story]) -> str:
    """The headlines that follow the lead; the lead's first sentence where none does."""
    titles = _titles(blocks, stories)
    if len(titles) > 1:
        return cut("; ".join(titles[1:]), PREHEADER_CHARS)
    lead = next((block for block in blocks if isinstance(block, Lead)), None)
    return cut(lead.sentences[0].text, PREHEADER_CHARS) if lead and lead.sentences else ""


def proposals(edition: Edition) -> tuple[str, ...]:
    """Subjects an editor may choose from, the one it has first, the others within 60 characters."""
    blocks = [block for block in edition.blocks if isinstance(block, Lead | TopicBlock)]
    if not blocks:
        return (edition.subject,)
    tags = [block.tags[0] for block in blocks if block.tags][:3]
    subjects = [edition.subject, cut_at_thought(blocks[0].title)]
    subjects += [cut(" · ".join(tags), SUBJECT_CHARS)] if len(tags) > 1 else []
    subjects += [cut_at_thought(block.title) for block in blocks[1:4]]
    return tuple(dict.fromkeys(subjects))


def _titles(blocks: Sequence[Block], stories: Mapping[str, Story]) -> list[str]:
    """The headlines of topics; of the stories in brief where the edition is made of those."""
    titles = [block.title for block in blocks if isinstance(block, Lead | TopicBlock)]
    briefs = [brief for block in blocks if isinstance(block, InBrief) for brief in block.items]
    return titles or [stories[brief.story_id].title for brief in briefs]

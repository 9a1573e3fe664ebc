"""Who wrote what a block quotes, and which whole story it can lead to.

A headline may be of a story of which nothing is quoted (an editor swapped its sentences out).
Then its writer is not named over other people's words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from briefing.models import Sentence, Story


def byline_of(head: str, quoted: Sequence[Sentence]) -> tuple[str, ...]:
    """The ids of the stories that are quoted: the headline's first, then in order of mention."""
    names = dict.fromkeys(sentence.story_id for sentence in quoted)
    return tuple(sorted(names, key=lambda name: name != head))


def full_story_of(head: str, quoted: Sequence[Sentence], stories: Mapping[str, Story]) -> str:
    """The id of the quoted story to read in full: the headline's, else the one quoted most.

    "" where none of them has an address.
    """
    counts = Counter(sentence.story_id for sentence in quoted if stories[sentence.story_id].url)
    return head if counts[head] else next((name for name, _ in counts.most_common(1)), "")

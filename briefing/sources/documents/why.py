"""The label "Why It Matters" inside a text: the label goes, its sentence stays and is marked."""

from __future__ import annotations

import re
from itertools import islice

from briefing.models import Mark
from briefing.sources.documents.draft import sentence_spans

_BEGINS = r"(?:(?<=[.!?…]\s)|(?<=[.!?][”\"’)]\s)|(?<=\n)|\A)"
# In title case the label needs no colon; in sentence case it could be a sentence of the story.
_LABEL = re.compile(
    _BEGINS + r"(?:(?:Why It Matters|WHY IT MATTERS)(?:\s*[:—–-])?|Why it matters\s*(?::|(?=\n)))"
    r"\s+(?=[^\w\s]{0,2}[A-Z\d])"
)
# Chosen, not measured: labels a story; further ones stay in its text.
MAX_LABELS = 20
# Chosen, not measured: the marked sentence must end within it.
_LONGEST_MARKED_CHARS = 2_000


def mark_why(text: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without its labels, and a mark on the sentence that follows each."""
    pieces: list[str] = []
    starts: list[int] = []
    at = length = 0
    for match in islice(_LABEL.finditer(text), MAX_LABELS):
        pieces.append(text[at : match.start()])
        length += match.start() - at
        starts.append(length)
        at = match.end()
    plain = "".join([*pieces, text[at:]])
    return plain, tuple(
        _mark(plain, start)
        for start in starts
        if plain[start : start + _LONGEST_MARKED_CHARS].strip()
    )


def _mark(text: str, start: int) -> Mark:
    """A mark from `start` to the end of the sentence that begins there."""
    paragraph = text[start : start + _LONGEST_MARKED_CHARS].split("\n\n", 1)[0]
    spans = sentence_spans(paragraph)
    first, end = spans[0] if spans else (0, len(paragraph))
    return Mark(kind="why", start=start + first, end=start + end)

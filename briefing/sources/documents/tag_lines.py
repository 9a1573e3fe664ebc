"""A line of tags without separators, as some pages leave it: "Trade Policy Ana Lind Steel"."""

from __future__ import annotations

from briefing.sources.documents.draft import LONGEST_PHRASE_WORDS, WORD, Batch
from briefing.text.clean import word_set

_SMALL = word_set("and of the in on for to de la al")
# Chosen, not measured: some thirty tags of three words.
_LONGEST_TAG_LINE_CHARS = 600


def is_tag_line(line: str) -> bool:
    """True for a line of at least two words, nearly all capitalised, that no stop ends."""
    words = line.split()
    if len(words) < 2 or len(line) > _LONGEST_TAG_LINE_CHARS or line.rstrip()[-1] in ".!?:;…”\"’'»":
        return False
    if any(word[-1] in ".,;:!?" and len(word) > 3 for word in words):
        return False
    small = [word for word in words if not (word[0].isupper() or word[0].isdigit())]
    return all(word in _SMALL for word in small) and len(small) * 4 <= len(words)


def phrases_of(line: str) -> tuple[str, ...]:
    """Every run of one to four neighbouring words of a line: what its tags may be."""
    words = line.split()
    return tuple(
        " ".join(words[at : at + size])
        for size in range(1, LONGEST_PHRASE_WORDS + 1)
        for at in range(len(words) - size + 1)
    )


def read_tags(line: str, batch: Batch) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tags that occur elsewhere in the batch, longest first choice, and the words left over.

    Where one tag ends and the next begins is not written, so only what is
    met elsewhere is taken; the rest is given back, to be named.
    """
    words = line.split()
    tags: list[str] = []
    left: list[str] = []
    at = 0
    while at < len(words):
        tag = _longest(words[at : at + LONGEST_PHRASE_WORDS], batch)
        (tags if tag else left).append(tag or words[at])
        at += len(tag.split()) or 1
    return tuple(dict.fromkeys(tags)), tuple(left)


def _longest(words: list[str], batch: Batch) -> str:
    for size in range(len(words), 0, -1):
        phrase = " ".join(words[:size])
        if phrase in batch.phrases and WORD.search(phrase) and words[size - 1] not in _SMALL:
            return phrase
    return ""

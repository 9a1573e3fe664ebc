"""What one source repeats in its stories says nothing of any: it is not compared.

Headline tails and heads, and sentences, that three stories of one source
have. Only the comparison leaves them out; the stories stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from briefing.models import Story

# From so many stories of a source a repeated passage is furniture; fewer are chance.
REPEATS = 3
# A tail or head of a headline has at most so many words, and leaves so many characters.
TAIL_WORDS, HEAD_WORDS, LEFT_CHARACTERS = 6, 4, 12
_TAIL = re.compile(r"\s[|–—·•-]\s")
_SENTENCE_END = re.compile(r"(?<=[.!?。！？])\s|\n")
# Characters of a text that are looked at: what grouping reads of it.
_CHARACTERS = 6_000
_CUT_OFF = re.compile(r"\[\+\d+ chars\]|https?://\S+|\S+@\S+\.\w+")


def own_words(stories: Sequence[Story]) -> list[tuple[str, str]]:
    """Title and text of each story, without what its source repeats."""
    tails, heads, sentences = _counts(stories)
    return [
        (
            _own_title(story, tails, heads),
            "\n".join(
                sentence
                for sentence in _sentences(_CUT_OFF.sub(" ", story.text))
                if sentences[story.source, sentence.strip()] < REPEATS
            ),
        )
        for story in stories
    ]


Repeats = Counter[tuple[str, str]]


def _counts(stories: Iterable[Story]) -> tuple[Repeats, Repeats, Repeats]:
    """By source and passage: how many different headlines or texts have it."""
    tails: Repeats = Counter()
    heads: Repeats = Counter()
    sentences: Repeats = Counter()
    titles: defaultdict[str, set[str]] = defaultdict(set)
    texts: defaultdict[str, set[str]] = defaultdict(set)
    for story in stories:
        titles[story.source].add(story.title)
        texts[story.source].add(story.text)
    for source, of_source in titles.items():
        tails.update((source, _tail(title)) for title in of_source)
        heads.update((source, _head(title)) for title in of_source)
    for source, of_source in texts.items():
        for text in of_source:
            sentences.update({(source, sentence.strip()) for sentence in _sentences(text)})
    return tails, heads, sentences


def _sentences(text: str) -> list[str]:
    """The first sentences of a text, roughly cut, each with the space after it."""
    return _SENTENCE_END.split(text[:_CHARACTERS])


def _tail(title: str) -> str:
    """What follows the last dash or bar of a headline, "" where it is long."""
    cuts = list(_TAIL.finditer(title))
    tail = title[cuts[-1].end() :] if cuts else ""
    return tail if len(tail.split()) <= TAIL_WORDS else ""


def _head(title: str) -> str:
    """What stands before the colon of a headline, "" where it is long."""
    head, colon, _ = title.partition(": ")
    return head if colon and len(head.split()) <= HEAD_WORDS else ""


def _own_title(story: Story, tails: Repeats, heads: Repeats) -> str:
    title = story.title
    tail = _tail(title)
    if tail and (tails[story.source, tail] >= REPEATS or _is_site(tail, story)):
        shorter = title[: title.rindex(tail)].rstrip(" |–—·•-")
        title = shorter if len(shorter) > LEFT_CHARACTERS else title
    head = _head(title)
    if head and heads[story.source, head] >= REPEATS and len(title) - len(head) > LEFT_CHARACTERS:
        title = title[len(head) + 2 :]
    return title


def _is_site(tail: str, story: Story) -> bool:
    """True where the tail is the outlet's name or looks like an address."""
    letters = re.sub(r"\W+", "", tail).lower()
    outlet = re.sub(r"\W+", "", story.outlet).lower()
    return bool(letters) and (letters == outlet or re.search(r"\w\.\w{2,}$", tail) is not None)

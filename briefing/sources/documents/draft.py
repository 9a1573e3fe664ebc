"""What a document's rules find, before it becomes a story, and what they know of its neighbours."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from briefing.models import Mark, Media
from briefing.text.sentences import split

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
# Chosen, not measured: tags of five words are rare, and each more word adds all runs of its length.
LONGEST_PHRASE_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One story of a document; empty fields are what the document does not say."""

    text: str
    title: str = ""
    author: str = ""
    url: str | None = None
    publisher: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    embargo: datetime | None = None
    language: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    marks: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a document tells its neighbours, and what it asks of them.

    `text` is its text without tags, `tags` are the phrases its tags could be,
    `words` those that a rule would take for one word if they stood elsewhere.
    """

    text: str = ""
    tags: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Words and phrases met in all documents that are read together.

    `words` keep their case. `phrases` holds those of the asked-for phrases
    that occur: one word only as written, several words in any case.
    """

    words: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()

    @classmethod
    def of(cls, texts: Iterable[str], phrases: Collection[str] = ()) -> Batch:
        """The words of `texts`, and which of `phrases` stand in them. One pass over each text."""
        words: set[str] = set()
        met: set[str] = set()
        asked = {folded(phrase) for phrase in phrases}
        for text in texts:
            tokens = WORD.findall(text)
            words.update(tokens)
            met |= asked.intersection(_runs(tokens)) if asked else set()
        return cls(
            words=frozenset(words),
            phrases=frozenset(phrase for phrase in phrases if folded(phrase) in met),
        )

    def answering(self, asked: Evidence) -> Batch:
        """What of the batch one document asks for: all that its rules can make use of."""
        return Batch(
            words=self.words.intersection(asked.words),
            phrases=self.phrases.intersection(asked.tags),
        )


def folded(phrase: str) -> str:
    """The form in which a phrase is compared: several words in lower case, one as it is."""
    tokens = WORD.findall(phrase)
    return " ".join(tokens).lower() if len(tokens) > 1 else "".join(tokens)


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the sentences of a text, in order."""
    return split(text)


def first_sentence(text: str, language: str = "en") -> str:
    """The first sentence on one line; the whole text where there is none."""
    spans = split(text[:2_000], language)
    start, end = spans[0] if spans else (0, len(text))
    return " ".join(text[start:end].split())


def _runs(tokens: list[str]) -> Iterable[str]:
    """All runs of one to four neighbouring words, folded."""
    yield from tokens
    lower = [token.lower() for token in tokens]
    for size in range(2, LONGEST_PHRASE_WORDS + 1):
        for at in range(len(lower) - size + 1):
            yield " ".join(lower[at : at + size])

"""Our summarizers in sumy's shape: called with a document and a count, they give its sentences.

`BriefingSummarizer` chooses as `condense` does, `LexRankSummarizer` as sumy's
class of that name, only faster. For programs that use sumy already; it is
imported with this module, and only with it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import Any

from sumy.nlp.stemmers import null_stemmer
from sumy.summarizers import AbstractSummarizer
from sumy.utils import ItemsCount

from briefing.condensing.lexrank import ratings
from briefing.condensing.methods import summarizer
from briefing.models import Budget, Story
from briefing.text.stems import ALGORITHMS

_BETWEEN = "\n\n"  # what parts two sentences in the text made of a document
# The budgets that are tried, from the least to the most; chosen, not measured.
_LEAST_WORDS = 15
# Enough for the pages of a story; chosen, not measured.
_MOST_WORDS = 500
# Of one budget to the one before; chosen, not measured.
_STEP_RATIO = 1.2
# What a summarizer remembers, as sumy's stemmers take most of its time; chosen, not measured.
_MOST_STEMS = 100_000
_CODES = {name: code for code, name in ALGORITHMS.items()}
SentencesCount = int | str | Callable[[Sequence[Any]], Sequence[Any]]


class LexRankSummarizer(AbstractSummarizer):  # type: ignore[misc]
    """LexRank with sumy's choices and sumy's ranking, by matrices instead of loops.

    Takes a stemmer and `stop_words` as sumy's own class does.
    """

    def __init__(self, stemmer: Callable[[str], str] = null_stemmer) -> None:
        super().__init__(stemmer)
        self._stop_words: frozenset[str] = frozenset()
        self._stems: dict[str, str] = {}

    @property
    def stop_words(self) -> frozenset[str]:
        """Words that do not count, in small letters."""
        return self._stop_words

    @stop_words.setter
    def stop_words(self, words: Iterable[str]) -> None:
        self._stop_words = frozenset(map(self.normalize_word, words))

    def __call__(self, document: Any, sentences_count: SentencesCount) -> tuple[Any, ...]:
        """The highest rated sentences, in the order of the document."""
        sentences = document.sentences
        spoken = [sentence.words for sentence in sentences]
        terms = {word: self._term(word) for word in dict.fromkeys(chain.from_iterable(spoken))}
        held = [[terms[word] for word in words] for words in spoken]
        rated = ratings([[term for term in stems if term is not None] for stems in held])
        # As in sumy, sentences of the same words share one rating.
        of = dict(zip(sentences, rated.tolist(), strict=True))
        best: tuple[Any, ...] = self._get_best_sentences(sentences, sentences_count, of)
        return best

    def _term(self, word: str) -> str | None:
        """The stem of a word; None for one that does not count."""
        normal = self.normalize_word(word)
        if normal in self._stop_words:
            return None
        if normal not in self._stems:
            if len(self._stems) > _MOST_STEMS:
                self._stems.clear()
            self._stems[normal] = self.stem_word(normal)
        return self._stems[normal]


class BriefingSummarizer(AbstractSummarizer):  # type: ignore[misc]
    """The sentences `condense` would choose, so many of them as are asked for.

    `language` is a code (`de`) or sumy's name for it (`german`). Words are
    stemmed as everywhere in this package; `stemmer` is taken for sumy's sake.
    """

    def __init__(
        self, stemmer: Callable[[str], str] = null_stemmer, *, language: str = "en"
    ) -> None:
        super().__init__(stemmer)
        self._language = _CODES.get(language.lower(), language)
        self._summarize = summarizer("briefing")

    def __call__(self, document: Any, sentences_count: SentencesCount) -> tuple[Any, ...]:
        """The best set of so many sentences, in the order of the document.

        Fewer fit than are asked for: the first others fill up. A callable
        gets all of them, best first, as from every sumy summarizer.
        """
        sentences = document.sentences
        takes_all = callable(sentences_count)
        count = len(sentences) if takes_all else len(ItemsCount(sentences_count)(sentences))
        order = self._order(document, count)
        place = {id(sentences[number]): -rank for rank, number in enumerate(order)}
        best: tuple[Any, ...] = self._get_best_sentences(
            sentences, sentences_count, lambda sentence: place[id(sentence)]
        )
        return best

    def _order(self, document: Any, count: int) -> list[int]:
        """The numbers of all sentences, the best `count` of them first."""
        story, starts = _story_of(document, self._language)
        ranked: list[int] = []
        for words in _budgets():
            if len(ranked) >= count:
                break
            chosen = self._summarize([story], Budget(words=words)).sentences
            numbers = list(
                dict.fromkeys(bisect_right(starts, sentence.start) - 1 for sentence in chosen)
            )
            # An exact set is kept as it is; of a larger one, what was chosen before comes first.
            earlier = (
                [] if len(numbers) == count else [number for number in ranked if number in numbers]
            )
            ranked = list(dict.fromkeys((*earlier, *numbers)))
        return list(dict.fromkeys((*ranked, *range(len(starts)))))


def _story_of(document: Any, language: str) -> tuple[Story, list[int]]:
    """A document as a story with a sentence a paragraph, and where each sentence begins."""
    texts = [" ".join(str(sentence).split()) for sentence in document.sentences]
    starts = list(accumulate((len(text) + len(_BETWEEN) for text in texts[:-1]), initial=0))
    title = " ".join(str(document.headings[0]).split()) if document.headings else ""
    text = _BETWEEN.join(texts)
    story = Story(id="document", title=title, text=text, source="sumy", language=language)
    return story, starts if texts else []


def _budgets() -> Iterator[int]:
    words = float(_LEAST_WORDS)
    while words <= _MOST_WORDS:
        yield round(words)
        words *= _STEP_RATIO

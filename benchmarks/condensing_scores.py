"""ROUGE, the oracle, bootstrap intervals and repetition: the figures of a summary."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from rouge_score import rouge_scorer, tokenizers

from briefing.models import Summary
from briefing.text.stems import stem
from briefing.text.terms import is_stop_word, words

ROUGE = ("rouge1", "rouge2", "rougeLsum")
RESAMPLES = 1000


class _Tokenizer:
    """rouge-score's own tokenizer with Porter stems, each text cut once."""

    def __init__(self) -> None:
        self._cut = cache(tokenizers.DefaultTokenizer(use_stemmer=True).tokenize)

    def tokenize(self, text: str) -> list[str]:
        """The stems of a text."""
        return list(self._cut(text))


_TOKENIZER = _Tokenizer()
_SCORER = rouge_scorer.RougeScorer(ROUGE, tokenizer=_TOKENIZER)


def rouge(reference: str, summary: str) -> tuple[float, float, float]:
    """F1 of ROUGE-1, ROUGE-2 and summary-level ROUGE-L in percent; both with a sentence a line."""
    scores = _SCORER.score(reference, summary)
    one, two, longest = (100 * scores[name].fmeasure for name in ROUGE)
    return one, two, longest


def as_lines(summary: Summary) -> str:
    """The text of a summary, one sentence a line."""
    return "\n".join(sentence.text for sentence in summary.sentences)


def interval(differences: Sequence[float], seed: int = 0) -> tuple[float, float, float]:
    """Mean of paired differences and its 95 % bootstrap interval."""
    values = np.array(differences)
    if not len(values):
        return 0.0, 0.0, 0.0
    random = np.random.default_rng(seed)
    means = values[random.integers(0, len(values), (RESAMPLES, len(values)))].mean(axis=1)
    low, high = np.percentile(means, (2.5, 97.5))
    return float(values.mean()), float(low), float(high)


def oracle(sentences: Sequence[str], reference: str, most: int) -> list[str]:
    """The sentences a greedy search picks that knows the reference: the ceiling, nearly.

    It adds whichever sentence within the budget raises ROUGE-1 + ROUGE-2
    most, until none does.
    """
    aim = _grams(reference)
    grams = [_grams(text) for text in sentences]
    picked: list[int] = []
    best = 0.0
    while True:
        gains = [(_gain(aim, grams, [*picked, n]), -n) for n in _open(sentences, picked, most)]
        if not gains or max(gains)[0] <= best:
            return [sentences[n] for n in sorted(picked)]
        best, number = max(gains)
        picked.append(-number)


def _open(sentences: Sequence[str], picked: Sequence[int], most: int) -> Iterator[int]:
    room = most - sum(len(sentences[number].split()) for number in picked)
    for number, text in enumerate(sentences):
        if number not in picked and len(text.split()) <= room:
            yield number


def stems(text: str) -> list[str]:
    """The words of a text as rouge-score compares them."""
    return _TOKENIZER.tokenize(text)


def _grams(text: str) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    cut = stems(text)
    return Counter(cut), Counter(pairwise(cut))


def _gain(
    aim: tuple[Counter[str], Counter[tuple[str, str]]],
    grams: Sequence[tuple[Counter[str], Counter[tuple[str, str]]]],
    picked: Sequence[int],
) -> float:
    """ROUGE-1 + ROUGE-2 of the picked sentences, F1."""
    total = 0.0
    for kind in (0, 1):
        held: Counter[object] = sum((Counter(grams[n][kind]) for n in picked), Counter())
        shared = sum((held & Counter(aim[kind])).values())
        total += 2 * shared / max(1, held.total() + aim[kind].total())
    return total


class Rarity:
    """Inverse document frequency over the stories of all sets; a word never met is rarest."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._holders = Counter(term for text in texts for term in set(_terms(text)))
        self._count = len(texts)

    def of(self, term: str) -> float:
        """ln((1 + stories) / (1 + stories with the term))."""
        return math.log((1 + self._count) / (1 + self._holders[term]))

    def closest_pair(self, summary: Summary) -> float:
        """The highest cosine (tf x idf) between two sentences of a summary."""
        vectors = [
            {term: n * self.of(term) for term, n in Counter(_terms(sentence.text)).items()}
            for sentence in summary.sentences
        ]
        pairs = ((a, b) for n, a in enumerate(vectors) for b in vectors[:n])
        return max((_cosine(a, b) for a, b in pairs), default=0.0)


def _terms(text: str) -> list[str]:
    return [stem(word) for word in words(text) if not is_stop_word(word)]


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    dot = sum(value * other.get(term, 0.0) for term, value in one.items())
    norms = math.sqrt(sum(v * v for v in one.values()) * sum(v * v for v in other.values()))
    return dot / norms if norms else 0.0

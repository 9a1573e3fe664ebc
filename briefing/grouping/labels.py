"""What a group is called: a member's own headline, and keywords as they are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from briefing.grouping.features import Reading, terms_of
from briefing.grouping.ids import age
from briefing.grouping.sparse import entries
from briefing.grouping.vector_space import Space
from briefing.models import Story

# What a line of keywords holds; chosen, not measured.
MOST_KEYWORDS = 8
# A name of several words weighs more than its best word, as it says more; chosen, not measured.
_PHRASE_RATIO = 1.2
# In common at the beginning of two forms of one word: Korea, Korean; chosen, not measured.
_COMMON_LETTERS = 4
# ... and by which one of the forms is longer; chosen, not measured.
_MOST_ENDING_LETTERS = 3


def headline(stories: Sequence[Story], closeness: Sequence[float]) -> str:
    """The headline of the most central story; one of its own before a derived one."""
    order = sorted(
        range(len(stories)),
        key=lambda n: (stories[n].title_derived, -round(closeness[n], 6), age(stories[n])),
    )
    return next((stories[n].title for n in order if stories[n].title), "")


def surface_forms(readings: Iterable[Reading]) -> dict[str, str]:
    """Term -> how the stories write it most often, away from sentence openings.

    The readings are of one run: in each language a word is a name in all of them or in none.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for language, (words, names) in _by_language(readings).items():
        for word, times in words.items():
            terms = terms_of(word, language)
            # As it would stand inside a sentence; a part of a compound as the term itself.
            form = word if word in names else word.lower()
            for term in terms:
                counts[term, form if len(terms) == 1 else term] += times
    best: dict[str, tuple[int, str]] = {}
    for (term, form), times in counts.items():
        best[term] = min(best.get(term, (0, "")), (-times, form))
    return {term: form for term, (_, form) in best.items()}


def _by_language(readings: Iterable[Reading]) -> dict[str, tuple[Counter[str], set[str]]]:
    """How often each word of a language is written, and which of them are names."""
    seen: dict[str, tuple[Counter[str], set[str]]] = {}
    for reading in readings:
        words, names = seen.setdefault(reading.language, (Counter(), set()))
        words.update(reading.written_words)
        names.update(reading.named)
    return seen


def keywords(
    space: Space, readings: Sequence[Reading], rows: Sequence[int], forms: Mapping[str, str]
) -> tuple[str, ...]:
    """The terms and names that carry a group, the weightiest first, none inside another."""
    weights = {forms[term]: weight for term, weight in _weights(space, rows)}
    phrases = _phrases([readings[row] for row in rows], weights)
    ranked = sorted((weights | phrases).items(), key=lambda pair: (-round(pair[1], 6), pair[0]))
    return without_parts(form for form, _ in ranked[: 3 * MOST_KEYWORDS])[:MOST_KEYWORDS]


def _weights(space: Space, rows: Sequence[int]) -> list[tuple[str, float]]:
    """The best terms: their weight in the group times the share of the stories that have them."""
    _, places = entries(space.all, np.asarray(rows))
    columns, place = np.unique(space.all.indices[places], return_inverse=True)
    total = np.bincount(place, weights=space.all.data[places])
    weight = np.round(total * np.bincount(place) / len(rows), 9)
    best = np.argsort(-weight, kind="stable")[: 4 * MOST_KEYWORDS]
    return [(space.terms[columns[n]], float(weight[n])) for n in best if weight[n] > 0]


def _phrases(readings: Sequence[Reading], weights: Mapping[str, float]) -> dict[str, float]:
    """Names of several words, weighted by their weightiest word and how many stories have them."""
    stories = Counter(name for reading in readings for name in reading.written_names if " " in name)
    least = min(2, len(readings))
    return {
        name: _PHRASE_RATIO * best * count / len(readings)
        for name, count in stories.items()
        if count >= least and (best := max(weights.get(w, 0.0) for w in name.split(" "))) > 0
    }


def without_parts(forms: Iterable[str]) -> tuple[str, ...]:
    """Forms in their order, none of them part or form of another: Korea beside North Korean.

    The longer one stays, in the place of the first; of two of equal length
    the first.
    """
    left: list[tuple[str, _Words]] = []
    seen: set[str] = set()
    for form in forms:
        words = _Words(form)
        # Most are like none of those before: their words begin otherwise.
        if words.beginnings.isdisjoint(seen) and words.beginnings:
            left.append((form, words))
        else:
            left = _with(left, form, words)
        seen |= words.beginnings
    return tuple(form for form, _ in left)


def _with(left: list[tuple[str, _Words]], form: str, words: _Words) -> list[tuple[str, _Words]]:
    """The forms and another, unless it is part of one; those that are part of it are gone."""
    if any(words.are_part_of(others) for _, others in left):
        return left
    longer = [n for n, (_, others) in enumerate(left) if others.are_part_of(words)]
    place = longer[0] if longer else len(left)
    left = [other for n, other in enumerate(left) if n not in longer]
    return [*left[:place], (form, words), *left[place:]]


class _Words:
    """The words of a form, also by their beginnings: those of other words are no other endings."""

    def __init__(self, form: str) -> None:
        self._words = form.lower().split()
        self.beginnings = {word[:_COMMON_LETTERS] for word in self._words}

    def are_part_of(self, others: _Words) -> bool:
        """True where each word is among the others, if perhaps with another ending."""
        if not self.beginnings <= others.beginnings:
            return False
        return all(
            word in others._words or any(_same_word(word, other) for other in others._words)
            for word in self._words
        )


def _same_word(word: str, other: str) -> bool:
    short, long = (word, other) if len(word) <= len(other) else (other, word)
    # First what tells most pairs apart.
    if len(short) < _COMMON_LETTERS or not long.startswith(short):
        return False
    return len(long) - len(short) <= _MOST_ENDING_LETTERS

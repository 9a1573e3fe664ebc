"""What a group is called: a member's own headline, keywords and tags as readers write them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from briefing.grouping.ids import age
from briefing.grouping.reading import Reading, term_of
from briefing.grouping.vectors import Space
from briefing.models import Story, Topic

MOST_KEYWORDS = 8
# A phrase counts as its best word, and a little more: it says more.
_PHRASE_BONUS = 1.2


def headline(stories: Sequence[Story], closeness: Sequence[float]) -> str:
    """The headline of the most central story; one of its own before a derived one."""
    order = sorted(
        range(len(stories)),
        key=lambda n: (stories[n].title_derived, -round(closeness[n], 6), age(stories[n])),
    )
    return next((stories[n].title for n in order if stories[n].title), "")


def keywords(
    space: Space, readings: Sequence[Reading], rows: Sequence[int], language: str
) -> tuple[str, ...]:
    """The terms and names that carry a group, the weightiest first, none inside another."""
    chosen = [readings[row] for row in rows]
    weights = _weights(space, rows)
    phrases = _phrases(chosen, weights, language)
    forms = surface_forms(chosen, weights, language)
    singles = [(weights[term], form) for term, form in forms.items()]
    ranked = sorted(singles + phrases, key=lambda pair: (-round(pair[0], 6), pair[1]))
    return without_parts(form for _, form in ranked)[:MOST_KEYWORDS]


def _weights(space: Space, rows: Sequence[int]) -> dict[str, float]:
    """Term -> its weight in the group times the share of the stories that have it."""
    part = space.all[list(rows)]
    total = np.asarray(part.sum(axis=0)).ravel()
    share = np.asarray((part > 0).sum(axis=0)).ravel() / len(rows)
    best = np.argsort(-np.round(total * share, 9), kind="stable")[: 4 * MOST_KEYWORDS]
    return {space.terms[n]: float(total[n] * share[n]) for n in best if total[n] > 0}


def surface_forms(
    readings: Sequence[Reading], terms: Iterable[str], language: str
) -> dict[str, str]:
    """Term -> how these stories write it most often."""
    forms: dict[str, Counter[str]] = {term: Counter() for term in terms}
    for reading in readings:
        for token in reading.tokens:
            term = term_of(token.word, language)
            if term in forms:
                forms[term][reading.form(token)] += 1
    return {term: _most_common(counts) for term, counts in forms.items() if counts}


def _most_common(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))


def _phrases(
    readings: Sequence[Reading], weights: dict[str, float], language: str
) -> list[tuple[float, str]]:
    """Names of several words, weighted by their weightiest word and how many stories have them."""
    stories = Counter(run for reading in readings for run in set(reading.runs) if len(run) > 1)
    found = []
    for run, count in stories.items():
        best = max(weights.get(term_of(word, language), 0.0) for word in run)
        if best > 0 and (count > 1 or len(readings) < 3):
            found.append((_PHRASE_BONUS * best * count / len(readings), " ".join(run)))
    return found


def without_parts(forms: Iterable[str]) -> tuple[str, ...]:
    """Forms in their order, without those whose words all stand in one kept before or after."""
    kept: list[str] = []
    for form in forms:
        words = set(form.lower().split())
        if any(words <= set(other.lower().split()) for other in kept):
            continue
        kept = [other for other in kept if not set(other.lower().split()) < words]
        kept.append(form)
    return tuple(kept)


def tags(topic: Topic, most: int = 5) -> tuple[str, ...]:
    """Tags as a reader would write them: names and subjects with a capital, none twice.

    Tags that the sources gave to the stories come first, the most frequent
    before; then the topic's keywords.
    """
    given = Counter(tag for story in topic.stories for tag in dict.fromkeys(story.tags))
    ranked = sorted(given, key=lambda tag: (-given[tag], tag))
    forms = without_parts(form[:1].upper() + form[1:] for form in (*ranked, *topic.keywords))
    return forms[:most]

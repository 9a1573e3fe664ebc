"""What may join events into a topic: a name that says something.

A name of several words or of a person, or one that the background table does
not hold; and it stands in less than half of the batch. "China" joins nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from briefing.grouping.features import Reading
from briefing.text.background import is_common
from briefing.text.terms import is_stop_word

Name = tuple[str, ...]


def joining_names(readings: Sequence[Reading], language: str) -> list[frozenset[Name]]:
    """For each story the names that may join it to another, in small letters."""
    persons = _surnames(readings)
    found = [_names(reading, persons, language) for reading in readings]
    stories = Counter(name for names in found for name in names)
    most = len(readings) / 2
    return [frozenset(name for name in names if stories[name] < most) for names in found]


def _names(reading: Reading, persons: dict[str, Name], language: str) -> set[Name]:
    """Pairs of words that stand together in names, and single words that are rare enough."""
    found: set[Name] = set()
    for run in reading.runs:
        name = tuple(word.lower() for word in run)
        found.update(name[n : n + 2] for n in range(len(name) - 1))
        found.update((word,) for word in _own_words(run) if not _is_everyday(word, language))
        if len(name) == 1 and name[0] in persons:
            found.add(persons[name[0]])
    return found


def _own_words(run: Sequence[str]) -> list[str]:
    """The words of a name that may stand for it, in small letters."""
    return [word.lower() for word in run if len(word) > 1 and word.isalpha()]


def _is_everyday(word: str, language: str) -> bool:
    return is_common(word, language) or is_stop_word(word, language)


def _surnames(readings: Sequence[Reading]) -> dict[str, Name]:
    """Last word of a name -> its last two, where the batch has only one name that ends so."""
    whole: dict[str, set[Name]] = {}
    for reading in readings:
        for run in reading.runs:
            if len(run) in {2, 3}:
                name = tuple(word.lower() for word in run)
                whole.setdefault(name[-1], set()).add(name[-2:])
    return {last: next(iter(names)) for last, names in whole.items() if len(names) == 1}

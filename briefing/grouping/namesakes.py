"""Words that are a name in one story and none in another: Mr Marsh and the marsh, ICE and ice.

Spelled alike they are one term, but not one thing. The stories of the rarer
sense share less with the others than it seems.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

import numpy as np
from scipy import sparse

from briefing.grouping.features import Reading, terms_of
from briefing.grouping.sparse import Bools


def namesakes(weights: sparse.csr_array, readings: Sequence[Reading]) -> Bools:
    """For each place of the weights, true where few stories have its word in the same sense.

    Where as many stories have a name as have the common word, the names are the namesakes: they
    mostly have more than one word.
    """
    columns = weights.shape[1]
    marks = [_marks(reading) for reading in readings]
    as_name = np.array([mark > 0 for own in marks for mark in own], dtype=bool)
    as_word = np.array([mark < 0 for own in marks for mark in own], dtype=bool)
    names = np.bincount(weights.indices[as_name], minlength=columns)
    words = np.bincount(weights.indices[as_word], minlength=columns)
    rarer_name = ((names > 0) & (names <= words))[weights.indices]
    rarer_word = ((words > 0) & (words < names))[weights.indices]
    return np.asarray((as_name & rarer_name) | (as_word & rarer_word))


def _marks(reading: Reading) -> list[int]:
    """For each term of a story 1 where it is always a name, -1 where it is written small."""
    small = _written_small(reading)
    return [
        -1 if term in small else int(is_name)
        for term, is_name in zip(reading.terms, reading.are_names, strict=True)
    ]


def _written_small(reading: Reading) -> Set[str]:
    """The terms that stand with a small letter somewhere in the story."""
    return {
        term
        for word in reading.written_words
        if word[:1].islower()
        for term in terms_of(word, reading.language)
    }

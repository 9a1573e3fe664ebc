"""Words side by side, as PostgreSQL's index knows them.

An inverted index without places knows which documents have two common words, most, and not
which have them side by side: each text would have to be read. So the pairs of neighbours are
indexed too, each as one of 65,536 numbers (CRC-32, cut). Pairs that share a number are told
apart by the text; a document of 300 words has one of them by chance in 1 of 220 cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from zlib import crc32

# PostgreSQL's smallint goes from here.
_LOWEST = -0x8000


def pair_numbers(texts: Iterable[str]) -> list[int]:
    """The numbers of the neighbours in folded texts, each once, in their order."""
    return sorted({_number(*pair) for text in texts for pair in pairwise(text.split(" "))})


def phrase_pairs(phrase: Sequence[str]) -> list[int]:
    """The numbers that a document with this phrase has."""
    return pair_numbers((" ".join(phrase),))


def _number(first: str, second: str) -> int:
    return (crc32(f"{first} {second}".encode("utf-8", "surrogatepass")) & 0xFFFF) + _LOWEST

"""sumy's summarizers behind our types. `for_sumy` has ours behind its own; no other file knows it.

sumy's own tokenizer wants a download; it gets our sentences and words. Its
LSA numbers its words in the order of a set, which changes from run to run;
here they are sorted.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from briefing.condensing.input import Material
from briefing.condensing.lead import down
from briefing.condensing.sentence_units import Unit
from briefing.models import Story
from briefing.text.stems import stem
from briefing.text.stop_words import STOP_WORDS
from briefing.text.terms import words

SUMY_METHODS = ("textrank", "lsa", "luhn", "kl", "sumbasic", "reduction", "edmundson")

# Edmundson (1969) scores cue words; these are his kinds of words for news.
_BONUS = ("significant", "important", "announced", "confirmed", "major", "first", "new", "key")
_STIGMA = ("impossible", "perhaps", "hardly", "incidentally", "apparently", "maybe")
# kl compares every sentence with every summary so far: its time grows with the cube.
_MOST_SENTENCES = {"kl": 80, "lsa": 200, "edmundson": 400}
# For the other methods; chosen, not measured.
_USUAL_MOST_SENTENCES = 300


class _Words:
    """What sumy calls a tokenizer: it cuts nothing further, and finds words as we do."""

    def to_sentences(self, text: str) -> tuple[str, ...]:
        return (text,)

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(words(sentence))


def choose(method: str, material: Material) -> list[Unit]:
    """The units sumy ranks highest, down the ranking to the first that does not fit."""
    most = _MOST_SENTENCES.get(method, _USUAL_MOST_SENTENCES)
    rankable = [unit for unit in material.free if words(unit.text)][:most]
    return down(ranking(method, rankable, material.stories), material) if rankable else []


def ranking(method: str, units: Sequence[Unit], stories: Sequence[Story]) -> list[Unit]:
    """All units, highest rated first; of equal ratings the earlier."""
    language = stories[0].language if stories else "en"
    document, order = _document(units, stories)
    best: list[int] = []

    def keep_all(infos: Sequence[Any]) -> Sequence[Any]:
        rated = sorted(infos, key=lambda info: (-round(float(info.rating), 6), info.order))
        best.extend(order[id(info.sentence)] for info in rated)
        return infos

    with warnings.catch_warnings():  # "few words": it says so to whoever reads the summary
        warnings.simplefilter("ignore", UserWarning)
        _summarizer(method, language)(document, keep_all)
    return [units[number] for number in dict.fromkeys(best)]


def _document(units: Sequence[Unit], stories: Sequence[Story]) -> tuple[Any, dict[int, int]]:
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    tokenizer = _Words()
    paragraphs, order = [], {}
    for story, members in groupby(enumerate(units), key=lambda pair: pair[1].story):
        title = stories[story].title
        lines = [Sentence(title, tokenizer, is_heading=True)] if title else []
        for number, unit in members:
            line = Sentence(unit.text, tokenizer)
            order[id(line)] = number
            lines.append(line)
        paragraphs.append(Paragraph(lines))
    return ObjectDocumentModel(paragraphs), order


def _summarizer(method: str, language: str) -> Any:
    made = _classes()[method](lambda word: stem(str(word), language))
    stop_words = STOP_WORDS.get(language[:2], STOP_WORDS["en"])  # Edmundson wants some
    if method == "edmundson":
        made.bonus_words, made.stigma_words, made.null_words = _BONUS, _STIGMA, stop_words
    elif hasattr(made, "stop_words"):
        made.stop_words = stop_words
    return made


def _classes() -> dict[str, Callable[..., Any]]:
    from sumy.summarizers.edmundson import EdmundsonSummarizer
    from sumy.summarizers.kl import KLSummarizer
    from sumy.summarizers.luhn import LuhnSummarizer
    from sumy.summarizers.reduction import ReductionSummarizer
    from sumy.summarizers.sum_basic import SumBasicSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer

    return {
        "textrank": TextRankSummarizer,
        "lsa": _sorted_lsa(),
        "luhn": LuhnSummarizer,
        "kl": KLSummarizer,
        "sumbasic": SumBasicSummarizer,
        "reduction": ReductionSummarizer,
        "edmundson": EdmundsonSummarizer,
    }


def _sorted_lsa() -> Callable[..., Any]:
    from sumy.summarizers.lsa import LsaSummarizer

    class SortedLsa(LsaSummarizer):  # type: ignore[misc]
        def _create_dictionary(self, document: Any) -> dict[str, int]:
            return {
                word: row for row, word in enumerate(sorted(super()._create_dictionary(document)))
            }

    return SortedLsa

"""Which language a text is written in, by its letters: py3langid's model of 139 languages.

Naive Bayes over sequences of bytes (Lui and Baldwin 2012: langid.py), offline.
The model is loaded when the first text needs it, once for a process (`language_model`).
"""

from __future__ import annotations

import re
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from briefing.text.clean import word_set
from briefing.text.sister_languages import SISTERS, tell_apart

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNKNOWN = "und"  # ISO 639-2 and BCP 47: undetermined
# Of a text: enough in every one of 88 languages of NTREX (docs/decisions.md).
SAMPLE_CHARS = 400
# ... and 130 signs of Chinese or Hindi, as the model reads bytes: docs/decisions.md.
_SAMPLE_BYTES = 400
# A sister of a language takes more words to tell; chosen, not measured.
_SISTER_CHARS = 2_000
# Labels of the model under which texts of a bigger language come up more often than their own:
# dialects of Arabic, Southern for Central Kurdish, Wu and Southern Uzbek, old Greek and Hebrew.
_WRITTEN_AS = {"arz": "ar", "ary": "ar", "sdh": "ckb", "wuu": "zh", "uzs": "uz"} | {
    "grc": "el",
    "hbo": "he",
}
_WITHOUT_CANTONESE = _WRITTEN_AS | {"yue": "zh"}
# Languages without a daily press that the model takes short texts of their neighbours for.
_LEFT_OUT = word_set("an ext gcf gcr lij ltg vec vo wa")
# Signs that only Cantonese is written with; formal Chinese in Hong Kong and Taiwan has none.
_CANTONESE = re.compile("[嘅咗喺嘢冇唔佢哋]")
NO_LANGUAGE = "zxx"  # numbers, markup, addresses
_LOADING = Lock()  # a cache alone lets each thread load a model of its own


def probabilities(text: str) -> dict[str, float]:
    """Language -> how likely the letters of the text make it; they sum to 1.

    `zxx` is for what is no language. The likeliest of sister languages
    (hr, bs, sr; id, ms) has the whole set's probability.
    """
    sample = text[:SAMPLE_CHARS].encode("utf-8", "replace")[:_SAMPLE_BYTES]
    written_as = _WRITTEN_AS if _CANTONESE.search(text[:SAMPLE_CHARS]) else _WITHOUT_CANTONESE
    scores: dict[str, float] = {}
    for label, score in _model().rank(sample):
        language = written_as.get(label, label)
        scores[language] = scores.get(language, 0.0) + score
    scores = {language: score for language, score in scores.items() if language not in _LEFT_OUT}
    together = sum(scores.values())
    scores = {language: score / together for language, score in scores.items()}
    likeliest = max(scores, key=scores.__getitem__)
    if likeliest in SISTERS:
        chosen = tell_apart(scores, text[:_SISTER_CHARS])
        scores[chosen] = sum(scores.pop(language, 0.0) for language in SISTERS[chosen])
    return scores


def _model() -> LanguageIdentifier:
    """The model, loaded once for a process however many threads ask first."""
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> LanguageIdentifier:
    from briefing.text.language_model import language_model

    return language_model()

"""Which language a text is written in, by its letters: py3langid's model of 139 languages.

Naive Bayes over sequences of bytes (Lui and Baldwin 2012: langid.py), offline.
The model is loaded when the first text needs it, once for a process.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefing.text.clean import word_set
from briefing.text.sister_languages import SISTERS, tell_apart

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNKNOWN = "und"  # ISO 639-2 and BCP 47: undetermined
# Of a text: enough in every one of 88 languages of NTREX (docs/decisions.md).
SAMPLE_CHARS = 400
# A sister of a language takes more words to tell.
_SISTER_CHARS = 2_000
# Labels of the model under which texts of a bigger language come up more often than their own:
# dialects of Arabic, Southern for Central Kurdish, Wu and Southern Uzbek, old Greek and Hebrew.
_WRITTEN_AS = {"arz": "ar", "ary": "ar", "sdh": "ckb", "wuu": "zh", "uzs": "uz"} | {
    "grc": "el",
    "hbo": "he",
}
# Languages without a daily press that the model takes short texts of their neighbours for.
_LEFT_OUT = word_set("an ext gcf gcr lij ltg vec vo wa")
NO_LANGUAGE = "zxx"  # numbers, markup, addresses


def probabilities(text: str) -> dict[str, float]:
    """Language -> how likely the letters of the text make it; they sum to 1.

    `zxx` is for what is no language. The likeliest of sister languages
    (hr, bs, sr; id, ms) has the whole set's probability.
    """
    scores: dict[str, float] = {}
    for label, score in _model().rank(text[:SAMPLE_CHARS]):
        language = _WRITTEN_AS.get(label, label)
        scores[language] = scores.get(language, 0.0) + score
    likeliest = max(scores, key=scores.__getitem__)
    if likeliest in SISTERS:
        chosen = tell_apart(scores, text[:_SISTER_CHARS])
        together = sum(scores.pop(language, 0.0) for language in SISTERS[chosen])
        scores[chosen] = together
    return scores


@cache  # 0.6 s and 60 MB: once for a process
def _model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(set(model.labels) - _LEFT_OUT)
    return model

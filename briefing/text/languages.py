"""Which languages we have word lists for, and which language a text is in."""

from __future__ import annotations

import re

from briefing.text.clean import word_set
from briefing.text.stems import ALGORITHMS
from briefing.text.terms import STOP_WORDS, words

WORD_LISTS = frozenset(ALGORITHMS) & frozenset(STOP_WORDS)
_SAMPLE = 3_000  # characters that tell a language
_MOSTLY = 0.5  # of the letters: then they tell the language
_ENOUGH = 0.17  # of the words are function words in everyday text of a language
_SURELY = 0.25  # ... and with so many a stated "en", every program's default, is not believed
_LEAD = 1.5  # times as many as the next language has
_FEWEST = 12  # words; fewer tell nothing
_FEWEST_HITS = 3  # different function words
_ELIDED = re.compile(r"(?<=\b[ldnjcmtLDNJCMT])['’](?=\w{2})")  # l'île is le île
_KANA = re.compile(r"[\u3040-\u30ff]")
_UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]")
_SCRIPTS = {
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "ar": re.compile(r"[\u0620-\u06ff]"),
    "zh": re.compile(r"[\u3040-\u30ff\u3400-\u9fff]"),
    "ko": re.compile(r"[\uac00-\ud7af]"),
    "el": re.compile(r"[\u0370-\u03ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
}
# Other languages in the same letters; a source that states one is believed.
_SHARED = {
    "ru": "ru uk bg be sr mk kk ky mn tg tt",
    "ar": "ar fa ur ps ku ckb ug sd",
    "zh": "zh ja yue wuu",
    "hi": "hi mr ne sa",
    "he": "he yi",
}
# A text in Latin letters is in none of these, whatever its source states.
_NEVER_LATIN = word_set("ru uk bg be mk ar fa ur ps zh ja ko el he th hi mr ne")


def has_word_lists(language: str) -> bool:
    """True for a language with stop words and stems: en, de, fr, es, it, pt, nl, ru, ar."""
    return language[:2] in WORD_LISTS


def language_of(text: str, stated: str = "") -> str:
    """The ISO 639 code of a text's language; English where nothing tells.

    `stated` is what its source says, "" for nothing. It is believed unless the
    letters are another script's, or it says `en` of a text that plainly is in
    another language we know.
    """
    sample = text[:_SAMPLE]
    script = _script_of(sample)
    if script:
        fits = stated in _SHARED.get(script, script).split()
        return stated if fits else _in_script(script, sample)
    if stated and stated != "en" and stated not in _NEVER_LATIN:
        return stated
    return _by_function_words(sample, least=_SURELY if stated == "en" else _ENOUGH)


def _script_of(sample: str) -> str:
    """The language most often written in the letters of a text; "" for Latin ones."""
    letters = sum(map(str.isalpha, sample))
    for language, script in _SCRIPTS.items():
        if len(script.findall(sample)) > _MOSTLY * letters > 0:
            return language
    return ""


def _in_script(script: str, sample: str) -> str:
    if script == "zh" and _KANA.search(sample):
        return "ja"
    return "uk" if script == "ru" and _UKRAINIAN.search(sample) else script


def _by_function_words(sample: str, *, least: float) -> str:
    found = words(_ELIDED.sub(" ", sample))
    hits = {
        language: [word for word in found if word in listed]
        for language, listed in STOP_WORDS.items()
    }
    first, second = sorted(hits, key=lambda language: (-len(hits[language]), language))[:2]
    most, next_most = len(hits[first]), len(hits[second])
    told = len(found) >= _FEWEST and len(set(hits[first])) >= _FEWEST_HITS
    sure = most >= least * len(found) and most >= _LEAD * next_most
    return first if told and sure else "en"

"""Which language a text is in, and which languages we have word lists for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from briefing.text.clean import word_set
from briefing.text.identification import NO_LANGUAGE, SAMPLE_CHARS, UNKNOWN, probabilities
from briefing.text.stems import ALGORITHMS
from briefing.text.stop_words import STOP_WORDS
from briefing.text.terms import is_stop_word, words

WORD_LISTS = frozenset(ALGORITHMS) & frozenset(STOP_WORDS)
# Codes that name the same written language: one story's `nb` and another's `no` are one language.
_SAME = {"nb": "no", "iw": "he", "in": "id", "ji": "yi", "fil": "tl", "mo": "ro", "sh": "sr"} | {
    "cmn": "zh",
    "prs": "fa",
    "arb": "ar",
    "kmr": "ku",
    "ekk": "et",
    "lvs": "lv",
    "zsm": "ms",
}
# Neighbours in the same letters: the source that states one knows better than they.
_NEIGHBOURS = tuple(
    word_set(group)
    for group in (
        "hr bs sr me",
        "id ms",
        "no nn da",
        "cs sk",
        "gl pt",
        "zh yue",
        "xh zu ss nr nd",
        "ru be uk",
        "bg mk",
        "tt ba",
        "st nso tn",
        "de gsw nds lb",
        "fa tg",
        "hi mr ne sa",
        "ar ary arz",
        "ku ckb",
    )
)
# Languages whose function words bear them out, each with those of the same words: of 12,000 even
# samples of NTREX in other languages each takes none, or up to four, for its own.
_FAMILIES = (
    ("en", "ga"),
    ("de", "nl af"),
    ("fr es pt ro gl", "ca it hu"),
    ("sv da no nn", "is"),
    ("pl", "cs sk sl hr"),
    ("ru uk be bg mk", "sr"),
    ("el", ""),
    ("fa", "ur"),
    ("ur", "fa"),
    ("ar", ""),
    ("hi", ""),
)
_FAMILY = {
    language: word_set(f"{borne_out} {others}")
    for borne_out, others in _FAMILIES
    for language in borne_out.split()
}
# From here on an unstated language is believed; NTREX, even documents: docs/decisions.md.
_SURE_PROBABILITY = 0.5
# From here on one is believed against what is stated; NTREX, even documents: docs/decisions.md.
_CONTRARY_PROBABILITY = 0.9
# That have to say so, as names alone may be in any language; NTREX: docs/decisions.md.
_CONTRARY_LETTERS = 40
# A stated language as unlikely as this may be wrong; NTREX: docs/decisions.md.
_HARDLY_PROBABILITY = 0.02
# Of function words, which bear out a stated language by themselves; NTREX: docs/decisions.md.
_FUNCTION_WORDS_SHARE = 0.25
# ... in a sample of so many; NTREX: docs/decisions.md.
_FEWEST_WORDS = 12
# ... to those of any other language of its family; NTREX: docs/decisions.md.
_RIVAL_RATIO = 1.15
# Of a source's stories: what its short titles are taken to be in; docs/decisions.md.
_MAJORITY_SHARE = 0.6


def has_word_lists(language: str) -> bool:
    """True for a language with stop words and stems."""
    return primary(language) in WORD_LISTS


def primary(language: str) -> str:
    """The first part of a language tag, as this package writes it: `no` for nb, `en` for en-GB."""
    first = language.split("-")[0].lower()
    return _SAME.get(first, first)


def is_foreign(language: str, edition: str) -> bool:
    """True for a story's language that is not an edition's; "" (nothing is known) is none."""
    return bool(language) and primary(language) != primary(edition)


def language_tag(language: str) -> str:
    """The language as a well-formed tag (BCP 47), `und` for what is none."""
    return language if _TAG.fullmatch(language) else UNKNOWN


def language_of(text: str, stated: str = "", usual: str = "") -> str:
    """The ISO 639 code of a text's language; `und` where nothing tells.

    `stated` is what its source says of the text, "" for nothing: it is
    believed unless the text is plainly in another language. `usual` is what
    most of its source's stories are in, "" for nothing: it decides where the
    text by itself does not.
    """
    stated = primary(stated)
    sample = text[:SAMPLE_CHARS]
    if stated and _is_borne_out(sample, stated):
        return stated
    likely = probabilities(text)
    most = max(likely.values())
    likeliest = max(language for language, chance in likely.items() if chance == most)
    if stated and stated != UNKNOWN:
        return likeliest if _contradicts(sample, likely, likeliest, stated) else stated
    sure = (
        likely[likeliest] >= _SURE_PROBABILITY and likeliest != NO_LANGUAGE and _letters(sample) > 1
    )
    if usual and not (
        sure
        and likely.get(usual, 0.0) < _HARDLY_PROBABILITY
        and likely[likeliest] >= _CONTRARY_PROBABILITY
    ):
        return usual
    return likeliest if sure else UNKNOWN


def usual_language(languages: Sequence[str]) -> str:
    """The language of most of a source's stories whose own text tells one; "" where none is."""
    counts = Counter(language for language in languages if language != UNKNOWN)
    if not counts:
        return ""
    language, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return language if count >= _MAJORITY_SHARE * counts.total() else ""


def tells_its_language(text: str) -> bool:
    """True for a text long enough to say by itself which language it is in."""
    return _letters(text[:SAMPLE_CHARS]) >= _OWN_LETTERS


# Of 10,824 samples of NTREX with 20 words 20 were taken wrongly, with 8 words 336.
_OWN_LETTERS = 100


def _is_borne_out(sample: str, stated: str) -> bool:
    """True where the stated language's own function words are in the text: no model is needed."""
    family = _FAMILY.get(stated)
    if family is None:
        return False
    tokens = words(sample)
    count = sum(is_stop_word(word, stated) for word in tokens)
    if len(tokens) < _FEWEST_WORDS or count < _FUNCTION_WORDS_SHARE * len(tokens):
        return False
    rivals = {rival for rival in family if not _are_neighbours(rival, stated)}
    return all(
        count >= _RIVAL_RATIO * sum(map(STOP_WORDS[rival].__contains__, tokens)) for rival in rivals
    )


def _are_neighbours(language: str, other: str) -> bool:
    """True for languages that a source knows better than their letters; and for the same one."""
    return language == other or any({language, other} <= group for group in _NEIGHBOURS)


def _contradicts(sample: str, likely: dict[str, float], likeliest: str, stated: str) -> bool:
    """True where a text is plainly not in the language its source states."""
    if likeliest in (stated, NO_LANGUAGE) or likely.get(stated, 0.0) >= _HARDLY_PROBABILITY:
        return False
    group = next((group for group in _NEIGHBOURS if likeliest in group), frozenset({likeliest}))
    if stated in group:
        return False
    against = sum(likely.get(language, 0.0) for language in group)
    needed = (
        _SURE_PROBABILITY if stated == "en" else _CONTRARY_PROBABILITY
    )  # en is every program's default
    enough = 1 if _other_letters(sample, stated) else _CONTRARY_LETTERS
    return against >= needed and _letters(sample) >= enough


_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
# Languages that are never written in Latin letters, and those hardly ever in others.
_NEVER_LATIN = word_set("ru uk bg be mk ar fa ur ps zh ja ko el he th hi mr ne")
_ONLY_LATIN = word_set(
    "en de fr es it pt nl pl cs sk sl hr sv da no nn fi et lv lt hu ro tr id vi ca gl eu"
)


def _other_letters(sample: str, stated: str) -> bool:
    """True for a text in letters that the stated language is not written in."""
    letters, latin = _letters(sample), len(_LATIN.findall(sample))
    mostly_latin = latin * 2 > letters
    return (mostly_latin and stated in _NEVER_LATIN) or (
        not mostly_latin and letters > 0 and stated in _ONLY_LATIN
    )


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))

"""What the script of a language has: slanted letters, capitals, blanks between sentences."""

from __future__ import annotations

from briefing.text.clean import word_set

# Scripts without a slanted or a capital form: a browser would only bend the upright letters.
_UPRIGHT = word_set(
    "ar arz ary fa prs ur ps ckb sdh sd ug dv syr he yi zh yue wuu ja ko hi mr ne bn as pa gu or "
    "ta te kn ml si th lo km my bo ka am ti"
)
# Sentences follow each other without a blank.
_UNSPACED = word_set("zh yue wuu ja")


def _primary(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def is_upright(language: str) -> bool:
    """True where letters have neither a slanted nor a capital form of their own."""
    return _primary(language) in _UPRIGHT


def sentence_joint(language: str) -> str:
    """What stands between two sentences: a blank, or nothing in Chinese and Japanese."""
    return "" if _primary(language) in _UNSPACED else " "

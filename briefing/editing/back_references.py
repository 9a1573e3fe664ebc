"""Does a sentence point at one before it? Under a bare headline readers would not know at what."""

from __future__ import annotations

import re

# The subject among the first words, or "this country" for one that was named before.
_POINTS_BACK = {
    "en": r"(?:[A-Z][\w'’-]* )?(?:[a-z][\w'’-]* ){0,2}(?:he|she|they|it|him|them)\b"
    r"|(?:This|These|Those|That|Such|His|Her|Their|Its)\b",
    "de": r"(?:[A-ZÄÖÜ]\w* )?(?:[a-zäöüß]\w* ){0,2}(?:er|sie|ihn|ihm|ihnen)\b|(?:Sie|Er|Das ist)\b"
    r"|[^,;:]*\bdiese[mnrs]? [A-ZÄÖÜ]",
    "fr": r"(?:[A-ZÀ-Þ][\w’']* )?(?:[a-zà-ÿ][\w’']* ){0,2}(?:il|elle|ils|elles)\b"
    r"|(?:Il|Elle|Ils|Elles|Cela|Ce|Cet|Cette|Ces)\b",
    "es": r"(?:Él|Ella|Ellos|Ellas|Esto|Este|Esta|Estos|Estas|Eso|Su|Sus)\b",
    "it": r"(?:Lui|Lei|Loro|Egli|Ella|Questo|Questa|Questi|Queste|Ciò)\b",
    "pt": r"(?:Ele|Ela|Eles|Elas|Isto|Isso|Este|Esta|Esse|Essa)\b",
    "nl": r"(?:[A-Z]\w* )?(?:[a-z]\w* ){0,2}(?:hij|zij|ze)\b|(?:Hij|Zij|Ze|Dit|Dat|Deze|Die)\b",
    "sv": r"(?:[A-ZÅÄÖ]\w* )?(?:[a-zåäö]\w* ){0,2}(?:han|hon)\b|(?:Han|Hon|Det här|Denna|Dessa)\b",
    "ru": r"(?:Он|Она|Оно|Они|Это|Этот|Эта|Эти)\b",
}
_COMPILED = {language: re.compile(rf"\A(?:{form})") for language, form in _POINTS_BACK.items()}


def points_back(text: str, language: str = "en") -> bool:
    """True where a sentence's subject is a pronoun, or a thing it calls "this" one."""
    pattern = _COMPILED.get(language[:2])
    return pattern is not None and pattern.match(text) is not None

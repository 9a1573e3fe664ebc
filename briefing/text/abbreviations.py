"""Short forms that end in a stop and end no sentence, in languages other than English.

sentencex knows many; these are what it misses in news text. A list holds what
hardly ever ends a sentence; before a small letter no stop does.
"""

from __future__ import annotations

import re

from briefing.text.clean import word_set
from briefing.text.terms import STOP_WORDS

# Whatever follows.
_ALWAYS = {
    "de": "dr prof hr frl dipl ing mag hon bzw bspw sog vgl inkl exkl zzgl ggf gem geb betr",
    "fr": "m mm mme mlle mgr dr pr prof ste env cf av bd",
    "es": "sr sra srta sres dr dra dña prof lic ing gral cnel excmo avda cía pág núm aprox",
    "it": "sig sigg dott prof avv ing arch geom rag cav comm mons magg on egr spett",
    "pt": "sr sra srs dr dra prof profa eng arq exmo exma pág núm aprox",
    "nl": "dhr mevr mw mr drs dr ir ing prof ds bijv",
    "ru": "ул просп проф акад доц им рис табл пос св пер",
    "uk": "вул просп проф акад доц ім рис табл св",
    "pl": "dr prof inż mgr płk gen ks św ul al tj tzn tzw np red",
    "tr": "dr prof av doç",
    "ar": "د أ م أ.د",
}
LANGUAGES = frozenset(_ALWAYS)
# Before a number.
_NUMBERED = {
    "de": "nr abs art bd str kap ziff s",
    "fr": "n no nos art p pp vol",
    "es": "n no nº art pág p vol",
    "it": "n nn art pag p vol",
    "pt": "n nº art pág p vol",
    "nl": "nr art blz p",
    "ru": "д кв ст п стр гл",
    "uk": "буд кв ст п стор",
    "pl": "godz nr str art poz s",
}
# Before these words a number with a stop is an ordinal: der 2. Weltkrieg.
_ORDINAL = {
    "de": "der die das dem den des am im zum zur vom beim ein eine einem einen einer seinem seinen "
    "seiner seine ihrem ihren ihrer ihre jeder jedem jeden und bis",
}
# ... and before a month a number with one is a day.
_MONTH = re.compile(r"(?:Jan|Jän|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)(?:\.|[a-zä]*\b)")
_DAY = re.compile(r"(?<!\d)\d{1,2}\.$")
_FOLLOWS_ORDINAL = re.compile(r"(?:^|\s)(\w+) \d{1,3}\.$")
_PARTICLES = word_set("de van von da do dos du la le el der den ter ten al")
_SHORT = re.compile(r"(?:^|[\s(\[\"“„«'’‘-])((?:\w\.)*\w{1,6})\.$")
_LETTER = re.compile(r"(?:^|[\s(.“„«\"'’-])[^\W\d_]\.$")
_NEXT_LETTER = re.compile(r"-?[^\W\d_]\.")
_WORD = re.compile(r"[^\W\d_]+")


def joins(left: str, right: str, language: str) -> bool:
    """True where a stop between two pieces of text ends no sentence. Not for English.

    `left` ends with the stop, `right` begins with what follows it.
    """
    if not left.endswith("."):
        return False
    if right[:1].islower() or right[:1] in "-º°ª":
        return True
    match = _SHORT.search(left)
    word = match.group(1).lower() if match else ""
    if word in _listed(_ALWAYS, language):
        return True
    if right[:1].isdigit():
        return word in _listed(_NUMBERED, language)
    if _LETTER.search(left):
        return bool(_NEXT_LETTER.match(right)) or not _opens(right, language)
    return _is_ordinal(left, right, language)


def _opens(right: str, language: str) -> bool:
    """True for a word that begins sentences and no names: Der, Les, El."""
    match = _WORD.match(right.lstrip('"“„«¿¡'))
    word = match.group().lower() if match else ""
    return not right[:1].isupper() or (
        word in STOP_WORDS.get(language[:2], ()) and word not in _PARTICLES
    )


def _is_ordinal(left: str, right: str, language: str) -> bool:
    match = _FOLLOWS_ORDINAL.search(left)
    if language[:2] == "de" and _DAY.search(left) and _MONTH.match(right):
        return True
    return match is not None and match.group(1).lower() in _listed(_ORDINAL, language)


def _listed(lists: dict[str, str], language: str) -> frozenset[str]:
    return frozenset(lists.get(language[:2], "").split())

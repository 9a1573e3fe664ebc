"""Sentences that are no whole ones: without a subject or a verb, or the second half of a contrast.

"Wird geehrt." lacks who; "And to his cousin." lacks a verb; "The fleet sails
nonetheless" lacks what speaks against it. Precision before recall.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.text.caseless import Caseless

# A conjunction with nothing of a clause behind it: the sentence before has its verb.
_GOES_ON = {
    "en": r"(?:And|Or|Plus) (?:to|with|for|not|from|of|by|without|even|then|all)\b",
    "de": (
        r"(?:Und|Oder|Sowie|Aber) (?:de[mns]|eine[mnrs]?|ihre[mnrs]?|seine[mnrs]?|keine[mnrs]?|"
        r"mit|von|für|gegen|ohne|zum?|zur|in|im|am|auf|nicht|auch|sogar)\b"
    ),
    "fr": r"(?:Et|Ou) (?:de|du|des|pour|avec|sans|contre|pas|même|surtout|à|au|aux)\b",
    "es": r"(?:Y|O) (?:de|del|para|con|sin|contra|no solo|hasta|a|al)\b",
    "it": r"(?:E|O) (?:di|del|per|con|senza|contro|non solo|perfino|a|al|dal)\b",
    "pt": r"(?:E|Ou) (?:de|do|da|para|com|sem|contra|não só|até|ao)\b",
    "nl": r"(?:En|Of) (?:van|voor|met|zonder|tegen|niet|zelfs|naar|aan)\b",
    "sv": r"(?:Och|Eller) (?:av|för|med|utan|mot|inte|även|till)\b",
    "ru": r"(?:И|Или) (?:для|с|со|без|против|не|даже|к|из)\b",
}
# German: the verb stands first, and nobody and nothing is its subject. A condition has a comma.
_VERB_FIRST = re.compile(
    r"(?:Wird|Werden|Wurden?|Hat|Haben|Hatten?|Ist|Sind|Waren?|Soll(?:en|te|ten)?|Will|Wollen|"
    r"Kann|Können|Konnten?|Muss|Müssen|Darf|Dürfen|Bleibt|Kommt|Geht|Steht|Macht|Gibt) "
    r"(?!(?:er|sie|es|das|der|die|ein|eine|man|wir|ihr|ich|du|nun|nicht|also|doch)\b)[^,?!:]*\.?$"
)
# "The plan described by officials as reckless", "Ada Falk who has replaced Hanne Oster."
_NO_VERB = re.compile(
    r"(?:[\w'’-]+ ){1,4}[a-z]{2,}ed by (?![^.]*\b(?:is|are|was|were|has|have|had|will|would|can|"
    r"could|may|said|says|[a-z]{3,}ed)\b)"
    r"|(?:[A-Z][\w'’.-]+ ){1,4}who (?:has|have|had|is|was) "
    r"(?![^.]*(?:,|\b(?:is|are|was|were|has|have|had|will|would|said|says)\b))"
)
# "Says the envoy chosen as head": a headline's way to leave out the verb.
_LOST_VERB = re.compile(
    r"\b(?:says|said|say) (?:the|a|an) (?:[\w'’-]+ ){1,4}"
    r"(?:chosen|named|appointed|elected|sworn|charged|arrested|sacked) (?:as|in|by|for|over)\b"
    r"(?![^.]{0,200}\b(?:is|are|was|were|has|have|had|will|would)\b)"
)
# "The 55-year-old won": who, a sentence before says.
_SOMEBODY = {
    "en": re.compile(r"\b[Tt]he \d{1,3}-year-old(?! [A-Z])(?! (?:\w+ ){1,2}[A-Z])"),
    "de": re.compile(
        r"\b(?:[Dd]e[rmn]|[Dd]ie|[Dd]as) \d{1,3}-[Jj]ährigen?\b(?! [A-ZÄÖÜ]\w+ [A-ZÄÖÜ])"
    ),
    "nl": re.compile(r"\b[Dd]e \d{1,3}-jarige\b(?! [A-Z])"),
    "sv": re.compile(r"\b[Dd]en \d{1,3}-årig[ae]\b|\b\d{1,3}-åringen\b"),
}
# What only the sentence before, or its own first half, makes sense of.
_CONTRASTS = {
    "en": (
        r"instead(?! of)|nonetheless|nevertheless|however|meanwhile|likewise|similarly|"
        r"now(?=,)|in turn|by contrast|of (?:this|that|such a) (?:sort|kind|type)|"
        r"for (?:his|her|its|their) part|regardless(?! of)"
    ),
    "de": (
        r"trotzdem|dennoch|stattdessen|hingegen|dagegen|jedoch|allerdings|gleichwohl|indes|"
        r"indessen|derweil|ihrerseits|seinerseits|wiederum"
    ),
    "fr": (
        r"pourtant|toutefois|cependant|en revanche|néanmoins|par contre|quant à (?:lui|elle)|"
        r"de son côté|à la place"
    ),
    "es": r"sin embargo|no obstante|en cambio|por el contrario|por su parte|en su lugar",
    "it": r"tuttavia|invece(?! di)|al contrario|ciononostante|dal canto suo|a sua volta",
    "pt": r"no entanto|porém|contudo|em vez disso|por sua vez|pelo contrário|ainda assim",
    "nl": r"echter|daarentegen|desondanks|niettemin|in plaats daarvan|op zijn beurt",
    "sv": r"däremot|dock|ändå|trots det|istället(?! för)|i stället(?! för)|å sin sida",
    "ru": r"тем не менее|однако|зато|напротив|вместо этого|в свою очередь",
}
_GOING_ON = {language: re.compile(form) for language, form in _GOES_ON.items()}
_TURNS = {language: Caseless(rf"\b(?:{words})\b") for language, words in _CONTRASTS.items()}
_CLAUSE_ENDS = re.compile(
    r"[,;:–—(]|\b(?:but|and|aber|und|mais|et|pero|y|ma|e|mas|maar|en|men|och)\b"
)
# A short way in is no half of a contrast: "On Monday,".
_FEWEST_CLAUSE_WORDS = 4


@lru_cache(maxsize=2_000)  # a sentence is asked about several times in a row
def is_fragment(text: str, language: str = "en") -> bool:
    """True for a sentence without a subject, or without a verb of its own."""
    short = language[:2]
    going_on = _GOING_ON.get(short)
    if going_on is not None and going_on.match(text):
        return True
    if short == "de":
        return _VERB_FIRST.match(text) is not None
    if short != "en":
        return False
    return _NO_VERB.match(text) is not None or _LOST_VERB.search(text) is not None


def is_of_somebody_unnamed(text: str, language: str = "en") -> bool:
    """True for "the 55-year-old won", whose name stands elsewhere."""
    pattern = _SOMEBODY.get(language[:2])
    return pattern is not None and pattern.search(text) is not None


@lru_cache(maxsize=2_000)
def is_half_a_contrast(text: str, language: str = "en") -> bool:
    """True for "X sails nonetheless", with nothing before it that the word turns against."""
    turns = _TURNS.get(language[:2])
    turn = turns.search(text) if turns is not None else None
    if turn is None:
        return False
    before = text[: turn.start()]
    ends = list(_CLAUSE_ENDS.finditer(before))
    return not any(len(before[: end.start()].split()) >= _FEWEST_CLAUSE_WORDS for end in ends)

"""What makes a sentence mislead or dangle once it stands alone: one small checker each.

"Extractive is not Faithful" (arXiv 2209.03549) names the kinds. The checks
read only the text they are given; `ties` looks at what stands around it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.condensing.function_words import LEANING, PHRASES, SAYING, SPEAKING, VAGUE_NOUNS
from briefing.text.clean import word_set
from briefing.text.quotes import balanced, restored

_OPENING_MARK = "\"“”„‘'’«»([ \u00a0"
_QUOTED = tuple('"“„«»')
# Behind "he said", only to whom and when it was said; chosen, not measured.
_TAIL_CHARS = 40
_POINTS = tuple("•◦▪■►>#*·–—-")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_PHRASE = re.compile(rf"(?:{PHRASES})\b", re.IGNORECASE)
_COURTESY = re.compile(r"(?:mr|mrs|ms|mx)\b", re.IGNORECASE)
# "For that she was fined": the pronoun comes second, with nothing before it to point at.
_AFTER_PREPOSITION = re.compile(
    r"(?:(?:for|with|of|to|from|by|on|at|in|among|between|against|under|like|unlike) "
    r"(?:it|them|this|that|these|those)|(?:if|when|while|as|because|since|although|though|once) "
    r"(?:this|that|these|those)|if it were(?: not|n['’]t))\b"
    r"(?! (?:week|weekend|month|year|morning|afternoon|evening|summer|winter|spring|autumn|fall|"
    r"season|time|century|decade|\w+day)\b)",
    re.IGNORECASE,
)
# '"Never again," she said.' and "It will rain, its head added.": who speaks stands elsewhere.
_PRONOUN_SPEAKS = re.compile(
    rf"[,\"”’'?!] (?:(?:he|she|they|it) (?:(?:also|then|later|has|had) )?(?:{'|'.join(SPEAKING)})"
    rf"|(?:{'|'.join(SPEAKING)}) (?:he|she|they|its|his|her|their))\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    rf"the (\d+-year-old|{'|'.join(sorted(VAGUE_NOUNS))})\b(?! of\b)", re.IGNORECASE
)
_DEFINITE = re.compile(r"the ([a-z]+)(?:['’]s)? [a-z]", re.IGNORECASE)
# "This week" and "that is why" point at no sentence.
_TIME = re.compile(
    r"(?:this|these) (?:week|weekend|month|year|morning|afternoon|evening|summer|winter|spring|"
    r"autumn|fall|season|\w+day)\b",
    re.IGNORECASE,
)
_EARLY_PRONOUN = re.compile(r"(?:[\w'’-]+,? ){1,4}?(?:he|she|him|her|his)\b", re.IGNORECASE)
_NAMED_BEFORE = re.compile(r"\b(?:an?|who|every|each|no)\b|(?<=[\w,] )(?!I\b)[A-Z]")
_DATE_WORD = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|"
    r"August|September|October|November|December)\b"
)
_SET_OFF = re.compile(
    r"^[^.;:]{0,60}\b(?:however|nevertheless|nonetheless|meanwhile|therefore)\b", re.IGNORECASE
)
# "Four months later, the board": later than what, the sentence before says.
_SOME = (
    r"(?:(?:just|only|about|some|nearly|almost|barely) )?(?:(?:an?|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|several|a few|many|\d{1,3}) )?"
)
_LATER = {
    "en": rf"{_SOME}(?:moment|minute|hour|day|night|week|month|year|decade)s? (?:later|earlier|"
    r"afterwards?|before,|after,)(?! than\b)|the (?:day|week|month|year|night) (?:before|after),",
    "de": r"(?:\w+ ){1,2}(?:Minuten?|Stunden?|Tage?|Wochen?|Monate?|Jahre?) (?:später|zuvor)\b"
    r"|(?:wenig|kurz) (?:später|zuvor|darauf)\b",
    "fr": r"(?:[\w’']+ ){1,2}(?:minutes?|heures?|jours?|semaines?|mois|ans?|années?) "
    r"(?:plus tard|auparavant)\b",
    "es": r"\w+ (?:minutos?|horas?|días?|semanas?|meses|mes|años?) (?:después,|más tarde|antes,)",
    "it": r"\w+ (?:minuti|ore|ora|giorni|giorno|settimane|mesi|mese|anni|anno) "
    r"(?:dopo,|più tardi|prima,)",
    "pt": r"\w+ (?:minutos?|horas?|dias?|semanas?|mês|meses|anos?) (?:depois,|mais tarde|antes,)",
    "nl": r"(?:\w+ ){1,2}(?:minuten|uur|dagen|dag|weken|week|maanden|maand|jaar) "
    r"(?:later|eerder)\b",
    "sv": r"(?:\w+ ){1,2}(?:minuter|timmar|dagar|veckor|månader|år) (?:senare|tidigare)\b",
}
_MUCH_LATER = {
    language: re.compile(rf"\A(?:{form})", re.IGNORECASE) for language, form in _LATER.items()
}
_ENDS = re.compile(r"[.!?。！？؟](?:\s?[\"”“’'»)\]])*$")
_ABRUPT = re.compile(r"(?:\.\.|…|\[…\]|\[\.\.\.\]|\?\?)[\"”’')\]]*$")
# "the star-- who was injured -- sues": a link was lost.
_GAP_OPENS, _GAP_CLOSES = re.compile(r"\w-- "), re.compile(r"\w -- ")
_TURN = re.compile(
    r"[\"“‘']?(?:but|however|yet|nevertheless|nonetheless|in fact|actually)\b", re.IGNORECASE
)
_DENIAL = re.compile(
    r"\b(?:not|no longer|never|nothing|denied|denies|deny|false|untrue|wrong|incorrect|rejected|"
    r"rejects|refuted|disputed|disputes|dismissed|withdrew|retracted|reversed|overturned|hoax|"
    r"misleading|inaccurate|cannot)\b|n['’]t\b",
    re.IGNORECASE,
)
# "That was not true." "None of it happened." "It later turned out to be a hoax."
_TAKEN_BACK = re.compile(
    r"[\"“‘']?(?:(?:that|this|it|they|he|she|"
    r"(?:the|this|that) (?:claim|report|rumou?r|story|figure|"
    r"statement|accusation|allegation)s?)(?:['’]s| is| was| are| were| has been| have been| later| "
    r"turned out to be)+ (?:a )?(?:not true|untrue|false|wrong|incorrect|denied|retracted|"
    r"withdrawn|hoax|not the case|overturned|reversed|misleading|inaccurate)"
    r"|none of (?:that|this|it|the))\b",
    re.IGNORECASE,
)
_UNQUOTED = re.compile(
    r"“[^“”]*+”|\"[^\"]*+\"|„[^„“”]*+[“”]|«[^«»]*+»|»[^«»]*+«"  # no mark twice: linear
)


@lru_cache(maxsize=2_000)  # a sentence is asked about several times in a row
def depends(text: str, language: str = "en") -> bool:
    """Opens with a pronoun, a connective or "the company": it leans on what stands before."""
    bare = text.lstrip(_OPENING_MARK)
    first = _WORD.match(bare)
    word = re.split("['’]", first.group().lower())[0] if first else ""
    if _counts_from_before(bare, language):
        return True
    if language[:2] != "en":
        return word in LEANING.get(language[:2], ())
    if _TIME.match(bare):
        return False
    return (
        word in LEANING["en"]
        or any(
            pattern.match(bare) for pattern in (_PHRASE, _AFTER_PREPOSITION, _COURTESY, _SET_OFF)
        )
        or _is_early_pronoun(bare)
        or _is_said_by_pronoun(text)
    )


def _counts_from_before(text: str, language: str) -> bool:
    """True for "Four months later": the moment it counts from stands in an earlier sentence."""
    pattern = _MUCH_LATER.get(language[:2])
    return pattern is not None and pattern.match(text) is not None


def _is_said_by_pronoun(text: str) -> bool:
    """True for a quotation, or a sentence with "he said" at its end, by nobody named in it."""
    speech = _PRONOUN_SPEAKS.search(text)
    return speech is not None and (text[:1] in _QUOTED or len(text) - speech.end() < _TAIL_CHARS)


def _is_early_pronoun(text: str) -> bool:
    """True for "On Monday he": a pronoun among the first words, before anyone is named."""
    match = _EARLY_PRONOUN.match(text)
    return match is not None and not _NAMED_BEFORE.search(_DATE_WORD.sub("", match.group()))


def vague_noun(text: str) -> str:
    """The noun of "The company said", which only an earlier sentence explains; else nothing."""
    match = _VAGUE.match(text.lstrip(_OPENING_MARK))
    return match.group(1).lower() if match else ""


def definite_noun(text: str) -> str:
    """The noun of "The ferry sank", vague or not; else nothing."""
    match = _DEFINITE.match(text.lstrip(_OPENING_MARK))
    return match.group(1).lower() if match else ""


def names(text: str, noun: str) -> bool:
    """Has the noun as a word of its own, in the singular or with an s."""
    low = text.lower()
    # The plain search first: most sentences do not have it, and it is many times faster.
    return noun in low and re.search(rf"\b{noun}s?\b", low) is not None


def introduces(text: str, noun: str) -> bool:
    """Brings something in: "a ferry", "a small, blue ferry", "another ferry"."""
    pattern = rf"\b(?:an?|one|another) (?:[\w-]+,? ){{0,3}}{noun}\b"
    return noun in text and re.search(pattern, text) is not None


def unbalanced(text: str) -> bool:
    """Has a quotation mark without its partner."""
    return not balanced(text)


def lost_mark(text: str) -> bool:
    """Has quotation marks in pairs but for those an encoding turned into question marks."""
    return not balanced(text) and balanced(restored(text))


def lacks_speaker(text: str, language: str = "en") -> bool:
    """Opens with a quotation and has no verb of saying: nobody is seen to speak."""
    if text[:1] not in _QUOTED:
        return False
    verbs = SAYING.get(language[:2], SAYING["en"])
    rest = _UNQUOTED.sub(" ", text)
    return not any(word.lower() in verbs for word in _WORD.findall(rest))


def cut_off(text: str) -> bool:
    """Lacks its end, or words in its midst: no stop, an ellipsis, a dash that lost its word."""
    return not _ENDS.search(text) or bool(_ABRUPT.search(text)) or _has_gap(text)


def _has_gap(text: str) -> bool:
    """True where a dash hangs on a word and a free dash follows in the same sentence."""
    for part in text.split("."):
        opening = _GAP_OPENS.search(part)
        if opening and _GAP_CLOSES.search(part, opening.end()):
            return True
    return False


def starts_amid(text: str) -> bool:
    """Lacks its beginning: it starts with a small letter, or is a point of a list."""
    return text.lstrip(_OPENING_MARK)[:1].islower() or text[:1] in _POINTS


def is_aside(text: str) -> bool:
    """Stands in brackets as a whole: a remark on what stands before it."""
    return text[:1] in ("(", "[") and text.rstrip(".!? ")[-1:] in (")", "]")


def is_turned(following: str) -> bool:
    """True where the sentence after denies: "But the ministry denied it."."""
    denies = _TURN.match(following) and _DENIAL.search(following)
    return bool(denies or _TAKEN_BACK.match(following))


_SPEECH = word_set(
    "said says told added tweeted wrote stated explained asked claimed believe believes think "
    "thinks"
)
_DATE = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|"
    r"August|September|October|November|December|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)"
)


def _words(text: str) -> list[str]:
    return [word.strip(".,;:!?\"“”‘’'()").lower() for word in text.split()]


def has_speech_verb(text: str) -> bool:
    """Has a verb of saying or thinking."""
    return any(word in _SPEECH for word in _words(text))


def is_question(text: str) -> bool:
    """Ends in a question mark."""
    return text.rstrip("\"”’')").endswith("?")


def names_date(text: str) -> bool:
    """Names a weekday or a month."""
    return bool(_DATE.search(text))


def capitals(text: str) -> int:
    """Words with a capital that do not open the sentence."""
    return sum(word.lstrip("\"“‘'(")[:1].isupper() for word in text.split()[1:])


def numbers(text: str) -> int:
    """Words that hold a digit."""
    return sum(any(letter.isdigit() for letter in word) for word in text.split())

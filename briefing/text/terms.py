"""What of a text is compared: its words, without those that say nothing by themselves.

Shared by grouping, condensing and editing, so that "the same words" means the
same in all three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.text.stems import stem

# A word may hold hyphens, apostrophes, stops and commas inside: U.S, 1,500, co-op.
_TOKEN = re.compile(r"[^\W_](?:[\w'’.,-]*[^\W_])?")
# Chinese characters and hiragana; katakana, which writes names and foreign words.
_SIGN = re.compile(r"[\u3005-\u3007\u3040-\u309f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_OTHER = r"[^\W\u3005-\u9fff\uf900-\ufaff]"
_PIECE = re.compile(
    rf"(?P<signs>{_SIGN.pattern}+)|[\u30a0-\u30ff]+|{_OTHER}(?:{_OTHER}|['’.,-](?={_OTHER}))*"
)
_GENITIVES = ("'s", "’s")

_ENGLISH = """
a about above after again against all also although am among an and any are as at be because been
before being below between both but by can could did do does doing down during each even few for
from further had has have having he her here hers herself him himself his how however i if in into
is it its itself just may me might more most must my myself no nor not now of off on once one only
or other our ours out over own per quite rather same shall she should since so some such than that
the their theirs them themselves then there these they this those though through to too two under
until up upon us very was we were what when where whether which while who whom whose why will with
within without would yet you your yours say says said saying told
"""
_OTHERS = {
    "de": """aber alle als also am an auch auf aus bei bin bis da damit dann das dass dem den denn
        der des die dies diese dieser doch dort du durch ein eine einem einen einer es für hat haben
        hatte hier ich ihr im in ist ja kann kein man mehr mit nach nicht noch nun nur ob oder sehr
        sein sich sie sind so über um und uns unter vom von vor war was weil wenn wer wie wir wird
        wo zu zum zur""",
    "fr": """à au aux avec ce ces cette comme d dans de des deux donc du elle en entre est et été
        être eux fait il ils je l la le les leur leurs lui mais même ne nous on ont ou où par pas
        plus pour qu que qui s sa sans se ses si son sont sous sur tout très un une vers vous y""",
    "es": """a al algo como con cuando de del desde donde dos e el ella ellos en entre era es esa
        ese esta este fue ha han hasta la las le les lo los más me muy ni no nos o para pero por
        porque que quien se según ser si sin sobre son su sus también tras un una uno y ya""",
    "it": """a ad agli ai al alla alle anche che chi ci come con da dai dal dalla dei del della
        delle di dove due e è ed era fra gli ha hanno i il in io la le lo loro ma nei nel nella non
        o per perché più quando quella quello questa questo se si sono su sua sul sulla suo tra un
        una uno""",
    "pt": """a ao aos as às até com como da das de dela dele do dos e é ela ele em entre era essa
        esse esta este foi há isso já mais mas na nas não no nos o os ou para pela pelo por porque
        quando que quem se sem ser seu seus só sobre sua suas também um uma""",
    "nl": """aan al als bij dan dat de deze die dit door een en er had heeft het hij hoe ik in is je
        kan maar meer met na naar niet nog nu of om onder ook op over te tegen toen tot uit van
        veel voor was wat we wel werd wie wil worden wordt ze zei zich zij zijn zo""",
    "ru": """а без бы был была были было быть в вас весь во вот все всех вы где да для до его ее
        если есть еще же за и из или им их к как когда который ли между мы на над не него нет но о
        об он она они от по под после при с со так также там то только у уже что чтобы это этот""",
    "ar": """في من على إلى عن أن إن كان كانت ما لا لم لن هذا هذه ذلك التي الذي الذين مع قد قال هو
        هي هم كما بعد قبل بين حتى أو و ثم كل غير""",
}
STOP_WORDS = {"en": frozenset(_ENGLISH.split())} | {
    language: frozenset(words.split()) for language, words in _OTHERS.items()
}


def words(text: str) -> list[str]:
    """The words and numbers of a text in small letters, without a genitive 's.

    Chinese and Japanese write no blanks: there each two neighbouring signs
    count as a word, but a run of katakana is one.
    """
    if not _SIGN.search(text):
        return [bare(match.group().lower()) for match in _TOKEN.finditer(text)]
    return [bare(text[start:end].lower()) for start, end in find_words(text)]


def find_words(text: str) -> Iterator[tuple[int, int]]:
    """Where each word or number of a text begins and ends."""
    for match in _TOKEN.finditer(text):
        if _SIGN.search(match.group()):
            yield from _pairs(text, *match.span())
        else:
            yield match.span()


def _pairs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for piece in _PIECE.finditer(text, start, end):
        low, high = piece.span()
        if piece.lastgroup == "signs" and high - low > 2:
            yield from ((place, place + 2) for place in range(low, high - 1))
        else:
            yield low, high


def is_pair(word: str) -> bool:
    """True for two signs that were taken out of a run: often no word by themselves."""
    return len(word) <= 2 and _SIGN.match(word) is not None


def bare(word: str) -> str:
    """A word without a genitive 's and without the stop before it: U.S.'s is U.S."""
    if word.endswith(_GENITIVES):
        return word[:-2].rstrip("'’.,-") or word
    return word


def is_stop_word(word: str, language: str = "en") -> bool:
    """True for a word that says nothing by itself, in a language we have a list for."""
    return word in STOP_WORDS.get(language[:2], frozenset())


def terms(text: str, language: str = "en") -> list[str]:
    """The stems of a text's words, stop words left out, in reading order."""
    return [stem(word, language) for word in words(text) if not is_stop_word(word, language)]

"""What makes a sentence mislead or dangle once it stands alone: one small checker each.

"Extractive is not Faithful" (arXiv 2209.03549) names the kinds. The checks
are for English and read only the text they are given.
"""

from __future__ import annotations

import re

from briefing.text.clean import word_set
from briefing.text.quotes import balanced

_PRONOUN = (
    "he she it they his her its their theirs this these those that him them both such there here "
    "then another one"
)
_CONNECTIVE = (
    "or nor because but and so however meanwhile also instead still yet moreover thus therefore "
    "otherwise nevertheless nonetheless furthermore additionally besides hence likewise similarly "
    "consequently accordingly earlier later afterwards afterward"
)
_PHRASES = (
    "by contrast|in contrast|in addition|as a result|for example|for instance|on the other hand|"
    "in other words|in turn|at the same time|even so|after that|after this|before that|"
    "despite this|despite that|in response|to that end|for this reason|for that reason|"
    "in this|in that|at that|by then|among them|to do so|if so|that said"
)
_BACKWARD_NOUNS = (
    "company firm group former latter decision move two three pair duo trio report deal man woman "
    "incident victim victims accused suspect suspects film actor actress couple officer minister "
    "team player video post statement agreement attack bill announcement ruling case plan proposal "
    "same news letter 33-year-old"
)
_DEPENDENT = re.compile(
    rf"[\"“‘'(]?(?:(?:{'|'.join((_PRONOUN + ' ' + _CONNECTIVE).split())})(?:['’](?:s|re|ve|ll|d))?"
    rf"(?![\w-])|(?:{_PHRASES})\b|(?:mr|mrs|ms)\b|"
    rf"the (?:{'|'.join(_BACKWARD_NOUNS.split())})\b)",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"\b(?:says?|said|saying|tells?|told|adds?|added|writes?|wrote|tweeted|posted|asked|asks|"
    r"called|calling|calls|stated|states|explained|claimed|claims|announced|insisted|argued|warned|"
    r"declared|described|replied|noted|reads?|according|vowed|urged|testified|recalled|quoted|"
    r"dubbed|titled|entitled|known|named|termed|labell?ed|shouted|chanted|concluded|continued)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?。！？؟][\"”’')\]]*$")
_TRUNCATED = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])[\"”’')\]]*$")
_TURN = re.compile(
    r"[\"“]?(?:but|however|yet|nevertheless|nonetheless|still|though|in fact|actually)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:not|no longer|never|denied|denies|deny|false|untrue|wrong|incorrect|rejected|rejects|"
    r"refuted|disputed|disputes|dismissed|withdrew|retracted|reversed|overturned)\b|n['’]t\b",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"^(?:photos?|images?|picture[ds]?|captions?|scroll|videos?|watch|read more|read:|click|share|"
    r"advertisement|subscribe|editor.s note|follow us|copyright|story highlights|"
    r"by [a-z]+ [a-z.]+(?: [a-z]+)?$|tweet|facebook|comments?|sign up|loading|more:|related|"
    r"also read|breaking news|\(?cnn\)?$|file|please|listen|correction:|updated?:|published|"
    r"last (?:updated|modified))\b|"
    r"\b(?:getty images|media playback|please see our|enable javascript|via ap|terms of service|"
    r"privacy policy|all rights reserved|click here|read more|e-?mail (?:us|me)|https?:|www\.|"
    r"sign up (?:for|to|here)|newsletter|contributed to this|reporting by|editing by|"
    r"file photo|\(reuters\)$)|©|\(video|\(photo|\|\s*$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?:(?:By|BY) [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}(?:, [A-Z][A-Za-z ]{1,40})?\s+)?"
    r"(?:[A-Z][A-Z.'-]{2,}(?:[ ,]+[A-Z][\w.'-]*){0,5},?\s*(?:\([^)]{2,30}\)\s*)?"
    r"|\([A-Z][^)]{1,25}\)\s*"
    r"|[A-Z][A-Za-z, ]{2,30}\([A-Z][A-Za-z ]{1,20}\)\s*)"
    r"(?:[-–—_]+|:)\s+(?=[\"“'‘A-Z0-9])"
    r"|\((?:CNN|AP|Reuters|AFP)\)\s*"
)
_FIRST_PERSON = word_set("i we you my our your me us")


def depends(text: str) -> bool:
    """Opens with a pronoun, a connective or "the company": it leans on what stands before."""
    return bool(_DEPENDENT.match(text))


def unbalanced(text: str) -> bool:
    """Has a quotation mark without its partner."""
    return not balanced(text)


def lacks_speaker(text: str) -> bool:
    """Opens with a quotation and has no verb of saying: nobody is seen to speak."""
    return text[:1] in '"“' and not _SPEECH.search(_unquoted(text))


def cut_off(text: str) -> bool:
    """Does not end as a sentence ends, or ends in an ellipsis."""
    return not _ENDS.search(text) or bool(_TRUNCATED.search(text))


def is_furniture(text: str) -> bool:
    """A caption, byline, credit, call to subscribe or other part of a page, not of a story."""
    return bool(_FURNITURE.search(text))


def dateline(text: str) -> int:
    """How many characters of a byline or dateline stand before the sentence itself."""
    match = _DATELINE.match(text)
    return match.end() if match else 0


def is_turned(following: str) -> bool:
    """True where the sentence after denies: "But the ministry denied it."."""
    return bool(_TURN.match(following) and _DENIAL.search(following))


def _unquoted(text: str) -> str:
    return re.sub(r"“[^”]*”|\"[^\"]*\"", " ", text)

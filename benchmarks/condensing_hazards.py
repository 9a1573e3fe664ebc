"""Finds what may mislead in a finished summary, by means of its own.

Nothing here is shared with the filters in `briefing.condensing`: a filter
that judges itself finds nothing. These detectors look at the summary as a
reader sees it and at the story around each sentence, word by word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from briefing.models import Sentence, Story, Summary
from briefing.text.clean import word_set

_PRONOUNS = word_set(
    "he she it they him her them his hers its their theirs himself herself itself themselves "
    "this that these those such both neither"
)
# "This week", "that is why" and the like point at no earlier sentence.
_POINTS_AT_TIME = word_set(
    "week weekend month year morning afternoon evening time summer winter spring autumn fall "
    "season monday tuesday wednesday thursday friday saturday sunday century decade"
)
_CONNECTIVES = word_set(
    "but and or nor so however meanwhile moreover furthermore also besides nevertheless "
    "nonetheless still yet thus hence therefore otherwise instead likewise similarly "
    "consequently accordingly then earlier later afterwards additionally though because"
)
_VAGUE = word_set(
    "company firm group organization organisation agency team club party former latter pair "
    "duo trio couple man woman boy girl victim victims suspect suspects accused officer "
    "officers minister president actor actress singer player coach driver teenager teen star "
    "incident deal decision move statement report study film movie video attack accident "
    "ruling announcement plan proposal case letter post tweet"
)
_SAYING = word_set(
    "said says say saying told tells tell added adds wrote writes tweeted posted asked asks "
    "called calls explained claimed claims announced insisted argued warned declared "
    "described replied noted stated according testified recalled reads read quoted shouted "
    "joked continued concluded admitted confirmed revealed urged suggested commented "
    "responded remarked recounted quipped titled entitled dubbed known named referred vowed "
    "promised pleaded cried yelled laughed complained "
    "write think believe believes recalled boasted lamented acknowledged"
)
_DENIES = re.compile(
    r"\b(?:not|never|no longer|denied|denies|deny|false|untrue|rejected|refuted|disputed|"
    r"dismissed|retracted|reversed|wrong)\b|n['’]t\b",
    re.IGNORECASE,
)
_TAKES_BACK = {f"{who} {is_}" for who in ("that", "this", "it") for is_ in ("is", "was")}
_OPENING_MARKS = "\"“‘'([«"
_FURNITURE = (
    "read more", "click here", "sign up", "subscribe to", "subscribe now", "follow us",
    "all rights reserved",
    "getty images", "file photo", "photo:", "image:", "video:", "advertisement", "newsletter",
    "scroll down", "copyright", "terms of service", "privacy policy", "story highlights",
    "associated press contributed", "contributed to this", "reporting by", "editing by",
    "(photo", "(video", "(image", "http://", "https://", "www.", "e-mail us", "email us",
    "breaking news", "please enable", "enable javascript", "watch the video", "related:",
    "hide caption", "toggle caption", "more:", "share this", "(reuters)", "(ap)", "(cnn)",
)  # fmt: skip
_CAPTION = re.compile(
    r"^(?:photo|image|picture[ds]?|caption|video|watch|file|scroll|above|below|pictured)\b"
    r"|\((?:pictured|photo|above|below|left|right)[^)]{0,40}\)"
    r"|\bis (?:pictured|shown|seen) (?:here|in this)"
    r"|\bin this .{0,30}\bphoto\b|\bthis .{0,30}\b(?:photo|image) (?:shows|provided|released)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"^(?:By|BY) [A-Z][\w.'-]+ [A-Z]")
_DATELINE = re.compile(
    r"^[A-Z][A-Z.'-]{2,}[A-Za-z ,.()/]{0,40}(?:--|[-–—_])\s|^\((?:CNN|AP|Reuters|AFP)\)"
)
_NOT_SURNAMES = word_set(
    "January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday American British French German "
    "Russian Chinese Indian United States Kingdom House Senate Congress Court City County "
    "State Street University School Hospital Police Department Party Council Minister "
    "President Prime Government Republican Democrat Democratic Church Street Road Park "
    "Airport North South East West New San Los Saint Islands Union League Cup Association "
    "Company Inc Group Office Committee Commission Center Centre Institute International "
    "National Times Post News Journal"
)
_SMALL = word_set(
    "the a an in on at for from to of and but or as by with after before when while if that "
    "this he she it they his her its their who what how why said says told both many most von van"
)
_TITLES = word_set("Mr Mrs Ms Miss Dr Sir Lord Lady Prof")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One sentence of a summary as it stands there, and where it comes from."""

    text: str
    before: str  # the story up to the sentence
    after: str  # the story from the sentence on
    shown: str  # the summary up to the sentence
    follows: bool  # what stands before it in the story stands before it here, too
    goes_on: bool  # what follows in the story follows here, too


def hazards(summary: Summary, stories: Sequence[Story]) -> tuple[str, ...]:
    """The kinds of hazard a summary shows, sorted, each once."""
    found = {
        kind
        for place in places(summary, stories)
        for kind, detects in DETECTORS.items()
        if detects(place)
    }
    return tuple(sorted(found))


def places(summary: Summary, stories: Sequence[Story]) -> Iterator[Place]:
    """Each sentence of a summary with its surroundings."""
    texts = {story.id: story.text for story in stories}
    shown = ""
    chosen = summary.sentences
    for number, sentence in enumerate(chosen):
        text = texts[sentence.story_id]
        yield Place(
            text=sentence.text,
            before=text[: sentence.start],
            after=text[sentence.end :],
            shown=shown,
            follows=number > 0 and _adjacent(chosen[number - 1], sentence, text),
            goes_on=number + 1 < len(chosen) and _adjacent(sentence, chosen[number + 1], text),
        )
        shown += sentence.text + "\n"


def _adjacent(one: Sentence, other: Sentence, text: str) -> bool:
    """True where nothing but a few characters (a quote mark, a dateline) stands between."""
    return one.story_id == other.story_id and len(text[one.end : other.start].strip()) <= 3


def _words(text: str) -> list[str]:
    return [word.strip(".,;:!?…\"“”‘'()[]«»").replace("’", "'") for word in text.split()]


def _first(text: str) -> list[str]:
    return [word.lower() for word in _words(text.lstrip(_OPENING_MARKS))[:8]]


def _is_opening(place: Place) -> bool:
    return not any(character.isalpha() for character in place.before[-400:]) or not any(
        mark in place.before for mark in ".!?"
    )


def pronoun(place: Place) -> bool:
    """Opens with a pronoun whose word stands in a sentence that is not here."""
    if place.follows or _is_opening(place):
        return False
    words = _first(place.text)
    first, second = [*words, "", ""][:2]
    head = first.split("'")[0]
    if head in {"this", "that", "these", "those"} and second in _POINTS_AT_TIME:
        return False
    if head == "it" and second in {"is", "was"} and {"that", "to"} & set(words[2:]):
        return False
    return head in _PRONOUNS


def connective(place: Place) -> bool:
    """Opens with a word that ties it to a sentence that is not here."""
    if place.follows or _is_opening(place):
        return False
    words = _first(place.text)
    if words[:1] == ["because"]:
        return "," not in place.text
    return words[:1] != [] and words[0] in _CONNECTIVES


def vague_noun(place: Place) -> bool:
    """Opens with "The company" or the like; who that is stands elsewhere."""
    if place.follows or _is_opening(place):
        return False
    first, noun, then = [*_first(place.text), "", "", ""][:3]
    noun = noun.split("'")[0]
    explained = then in {"of", "who", "that", "which", "behind"} or noun in _all(place.shown)
    return first == "the" and noun in _VAGUE and not explained


def _all(text: str) -> set[str]:
    return {word.lower() for word in _words(text)}


def surname(place: Place) -> bool:
    """Calls somebody by surname whom the story introduced in full before, but not the summary."""
    words = [word.removesuffix("'s") for word in _words(place.text)]
    return any(
        _is_bare(words, number)
        and not re.search(rf"\b{re.escape(word.lower())}\b", place.before + place.after)
        and _introduced(word, place.before)
        and not _introduced(word, place.shown + place.text)
        for number, word in enumerate(words)
    )


def _is_bare(words: Sequence[str], number: int) -> bool:
    """True for a capitalised word that could be a surname, with no other name beside it."""
    word = words[number]
    if len(word) < 4 or not word.istitle() or word in _NOT_SURNAMES:
        return False
    before = words[number - 1] if number else ""
    after = words[number + 1] if number + 1 < len(words) else ""
    named = before[:1].isupper() and before not in _TITLES and before.lower() not in _SMALL
    return not named and not after[:1].isupper()


def _introduced(surname: str, text: str) -> bool:
    """True where a first name stands before the surname, and no further name after it."""
    after = r"(?!-\w| (?!(?:Jr|Sr|I{1,3}V?)\b)[A-Z])"
    # A first name: no end of a sentence, no owner ("Hodgson's England").
    first = r"(?:[A-Z]\.|[A-Z][\w'’-]+(?<!['’]s)|(?:St|Jr|Wm|Chr)\.)"
    pattern = rf"\b({first}) (?:[A-Z]\. )?{re.escape(surname)}\b{after}"
    return any(
        match.group(1) not in _NOT_SURNAMES | _TITLES and match.group(1).lower() not in _SMALL
        for match in re.finditer(pattern, text)
    )


def quotes(place: Place) -> bool:
    """Has a quotation mark without its partner."""
    text = place.text
    straight = text.count('"') % 2
    curly = text.count("“") != text.count("”")
    return bool(straight) or curly


def inside_quotation(place: Place) -> bool:
    """Stands wholly inside a quotation whose marks and speaker are left out."""
    if any(mark in place.text for mark in '"“”') or place.follows:
        return False
    before = place.before.rpartition("\n")[2][-1500:]
    after = place.after.partition("\n")[0][:1500]
    opened = re.search(r"(?:^|[\s(\[—–-])[\"“]\S[^\"“”]*$", before)
    closed = re.match(r"[^\"“”]*\S[\"”](?:\s|[.,;]|$)", after)
    return opened is not None and closed is not None


def speaker(place: Place) -> bool:
    """Is a quotation that nobody is seen to say."""
    text = place.text.strip()
    if not text.startswith(('"', "“")):
        return False
    rest = re.sub(r"“[^”]*”|\"[^\"]*\"", " ", text)
    if {word.lower() for word in _words(rest)} & _SAYING:
        return False
    quoted = len(text) - len(rest.strip())
    return quoted > 0.5 * len(text)


def cut_off(place: Place) -> bool:
    """Lacks its beginning or its end."""
    text = place.text.rstrip("\"”’')] ")
    starts_small = place.text.lstrip(_OPENING_MARKS)[:1].islower() and not _is_opening(place)
    return not text.endswith((".", "!", "?")) or text.endswith("...") or starts_small


def furniture(place: Place) -> bool:
    """Is a dateline, caption, byline, credit or call to subscribe."""
    low = place.text.lower()
    return (
        any(phrase in low for phrase in _FURNITURE)
        or _CAPTION.search(place.text) is not None
        or _BYLINE.search(place.text) is not None
        or _DATELINE.search(place.text) is not None
    )


def turned(place: Place) -> bool:
    """The story goes on with a but that denies what the sentence says; the summary does not."""
    if place.goes_on:
        return False
    following = re.split(r"(?<=[.!?])[\"”]?\s", place.after.lstrip(" \n\"”’')"), maxsplit=1)[0]
    words = _first(following)
    if words[:1] and words[0] in {"but", "however", "yet", "nevertheless"}:
        return _DENIES.search(following[:200]) is not None
    return " ".join(words[:2]) in _TAKES_BACK and _DENIES.search(" ".join(words[2:5])) is not None


DETECTORS: dict[str, Callable[[Place], bool]] = {
    "pronoun": pronoun,
    "connective": connective,
    "vague noun": vague_noun,
    "surname": surname,
    "quotes": quotes,
    "inside quotation": inside_quotation,
    "speaker": speaker,
    "cut off": cut_off,
    "furniture": furniture,
    "turned": turned,
}

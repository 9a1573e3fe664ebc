"""Which names the stories of a morning write, whole: people, places, organisations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.editing.beats import STATES
from briefing.editing.morning import Morning
from briefing.models import Story
from briefing.text.background import is_common
from briefing.text.clean import word_set
from briefing.text.proper_names import (
    ROLES,
    Namebook,
    PackedTokens,
    Token,
    in_title_case,
    tokens,
)
from briefing.text.sentences import prose
from briefing.text.terms import is_stop_word

CAPITAL_NOUNS = word_set("de")
# An adjective, an article or a genitive before its noun: Weißen Haus, Trumps Ballsaal.
_GLUED = re.compile(r"[a-z]\.[A-Z]|[A-Z][a-z]+-[A-Z][a-z]+ ")
_INFLECTED = re.compile(r"\w+(?:e|en|er|es|em|s)")
# They stand before one name and belong to it: Pope Francis, Lady Ingrid.
_TITLES = word_set("King Queen Prince Princess Pope Lady Lord Saint Duke Duchess Sir Dame")
OPENING_WORDS = 120  # of a text, in which names are looked for: chosen, not measured
LONGEST_NAME_WORDS = 5  # a longer run of capitals is no name: chosen, not measured
LONGEST_TITLE_WORDS = 40  # of a headline are read: chosen, not measured
# A single word is a name of its own where it stands alone in more than half of its places.
ALONE_SHARE = 0.5
_CONNECTORS = word_set("of de del della der den di da do dos das du van von bin al el la le et")
_NATIONS = re.compile(r".+(?:ish|ese|ian|ans|ians|ean)$|.+(?:isch|ische|ischen|ischer)$")
_DEMONYMS = word_set(
    "American Americans French Dutch German Germans Greek Czech Swiss Thai Iraqi Israeli Israelis "
    "Pakistani Saudi Afghan Polish Welsh Scottish Irish British English Spanish Turkish Swedish "
    "Danish Finnish Chinese Japanese Republican Republicans Democrat Democrats Democratic Tory "
    "Tories Muslim Muslims Christian Christians Jewish Catholic Catholics Black White Deutsche "
    "Deutschen Amerikaner Russen Ukrainer"
)
_CALENDAR = word_set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December Montag Dienstag Mittwoch Donnerstag "
    "Freitag Samstag Sonntag Easter Christmas Ramadan Thanksgiving Ostern Weihnachten"
)
_NO_NAMES = word_set(
    "Hundreds Thousands Dozens Scores Born Dangerous Former Why How What I AM PM GMT TV UK's AI "
    "CEO MP MPs AP AFP BBC CNN The A An Uhr Live Video VIDEO"
)


class NameTally:
    """How many stories of a morning write each name, and each word inside a longer one.

    Few names are asked about: only stories that hold their words are read for names.
    """

    def __init__(self, morning: Morning) -> None:
        self._morning = morning
        self._of: dict[str, tuple[str, ...]] = {}
        self._with: dict[str, tuple[str, ...]] = {}

    def names_of(self, story: Story) -> tuple[str, ...]:
        """The names a story writes."""
        if story.id not in self._of:
            self._of[story.id] = names_in(story, self._morning.names)
        return self._of[story.id]

    def full(self, name: str) -> str:
        """The one longer name of the morning that a surname ends; else the name itself."""
        if " " in name:  # a surname is one word
            return name
        longer = {other for other in self._names_with(name) if _ends_with(other, name)}
        return next(iter(longer)) if len(longer) == 1 else name

    def is_whole(self, name: str) -> bool:
        """True for a name of several words, and for one that mostly stands alone."""
        if " " in name:
            return True
        every = self._names_with(name)
        alone = every.count(name)
        inside = sum(other.split().count(name) for other in every if " " in other)
        return alone > ALONE_SHARE * (alone + inside)

    def _names_with(self, word: str) -> tuple[str, ...]:
        """All names of the stories that hold a word, each as often as stories write it."""
        if word not in self._with:
            holders = (text.story for text in self._morning.texts.values() if text.holds(word))
            self._with[word] = tuple(name for story in holders for name in self.names_of(story))
        return self._with[word]


def _ends_with(name: str, surname: str) -> bool:
    """True for a person's name of two or three words that a surname ends."""
    words = name.split()
    is_person = len(words) in {2, 3} and not _CONNECTORS & set(words) and words[-1] not in STATES
    return is_person and words[-1] == surname


def names_in(story: Story, book: Namebook) -> tuple[str, ...]:
    """The names a story writes in its headline and its opening, each once."""
    opening = prose(story, OPENING_WORDS * 12)
    names = (*_title_names(story, book), *_names(opening, book, OPENING_WORDS))
    return tuple(dict.fromkeys(name for name in names if _may_be_name(name, story.language)))


def _may_be_name(name: str, language: str) -> bool:
    """German gives every noun a capital: there only a pair that opens as first names do is one."""
    if language[:2] not in CAPITAL_NOUNS or name in STATES:
        return True
    first = name.split()[0]
    pair = " " in name and all(word[0].isupper() and "-" not in word for word in name.split())
    return pair and not _INFLECTED.fullmatch(first) and not is_stop_word(first.lower(), language)


def _title_names(story: Story, book: Namebook) -> Sequence[str]:
    if in_title_case(PackedTokens.read(story.title).words, story.language):
        return ()
    names = _names(story.title, book, LONGEST_TITLE_WORDS)
    return tuple(name for name in names if _may_be_name(name, story.language))


def _names(text: str, book: Namebook, most: int) -> Iterator[str]:
    """Runs of capitalised words, small connectors inside allowed; a genitive ends a name."""
    run: list[str] = []
    for token in tokens(text, most):
        if run and not (token.joined and not token.opens):
            yield from _known(run, book)
            run = []
        if _is_part(token, book, inside=bool(run)) or (run and token.word in _CONNECTORS):
            run.append(token.word)
        elif run:
            yield from _known(run, book)
            run = []
        if token.genitive:
            yield from _known(run, book)
            run = []
    yield from _known(run, book)


def _known(run: Sequence[str], book: Namebook) -> Iterator[str]:
    """The name of a run; one word alone must be a name elsewhere, too."""
    if len(run) > 1 or (run and book.is_name(run[0])):
        yield from _whole(run)


def _is_part(token: Token, book: Namebook, *, inside: bool) -> bool:
    word = token.word
    if not word[:1].isupper() or word in _CALENDAR:
        return False
    if inside:
        return True
    if is_stop_word(word.lower()):
        return False
    return book.is_name(word) or (token.opens and _is_unknown(word, book))


def _is_unknown(word: str, book: Namebook) -> bool:
    """True for the first word of a sentence that nobody writes in small letters: Sierra (Leone)."""
    return not is_common(word) and not book.is_written_small(word)


def _whole(run: Sequence[str]) -> Iterator[str]:
    """The name a run is, without roles and nationalities around it; nothing for no name."""
    words = list(run)
    while words and (words[0] in ROLES or words[0] in _DEMONYMS or words[0] in _CONNECTORS):
        words.pop(0)
    while words and words[-1] in _CONNECTORS:
        words.pop()
    if len(words) == 1 and len(run) > 1 and run[-2] in _TITLES:
        words.insert(0, run[-2])
    name = " ".join(words)
    if words and len(words) <= LONGEST_NAME_WORDS and _is_name(words):
        yield name


def _is_name(words: Sequence[str]) -> bool:
    word = words[0]
    if any(_GLUED.search(part) for part in words):
        return False
    if len(words) > 1:
        return all(len(part) > 1 for part in words) and not any(part in _NO_NAMES for part in words)
    nation = _NATIONS.fullmatch(word) is not None or word in _DEMONYMS
    return len(word) > 2 and word.isalpha() and not nation and word not in _NO_NAMES | ROLES

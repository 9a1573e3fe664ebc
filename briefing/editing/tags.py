"""Tags and kickers: whole names that a topic's stories share; none is better than a bad one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from briefing.editing.morning import Morning
from briefing.editing.telling import Telling
from briefing.models import Story
from briefing.text.clean import word_set
from briefing.text.names import ROLES, Namebook, Token, in_title_case, tokens
from briefing.text.terms import is_stop_word

MOST_TAGS = 4
OPENING_WORDS = 120
LONGEST_NAME_WORDS = 5
LONGEST_KICKER_CHARS = 24
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
    "I AM PM GMT TV UK's AI CEO MP MPs AP AFP BBC CNN The A An Uhr Live Video VIDEO"
)


def tags_of(telling: Telling, morning: Morning) -> tuple[str, ...]:
    """At most four names, the one that most stories carry first.

    A name counts that two stories of the event write, or the headline. A
    surname becomes the full form that two stories write.
    """
    stories = telling.view.stories
    holders: Counter[str] = Counter()
    for story in stories:
        holders.update(dict.fromkeys(names_in(story, morning.names), 1))
    own = set(_title_names(telling.story, morning.names))
    full = _full_forms(holders)
    counts: Counter[str] = Counter()
    for name, count in holders.items():
        if count > 1 or name in own:
            counts[full.get(name, name)] += count
    ranked = sorted(counts, key=lambda name: (name not in own, -counts[name], name))
    return _without_parts(name for name in ranked if _is_whole(name, holders, full))[:MOST_TAGS]


def kicker_of(story: Story) -> str:
    """The section a source files its story under, if it is a word readers know; else nothing."""
    section = " ".join(story.section.split())
    plain = re.fullmatch(r"[^\W\d_]+(?:[ &-]+[^\W\d_]+){0,2}", section)
    fits = plain and section[:1].isupper() and 2 < len(section) <= LONGEST_KICKER_CHARS
    return section if fits else ""


def names_in(story: Story, book: Namebook) -> tuple[str, ...]:
    """The names a story writes in its headline and its opening, each once."""
    opening = tokens(story.text[: OPENING_WORDS * 12], OPENING_WORDS)
    return tuple(dict.fromkeys((*_title_names(story, book), *_names(opening, book))))


def _title_names(story: Story, book: Namebook) -> Sequence[str]:
    title = tokens(story.title)
    if in_title_case(title, story.language):
        return ()
    return tuple(_names(title, book))


def _names(text: Sequence[Token], book: Namebook) -> Iterator[str]:
    """Runs of capitalised words, small connectors inside allowed; roles in front left out."""
    run: list[str] = []
    for token in text:
        goes_on = token.joined and not token.opens
        if run and not goes_on:
            yield from _whole(run)
            run = []
        if _is_part(token, book, inside=bool(run)) or (run and token.word in _CONNECTORS):
            run.append(token.word)
        elif run:
            yield from _whole(run)
            run = []
    yield from _whole(run)


def _is_part(token: Token, book: Namebook, *, inside: bool) -> bool:
    word = token.word
    if not word[:1].isupper() or word in _CALENDAR:
        return False
    if inside:
        return True
    return book.is_name(word) and not is_stop_word(word.lower())


def _whole(run: Sequence[str]) -> Iterator[str]:
    """The name a run is, without roles and nationalities around it; nothing for no name."""
    words = list(run)
    while words and (words[0] in ROLES or words[0] in _DEMONYMS or words[0] in _CONNECTORS):
        words.pop(0)
    while words and words[-1] in _CONNECTORS:
        words.pop()
    name = " ".join(words)
    if words and len(words) <= LONGEST_NAME_WORDS and _is_name(words):
        yield name


def _is_name(words: Sequence[str]) -> bool:
    word = words[0]
    if len(words) > 1:
        return all(len(part) > 1 for part in words) and not any(part in _NO_NAMES for part in words)
    nation = _NATIONS.fullmatch(word) is not None or word in _DEMONYMS
    return len(word) > 2 and word.isalpha() and not nation and word not in _NO_NAMES | ROLES


def _full_forms(holders: Counter[str]) -> dict[str, str]:
    """Surname -> the one longer name that ends in it."""
    longer: dict[str, set[str]] = {}
    for name in holders:
        words = name.split()
        if len(words) in {2, 3}:
            longer.setdefault(words[-1], set()).add(name)
    return {last: next(iter(names)) for last, names in longer.items() if len(names) == 1}


def _is_whole(name: str, holders: Counter[str], full: dict[str, str]) -> bool:
    """True for a name of several words, and for one that mostly stands alone."""
    if " " in name:
        return True
    alone = holders[name]
    within = sum(
        count for other, count in holders.items() if name in other.split() and other != name
    )
    return name not in full and alone > ALONE_SHARE * (alone + within)


def _without_parts(names: Iterable[str]) -> tuple[str, ...]:
    chosen: list[str] = []
    for name in names:
        words = set(name.split())
        if not any(words <= set(other.split()) or words >= set(other.split()) for other in chosen):
            chosen.append(name)
    return tuple(chosen)

"""Does a sentence say more than the headline above it? An echo costs readers their time.

Some other words are not more: who, where, how many, what was said and why are.
"""

from __future__ import annotations

from functools import cache

from briefing.editing.acronyms import same_names
from briefing.editing.facts import NUMBER, facts, names
from briefing.editing.headlines import EventView
from briefing.editing.openings import Candidate
from briefing.text.caseless import Caseless
from briefing.text.proper_names import ROLES, tokens
from briefing.text.voice import quoted_share

# A sentence with less that its headline does not hold is the headline itself: chosen, not
# measured.
LEAST_NEW_SHARE = 0.12
# Of a sentence's weight; those of 100 openings of labelled mornings with less, and nothing that
# informs, were read: an editor would strike all but two (docs/decisions.md).
LEAST_PLAIN_NEW_SHARE = 0.48
# Names said once more in full, and nothing else, are an echo as well: chosen on the same openings.
LEAST_NAMED_NEW_SHARE = 0.32
# With less, a headline stands better alone: .6 left half as many more alone, and took openings
# that editors had chosen (docs/decisions.md).
LEAST_ADDED_SHARE = 0.55
LEAST_DATED_SHARE = 0.5  # ... of one that says on which day: chosen with it
COMPARED_LETTERS = 4  # of a name, by which a people is its country: chosen, not measured
FEWEST_NEW_NOUNS = 2  # German writes names like other nouns; so many say more: chosen
FEWEST_CAUSE_TERMS = 2  # new ones behind "because" tell a cause: chosen, not measured

_WEEKDAYS = tuple(f"{day}day" for day in ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun"))
# Names that say neither who nor where: an office, the police.
_NOBODY = (*sorted(ROLES), "Health", "Police", "Department", "Government", "Office", "Officials")
_CAUSE = Caseless(
    r"\b(?:because|due to|amid|in protest|after \w{2,20}ing|weil|wegen|nachdem|aus Protest|"
    r"parce que|en raison d|à cause d|porque|debido a|perché|a causa d|devido a|omdat|wegens|"
    r"vanwege|eftersom|på grund av|из-за|потому что)\b",
)


def is_repeat(candidate: Candidate, view: EventView) -> bool:
    """True for a sentence that is its headline once more, nearly word by word."""
    return _new_share(candidate, view) < LEAST_NEW_SHARE


def is_echo(candidate: Candidate, view: EventView) -> bool:
    """True for a sentence that says its headline once more, in other words at best."""
    title = _said_above(candidate, view)
    least = LEAST_NAMED_NEW_SHARE if _informs(candidate, title) else LEAST_PLAIN_NEW_SHARE
    return _new_share(candidate, view) < least


def adds_little(candidate: Candidate, view: EventView) -> bool:
    """True for a sentence of some new words that neither names, counts, quotes nor explains.

    A weekday alone does not, nor does "Ruritanian" where the headline has Ruritania.
    """
    least = LEAST_DATED_SHARE if candidate.terms & _weekdays() else LEAST_ADDED_SHARE
    if _new_share(candidate, view) >= least:
        return False
    return not informs(candidate, view)


def informs(candidate: Candidate, view: EventView) -> bool:
    """True for a sentence with a name, number, quotation or cause that its headline lacks."""
    title = _said_above(candidate, view)
    known = {term[:COMPARED_LETTERS] for term in title}
    near = frozenset(term for term in candidate.terms if term[:COMPARED_LETTERS] in known)
    return _informs(candidate, title | near | _weekdays())


def _new_share(candidate: Candidate, view: EventView) -> float:
    """The share of a sentence's weight that its headline does not hold."""
    return 1 - view.morning.cover(candidate.terms, _said_above(candidate, view))


def _said_above(candidate: Candidate, view: EventView) -> frozenset[str]:
    """The terms of the headline, and those of names that it has shortened or in full."""
    story = candidate.story
    named = same_names(candidate.passage.text, story.title, story.language)
    return view.morning.texts[story.id].title | named


def _informs(candidate: Candidate, known: frozenset[str]) -> bool:
    """True where a sentence has a name, a number, a quotation or a cause that is not known."""
    text, language = candidate.passage.text, candidate.story.language
    new = candidate.terms - known
    if any(term.startswith(NUMBER) for term in new) or new & names(text, language) - _nobody():
        return True
    if language[:2] == "de" and _new_nouns(text, new) >= FEWEST_NEW_NOUNS:
        return True
    quotes = quoted_share(text) > 0 and quoted_share(candidate.story.title) == 0
    return quotes or _explains(text, new, language)


def _new_nouns(text: str, new: frozenset[str]) -> int:
    """How many words with a capital a German sentence has that are new."""
    nouns = (token.word for token in tokens(text) if token.word[:1].isupper() and not token.opens)
    return sum(not new.isdisjoint(facts(noun, "de")) for noun in nouns)


def _explains(text: str, new: frozenset[str], language: str) -> bool:
    """True where a cause is told in new words."""
    cause = _CAUSE.search(text)
    if cause is None:
        return False
    return len(new.intersection(facts(text[cause.end() :], language))) >= FEWEST_CAUSE_TERMS


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(fact for word in _WEEKDAYS for fact in facts(word))


@cache
def _nobody() -> frozenset[str]:
    """The terms of names that say neither who nor where."""
    return frozenset(fact for word in _NOBODY for fact in facts(word))

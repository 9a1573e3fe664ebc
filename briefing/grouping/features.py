"""What grouping reads of a story: counted terms by field, numbers, and names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.models import Story
from briefing.text.clean import word_set
from briefing.text.names import Namebook, Token, in_title_case, tokens
from briefing.text.sentences import prose
from briefing.text.stems import stem
from briefing.text.terms import is_stop_word

BODY_WORDS = 300
LEAD_WORDS = 60
# Characters of text that are looked at: 300 words and room for odd ones.
_CHARACTERS = 6_000
TITLE_WEIGHT, LEAD_WEIGHT, REST_WEIGHT, NAME_BOOST = 2.0, 1.0, 0.5, 1.5
# Words news is full of: they tell no two stories apart.
_NEWS_WORDS = word_set(
    "new news report reports reported year years day days people monday tuesday wednesday thursday "
    "friday saturday sunday yesterday today tomorrow week month mr mrs ms"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One story in terms: term -> count, weighted by field in `all`.

    `runs` are its names as written, a tuple of words each, every name once;
    `named` are the words of its tokens that are names.
    """

    all: dict[str, float]
    lead: dict[str, float]
    number: dict[str, float]
    tokens: tuple[Token, ...]
    runs: tuple[tuple[str, ...], ...]
    named: frozenset[str]

    @property
    def words(self) -> int:
        """How many words were read."""
        return len(self.tokens)

    def form(self, token: Token) -> str:
        """A word as it would stand inside a sentence."""
        return token.word if token.word in self.named else token.word.lower()


def read(stories: Sequence[Story], language: str) -> list[Reading]:
    """The stories of one language as readings; which words are names, the batch decides."""
    texts = [(tokens(s.title), tokens(prose(s, _CHARACTERS), BODY_WORDS)) for s in stories]
    book = Namebook()
    for title, body in texts:
        book.add(body)
        if not in_title_case(title, language):
            book.add(title)
    return [_reading(title, body, book, language) for title, body in texts]


def _reading(
    title: Sequence[Token], body: Sequence[Token], book: Namebook, language: str
) -> Reading:
    every: dict[str, float] = {}
    opening: dict[str, float] = {}
    number: dict[str, float] = {}
    named = frozenset(token.word for token in (*title, *body) if book.is_name(token.word))
    for place, (token, weight) in enumerate(_weighted(title, body)):
        term = term_of(token.word, language)
        if not term:
            continue
        _count(every, term, weight * NAME_BOOST if token.word in named else weight)
        if place < len(title) + LEAD_WORDS:
            _count(opening, term)
        if token.word[0].isdigit():
            _count(number, term)
    runs = sorted({run for text in (title, body) for run in book.runs(text)})
    return Reading(
        all=every,
        lead=opening,
        number=number,
        tokens=(*title, *body),
        runs=tuple(runs),
        named=named,
    )


def _weighted(title: Sequence[Token], body: Sequence[Token]) -> list[tuple[Token, float]]:
    lead, rest = body[:LEAD_WORDS], body[LEAD_WORDS:]
    parts = ((title, TITLE_WEIGHT), (lead, LEAD_WEIGHT), (rest, REST_WEIGHT))
    return [(token, weight) for part, weight in parts for token in part]


def term_of(word: str, language: str) -> str:
    """The term a word counts as; nothing for a word that tells no two stories apart."""
    lower = word.lower()
    if is_stop_word(lower, language) or lower in _NEWS_WORDS:
        return ""
    return stem(lower, language)


def _count(counts: dict[str, float], term: str, weight: float = 1.0) -> None:
    counts[term] = counts.get(term, 0.0) + weight

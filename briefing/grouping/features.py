"""What grouping reads of a story: counted terms by field, numbers, and names."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache

from anyascii import anyascii
from babel import Locale, UnknownLocaleError

from briefing.chunks import ChunkMap, in_place
from briefing.grouping.places import country_code
from briefing.models import Story
from briefing.text.clean import word_set
from briefing.text.proper_names import OPENS, Namebook, PackedTokens, Token, in_title_case
from briefing.text.sentences import prose
from briefing.text.stems import stem
from briefing.text.terms import is_stop_word

# Of a text so many are read; chosen, not measured.
BODY_WORDS = 300
# So many are a text's opening; chosen, not measured.
LEAD_WORDS = 60
# Of a text these are looked at: 300 words and room for odd ones.
_TEXT_CHARS = 6_000
# Of a word of the headline, by which the others are measured; chosen, not measured.
TITLE_WEIGHT = 2.0
# Of a word of the opening; chosen, not measured.
LEAD_WEIGHT = 1.0
# Of a word further below; chosen, not measured.
REST_WEIGHT = 0.5
# How many times a name outweighs another word; chosen, not measured.
NAME_RATIO = 1.5
# Words news is full of: they tell no two stories apart. Weekdays come from babel.
_NEWS_WORDS = word_set(
    "new news report reports reported year years day days people yesterday today tomorrow week "
    "month mr mrs ms"
)
# Of a text's words: with more in capitals these say nothing; chosen, not measured.
_SHOUTED_SHARE = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One story in terms. All is packed, as a run holds the readings of all its stories.

    `terms` are its terms, sorted; for each of them `counts` has how often it stands, weighted
    by field, `lead` and `title` how often in opening and headline, in headline alone.
    `are_names` is 1 for terms of names, else 0. `packed` are the words of headline and text,
    `names` the words that are names, `written_runs` its names as written, each once.
    `labels` are the parts of its headline, as terms, of which its text has no word: a column,
    a programme, or a matter the text takes as known.
    """

    language: str
    terms: tuple[str, ...]
    counts: array[float]
    lead: array[float]
    title: array[float]
    are_names: bytes
    packed: tuple[PackedTokens, PackedTokens]
    names: str
    written_runs: str
    labels: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> int:
        """How many words were read."""
        return sum(len(packed.marks) for packed in self.packed)

    @property
    def tokens(self) -> list[Token]:
        """The words of headline and text, unpacked."""
        return [token for packed in self.packed for token in packed.unpacked()]

    @property
    def written_words(self) -> list[str]:
        """As `tokens`, the words alone."""
        return [word for packed in self.packed for word in packed.words]

    @property
    def named(self) -> frozenset[str]:
        """The words of its tokens that are names."""
        return frozenset(self.names.split("\n") if self.names else ())

    @property
    def runs(self) -> tuple[tuple[str, ...], ...]:
        """Its names as written, a tuple of words each, sorted, every name once."""
        return tuple(tuple(name.split(" ")) for name in self.written_names)

    @property
    def written_names(self) -> list[str]:
        """As `runs`, each in one piece, with blanks between its words."""
        return self.written_runs.split("\n") if self.written_runs else []

    def uncounted(self) -> Reading:
        """The same without terms and their counts, which the vectors hold from then on."""
        none: array[float] = array("f")
        return replace(self, terms=(), counts=none, lead=none, title=none, are_names=b"")


def read(stories: Sequence[Story], each: ChunkMap = in_place) -> list[Reading]:
    """The stories as readings; which words are names, those of one language decide together.

    `each` reads the words of the stories one by one, wherever that is done.
    """
    texts = each(_both_words, stories)
    books: dict[str, Namebook] = {}
    for story, (title, body) in zip(stories, texts, strict=True):
        book = books.setdefault(language_of(story), Namebook())
        book.add(body)
        if not in_title_case(title.words, language_of(story)):
            book.add(title)
    return [
        _reading(packed, books[language_of(story)], language_of(story))
        for story, packed in zip(stories, texts, strict=True)
    ]


def _both_words(stories: tuple[Story, ...]) -> tuple[tuple[PackedTokens, PackedTokens], ...]:
    """The words of headline and text of each story."""
    return tuple((PackedTokens.read(story.title), _body(story)) for story in stories)


def _body(story: Story) -> PackedTokens:
    return PackedTokens.read(prose(story, _TEXT_CHARS), BODY_WORDS)


def language_of(story: Story) -> str:
    """The language a story is read in, without its region: en for en-GB."""
    return story.language[:2].lower()


def _reading(packed: tuple[PackedTokens, PackedTokens], book: Namebook, language: str) -> Reading:
    as_read = (packed[0].words, packed[1].words)
    words = (_unshouted(as_read[0]), _unshouted(as_read[1]))
    if words != as_read:
        packed = (packed[0].written_as(words[0]), packed[1].written_as(words[1]))
    named = set(filter(book.is_name, {*words[0], *words[1]}))
    name_terms = {term for word in named for term in terms_of(word, language)}
    weighted, lead, in_title = _counted(words, named, language)
    terms = tuple(sorted(weighted))
    texts = zip(words, packed, strict=True)
    runs = {run for written, text in texts for run in book.runs(written, text.marks)}
    return Reading(
        language=language,
        terms=terms,
        counts=_column(weighted, terms),
        lead=_column(lead, terms),
        title=_column(in_title, terms),
        are_names=bytes(term in name_terms for term in terms),
        packed=packed,
        names="\n".join(sorted(named)),
        written_runs="\n".join(map(" ".join, sorted(runs))),
        labels=tuple(_labels(packed[0], words, language)),
    )


_Counts = tuple[dict[str, float], dict[str, float], dict[str, float]]


def _counted(words: tuple[list[str], list[str]], named: Set[str], language: str) -> _Counts:
    """Term -> count: weighted by field, in headline and opening, in the headline.

    All are multiples of a quarter, whose sums are exact in whatever order they are made.
    """
    counts: _Counts = ({}, {}, {})
    for part, weight, fields in _fields(*words):
        for word, times in Counter(part).items():
            boost = NAME_RATIO if word in named else 1.0
            for term in terms_of(word, language):
                _count(counts[0], term, weight * boost * times)
                for field in counts[1:fields]:
                    _count(field, term, times)
    return counts


def _column(counts: Mapping[str, float], terms: Sequence[str]) -> array[float]:
    """Counts in the order of terms. They are multiples of a quarter: four bytes hold them whole."""
    return array("f", [counts.get(term, 0.0) for term in terms])


def _labels(
    title: PackedTokens, words: tuple[list[str], list[str]], language: str
) -> Iterator[tuple[str, ...]]:
    """The parts of a headline of several parts that the text says nothing of."""
    opens = [place for place, mark in enumerate(title.marks) if mark & OPENS]
    if len(opens) < 2 or not words[1]:
        return
    told = {term for word in set(words[1]) for term in terms_of(word, language)}
    for start, end in zip(opens, [*opens[1:], len(title.marks)], strict=True):
        terms = [term for word in words[0][start:end] for term in terms_of(word, language)]
        if terms and told.isdisjoint(terms):
            yield tuple(terms)


def _fields(title: list[str], body: list[str]) -> Iterator[tuple[list[str], float, int]]:
    """The words of each part, what one weighs, and in how many of all, lead, title it counts."""
    yield title, TITLE_WEIGHT, 3
    yield body[:LEAD_WORDS], LEAD_WEIGHT, 2
    yield body[LEAD_WORDS:], REST_WEIGHT, 1


def _unshouted(text: list[str]) -> list[str]:
    """A text in capitals with only first letters big: there, US is no country."""
    words = [word for word in text if word.isalpha() and len(word) > 1]
    if len(words) < 2 or sum(map(str.isupper, words)) <= _SHOUTED_SHARE * len(words):
        return text
    return list(map(str.capitalize, text))


@cache
def terms_of(word: str, language: str) -> tuple[str, ...]:
    """The terms a word counts as; nothing for a word that tells no two stories apart.

    A country counts as its code, an acronym is one though it may look like a
    stop word (US, WHO, IT), a compound with hyphens counts as its parts.
    Letters are those of ASCII: Зеленский and Zelenskiy are one term.
    """
    plain = word.replace(".", "") if _is_acronym(word.replace(".", "")) else word
    code = country_code(plain, language)
    if code:
        return (code,)
    if "-" in plain and not plain[0].isdigit():
        parts = [terms_of(part, language) for part in plain.split("-") if part]
        return tuple(term for part in parts for term in part)
    return _term(plain, language)


def _is_acronym(word: str) -> bool:
    return 2 <= len(word) <= 5 and word.isalpha() and word.isupper() and word.isascii()


def _term(word: str, language: str) -> tuple[str, ...]:
    lower = word.lower()
    if not _is_acronym(word) and (is_stop_word(lower, language) or lower in _NEWS_WORDS):
        return ()
    if lower in _weekdays(language):
        return ()
    stemmed = stem(lower, language)
    return (_in_ascii(stemmed) or stemmed,)


def _in_ascii(word: str) -> str:
    """A word of an alphabet in ASCII letters; signs, of which one is a word, stay as they are."""
    if word.isascii() or max(word) >= "\u2e80":
        return word
    return anyascii(word).lower().replace("'", "")


@cache
def _weekdays(language: str) -> frozenset[str]:
    """The days of the week in small letters, as CLDR has them."""
    try:
        days = Locale(language).days["format"]["wide"]
    except (UnknownLocaleError, ValueError):
        return frozenset()
    return frozenset(day.lower() for day in days.values())


def _count(counts: dict[str, float], term: str, weight: float = 1.0) -> None:
    counts[term] = counts.get(term, 0.0) + weight

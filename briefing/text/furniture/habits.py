"""What a source hangs on its stories, learned from the stories themselves.

A tail that ends many of its headlines, a sentence that stands in stories that
are otherwise unlike each other, an opening that many sentences share: whatever
stands at the same place in stories about different things is no part of them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.models import Story
from briefing.text.terms import terms

# Chosen together on twelve labelled mornings: docs/decisions.md, "Furniture, kinds and states".

# That end or begin alike; see there.
FEWEST_HEADLINES = 3
# With headlines unlike each other that hold a passage; see there.
FEWEST_UNLIKE_STORIES = 3
# That hold an opening of five words; see there.
FEWEST_OPENING_STORIES = 4
# ... and so much of the source's texts; see there.
OPENING_SHARE = 0.15
# By so many two sentences begin alike; chosen, not measured.
OPENING_WORDS = 5
# Of headlines with a mark, or of texts with a kicker, that make it a habit; see there.
AGGREGATOR_SHARE = 0.6
# With fewer a share says nothing; chosen, not measured.
FEWEST_SHARE_STORIES = 5
# A longer tail of a headline names nobody; chosen, not measured.
MOST_TAIL_WORDS = 6
# A longer head of a headline is no rubric; chosen, not measured.
MOST_HEAD_WORDS = 4
# A line of less may repeat a headline by chance; chosen, not measured.
FEWEST_LETTERS = 20
# Of a tail that is learned, word by word the same; chosen, not measured.
LONGEST_TAIL_WORDS = 15
# Of a source, the newest: bounds the time; chosen, not measured.
MOST_STORIES = 400
# Of a story, from its beginning and as many from its end: bounds the time; chosen, not measured.
EDGE_PASSAGES = 60
# Of a text cut quickly: bounds the time; chosen, not measured.
ROUGH_TEXT_CHARS = 20_000
# Of a text or passage, whose first words count: bounds the time; chosen, not measured.
OPENING_READ_CHARS = 200
# Of a headline, where a head may end; chosen, not measured.
HEAD_READ_CHARS = 60

SEPARATOR = re.compile(r"(?<!\s)(?:\s++[-–—|·•/]{1,2}|\|)\s++")
HEAD_END = re.compile(r"(?<=[:;|!)+])\s+")
_LETTERS = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
_PASSAGE = re.compile(r"[^\n.!?…]{1,600}+[.!?…]*+[\"”’)\]]*+")
_ARTICLES = ("the ", "our ", "der ", "die ", "das ", "la ", "le ", "les ", "el ", "il ", "de ")
_TAIL_NAME = re.compile(r"[A-ZÀ-ÞА-Я0-9]|[\w-]++\.\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What one source repeats. Headline parts in small letters, passages as `key` writes them.

    `separators` set off the outlet's or author's name at the end of whatever
    headline. `has_kicker` is true where its texts begin with a short line
    that is no sentence.
    """

    tails: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    separators: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    passages: frozenset[str] = frozenset()
    openings: frozenset[str] = frozenset()
    has_kicker: bool = False


NONE = Habits()


def key(passage: str) -> str:
    """A passage as it is compared: small letters, digits masked, blanks single."""
    return " ".join(_DIGITS.sub("0", passage).split()).strip(" •*–—-|").casefold()


def letters(passage: str) -> str:
    """A passage by its letters and digits alone; "" where these are few."""
    folded = "".join(_LETTERS.findall(passage)).casefold()
    return folded if len(folded) >= FEWEST_LETTERS else ""


def opening_key(passage: str) -> str:
    """The first five words of a passage as they are compared; "" where it has fewer."""
    words = key(passage[:OPENING_READ_CHARS]).split(" ")
    return " ".join(words[:OPENING_WORDS]) if len(words) > OPENING_WORDS else ""


def rough_passages(text: str) -> list[str]:
    """Lines and sentences, cut quickly: good enough to count, not to print."""
    passages = [match.group().strip() for match in _PASSAGE.finditer(text[:ROUGH_TEXT_CHARS])]
    if len(passages) > 2 * EDGE_PASSAGES:
        passages = passages[:EDGE_PASSAGES] + passages[-EDGE_PASSAGES:]
    return [passage for passage in passages if len(passage) > 1]


def habits_of(stories: Sequence[Story]) -> Habits:
    """The habits of one source, from its stories in any order.

    Stories with the same headline count once: a story that comes twice
    repeats itself, not its source.
    """
    distinct = list({key(story.title) or story.id: story for story in _ordered(stories)}.values())
    distinct = distinct[:MOST_STORIES]
    titles = [story.title for story in distinct if not story.title_derived]
    subjects = {story.id: _subject(story) for story in distinct}
    texts = {story.id: rough_passages(story.text) for story in distinct if story.text}
    return Habits(
        tails=frozenset(_tails(titles)),
        heads=frozenset(_heads(titles)),
        separators=frozenset(_separators(titles)),
        titles=frozenset(filter(None, map(letters, titles))),
        passages=frozenset(_passages(texts, subjects)),
        openings=frozenset(_openings(texts, subjects)),
        has_kicker=_has_kicker(distinct),
    )


def separators_of(stories: Iterable[Story]) -> frozenset[str]:
    """The marks behind which most headlines of these stories name somebody."""
    titles = [story.title for story in stories if not story.title_derived]
    return frozenset(_separators(titles)) - {"|"}


def _ordered(stories: Iterable[Story]) -> list[Story]:
    """The newest first, then by what they say: nothing hangs on the order given."""
    return sorted(
        stories,
        key=lambda s: (-(s.published.timestamp() if s.published else 0.0), s.title, s.text, s.id),
    )


def _subject(story: Story) -> frozenset[str]:
    """What a headline is about; without one, what the text begins with."""
    about = (
        story.title if story.title and not story.title_derived else story.text[:OPENING_READ_CHARS]
    )
    return frozenset(terms(about, story.language))


def _tails(titles: Sequence[str]) -> Iterator[str]:
    counts = Counter(
        tail.casefold() for title in titles for tail in tails_of(title, LONGEST_TAIL_WORDS)
    )
    yield from (tail for tail, count in counts.items() if count >= FEWEST_HEADLINES)


def tails_of(title: str, most_words: int = MOST_TAIL_WORDS) -> list[str]:
    """What stands behind the last separators of a headline, at most so many words each."""
    starts = [match.end() for match in SEPARATOR.finditer(title)][-2:]
    tails = [title[start:].strip() for start in starts]
    return [tail for tail in tails if tail and len(tail.split()) <= most_words]


def heads_of(title: str) -> list[str]:
    """What stands before a colon or the like at the beginning of a headline, four words at most."""
    ends = [match.start() for match in HEAD_END.finditer(title[:HEAD_READ_CHARS])]
    heads = [title[:end].strip() for end in ends]
    return [head for head in heads if len(head.split()) <= MOST_HEAD_WORDS]


def _heads(titles: Sequence[str]) -> Iterator[str]:
    """Heads of several headlines; before a colon only a column's name: "The Papers:"."""
    counts = Counter(head.casefold() for title in titles for head in heads_of(title))
    often = [head for head, count in counts.items() if count >= FEWEST_HEADLINES]
    for head in often:
        if head.endswith(":") and not head.startswith(_ARTICLES):
            continue  # "Syria:", "Election results:" are what the stories are about
        yield head


def _separators(titles: Sequence[str]) -> Iterator[str]:
    """Marks behind which this source always names somebody: its own name, or an author's."""
    counts: dict[str, set[str]] = defaultdict(set)
    met: Counter[str] = Counter()
    for title in titles:
        marks = list(SEPARATOR.finditer(title))
        if marks:
            mark, tail = marks[-1].group().strip(), title[marks[-1].end() :].strip()
            met[mark] += 1
            if _is_name(tail):
                counts[mark].add(tail)
    for mark, names in counts.items():
        enough = met[mark] >= max(FEWEST_SHARE_STORIES, AGGREGATOR_SHARE * len(titles))
        if (enough and len(names) >= FEWEST_HEADLINES) or (
            mark == "|" and len(names) >= FEWEST_HEADLINES
        ):
            yield mark


def _is_name(tail: str) -> bool:
    return len(tail.split()) <= MOST_TAIL_WORDS and bool(_TAIL_NAME.match(tail))


def _passages(
    texts: Mapping[str, Sequence[str]], subjects: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    holders: dict[str, list[str]] = defaultdict(list)
    for story_id, passages in texts.items():
        for passage in dict.fromkeys(map(key, passages)):
            holders[passage].append(story_id)
    for passage, held_by in holders.items():
        if len(held_by) >= FEWEST_UNLIKE_STORIES and _unlike(
            held_by, subjects, FEWEST_UNLIKE_STORIES
        ):
            yield passage


def _openings(
    texts: Mapping[str, Sequence[str]], subjects: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    holders: dict[str, list[str]] = defaultdict(list)
    for story_id, passages in texts.items():
        for opening in dict.fromkeys(filter(None, map(opening_key, passages[1:]))):
            holders[opening].append(story_id)
    fewest = max(FEWEST_OPENING_STORIES, OPENING_SHARE * len(texts))
    for opening, held_by in holders.items():
        if len(held_by) >= fewest and _unlike(held_by, subjects, FEWEST_OPENING_STORIES):
            yield opening


def _unlike(story_ids: Sequence[str], subjects: Mapping[str, frozenset[str]], fewest: int) -> bool:
    """True where so many of the stories share no word of their headlines with each other."""
    apart: list[frozenset[str]] = []
    for story_id in story_ids:
        subject = subjects[story_id]
        if not any(subject & other for other in apart):
            apart.append(subject)
            if len(apart) >= fewest:
                return True
    return False


def _has_kicker(stories: Sequence[Story]) -> bool:
    """True where most texts begin with a short line without a stop."""
    lines = [story.text.split("\n", 1) for story in stories if story.text]
    if len(lines) < FEWEST_SHARE_STORIES:
        return False
    short = sum(is_kicker(parts[0]) for parts in lines)
    return short >= AGGREGATOR_SHARE * len(lines)


def is_kicker(line: str) -> bool:
    """A line of at most five words without a stop."""
    return 0 < len(line.split()) <= 5 and line.rstrip()[-1:] not in ".!?…"

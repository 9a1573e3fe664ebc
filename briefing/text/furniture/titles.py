"""The furniture of a headline: what hangs before and behind it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from briefing.models import Span, Story
from briefing.text.furniture.calls import is_call
from briefing.text.furniture.habits import (
    HEAD_END,
    LONGEST_TAIL_WORDS,
    MOST_TAIL_WORDS,
    NONE,
    SEPARATOR,
    Habits,
)
from briefing.text.furniture.kickers import RUN_ON, is_told_by_kicker
from briefing.text.furniture.title_labels import (
    PAYWALL,
    ends_with_label,
    is_label,
    opens_or_ends_with_label,
)

# That must be left: a shorter headline says nothing; chosen, not measured.
FEWEST_LEFT_CHARS = 13
# Of a headline, where a head may end; chosen, not measured.
HEAD_READ_CHARS = 70
# The last ones, behind which a tail may begin; chosen, not measured.
MOST_MARKS = 3
# A headline may carry a label, an author and an outlet.
_CUT_ROUNDS = 3
_LETTERS = re.compile(r"[\W_]+")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", re.IGNORECASE)
_GLUED = re.compile(r"(?:Live|Liveblog|Video|Exklusiv|SZ Plus):?(?=[A-ZÄÖÜ])|#\w{3,40}[:;]\s")
_HASHTAG = re.compile(r"\s#\w{3,40}$")
_DATE = re.compile(
    r"\s\((?:[A-Z][a-zé]{2,8}\.? \d{1,2}|\d{1,2}\.? [A-Za-zé]{3,9}"
    r"|\d{1,2}[./]\d{1,2}[./]?\d{0,4})\)$"
)
_WIDE = re.compile(r"([\w ]{2,20}?)[:!]?\s\s+(?=\S)")
_BYLINE = re.compile(
    r"\s(?:Von|By|Par|Por|Door|Av|Di|(?:Eine? )?[A-ZÄÖÜ]?[\w ]{0,24}(?:Kolumne|Bilanz|Analyse|"
    r"Kommentar|Interview|Glosse|Gastbeitrag|Aufgezeichnet) von)"
    r"(?: (?:[A-ZÀ-ÞА-Я][\w.’'-]+|und|and|et|y|e|en|och|de|van|von)){1,8}"
    r"(?:, [A-ZÀ-Þ][\w ]{2,30})?$"
)
_OF_OUTLET = re.compile(r"\.(?:com|org|net|de|fr|es|it|pt|nl|se|ru|co|uk|[a-z]{2})\b[^\n]*+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"“„«A-ZÀ-ÞА-Я0-9])")
_STAMP = re.compile(r"\(?\d{1,2}/\d{1,2}(?:/\d{2,4})?\)?:")


def title_spans(story: Story, habits: Habits) -> tuple[Span, ...]:
    """The furniture of a story's headline: a span at its beginning, one at its end, or none."""
    title = story.title
    if story.title_derived or not title:
        return ()
    start, end = 0, len(title)
    for round_number in range(_CUT_ROUNDS):
        cut_start = _head_end(title[start:end], story, habits)
        cut_end = _tail_start(story, start, end, habits if round_number < 2 else NONE)
        if cut_start and end - start - cut_start >= FEWEST_LEFT_CHARS:
            start += cut_start
        if cut_end < end and cut_end - start >= FEWEST_LEFT_CHARS:
            end = cut_end
    while start < end and title[start].isspace():
        start += 1
    end = start + len(title[start:end].rstrip())
    return tuple(span for span in ((0, start), (end, len(title))) if span[0] < span[1])


def _head_end(title: str, story: Story, habits: Habits) -> int:
    """Where the head's furniture ends, 0 where there is none."""
    if match := PAYWALL.match(title) or _STAMP.match(title) or _GLUED.match(title):
        return match.end()
    if match := RUN_ON.match(title):
        says_where_or_who = is_told_by_kicker(title, match.end(), story)
        return 0 if says_where_or_who else match.end()
    if (match := _WIDE.match(title)) and is_label(match.group(1)):
        return match.end()
    for match in HEAD_END.finditer(title[:HEAD_READ_CHARS]):
        head = title[: match.start()].strip()
        if head.casefold() in habits.heads or _is_head(head.rstrip(":;|!)+ "), story):
            return match.end()
    return 0


def _is_head(head: str, story: Story) -> bool:
    """A label, a label with a word or two, the author, the outlet's own rubric, or a call."""
    if is_label(head) or opens_or_ends_with_label(head) or is_call(head, story.language):
        return True
    if story.author and head.casefold() == story.author.casefold():
        return True
    return len(head.split()) > 1 and _OF_OUTLET.sub("", story.outlet).casefold() in {
        word.casefold() for word in head.split()
    }


def _tail_start(story: Story, start: int, end: int, habits: Habits) -> int:
    """Where the tail's furniture begins, `end` where there is none."""
    title = story.title[start:end].rstrip()
    marks = list(SEPARATOR.finditer(title))
    for match in reversed(marks[-MOST_MARKS:]):
        tail = title[match.end() :].strip()
        if _is_tail(tail, match.group().strip(), story, habits) or _opens_with_label(tail):
            return start + match.start()
    announced = _announced(title, story.language)
    return start + announced if announced < len(title) else start + len(title.rstrip())


def _announced(title: str, language: str) -> int:
    """Where a byline, a date, a label or a call at the end of a headline begins."""
    for ending in (_BYLINE, _HASHTAG, _DATE):
        match = ending.search(title)
        if match:
            return match.start()
    cut = next(reversed(list(_SENTENCE.finditer(title))), None)
    if cut and title[cut.start() - 1] != "?" and is_call(title[cut.end() :], language):
        return cut.start()
    head, colon, tail = title.rpartition(": ")
    return len(head) if colon and is_label(tail) else len(title)


def _is_tail(tail: str, mark: str, story: Story, habits: Habits) -> bool:
    words = len(tail.split())
    if tail.casefold() in habits.tails and words <= LONGEST_TAIL_WORDS:
        return True
    if not tail or words > MOST_TAIL_WORDS:
        return False
    if is_label(tail) or ends_with_label(tail):
        return True
    if mark in habits.separators and (tail[:1].isupper() or _DOMAIN.fullmatch(tail)):
        return True
    return names_outlet(tail, story) or bool(_DOMAIN.fullmatch(tail))


def _opens_with_label(tail: str) -> bool:
    """True for a label and what hangs behind it: "updates - Harbour Observer"."""
    mark = SEPARATOR.search(tail)
    return mark is not None and is_label(tail[: mark.start()])


def names_outlet(words: str, story: Story) -> bool:
    """True where words name the story's outlet or source, or the host it came from."""
    name = _folded(words)
    if len(name) < 3:
        return False
    outlets = [_folded(story.outlet), _folded(story.source)]
    if any(name == outlet or (outlet and outlet.startswith(name)) for outlet in outlets):
        return True
    if any(
        len(outlet) > 5 and (outlet in name or name in outlet)
        for outlet in outlets
        if len(name) > 5
    ):
        return True
    host = _folded(urlsplit(story.url).hostname or "") if story.url else ""
    return len(name) > 3 and name in host


def _folded(words: str) -> str:
    return _LETTERS.sub("", words).casefold().removeprefix("the")

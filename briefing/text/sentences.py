"""Cuts text into sentences: spans of the text, verbatim, in order.

sentencex finds the candidate cuts; the rules here mend what it gets wrong in
news text: titles and initials, "U.S." and "p.m.", speech after a quotation,
quotations of several sentences, and sentences glued without a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from sentencex import get_sentence_boundaries

from briefing.models import Sentence, Span, Story, count_words
from briefing.text import abbreviations
from briefing.text.clean import word_set
from briefing.text.proper_names import ROLES
from briefing.text.quotes import MARKS, balanced, without_marks

# sentencex's time grows with the square of what it gets at once; chosen, not measured.
_WINDOW_CHARS = 8_000
_OPENS_AFTER_STOP = re.compile(r"[。！？][“‘]$")  # no blank stands there
_WORDLIKE = re.compile(r"[^\W_]")
_WIDE_BLANK = re.compile("[^\\S\t\n ]|[\ud800-\udfff]")  # lone surrogates have no bytes
_ASCII_BLANKS = dict.fromkeys(map(ord, "\r\v\f\x1c\x1d\x1e\x1f"), " ")  # the same of ASCII
_HANGUL = re.compile(r"[가-힣]")
# On either side of a cut, what the rules look at; chosen, not measured.
_NEAR_CHARS = 48
# A quotation cut in two is made whole up to so many; chosen, not measured.
_QUOTATION_WORDS = 60
# ... and from so many sentences; chosen, not measured.
_QUOTATION_PIECES = 3
# More with a quotation left open are cut at the stops inside; chosen, not measured.
_LONG_WORDS = 40

# A line end is a break, but not where a sentence was wrapped: "the old\nbridge".
# Written so that the search skips to the next line end.
_LINE = re.compile(r"\n(?:(?=\n)|(?<=\n\n)|(?<![a-z,;]\n)|(?![a-z]))")
_OPENERS = (
    "The A An He She It They We I You In On At But And This That These Those There His Her Its "
    "Their As When While After Before If For By From With Since Although However Meanwhile"
)
_OPENS = re.compile(rf"[\"“‘']?(?:{'|'.join(_OPENERS.split())})\b")
_ABBREVIATION = re.compile(r"(?:^|[\s(\[\"“‘'-])([A-Za-z]{1,6})\.$")
_ALWAYS = word_set(
    "mr mrs ms mx dr prof gen col lt sgt capt cmdr adm maj pvt cpl gov sen rep pres rev hon supt "
    "insp det msgr sr sra incl approx vs viz cf messrs brig amb atty asst gens sens reps lts"
)
_BEFORE_NUMBER = word_set(
    "no nos rs art fig vol pp p sec ch ca est jan feb mar apr jun jul aug sep sept oct nov dec"
)
_PLACE = word_set("st ft mt ret")
_COUNTRY = re.compile(r"\b(?:[Uu]\.[SKNn]|E\.U|U\.A\.E|U\.S\.A)\.$")
_INITIAL = re.compile(r"(?:^|[\s(.“\"])[A-Z]\.$")
_HOUR = re.compile(r"\b[ap]\.m\.$", re.IGNORECASE)
_AFTER_HOUR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:[ECMP][SD]?T|GMT|UTC|BST|CES?T|Eastern|Pacific|"
    r"Central|Mountain|Local)\b|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)"
)
_SPEECH_TAG = re.compile(r"(?:[?!…]|[.?!…,][\"”’])$")
# “Really?” Brandt asked.
_QUOTED_QUESTION = re.compile(r"[?!…][\"”’]$")
_NAME_SAYS = re.compile(
    r"(?:[A-Z][\w.'’-]*\s+){1,3}(?:said|says|asked|asks|wrote|told|replied|tweeted|added|cried)\b"
)
# Behind a stop: closing marks, also the French kind after a blank.
_CLOSES = re.compile(r"(?<=[.!?…])(?:[»”]|[^\S\n]»(?=[\s,;.]))")
_OPENING = frozenset("«„‹")
_GUILLEMET = re.compile("[«»‹›]")
_NEVER_OPEN = frozenset(",;:)]")
_INITIAL_BEFORE = re.compile(r"(?<![^\W\d_])[^\W\d_]\.$")
_STOP = re.compile(r"(?<=[^\W_])\.[\"”»’]? (?=[\d\"“„«‘¿¡]|[^\W\d_a-zà-ÿа-я])")
_ACRONYM = re.compile(r"\b(?:[A-Z]\.){3,6}$")
_ACRONYM_INSIDE = re.compile(r"\b(?:[A-Z]\.){3,6} ")
_ACTS = re.compile(
    r"([A-Z][a-z]{1,20}) (?:[A-Z][\w’'-]{1,20} )?"
    r"(?:said|says|told|asked|wrote|is|was|has|had|will|would|did|does)\b"
)
_END_MARK = re.compile(r"[.?!…][\"”’)]?\s*$")
_GLUED = re.compile(
    r"(?<=[a-z]{3}[.?!])(?!(?:Com|Org|Net|Co|Io|Gov)\b)(?=[A-Z][a-z]+[ ,'’])"
    r"|(?<=[a-z0-9)][.?!][\"”])(?=[A-Z][a-z]* )"
)
_CAPITAL_AFTER_STOP = re.compile(r"[.?!][\"”]?[A-Z]")
_SHORT = re.compile(r"[A-Zap]\.[A-Zm]\.")
_INSIDE = re.compile(r"(?<=[a-z0-9)%”\"?][.?!])[\"”]?\s+(?=[A-Z\"“])")


@lru_cache(maxsize=10_000)  # a build asks twice for each text, long after each other
def split(text: str, language: str = "en") -> tuple[Span, ...]:
    """The spans `(start, end)` of all sentences, in code points.

    Spans do not overlap, stand in order, hold no white space at either edge,
    and together cover every other character. Line ends break, unless a
    lower-case word goes on on the next line. Time is linear in the text.
    `language` is an ISO 639-1 code; an unknown one is cut as English is.
    """
    spans: list[Span] = []
    for start, end in _lines(text):
        if start == end:
            continue
        pieces = [span for span in _cut(text, start, end, language) if span[0] < span[1]]
        spans.extend(_with_whole_quotations(text, pieces, language))
    return tuple(spans)


def sentences(story: Story) -> tuple[Sentence, ...]:
    """All sentences of a story's text: `story.text[s.start:s.end] == s.text`.

    What is known to be furniture is no sentence, nor a part of one.
    """
    return tuple(
        Sentence(text=story.text[start:end], story_id=story.id, start=start, end=end)
        for start, end in prose_spans(story, split(story.text, story.language))
    )


def prose_spans(story: Story, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans of a story's text, in order, less its furniture, trimmed: a span may fall apart.

    Pieces without a letter or digit are left out where furniture was cut off.
    """
    if not story.furniture:
        return tuple(spans)
    return tuple(piece for span in spans for piece in _without(story, *span))


def prose(story: Story, most_chars: int) -> str:
    """The beginning of a story's text less its furniture: for reading, not for printing.

    Line ends stand where furniture was cut out, so that nothing grows together.
    """
    if not story.furniture:
        return story.text[:most_chars]
    parts, start = [], 0
    for low, high in (*story.furniture, (len(story.text), len(story.text))):
        parts.append(story.text[start:low])
        start = high
    return "\n".join(part for part in parts if part)[:most_chars]


def _without(story: Story, start: int, end: int) -> Iterator[Span]:
    cuts = [cut for cut in story.furniture or () if cut[0] < end and start < cut[1]]
    if not cuts:
        yield start, end
        return
    for low, high in (*cuts, (end, end)):
        piece = _trimmed(story.text, start, max(start, low))
        if _WORDLIKE.search(story.text, *piece):
            yield piece
        start = max(start, high)


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for match in _LINE.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _cut(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """The pieces between the cuts of one line, trimmed."""
    last = start
    for cut in (*_cuts(text, start, end, language), end):
        yield _trimmed(text, last, cut)
        last = cut


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return start + left, start + max(left, len(piece.rstrip()))


def _cuts(text: str, start: int, end: int, language: str) -> list[int]:
    """Where one line is cut, ascending, both ends left out."""
    cuts = {*_library_cuts(text, start, end, language), *_missed_cuts(text, start, end, language)}
    placed = {_after_closing(text, cut) for cut in cuts}
    return sorted(cut for cut in placed - {start, end} if not _joins(text, cut, language))


def _library_cuts(text: str, start: int, end: int, language: str) -> Iterator[int]:
    """What sentencex finds in a text without marks: it would take `'s` for one that opens.

    It panics on a wide blank after an initial: it gets plain ones.
    """
    code = language.split("-")[0].lower() or "en"
    for low, high in _windows(text, start, end):
        for end_index in _boundaries(code, _plain(text[low:high])):
            cut = low + end_index
            if cut < high or _END_MARK.search(text, max(low, cut - 4), cut):
                yield _before_mark(text, low, cut)


def _boundaries(code: str, text: str) -> list[int]:
    """Where sentencex ends sentences; nowhere in a text that it panics on."""
    try:
        return [boundary["end_index"] for boundary in get_sentence_boundaries(code, text)]
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":
            raise
        return []


def _plain(text: str) -> str:
    """A text of the same length without quotation marks and with no blanks but ASCII's."""
    if text.isascii():
        return without_marks(text).translate(_ASCII_BLANKS)
    return _WIDE_BLANK.sub(" ", _GUILLEMET.sub(" ", without_marks(text)))


def _before_mark(text: str, low: int, cut: int) -> int:
    """The cut, moved before a mark that opens the quotation after it."""
    near = text[max(low, cut - 3) : cut]
    if (
        _is_opening(near[-1:], text[cut : cut + 1]) and near[-2:-1].isspace()
    ) or _OPENS_AFTER_STOP.search(near):
        return cut - 1
    if near[-1:].isspace() and near[-2:-1] in _OPENING and near[:1].isspace():
        return cut - 2
    if near[-1:].isspace() and near[-2:-1] == '"' and near[:1].isspace():
        opens = text.count('"', max(low, cut - _WINDOW_CHARS), cut - 2) % 2 == 0
        return cut - 2 if opens else cut
    return cut


def _is_opening(mark: str, following: str) -> bool:
    """True for a mark that may open a quotation; » does in Danish, before a letter."""
    return mark in MARKS or mark in _OPENING or (mark == "»" and following.isalnum())


def _windows(text: str, start: int, end: int) -> Iterator[Span]:
    """Stretches of bounded length that end after a full stop or a blank where there is one."""
    while end - start > _WINDOW_CHARS:
        limit = start + _WINDOW_CHARS
        stop = max(
            text.rfind(". ", start, limit) + 2, text.rfind(" ", limit - _NEAR_CHARS, limit) + 1
        )
        high = stop if stop > start + _NEAR_CHARS else limit
        yield start, high
        start = high
    yield start, end


def _after_closing(text: str, cut: int) -> int:
    """The cut, moved behind a mark that closes the quotation before it."""
    end = cut
    while end > 0 and text[end - 1].isspace():
        end -= 1
    match = _CLOSES.match(text, end)
    return match.end() if match else cut


def _missed_cuts(text: str, start: int, end: int, language: str) -> Iterator[int]:
    """Cuts sentencex misses.

    Glued sentences, an opener after "U.S." or "p.m.", a number that opens one,
    and words it holds for short forms.
    """
    # What both have, and few texts do, is found ten times as fast as either.
    if _CAPITAL_AFTER_STOP.search(text, start, end):
        for match in _GLUED.finditer(text, start, end):
            yield match.start()
    if _SHORT.search(text, start, end):
        for match in _AFTER_SHORT.finditer(text, start, end):
            yield match.end()
    if language[:2] not in abbreviations.LANGUAGES:
        yield from _after_acronyms(text, start, end)
        return
    for match in _STOP.finditer(text, start, end):
        before, after = text[max(start, match.start() - _NEAR_CHARS) : match.start()], match.end()
        word = before.rsplit(maxsplit=1)[-1].lstrip("(«“„‘\"'")
        if abbreviations.ends(word, text[after : after + _NEAR_CHARS], language):
            yield after


def _after_acronyms(text: str, start: int, end: int) -> Iterator[int]:
    """The end of `by the F.B.I.` before a person who acts; not before the F.B.I. Director."""
    for match in _ACRONYM_INSIDE.finditer(text, start, end):
        if _acts(text[match.end() : match.end() + _NEAR_CHARS]):
            yield match.end()


def _acts(right: str) -> bool:
    """True for a name that is no title, and a verb: Michael Avenatti said."""
    match = _ACTS.match(right)
    return match is not None and match.group(1) not in ROLES


_AFTER_SHORT = re.compile(
    rf"(?:\b[ap]\.m\.|\b[A-Z]\.[A-Z]\.(?:[A-Z]\.)?)[\"”]? (?=(?:{'|'.join(_OPENERS.split())})\b)"
)


def _joins(text: str, cut: int, language: str) -> bool:
    """True where what stands around a cut belongs to one sentence."""
    left = text[max(0, cut - _NEAR_CHARS) : cut].rstrip()
    right = text[cut : cut + _NEAR_CHARS].lstrip()
    if right[:1] in _NEVER_OPEN or _inside_initials(text, cut):
        return True
    if _HANGUL.match(right) and not text[cut - 1].isspace():
        return True  # a particle after a quotation
    if language[:2] in abbreviations.LANGUAGES:
        return abbreviations.joins(left, right, language) or _joins_speech(left, right)
    return _joins_speech(left, right) or _joins_english(left, right)


def _inside_initials(text: str, cut: int) -> bool:
    """True between the letters of D-S.C., where no blank stands."""
    glued = not text[cut - 1].isspace() and text[cut].isalpha()
    return glued and _INITIAL_BEFORE.search(text, max(0, cut - 3), cut) is not None


def _joins_speech(left: str, right: str) -> bool:
    """True for what a verb of saying follows: “Really?” she asked."""
    return right[:1].islower() and bool(_SPEECH_TAG.search(left))


def _joins_english(left: str, right: str) -> bool:
    if right[:1].islower():
        return _short_form(left) in _ALWAYS
    if _QUOTED_QUESTION.search(left) and _NAME_SAYS.match(right):
        return True
    return _joins_name(left, right) or _joins_number(left, right)


def _joins_name(left: str, right: str) -> bool:
    word = _short_form(left)
    if word in _ALWAYS:
        return True
    if not right[:1].isupper() or _OPENS.match(right):
        return False
    if not (left[-2:-1].isupper() or left[-2:-1] in {"m", "n"}):  # p.m., U.N., U.n., J.
        return word in _PLACE
    if _HOUR.search(left):
        return bool(_AFTER_HOUR.match(right))
    if _ACRONYM.search(left) and _acts(right):
        return False
    return word in _PLACE or bool(_COUNTRY.search(left) or _INITIAL.search(left))


def _joins_number(left: str, right: str) -> bool:
    return right[:1].isdigit() and _short_form(left) in _BEFORE_NUMBER


def _short_form(left: str) -> str:
    """The last word in small letters if a full stop ends it, else nothing."""
    match = _ABBREVIATION.search(left)
    return match.group(1).lower() if match else ""


def _with_whole_quotations(text: str, pieces: list[Span], language: str) -> Iterator[Span]:
    """Pieces of one line; a quotation cut in two is one piece again, within reason."""
    place = 0
    while place < len(pieces):
        start, end = pieces[place]
        if balanced(text[start:end]):
            yield start, end
            place += 1
            continue
        joined = _closing(text, pieces, place)
        if joined > place:
            yield start, pieces[joined][1]
        else:
            yield from _opened(text, start, end, language)
        place = joined + 1


def _closing(text: str, pieces: list[Span], place: int) -> int:
    """The place of the piece that closes the quotation open at `place`, else `place`."""
    start = pieces[place][0]
    for later in range(place + 1, min(place + _QUOTATION_PIECES, len(pieces))):
        whole = text[start : pieces[later][1]]
        if balanced(whole) and count_words(whole) <= _QUOTATION_WORDS:
            return later
    return place


def _opened(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """A long piece with a quotation left open, cut at the full stops inside it."""
    if count_words(text[start:end]) > _LONG_WORDS:
        for match in _INSIDE.finditer(text, start, end):
            if not _joins(text, match.end(), language):
                yield _trimmed(text, start, match.end())
                start = match.end()
    yield _trimmed(text, start, end)

"""The furniture of a text: sentences, lines, and what stands before and behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.models import Span, Story
from briefing.text.furniture import lines
from briefing.text.furniture.calls import hands_on, is_call
from briefing.text.furniture.captions import caption_spans
from briefing.text.furniture.habits import Habits, is_kicker, key, letters, opening_key
from briefing.text.furniture.heads import head_spans
from briefing.text.furniture.page_lines import is_page_line
from briefing.text.furniture.releases import tail_start
from briefing.text.sentences import split

# A book must not take an hour; chosen, not measured.
TEXT_READ_CHARS = 200_000

# Anywhere in a text: cut-off marks, picture credits in brackets, links to go on.
_INLINE = re.compile(
    r"\[\s?\+\s?\d{1,9} (?:chars?|characters?|Zeichen|caractères|caracteres|caratteri)\]?"
    r"|\[(?:…|\.\.\.)\]"
    r"|\((?:Picture|Image|Photo|Credit|Foto|Bild|Video)s?(?::| by| courtesy) [^()\n]{1,120}\)"
    r"|— [^\n()—]{2,40} \(@\w{1,20}(?:\)(?: [A-Z][a-z]{2,8} \d{1,2}, \d{4})?|…)"
    r"|!\[[^\]\n]{0,200}\]\([^()\s]{1,300}\)"
    r"|(?:Continue reading|Keep reading|Read more|Read the full (?:story|article)|Weiterlesen"
    r"|Lire la suite|Leer más|Seguir leyendo|Continua a leggere|Leia mais|Lees verder|Läs mer"
    r"|Читать далее)\s?(?:\.\.\.|…|»|›|→)+"
)
_PLUSES = re.compile(r"(?<=\s)\+\+\+\s[^\n+]{0,120}$|^\+\+\+\s")
_CLOSING = re.compile(r"(?:Continue reading|Read more|Weiterlesen)\s*$")
_WRITES = re.compile(
    r",? (?:writes|schreibt|écrit|escribe|scrive|escreve|schrijft|skriver) "
    r"(?:[Tt]he )?[A-Z][^,.\n]{2,60}\.?$"
)
_PLACE = re.compile(r"[A-Z][\w.'’-]+(?:,? [A-Z][\w.'’-]*){0,3} [–—] (?=[A-Z\"“])")
_LETTER = re.compile(r"[^\W_]")
# Of a text's beginning, looked at for "Lunde – The bridge ..."; chosen, not measured.
PLACE_WITHIN_CHARS = 250
# Of a sentence's end, looked at for ", writes Ana Brandt."; chosen, not measured.
WRITES_WITHIN_CHARS = 90
# Passages at the beginning, whose repetition later is furniture; chosen, not measured.
COMPARED_OPENINGS = 3
# What must remain behind a dateline; chosen, not measured.
_REST_CHARS = 20


def text_spans(story: Story, habits: Habits) -> tuple[Span, ...]:
    """The furniture of a story's text: spans in order that do not touch."""
    text = story.text[:TEXT_READ_CHARS]
    if not text:
        return ()
    pieces = split(text, story.language)
    spans = [*_inline(text), *_kicker(text, habits), *head_spans(text), *caption_spans(text)]
    spans += _pieces(text, pieces, story, habits)
    spans += [(start, len(story.text)) for start in tail_start(text, pieces)]
    return _merged(spans, text)


def _inline(text: str) -> Iterator[Span]:
    for match in _INLINE.finditer(text):
        yield match.span()
    closing = _CLOSING.search(text, max(0, len(text) - 60))
    if closing:
        yield closing.span()


def _kicker(text: str, habits: Habits) -> Iterator[Span]:
    line, _, rest = text.partition("\n")
    if is_kicker(line) and (habits.has_kicker or (line.isupper() and rest.strip())):
        yield 0, len(line)


def _pieces(text: str, pieces: Sequence[Span], story: Story, habits: Habits) -> Iterator[Span]:
    openings: tuple[str, ...] = ()
    alone = len(pieces) == 1
    for place, (start, end) in enumerate(pieces):
        passage = text[start:end]
        compared = letters(passage) if place or not alone else ""
        if _is_furniture(passage, story, habits, place=place, alone=alone):
            yield start, end
        elif compared and compared.endswith(openings):
            yield start, end  # description and text both given, perhaps glued to a section's name
        elif compared in habits.titles and _is_line(text, start, end):
            yield start, end  # the headline again, or a link to another story
        else:
            yield from _edges(text, start, end)
            if compared and len(openings) < COMPARED_OPENINGS:
                openings += (compared,)


def _is_line(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 1) : start] in ("", "\n") and text[end : end + 1] in ("", "\n")


def _is_furniture(passage: str, story: Story, habits: Habits, *, place: int, alone: bool) -> bool:
    """True for a passage that tells no news; the only one of its text is judged more mildly."""
    if not _LETTER.search(passage) or is_call(passage, story.language):
        return True
    if alone:
        return False
    if _is_habit(passage, habits, place) or is_page_line(passage, place):
        return True
    return place > 0 and hands_on(passage, story.outlet, story.language)


def _is_habit(passage: str, habits: Habits, place: int) -> bool:
    """True for what the source repeats. Most repeat nothing: a passage is not cut up for that."""
    if habits.passages and key(passage) in habits.passages:
        return True
    return place > 0 and bool(habits.openings) and opening_key(passage) in habits.openings


def _edges(text: str, start: int, end: int) -> Iterator[Span]:
    """A dateline or an agency's head before a sentence, and what a row of pluses sets off."""
    passage = text[start:end]
    if (skip := lines.dateline(passage)) and end - start - skip >= _REST_CHARS:
        yield start, start + skip
    place = _PLACE.match(text, start, end) if start < PLACE_WITHIN_CHARS else None
    if place:
        yield place.span()
    writes = _WRITES.search(passage, max(0, len(passage) - WRITES_WITHIN_CHARS))
    if writes and writes.start() > _REST_CHARS and not text[end : end + 1].strip():
        yield start + writes.start(), end
    for match in _PLUSES.finditer(passage):
        yield start + match.start(), start + match.end()


def _merged(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Spans in order, overlapping ones and those with only blanks between them joined."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and (start <= joined[-1][1] or not text[joined[-1][1] : start].strip()):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return tuple(joined)

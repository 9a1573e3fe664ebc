"""Captions and credits that run into the text: WATCH lines, photos, the author's sign-off.

    WATCH: A caption. Source: NATO The next sentence.       -> video
    — An Author The caption. Photographer: Name/Agency |    -> author, photo

Each finder gives the spans to cut and what they say; nothing else is touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from briefing.models import Media
from briefing.sources.documents.draft import sentence_spans
from briefing.sources.documents.names import OPENERS, capital_run, credit_end, stands_in
from briefing.text.clean import word_set

# Chosen, not measured: a caption with its credit, or a name with what follows it, ends within it.
_LONGEST_CAPTION_CHARS = 500
# Chosen, not measured: of each kind a document; further ones stay in its text.
MAX_PASSAGES = 50
_WATCH = re.compile(r"\b(?:WATCH|VIDEO):\s+")
_SOURCE = re.compile(r"\s(?:Source|Credit|Video):\s+")
_PHOTOGRAPHER = re.compile(r"(?<!\w)(?:Photographer|Photograph|Photo|Picture)(?: by)?:\s+")
_SIGN_OFF = re.compile(r"(?:(?<=[.!?”\"’)…])|(?<=[.!?]\|))\s+[—–]\s+(?=[A-Z])")
_PARTICLES = word_set("de del di du der den van von bin al el la da dos and with")
_BAR = re.compile(r"\s*\|")


@dataclass(frozen=True, slots=True, kw_only=True)
class CutPassage:
    """A passage `text[start:end]` that is no sentence of the story, and what it says."""

    start: int
    end: int
    media: Media | None = None
    author: str = ""


def videos(text: str) -> tuple[CutPassage, ...]:
    """Every WATCH or VIDEO line with its caption and, after "Source:", its credit."""
    return tuple(_video(text, match) for match in islice(_WATCH.finditer(text), MAX_PASSAGES))


def photos(text: str) -> tuple[CutPassage, ...]:
    """Every photo: the sentence before "Photographer: …" is its caption."""
    pictures: list[CutPassage] = []
    for match in islice(_PHOTOGRAPHER.finditer(text), MAX_PASSAGES):
        lowest = pictures[-1].end if pictures else 0
        if match.start() >= lowest:
            pictures.append(_photo(text, match, lowest))
    return tuple(pictures)


def sign_off(text: str) -> CutPassage | None:
    """The author's name behind a dash where a story ends.

    After it comes nothing, a new line, or a photo caption up to its credit; a
    dash inside a sentence, or with more text after it, is no sign-off.
    """
    for match in islice(_SIGN_OFF.finditer(text), MAX_PASSAGES):
        end = match.end() + _name_length(
            text[match.end() :][:_LONGEST_CAPTION_CHARS], text[: match.start()]
        )
        if end > match.end() and _ends_story(text, end):
            name = text[match.end() : end].strip().rstrip(".,")
            return CutPassage(start=match.start(), end=end, author=name)
    return None


def without(text: str, passages: tuple[CutPassage, ...]) -> str:
    """The text without the passages, each replaced by one blank or, at a line end, nothing."""
    pieces: list[str] = []
    at = 0
    for passage in sorted(passages, key=lambda passage: passage.start):
        pieces.append(text[at : passage.start].strip(" "))
        at = max(at, passage.end)
    pieces.append(text[at:].strip(" "))
    return " ".join(piece for piece in pieces if piece.strip()).strip()


def _video(text: str, match: re.Match[str]) -> CutPassage:
    rest = text[match.end() :][:_LONGEST_CAPTION_CHARS].split("\n\n", 1)[0]
    source = _SOURCE.search(rest)
    if source is None or _WATCH.search(rest[: source.start()]):
        spans = sentence_spans(rest)
        length = spans[0][1] if spans else len(rest)
        return _captioned(match.start(), match.end() + length, "video", rest[:length], "")
    start = match.end() + source.end()
    length = credit_end(text[start:], text[: match.start()] + text[start + 200 :])
    end = _past_bar(text, start + length)
    caption, credit = rest[: source.start()], text[start : start + length]
    return _captioned(match.start(), end, "video", caption, credit)


def _photo(text: str, match: re.Match[str], floor: int) -> CutPassage:
    low = max(
        floor,
        match.start() - _LONGEST_CAPTION_CHARS,
        text.rfind("\n", 0, max(0, match.start() - 1)) + 1,
    )
    start = low + _last_sentence(text[low : match.start()])
    length = _credit_length(text, match.end())
    caption, credit = text[start : match.start()], text[match.end() : match.end() + length]
    return _captioned(start, _past_bar(text, match.end() + length), "photo", caption, credit)


def _credit_length(text: str, start: int) -> int:
    """Up to a bar on the same line, else as far as the credit's own words go."""
    line = text[start : start + 200].split("\n", 1)[0]
    bar = line.find("|")
    return bar if bar >= 0 else credit_end(text[start:], text[:start])


def _last_sentence(text: str) -> int:
    """Where the last sentence of a passage begins."""
    spans = [span for span in sentence_spans(text) if text[span[0] : span[1]].strip()]
    return spans[-1][0] if spans else 0


def _past_bar(text: str, end: int) -> int:
    bar = _BAR.match(text, end)
    return bar.end() if bar else end


def _captioned(start: int, end: int, kind: str, caption: str, credit: str) -> CutPassage:
    media = Media(
        kind="video" if kind == "video" else "photo",
        caption=" ".join(caption.split()),
        credit=" ".join(credit.split()).rstrip(" |"),
    )
    return CutPassage(start=start, end=end, media=media)


def _name_length(text: str, seen: str) -> int:
    """How many characters of `text` are a person's name, which a caption may follow unseparated.

    Two words, more with initials and particles. A third or fourth word
    belongs to it unless it opens sentences, stands in `seen`, or is the last
    capitalised one before small letters: then the caption begins there.
    """
    run = [match for match in capital_run(text.split("\n", 1)[0]) if match[0] != "the"]
    words = [match[0] for match in run]
    if len(words) < 2:
        return 0
    whole = run[-1].end() >= len(text.split("\n", 1)[0].rstrip())
    count = _name_words(words, seen, whole=whole)
    return run[count - 1].end()


def _name_words(words: list[str], seen: str, *, whole: bool) -> int:
    count, full = 0, 0
    while count < len(words) and full < 4:
        word = words[count]
        part = word in _PARTICLES or (len(word) <= 2 and word.endswith("."))
        if full >= 2 and words[count - 1] not in _PARTICLES and not part:
            begins = word in OPENERS or stands_in(seen, word)
            if begins or (not whole and count == len(words) - 1):
                break
        full += not part
        count += 1
    return count


def _ends_story(text: str, end: int) -> bool:
    rest = text[end:]
    if not rest.strip(" .") or rest.lstrip(" .").startswith("\n"):
        return True
    credit = _PHOTOGRAPHER.search(rest[:_LONGEST_CAPTION_CHARS])
    return credit is not None and len(sentence_spans(rest[: credit.start()])) <= 1

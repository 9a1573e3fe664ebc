"""Running text of one story, as newsletters are often kept: all in one line, or in paragraphs."""

from __future__ import annotations

import re

from briefing.sources.documents.boilerplate import without_boilerplate
from briefing.sources.documents.captions import photos, sign_off, videos, without
from briefing.sources.documents.draft import Batch, Draft
from briefing.sources.documents.why import mark_why
from briefing.text.clean import clean, mend

# Chosen, not measured: a first line that is longer is a sentence.
_LONGEST_TITLE_CHARS = 250
_LINE_END = re.compile(r"(?<!\n)\n(?!\n)")


def read_newsletter(text: str, batch: Batch) -> Draft:
    """The one story of a running text, without what is not its own sentences."""
    title, body = headline(mend(clean(text), seen=batch.words))
    films = videos(body)
    body = without(body, films)
    end = sign_off(body)
    if end:
        # A line end keeps the caption that follows apart from the last sentence.
        body = f"{body[: end.start]}\n{body[end.end :].lstrip(' .')}"
    pictures = photos(body)
    plain, marks = mark_why(without_boilerplate(clean(without(body, pictures))))
    media = tuple(passage.media for passage in (*films, *pictures) if passage.media)
    author = end.author if end else ""
    return Draft(title=title, text=plain, author=author, media=media, marks=marks)


def headline(text: str) -> tuple[str, str]:
    """Title and body: a first line of its own that no stop ends is the title, else there is none.

    Single line ends inside paragraphs become spaces where empty lines part them.
    """
    first, gap, rest = text.partition("\n\n")
    if gap and is_headline(first):
        return " ".join(first.split()), _LINE_END.sub(" ", rest)
    return "", _LINE_END.sub(" ", text) if gap else text


def is_headline(line: str) -> bool:
    """True for a short line of at least two words that does not end as a sentence does."""
    short = len(line) <= _LONGEST_TITLE_CHARS and len(line.split()) >= 2
    return short and line.rstrip("”\"’')")[-1:] not in set(".!…:;,|»")

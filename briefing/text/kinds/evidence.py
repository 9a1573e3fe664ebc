"""What of a story speaks for its kind: the marks it bears."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from briefing.models import Story, count_words
from briefing.text.furniture.calls import hands_on, is_call
from briefing.text.kinds.marks import marks_in

# Of a text, so many are read for marks; chosen, not measured.
OPENING_CHARS = 400
# Of an address, or of section and tags, so many are read; chosen, not measured.
PATH_CHARS = 400
# Of a headline, so many are read; chosen, not measured.
TITLE_CHARS = 300
# A text of less bears the mark of a short one; chosen, not measured.
SHORT_WORDS = 12
# A text of more bears the mark of a long one; chosen, not measured.
LONG_WORDS = 120
_PACKED = re.compile(r"news\.google\.com/.{0,30}articles/([A-Za-z0-9_-]{8,})")


def evidence(story: Story) -> tuple[str, ...]:
    """The names of all marks of a story, in a fixed order. Linear in its opening."""
    return tuple(dict.fromkeys(_evidence(story)))


def _evidence(story: Story) -> Iterator[str]:
    opening = story.text[:OPENING_CHARS]
    address = _address(story.url) if story.url else ""
    title = "" if story.title_derived else story.title
    yield from marks_in("title", title[:TITLE_CHARS])
    yield from marks_in("opening", opening)
    yield from marks_in("address", address)
    yield from marks_in("source", f"{story.source} {story.publisher}"[:TITLE_CHARS])
    yield from marks_in("tags", " ".join((story.section, *story.tags))[:PATH_CHARS])
    yield from _calls(story, title, opening)
    yield _length(story)


def _address(url: str) -> str:
    """An address without its scheme; of an aggregator's, also the one it holds in base64."""
    parts = urlsplit(url)
    address = f"{parts.netloc}{parts.path}?{parts.query}"[:PATH_CHARS]
    packed = _PACKED.search(address)
    if packed is None:
        return address
    code = packed.group(1)[: len(packed.group(1)) // 4 * 4]
    return f"{address} {base64.urlsafe_b64decode(code).decode('latin-1')}"


def _calls(story: Story, title: str, opening: str) -> Iterator[str]:
    lines = [line for part in opening.split("\n") for line in part.split(". ") if line.strip()]
    if lines and is_call(lines[0], story.language):
        yield "opens with a call"
    if any(is_call(line, story.language) for line in lines[1:]):
        yield "calls"
    if any(hands_on(line, story.outlet, story.language) for line in lines[-2:]):
        yield "hands on"
    if title and is_call(title, story.language):
        yield "headline calls"


def _length(story: Story) -> str:
    words = count_words(story.text[:4_000])
    if not words:
        return "headline only"
    return "short" if words <= SHORT_WORDS else "long" if words >= LONG_WORDS else "teaser"

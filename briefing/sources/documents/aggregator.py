"""A page that tells one story and collects others: "Similar News", each closed by "Read more »"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.sources.documents.boilerplate import is_closer, is_site_line
from briefing.sources.documents.draft import Batch, Draft
from briefing.sources.documents.glue import split_headline
from briefing.sources.documents.plain_newsletter import is_headline
from briefing.sources.documents.tag_lines import is_tag_line, read_tags
from briefing.sources.documents.why import mark_why
from briefing.text.clean import clean, mend

_SIMILAR = re.compile(
    r"(?i)^(?:similar|related|more|recommended) (?:news|stories|articles)\s*(?::|$)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An aggregator page: its own lines, its tags, the lines of each of the others."""

    story_lines: tuple[str, ...]
    tags: str
    others: tuple[tuple[str, ...], ...]


def is_aggregator(text: str) -> bool:
    """True where a heading announces similar news, or two teasers are closed by "Read more »"."""
    lines = [line.strip() for line in text.splitlines()]
    closers = sum(is_closer(line) for line in lines)
    return closers >= 2 or (closers > 0 and any(_SIMILAR.match(line) for line in lines))


def parts_of(text: str) -> Page:
    """The page taken apart. No line is changed; what sites put around their stories is left out."""
    lines = [line for line in clean(text).split("\n") if line.strip()]
    border = _border(lines)
    story_lines = [line for line in lines[:border] if not is_site_line(line)]
    tags = story_lines.pop() if len(story_lines) > 1 and is_tag_line(story_lines[-1]) else ""
    return Page(story_lines=tuple(story_lines), tags=tags, others=_blocks(lines[border:]))


def read_aggregator(text: str, batch: Batch) -> tuple[Draft, ...]:
    """The page's own story first, if it has one, then each of the others."""
    page = parts_of(text)
    first = (_page_story(page, batch),) if page.story_lines else ()
    return first + tuple(_other(block, batch) for block in page.others)


def _border(lines: list[str]) -> int:
    """Where the others begin: at their heading, else above the first "Read more"."""
    for number, line in enumerate(lines):
        if _SIMILAR.match(line):
            return number
    first = next(number for number, line in enumerate(lines) if is_closer(line))
    return max(0, first - 1)


def _blocks(lines: list[str]) -> tuple[tuple[str, ...], ...]:
    """The lines of each teaser; what stands behind the last closer is none."""
    blocks: list[tuple[str, ...]] = []
    block: list[str] = []
    for line in lines:
        if is_closer(line):
            blocks.append(tuple(block))
            block = []
        elif not is_site_line(line):
            block.append(line)
    return tuple(block for block in blocks if block)


def _page_story(page: Page, batch: Batch) -> Draft:
    lines = list(page.story_lines)
    title = lines.pop(0) if len(lines) > 1 and is_headline(lines[0]) else ""
    text, marks = mark_why(mend("\n\n".join(lines), seen=batch.words))
    tags, left = read_tags(page.tags, batch)
    notes = (f"tags left out, met nowhere else: {' '.join(left)}",) if left else ()
    title = mend(title, seen=batch.words)
    return Draft(title=title, text=text, tags=tags, marks=marks, notes=notes)


def _other(block: tuple[str, ...], batch: Batch) -> Draft:
    first, rest = mend(block[0], seen=batch.words), block[1:]
    if rest and is_headline(first):
        return Draft(title=first, text=mend("\n\n".join(rest), seen=batch.words))
    title, teaser = split_headline(first, seen=batch.words)
    return Draft(
        title=title, text="\n\n".join([teaser, *(mend(r, seen=batch.words) for r in rest)])
    )

"""The mail's HTML with a mark before each block, for a desk that shows and measures blocks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from markupsafe import Markup

from briefing.models import Edition
from briefing.rendering.render_context import prepare
from briefing.rendering.theme import Theme
from briefing.rendering.to_html import Place, mail_html, places_of, shown_blocks

# Of our own making: an empty row inside the letter, an empty box between its sections.
_MARK = re.compile(r'<(?:tr|div) data-block="([^"<>]*+)"></(?:tr|div)>')
_ROW = Markup('<mj-raw><tr data-block="{}"></tr></mj-raw>')
_BOX = Markup('<mj-raw><div data-block="{}"></div></mj-raw>')


def marked_html(
    edition: Edition,
    keys: Sequence[str],
    theme: Theme | None = None,
    *,
    templates: Path | None = None,
    pictures: Mapping[str, bytes] | None = None,
) -> str:
    """The mail as `render` gives it, with an empty element `data-block="KEY"` before each block.

    `keys` are those of the edition's blocks, in order. What the mail adds, such as contents
    and the source list, is marked by its kind. All videos stand in the first one's place.
    """
    context = prepare(edition, theme, templates=templates, pictures=pictures)
    named = _keys_by_kind(edition, keys)
    blocks = [(view.kind, block) for view, block in shown_blocks(context)]
    marks = [_key(named, kind) for kind, _ in blocks]
    shown = [key for key, (_, block) in zip(marks, blocks, strict=True) if block.strip()]
    places = tuple(_marked(places_of(blocks), iter(shown)))
    return mail_html(context.show("mjml/base.mjml", places=places), context)


def bytes_between_marks(html: str) -> dict[str, int]:
    """How many bytes of such a mail each block takes, up to the next one, without the marks."""
    marks = [*_MARK.finditer(html)]
    ends = [*(mark.start() for mark in marks[1:]), len(html)]
    return {
        mark[1]: len(html[mark.end() : end].encode()) for mark, end in zip(marks, ends, strict=True)
    }


def _keys_by_kind(edition: Edition, keys: Sequence[str]) -> dict[str, list[str]]:
    named: dict[str, list[str]] = defaultdict(list)
    for block, key in zip(edition.blocks, keys, strict=True):
        named[block.kind].append(key)
    return named


def _key(named: dict[str, list[str]], kind: str) -> str:
    """The next key of a kind; of what the edition has no block for, the kind."""
    return named[kind].pop(0) if named[kind] else kind


def _marked(places: Sequence[Place], keys: Iterator[str]) -> Iterator[Place]:
    for place in places:
        mark = _BOX if place.kind == "own" else _ROW
        yield replace(
            place, blocks=tuple(mark.format(next(keys)) + block for block in place.blocks)
        )

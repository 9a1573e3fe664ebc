"""The mail's HTML as the desk shows it: each block and each quoted sentence can be found in it.

What goes out stays as it is: marks are signs of a private plane of Unicode around sentences,
and a class on each block's cell. They go through the very templates of the mail, a user's own
included, and become attributes of the page when it is HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, Literal

from markupsafe import Markup

from briefing.models import Block, Edition, Sentence
from briefing.rendering.mail_pictures import standalone
from briefing.rendering.render_context import RenderContext, prepare
from briefing.rendering.theme import Theme
from briefing.rendering.to_html import html_of_blocks
from briefing.rendering.views import View

Scheme = Literal["light", "dark"]
# Supplementary private use area A (Unicode 16, 23.5): one sign opens a sentence, one closes it.
_FIRST, _CLOSE = 0xF0000, 0xFFFFD
_PRIVATE = re.compile("[\U000f0000-\U000ffffd]")
_ENCODED = re.compile(r"%F3%B[0-9A-F]%[89AB][0-9A-F]%[89AB][0-9A-F]")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_OPENING_TAG = re.compile(r"<mj-(?:text|section|wrapper|hero|column)\b[^<>]*>")
_CLASS = re.compile(r'(css-class="[^"<>]*)"')
_DARK_RULES, _SCHEME = "@media (prefers-color-scheme:dark)", "light dark"
_SOURCE = re.compile(r'(<img\b[^<>]*?) src="[^"<>]*+"')


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterLook:
    """How the desk shows a letter: in which scheme, and with or without its pictures."""

    scheme: Scheme = "light"
    pictures: bool = True


def marked_letter(
    edition: Edition,
    keys: Sequence[str],
    theme: Theme | None = None,
    *,
    templates: Path | None = None,
    pictures: Mapping[str, bytes] | None = None,
    look: LetterLook | None = None,
) -> str:
    """The HTML of the mail with `data-block` and `data-sentence` (`story:start:end`).

    `keys` name the edition's blocks, in order. The other arguments are those of
    `render`; RenderError as there.
    """
    sentences: list[Sentence] = []
    marked = _marked(edition, sentences)
    context = prepare(marked, theme, templates=templates, pictures=pictures)
    named = [_key_of(view, edition, keys) for view in context.view.blocks]
    html = html_of_blocks(context, _marked_blocks(context))
    html = standalone(_as_attributes(html, named, sentences), context.attachments)
    return _looked(html, look or LetterLook())


def _marked(part: Any, sentences: list[Sentence]) -> Any:
    """The part with a sign at both ends of each sentence, which joins the list; no other sign."""
    if isinstance(part, str):
        return part if part.isascii() else _PRIVATE.sub("", part)
    if isinstance(part, Sentence):
        return _signed(part, sentences)
    if isinstance(part, tuple):
        return tuple(_marked(member, sentences) for member in part)
    if is_dataclass(part) and not isinstance(part, type):
        changed = {
            field.name: _marked(getattr(part, field.name), sentences) for field in fields(part)
        }
        return replace(part, **changed)
    return part


def _signed(sentence: Sentence, sentences: list[Sentence]) -> Sentence:
    text = _PRIVATE.sub("", sentence.text)
    if not text.strip() or len(sentences) >= _CLOSE - _FIRST:
        return replace(sentence, text=text)
    sentences.append(sentence)
    return replace(sentence, text=f"{chr(_FIRST + len(sentences) - 1)}{text}{chr(_CLOSE)}")


def _key_of(view: View, edition: Edition, keys: Sequence[str]) -> str:
    """The key of the block a view shows; its kind where it shows none of the edition's."""
    for block, key in zip(edition.blocks, keys, strict=True):
        if block.kind == view.kind and _is_shown(block, view, edition):
            return key
    return view.kind


def _is_shown(block: Block, view: View, edition: Edition) -> bool:
    """True where the view is that of the block: topics and notes come more than once."""
    if block.kind in {"lead", "topic"}:
        return edition.number(block.story_id) == view.story.number  # type: ignore[union-attr]
    return True


def _marked_blocks(context: RenderContext) -> Iterator[tuple[str, Markup]]:
    """Kind and MJML of each block, with a class for its place on all cells of it."""
    for place, view in enumerate(context.view.blocks):
        source = context.show(f"mjml/{view.kind}.mjml", block=view)
        add_class = partial(_with_class, name=f"desk-block-{place}")
        yield view.kind, Markup(_OPENING_TAG.sub(add_class, source))  # noqa: S704


def _with_class(opening: re.Match[str], *, name: str) -> str:
    tag = opening[0]
    if _CLASS.search(tag):
        return _CLASS.sub(rf'\1 {name}"', tag, count=1)
    end = "/>" if tag.endswith("/>") else ">"
    return f'{tag[: -len(end)]} css-class="{name}"{end}'


def _as_attributes(html: str, named: Sequence[str], sentences: Sequence[Sentence]) -> str:
    """The page with attributes in the place of signs and classes."""
    for place, key in enumerate(named):
        html = html.replace(f'desk-block-{place}"', f'desk-block" data-block="{escape(key)}"')
    html = _TAG.sub(lambda tag: _PRIVATE.sub("", tag[0]), _ENCODED.sub("", html))
    return _PRIVATE.sub(lambda sign: _as_tag(sign[0], sentences), html)


def _as_tag(sign: str, sentences: Sequence[Sentence]) -> str:
    if ord(sign) == _CLOSE:
        return "</span>"
    place = ord(sign) - _FIRST
    if place >= len(sentences):
        return ""
    sentence = sentences[place]
    name = f"{sentence.story_id}:{sentence.start}:{sentence.end}"
    return f'<span data-sentence="{escape(name)}">'


def _looked(html: str, look: LetterLook) -> str:
    if not look.pictures:
        html = _SOURCE.sub(r"\1", html)
    rules = "@media all" if look.scheme == "dark" else "@media not all"
    return html.replace(_DARK_RULES, rules).replace(_SCHEME, look.scheme)

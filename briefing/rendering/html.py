"""Views -> MJML -> HTML; a template that gives no MJML is named with its line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree
from markupsafe import Markup

from briefing.errors import RenderError
from briefing.rendering.environment import Templates
from briefing.rendering.mjml import to_html
from briefing.rendering.origins import origin, unmarked
from briefing.rendering.theme import Theme
from briefing.rendering.views import View

Values = Mapping[str, object]

_HINT = "correct the template, or remove it to use the one that ships"
_VOID = re.compile(r"<((?:br|img|hr|wbr|meta|link)\b[^<>]*?)/?>")
_ENTITY = re.compile(r"&(?!#|amp;|lt;|gt;|quot;|apos;)")


def html(blocks: Sequence[View], theme: Theme, templates: Templates, values: Values) -> str:
    """The edition as HTML for mail. `RenderError` names the template and line that fails."""
    source = document(blocks, templates, values)
    try:
        return to_html(source, preview_color=theme.light.muted)
    except RenderError as error:
        raise _located(error, blocks, templates, values) from error


def document(blocks: Sequence[View], templates: Templates, values: Values) -> str:
    """The edition as one MJML document."""
    shown = [
        Markup(templates.render(f"mjml/{block.kind}.mjml", {**values, "block": block}))  # noqa: S704
        for block in blocks
    ]
    return templates.render("mjml/base.mjml", {**values, "blocks": shown})


def _located(
    error: RenderError, blocks: Sequence[View], templates: Templates, values: Values
) -> RenderError:
    """The error with the place where it arose; as it was where none is found."""
    marked = document(blocks, templates.marked(), values)
    try:
        etree.fromstring(_tolerant(unmarked(marked)).encode("utf-8", "replace"))
    except etree.XMLSyntaxError as fault:
        where = origin(marked, *fault.position)
        why = f"gives no MJML: {_without_lines(fault.msg)}"
        return RenderError(why, where=where, hint=_HINT)
    for block in blocks:
        if not _converts(document([block], templates, values)):
            name = f"mjml/{block.kind}.mjml"
            return RenderError(f"gives no MJML: {error.what}", where=name, hint=_HINT)
    return error


def _converts(source: str) -> bool:
    try:
        to_html(source, preview_color="#000000")
    except RenderError:
        return False
    return True


def _tolerant(source: str) -> str:
    """The document as XML: what MJML takes from HTML (void tags, entities) is no fault here."""
    return _VOID.sub(r"<\1/>", _ENTITY.sub(" ", source))


def _without_lines(message: str) -> str:
    """The parser's message without the line numbers of a text nobody sees."""
    return re.sub(r",? line \d+|,? column \d+|\(<string>\)", "", message).strip()

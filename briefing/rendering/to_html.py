"""Views -> MJML -> HTML; a template that gives no MJML is named with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

import mjml as _mjml
from lxml import etree
from markupsafe import Markup

from briefing.errors import RenderError
from briefing.rendering.environment import HINT
from briefing.rendering.outlook_widths import fit_outlook_columns
from briefing.rendering.render_context import RenderContext
from briefing.rendering.template_lines import origin, unmarked
from briefing.rendering.views import View

_VOID = re.compile(r"<((?:br|img|hr|wbr|meta|link)\b[^<>]*?)/?>")
_ENTITY = re.compile(r"&(?!#|amp;|lt;|gt;|quot;|apos;)")


def render_html(context: RenderContext) -> str:
    """The edition as HTML for mail. `RenderError` names the template and line that fails."""
    try:
        return mail_html(mjml_document(context), context)
    except RenderError as error:
        # A template that fails has said where; only what MJML refuses is searched for.
        raise error if error.where else _located(error, context) from error


def mail_html(document: str, context: RenderContext) -> str:
    """The HTML of an edition's MJML document, with the head that mail programs need."""
    html = mjml_to_html(document, preview_color=context.theme.light.muted)
    return with_head(html, context.show("mjml/head.html"))


def html_of_blocks(context: RenderContext, blocks: Iterable[tuple[str, Markup]]) -> str:
    """The edition's frame around blocks (kind and MJML) as HTML for mail; as `render_html`."""
    document = context.show("mjml/base.mjml", places=places_of(blocks))
    html = mjml_to_html(document, preview_color=context.theme.light.muted)
    return with_head(html, context.show("mjml/head.html"))


def with_head(html: str, head: str) -> str:
    """The HTML with more in its head, and a body Gmail's own rules can be told from."""
    lines = "".join(line.strip() for line in head.splitlines())
    return html.replace("</head>", f"{lines}</head>", 1).replace("<body ", '<body id="body" ', 1)


def mjml_document(context: RenderContext) -> str:
    """The edition as one MJML document."""
    blocks = [(view.kind, block) for view, block in shown_blocks(context)]
    return context.show("mjml/base.mjml", places=places_of(blocks))


def shown_blocks(context: RenderContext) -> list[tuple[View, Markup]]:
    """Each block with its MJML, in order."""
    return [
        (view, Markup(context.show(f"mjml/{view.kind}.mjml", block=view)))  # noqa: S704
        for view in context.view.blocks
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Blocks that share a section: a section of each would cost a third of the mail's bytes.

    `kind`: `card` is the letter, `foot` the small print below it, `own` a block whose
    template writes its own sections.
    """

    kind: Literal["card", "foot", "own"]
    blocks: tuple[Markup, ...]


_FOOT = ("colophon", "sources", "footer")


def places_of(blocks: Iterable[tuple[str, Markup]]) -> tuple[Place, ...]:
    """Blocks (kind and MJML) by where they stand, in order."""
    placed = ((_place_of(kind, block), block) for kind, block in blocks if block.strip())
    return tuple(
        Place(kind=kind, blocks=tuple(block for _, block in group))
        for kind, group in groupby(placed, lambda pair: pair[0])
    )


def _place_of(kind: str, block: str) -> Literal["card", "foot", "own"]:
    if block.lstrip().startswith(("<mj-section", "<mj-wrapper", "<mj-hero", "<mj-raw")):
        return "own"
    return "foot" if kind in _FOOT else "card"


def _located(error: RenderError, context: RenderContext) -> RenderError:
    """The error with the place where it arose; as it was where none is found."""
    marked = mjml_document(replace(context, templates=context.templates.marked()))
    try:
        etree.fromstring(_tolerant(unmarked(marked)).encode("utf-8", "replace"))
    except etree.XMLSyntaxError as fault:
        where = origin(marked, *fault.position)
        why = f"gives no MJML: {_without_lines(fault.msg)}"
        return RenderError(why, where=where, hint=HINT)
    return _in_block(error, context)


def _in_block(error: RenderError, context: RenderContext) -> RenderError:
    """The error with the template of the first block that fails alone."""
    for block in context.view.blocks:
        alone = replace(context, view=replace(context.view, blocks=(block,)))
        if not _converts(mjml_document(alone)):
            name = f"mjml/{block.kind}.mjml"
            return RenderError(f"gives no MJML: {error.what}", where=name, hint=HINT)
    return error


def _converts(source: str) -> bool:
    try:
        mjml_to_html(source, preview_color="#000000")
    except RenderError:
        return False
    return True


def _tolerant(source: str) -> str:
    """The document as XML: what MJML takes from HTML (void tags, entities) is no fault here."""
    return _VOID.sub(r"<\1/>", _ENTITY.sub(" ", source))


def _without_lines(message: str) -> str:
    """The parser's message without the line numbers of a text nobody sees."""
    return re.sub(r",? line \d+|,? column \d+|\(<string>\)", "", message).strip()


# mrml writes the preview text white on any ground, which filters take for hidden text.
_PREVIEW_WHITE = "font-size:1px;color:#ffffff;"


def mjml_to_html(source: str, *, preview_color: str) -> str:
    """The HTML of an MJML document. No font is linked, nothing is included.

    `RenderError` where it is no MJML.
    """
    convert = getattr(_mjml, "mjml2html", None)
    if not callable(convert):
        why = "the package `mjml` hides `mjml-python`, which has the same import name"
        raise RenderError(why, hint="pip uninstall mjml, then reinstall mjml-python")
    try:
        html = str(convert(source, disable_comments=True, fonts={}))
    except (ValueError, UnicodeError) as error:
        raise RenderError(f"the templates do not give MJML: {error}") from error
    html = html.replace(_PREVIEW_WHITE, f"font-size:1px;color:{preview_color};", 1)
    return fit_outlook_columns(html)

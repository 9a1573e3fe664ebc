"""The editor's own words in the three forms, each written anew from one small tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from briefing.rendering.escape import (
    EscapedMarkdown,
    emphasized,
    escape_inner,
    line_start,
    markdown_link,
)
from briefing.rendering.prose_tree import INLINE, LISTS, Node, read_prose
from briefing.text.clean import one_line

Attributes = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Prose:
    """Words of the editor, in the three forms."""

    root: Node

    def html(self, attributes: Attributes, heading: str = "h3") -> Markup:
        """HTML whose tags carry the given attributes (`{"p": {"style": "…"}}`).

        `heading` is the tag of its headings: one below what stands above the words.
        """
        pieces = _html(self.root, attributes, heading)
        return Markup("".join(pieces))  # noqa: S704 - escaped piece by piece

    @property
    def text(self) -> str:
        """Paragraphs with an empty line between them; an address stands after its label."""
        return "\n\n".join(_text_blocks(self.root))

    @property
    def markdown(self) -> EscapedMarkdown:
        """The same as CommonMark, every sign that is not markup escaped."""
        return EscapedMarkdown("\n\n".join(_markdown_blocks(self.root)))


def prose(markdown: str) -> Prose | None:
    """Markdown as prose, None where it says nothing. Links go to the web or to a mailbox."""
    root = read_prose(markdown)
    return Prose(root) if root.words else None


def _html(node: Node, attributes: Attributes, heading: str) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, str):
            yield str(escape(child))
        elif child.tag == "a" and not child.url:
            yield from _html(child, attributes, heading)
        else:
            address = {"href": child.url} if child.url else {}
            all_attributes = {**address, **attributes.get(child.tag, {})}
            written = "".join(
                f' {name}="{escape(value)}"' for name, value in all_attributes.items()
            )
            tag = heading if child.tag == "h3" else child.tag
            yield f"<{tag}{written}>"
            yield from _html(child, attributes, heading)
            yield f"</{tag}>"


def _pieces(node: Node) -> tuple[list[Node | str], list[Node]]:
    """The words of a block, and the blocks inside it."""
    inline = [c for c in node.children if isinstance(c, str) or c.tag in INLINE]
    return inline, [c for c in node.children if isinstance(c, Node) and c.tag not in INLINE]


def _text_blocks(node: Node) -> Iterator[str]:
    inline, blocks = _pieces(node)
    words = one_line("".join(_text_inline(child) for child in inline))
    if words:
        yield words
    for child in blocks:
        if child.tag in LISTS:
            yield "\n".join(_text_items(child))
        elif child.tag == "blockquote":
            yield from (f"“{block}”" for block in _text_blocks(child))
        else:
            yield from _text_blocks(child)


def _text_items(node: Node) -> Iterator[str]:
    for number, item in enumerate(_pieces(node)[1], 1):
        mark = f"{number}." if node.tag == "ol" else "-"
        yield f"{mark} " + "\n".join(_text_blocks(item))


def _text_inline(child: Node | str) -> str:
    if isinstance(child, str):
        return child
    words = "".join(_text_inline(part) for part in child.children)
    return f"{words} <{child.url}>" if child.url and child.url != words.strip() else words


def _markdown_blocks(node: Node) -> Iterator[str]:
    inline, blocks = _pieces(node)
    words = _markdown_line(inline)
    if words:
        yield f"### {words}" if node.tag == "h3" else words
    for child in blocks:
        inner = list(_markdown_blocks(child))
        if child.tag in LISTS:
            yield "\n".join(_markdown_items(child))
        elif child.tag == "blockquote":
            yield _indented("\n\n".join(inner), "> ", "> ")
        else:
            yield from inner


def _markdown_items(node: Node) -> Iterator[str]:
    for number, item in enumerate(_pieces(node)[1], 1):
        mark = f"{number}. " if node.tag == "ol" else "- "
        yield _indented("\n\n".join(_markdown_blocks(item)), mark, " " * len(mark))


def _indented(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    return "\n".join(((others if at else first) + line).rstrip() for at, line in enumerate(lines))


def _markdown_line(children: list[Node | str]) -> str:
    """Escaped piece by piece, so that a space around a link or emphasis survives."""
    pieces = [_markdown_inline(child) for child in children]
    return line_start(" ".join("".join(pieces).split()))


def _markdown_inline(child: Node | str) -> str:
    if isinstance(child, str):
        return escape_inner(child)
    if child.tag == "a":
        return markdown_link(child.words, child.url)
    sign = "**" if child.tag == "strong" else "*"
    plain = all(isinstance(part, str) for part in child.children)
    inner = "".join(_markdown_inline(part) for part in child.children)
    return emphasized("".join(map(str, child.children)), sign) if plain else inner

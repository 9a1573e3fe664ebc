"""The editor's own words: Markdown in, one small tree, and from it HTML, text and Markdown.

Python-Markdown reads them, the sanitizer drops what is harmful, and everything
is written anew from the tree, so no markup of the editor's reaches an output.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from markdown import Markdown
from markupsafe import Markup, escape

from briefing.rendering.escape import Ready, emphasized, escape_inner, line_start, markdown_link
from briefing.text.clean import clean, one_line
from briefing.text.html import sanitize
from briefing.text.urls import web_url

MAX_LENGTH = 20_000
MAX_DEPTH = 6
MAX_BRACKETS = 300

Attributes = Mapping[str, Mapping[str, str]]

# What Python-Markdown puts in the place of code it has set aside; badly nested emphasis frees it.
_STASHED = re.compile("\x02?(?:klzzwxh|wzxhzdk):[0-9]+\x03?|[\x02\x03]")
_BLANKS = re.compile(r"\s+")
_INLINE = {"strong", "em", "a"}
_LISTS = {"ul", "ol"}
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_TAGS = {"p", "li", "blockquote", *_INLINE, *_LISTS, *_HEADINGS}
_FLOW = {"p", "li", "blockquote", "h3"}


@dataclass(slots=True)
class Node:
    """One element: `root` or one of p, h3, ul, ol, li, blockquote, strong, em, a."""

    tag: str
    url: str | None = None
    children: list[Node | str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All text in it, on one line."""
        return one_line("".join(c if isinstance(c, str) else c.words for c in self.children))


@dataclass(frozen=True, slots=True)
class Prose:
    """Words of the editor, in the three forms."""

    root: Node

    def html(self, attributes: Attributes) -> Markup:
        """HTML whose tags carry the given attributes (`{"p": {"style": "…"}}`)."""
        return Markup("".join(_html(self.root, attributes)))  # noqa: S704 - escaped piece by piece

    @property
    def text(self) -> str:
        """Paragraphs with an empty line between them; an address stands after its label."""
        return "\n\n".join(_text_blocks(self.root))

    @property
    def markdown(self) -> Ready:
        """The same as CommonMark, every sign that is not markup escaped."""
        return Ready("\n\n".join(_markdown_blocks(self.root)))


def prose(markdown: str) -> Prose | None:
    """Markdown as prose, None where it says nothing.

    Of more than 20,000 characters the rest is cut; lists and quotations
    nest six deep at most. Links go to the web only. With more than 300 opening
    brackets it is read as plain text: the parser's time grows with their square.
    """
    html = _converted(clean(markdown)[:MAX_LENGTH])
    builder = _Builder()
    builder.feed(sanitize(_STASHED.sub("", html)))
    builder.close()
    return Prose(builder.root) if builder.root.words else None


def _converted(source: str) -> str:
    if source.count("[") + source.count("<") <= MAX_BRACKETS:
        try:
            return Markdown(extensions=["sane_lists"]).convert(source)
        except RecursionError:
            return str(escape(source))
    return str(escape(source))


class _Builder(HTMLParser):
    """Well-formed HTML -> tree. Unknown tags become a space; bare text gets a paragraph."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self._open = [self.root]
        self._ignored = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            self.handle_data(" ")
            return
        if self._is_too_deep(tag):
            self._ignored += 1
            return
        node = Node("h3" if tag in _HEADINGS else tag, web_url(dict(attrs).get("href")))
        self._parent(tag).children.append(node)
        self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _TAGS:
            return
        if self._ignored and tag not in _INLINE:
            self._ignored -= 1
            return
        name = "h3" if tag in _HEADINGS else tag
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag == name:
                del self._open[at:]
                return

    def handle_data(self, data: str) -> None:
        data = _BLANKS.sub(" ", data)
        if data.strip() or self._open[-1].tag in _INLINE | _FLOW:
            self._parent("").children.append(data)

    def _is_too_deep(self, tag: str) -> bool:
        deep = sum(node.tag in _LISTS or node.tag == "blockquote" for node in self._open)
        nests = tag not in _INLINE
        return nests and (
            self._ignored > 0 or (deep >= MAX_DEPTH and tag in _LISTS | {"blockquote"})
        )

    def _parent(self, tag: str) -> Node:
        """Where something goes: text and inline tags need a paragraph around them."""
        top = self._open[-1]
        if (tag in _INLINE or not tag) and top.tag in {"root", *_LISTS}:
            around = Node("p" if top.tag == "root" else "li")
            top.children.append(around)
            self._open.append(around)
            return around
        if tag and tag not in _INLINE and top.tag == "p":
            self._open.pop()
            return self._open[-1]
        return top


def _html(node: Node, attributes: Attributes) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, str):
            yield str(escape(child))
        elif child.tag == "a" and not child.url:
            yield from _html(child, attributes)
        else:
            given = {"href": child.url} if child.url else {}
            own = {**given, **attributes.get(child.tag, {})}
            shown = "".join(f' {name}="{escape(value)}"' for name, value in own.items())
            yield f"<{child.tag}{shown}>"
            yield from _html(child, attributes)
            yield f"</{child.tag}>"


def _pieces(node: Node) -> tuple[list[Node | str], list[Node]]:
    """The words of a block, and the blocks inside it."""
    inline = [c for c in node.children if isinstance(c, str) or c.tag in _INLINE]
    return inline, [c for c in node.children if isinstance(c, Node) and c.tag not in _INLINE]


def _text_blocks(node: Node) -> Iterator[str]:
    inline, blocks = _pieces(node)
    words = one_line("".join(_text_inline(child) for child in inline))
    if words:
        yield words
    for child in blocks:
        if child.tag in _LISTS:
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
        if child.tag in _LISTS:
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

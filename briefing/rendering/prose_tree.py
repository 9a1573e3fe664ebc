"""The editor's Markdown as one small tree: what may stand in an edition, and nothing else.

Python-Markdown reads it and the sanitizer drops what is harmful. No markup of
the editor's goes further than this tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from markupsafe import escape

from briefing.rendering.links import page_link
from briefing.text.clean import clean, one_line, word_set
from briefing.text.html import sanitize

if TYPE_CHECKING:
    from markdown import Markdown

# A note of ten pages; chosen, not measured.
LONGEST_TEXT_CHARS = 20_000
# Lists in lists; chosen, not measured.
MOST_LEVELS = 6
# The parser's time grows with their square: see `read_prose`.
MOST_BRACKETS = 300
INLINE = word_set("strong em a")
LISTS = word_set("ul ol")

# What Python-Markdown puts in the place of code it has set aside; badly nested emphasis frees it.
_STASHED = re.compile("\x02?(?:klzzwxh|wzxhzdk):[0-9]+\x03?|[\x02\x03]")
# An address in angle brackets holds no escapes; Python-Markdown would leave a code in their place.
_ADDRESS = re.compile(r"<[^<>\s]{1,320}>")
# A mailbox in angle brackets, as Python-Markdown knows it, without an escape inside: CommonMark
# knows none there, and the library would write the code of one into the address.
_MAILBOX = r"<([^<> !\x02\x03]+@[^@<> \x02\x03]+)>"
# What a reference such as `&#2;` stands for, once it is read.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_BLANKS = re.compile(r"\s+")
_HEADINGS = word_set("h1 h2 h3 h4 h5 h6")
_NESTING = LISTS | {"blockquote"}
_TAGS = INLINE | _NESTING | _HEADINGS | {"p", "li"}
_FLOW = word_set("p li blockquote h3")


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


def read_prose(markdown: str) -> Node:
    """The tree of a Markdown text.

    Of more than 20,000 characters the rest is cut; lists and quotations
    nest six deep at most. With more than 300 opening brackets it is read as
    plain text: the parser's time grows with their square.
    """
    html = _converted(clean(markdown)[:LONGEST_TEXT_CHARS])
    builder = _Builder()
    builder.feed(_CONTROLS.sub("", sanitize(_STASHED.sub("", html))))
    builder.close()
    return builder.root


def _converted(source: str) -> str:
    source = _ADDRESS.sub(_unescaped, source)
    if source.count("[") + source.count("<") <= MOST_BRACKETS:
        try:
            return _reader().convert(source)
        except RecursionError:
            return str(escape(source))
    return str(escape(source))


def _reader() -> Markdown:
    """Loaded with the first words of an editor: most letters of most days have none."""
    from markdown import Markdown
    from markdown.inlinepatterns import AutomailInlineProcessor

    reader = Markdown(extensions=["sane_lists"])
    name, place = "automail", 110  # the library's own
    reader.inlinePatterns.register(AutomailInlineProcessor(_MAILBOX, reader), name, place)
    return reader


def _unescaped(match: re.Match[str]) -> str:
    return match[0].replace("\\", "") if "@" in match[0] else match[0]


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
        node = Node("h3" if tag in _HEADINGS else tag, page_link(dict(attrs).get("href")))
        self._parent(tag).children.append(node)
        self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _TAGS:
            return
        if self._ignored and tag not in INLINE:
            self._ignored -= 1
            return
        name = "h3" if tag in _HEADINGS else tag
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag == name:
                del self._open[at:]
                return

    def handle_data(self, data: str) -> None:
        data = _BLANKS.sub(" ", data)
        if data.strip() or self._open[-1].tag in INLINE | _FLOW:
            self._parent("").children.append(data)

    def _is_too_deep(self, tag: str) -> bool:
        deep = sum(node.tag in LISTS or node.tag == "blockquote" for node in self._open)
        nests = tag not in INLINE
        return nests and (
            self._ignored > 0 or (deep >= MOST_LEVELS and tag in LISTS | {"blockquote"})
        )

    def _parent(self, tag: str) -> Node:
        """Where something goes: text and inline tags need a paragraph around them."""
        top = self._open[-1]
        if (tag in INLINE or not tag) and top.tag in {"root", *LISTS}:
            around = Node("p" if top.tag == "root" else "li")
            top.children.append(around)
            self._open.append(around)
            return around
        if tag and tag not in INLINE and top.tag == "p":
            self._open.pop()
            return self._open[-1]
        return top

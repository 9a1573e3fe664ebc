"""Where in the templates a place of the output comes from: for messages about broken MJML.

Jinja tells the line of a failing expression, but not which line of a template
wrote a tag that fits nowhere. So, once something failed, the templates are
rendered again with a mark before every line of template text, and the marks
are read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*+){_CLOSE}")


class LineMarks(Extension):
    """Writes `file:line` between two private-use characters before every line of a template."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens, those of template text with marks."""
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, "data", _marked(token, stream.filename or stream.name))
            else:
                yield token


def unmarked(text: str) -> str:
    """The output without its marks."""
    return _MARK.sub("", text)


def origin(text: str, line: int, column: int) -> str:
    """`file:line` of the template text just before a place (from 1) of the output without marks.

    Before it, because a parser stops after the tag that does not fit.
    """
    rest = _offset(unmarked(text), line, column)
    place, last = "", 0
    for mark in _MARK.finditer(text):
        rest -= mark.start() - last
        if rest < 0:
            break
        place, last = mark[1], mark.end()
    return place


def _offset(text: str, line: int, column: int) -> int:
    lines = text.split("\n")[: line - 1]
    return sum(len(text_line) + 1 for text_line in lines) + max(column - 2, 0)


def _marked(token: Token, file: str | None) -> str:
    lines = str(token.value).split("\n")
    return "\n".join(
        f"{_OPEN}{file}:{token.lineno + at}{_CLOSE}{line}" for at, line in enumerate(lines)
    )

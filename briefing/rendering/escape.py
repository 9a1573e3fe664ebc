"""Text that CommonMark, GitHub, Obsidian and static site generators show as it is."""

from __future__ import annotations

import re

from briefing.text.clean import one_line


class EscapedMarkdown(str):
    """Markdown that is escaped already; anything else is escaped when a template prints it."""

    __slots__ = ()


# Braces for Liquid and Jinja, `$` for formulas, `@` and `://` for bare links;
# a `!` at the end, because before a link it would make an image.
_ALWAYS = re.compile(
    r"[\\`*_\[\]<>#|~{}$^@]|&(?=[#\w])|%(?=[%}])|(?<=:)/(?=/)|==|!$|(?i:(?<=\bwww)\.)"
)
_AT_START = re.compile(r"^([-+=:!])|^(\d+)([.)])")


def escape_markdown(text: object) -> EscapedMarkdown:
    """One line of text, with a backslash before all that Markdown would read as markup."""
    if isinstance(text, EscapedMarkdown):
        return text
    return line_start(_escaped(one_line(str(text))))


def escape_inner(text: str) -> str:
    """A piece of a line; the blanks at its ends stay, as one each."""
    line = one_line(text)
    if not line:
        return " " if text else ""
    return " " * text[:1].isspace() + _escaped(line) + " " * text[-1:].isspace()


def line_start(line: str) -> EscapedMarkdown:
    """A line of escaped pieces; what would begin a list, a heading or a rule is escaped too."""
    return EscapedMarkdown(_AT_START.sub(_escaped_start, line))


def markdown_link(label: object, url: str | None) -> EscapedMarkdown:
    """`[label](<url>)`; only the label where there is no address."""
    label_text = escape_markdown(label)
    return EscapedMarkdown(f"[{label_text}](<{url}>)") if url else label_text


def emphasized(text: str, sign: str) -> EscapedMarkdown:
    """`*text*`, with signs and blanks at the ends left outside.

    Emphasis opens before and closes after a letter wherever it stands;
    beside punctuation CommonMark may read the star as a star.
    """
    letters = [at for at, character in enumerate(text) if character.isalnum()]
    if not letters:
        return EscapedMarkdown(escape_inner(text))
    first, last = letters[0], letters[-1] + 1
    before, inner, after = (
        escape_inner(part) for part in (text[:first], text[first:last], text[last:])
    )
    return EscapedMarkdown(f"{before}{sign}{inner}{sign}{after}")


def _escaped(line: str) -> str:
    return _ALWAYS.sub(lambda match: "".join(f"\\{sign}" for sign in match[0]), line)


def _escaped_start(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"

"""Text that CommonMark, GitHub, Obsidian and static site generators show as it is."""

from __future__ import annotations

import re

from briefing.text.clean import one_line


class Ready(str):
    """Markdown that is escaped already; anything else is escaped when a template prints it."""

    __slots__ = ()


# Braces for Liquid and Jinja, `$` for formulas, `@` and `://` for bare links.
_ALWAYS = re.compile(
    r"[\\`*_\[\]<>#|~{}$^@]|&(?=[#\w])|%(?=[%}])|(?<=:)/(?=/)|==|(?i:(?<=\bwww)\.)"
)
_AT_START = re.compile(r"^([-+=:!])|^(\d+)([.)])")


def escape_markdown(text: object) -> Ready:
    """One line of text, with a backslash before all that Markdown would read as markup."""
    if isinstance(text, Ready):
        return text
    line = _ALWAYS.sub(lambda match: "".join(f"\\{sign}" for sign in match[0]), one_line(str(text)))
    return Ready(_AT_START.sub(_escaped_start, line))


def markdown_link(label: object, url: str | None) -> Ready:
    """`[label](<url>)`; only the label where there is no address."""
    shown = escape_markdown(label)
    return Ready(f"[{shown}](<{url}>)") if url else shown


def _escaped_start(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"

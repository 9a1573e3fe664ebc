"""A mail as a page of its own: with its pictures inside, without what only mail programs read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.models import Attachment
from briefing.rendering.mail_pictures import standalone

# Conditional comments: what Outlook alone reads, and the marks around what it does not.
_OPENINGS = ("<!--[if mso", "<!--[if gte mso", "<!--[if lte mso")
_CLOSING = "<![endif]-->"
_MARKS = ("<!--[if !mso]><!-->", "<!--[if !mso | IE]><!-->", "<!--<![endif]-->")


def browser_page(
    html: str, attachments: Sequence[Attachment], *, head: str = "", top: str = ""
) -> str:
    """The page: `head` at the end of its head, `top` at the beginning of its body."""
    page = standalone(without_outlook(html), attachments)
    page = page.replace("</head>", f"{head}</head>", 1)
    start = page.find(">", page.find("<body")) + 1
    return f"{page[:start]}{top}{page[start:]}" if start else page


def without_outlook(html: str) -> str:
    """The HTML without conditional comments; what no program but Outlook skips stays."""
    kept = "".join(_outside(html))
    for mark in _MARKS:
        kept = kept.replace(mark, "")
    return kept


def _outside(html: str) -> Iterator[str]:
    """The parts between comments for Outlook, found in one walk over the text."""
    place = 0
    while (start := html.find("<!--[if", place)) >= 0:
        end = html.find(_CLOSING, start)
        if end >= 0 and html.startswith(_OPENINGS, start):
            yield html[place:start]
            place = end + len(_CLOSING)
        else:
            yield html[place : start + 1]
            place = start + 1
    yield html[place:]

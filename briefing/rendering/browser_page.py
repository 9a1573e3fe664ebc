"""A mail as a page of its own: with its pictures inside, without what only mail programs need.

Mail programs drop rules, so a mail says its look at each element, over and over: half of its
bytes. A browser keeps rules, so each look is said once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import unescape

from briefing.models import Attachment
from briefing.rendering.mail_pictures import standalone

_TAG = re.compile(r"<[a-z][^<>]*>")
_STYLE = re.compile(r' style="([^"<>]*)"')
# Conditional comments: what Outlook alone reads, and the marks around what it does not.
_OPENINGS = ("<!--[if mso", "<!--[if gte mso", "<!--[if lte mso")
_CLOSING = "<![endif]-->"
_MARKS = ("<!--[if !mso]><!-->", "<!--[if !mso | IE]><!-->", "<!--<![endif]-->")


def browser_page(
    html: str, attachments: Sequence[Attachment], *, head: str = "", top: str = ""
) -> str:
    """The page: `head` at the end of its head, `top` at the beginning of its body."""
    page = with_rules(standalone(without_outlook(html), attachments))
    page = page.replace("</head>", f"{head}</head>", 1)
    start = page.find(">", page.find("<body")) + 1
    return f"{page[:start]}{top}{page[start:]}" if start else page


def with_rules(html: str) -> str:
    """The HTML in which a look that stands at several elements is a rule in the head.

    The rules come last, so that those for phones and the dark, which are
    marked as important, still win over them, and the others do not.
    """
    head, body_tag, body = html.partition("<body")
    counts = Counter(_STYLE.findall(body))
    looks = {look: f"x{n}" for n, (look, count) in enumerate(counts.items()) if count > 1 and look}
    rules = "".join(f".{name}{{{unescape(look)}}}" for look, name in looks.items())
    body = _TAG.sub(lambda tag: _with_class(tag[0], looks), body)
    style = f"<style>{rules}</style></head>" if rules else "</head>"
    return head.replace("</head>", style, 1) + body_tag + body


def _with_class(tag: str, looks: Mapping[str, str]) -> str:
    """The tag with the class of its look instead of the look."""
    look = _STYLE.search(tag)
    name = looks.get(look[1]) if look else None
    if look is None or name is None:
        return tag
    bare = tag[: look.start()] + tag[look.end() :]
    if ' class="' in bare:
        return bare.replace(' class="', f' class="{name} ', 1)
    return tag.replace(look[0], f' class="{name}"', 1)


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

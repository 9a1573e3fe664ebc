"""HTML from outside: made safe, or made plain text. Caps come before any parser.

nh3 and lxml take time quadratic in nesting, so depth and number of tags are
counted by a linear scan first. What is over the caps keeps its text only.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator

import nh3
from lxml import etree

from briefing.text.clean import clean, word_set

MAX_TAGS = 4_000  # see the docstring: a bomb must not get far
MAX_DEPTH_TAGS = 100  # see the docstring: time is quadratic in it
SANITIZE_ROUNDS = 4  # the fourth only repeats the third, or nothing will come to rest

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)[^<>]*>?")
_ANY_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>?")
_COMMENT = re.compile(r"<!--|-->")
_VOID = word_set("area base br col embed hr img input link meta param source track wbr")
# Their end tags may be left out, and one never nests in itself directly.
_CLOSE_THEMSELVES = word_set("p li dt dd tr td th thead tbody tfoot option optgroup")
_DROPPED = word_set(
    "script style noscript template head title iframe object svg math select textarea button "
    "canvas audio video"
)
_BLOCKS = word_set(
    "address article aside blockquote body caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre "
    "section summary table tbody tfoot thead tr ul"
)
_LINE_ENDS = dict.fromkeys(map(ord, "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), " ")
_WEB_SCHEMES = {"http", "https", "mailto"}


def sanitize(html: str) -> str:
    """HTML that is safe to show: nh3's allow list, links to http, https and mailto only.

    Idempotent. Over 4,000 tags or 100 levels deep only the text is kept, and
    so it is where markup will not come to rest: what a parser moves when it
    mends misnested links, the next one may move again.
    """
    safe = _clean(_within_caps(html))
    for _ in range(SANITIZE_ROUNDS):
        again = _clean(safe)
        if again == safe:
            return safe
        safe = again
    return _clean(_text_of(safe))


def _clean(html: str) -> str:
    return nh3.clean(html, url_schemes=_WEB_SCHEMES)


def html_to_text(html: str) -> str:
    """The text a reader sees: paragraphs with an empty line between them.

    Scripts, styles and form fields are dropped; nothing is added but white
    space. Plain text that holds no tag comes back with its entities resolved.
    """
    source = _within_caps(html)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    data = source.encode("utf-8", "ignore").replace(b"\0", b"")
    if not data.strip():
        return ""
    root = etree.fromstring(data, parser)
    return "" if root is None else clean("".join(_pieces(root)))


def _pieces(root: etree._Element) -> Iterator[str]:
    """All visible text in document order, with line ends where blocks begin and end."""
    dropped = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        starts = event == "start"
        if node.tag in _DROPPED:
            dropped += 1 if starts else -1
        yield _break(str(node.tag), starts=starts)
        piece = node.text if starts else node.tail
        if not dropped and piece and (starts or node is not root):
            yield _unbroken(piece, node)


def _break(tag: str, *, starts: bool) -> str:
    if tag in _BLOCKS:
        return "\n\n"
    if tag in {"td", "th"}:
        return " "
    return "\n" if tag == "br" and starts else ""


def _unbroken(text: str, node: etree._Element) -> str:
    """A line end in the source of a page is a space, except in `<pre>`."""
    return text if node.tag == "pre" else text.translate(_LINE_ENDS)


def _within_caps(html: str) -> str:
    """The HTML itself, or its escaped text where it is too deep or too rich in tags."""
    if html.count("<") <= MAX_TAGS and _depth(html) <= MAX_DEPTH_TAGS:
        return html
    return _text_of(html)


def _text_of(html: str) -> str:
    """The text without its tags, escaped."""
    plain = _ANY_TAG.sub(" ", _without_comments(html))
    return entities.escape(entities.unescape(plain), quote=False)


def _depth(html: str) -> int:
    """How deep tags nest. An end tag closes only what was opened last, so that misnesting counts.

    Quoted `>` can make it too low; the cap on the number of tags still holds then.
    """
    stack: list[str] = []
    deepest = 0
    for closing, name in _tags(html):
        if not closing:
            stack.append(name)
            deepest = max(deepest, len(stack))
        elif stack and stack[-1] == name:
            stack.pop()
    return deepest


def _tags(html: str) -> Iterator[tuple[str, str]]:
    for match in _TAG.finditer(_without_comments(html)):
        name = match[2].lower()
        if name not in _VOID and name not in _CLOSE_THEMSELVES:
            yield match[1], name


def _without_comments(html: str) -> str:
    """The HTML without `<!-- … -->`; an open comment reaches to the end (linear)."""
    outside: list[str] = []
    at, inside = 0, False
    for match in _COMMENT.finditer(html):
        opens = match[0] == "<!--"
        if opens and not inside:
            outside.append(html[at : match.start()])
        if opens is not inside:
            inside = opens
            at = match.end() if not opens else at
    return "".join(outside) + ("" if inside else html[at:])

"""A newsletter as a mail (RFC 5322, MIME) -> one story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from lxml import etree
from lxml import html as lxml_html

from briefing.errors import SourceError
from briefing.models import Keyed
from briefing.sources.documents.boilerplate import without_boilerplate
from briefing.sources.parse.dates import utc
from briefing.sources.parse.story import MAX_TEXT, Raw, digest, keyed, plain_name
from briefing.sources.parse.tracker_links import unwrap
from briefing.sources.sandbox.limits import MAX_BYTES
from briefing.text.clean import clean, one_line
from briefing.text.html import html_to_text

MAX_PARTS = 200
MAX_HTML = 2 * 1024 * 1024
# What Python's parser is known to raise over broken mails.
BROKEN = (LookupError, AttributeError, ValueError, TypeError, AssertionError, RecursionError)
_ONLINE = re.compile(
    r"(?i)\b(?:(?:view|read|open|see)(?: this| it| the)?(?: email| newsletter| message)?"
    r" (?:online|in (?:your|a|the) (?:web ?)?browser|on the web)|web version|im browser|en ligne)\b"
)
_LIST_NAME = re.compile(r'\s*+"?+([^"<]{1,200}+)"?+\s*+<')


def keyed_mail(data: bytes, *, source: str, where: str = "") -> Keyed:
    """The story of a mail with its keys: its page on the web, its Message-ID.

    Title is the subject, publisher the list's or the sender's name, the link
    is where the mail says it can be read online. SourceError where the bytes
    are no mail or say nothing.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(f"is larger than {MAX_BYTES:,} bytes", where=where)
    try:
        message = message_from_bytes(data, policy=policy.default)
        raw = _raw(message)
    except BROKEN as error:
        raise SourceError(f"is a mail too broken to read: {error}"[:300], where=where) from error
    found = keyed(raw, base="", source=source, origin=digest(data))
    if not (found.story.text and _is_mail(message)):
        raise SourceError("is no mail with a text", where=where)
    return found


def _is_mail(message: EmailMessage) -> bool:
    return any(name in message for name in ("From", "Subject", "Date", "Message-ID"))


def _raw(message: EmailMessage) -> Raw:
    html, plain = _body(message)
    text = html_to_text(html) if html else clean(plain)
    sender = parseaddr(_header(message, "From"))[0]
    return Raw(
        title=_header(message, "Subject"),
        text=without_boilerplate(text[:MAX_TEXT]),
        link=_online(html),
        guid=_guid(message),
        published=utc(_header(message, "Date")),
        author=one_line(sender),
        publisher=_list_name(message) or one_line(sender),
        language=_header(message, "Content-Language").split(",")[0],
    )


def _header(message: EmailMessage, name: str) -> str:
    """A header as text, "" where it is missing or cannot be decoded."""
    try:
        return one_line(str(message.get(name) or ""))
    except BROKEN:
        return ""


def _guid(message: EmailMessage) -> str:
    identity = _header(message, "Message-ID")
    return f"mail:{identity}" if identity else ""


def _list_name(message: EmailMessage) -> str:
    """The name in front of a List-Id (RFC 2919), if it has one."""
    match = _LIST_NAME.match(_header(message, "List-Id"))
    return one_line(match[1]) if match else ""


def _body(message: EmailMessage) -> tuple[str, str]:
    """The first HTML part and the first plain part that are no attachments."""
    found = {"text/html": "", "text/plain": ""}
    for part in _parts(message):
        kind = part.get_content_type()
        if kind in found and not found[kind] and not part.is_attachment():
            found[kind] = _text(part)
    return found["text/html"], found["text/plain"]


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    for number, part in enumerate(message.walk()):
        if number >= MAX_PARTS:
            return
        if isinstance(part, EmailMessage):
            yield part


def _text(part: EmailMessage) -> str:
    """A part's text; an unknown charset is read as UTF-8, bad bytes are replaced."""
    try:
        content = part.get_content()
    except BROKEN:
        payload = part.get_payload(decode=True)
        content = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return content[:MAX_HTML] if isinstance(content, str) else ""


def _online(html: str) -> str:
    """Where the mail can be read in a browser, out of its tracker."""
    if not html or not _ONLINE.search(html):
        return ""
    try:
        tree = lxml_html.document_fromstring(html.encode("utf-8", "ignore"))
    except (etree.ParserError, ValueError):
        return ""
    for anchor in tree.iter("a"):
        if _ONLINE.search(plain_name(anchor.text_content()[:200])):
            return unwrap(anchor.get("href", ""))
    return ""

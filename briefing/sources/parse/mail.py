"""A newsletter as a mail (RFC 5322, MIME) -> its story, or those of a digest."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import HeaderParser
from email.utils import parseaddr

from lxml import etree
from lxml import html as lxml_html

from briefing.errors import SourceError
from briefing.models import Keyed
from briefing.sources.documents.boilerplate import without_boilerplate
from briefing.sources.parse.dates import utc
from briefing.sources.parse.mail_body import body_of
from briefing.sources.parse.mail_charset import relabelled
from briefing.sources.parse.mail_digest import mails_of_digest
from briefing.sources.parse.markup_charset import decode_markup, windows_signs
from briefing.sources.parse.raw_story import MAX_TEXT_CHARS, Raw, digest, keyed, plain_name
from briefing.sources.parse.tracker_links import unwrap
from briefing.sources.sandbox.limits import MAX_BYTES
from briefing.text.clean import one_line

# What Python's parser is known to raise over broken mails.
BROKEN = (LookupError, AttributeError, ValueError, TypeError, AssertionError, RecursionError)
# Chosen, not measured: lists and gateways add lines at every hop.
MAX_HEAD_BYTES = 256 * 1024
_ONLINE = re.compile(
    r"(?i)\b(?:(?:view|read|open|see)(?: this| it| the)?(?: email| newsletter| message)?"
    r" (?:online|in (?:your|a|the) (?:web ?)?browser|on the web)|web version|im browser|en ligne"
    r"|online ansehen|in de browser|nel browser|en el navegador|no navegador)\b"
)
# The longest line that only leads to the mail's page on the web.
MAX_ONLINE_LINE_CHARS = 60
_LIST_NAME = re.compile(r'\s*+"?+([^"<]{1,200}+)"?+\s*+<')
_HEAD_END = re.compile(rb"\r?\n\r?\n")


def keyed_mails(data: bytes, *, source: str, where: str = "") -> tuple[Keyed, ...]:
    """The story of a mail with its keys (its page on the web, its Message-ID); of a digest, all.

    Title is the subject, publisher the list's or the sender's name, the link
    is where the mail says it can be read online. SourceError where the bytes
    are no mail or say nothing.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(f"is larger than {MAX_BYTES:,} bytes", where=where)
    try:
        raws = _raws(data)
    except SourceError as error:
        raise SourceError(error.what, where=where) from error
    except BROKEN as error:
        raise SourceError(f"is a mail too broken to read: {error}"[:300], where=where) from error
    origin = digest(data)
    stories = tuple(keyed(raw, base="", source=source, origin=origin) for raw in raws)
    worded = tuple(story for story in stories if story.story.text)
    if not worded:
        raise SourceError("is no mail with a text", where=where)
    return worded


def _raws(data: bytes) -> tuple[Raw, ...]:
    message = message_from_bytes(data, policy=policy.default)
    if message.get_content_type() == "multipart/report":  # RFC 6522: a bounce, a receipt
        raise SourceError("is a report about a mail, no letter")
    outer = _raw(message, _head(data))
    inner = mails_of_digest(message)
    if not inner:
        return (outer,) if _is_mail(message) else ()
    return tuple(_of_digest(_raw(mail, mail), outer) for mail in inner)


def _of_digest(raw: Raw, outer: Raw) -> Raw:
    """One mail of a digest, with what the digest says where it says nothing."""
    return replace(
        raw,
        published=raw.published or outer.published,
        publisher=outer.publisher or raw.publisher,
        language=raw.language or outer.language,
    )


def _head(data: bytes) -> EmailMessage:
    """The header alone, its letters told from the bytes, whatever its fields forgot to encode."""
    end = _HEAD_END.search(data, 0, MAX_HEAD_BYTES)
    head = relabelled(data[: end.start() if end else MAX_HEAD_BYTES])
    return HeaderParser(policy=policy.default).parsestr(decode_markup(head) + "\n\n")


def _is_mail(message: EmailMessage) -> bool:
    return any(name in message for name in ("From", "Subject", "Date", "Message-ID"))


def _raw(message: EmailMessage, head: EmailMessage) -> Raw:
    body = body_of(message)
    sender = parseaddr(_header(head, "From"))[0]
    return Raw(
        title=_header(head, "Subject"),
        text=without_boilerplate(_without_online_line(body.text[:MAX_TEXT_CHARS])),
        link=_online(body.html),
        guid=_guid(head),
        published=utc(_header(head, "Date")),
        author=one_line(sender),
        publisher=_list_name(head) or one_line(sender),
        language=_header(head, "Content-Language").split(",")[0],
    )


def _header(head: EmailMessage, name: str) -> str:
    """A header as text, "" where it is missing or cannot be decoded."""
    try:
        return one_line(windows_signs(str(head.get(name) or "")))
    except BROKEN:
        return ""


def _guid(message: EmailMessage) -> str:
    identity = _header(message, "Message-ID")
    return f"mail:{identity}" if identity else ""


def _list_name(message: EmailMessage) -> str:
    """The name in front of a List-Id (RFC 2919), if it has one."""
    match = _LIST_NAME.match(_header(message, "List-Id"))
    return one_line(match[1]) if match else ""


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


def _without_online_line(text: str) -> str:
    """The text without lines that only lead to the mail's page on the web."""
    lines = text.split("\n")
    return "\n".join(
        line for line in lines if len(line) > MAX_ONLINE_LINE_CHARS or not _ONLINE.search(line)
    )

"""All that a document says, decoded and without markup: what a proof holds a sentence against."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from email import message_from_bytes, policy

from briefing.errors import SourceError
from briefing.models import OriginKind
from briefing.sources.parse.charset import decode
from briefing.sources.parse.mail_body import body_of
from briefing.sources.parse.mail_digest import mails_of_digest
from briefing.sources.parse.markup_charset import decode_markup, windows_signs
from briefing.text.clean import clean
from briefing.text.repair import repaired

_TAG = re.compile(r"<!\[CDATA\[|\]\]>|<[/!?A-Za-z][^<>]*+>")
# Feeds escape the markup of a text once, some twice.
_LAYERS = 3


def letters_of(data: bytes, kind: OriginKind, *, charset: str = "") -> str:
    """The document's own letters without white space, its markup taken off layer by layer.

    No passage is left out and nothing is chosen, so it stays what it is however
    extraction changes. SourceError where the bytes cannot be decoded.
    """
    layer = _decoded(data, kind, charset)
    layers = [layer, repaired(layer)]
    for _ in range(_LAYERS if kind in {"feed", "page", "mail"} else 0):
        layer = windows_signs(html.unescape(_TAG.sub("", _without_comments(layer))))
        layers += [layer, repaired(layer)]
    return "\n".join(dict.fromkeys(without_space(layer) for layer in layers))


def _without_comments(text: str) -> str:
    """The text without `<!-- … -->`; one that is not closed is none."""
    outside: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        outside.append(text[at:start])
        at = end + 3
    return "".join([*outside, text[at:]])


def without_space(text: str) -> str:
    """A text cleaned as stories are, without its white space."""
    return "".join(clean(text).split())


def _decoded(data: bytes, kind: OriginKind, charset: str) -> str:
    if kind in {"text", "markdown"}:
        return decode(data)[0]
    if kind == "mail":
        return _mail(data)
    text = decode_markup(data, charset)
    return _strings(text) if text.lstrip()[:1] in {"{", "["} else text


def _mail(data: bytes) -> str:
    message = message_from_bytes(data, policy=policy.default)
    bodies = [body_of(mail) for mail in (message, *mails_of_digest(message))]
    return "\n".join(part for body in bodies for part in (body.text, body.html))


def _strings(text: str) -> str:
    """All strings of a JSON document."""
    try:
        return "\n".join(_walk(json.loads(text)))
    except (ValueError, RecursionError) as error:
        raise SourceError(f"is no JSON: {error}"[:200]) from error


def _walk(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from _walk(member)
    elif isinstance(value, list):
        for member in value:
            yield from _walk(member)

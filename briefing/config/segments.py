"""Segments as people write them: `markets and not (vip or language:de) and since:2026-01-01`.

A word is an audience. `and` binds closer than `or`, `not` closest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from typing import Annotated

from pydantic import AfterValidator

from briefing.errors import InputError
from briefing.models.segment import EVERYBODY, All, AnyOf, Not, Segment, Since, Speaks, Tagged

# A segment of ours has some 60; chosen, not measured.
LONGEST_SEGMENT_CHARS = 1_000
# Brackets and `not` within each other; chosen, not measured.
DEEPEST_SEGMENT = 20
_TOKEN = re.compile(r"[()]|[^\s()]+")
_TAG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8}){0,3}")
_HINT = "write it like: markets and not (vip or language:de) and since:2026-01-01"


def _checked(text: str) -> str:
    if text:
        try:
            parse_segment(text, zone=UTC, language="en")
        except InputError as error:
            raise ValueError(f"a segment is expected; it {error.what}; {_HINT}") from error
    return text


SegmentText = Annotated[str, AfterValidator(_checked)]


def parse_segment(text: str, *, zone: tzinfo, language: str) -> Segment:
    """The segment a text describes; InputError where it describes none.

    Days begin at midnight in `zone`; `language` is the newsletter's own.
    """
    if len(text) > LONGEST_SEGMENT_CHARS:
        raise _refused(text, f"has more than {LONGEST_SEGMENT_CHARS:,} characters")
    parser = _Parser(_TOKEN.findall(text), text, zone, language.lower().partition("-")[0])
    return parser.whole()


def flagged_segment(
    *,
    tags: Sequence[str] = (),
    without: Sequence[str] = (),
    text: str = "",
    language: str = "",
    since: str = "",
    zone: tzinfo,
    own_language: str,
) -> Segment:
    """What several flags ask for together: any of the tags, and each of the others."""

    def parsed(term: str) -> Segment:
        return parse_segment(term, zone=zone, language=own_language)

    parts: list[Segment] = []
    if tags:
        parts.append(AnyOf(tuple(parsed(tag) for tag in tags)))
    parts += [Not(parsed(tag)) for tag in without]
    parts += [parsed(f"language:{language}")] if language else []
    parts += [parsed(f"since:{since}")] if since else []
    parts += [parsed(text)] if text else []
    return parts[0] if len(parts) == 1 else All(tuple(parts)) if parts else EVERYBODY


class _Parser:
    """Descends through a text word by word."""

    def __init__(self, tokens: Sequence[str], text: str, zone: tzinfo, own: str) -> None:
        self._tokens, self._text, self._zone, self._own = tokens, text, zone, own
        self._place = 0
        self._depth = 0

    def whole(self) -> Segment:
        segment = self._chain("or", AnyOf, lambda: self._chain("and", All, self._term))
        if self._next() is not None:
            raise _refused(self._text, f"is not understood from {self._next()!a} on")
        return segment

    def _chain(
        self,
        word: str,
        joined: Callable[[tuple[Segment, ...]], Segment],
        part: Callable[[], Segment],
    ) -> Segment:
        parts = [part()]
        while (self._next() or "").lower() == word:
            self._place += 1
            parts.append(part())
        return parts[0] if len(parts) == 1 else joined(tuple(parts))

    def _term(self) -> Segment:
        token = self._next()
        if token is None or token.lower() in {")", "and", "or"}:
            raise _refused(self._text, f"lacks an audience before {token or 'its end'!a}")
        self._place += 1
        if token.lower() == "not":
            return Not(self._deeper(self._term))
        return self._deeper(self._bracket) if token.startswith("(") else self._word(token)

    def _bracket(self) -> Segment:
        segment = self._chain("or", AnyOf, lambda: self._chain("and", All, self._term))
        if self._next() != ")":
            raise _refused(self._text, "has a bracket that is not closed")
        self._place += 1
        return segment

    def _deeper(self, part: Callable[[], Segment]) -> Segment:
        self._depth += 1
        if self._depth > DEEPEST_SEGMENT:
            raise _refused(self._text, f"is more than {DEEPEST_SEGMENT} deep")
        segment = part()
        self._depth -= 1
        return segment

    def _word(self, token: str) -> Segment:
        kind, colon, rest = token.partition(":")
        if not colon or kind == "tag":
            return self._tag(rest if colon else token)
        if kind == "language" and _LANGUAGE.fullmatch(rest.lower()):
            return Speaks(rest.lower(), rest.lower() == self._own)
        if kind in {"since", "before"}:
            since = Since(self._day(rest))
            return since if kind == "since" else Not(since)
        raise _refused(
            self._text, f"has {token[:60]!a}, which is none of tag, language, since, before"
        )

    def _tag(self, token: str) -> Segment:
        if not _TAG.fullmatch(token):
            raise _refused(self._text, f"has {token[:60]!a}, which is no audience")
        return Tagged(token)

    def _day(self, text: str) -> datetime:
        try:
            return datetime.combine(date.fromisoformat(text), time(), self._zone)
        except ValueError as error:
            raise _refused(self._text, f"has {text[:60]!a}, which is no day") from error

    def _next(self) -> str | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None


def _refused(text: str, why: str) -> InputError:
    return InputError(f"{why}", where=f"segment {text[:80]!a}", hint=_HINT)

"""A segment: which of a newsletter's readers are meant, as a tree that can be asked of anyone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from briefing.models.subscriber import Rhythm


@dataclass(frozen=True, slots=True)
class Tagged:
    """Who is in an audience."""

    tag: str


@dataclass(frozen=True, slots=True)
class Speaks:
    """Who reads in a language, of whichever country; `is_own`: it is the newsletter's own.

    Who chose no language reads in the newsletter's own.
    """

    language: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Since:
    """Whose subscription stands as it does since a moment, or later."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class Not:
    """Who is not in a segment."""

    segment: Segment


@dataclass(frozen=True, slots=True)
class All:
    """Who is in each of these segments; of none: everybody."""

    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Who is in one of these segments at least; of none: nobody."""

    segments: tuple[Segment, ...]


Segment = Tagged | Speaks | Since | Not | All | AnyOf
EVERYBODY = All()


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who an edition is for; a rhythm of None: whatever rhythm a reader chose."""

    segment: Segment = EVERYBODY
    rhythm: Rhythm | None = None


EVERY_READER = Audience()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderTraits:
    """What a segment asks of a reader."""

    tags: frozenset[str]
    language: str
    since: datetime | None


def holds(segment: Segment, reader: ReaderTraits) -> bool:
    """True where a reader is in a segment."""
    match segment:
        case Tagged(tag):
            return tag in reader.tags
        case Speaks(language, is_own):
            spoken = reader.language.lower()
            return (
                spoken == language or spoken.startswith(f"{language}-") or (is_own and not spoken)
            )
        case Since(moment):
            return reader.since is not None and reader.since >= moment
        case Not(inner):
            return not holds(inner, reader)
        case All(segments):
            return all(holds(each, reader) for each in segments)
        case AnyOf(segments):
            return any(holds(each, reader) for each in segments)


def written(segment: Segment) -> str:
    """A segment as people write it; whoever reads it again has the same one."""
    match segment:
        case Tagged(tag):
            return tag
        case Speaks(language):
            return f"language:{language}"
        case Since(moment):
            return f"since:{moment.date()}"
        case Not(inner):
            return f"not {_bracketed(inner)}"
        case All(segments):
            return " and ".join(map(_bracketed, segments))
        case AnyOf(segments):
            return " or ".join(map(_bracketed, segments))


def _bracketed(segment: Segment) -> str:
    """The segment where others stand beside it."""
    alone = isinstance(segment, All | AnyOf) and len(segment.segments) > 1
    return f"({written(segment)})" if alone else written(segment)

"""The options that say which readers are meant, the same on every command that has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from briefing.config import Config
    from briefing.models.segment import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentFlags:
    """What the options said; together they mean: any of the tags, and each of the others."""

    tags: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    text: str = ""
    language: str = ""
    since: str = ""

    @property
    def is_empty(self) -> bool:
        """True where none was given: all readers are meant."""
        return not (self.tags or self.without or self.text or self.language or self.since)

    def segment(self, config: Config) -> Segment:
        """The readers meant; InputError where an option cannot be understood."""
        from zoneinfo import ZoneInfo

        from briefing.config.segments import flagged_segment

        return flagged_segment(
            tags=self.tags,
            without=self.without,
            text=self.text,
            language=self.language,
            since=self.since,
            zone=ZoneInfo(config.newsletter.timezone),
            own_language=config.newsletter.language,
        )


_OPTIONS = (
    click.option("--tag", "tags", multiple=True, help="In this audience, or in another --tag."),
    click.option("--without", multiple=True, help="Not in this audience; may be repeated."),
    click.option("--segment", "text", default="", help="Such as: markets and not language:de."),
    click.option("--language", default="", help="Who reads in this language, such as de."),
    click.option(
        "--since",
        default="",
        metavar="DAY",
        help="Whose status is of this day or later: 2026-01-31.",
    ),
)


def segment_options(command: Callable[..., int | None]) -> Callable[..., int | None]:
    """Give a command the options; it receives them as one `segment`."""

    @wraps(command)
    def with_segment(*args: Any, **options: Any) -> int | None:
        names = ("tags", "without", "text", "language", "since")
        flags = SegmentFlags(**{name: options.pop(name) for name in names})
        return command(*args, segment=flags, **options)

    decorated: Callable[..., int | None] = with_segment
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated

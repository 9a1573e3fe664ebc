"""All public editions in one index: their order, topics over time, tags."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.web.site.addresses import slug_of
from briefing.web.site.issues import Issue, Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What was told of a topic, and in which edition."""

    issue: Issue
    told: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A topic or a tag over time, the newest edition first."""

    slug: str
    title: str
    tellings: tuple[Telling, ...]

    @property
    def editions(self) -> int:
        """In how many editions it was told."""
        return len({each.issue.id for each in self.tellings})

    @property
    def first(self) -> dt.date:
        """The day of the first edition that told it."""
        return min(each.issue.date for each in self.tellings)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteIndex:
    """The public editions, newest first; topics and tags by slug.

    `corrected` says when an edition was last put right.
    """

    issues: tuple[Issue, ...]
    topics: Mapping[str, Timeline]
    tags: Mapping[str, Timeline]
    corrected: Mapping[str, dt.datetime]

    @property
    def daily(self) -> tuple[Issue, ...]:
        """The editions for those who read every one."""
        return tuple(issue for issue in self.issues if issue.rhythm == "daily")

    @property
    def running(self) -> tuple[Timeline, ...]:
        """Topics told in more than one edition, the one told last first."""
        return tuple(topic for topic in self.topics.values() if topic.editions > 1)

    def updated(self, issue: Issue) -> dt.datetime:
        """When an edition last changed: when it was built, or put right."""
        return max(issue.created, self.corrected.get(issue.id, issue.created))

    def around(self, name: str) -> tuple[Issue | None, Issue | None]:
        """The edition before one and the one after it, in their order."""
        names = [issue.id for issue in self.daily]
        if name not in names:
            return None, None
        at = names.index(name)
        older = self.daily[at + 1] if at + 1 < len(names) else None
        return older, self.daily[at - 1] if at else None


def index_of(issues: Sequence[Issue], corrected: Mapping[str, dt.datetime]) -> SiteIndex:
    """The index of editions that are given newest first."""
    topics: dict[str, list[Telling]] = {}
    tags: dict[str, list[Telling]] = {}
    names: dict[str, str] = {}
    for issue in issues:
        # A weekly edition tells once more what the daily ones told.
        for told in issue.told if issue.rhythm == "daily" else ():
            telling = Telling(issue=issue, told=told)
            if slug := slug_of(told.topic):
                topics.setdefault(slug, []).append(telling)
            for tag in told.tags:
                names.setdefault(slug_of(tag), tag)
                tags.setdefault(slug_of(tag), []).append(telling)
    return SiteIndex(
        issues=tuple(issues),
        topics={
            slug: _timeline(slug, every[0].told.title, every) for slug, every in topics.items()
        },
        tags={slug: _timeline(slug, names[slug], every) for slug, every in sorted(tags.items())},
        corrected=corrected,
    )


def _timeline(slug: str, title: str, tellings: Sequence[Telling]) -> Timeline:
    return Timeline(slug=slug, title=title, tellings=tuple(tellings))

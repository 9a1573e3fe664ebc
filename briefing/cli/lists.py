"""`briefing stories`, `topics`, `sources`: what is there, for people and for scripts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, common
from briefing.cli.talk import show_json, show_rows

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.models import Topic
    from briefing.store import SourceRecord


@click.command()
@click.option("--source", "sources", multiple=True, metavar="NAME", help="Only of this source.")
@common
def stories(context: Context, sources: tuple[str, ...]) -> None:
    """List the stories in the store, newest first."""
    from briefing.pipeline import story_record

    with context.pipeline() as pipeline:
        found = pipeline.store.stories.window(sources=sources)
    if context.as_json:
        show_json([story_record(story) for story in found])
    else:
        rows = [
            (s.id, f"{s.published:%Y-%m-%d %H:%M}" if s.published else "", s.outlet, s.title)
            for s in found
        ]
        show_rows(("id", "published", "publisher", "title"), rows)


@click.command()
@click.option(
    "--edition", "name", default="", metavar="ID", help="Of this edition. [default: the last built]"
)
@common
def topics(context: Context, name: str) -> None:
    """List the topics of an edition, with the events and stories in them."""
    from briefing.pipeline import topic_record, topics_of

    with context.pipeline() as pipeline:
        found = topics_of(pipeline, name)
    if context.as_json:
        show_json([topic_record(topic) for topic in found])
    else:
        show_rows(("topic", "event", "story", "title"), list(_tree(found)))


def _tree(topics: Iterable[Topic]) -> Iterable[tuple[str, str, str, str]]:
    for topic in topics:
        yield topic.id, "", "", topic.title
        for event in topic.events:
            yield "", event.id, "", event.title
            yield from (("", "", story.id, story.title) for story in event.stories)


@click.command()
@common
def sources(context: Context) -> None:
    """List the sources that were read, when, and how they fared."""
    with context.pipeline() as pipeline:
        found = pipeline.store.sources.list()
    if context.as_json:
        show_json([_source(record) for record in found])
    else:
        rows = [(r.name, _minute(r.last_read), str(r.failures), r.error) for r in found]
        show_rows(("source", "last read", "failures", "last error"), rows)


def _source(record: SourceRecord) -> dict[str, object]:
    good = record.last_success
    return {
        "source": record.name,
        "last_read": record.last_read.isoformat(),
        "last_success": good.isoformat() if good else None,
        "failures": record.failures,
        "stale": record.stale,
        "error": record.error,
    }


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"

"""`briefing topics`: what an edition was made of, for people and for scripts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, common
from briefing.cli.talk import show_json, show_rows

if TYPE_CHECKING:
    from briefing.models import Topic


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

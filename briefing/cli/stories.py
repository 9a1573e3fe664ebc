"""`briefing stories`: what is in the store, and what a person decides about one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

import click

from briefing.cli.options import MOMENT, Context, account, common, hand_on
from briefing.cli.output import show_json, show_rows

if TYPE_CHECKING:
    from briefing.models import EditKind, Story, Topic
    from briefing.store.edits import Numbered

_SOURCE = click.option(
    "--source", "sources", multiple=True, metavar="NAME", help="Only of this source."
)
_REASON = click.option("--reason", default="", help="What the ledger says about it.")
_BY = click.option("--by", default="", help="Who decides.  [default: your user name]")


@click.group(invoke_without_command=True)
@_SOURCE
@common
@click.pass_context
def stories(click_context: click.Context, context: Context, sources: tuple[str, ...]) -> None:
    """List the stories in the store; add, hold, drop, free them."""
    if click_context.invoked_subcommand is None:
        _list_stories(context, sources)
    else:
        hand_on(click_context, context)


@stories.command("list")
@_SOURCE
@common
def list_all(context: Context, sources: tuple[str, ...]) -> None:
    """List the stories in the store, newest first."""
    _list_stories(context, sources)


def _list_stories(context: Context, sources: tuple[str, ...]) -> None:
    from briefing.desk.serialize import story_record
    from briefing.text.kinds import with_kinds

    with context.newsletter() as newsletter:
        listed = with_kinds(newsletter.store.stories.window(sources=sources))
    if context.as_json:
        show_json([story_record(story) for story in listed])
    else:
        rows = [(s.id, _minute(s.published), s.kind or "", s.outlet, s.title) for s in listed]
        show_rows(("id", "published", "kind", "publisher", "title"), rows)


def _minute(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


@stories.command()
@click.argument("url")
@_BY
@common
def add(context: Context, url: str, by: str) -> None:
    """Read one page that you want in the next edition.

    No filter keeps it out.
    """
    from briefing.desk.stories import add_story

    with context.newsletter() as newsletter:
        _tell_story(context, add_story(newsletter, url, by=by or account()), "is in")


@stories.command()
@click.argument("story")
@click.option("--until", type=MOMENT, help="Until then.  [default: until it is set free]")
@_REASON
@_BY
@common
def hold(context: Context, story: str, until: datetime | None, reason: str, by: str) -> None:
    """Hold a story back: no edition shows it.

    An edition that shows one already is not sent.
    """
    _withhold(context, story, "hold", by=by, until=until, reason=reason)


@stories.command()
@click.argument("story")
@_REASON
@_BY
@common
def drop(context: Context, story: str, reason: str, by: str) -> None:
    """Drop a story for good."""
    _withhold(context, story, "drop", by=by, reason=reason)


@stories.command()
@click.argument("story")
@_REASON
@_BY
@common
def free(context: Context, story: str, reason: str, by: str) -> None:
    """Set a story free: no hold, drop or embargo counts any more."""
    from briefing.desk.stories import free_story

    with context.newsletter() as newsletter:
        freed = free_story(newsletter, story, by=by or account(), reason=reason)
    ended = [_decision(numbered) for numbered in freed.undone] + ["its embargo"] * freed.embargo
    _tell_story(context, freed.story, f"is free: {'; '.join(ended) or 'nothing'} withheld it")


def _decision(numbered: Numbered) -> str:
    """A decision for a person: its number, kind, who took it and why."""
    edit = numbered.edit
    reason = edit.reason or edit.value
    return f"{edit.kind} {numbered.number} by {edit.by}{f' ({reason})' if reason else ''}"


DONE: dict[EditKind, str] = {"hold": "is held", "drop": "is dropped"}


def _withhold(
    context: Context,
    name: str,
    kind: EditKind,
    *,
    by: str,
    until: datetime | None = None,
    reason: str = "",
) -> None:
    from briefing.desk.edits import decide
    from briefing.desk.story_names import story_named
    from briefing.models import Edit

    with context.newsletter() as newsletter:
        story = story_named(newsletter, name)
        ids, who = (story.id,), by or account()
        decide(newsletter, Edit(kind=kind, story_ids=ids, until=until, by=who, reason=reason))
    end = f" until {until:%Y-%m-%d %H:%M} UTC" if until else ""
    _tell_story(context, story, f"{DONE[kind]}{end}")


def _tell_story(context: Context, story: Story, what: str) -> None:
    context.talk.say(f"“{story.title}” ({story.id}) {what}")
    if context.as_json:
        from briefing.desk.serialize import story_record

        show_json(story_record(story))


@click.command()
@click.option(
    "--edition", "name", default="", metavar="ID", help="Of this edition. [default: the last built]"
)
@common
def topics(context: Context, name: str) -> None:
    """List an edition's topics, with their events and stories."""
    from briefing.desk.export import topics_of
    from briefing.desk.serialize import topic_record

    with context.pipeline() as pipeline:
        topics_shown = topics_of(pipeline, name)
    if context.as_json:
        show_json([topic_record(topic) for topic in topics_shown])
    else:
        show_rows(("topic", "event", "story", "title"), list(_topic_rows(topics_shown)))


def _topic_rows(topics: Iterable[Topic]) -> Iterable[tuple[str, str, str, str]]:
    for topic in topics:
        yield topic.id, "", "", topic.title
        for event in topic.events:
            yield "", event.id, "", event.title
            yield from (("", "", story.id, story.title) for story in event.stories)

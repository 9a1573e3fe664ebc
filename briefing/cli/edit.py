"""`briefing edit`: the editor's decisions, for one edition or standing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.options import MOMENT, Context, account, common
from briefing.cli.output import show_json, show_rows

if TYPE_CHECKING:
    from briefing.models import EditKind
    from briefing.store.edits import Numbered

Command = Callable[..., Any]

_SCOPE = (
    click.option("--edition", default="", metavar="ID", help="[default: the one in the making]"),
    click.option("--standing", is_flag=True, help="For every later edition, too."),
    click.option("--by", default="", metavar="NAME", help="[default: your user name]"),
    click.option("--reason", default="", help="Why; kept with the decision."),
)
_STORIES = click.argument("stories", nargs=-1, required=True, metavar="STORY...")
_STORY = click.argument("story")
_EVENT = click.option("--event", is_flag=True, help="In one event, not only in one topic.")


def scoped(command: Command) -> Command:
    """Give a command the options that every decision takes, and the common ones."""
    decorated: Command = common(command)
    for option in reversed(_SCOPE):
        decorated = option(decorated)
    return decorated


@click.group()
def edit() -> None:
    """Decide what an edition shows; it holds from the next build on, and survives rebuilds.

    A story is named by its id, by how its id begins, or by words of its headline.
    """


@edit.command()
@_STORIES
@scoped
def pin(context: Context, stories: tuple[str, ...], **scope: Any) -> None:
    """Put the topics of these stories before all others."""
    _decide(context, "pin", stories, **scope)


@edit.command()
@_STORIES
@scoped
def drop(context: Context, stories: tuple[str, ...], **scope: Any) -> None:
    """Leave stories out; the ledger gives the reason."""
    _decide(context, "drop", stories, **scope)


@edit.command()
@_STORIES
@click.option("--until", type=MOMENT, help="Until then. [default: until it is undone]")
@scoped
def hold(
    context: Context, stories: tuple[str, ...], *, until: datetime | None, **scope: Any
) -> None:
    """Hold stories back; an edition that shows one is not sent."""
    _decide(context, "hold", stories, until=until, **scope)


@edit.command()
@_STORY
@click.argument("place")
@scoped
def move(context: Context, story: str, place: str, **scope: Any) -> None:
    """Move a story's topic to PLACE: a number from 1, lead, in_brief, must_reads or finally."""
    _decide(context, "move", (story,), value=place, **scope)


@edit.command()
@_STORY
@click.argument("title")
@scoped
def retitle(context: Context, story: str, title: str, **scope: Any) -> None:
    """Give a story's topic a headline of your own; it is marked as yours."""
    _decide(context, "retitle", (story,), value=title, **scope)


@edit.command()
@_STORIES
@_EVENT
@scoped
def together(context: Context, stories: tuple[str, ...], *, event: bool, **scope: Any) -> None:
    """Put stories into one topic."""
    _decide(context, "together", stories, value="event" if event else "", **scope)


@edit.command()
@_STORIES
@click.option("--event", is_flag=True, help="In different events of a topic, if need be.")
@scoped
def apart(context: Context, stories: tuple[str, ...], *, event: bool, **scope: Any) -> None:
    """Keep stories in different topics; one story alone is kept from all others."""
    _decide(context, "apart", stories, value="event" if event else "", **scope)


@edit.command()
@_STORY
@click.argument("wanted")
@click.option("--for", "shown", default="", help="The sentence that goes. [default: the nearest]")
@scoped
def swap(context: Context, story: str, wanted: str, *, shown: str, **scope: Any) -> None:
    """Show another sentence of a story: WANTED is START:END, or words of it that no other has."""
    from briefing.desk.edits import passage

    with context.newsletter() as newsletter:
        spans = [passage(newsletter, story, words) for words in (shown, wanted) if words]
    _decide(context, "swap", (story,), value="=".join(spans), **scope)


@edit.command()
@click.argument("text")
@scoped
def note(context: Context, text: str, **scope: Any) -> None:
    """Add a note of your own, in Markdown."""
    _decide(context, "note", (), value=text, **scope)


@edit.command()
@click.argument("text")
@scoped
def subject(context: Context, text: str, **scope: Any) -> None:
    """Give the edition a subject of your own; `briefing editions show` proposes some."""
    _decide(context, "subject", (), value=text, **scope)


@edit.command("list")
@click.option("--edition", default="", metavar="ID", help="[default: the one in the making]")
@click.option("--all", "every", is_flag=True, help="Those of all editions.")
@common
def list_all(context: Context, edition: str, *, every: bool) -> None:
    """List the decisions for an edition and the standing ones, oldest first."""
    from briefing.desk.edits import edition_in_the_making

    with context.newsletter() as newsletter:
        name = None if every else edition or edition_in_the_making(newsletter)
        found = newsletter.store.edits.list(name)
    if context.as_json:
        show_json([_record(one) for one in found])
    else:
        rows = [_row(one) for one in found]
        show_rows(("number", "kind", "stories", "value", "edition", "by"), rows)


@edit.command()
@click.argument("number", type=int)
@common
def undo(context: Context, number: int) -> None:
    """Take a decision back, by its number in the list."""
    from briefing.desk.edits import undo as take_back

    with context.newsletter() as newsletter:
        done = take_back(newsletter, number)
    context.talk.say(f"{_line(done)}: taken back")
    if context.as_json:
        show_json(_record(done))


def _decide(
    context: Context,
    kind: EditKind,
    stories: tuple[str, ...],
    *,
    edition: str,
    standing: bool,
    **given: Any,
) -> None:
    from briefing.desk.edits import decide
    from briefing.models import Edit

    values = given | {"by": given["by"] or account()}
    wanted = Edit(kind=kind, story_ids=stories, edition_id=None if standing else edition, **values)
    with context.newsletter() as newsletter:
        made = decide(newsletter, wanted)
    context.talk.say(f"{_line(made)}. Next: briefing build")
    if context.as_json:
        show_json(_record(made))


def _line(one: Numbered) -> str:
    stories = " ".join(one.edit.story_ids)
    scope = one.edit.edition_id or "standing"
    value = (one.edit.value or one.edit.reason)[:60]
    words = " ".join(part for part in (one.edit.kind, stories, value) if part)
    return f"{one.number}: {words} ({scope})"


def _row(one: Numbered) -> tuple[str, ...]:
    edit = one.edit
    until = f" until {edit.until:%Y-%m-%d %H:%M}" if edit.until else ""
    value = f"{(edit.value or edit.reason)[:60]}{until}".strip()
    stories = " ".join(edit.story_ids)
    return str(one.number), edit.kind, stories, value, edit.edition_id or "standing", edit.by


def _record(one: Numbered) -> dict[str, object]:
    edit = one.edit
    return {
        "number": one.number,
        "at": one.at.isoformat(),
        "kind": edit.kind,
        "story_ids": list(edit.story_ids),
        "value": edit.value,
        "until": edit.until.isoformat() if edit.until else None,
        "edition": edit.edition_id,
        "by": edit.by,
        "reason": edit.reason,
    }

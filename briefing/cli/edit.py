"""`briefing edit`: the editor's decisions, for one edition or standing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

import click

from briefing.cli.groups import CommonGroup
from briefing.cli.options import MOMENT, Context, account, common
from briefing.cli.output import show_json, show_rows

if TYPE_CHECKING:
    from briefing.cli.json_shapes import DecisionRecord
    from briefing.desk.draft.history_lines import HistoryLine
    from briefing.models import EditKind
    from briefing.store.edits import Numbered

P = ParamSpec("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionScope:
    """What every decision says beside its stories: for which edition, who, why.

    `edition` "" is the one in the making; `standing` is for every later one, too.
    """

    edition: str
    standing: bool
    by: str
    reason: str


_SCOPE = (
    click.option("--edition", default="", metavar="ID", help="[default: the one in the making]"),
    click.option("--standing", is_flag=True, help="For every later edition, too."),
    click.option("--by", default="", metavar="NAME", help="[default: your user name]"),
    click.option("--reason", default="", help="Why; kept with the decision."),
)
_STORIES = click.argument("stories", nargs=-1, required=True, metavar="STORY...")
_STORY = click.argument("story")
_EVENT = click.option("--event", is_flag=True, help="In one event, not only in one topic.")


def scoped(
    command: Callable[Concatenate[Context, DecisionScope, P], None],
) -> Callable[..., int | None]:
    """Give a command the options of every decision as one DecisionScope, and the common ones."""

    @wraps(command)
    def with_scope(context: Context, /, *args: P.args, **options: P.kwargs) -> None:
        scope = {field.name: options.pop(field.name) for field in fields(DecisionScope)}
        command(context, DecisionScope(**scope), *args, **options)  # type: ignore[arg-type]

    decorated = common(with_scope)
    for option in reversed(_SCOPE):
        decorated = option(decorated)
    return decorated


@click.group(cls=CommonGroup, bare="list")
def edit() -> None:
    """Decide what an edition shows, and in which order.

    A decision holds from the next build on, and survives rebuilds. A story is named by its
    id, by how its id begins, or by words of its headline.
    """


@edit.command()
@_STORIES
@scoped
def add(context: Context, scope: DecisionScope, stories: tuple[str, ...]) -> None:
    """Put stories of any day in, e.g. what `briefing search` found."""
    _decide(context, scope, "add", stories)


@edit.command()
@_STORIES
@scoped
def pin(context: Context, scope: DecisionScope, stories: tuple[str, ...]) -> None:
    """Put the topics of these stories before all others."""
    _decide(context, scope, "pin", stories)


@edit.command()
@_STORIES
@scoped
def drop(context: Context, scope: DecisionScope, stories: tuple[str, ...]) -> None:
    """Leave stories out; the ledger gives the reason."""
    _decide(context, scope, "drop", stories)


@edit.command()
@_STORIES
@click.option("--until", type=MOMENT, help="Until then. [default: until it is undone]")
@scoped
def hold(
    context: Context,
    scope: DecisionScope,
    stories: tuple[str, ...],
    *,
    until: datetime | None,
) -> None:
    """Hold stories back; an edition that shows one is not sent."""
    _decide(context, scope, "hold", stories, until=until)


@edit.command()
@_STORY
@click.argument("place")
@scoped
def move(context: Context, scope: DecisionScope, story: str, place: str) -> None:
    """Move a story's topic to a place of your choice.

    PLACE is a number from 1, lead, in_brief, must_reads or finally.
    """
    _decide(context, scope, "move", (story,), value=place)


@edit.command()
@_STORY
@click.argument("title")
@scoped
def retitle(context: Context, scope: DecisionScope, story: str, title: str) -> None:
    """Give a story's topic a headline of your own.

    Readers see that it is yours.
    """
    _decide(context, scope, "retitle", (story,), value=title)


@edit.command()
@_STORIES
@_EVENT
@scoped
def together(
    context: Context, scope: DecisionScope, stories: tuple[str, ...], *, event: bool
) -> None:
    """Put stories into one topic."""
    _decide(context, scope, "together", stories, value="event" if event else "")


@edit.command()
@_STORIES
@click.option("--event", is_flag=True, help="In different events of a topic, if need be.")
@scoped
def apart(context: Context, scope: DecisionScope, stories: tuple[str, ...], *, event: bool) -> None:
    """Keep stories in different topics.

    One story alone is kept from all others.
    """
    _decide(context, scope, "apart", stories, value="event" if event else "")


@edit.command()
@_STORY
@click.argument("words", metavar="WANTED")
@click.option(
    "--for", "replaced", default="", help="The sentence that goes. [default: the nearest]"
)
@scoped
def swap(context: Context, scope: DecisionScope, story: str, words: str, *, replaced: str) -> None:
    """Show another sentence of a story.

    WANTED is START:END, or words of the sentence that no other has.
    """
    from briefing.desk.edits import passage

    with context.newsletter() as newsletter:
        spans = [passage(newsletter, story, part) for part in (replaced, words) if part]
    _decide(context, scope, "swap", (story,), value="=".join(spans))


@edit.command()
@click.argument("text")
@scoped
def note(context: Context, scope: DecisionScope, text: str) -> None:
    """Add a note of your own, in Markdown."""
    _decide(context, scope, "note", (), value=text)


@edit.command()
@click.argument("text")
@scoped
def subject(context: Context, scope: DecisionScope, text: str) -> None:
    """Give the edition a subject of your own.

    `briefing editions show` proposes some.
    """
    _decide(context, scope, "subject", (), value=text)


@edit.command()
@click.argument("text")
@scoped
def welcome(context: Context, scope: DecisionScope, text: str) -> None:
    """Begin the edition with a line of your own.

    In it `{name}` is the reader's name.
    """
    _decide(context, scope, "welcome", (), value=text)


@edit.command()
@click.argument("text")
@scoped
def preheader(context: Context, scope: DecisionScope, text: str) -> None:
    """Say what inboxes show beside the subject."""
    _decide(context, scope, "preheader", (), value=text)


@edit.command()
@click.argument("text")
@scoped
def intro(context: Context, scope: DecisionScope, text: str) -> None:
    """Begin the edition with words of your own, in Markdown.

    They stand before the first story.
    """
    _decide(context, scope, "intro", (), value=text)


@edit.command("sign-off")
@click.argument("text")
@scoped
def sign_off(context: Context, scope: DecisionScope, text: str) -> None:
    """End the edition with words of your own, in Markdown.

    They stand after the last story.
    """
    _decide(context, scope, "sign_off", (), value=text)


@edit.command()
@_STORY
@click.argument("photo")
@click.option("--focus", default="", metavar="X,Y", help="The point to show, in per cent.")
@scoped
def image(context: Context, scope: DecisionScope, story: str, photo: str, *, focus: str) -> None:
    """Show another photo of a story with its topic.

    PHOTO is a number from 1, a URL, or `none`.
    """
    value = f"{photo} @{focus}" if focus else photo
    _decide(context, scope, "image", (story,), value=value)


@edit.command("list")
@click.option("--edition", default="", metavar="ID", help="[default: the one in the making]")
@click.option("--all", "every", is_flag=True, help="Those of all editions.")
@common
def list_all(context: Context, edition: str, *, every: bool) -> None:
    """List the decisions for an edition, and the standing ones.

    The oldest come first.
    """
    from briefing.desk.edits import edition_in_the_making

    with context.newsletter() as newsletter:
        name = None if every else edition or edition_in_the_making(newsletter)
        decisions = newsletter.store.edits.list(name)
    if context.as_json:
        show_json([_decision_record(numbered) for numbered in decisions])
    else:
        rows = [_decision_row(numbered) for numbered in decisions]
        show_rows(("number", "kind", "stories", "value", "edition", "by"), rows)


@edit.command()
@click.option("--edition", default="", metavar="ID", help="[default: the one in the making]")
@common
def history(context: Context, edition: str) -> None:
    """List what was decided about an edition, newest first.

    What was taken back is in the list, too.
    """
    from briefing.desk.draft.history_lines import history_of

    with context.newsletter() as newsletter:
        lines = history_of(newsletter, edition)
    if context.as_json:
        show_json([_history_record(line) for line in lines])
        return
    show_rows(
        ("number", "when", "by", "what", "taken back"),
        [
            (str(line.number), f"{line.at:%Y-%m-%d %H:%M}", line.by, line.words, _taken_back(line))
            for line in lines
        ],
    )


def _taken_back(line: HistoryLine) -> str:
    if line.undone_at is None:
        return ""
    return f"{line.undone_at:%Y-%m-%d %H:%M} by {line.undone_by or 'somebody'}"


@edit.command()
@click.argument("number", type=int)
@click.option("--by", default="", metavar="NAME", help="[default: your user name]")
@common
def undo(context: Context, number: int, by: str) -> None:
    """Take a decision back, by its number in the list.

    It stays in the history.
    """
    from briefing.desk.edits import undo as take_back

    with context.newsletter() as newsletter:
        done = take_back(newsletter, number, by=by or account())
    context.talk.say(f"{_decision_line(done)}: taken back")
    if context.as_json:
        show_json(_decision_record(done))


def _decide(
    context: Context,
    scope: DecisionScope,
    kind: EditKind,
    stories: tuple[str, ...],
    *,
    value: str = "",
    until: datetime | None = None,
) -> None:
    from briefing.desk.edits import decide
    from briefing.models import Edit

    edit = Edit(
        kind=kind,
        story_ids=stories,
        value=value,
        until=until,
        edition_id=None if scope.standing else scope.edition,
        by=scope.by or account(),
        reason=scope.reason,
    )
    with context.newsletter() as newsletter:
        numbered = decide(newsletter, edit)
    context.talk.say(f"{_decision_line(numbered)}. Next: briefing build")
    if context.as_json:
        show_json(_decision_record(numbered))


def _decision_line(numbered: Numbered) -> str:
    stories = " ".join(numbered.edit.story_ids)
    scope = numbered.edit.edition_id or "standing"
    value = (numbered.edit.value or numbered.edit.reason)[:60]
    words = " ".join(part for part in (numbered.edit.kind, stories, value) if part)
    return f"{numbered.number}: {words} ({scope})"


def _decision_row(numbered: Numbered) -> tuple[str, ...]:
    edit = numbered.edit
    until = f" until {edit.until:%Y-%m-%d %H:%M}" if edit.until else ""
    value = f"{(edit.value or edit.reason)[:60]}{until}".strip()
    stories = " ".join(edit.story_ids)
    return str(numbered.number), edit.kind, stories, value, edit.edition_id or "standing", edit.by


def _history_record(line: HistoryLine) -> dict[str, object]:
    return {
        "number": line.number,
        "at": line.at.isoformat(),
        "by": line.by,
        "what": line.words,
        "standing": line.standing,
        "taken_back_at": line.undone_at.isoformat() if line.undone_at else None,
        "taken_back_by": line.undone_by,
    }


def _decision_record(numbered: Numbered) -> DecisionRecord:
    edit = numbered.edit
    return {
        "number": numbered.number,
        "at": numbered.at.isoformat(),
        "kind": edit.kind,
        "story_ids": list(edit.story_ids),
        "value": edit.value,
        "until": edit.until.isoformat() if edit.until else None,
        "edition": edit.edition_id,
        "by": edit.by,
        "reason": edit.reason,
    }

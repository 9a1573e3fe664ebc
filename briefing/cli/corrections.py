"""`briefing corrections`: what was quoted and is not said any more."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, account, common
from briefing.cli.output import show_json, show_rows

if TYPE_CHECKING:
    from briefing.desk.corrections import Vanished


@click.command()
@click.option(
    "--read", is_flag=True, help="Read the pages quoted in the last seven days once more."
)
@common
def corrections(context: Context, *, read: bool) -> int:
    """List sentences of sent editions that their source has changed or taken back since.

    Ends with 1 where there are any, or where a page could not be read.
    """
    from briefing.desk.corrections import corrections as compared
    from briefing.desk.corrections import read_again

    with context.newsletter() as newsletter:
        found = compared(newsletter)
        more, faults = read_again(newsletter) if read else ((), ())
    for fault in faults:
        context.talk.warn(f"{fault.where}: {fault.why}")
    found = (*found, *more)
    if context.as_json:
        show_json([_record(one) for one in found])
    else:
        _show(found)
    context.talk.say(f"{len(found)} quoted sentences have changed")
    return 1 if found or faults else 0


def _record(one: Vanished) -> dict[str, object]:
    return {
        "edition": one.edition_id,
        "story": one.story.id,
        "title": one.story.title,
        "publisher": one.story.outlet,
        "url": one.story.url,
        "sentence": one.sentence,
        "seen_at": one.seen_at.isoformat() if one.seen_at else None,
    }


def _show(found: tuple[Vanished, ...]) -> None:
    for one in found:
        seen = f"{one.seen_at:%Y-%m-%d %H:%M}" if one.seen_at else ""
        click.echo(f"{one.edition_id}  {one.story.outlet}: {one.story.title}  ({seen})")
        click.echo(f"    was quoted: {one.sentence}")
        if one.story.url:
            click.echo(f"    look at:    {one.story.url}")


@click.command()
@click.argument("edition", default="")
@click.option("--text", default="", help="What was wrong and what is right, in Markdown.")
@click.option("--by", default="", metavar="NAME", help="Who says so; kept with the correction.")
@common
def correct(context: Context, edition: str, text: str, by: str) -> None:
    """Correct an edition that was sent: a dated notice for the archive and the next edition.

    Without --text it lists the corrections of the edition.
    """
    from briefing.desk.corrections import correct as correct_edition
    from briefing.desk.editions import latest

    with context.newsletter() as newsletter:
        name = latest(newsletter, edition).id
        if text:
            correct_edition(newsletter, name, text, by=by or account())
            context.talk.say(f"{name} is corrected; the next edition tells readers")
        found = newsletter.store.corrections.of(name)
    if context.as_json:
        show_json([asdict(one) | {"date": one.date.isoformat()} for one in found])
    else:
        show_rows(("date", "correction"), [(one.date.isoformat(), one.text) for one in found])

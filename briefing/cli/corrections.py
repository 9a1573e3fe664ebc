"""`briefing corrections`: what was quoted and is not said any more."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, account, common
from briefing.cli.output import show_json, show_rows

if TYPE_CHECKING:
    from briefing.cli.json_shapes import QuoteRecord
    from briefing.desk.corrections import ChangedQuote
    from briefing.models import Correction


@click.command()
@click.option(
    "--read", is_flag=True, help="Read the pages quoted in the last seven days once more."
)
@common
def corrections(context: Context, *, read: bool) -> int:
    """List sentences we sent that their source has changed since.

    What a source has taken back counts, too. Ends with 1 where there are any, or where a
    page could not be read.
    """
    from briefing.desk.corrections import corrections as compared
    from briefing.desk.corrections import read_again

    with context.newsletter() as newsletter:
        changed = compared(newsletter)
        more, faults = read_again(newsletter) if read else ((), ())
    for fault in faults:
        context.talk.warn(f"{fault.where}: {fault.why}")
    changed = (*changed, *more)
    if context.as_json:
        show_json([_quote_record(quote) for quote in changed])
    else:
        _show_quotes(changed)
    context.talk.say(f"{len(changed)} quoted sentences have changed")
    return 1 if changed or faults else 0


def _quote_record(quote: ChangedQuote) -> QuoteRecord:
    return {
        "edition": quote.edition_id,
        "story": quote.story.id,
        "title": quote.story.title,
        "publisher": quote.story.outlet,
        "url": quote.story.url,
        "sentence": quote.sentence,
        "seen_at": quote.seen_at.isoformat() if quote.seen_at else None,
    }


def _show_quotes(quotes: tuple[ChangedQuote, ...]) -> None:
    for quote in quotes:
        seen = f"{quote.seen_at:%Y-%m-%d %H:%M}" if quote.seen_at else ""
        click.echo(f"{quote.edition_id}  {quote.story.outlet}: {quote.story.title}  ({seen})")
        click.echo(f"    was quoted: {quote.sentence}")
        if quote.story.url:
            click.echo(f"    look at:    {quote.story.url}")


@click.command()
@click.argument("edition", default="")
@click.option("--text", default="", help="What was wrong and what is right, in Markdown.")
@click.option("--by", default="", metavar="NAME", help="Who says so; kept with the correction.")
@common
def correct(context: Context, edition: str, text: str, by: str) -> None:
    """Correct an edition that was sent.

    A dated notice goes into the archive and the next edition. Without --text it lists the
    corrections of the edition.
    """
    from briefing.desk.corrections import correct as correct_edition
    from briefing.desk.editions import latest

    with context.newsletter() as newsletter:
        name = latest(newsletter, edition).id
        if text:
            correct_edition(newsletter, name, text, by=by or account())
            context.talk.say(f"{name} is corrected; the next edition tells readers")
        notices = newsletter.store.corrections.of(name)
    if context.as_json:
        show_json([_notice_record(notice) for notice in notices])
    else:
        show_rows(
            ("date", "correction"), [(notice.date.isoformat(), notice.text) for notice in notices]
        )


def _notice_record(notice: Correction) -> dict[str, object]:
    wrong = notice.edition_date
    days = {"date": notice.date.isoformat(), "edition_date": wrong and wrong.isoformat()}
    return asdict(notice) | days

"""`briefing sources`: what is read, how it fares, and changes to the list."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, common, hand_on
from briefing.cli.output import fault_records, show_json, show_rows

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.cli.json_shapes import SourceRow, TrialRecord
    from briefing.desk.sources import SourceStatus
    from briefing.models import SourceReport
    from briefing.sources.discover import FeedCandidate

# Of a source that is tried, so many stories are shown; chosen, not measured.
MOST_SAMPLE_STORIES = 10


@click.group(invoke_without_command=True)
@common
@click.pass_context
def sources(click_context: click.Context, context: Context) -> None:
    """List the sources; find, add, test, pause and remove them."""
    if click_context.invoked_subcommand is None:
        _list_sources(context)
    else:
        hand_on(click_context, context)


@sources.command("list")
@common
def list_all(context: Context) -> None:
    """List every source: when it was read last, how it fares."""
    _list_sources(context)


def _list_sources(context: Context) -> None:
    from briefing.desk.sources import source_statuses

    with context.newsletter() as newsletter:
        statuses = source_statuses(newsletter)
    if context.as_json:
        show_json([_source_record(status) for status in statuses])
    else:
        rows = [
            (
                status.name,
                status.kind,
                _minute(status.record.last_read if status.record else None),
                status.state,
                status.place,
            )
            for status in statuses
        ]
        show_rows(("source", "kind", "last read", "state", "where"), rows)


def _source_record(status: SourceStatus) -> SourceRow:
    record = status.record
    return {
        "source": status.name,
        "kind": status.kind,
        "where": status.place,
        "state": status.state,
        "last_read": _iso(record.last_read if record else None),
        "last_success": _iso(record.last_success if record else None),
        "failures": record.failures if record else 0,
        "stale": bool(record and record.stale),
        "paused": record.paused if record else "",
        "moved": record.moved if record else "",
        "error": record.error if record else "",
    }


def _minute(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "never"


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


@sources.command()
@click.argument("url")
@click.option("--name", default="", help="What the source is called.  [default: its own title]")
@click.option("--choose", type=int, metavar="NUMBER", help="Of several feeds, take this one.")
@click.option(
    "--kind",
    type=click.Choice(["page", "index", "sitemap", "opml"]),
    help="Add the address as such, without looking for a feed.",
)
@click.option("--selector", default="", help="For an index: the CSS selector of its links.")
@common
def add(
    context: Context, url: str, *, name: str, choose: int | None, kind: str | None, selector: str
) -> int:
    """Find the feeds of an address and add one to the config file.

    Where there are several, you choose.
    """
    from briefing.desk import sources as source_list
    from briefing.desk.source_reading import find_feeds

    with context.newsletter() as newsletter:
        if kind:
            fields: dict[str, object] = {"kind": kind, "name": name or url, "url": url}
            fields |= {"selector": selector} if selector else {}
        else:
            chosen = _chosen(find_feeds(newsletter, url), choose, context)
            if chosen is None:
                return 2
            fields = feed_fields(chosen, name)
        (fields,) = source_list.add(newsletter, context.config, [fields])
    context.talk.say(f"{fields['name']} ({fields['url']}) is a source now")
    if context.as_json:
        show_json(fields)
    return 0


def feed_fields(feed: FeedCandidate, name: str = "") -> dict[str, object]:
    """A feed as it stands in the config file, by its own title where none is given."""
    return {"kind": "feed", "name": name or feed.link.title or feed.link.url, "url": feed.link.url}


def _chosen(
    candidates: tuple[FeedCandidate, ...], number: int | None, context: Context
) -> FeedCandidate | None:
    """The only feed, the one that was chosen, or what a person at the terminal says."""
    if not candidates:
        hint = "name it with --kind page, index (with --selector) or sitemap"
        context.talk.warn(f"no feed is to be found there ({hint})")
        return None
    if len(candidates) == 1 and number is None:
        return candidates[0]
    if number is None:
        rows = [
            (str(at), candidate.link.url, candidate.link.title, str(len(candidate.stories)))
            for at, candidate in enumerate(candidates, 1)
        ]
        if not context.as_json:
            show_rows(("number", "feed", "title", "stories"), rows)
        if not sys.stdin.isatty():
            feeds = f": {', '.join(row[1] for row in rows)}" if context.as_json else ""
            context.talk.warn(f"several feeds: say which with --choose NUMBER{feeds}")
            return None
        number = click.prompt("Which", type=click.IntRange(1, len(candidates)))
    if not 1 <= number <= len(candidates):
        context.talk.warn(f"there are {len(candidates)} feeds, numbered from 1")
        return None
    return candidates[number - 1]


@sources.command()
@click.argument("where")
@common
def test(context: Context, where: str) -> int:
    """Read a source, or the feed at an address; store nothing.

    WHERE is the name of a source or an address.
    """
    from briefing.desk.source_reading import source_at, try_source

    with context.newsletter() as newsletter:
        report = try_source(newsletter, source_at(newsletter, where))
    if context.as_json:
        show_json(_trial_record(report))
    else:
        _show_trial(report, context)
    return 1 if report.error or report.faults else 0


def _trial_record(report: SourceReport) -> TrialRecord:
    return {
        "source": report.source,
        "error": report.error,
        "documents": report.documents,
        "faults": fault_records(report.faults),
        "notes": list(report.notes),
        "stories": [
            {
                "title": keyed.story.title,
                "url": keyed.story.url,
                "characters": len(keyed.story.text),
            }
            for keyed in report.stories
        ],
    }


def _show_trial(report: SourceReport, context: Context) -> None:
    if report.error:
        is_named = report.error.startswith(report.source)
        context.talk.warn(report.error if is_named else f"{report.source}: {report.error}")
    for fault in report.faults:
        context.talk.warn(f"{fault.where}: {fault.why}")
    for note in report.notes:
        context.talk.say(note)
    rows = [
        (_minute(keyed.story.published), str(len(keyed.story.text)), keyed.story.title)
        for keyed in report.stories[:MOST_SAMPLE_STORIES]
    ]
    if rows:
        show_rows(("published", "characters", "title"), rows)
    context.talk.say(f"{len(report.stories)} stories")


@sources.command()
@click.argument("name")
@click.option("--why", default="paused by hand", help="What the list says.")
@common
def pause(context: Context, name: str, why: str) -> None:
    """Read a source no more until it is resumed; its stories stay."""
    from briefing.desk import sources as source_list

    with context.newsletter() as newsletter:
        paused = source_list.pause(newsletter, name, why=why)
    _tell_change(context, paused, "paused", "is paused")


@sources.command()
@click.argument("name")
@common
def resume(context: Context, name: str) -> None:
    """Read a source again with the next run, whatever held it back."""
    from briefing.desk import sources as source_list

    with context.newsletter() as newsletter:
        resumed = source_list.resume(newsletter, name)
    _tell_change(context, resumed, "resumed", "is read again")


@sources.command()
@click.argument("name")
@common
def remove(context: Context, name: str) -> None:
    """Take a source out of the config file; its stories stay."""
    from briefing.desk import sources as source_list

    with context.newsletter() as newsletter:
        removed = source_list.remove(newsletter, context.config, name)
    _tell_change(context, removed, "removed", "is removed")


def _tell_change(context: Context, name: str, state: str, words: str) -> None:
    context.talk.say(f"{name} {words}")
    if context.as_json:
        show_json({"source": name, "state": state})


@sources.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@common
def import_opml(context: Context, file: Path) -> None:
    """Add the feeds of an OPML list to the config file.

    Those that stand there already are left out.
    """
    from briefing.desk import sources as source_list
    from briefing.desk.opml import listed_in

    with context.newsletter() as newsletter:
        listed = listed_in(newsletter, file.read_bytes(), str(file))
        feeds = listed.sources
        added = source_list.add(newsletter, context.config, feeds) if feeds else []
    for fault in listed.left_out:
        context.talk.warn(f"{fault.where} is left out: it {fault.why}")
    context.talk.say(f"{len(added)} feeds added")
    if context.as_json:
        show_json(added)


@sources.command("export")
@common
def export_opml(context: Context) -> None:
    """Print the feeds of this newsletter as an OPML list."""
    from briefing.desk.opml import as_opml, listed_sources

    with context.newsletter() as newsletter:
        if context.as_json:
            show_json(listed_sources(newsletter))
        else:
            click.echo(as_opml(newsletter).decode(), nl=False)

"""`briefing ingest` and `briefing build`."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, common
from briefing.cli.output import Talk, fault_records, show_json

if TYPE_CHECKING:
    from briefing.cli.json_shapes import BuildRecord, IngestRecord, ReadSource
    from briefing.models import Edition, IngestReport, SourceReport
    from briefing.pipeline.pipeline import Built, Pipeline

_SOURCES = click.option(
    "--source",
    "source_texts",
    multiple=True,
    metavar="KIND:WHERE",
    help="Read this instead of the configured sources: folder:PATH, mail:PATH, feed:URL, page:URL"
    " and the like.",
)
_FORCE = click.option(
    "--force", is_flag=True, help="Ask also the sources that should wait, but for paused ones."
)


@click.command()
@_SOURCES
@_FORCE
@common
def ingest(context: Context, source_texts: tuple[str, ...], *, force: bool) -> int:
    """Read all sources into the store."""
    with context.pipeline(source_texts) as pipeline:
        report = pipeline.ingest(force=force)
    say_faults(report, context.talk)
    context.talk.say(f"{report.added} new stories, {report.changed} changed")
    if context.as_json:
        show_json(_report_record(report))
    return 1 if report.failed else 0


@click.command()
@click.option("--no-ingest", is_flag=True, help="Use the stories the store has; read nothing.")
@_SOURCES
@common
def build(context: Context, no_ingest: bool, source_texts: tuple[str, ...]) -> int:  # noqa: FBT001
    """Make the edition of now, from the sources to the mail.

    It reads, groups, condenses, composes and renders. It writes edition.html,
    .txt, .md, .eml, .json and index.html into a folder of the day under `out:`
    and prints the path of index.html.
    """
    started = time.perf_counter()
    with context.pipeline(source_texts) as pipeline:
        report = None if no_ingest else pipeline.ingest()
        built, faults = pipeline.build(), pipeline.faults
        state = pipeline.final_state(built.edition)
    record = _build_record(pipeline, built, time.perf_counter() - started)
    if report:
        say_faults(report, context.talk)
    _say_language(context, pipeline)
    context.talk.table(built.edition.subject, _figures(record))
    if context.as_json:
        show_json(record)
    else:
        click.echo(str(built.folder / "index.html"))
    for fault in faults:
        context.talk.warn(f"{fault.where}: {fault.why}")
    if state:
        what = "it is shown as it was released; what is new comes with the next"
        context.talk.say(f"{built.edition.id} is {state} already: {what}")
    if not built.edition.references:
        context.talk.warn(f"{_why_empty(built.edition)}: it can be neither approved nor sent")
    return 1 if faults or (report and report.failed) else 0


def _why_empty(edition: Edition) -> str:
    """`it holds no story`, and where there were some, for what reason most are left out."""
    reasons = Counter(dropped.reason for dropped in edition.ledger.dropped).most_common(1)
    why = f"; of most it says: {reasons[0][0]}" if reasons else ""
    return f"it holds no story (of {edition.ledger.considered} considered{why})"


def _say_language(context: Context, pipeline: Pipeline) -> None:
    """What stands in another language than the rest."""
    from briefing.wiring.parts import language_note

    if note := language_note(pipeline.config):
        context.talk.warn(f"{note} (write templates/locales/, see docs/look.md)")


def _build_record(pipeline: Pipeline, built: Built, seconds: float) -> BuildRecord:
    return {
        "edition": built.edition.id,
        "folder": str(built.folder),
        "sources_read": len(pipeline.config.sources),
        "stories": sum(len(topic.stories) for topic in built.topics),
        "events": sum(len(topic.events) for topic in built.topics),
        "topics": len(built.topics),
        "words": len(built.rendering.text.split()),
        "bytes": {file.path.name: file.size for file in built.files},
        "seconds": round(seconds, 1),
        "faults": fault_records(pipeline.faults),
    }


def _figures(record: BuildRecord) -> Iterator[tuple[str, str]]:
    """The same for a person."""
    yield "sources read", str(record["sources_read"])
    yield "stories", str(record["stories"])
    yield "events", str(record["events"])
    yield "topics", str(record["topics"])
    yield "words", f"{record['words']:,}"
    yield from ((f"bytes, {name}", f"{size:,}") for name, size in record["bytes"].items())
    yield "seconds", str(record["seconds"])


def say_faults(report: IngestReport, talk: Talk) -> None:
    """Name every source and document that could not be used, and why."""
    for source in report.sources:
        if source.error:
            row = f" [{source.failures} failures in a row: stale]" if source.stale else ""
            talk.warn(f"{source.source}: {source.error}{row}")
        if source.skipped:
            (talk.say if source.failures else talk.detail)(f"{source.source}: {source.skipped}")
        for fault in source.faults:
            talk.warn(f"{source.source}: {fault.where}: {fault.why}")
        for note in source.notes:
            talk.detail(f"{source.source}: {note}")


def _report_record(report: IngestReport) -> IngestRecord:
    return {
        "added": report.added,
        "changed": report.changed,
        "sources": [_source_record(source) for source in report.sources],
    }


def _source_record(source: SourceReport) -> ReadSource:
    return {
        "source": source.source,
        "documents": source.documents,
        "stories": len(source.stories),
        "error": source.error,
        "skipped": source.skipped,
        "failures": source.failures,
        "faults": fault_records(source.faults),
        "notes": list(source.notes),
    }

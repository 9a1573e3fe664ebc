"""`briefing ingest` and `briefing build`."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, common
from briefing.cli.output import Talk, show_json

if TYPE_CHECKING:
    from briefing.models import IngestReport
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

    Reads, groups, condenses, composes and renders.

    Writes edition.html, .txt, .md, .eml, .json and index.html into a folder of
    the day under `out:` and prints the path of index.html.
    """
    started = time.perf_counter()
    with context.pipeline(source_texts) as pipeline:
        report = None if no_ingest else pipeline.ingest()
        built, faults = pipeline.build(), pipeline.faults
        rows = [*_figures(pipeline, built), ("seconds", f"{time.perf_counter() - started:.1f}")]
    if report:
        say_faults(report, context.talk)
    context.talk.table(built.edition.subject, rows)
    _show_place(context, built, dict(rows))
    for fault in faults:
        context.talk.warn(f"{fault.where}: {fault.why}")
    return 1 if faults or (report and report.failed) else 0


def _show_place(context: Context, built: Built, figures: dict[str, str]) -> None:
    if context.as_json:
        show_json({"edition": built.edition.id, "folder": str(built.folder)} | figures)
    else:
        click.echo(str(built.folder / "index.html"))


def _figures(pipeline: Pipeline, built: Built) -> Iterable[tuple[str, str]]:
    sizes = {file.path.name: file.size for file in built.files}
    yield "sources read", str(len(pipeline.config.sources))
    yield "stories", str(sum(len(topic.stories) for topic in built.topics))
    yield "events", str(sum(len(topic.events) for topic in built.topics))
    yield "topics", str(len(built.topics))
    yield "words", f"{len(built.rendering.text.split()):,}"
    yield from ((f"bytes, {name}", f"{size:,}") for name, size in sizes.items())


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


def _report_record(report: IngestReport) -> dict[str, object]:
    sources = [
        {
            "source": source.source,
            "documents": source.documents,
            "stories": len(source.stories),
            "error": source.error,
            "skipped": source.skipped,
            "failures": source.failures,
            "faults": [{"where": fault.where, "why": fault.why} for fault in source.faults],
            "notes": list(source.notes),
        }
        for source in report.sources
    ]
    return {"added": report.added, "changed": report.changed, "sources": sources}

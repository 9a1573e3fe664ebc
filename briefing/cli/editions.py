"""`briefing editions`, `verify`, `export`, `approve`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, account, common, hand_on
from briefing.cli.output import show_json, show_rows

if TYPE_CHECKING:
    from briefing.desk.proof import Proof
    from briefing.desk.summary import EditionSummary

FORMATS = ("md", "html", "txt", "json", "eml")


@click.group(invoke_without_command=True)
@common
@click.pass_context
def editions(click_context: click.Context, context: Context) -> None:
    """List the editions of this newsletter, newest first; show one."""
    if click_context.invoked_subcommand is None:
        _list_editions(context)
    else:
        hand_on(click_context, context)


@editions.command("list")
@common
def list_all(context: Context) -> None:
    """List the editions of this newsletter, newest first."""
    _list_editions(context)


def _list_editions(context: Context) -> None:
    from briefing.desk.editions import editions_of

    with context.newsletter() as newsletter:
        lines = editions_of(newsletter)
    if context.as_json:
        show_json([asdict(line) for line in lines])
    else:
        rows = [(line.id, line.state, line.subject) for line in lines]
        show_rows(("edition", "state", "subject"), rows)


@editions.command()
@click.argument("edition", default="")
@common
def show(context: Context, edition: str) -> None:
    """Show an edition: subjects to choose from, and its account.

    It is the last built, unless named.
    """
    from briefing.desk.summary import edition_summary

    with context.newsletter() as newsletter:
        summary = edition_summary(newsletter, edition)
    if context.as_json:
        show_json(asdict(summary))
    else:
        click.echo("\n".join(_summary_lines(summary)))


def _summary_lines(summary: EditionSummary) -> list[str]:
    lines = [f"{summary.edition} ({summary.state})"]
    lines += [f"approved   {summary.approved}"] if summary.approved else []
    lines += [f"subject    {summary.subject}"]
    lines += [f"  or       {subject}" for subject in summary.subjects if subject != summary.subject]
    lines += [f"preheader  {summary.preheader}", ""]
    lines += [f"{place:9}  {what}" for place, what in summary.blocks]
    lines += ["", summary.line, *(f"- {line}" for line in summary.sources)]
    lines += [
        "",
        *(
            f"- “{dropped.title}” ({dropped.story_id}): {dropped.reason}"
            for dropped in summary.dropped
        ),
    ]
    return [*lines, *(f"- {note}" for note in summary.notes)]


@editions.command()
@click.argument("edition", default="")
@click.option("--by", default="", metavar="NAME", help="[default: your user name]")
@common
def withdraw(context: Context, edition: str, by: str) -> None:
    """Make an approved edition a draft again.

    That goes until a mail of it is begun. It is the last built, unless named.
    No schedule sends it before it is approved anew.
    """
    from briefing.desk.editions import withdraw as take_back

    with context.newsletter() as newsletter:
        name = take_back(newsletter, edition, by=by or account())
    context.talk.say(f"{name} is a draft again. Next: briefing build, then briefing approve")
    if context.as_json:
        show_json({"edition": name, "state": "draft"})


@click.command()
@click.argument("edition", type=click.Path(path_type=Path), required=False)
@common
def verify(context: Context, edition: Path | None) -> int:
    """Prove every sentence of an edition from its source's bytes.

    It takes the last edition built, unless one is named, and compares the
    sources' bytes, the stored text and each view.

    EDITION is an edition.json with its views beside it, or the id of an
    edition that was sent: then the bytes in the archive are proved.
    """
    from briefing.desk.editions import folder_of
    from briefing.desk.export import prove_file

    with context.pipeline() as pipeline:
        built = edition or folder_of(pipeline.newsletter) / "edition.json"
        proof = prove_file(pipeline, built)
    stages = (
        ("source bytes", proof.origin_faults),
        ("stored text", proof.text_faults),
        ("rendering", proof.rendering_faults),
    )
    faults = [
        {"stage": stage, "where": fault.where, "why": fault.why}
        for stage, stage_faults in stages
        for fault in stage_faults
    ]
    for line in faults:
        context.talk.warn(f"{line['stage']}: {line['where']}: {line['why']}")
    if context.as_json:
        counts = {"sentences": proof.sentences, "changed": proof.changed, "lost": proof.lost}
        show_json({"edition": proof.edition_id, **counts, "faults": faults})
    elif not faults:
        click.echo(f"{proof.edition_id}: {_proved(proof)}")
    return 1 if faults else 0


def _proved(proof: Proof) -> str:
    """What holds, for a person, and what could not be traced to its source's bytes."""
    line = f"{proof.sentences} sentences hold, and the views are theirs"
    if proof.changed:
        line += f"; {proof.changed} stand in their document, which is read otherwise today"
    if proof.lost:
        line += f"; {proof.lost} by the stored text only: their documents are not kept"
    return line


@click.command()
@click.option(
    "--format",
    "kind",
    type=click.Choice(FORMATS),
    default="md",
    show_default=True,
    help="The view to print.",
)
@click.option("--edition", "name", default="", metavar="ID", help="[default: the last built]")
@click.option(
    "--per-topic",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write one Markdown file a topic into this folder instead.",
)
@click.option(
    "--site",
    "site_folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the whole public site into this folder instead, for any web host.",
)
@common
def export(
    context: Context, kind: str, name: str, folder: Path | None, site_folder: Path | None
) -> None:
    """Print an edition, or write its topics or the site as files.

    Of topics it is one Markdown file each.
    """
    from briefing.desk.export import export as export_edition
    from briefing.desk.export import export_topics

    if site_folder:
        if folder or name or kind != "md":
            raise click.UsageError("--site writes every edition that was sent, and takes no other")
        _export_site(context, site_folder)
        return
    if folder and kind != "md":
        raise click.UsageError("--per-topic writes Markdown: leave --format out")
    with context.pipeline() as pipeline:
        if folder is None:
            edition, view = export_edition(pipeline, kind, name)
            if context.as_json:
                show_json({"edition": edition, "format": kind, "text": view.decode()})
            else:
                sys.stdout.buffer.write(view)
            return
        files = export_topics(pipeline.newsletter, folder, name)
    if context.as_json:
        show_json([{"file": str(file.path), "bytes": file.size} for file in files])
    else:
        click.echo("\n".join(str(file.path) for file in files))


def _export_site(context: Context, folder: Path) -> None:
    from briefing.web.responses import PageTemplates
    from briefing.web.site.site_export import export_site
    from briefing.web.site.site_pages import SitePages

    with context.pipeline() as pipeline:
        templates = PageTemplates(config=pipeline.config, theme=pipeline.theme)
        pages = SitePages.of(pipeline.store, templates)
        count = export_site(pages, folder, pipeline.progress)
        if not pipeline.config.web.static:
            hint = "`briefing serve` must answer /subscribe, /preferences and /unsubscribe there"
            context.talk.warn(f"`web: static:` is not set: {hint}")
    context.talk.say(f"{folder}: {count} files, for any web host")
    if context.as_json:
        show_json({"folder": str(folder), "files": count})


@click.command()
@click.argument("edition", default="")
@click.option("--by", default="", metavar="NAME", help="Who approves; kept with the edition.")
@common
def approve(context: Context, edition: str, by: str) -> None:
    """Release an edition for sending.

    It is the last built, unless named. Ends with 3 where it holds no story.
    """
    from briefing.desk.editions import approve as approve_edition

    with context.newsletter() as newsletter:
        name = approve_edition(newsletter, edition, by=by or account())
    context.talk.say(f"{name} is approved. Next: briefing send")
    if context.as_json:
        show_json({"edition": name, "state": "approved"})

"""`briefing editions`, `verify`, `export`, `approve`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from briefing.cli.options import Context, common
from briefing.cli.talk import show_json, show_rows

FORMATS = ("md", "html", "txt", "json", "eml")


@click.command()
@common
def editions(context: Context) -> None:
    """List the editions of this newsletter, newest first."""
    from briefing.pipeline import editions_of

    with context.pipeline() as pipeline:
        found = editions_of(pipeline)
    if context.as_json:
        show_json([asdict(line) for line in found])
    else:
        rows = [(line.id, line.state, line.subject) for line in found]
        show_rows(("edition", "state", "subject"), rows)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@common
def verify(context: Context, file: Path) -> int:
    """Prove an edition.json: sentences against the store, views against a fresh rendering."""
    from briefing.pipeline import prove_file

    with context.pipeline() as pipeline:
        proof = prove_file(pipeline, file)
    for fault in proof.faults:
        context.talk.warn(f"{fault.where}: {fault.why}")
    if context.as_json:
        faults = [{"where": fault.where, "why": fault.why} for fault in proof.faults]
        show_json({"edition": proof.edition_id, "sentences": proof.sentences, "faults": faults})
    elif not proof.faults:
        click.echo(
            f"{proof.edition_id}: {proof.sentences} sentences hold, and the views are theirs"
        )
    return 1 if proof.faults else 0


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
@common
def export(context: Context, kind: str, name: str) -> None:
    """Print an edition to stdout."""
    from briefing.pipeline import export as export_edition

    with context.pipeline() as pipeline:
        data = export_edition(pipeline, kind, name)
    sys.stdout.buffer.write(data)


@click.command()
@click.argument("edition", default="")
@click.option("--by", default="", metavar="NAME", help="Who approves; kept with the edition.")
@common
def approve(context: Context, edition: str, by: str) -> None:
    """Release an edition (the last built, unless named) for sending."""
    from briefing.pipeline import approve as approve_edition

    with context.pipeline() as pipeline:
        name = approve_edition(pipeline, edition, by=by or _person())
    context.talk.say(f"{name} is approved. Next: briefing send")
    if context.as_json:
        show_json({"edition": name, "state": "approved"})


def _person() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"

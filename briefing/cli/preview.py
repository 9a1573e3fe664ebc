"""`briefing preview`: the edition in the browser, for nobody else."""

from __future__ import annotations

import click

from briefing.cli.options import Context, common


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="0 takes a free one.",
)
@click.option("--edition", "name", default="", metavar="ID", help="[default: the last built]")
@common
def preview(context: Context, port: int, name: str) -> None:
    """Serve an edition's files on 127.0.0.1 until Ctrl-C."""
    from briefing.pipeline import folder_of
    from briefing.web.preview import serve

    with context.pipeline() as pipeline:
        folder = folder_of(pipeline, name)
    serve(folder, port=port, ready=lambda url: context.talk.say(f"{url}  (Ctrl-C ends it)"))

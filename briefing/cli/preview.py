"""`briefing preview`: the edition in the browser, for nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, common
from briefing.cli.output import show_json_line

if TYPE_CHECKING:
    from briefing.config import Config
    from briefing.pipeline.pipeline import Pipeline


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
    """Serve an edition's files on 127.0.0.1 until Ctrl-C.

    The page shows itself anew when a template, the config or a document in a
    folder of the sources changes. Nothing is fetched for that.
    """
    from briefing.desk.editions import folder_of
    from briefing.desk.preview import refresh, watched
    from briefing.web.preview_server import serve
    from briefing.web.watch import Watcher

    with context.pipeline() as pipeline:
        folder, paths = folder_of(pipeline.newsletter, name), watched(pipeline, context.config)

    def react(changed: tuple[str, ...]) -> None:
        refresh(_opening(context), changed, edition=name)

    with Watcher(paths, react) as changes:
        serve(folder, port=port, changes=changes, ready=told_url(context))


def told_url(context: Context) -> Callable[[str], None]:
    """Tells the address, to machines as a line of JSON."""

    def tell(url: str) -> None:
        context.talk.say(f"{url}  (Ctrl-C ends it)")
        if context.as_json:
            show_json_line({"url": url})

    return tell


def _opening(context: Context) -> Callable[[Callable[[Config], Config]], Pipeline]:
    """Reads the config anew each time, so that its changes show."""

    def opening(change: Callable[[Config], Config]) -> Pipeline:
        from briefing.config import load
        from briefing.pipeline.pipeline import Pipeline

        return Pipeline.open(change(load(context.config)), clock=context.clock)

    return opening

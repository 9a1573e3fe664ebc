"""`briefing serve`: the pages readers need."""

from __future__ import annotations

import click

from briefing.cli.options import Context, common
from briefing.cli.preview import told_url


@click.command()
@click.option("--host", default="", help="Address to listen on.  [default: web.host]")
@click.option("--port", type=click.IntRange(0, 65535), help="0 takes a free one.")
@common
def serve(context: Context, host: str, port: int | None) -> None:
    """Serve the pages for readers: subscribe, leave, read.

    These are sign-up, confirmation, preferences, unsubscribing and the editions.
    Put a web server that speaks TLS in front of it and set `web: url:` to the
    address readers know.
    """
    from briefing.schedule.heartbeat import last_beat_of
    from briefing.web.reader_server import serve_readers

    context.unattended()
    with context.pipeline() as pipeline:
        web = pipeline.config.web
        if not web.url:
            context.talk.warn("`web: url:` is not set: mails with links cannot be sent")
        serve_readers(
            pipeline,
            host=host or web.host,
            port=web.port if port is None else port,
            ready=told_url(context),
            say=context.talk.warn,
            last_beat=last_beat_of(pipeline.config),
        )

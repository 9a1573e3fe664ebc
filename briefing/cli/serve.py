"""`briefing serve`: the pages readers need."""

from __future__ import annotations

import click

from briefing.cli.options import Context, common
from briefing.cli.preview import told_url


@click.command()
@click.option("--host", default="", help="Address to listen on.  [default: web.host, desk.host]")
@click.option("--port", type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--desk", is_flag=True, help="Serve the desk for editors, behind a login.")
@common
def serve(context: Context, host: str, port: int | None, *, desk: bool) -> None:
    """Serve the pages for readers: subscribe, leave, read.

    These are sign-up, confirmation, preferences, unsubscribing and the editions.
    Put a web server that speaks TLS in front of it and set `web: url:` to the
    address readers know. With --desk it is the private pages of those who make the
    editions (`desk: url:`), a server of its own.
    """
    (_serve_desk if desk else _serve_readers)(context, host, port)


def _serve_readers(context: Context, host: str, port: int | None) -> None:
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


def _serve_desk(context: Context, host: str, port: int | None) -> None:
    from briefing.schedule import Calendar
    from briefing.web.desk.serve_desk import serve_desk

    def ready(url: str, first: str) -> None:
        told_url(context)(url)
        if first:
            context.talk.say(f"Nobody has an account yet. Within an hour, and once: {first}")

    context.unattended()
    with context.pipeline() as pipeline:
        desk = pipeline.config.desk
        serve_desk(
            pipeline,
            file=context.config,
            host=host or desk.host,
            port=desk.port if port is None else port,
            ready=ready,
            coming=lambda config, after, until: Calendar.of(config).between(after, until),
        )

"""`briefing correct`: say what a sent edition got wrong."""

from __future__ import annotations

from dataclasses import asdict

import click

from briefing.cli.options import Context, account, common
from briefing.cli.talk import show_json, show_rows


@click.command()
@click.argument("edition", default="")
@click.option("--text", default="", help="What was wrong and what is right, in Markdown.")
@click.option("--by", default="", metavar="NAME", help="Who says so; kept with the correction.")
@common
def correct(context: Context, edition: str, text: str, by: str) -> None:
    """Correct an edition that was sent: a dated notice for the archive and the next edition.

    Without --text it lists the corrections of the edition.
    """
    from briefing.pipeline import latest
    from briefing.pipeline.correcting import correct as correct_edition

    with context.pipeline() as pipeline:
        name = latest(pipeline, edition).id
        if text:
            correct_edition(pipeline, name, text, by=by or account())
            context.talk.say(f"{name} is corrected; the next edition tells readers")
        found = pipeline.store.corrections.of(name)
    if context.as_json:
        show_json([asdict(one) | {"date": one.date.isoformat()} for one in found])
    else:
        show_rows(("date", "correction"), [(one.date.isoformat(), one.text) for one in found])

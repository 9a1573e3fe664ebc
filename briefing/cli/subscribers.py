"""`briefing subscribers`: who gets the editions."""

from __future__ import annotations

from dataclasses import asdict

import click

from briefing.cli.options import Context, common
from briefing.cli.talk import show_json, show_rows


@click.group()
def subscribers() -> None:
    """List, add and remove subscribers."""


@subscribers.command("add")
@click.argument("email")
@click.option("--name", default="", help="As greetings and the To: line show it.")
@common
def add(context: Context, email: str, name: str) -> None:
    """Add an address you have the owner's consent for; adding it again changes nothing."""
    with context.pipeline() as pipeline:
        letter = pipeline.config.newsletter.id
        added = pipeline.store.subscribers.add(
            email, name=name, newsletter=letter, at=context.clock()
        )
    context.talk.say(f"{added.email} is subscribed")
    if context.as_json:
        show_json(asdict(added))


@subscribers.command("remove")
@click.argument("email")
@common
def remove(context: Context, email: str) -> None:
    """Unsubscribe an address; the record of it stays."""
    with context.pipeline() as pipeline:
        letter = pipeline.config.newsletter.id
        pipeline.store.subscribers.unsubscribe(
            email, newsletter=letter, cause="removed by hand", at=context.clock()
        )
    context.talk.say(f"{email} is unsubscribed")


@subscribers.command("list")
@common
def list_all(context: Context) -> None:
    """List the active subscribers."""
    with context.pipeline() as pipeline:
        found = pipeline.store.subscribers.active(pipeline.config.newsletter.id)
    if context.as_json:
        show_json([asdict(subscriber) for subscriber in found])
    else:
        show_rows(("email", "name"), [(s.email, s.name) for s in found])

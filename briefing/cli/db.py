"""`briefing db`: back the store up while it runs, restore it, bring it to this version."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.groups import CommonGroup
from briefing.cli.options import Context, common
from briefing.cli.output import show_json


@click.group(cls=CommonGroup)
def db() -> None:
    """Back up, restore and upgrade the store."""


@db.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@common
def backup(context: Context, file: Path | None) -> None:
    """Write the store into FILE; it may be in use meanwhile.

    FILE must not exist. Without FILE into `backups/` beside the config. The file holds addresses
    and secrets: keep it where only you can read it.
    """
    with context.newsletter() as newsletter:
        stamp = f"{context.clock():%Y-%m-%dT%H%M%SZ}"
        target = file or newsletter.config.data_path("backups") / f"{newsletter.id}-{stamp}.db"
        size = newsletter.store.backup(target)
    context.talk.say(f"{size:,} bytes")
    if context.as_json:
        show_json({"file": str(target), "bytes": size})
    else:
        click.echo(str(target))


@db.command()
@click.argument("file", type=click.Path(path_type=Path))
@common
def restore(context: Context, file: Path) -> None:
    """Put a backup in the place of all the store holds.

    No slot before now is sent unasked, and what was on its way is in doubt
    (see `briefing deliveries`). Who left since the backup stays out. What the
    store held is kept beside it.
    """
    from briefing.config import load
    from briefing.newsletter import store_url
    from briefing.store.recovery import put_back

    url = store_url(load(context.config))
    notes = tuple(put_back(url, file, now=context.clock()))
    for note in notes:
        context.talk.say(note)
    if context.as_json:
        show_json({"notes": list(notes)})


@db.command()
@common
def migrate(context: Context) -> None:
    """Bring the store to this version's tables.

    Every other command does so, too.
    """
    with context.newsletter() as newsletter:
        notes, schema = newsletter.notes, newsletter.store.schema()
    context.talk.say(f"the store has schema {schema}" if not notes else "done")
    if context.as_json:
        show_json({"schema": schema, "notes": list(notes)})

"""The commands as a tree: what pages about them are made of."""

from __future__ import annotations

from collections.abc import Iterator

import click

from briefing.cli.options import common_options

PROGRAM = "briefing"


def all_commands(context: click.Context) -> Iterator[click.Context]:
    """Every command that is shown, by name, each with the words that lead to it."""
    if not isinstance(context.command, click.Group):
        return
    for name, command in sorted(context.command.commands.items()):
        if not command.hidden:
            below = click.Context(command, info_name=name, parent=context)
            yield below
            yield from all_commands(below)


def own_options(command: click.Command) -> list[click.Option]:
    """The options that a command takes besides those of every command."""
    shared = {option.name for option in common_options()}
    own = [one for one in command.params if isinstance(one, click.Option)]
    return [one for one in own if one.name not in shared and not one.hidden]

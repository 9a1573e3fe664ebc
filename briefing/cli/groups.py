"""Groups of commands that take the common options and hand them to the command below."""

from __future__ import annotations

from typing import Any

import click
from click.core import ParameterSource

from briefing.cli.options import common_options

_GIVEN = {ParameterSource.COMMANDLINE, ParameterSource.DEFAULT_MAP}


class CommonGroup(click.Group):
    """A group whose `--config`, `--now`, `--json` and the like hold for the command below it.

    `bare` is the command that runs where none is named, such as `list`.
    """

    def __init__(self, *args: Any, bare: str = "", **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.no_args_is_help = not bare
        self.bare = bare
        for option in common_options():
            option.expose_value = False
            option.callback = _hand_down
            self.params.append(option)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As written; with the bare command behind it where none is named."""
        if self.bare and not set(args) & {*self.commands, *ctx.help_option_names}:
            args = [*args, self.bare]
        return super().parse_args(ctx, args)


def _hand_down(group: click.Context, option: click.Parameter, value: object) -> object:
    """What was given here is the default below, as deep as the commands go."""
    name = str(option.name)
    if group.get_parameter_source(name) in _GIVEN and isinstance(group.command, click.Group):
        text = value.isoformat() if hasattr(value, "isoformat") else value
        group.default_map = _with_default(group.command, dict(group.default_map or {}), name, text)
    return value


def _with_default(
    command: click.Group, known: dict[str, Any], name: str, value: object
) -> dict[str, Any]:
    """The map of defaults with one more for each command below."""
    for below_name, below in command.commands.items():
        own = dict(known.get(below_name) or {}) | {name: value}
        known[below_name] = (
            _with_default(below, own, name, value) if isinstance(below, click.Group) else own
        )
    return known
